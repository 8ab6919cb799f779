"""Candidates: alike texts meet, buckets that are too large are chained, nothing is said twice."""

from __future__ import annotations

import numpy as np

from actaverba.kernels import minhash

ALL = minhash.BANDS * minhash.ROWS


def pairs(
    signatures: np.ndarray, band: int, cap: int, chained: np.ndarray
) -> list[tuple[int, int]]:
    keys = minhash.band_keys(signatures, band)
    order = np.argsort(keys, kind="stable")
    start = minhash.buckets(keys, order)
    partners = np.zeros(len(signatures), np.int32)
    found = minhash.pairs_of_band(signatures, order, start, band, cap, 20, chained, partners, 1000)
    return sorted((int(p) >> 32, int(p) & 0xFFFFFFFF) for p in found)


def test_signatures_agree_as_often_as_texts_overlap() -> None:
    chance = np.random.default_rng(1)
    letters = chance.integers(97, 123, 3000).astype(np.uint32)
    core = np.array([[0, 2000], [1000, 3000]])  # a third of the runs of either
    found = np.zeros((2, ALL), np.uint8)
    minhash.sign(letters, core, minhash.factors(), 5, found, np.arange(2))
    assert abs(int((found[0] == found[1]).sum()) / ALL - 1 / 3) < 0.13


def test_a_pair_is_listed_in_its_first_band_only() -> None:
    signatures = np.zeros((3, ALL), np.uint8)
    signatures[2] = 1
    chained = np.zeros(3, np.uint64)
    assert [pairs(signatures, band, 200, chained) for band in range(3)] == [[(0, 1)], [], []]


def test_a_large_bucket_gives_the_pairs_of_its_first() -> None:
    signatures = np.zeros((5, ALL), np.uint8)
    chained = np.zeros(5, np.uint64)
    assert pairs(signatures, 0, 4, chained) == [(0, 1), (0, 2), (0, 3), (0, 4)]
    assert chained.tolist() == [1] * 5
    signatures[2:, 3:6] = 7  # the second band tells two parts apart, each small enough
    assert pairs(signatures, 1, 4, chained) == [(0, 1), (2, 3), (2, 4), (3, 4)]


def test_texts_that_agree_too_rarely_are_no_candidates() -> None:
    signatures = np.arange(2 * ALL, dtype=np.uint8).reshape(2, ALL)
    signatures[1] = signatures[0] + 1
    signatures[1, :18] = signatures[0, :18]
    assert pairs(signatures, 0, 200, np.zeros(2, np.uint64)) == []
