"""The law of chance: how often two sharers of one object meet within a window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels import coshare
from actaverba.kernels.evidence import PSEUDO_PAIRS
from actaverba.methods.words.coordination.shares import Shares

LEAST = 1e-4


@dataclass(frozen=True)
class Law:
    """For one window: close pairs of each object, close shares of each share, the pooled
    chance of the object's size class, and the smallest chance that the object may get."""

    window: int
    near: NDArray[np.int32]
    close: NDArray[np.int64]
    pooled: NDArray[np.float64]
    lowest: NDArray[np.float64]


def law(shares: Shares, window: int) -> Law:
    """The chance of a meeting at each object, from all its sharers.

    An object's size class is the whole binary logarithm of its sharers; the pooled chance of a
    class is the mean over its objects of close pairs by all pairs, at least 1e-4. It assumes
    that most sharers of a class are independent: where teams are a large part of a class they
    raise its chance and hide in it.
    """
    near = coshare.near(shares.start, shares.t, window)
    sums = np.concatenate([[0], np.cumsum(near, dtype=np.int64)])
    close = (sums[shares.start[1:]] - sums[shares.start[:-1]]) // 2
    size = shares.size
    pairs = size * (size - 1) / 2.0
    pooled = np.full(size.size, LEAST)
    has_pairs = size >= 2
    if has_pairs.any():
        size_class = np.frexp(size[has_pairs].astype(float))[1]
        rate = close[has_pairs] / pairs[has_pairs]
        counts = np.bincount(size_class)
        means = np.bincount(size_class, weights=rate) / np.maximum(counts, 1)
        pooled[has_pairs] = np.maximum(means[size_class], LEAST)
    shrunk = (close + PSEUDO_PAIRS * pooled) / (pairs + PSEUDO_PAIRS)
    return Law(window, near, close, pooled, np.minimum(pooled, shrunk))
