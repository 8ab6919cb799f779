"""Digests of texts and names: equal ones get equal numbers, others practically never.

They are no secret and no signature: who tries may find two texts with the same one of 64 bits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled

Bytes = NDArray[np.uint8]
Points = NDArray[np.uint32]
Ints = NDArray[np.int64]

BLANK = 0x20


@compiled
def digest(text: Points, low: int, high: int, salt: int) -> np.uint64:
    """64 bits of the letters, whatever the blanks between."""
    h = np.uint64(salt)
    for i in range(low, high):
        if text[i] != BLANK:
            h = (h ^ np.uint64(text[i])) * np.uint64(0x9E3779B97F4A7C15)
            h ^= h >> np.uint64(29)
    h *= np.uint64(0xBF58476D1CE4E5B9)
    return h ^ (h >> np.uint64(32))


@compiled
def byte_digests(data: Bytes, offsets: Ints, before: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Two numbers of 64 bits for each stretch of bytes and for the two numbers before it."""
    names = before.shape[0]
    found = np.empty((names, 2), np.uint64)
    for r in range(names):
        for k in range(2):
            h = before[r, k] + np.uint64(2 * k + 1)
            for i in range(offsets[r], offsets[r + 1]):
                h = (h ^ np.uint64(data[i])) * np.uint64(0x9E3779B97F4A7C15)
                h ^= h >> np.uint64(29)
            h = (h ^ np.uint64(offsets[r + 1] - offsets[r])) * np.uint64(0xBF58476D1CE4E5B9)
            found[r, k] = h ^ (h >> np.uint64(32))
    return found
