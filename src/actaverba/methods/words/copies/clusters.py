"""Clusters: the posts of texts that copies join, in the order in which they were seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from actaverba.kernels.components import components
from actaverba.methods.words.copies.judging import COPY
from actaverba.methods.words.copies.searching import SHORTEST, Found

if TYPE_CHECKING:
    Ints = NDArray[np.int64]

UNKNOWN = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Clusters:
    """One entry a post in a cluster, cluster by cluster in the order of time.

    `place` is the post's row, `cluster` and `version` are numbers, `t` seconds or `UNKNOWN`,
    `order` the rank by time within the cluster (equal times have the same; 0 is unknown),
    `account` a number for the account, -1 unknown. `start` is where each cluster begins, one
    more at the end. Per cluster: `name`, `loosest` (the least alike pair that holds it
    together) and `is_short`. `of_text` is the cluster of each text, -1 none.
    """

    place: NDArray[np.int64]
    cluster: NDArray[np.int64]
    version: NDArray[np.int64]
    t: NDArray[np.int64]
    order: NDArray[np.int64]
    account: NDArray[np.int64]
    start: NDArray[np.int64]
    name: list[str]
    loosest: NDArray[np.float64]
    is_short: NDArray[np.bool_]
    of_text: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.name)

    def distinct(self, column: NDArray[Any]) -> Ints:
        """How many different known values a column has in each cluster."""
        known = np.flatnonzero(column >= 0)
        pairs = np.unique(np.stack([self.cluster[known], column[known]]), axis=1)
        return np.bincount(pairs[0], minlength=len(self)).astype(np.int64)


def clusters(posts: pa.Table, found: Found) -> Clusters:
    """Components of copies only: pairs that merely share passages would chain everything."""
    known = found.known
    of_text, loosest = _of_texts(found)
    cluster = of_text[known.code]
    mine = np.flatnonzero(cluster >= 0)
    mine = mine[np.argsort(cluster[mine], kind="stable")]  # in time within each cluster
    place, cluster = known.posts[mine], cluster[mine]
    start = np.searchsorted(cluster, np.arange(loosest.size + 1))
    t = posts["published_t"].take(place).fill_null(UNKNOWN).to_numpy().astype(np.int64)
    first = known.code[mine[start[:-1]]]
    return Clusters(
        place, cluster, _versions(cluster, known.whole[place]), t, _order(cluster, t, start),
        coded(posts["account"].take(place)), start,
        [f"{d:016x}" for d in known.digest[first].tolist()], loosest,
        known.graphemes[first] < SHORTEST, of_text,
    )  # fmt: skip


def _of_texts(found: Found) -> tuple[Ints, NDArray[np.float64]]:
    """The cluster of each text, numbered by the first post, and how loosely each hangs."""
    known = found.known
    edges = found.edges.only(found.edges.kind == COPY)
    part = components(edges.a.astype(np.int32), edges.b.astype(np.int32), known.texts)
    root = np.arange(known.texts)
    least = np.full(known.texts, known.texts)
    joined = np.flatnonzero(part >= 0)
    np.minimum.at(least, part[joined], joined)
    root[joined] = least[part[joined]]
    is_in = (part >= 0) | (known.count > 1)
    roots = np.unique(root[is_in])
    of_text = np.full(known.texts, -1, np.int64)
    of_text[is_in] = np.searchsorted(roots, root[is_in])
    loosest = np.ones(roots.size)
    alike = np.fmax(edges.edit, edges.runs)
    np.minimum.at(loosest, of_text[edges.a], alike)
    return of_text, loosest


def _versions(cluster: Ints, whole: NDArray[np.uint64]) -> Ints:
    """Numbers of different texts (hashtags included) within each cluster, by first post."""
    order = np.lexsort((whole, cluster))
    is_new = np.ones(order.size, bool)
    is_new[1:] = (cluster[order][1:] != cluster[order][:-1]) | (
        whole[order][1:] != whole[order][:-1]
    )
    group = np.cumsum(is_new) - 1
    first = np.minimum.reduceat(order, np.flatnonzero(is_new)) if order.size else order
    by_time = np.argsort(first, kind="stable")
    rank = np.empty(first.size, np.int64)
    rank[by_time] = np.arange(first.size)
    opens = np.searchsorted(cluster[first[by_time]], np.arange(cluster.max(initial=-1) + 1))
    version = np.empty(order.size, np.int64)
    version[order] = rank[group] + 1
    return version - opens[cluster] if order.size else version


def _order(cluster: Ints, t: Ints, start: Ints) -> Ints:
    """The rank of each post by time in its cluster; those of one second share it."""
    at = np.arange(t.size)
    is_new = np.ones(t.size, bool)
    is_new[1:] = (cluster[1:] != cluster[:-1]) | (t[1:] != t[:-1])
    opened = np.maximum.accumulate(np.where(is_new, at, 0))
    return np.where(t == UNKNOWN, 0, opened - start[cluster] + 1)


def coded(column: pa.ChunkedArray) -> Ints:
    """A number for each different value, in the order of their names; -1 unknown."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = whole.dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.unify_dictionaries().combine_chunks()
    codes: Ints = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes
