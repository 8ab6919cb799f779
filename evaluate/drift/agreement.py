"""Agreement of two groupings, and intervals for it."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any


def adjusted_rand(one: Sequence[Any], other: Sequence[Any]) -> float:
    """Hubert and Arabie (1985): pairs treated alike, less those expected by chance.

    Groupings that are both trivial agree fully; 0 is chance.

    >>> adjusted_rand("aabb", "xxyy"), round(adjusted_rand("aabb", "xxxy"), 3)
    (1.0, 0.0)
    """
    both = _pairs(Counter(zip(one, other, strict=True)).values())
    left, right = _pairs(Counter(one).values()), _pairs(Counter(other).values())
    every = math.comb(len(one), 2)
    expected = left * right / every if every else 0.0
    most = (left + right) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _pairs(sizes: Any) -> int:
    return sum(math.comb(n, 2) for n in sizes)


def bootstrap(
    things: Sequence[Any], figure: Callable[[Sequence[Any]], float], *, seed: int, times: int = 2000
) -> tuple[float, float]:
    """The 95 % percentile interval of a figure over things drawn with replacement."""
    chance = random.Random(seed)
    found = sorted(figure(chance.choices(things, k=len(things))) for _ in range(times))
    return found[int(0.025 * times)], found[int(0.975 * times) - 1]
