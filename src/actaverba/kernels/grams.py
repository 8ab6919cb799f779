"""Runs of letters of a text as numbers: all of them, and a few chosen so that copies choose alike.

A run is a rolling sum that is mixed to 32 bits; two runs get one number once in 4e9 cases.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled

Points = NDArray[np.uint32]
Ints = NDArray[np.int64]
Grams = NDArray[np.uint32]

BASE = np.uint64(0x100000001B3)


@compiled
def mixed(h: np.uint64) -> np.uint32:
    """32 bits of 64 in which every bit of the input counts."""
    h ^= h >> np.uint64(31)
    h *= np.uint64(0x7FB5D329728EA185)
    h ^= h >> np.uint64(27)
    h *= np.uint64(0x81DADEF4BC2DD44D)
    return np.uint32(h >> np.uint64(32))


@compiled
def runs(text: Points, low: int, high: int, size: int, into: Grams) -> int:
    """The numbers of all runs of `size` letters between two places; how many there are."""
    top = np.uint64(1)
    for _ in range(size - 1):
        top *= BASE
    h = np.uint64(0)
    n = 0
    for i in range(low, high):
        if i - low >= size:
            h -= top * np.uint64(text[i - size])
        h = h * BASE + np.uint64(text[i])
        if i - low >= size - 1:
            into[n] = mixed(h)
            n += 1
    return n


@compiled
def winnowed(grams: Grams, n: int, window: int, into: Grams) -> int:
    """The smallest number of each window (of equals the last), each place once (winnowing)."""
    found = 0
    chosen = -1
    if n == 0:
        return 0
    for end in range(min(window, n) - 1, n):
        begin = max(0, end - window + 1)
        if chosen < begin:
            chosen = begin
            for i in range(begin + 1, end + 1):
                if grams[i] <= grams[chosen]:
                    chosen = i
        elif grams[end] <= grams[chosen]:
            chosen = end
        else:
            continue
        into[found] = grams[chosen]
        found += 1
    return found


@compiled
def sets(text: Points, core: Ints, size: int, window: int) -> tuple[Ints, Grams]:
    """For each text its different runs in order, or with a `window` those that winnowing takes.

    Returns where the set of each text begins (one more at the end), and the sets.
    """
    texts = core.shape[0]
    start = np.zeros(texts + 1, np.int64)
    total = longest = 0
    for r in range(texts):
        length = max(0, core[r, 1] - core[r, 0] - size + 1)
        total += length
        longest = max(longest, length)
    grams = np.empty(longest, np.uint32)
    few = np.empty(longest, np.uint32)
    out = np.empty(total, np.uint32)
    at = 0
    for r in range(texts):
        n = runs(text, core[r, 0], core[r, 1], size, grams)
        part = grams[:n]
        if window:
            part = few[: winnowed(grams, n, window, few)]
        ordered = np.sort(part)
        for i in range(ordered.size):
            if i == 0 or ordered[i] != ordered[i - 1]:
                out[at] = ordered[i]
                at += 1
        start[r + 1] = at
    return start, out[:at].copy()


@compiled
def in_both(start: Ints, grams: Grams, a: Ints, b: Ints) -> Ints:
    """For each pair of texts the number of runs that both have."""
    found = np.zeros(a.size, np.int64)
    for p in range(a.size):
        i, j = start[a[p]], start[b[p]]
        while i < start[a[p] + 1] and j < start[b[p] + 1]:
            if grams[i] == grams[j]:
                found[p] += 1
                i += 1
                j += 1
            elif grams[i] < grams[j]:
                i += 1
            else:
                j += 1
    return found
