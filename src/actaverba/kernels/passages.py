"""Which texts stand in others: texts that share many of the runs that winnowing takes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled
from actaverba.kernels.minhash import FEW_PARTNERS

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]


@compiled
def shared_runs(keys: Ints) -> tuple[Ints, Ints]:
    """Of sorted keys (`run << 32 | text`), where each run of several begins, and how many
    texts have it."""
    start = np.empty(keys.size // 2 + 1, np.int64)
    size = np.empty(keys.size // 2 + 1, np.int64)
    n = 0
    low = 0
    for i in range(1, keys.size + 1):
        if i == keys.size or keys[i] >> 32 != keys[low] >> 32:
            if i - low > 1:
                start[n], size[n] = low, i - low
                n += 1
            low = i
    return start[:n].copy(), size[:n].copy()


@compiled
def texts_of(keys: Ints, start: Ints, size: Ints) -> Codes:
    """The texts (lower half of the keys) of some stretches, one stretch after the other."""
    found = np.empty(size.sum(), np.int32)
    at = 0
    for s in range(start.size):
        for i in range(start[s], start[s] + size[s]):
            found[at] = keys[i] & 0xFFFFFFFF
            at += 1
    return found


@compiled
def by_text(texts: Codes, start: Ints, size: Ints, count: int) -> tuple[Ints, Codes]:
    """For each text the shared runs it has: where its list begins, and the lists."""
    first = np.zeros(count + 1, np.int64)
    for s in range(start.size):
        for i in range(start[s], start[s] + size[s]):
            first[texts[i] + 1] += 1
    for t in range(count):
        first[t + 1] += first[t]
    lists = np.empty(first[count], np.int32)
    filled = first[:-1].copy()
    for s in range(start.size):
        for i in range(start[s], start[s] + size[s]):
            lists[filled[texts[i]]] = s
            filled[texts[i]] += 1
    return first, lists


@compiled
def contained(
    texts: Codes, start: Ints, size: Ints, first: Ints, lists: Codes, own: Codes, cap: int,
    share: float, least: int, room: int,
) -> Ints:  # fmt: skip
    """Pairs (`a << 32 | b`, the first the one that stands in the other) with enough in common.

    `own` is how many runs each text has in all. Runs that more than `cap` texts have count
    only between the first of these and each other. After `room` pairs only texts with few of
    them get more. Texts stand in the order of their codes.
    """
    times = np.zeros(own.size, np.int32)
    partners = np.zeros(own.size, np.int32)
    touched = np.empty(own.size, np.int32)
    found = np.empty(1024, np.int64)
    n = 0
    for a in range(own.size):
        seen = 0
        for r in range(first[a], first[a + 1]):
            s = lists[r]
            low, high = start[s], start[s] + size[s]
            if high - low > cap and texts[low] != a:
                high = low + 1
            for i in range(low, high):
                b = texts[i]
                if own[b] < own[a] or (own[b] == own[a] and b <= a):
                    continue
                if times[b] == 0:
                    touched[seen] = b
                    seen += 1
                times[b] += 1
        for k in range(seen):
            b = touched[k]
            is_full = n >= room and min(partners[a], partners[b]) >= FEW_PARTNERS
            if times[b] >= least and times[b] >= share * own[a] and not is_full:
                if n == found.size:
                    found = np.concatenate((found, np.empty(n, np.int64)))
                found[n] = (np.int64(a) << 32) | np.int64(b)
                partners[a] += 1
                partners[b] += 1
                n += 1
            times[b] = 0
    return found[:n]
