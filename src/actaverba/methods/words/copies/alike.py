"""Pairs of texts that may be copies or stand in one another, without comparing all with all.

Both searches have a ceiling: where buckets or runs are so common that their pairs would
explode, the larger ones give only the pairs of their first text. What that touched is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels import grams, minhash, passages
from actaverba.methods.words.copies.reading import Block, blocks

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.methods.words.copies.distinct import Distinct

Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
Grams = NDArray[np.uint32]

GRAM = 5
RUN, WINDOW = 12, 8
BUCKET_CAP = 200
# Of 126 numbers a pair with a Jaccard of .3 agrees on 38; fewer than 20 once in 9,000 times.
LEAST_AGREEING = 20
CHECKS_A_TEXT, CHECKS_FREE = 2, 2_000_000
STEPS_A_TEXT, STEPS_FREE = 1_000, 50_000_000
PAIRS_A_TEXT, PAIRS_FREE = 5, 2_000_000
SHARE_BITS = 4


@dataclass
class Searched:
    """Pairs of numbers of texts (`a << 32 | b`, sorted), and what was cut to keep them few."""

    pairs: Ints
    cut: dict[str, int] = field(default_factory=dict)


def alike(texts: pa.ChunkedArray, known: Distinct, who: Ints) -> Searched:
    """Pairs among the texts `who` whose runs of five letters may overlap by a third or more."""
    signatures = np.zeros((who.size, minhash.BANDS * minhash.ROWS), np.uint8)
    factor = minhash.factors()
    for block, index in _by_block(texts, known, who):
        minhash.sign(block.points, block.core, factor, GRAM, signatures, index)
    chained = np.zeros(who.size, np.uint64)
    partners = np.zeros(who.size, np.int32)
    found, lowest, many = [np.zeros(0, np.int64)], BUCKET_CAP, 0
    room = _room(who)
    for band in range(minhash.BANDS):
        keys = minhash.band_keys(signatures, band)
        order = np.argsort(keys, kind="stable")
        start = minhash.buckets(keys, order)
        cap = _cap(np.diff(start), CHECKS_A_TEXT * who.size + CHECKS_FREE)
        lowest, many = min(lowest, cap), many + int((np.diff(start) > cap).sum())
        found.append(
            minhash.pairs_of_band(
                signatures, order, start, band, cap, LEAST_AGREEING, chained, partners, room
            )
        )
        room = max(0, room - found[-1].size)
    pairs = np.unique(np.concatenate(found))
    cut = {"chained_buckets": many, "chained_texts": int((chained > 0).sum())}
    cut |= {"bucket_cap": lowest, "is_full": int(room == 0)}
    return Searched(_named(pairs, who), cut)


def contained(
    texts: pa.ChunkedArray, known: Distinct, who: Ints, *, share: float, least: int
) -> Searched:
    """Pairs of which the shorter text has at least `share` of its winnowed runs in the longer."""
    own, runs, index = _runs(texts, known, who)
    start, size, text = _shared(own, runs, index)
    del runs
    first, lists = passages.by_text(text, start, size, who.size)
    cap = _cap(size, STEPS_A_TEXT * who.size + STEPS_FREE)
    pairs = passages.contained(text, start, size, first, lists, own, cap, share, least, _room(who))
    a, b = pairs >> 32, pairs & 0xFFFFFFFF
    pairs = np.unique((np.minimum(a, b) << 32) | np.maximum(a, b))
    return Searched(_named(pairs, who), {"common_runs": int((size > cap).sum())})


def _runs(
    texts: pa.ChunkedArray, known: Distinct, who: Ints
) -> tuple[Numbers, list[Grams], list[Ints]]:
    """How many winnowed runs each text has; block by block the runs and whose they are."""
    own = np.zeros(who.size, np.int32)
    parts, whose = [], []
    for block, index in _by_block(texts, known, who):
        start, runs = grams.sets(block.points, block.core, RUN, WINDOW)
        own[index] = np.diff(start)
        parts.append(runs)
        whose.append(index)
    return own, parts, whose


def _shared(own: Numbers, parts: list[Grams], whose: list[Ints]) -> tuple[Ints, Ints, Numbers]:
    """Where the texts of each run that several have begin, how many they are, and the texts.

    The runs are sorted in shares by their first bits, so that memory is not held for all.
    """
    starts, sizes, at = [], [], 0
    texts = np.empty(int(own.sum()), np.int32)
    for share in range(1 << SHARE_BITS):
        keys = np.concatenate([np.zeros(0, np.int64), *_keys(own, parts, whose, share)])
        keys.sort()
        start, size = passages.shared_runs(keys)
        kept = passages.texts_of(keys, start, size)
        starts.append(at + np.cumsum(size) - size)
        sizes.append(size)
        texts[at : at + kept.size] = kept
        at += kept.size
    return np.concatenate(starts), np.concatenate(sizes), texts[:at]


def _keys(own: Numbers, parts: list[Grams], whose: list[Ints], share: int) -> Iterator[Ints]:
    """`run << 32 | text` of the runs of one share."""
    for runs, index in zip(parts, whose, strict=True):
        mine = (runs >> (32 - SHARE_BITS)) == share
        text = np.repeat(index, own[index])[mine]
        yield (runs[mine].astype(np.int64) << 32) | text


def _by_block(texts: pa.ChunkedArray, known: Distinct, who: Ints) -> Iterator[tuple[Block, Ints]]:
    """The first post of each text, block by block, with the places of the texts in `who`."""
    rows = known.first[who]
    by_row = np.argsort(rows)
    at = 0
    for block in blocks(texts, rows[by_row]):
        yield block, by_row[at : at + block.rows.size]
        at += block.rows.size


def _room(who: Ints) -> int:
    """How many pairs are taken before texts that have some already get no more."""
    return PAIRS_A_TEXT * who.size + PAIRS_FREE


def _cap(sizes: Ints, budget: int) -> int:
    """The largest bucket, up to `BUCKET_CAP`, up to which all pairs fit into the budget."""
    many = np.bincount(np.minimum(sizes, BUCKET_CAP + 1), minlength=BUCKET_CAP + 2)
    size = np.arange(BUCKET_CAP + 2)
    within = np.cumsum(many * (size * (size - 1) // 2))[: BUCKET_CAP + 1]
    fits = np.flatnonzero(within <= budget)
    return int(fits[-1])


def _named(pairs: Ints, who: Ints) -> Ints:
    named: Ints = (who[pairs >> 32] << 32) | who[pairs & 0xFFFFFFFF]
    return named
