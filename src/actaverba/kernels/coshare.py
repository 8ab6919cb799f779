"""Shares of one object close in time: counting them, and listing the pairs.

Everywhere `start` gives the first share of each object (one more at the end), and the shares
of an object stand in the order of `t`. Windows are inclusive.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@compiled
def first_of_each(start: Ints, account: Codes, accounts: int) -> Flags:
    """Which shares are the first of their account of their object."""
    seen = np.full(accounts, -1, np.int64)
    first = np.zeros(account.size, np.bool_)
    for o in range(start.size - 1):
        for i in range(start[o], start[o + 1]):
            if seen[account[i]] != o:
                seen[account[i]] = o
                first[i] = True
    return first


@compiled
def near(start: Ints, t: Ints, window: int) -> Codes:
    """For each share the number of other shares of its object within `window` seconds."""
    found = np.zeros(t.size, np.int32)
    for o in range(start.size - 1):
        low = high = start[o]
        end = start[o + 1]
        for i in range(start[o], end):
            while t[i] - t[low] > window:
                low += 1
            while high < end and t[high] - t[i] <= window:
                high += 1
            found[i] = high - low - 1
    return found


@compiled
def reach(
    start: Ints, account: Codes, t: Ints, keep: Flags, evidence: Floats, window: int, accounts: int
) -> tuple[Floats, Ints]:
    """For each account the evidence of the objects at which a kept share of it has another kept
    share within `window` seconds, and how many those are."""
    total = np.zeros(accounts)
    times = np.zeros(accounts, np.int64)
    for o in range(start.size - 1):
        last = -1
        is_counted = False
        for i in range(start[o], start[o + 1]):
            if not keep[i]:
                continue
            meets = last >= 0 and t[i] - t[last] <= window
            if meets and not is_counted:
                total[account[last]] += evidence[o]
                times[account[last]] += 1
            if meets:
                total[account[i]] += evidence[o]
                times[account[i]] += 1
            is_counted = meets
            last = i
    return total, times


@compiled
def close_pairs_per_object(start: Ints, t: Ints, keep: Flags, window: int) -> Ints:
    """For each object the number of pairs of kept shares within `window` seconds."""
    counts = np.zeros(start.size - 1, np.int64)
    for o in range(start.size - 1):
        low = start[o]
        inside = 0
        for i in range(start[o], start[o + 1]):
            if not keep[i]:
                continue
            while t[i] - t[low] > window:
                if keep[low]:
                    inside -= 1
                low += 1
            counts[o] += inside
            inside += 1
    return counts


@compiled
def list_pairs(
    start: Ints, account: Codes, t: Ints, keep: Flags, wanted: Flags, window: int, total: int
) -> tuple[Ints, Codes]:
    """All pairs of kept shares of wanted objects within `window`: key of the pair, and object.

    The key is `smaller account << 32 | larger account`; `total` is how many there are.
    """
    key = np.empty(total, np.int64)
    where = np.empty(total, np.int32)
    at = 0
    for o in range(start.size - 1):
        if not wanted[o]:
            continue
        low = start[o]
        for i in range(start[o], start[o + 1]):
            if not keep[i]:
                continue
            while t[i] - t[low] > window:
                low += 1
            for j in range(low, i):
                if keep[j]:
                    a, b = np.int64(account[i]), np.int64(account[j])
                    key[at] = (a << 32) | b if a < b else (b << 32) | a
                    where[at] = o
                    at += 1
    return key[:at], where[:at]


@compiled
def pairs_with_two(start: Ints, account: Codes, first: Ints, object_of: Codes) -> int:
    """How many pairs of accounts share at least two objects, whenever they do it.

    `first` and `object_of` list the objects of each account.
    """
    accounts = first.size - 1
    times = np.zeros(accounts, np.int32)
    touched = np.empty(accounts, np.int32)
    found = 0
    for a in range(accounts):
        n = 0
        for r in range(first[a], first[a + 1]):
            o = object_of[r]
            for i in range(start[o], start[o + 1]):
                b = account[i]
                if b > a:
                    if times[b] == 0:
                        touched[n] = b
                        n += 1
                    times[b] += 1
        for k in range(n):
            if times[touched[k]] >= 2:
                found += 1
            times[touched[k]] = 0
    return found


@compiled
def close_without(
    start: Ints, account: Codes, t: Ints, member: Flags, objects: Codes, window: int
) -> tuple[Ints, Ints]:
    """For some objects, the close pairs among accounts that are no members, and how many such
    accounts share it."""
    close = np.zeros(objects.size, np.int64)
    others = np.zeros(objects.size, np.int64)
    for n in range(objects.size):
        o = objects[n]
        low = start[o]
        inside = 0
        for i in range(start[o], start[o + 1]):
            if member[account[i]]:
                continue
            while t[i] - t[low] > window:
                if not member[account[low]]:
                    inside -= 1
                low += 1
            close[n] += inside
            inside += 1
            others[n] += 1
    return close, others
