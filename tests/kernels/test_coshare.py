"""Shares close in time, against counting by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from actaverba.kernels import coshare
from actaverba.kernels.components import components

SHARES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(0, 5)), min_size=1, max_size=40
)


def arrays(shares: list[tuple[int, int, int]]) -> tuple[np.ndarray, ...]:
    ranked = np.array(sorted(shares))
    start = np.searchsorted(ranked[:, 0], np.arange(5))
    return start, ranked[:, 2].astype(np.int32), ranked[:, 1].astype(np.int64), ranked[:, 0]


@given(SHARES, st.integers(0, 20))
def test_near_and_close_pairs(shares: list[tuple[int, int, int]], window: int) -> None:
    start, _, t, o = arrays(shares)
    close = (o[:, None] == o[None, :]) & (np.abs(t[:, None] - t[None, :]) <= window)
    expected = close.sum(axis=1) - 1
    assert coshare.near(start, t, window).tolist() == expected.tolist()
    everyone = np.ones(t.size, bool)
    counted = coshare.close_pairs_per_object(start, t, everyone, window)
    assert counted.tolist() == [int(expected[o == n].sum()) // 2 for n in range(4)]


@given(SHARES, st.integers(0, 20), st.integers(0, 2**40 - 1))
def test_pairs_of_kept_shares(shares: list[tuple[int, int, int]], window: int, chosen: int) -> None:
    start, account, t, o = arrays(shares)
    keep = np.array([bool(chosen >> n & 1) for n in range(t.size)])
    expected = sorted(
        (min(account[i], account[j]), max(account[i], account[j]), o[i])
        for i in range(t.size)
        for j in range(i)
        if keep[i] and keep[j] and o[i] == o[j] and abs(t[i] - t[j]) <= window
    )
    total = coshare.close_pairs_per_object(start, t, keep, window)
    key, where = coshare.list_pairs(start, account, t, keep, total > 0, window, int(total.sum()))
    actual = sorted(zip(key >> 32, key & 0xFFFFFFFF, where, strict=True))
    assert actual == expected


@given(SHARES, st.integers(0, 20))
def test_reach_counts_objects_met_at(shares: list[tuple[int, int, int]], window: int) -> None:
    start, account, t, o = arrays(shares)
    first = coshare.first_of_each(start, account, 6)
    evidence = np.array([1.0, 2.0, 4.0, 8.0])
    _, times = coshare.reach(start, account, t, first, evidence, window, 6)
    expected = [0] * 6
    for i in np.flatnonzero(first):
        others = [
            j for j in np.flatnonzero(first) if j != i and o[i] == o[j]
            and abs(t[i] - t[j]) <= window
        ]  # fmt: skip
        expected[account[i]] += bool(others)
    assert times.tolist() == expected


def test_components_are_numbered_by_their_smallest_node() -> None:
    a, b = np.array([5, 0, 2], np.int32), np.array([6, 2, 3], np.int32)
    assert components(a, b, 8).tolist() == [0, -1, 0, 0, -1, 1, 1, -1]
