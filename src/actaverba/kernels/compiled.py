"""Functions on arrays that are compiled when they are first called, and kept compiled.

No threads and no reordering of sums: the same arrays give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function of numpy arrays and numbers, and keep the result beside its source."""
    made: Callable[P, R] = numba.njit(cache=True)(function)
    return made
