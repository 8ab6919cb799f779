"""Names as numbers, to ask whether two are the same without a table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels import digests
from actaverba.methods.words.copies.reading import as_bytes, pieces

if TYPE_CHECKING:
    import pyarrow as pa

Digests = NDArray[np.uint64]


def chained(names: pa.ChunkedArray, before: Digests) -> Digests:
    """128 bits of each name and of what came before; a missing name is an empty one."""
    found = np.empty_like(before)
    at = 0
    for piece in pieces(names):
        data, offsets = as_bytes(piece)
        high = at + len(piece)
        found[at:high] = digests.byte_digests(data, offsets, before[at:high])
        at = high
    return found
