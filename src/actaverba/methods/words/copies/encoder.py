"""Rewordings and translations, where the user brings vectors of meaning for the posts.

The program has no encoder of its own. The thresholds are those that D3lta uses with its
encoder; for another one they are not measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from actaverba.errors import InputError
from actaverba.methods.words.copies.judging import COPY, REWORDING, TRANSLATION, Edges

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.methods.words.copies.distinct import Distinct

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

REWORDED, TRANSLATED = 0.85, 0.715
MOST_TEXTS = 50_000  # each is compared with each
ROWS = 1_000


def with_meaning(
    edges: Edges, posts: pa.Table, known: Distinct, who: Ints, embeddings: Any
) -> tuple[Edges, int]:
    """The pairs, and beside them those that only mean the same; how many texts had no vector.

    `embeddings` gives the vector of a post by its id: a mapping, or a table with `id` and
    `vector`. A text has the vector of its first post.
    """
    ids = posts["id"].take(known.first[who]).to_pylist()
    vectors, has = _vectors(ids, _by_id(embeddings))
    if has.size > MOST_TEXTS:
        raise InputError(
            f"{has.size} different texts have vectors, at most {MOST_TEXTS} can be compared",
            cure="Give vectors for fewer posts.",
        )
    language = np.array(posts["language"].take(known.first[who[has]]).to_pylist(), object)
    parts = list(_close(vectors, language))
    a, b, kind, cosine = (np.concatenate([p[n] for p in parts]) for n in range(4))
    return _joined(edges, who[has[a]], who[has[b]], kind=kind, cosine=cosine), who.size - has.size


def _by_id(embeddings: Any) -> Mapping[str, Any]:
    if isinstance(embeddings, Mapping):
        return embeddings
    import pyarrow as pa

    table = pa.table(embeddings)
    return dict(
        zip(pc.cast(table["id"], pa.string()).to_pylist(), table["vector"].to_pylist(), strict=True)
    )


def _vectors(ids: list[str], by_id: Mapping[str, Any]) -> tuple[Floats, Ints]:
    """The vectors at length one, and which texts have one."""
    has = np.array([n for n, id in enumerate(ids) if by_id.get(id) is not None], np.int64)
    listed = [np.asarray(by_id[ids[n]], np.float64) for n in has]
    if len({v.shape for v in listed}) > 1 or any(v.ndim != 1 for v in listed):
        raise InputError("the vectors differ in length", cure="Take all from one encoder.")
    if not listed:
        return np.zeros((0, 1)), has
    vectors = np.stack(listed)
    if not np.isfinite(vectors).all():
        raise InputError("a vector holds what is no number", cure="Leave such posts out.")
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), has


def _close(vectors: Floats, language: NDArray[Any]) -> Iterator[tuple[Any, ...]]:
    """Pairs near enough in meaning: in one language rewordings, else translations."""
    none = np.zeros(0, np.int64)
    yield none, none, np.zeros(0, np.int8), np.zeros(0)
    for low in range(0, len(vectors), ROWS):
        cosine = np.round(vectors[low : low + ROWS] @ vectors.T, 6)
        a, b = np.nonzero(cosine > min(TRANSLATED, REWORDED))
        a, b = a[a + low < b], b[a + low < b]
        near = cosine[a, b]
        a += low
        differ = (language[a] != language[b]) & (language[a] != None) & (language[b] != None)  # noqa: E711
        differ = differ.astype(bool)
        keep = near > np.where(differ, TRANSLATED, REWORDED)
        kind = np.where(differ, TRANSLATION, REWORDING).astype(np.int8)
        yield a[keep], b[keep], kind[keep], near[keep]


def _joined(edges: Edges, a: Ints, b: Ints, *, kind: NDArray[np.int8], cosine: Floats) -> Edges:
    """A pair that is a copy by its letters stays one; another gets its kind from meaning."""
    keys = (edges.a << 32) | edges.b
    new = (a << 32) | b
    at = np.minimum(np.searchsorted(keys, new), max(keys.size - 1, 0))
    is_known = keys[at] == new if keys.size else np.zeros(new.size, bool)
    edges.meaning[at[is_known]] = cosine[is_known]
    is_mere = is_known.copy()
    is_mere[is_known] = edges.kind[at[is_known]] != COPY
    edges.kind[at[is_mere]] = kind[is_mere]
    more = ~is_known
    blank = np.full(int(more.sum()), np.nan)
    added = (a[more], b[more], kind[more], blank, blank, blank, cosine[more])
    names = Edges.__dataclass_fields__
    whole = [np.concatenate([getattr(edges, n), v]) for n, v in zip(names, added, strict=True)]
    order = np.lexsort((whole[1], whole[0]))
    return Edges(*(v[order] for v in whole))
