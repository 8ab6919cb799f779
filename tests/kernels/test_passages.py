"""Texts that stand in others, from the runs that winnowing takes."""

from __future__ import annotations

import numpy as np

from actaverba.kernels import passages


def held(texts: dict[int, list[int]], cap: int = 200) -> list[tuple[int, int]]:
    """Pairs of texts, the first of which stands in the second; given by their runs."""
    keys = np.sort(np.array([(r << 32) | t for t, runs in texts.items() for r in runs], np.int64))
    start, size = passages.shared_runs(keys)
    text = passages.texts_of(keys, start, size)
    start = np.cumsum(size) - size
    first, lists = passages.by_text(text, start, size, len(texts))
    own = np.array([len(texts[t]) for t in sorted(texts)], np.int32)
    found = passages.contained(text, start, size, first, lists, own, cap, 0.4, 2, 1000)
    return sorted((int(p) >> 32, int(p) & 0xFFFFFFFF) for p in found)


def test_the_shorter_stands_in_the_longer() -> None:
    assert held({0: list(range(10)), 1: [2, 3, 4, 99], 2: [9, 50, 51]}) == [(1, 0)]


def test_one_common_run_is_not_enough() -> None:
    assert held({0: list(range(10)), 1: [2, 77]}) == []


def test_runs_of_too_many_count_with_the_first_only() -> None:
    texts = {n: [1, 2, 100 + n] for n in range(5)}
    assert held(texts, cap=4) == [(0, 1), (0, 2), (0, 3), (0, 4)]
    assert len(held(texts)) == 10


def test_no_shared_run() -> None:
    assert held({0: [1, 2], 1: [3, 4]}) == []
