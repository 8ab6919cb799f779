"""From posts to pairs of texts: what is compared, how it is found, what was cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from actaverba.methods.words.copies import alike, encoder
from actaverba.methods.words.copies.distinct import Distinct, distinct
from actaverba.methods.words.copies.judging import Edges, Limits, judged

SHORTEST = 30


@dataclass(frozen=True)
class Found:
    """The different texts, the pairs of them that count, and what was left out or cut."""

    known: Distinct
    edges: Edges
    cut: Mapping[str, int]


def found(
    posts: pa.Table, *, reposts: bool = False, limits: Limits | None = None,
    embeddings: Any = None,
) -> Found:  # fmt: skip
    """All pairs of different texts that are copies or share passages.

    Texts under 30 graphemes are compared for being equal only: so little is said alike by
    people who never saw each other.
    """
    limits = limits or Limits()
    known = distinct(posts, reposts=reposts)
    who = np.flatnonzero(known.graphemes >= SHORTEST)
    pa.default_memory_pool().release_unused()  # sorting took some that is wanted next
    texts = posts["text"]
    near = alike.alike(texts, known, who)
    inside = alike.contained(texts, known, who, share=limits.quote, least=limits.least_quoted)
    pairs = np.union1d(near.pairs, inside.pairs)
    cut = {**known.left_out, **near.cut, **inside.cut}
    cut |= {"too_short": int(known.texts - who.size), "pairs_compared": int(pairs.size)}
    edges = judged(texts, known, pairs, limits)
    if embeddings is not None:
        edges, without = encoder.with_meaning(edges, posts, known, who, embeddings)
        cut |= {"without_vector": without}
    return Found(known, edges, cut)
