"""How alike two texts are, and what the pair is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels import grams
from actaverba.methods.words.copies.alike import GRAM, RUN, WINDOW
from actaverba.methods.words.copies.reading import gathered

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.methods.words.copies.distinct import Distinct

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

COPY, PASSAGES, QUOTE, REWORDING, TRANSLATION = range(5)
KINDS = ("copy", "passages", "quote", "rewording", "translation")
BATCH_LETTERS = 16_000_000
MOST_LETTERS = 10_000  # edit distances of longer texts would take too long
QUOTED_IN = 1.5


@dataclass(frozen=True)
class Limits:
    """From where on a pair counts. Texts under `short` graphemes need more to be alike."""

    copy_edit: float = 0.693
    copy_runs: float = 0.5
    runs: float = 0.3
    short: int = 60
    short_edit: float = 0.8
    short_copy_runs: float = 0.65
    short_runs: float = 0.4
    quote: float = 0.4
    least_quoted: int = 2


@dataclass(frozen=True)
class Edges:
    """Pairs of texts that count, sorted: numbers of the texts, kind, and how alike they are.

    `edit` is the Levenshtein similarity (not a number where texts are too long), `runs` the
    Jaccard of runs of five letters, `held` the share of the shorter one's winnowed runs that
    the longer one has, `meaning` the cosine of embeddings where the user gave some.
    """

    a: Ints
    b: Ints
    kind: NDArray[np.int8]
    runs: Floats
    edit: Floats
    held: Floats
    meaning: Floats

    def only(self, keep: NDArray[np.bool_]) -> Edges:
        return Edges(*(getattr(self, n)[keep] for n in self.__dataclass_fields__))


def judged(texts: pa.ChunkedArray, known: Distinct, pairs: Ints, limits: Limits) -> Edges:
    """The pairs that are copies, share passages or stand in one another; the others go."""
    parts = [_batch(texts, known, batch, limits) for batch in _batches(known, pairs)]
    empty = np.zeros(0)
    none = Edges(pairs[:0], pairs[:0], np.zeros(0, np.int8), empty, empty, empty, empty)
    fields = Edges.__dataclass_fields__
    return Edges(*(np.concatenate([getattr(p, n) for p in [none, *parts]]) for n in fields))


def _batches(known: Distinct, pairs: Ints) -> Iterator[Ints]:
    """Pairs whose texts together are not too long."""
    letters = known.length[pairs >> 32] + known.length[pairs & 0xFFFFFFFF]
    batch = (np.cumsum(letters) - letters) // BATCH_LETTERS
    for n in np.unique(batch):
        yield pairs[batch == n]


def _batch(texts: pa.ChunkedArray, known: Distinct, pairs: Ints, limits: Limits) -> Edges:
    a, b = pairs >> 32, pairs & 0xFFFFFFFF
    who = np.unique(np.concatenate([a, b]))
    rows = known.first[who]
    block = gathered(texts, np.sort(rows))
    place = np.searchsorted(block.rows, rows)
    at_a, at_b = place[np.searchsorted(who, a)], place[np.searchsorted(who, b)]
    start, runs = grams.sets(block.points, block.core, GRAM, 0)
    both = grams.in_both(start, runs, at_a, at_b)
    size = np.diff(start)
    jaccard = both / np.maximum(size[at_a] + size[at_b] - both, 1)
    start, runs = grams.sets(block.points, block.core, RUN, WINDOW)
    both = grams.in_both(start, runs, at_a, at_b)
    size = np.diff(start)
    held = both / np.maximum(np.minimum(size[at_a], size[at_b]), 1)
    is_held = (held >= limits.quote) & (both >= limits.least_quoted)
    short = np.minimum(known.graphemes[a], known.graphemes[b]) < limits.short
    keep = (jaccard > np.where(short, limits.short_runs, limits.runs)) | is_held
    edit = np.full(a.size, np.nan)
    for n in np.flatnonzero(keep):
        edit[n] = _edit(block.text(at_a[n]), block.text(at_b[n]))
    is_copy = (edit > np.where(short, limits.short_edit, limits.copy_edit)) | (
        jaccard > np.where(short, limits.short_copy_runs, limits.copy_runs)
    )
    length = np.sort(np.stack([known.length[a], known.length[b]]), axis=0)
    is_quote = is_held & (length[1] >= QUOTED_IN * length[0])
    kind = np.where(is_copy, COPY, np.where(is_quote, QUOTE, PASSAGES)).astype(np.int8)
    found = Edges(a, b, kind, jaccard, edit, held, np.full(a.size, np.nan))
    return found.only(keep)


def _edit(one: str, other: str) -> float:
    from rapidfuzz.distance import Levenshtein

    if max(len(one), len(other)) > MOST_LETTERS:
        return float("nan")
    return float(Levenshtein.normalized_similarity(one, other))
