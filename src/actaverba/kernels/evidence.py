"""Evidence of a pair of accounts: how often they met, and how often chance would have it.

The shares stand account by account, those of an account in the order of their objects; `first`
is the first of each account, with one more at the end. Everything for one window.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled
from actaverba.kernels.tails import binomial_tail, poisson_binomial_tail

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Floats = NDArray[np.float64]

PSEUDO_PAIRS = 10.0
PSEUDO_REACTION = 0.01


class Ledger(NamedTuple):
    """The shares seen by account, and what a window makes of their objects.

    `object`, `t` and `near` (the close shares of each) are of shares; `size`, `close` (its close
    pairs) and `pooled` (the chance of its size class) of objects; `group` is of accounts.
    `outside_*` give, for a provisional group and an object (key `group * objects + object`,
    sorted), what accounts outside the group do.
    """

    first: Ints
    object: Codes
    t: Ints
    near: Codes
    size: Ints
    close: Ints
    pooled: Floats
    group: Codes
    outside_key: Ints
    outside_close: Ints
    outside_size: Ints


@compiled
def _seek(object_of: Codes, at: int, end: int, wanted: int) -> int:
    """The first place from `at` on whose object is not before `wanted`; far ones in leaps."""
    step = 1
    low = at
    while at < end and object_of[at] < wanted:
        low = at + 1
        at += step
        step *= 2
    high = min(at, end)
    while low < high:
        middle = (low + high) // 2
        if object_of[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _chance(ledger: Ledger, o: int, i: int, j: int, is_hit: bool, same: int) -> float:
    """The chance that two accounts share this object close together, from all others."""
    pooled = ledger.pooled[o]
    if same >= 0:
        key = np.int64(same) * ledger.size.size + o
        at = np.searchsorted(ledger.outside_key, key)
        if at < ledger.outside_key.size and ledger.outside_key[at] == key:
            n = ledger.outside_size[at]
            close, pairs = float(ledger.outside_close[at]), n * (n - 1) / 2.0
            return float(min((close + PSEUDO_PAIRS * pooled) / (pairs + PSEUDO_PAIRS), 1.0))
    n = ledger.size[o] - 2
    close = float(ledger.close[o]) - ledger.near[i] - ledger.near[j] + (1.0 if is_hit else 0.0)
    pairs = n * (n - 1) / 2.0
    return float(min((close + PSEUDO_PAIRS * pooled) / (pairs + PSEUDO_PAIRS), 1.0))


@compiled
def _is_told(told_a: Ints, told_b: Ints, told: int, t_a: int, t_b: int) -> bool:
    """Whether the two accounts met by these same two moments before: one post of each with
    several objects is one meeting."""
    for n in range(told):  # noqa: SIM110 - what is compiled has no generators
        if told_a[n] == t_a and told_b[n] == t_b:
            return True
    return False


@compiled
def weigh(
    ledger: Ledger, a: Codes, b: Codes, window: int, pooled_only: bool
) -> tuple[Codes, Codes, Floats, Floats]:
    """For each pair: objects met within the window, objects shared at all, objects to be
    expected within it, and the chance of as many or more (the exact upper tail).

    Objects that both shared by the same two moments are met once. They stay among those that are
    shared, which makes the tail no smaller.
    """
    met = np.zeros(a.size, np.int32)
    shared = np.zeros(a.size, np.int32)
    expected = np.zeros(a.size)
    tail = np.ones(a.size)
    for n in range(a.size):
        i, i_end = ledger.first[a[n]], ledger.first[a[n] + 1]
        j, j_end = ledger.first[b[n]], ledger.first[b[n] + 1]
        most = min(i_end - i, j_end - j)
        chances = np.empty(most)
        told_a, told_b = np.empty(most, np.int64), np.empty(most, np.int64)
        same = -1
        if ledger.group[a[n]] >= 0 and ledger.group[a[n]] == ledger.group[b[n]]:
            same = ledger.group[a[n]]
        m = k = 0
        while i < i_end and j < j_end:
            o = ledger.object[i]
            if o < ledger.object[j]:
                i = _seek(ledger.object, i, i_end, ledger.object[j])
            elif o > ledger.object[j]:
                j = _seek(ledger.object, j, j_end, o)
            else:
                is_hit = abs(ledger.t[i] - ledger.t[j]) <= window
                if pooled_only:
                    chances[m] = ledger.pooled[o]
                else:
                    chances[m] = _chance(ledger, o, i, j, is_hit, same)
                expected[n] += chances[m]
                m += 1
                if is_hit and not _is_told(told_a, told_b, k, ledger.t[i], ledger.t[j]):
                    told_a[k], told_b[k] = ledger.t[i], ledger.t[j]
                    k += 1
                i += 1
                j += 1
        met[n] = k
        shared[n] = m
        tail[n] = poisson_binomial_tail(chances[:m], k)
    return met, shared, expected, tail


@compiled
def meetings(ledger: Ledger, a: int, b: int, window: int) -> tuple[Ints, Ints, Floats]:
    """The shares of the two accounts of all objects that they met at, and the chance at each;
    of several objects by the same two moments the first."""
    i, i_end = ledger.first[a], ledger.first[a + 1]
    j, j_end = ledger.first[b], ledger.first[b + 1]
    most = min(i_end - i, j_end - j)
    of_a, of_b, chance = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most)
    told_a, told_b = np.empty(most, np.int64), np.empty(most, np.int64)
    same = -1
    if ledger.group[a] >= 0 and ledger.group[a] == ledger.group[b]:
        same = ledger.group[a]
    n = 0
    while i < i_end and j < j_end:
        if ledger.object[i] < ledger.object[j]:
            i = _seek(ledger.object, i, i_end, ledger.object[j])
        elif ledger.object[i] > ledger.object[j]:
            j = _seek(ledger.object, j, j_end, ledger.object[i])
        else:
            t_a, t_b = ledger.t[i], ledger.t[j]
            if abs(t_a - t_b) <= window and not _is_told(told_a, told_b, n, t_a, t_b):
                told_a[n], told_b[n] = t_a, t_b
                of_a[n], of_b[n] = i, j
                chance[n] = _chance(ledger, ledger.object[i], i, j, True, same)
                n += 1
            i += 1
            j += 1
    return of_a[:n], of_b[:n], chance[:n]


@compiled
def react(
    first: Ints, object_of: Codes, lag: Ints, a: Codes, b: Codes, met: Codes, shared: Codes,
    window: Codes,
) -> Floats:  # fmt: skip
    """For each pair the chance of as many meetings if each only reacts at its own speed.

    Two accounts with the lags that they show, each at objects of its own, would meet at one
    object with the chance that two lags of different objects lie within the window.
    """
    tail = np.ones(a.size)
    for n in range(a.size):
        i, i_end = first[a[n]], first[a[n] + 1]
        j, j_end = first[b[n]], first[b[n] + 1]
        of_a, of_b = np.sort(lag[i:i_end]), np.sort(lag[j:j_end])
        close = low = high = 0
        for x in of_a:
            while low < of_b.size and of_b[low] < x - window[n]:
                low += 1
            while high < of_b.size and of_b[high] <= x + window[n]:
                high += 1
            close += high - low
        # Two lags at the same object are what is being asked; they are no part of the law.
        while i < i_end and j < j_end:
            if object_of[i] < object_of[j]:
                i = _seek(object_of, i, i_end, object_of[j])
            elif object_of[i] > object_of[j]:
                j = _seek(object_of, j, j_end, object_of[i])
            else:
                if abs(lag[i] - lag[j]) <= window[n]:
                    close -= 1
                i += 1
                j += 1
        others = of_a.size * of_b.size - shared[n]
        chance = (close + PSEUDO_PAIRS * PSEUDO_REACTION) / (others + PSEUDO_PAIRS)
        tail[n] = binomial_tail(shared[n], min(chance, 1.0), met[n])
    return tail
