"""Posts in the order of time, and the different texts they carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from actaverba.methods.words.copies import names
from actaverba.methods.words.copies.reading import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
ORDER = ("published_t", "platform", "id", "account", "whole", "core")


@dataclass(frozen=True)
class Distinct:
    """The different texts, numbered by when each is first seen.

    `posts` are the places of posts that are compared, in the order of time (undated ones
    last; ids settle ties), `code` the text of each. Per text: `first` is the place of its
    first post, `count` its posts, `graphemes` and `length` how long it is, `digest` 64 bits
    of it. `whole` is a digest of a post's text with its hashtags, per place. `left_out`
    counts the posts that are not compared, by reason.
    """

    posts: Ints
    code: Codes
    first: Ints
    count: Ints
    graphemes: Ints
    length: Ints
    digest: NDArray[np.uint64]
    whole: NDArray[np.uint64]
    left_out: Mapping[str, int]

    @property
    def texts(self) -> int:
        return int(self.first.size)


def distinct(posts: pa.Table, *, reposts: bool) -> Distinct:
    """The different texts of posts, whatever the order of the rows.

    Posts that the platform marks as passed on say somebody else's words by design; they are
    left out unless `reposts`.
    """
    rows = posts.num_rows
    digests = np.zeros((rows, 3), np.uint64)
    graphemes = np.zeros(rows, np.int64)
    length = np.zeros(rows, np.int64)
    for block in blocks(posts["text"]):
        digests[block.rows] = block.digests
        graphemes[block.rows] = block.graphemes
        length[block.rows] = block.core[:, 1] - block.core[:, 0]
    ordered = _ordered(posts, digests)
    is_first = _first_of_each_id(posts, ordered)
    is_repost = _reposts(posts)[ordered]
    is_empty = graphemes[ordered] == 0
    keep = is_first & ~is_empty
    left_out = {
        "repeated_rows": int((~is_first).sum()),
        "reposts": 0 if reposts else int((keep & is_repost).sum()),
        "nothing_left": int((is_first & is_empty).sum()),
    }
    places = ordered[keep if reposts else keep & ~is_repost]
    code, first, count = _codes(digests[places])
    first = places[first]
    return Distinct(
        places, code, first, count, graphemes[first], length[first], digests[first, 0],
        digests[:, 2].copy(), left_out,
    )  # fmt: skip


def _ordered(posts: pa.Table, digests: NDArray[np.uint64]) -> Ints:
    keyed = pa.table(
        {c: posts[c] for c in ORDER[:4]}
        | {"whole": pa.array(digests[:, 2]), "core": pa.array(digests[:, 0])}
    )
    by = [(c, "ascending", "at_end") for c in ORDER]
    found = pc.sort_indices(keyed, sort_keys=by)
    return np.asarray(found).astype(np.int64)


def _first_of_each_id(posts: pa.Table, ordered: Ints) -> NDArray[np.bool_]:
    """Which posts, in order, are the first row of their platform and id."""
    key = np.zeros((ordered.size, 2), np.uint64)
    for name in ("platform", "id"):
        key = names.chained(posts[name], key)
    key = key[ordered]
    order = np.lexsort((key[:, 1], key[:, 0]))  # stable: the earliest row of an id comes first
    is_first = np.ones(order.size, np.bool_)
    is_first[order[1:]] = (key[order[1:]] != key[order[:-1]]).any(axis=1)
    return is_first


def _reposts(posts: pa.Table) -> NDArray[np.bool_]:
    passed = pc.or_(pc.is_valid(posts["repost_of"]), pc.is_valid(posts["repost_of_account"]))
    return np.asarray(passed).astype(np.bool_)


def _codes(digests: NDArray[np.uint64]) -> tuple[Codes, Ints, Ints]:
    """Numbers of equal texts in the order of their first posts, these, and how many each has."""
    if not digests.shape[0]:
        return np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.int64)
    order = np.lexsort((digests[:, 1], digests[:, 0]))  # stable: equals stay in order of time
    ranked = digests[order, :2]
    is_new = np.ones(order.size, np.bool_)
    is_new[1:] = (ranked[1:] != ranked[:-1]).any(axis=1)
    group = np.cumsum(is_new) - 1
    first = order[is_new]
    by_time = np.argsort(first, kind="stable")
    number = np.empty(first.size, np.int32)
    number[by_time] = np.arange(first.size, dtype=np.int32)
    code = np.empty(order.size, np.int32)
    code[order] = number[group]
    return code, first[by_time], np.bincount(code, minlength=first.size)
