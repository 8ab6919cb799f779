"""Edges between accounts: CooRTweet's `generate_coordinated_network`."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from actaverba.methods.words.coortweet.pairing import Paired
from actaverba.methods.words.coortweet.shared import (
    TEXT_BYTES,
    Codes,
    Flags,
    Ints,
    first_places,
    first_seen,
    named,
)

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Edges:
    """One entry an edge, as they first appear among the pairs.

    `a` and `b` are the ends in the order of their names, `start` and `end` in that in which
    the ends first appear; `of` is the edge of each pair, `objects` the names with commas
    between, or None where nobody asked.
    """

    paired: Paired
    of: Codes
    a: Codes
    b: Codes
    start: Codes
    end: Codes
    weight: Ints
    avg_time_delta: Numbers
    earlier_contents: Ints
    later_contents: Ints
    symmetry: Numbers
    objects: pa.Array | None = None

    @property
    def size(self) -> int:
        return self.weight.size

    def with_objects(self) -> Edges:
        return replace(self, objects=_object_lists(self.paired, self.of, self.weight))


def edges_of(pairs: Paired, name_rank: Codes | None = None) -> Edges:
    """The edges of some pairs; `name_rank` is the place of each account in the order of names
    where that is not the order of bytes.

    The weight counts pairs of shares. The counts of contents are those of the earlier and of
    the later shares, whichever end they are of.
    """
    s = pairs.shared
    one, other = s.account[pairs.earlier], s.account[pairs.later]
    if name_rank is None:
        key = np.minimum(one, other).astype(np.int64) << 32
        key |= np.maximum(one, other)
    else:
        is_turned = name_rank[one] > name_rank[other]
        key = np.where(is_turned, other, one).astype(np.int64) << 32
        key |= np.where(is_turned, one, other)
    of, first = first_seen(key)
    a, b = (key[first] >> 32).astype(np.int32), (key[first] & 0xFFFFFFFF).astype(np.int32)
    weight = np.bincount(of, minlength=first.size)
    start, end = _numbered(a, b, len(s.accounts))
    heavy = np.flatnonzero(weight[of] > 1) if weight.size < of.size else np.empty(0, np.int64)
    earlier = _distinct(of[heavy], s.content[pairs.earlier[heavy]], weight.size)
    later = _distinct(of[heavy], s.content[pairs.later[heavy]], weight.size)
    return Edges(
        paired=pairs,
        of=of,
        a=a,
        b=b,
        start=start,
        end=end,
        weight=weight,
        avg_time_delta=np.bincount(of, weights=pairs.time_delta, minlength=first.size) / weight,
        earlier_contents=earlier,
        later_contents=later,
        symmetry=np.minimum(earlier, later) / np.maximum(earlier, later),
    )


def _numbered(a: Codes, b: Codes, accounts: int) -> tuple[Codes, Codes]:
    """The ends of each edge, first the one that the peer's graph numbered first."""
    number = numbers(a, b, accounts)
    is_turned = number[a] > number[b]
    return np.where(is_turned, b, a), np.where(is_turned, a, b)


def numbers(a: Codes, b: Codes, accounts: int) -> Ints:
    """How the peer's graph numbers accounts: as they appear among all `a`, then all `b`."""
    first = first_places(np.concatenate([a, b]), accounts)
    number = np.empty(accounts, np.int64)
    number[np.argsort(first, kind="stable")] = np.arange(accounts)
    return number


def _distinct(of: Codes, what: Codes, edges: int) -> Ints:
    """How many different things each edge has; those that are not listed have one."""
    key = of.astype(np.int64) << 32
    key |= what
    return np.maximum(np.bincount(unique(key) >> 32, minlength=edges), 1)


def unique(keys: Ints) -> Ints:
    """The different keys in their order; sorts in place."""
    keys.sort()
    is_new = np.ones(keys.size, bool)
    is_new[1:] = keys[1:] != keys[:-1]
    return keys[is_new]


def _object_lists(pairs: Paired, of: Codes, weight: Ints) -> pa.Array:
    """The different objects of each edge as they come, with commas between."""
    s = pairs.shared
    what = s.object[pairs.earlier]
    first = np.zeros(weight.size, np.int32)
    first[of] = what
    objects = s.objects.cast(pa.large_string())
    single = objects.take(pa.array(first))
    heavy = np.flatnonzero(weight[of] > 1)
    if not heavy.size:
        return single
    heavy = heavy[np.argsort(of[heavy], kind="stable")]
    key = of[heavy].astype(np.int64) << 32
    key |= what[heavy]
    # Objects of an edge come one after the other, as the pairs are ordered by object; with
    # another order of pairs the first of each must be looked for.
    _, where = first_seen(key)
    where.sort()
    edge = of[heavy[where]]
    bounds = np.append(np.flatnonzero(np.diff(edge, prepend=-1)), edge.size)
    names = objects.take(pa.array(what[heavy[where]]))
    lists = pa.ListArray.from_arrays(pa.array(bounds, pa.int32()), names)
    return pc.replace_with_mask(
        single, pa.array(weight > 1), pc.binary_join(lists, pa.scalar(",", pa.large_string()))
    )


def above(weight: Ints, edge_weight: float) -> Flags:
    """Which weights lie strictly above their own quantile (type 7, in R's own arithmetic)."""
    if not weight.size:
        return np.zeros(0, bool)
    sought = 1 + (weight.size - 1) * edge_weight
    low, high = math.floor(sought), math.ceil(sought)
    ordered = np.partition(weight, [low - 1, high - 1])
    quantile = float(ordered[low - 1])
    if sought > low and ordered[high - 1] != quantile:
        part = sought - low
        quantile = (1 - part) * quantile + part * float(ordered[high - 1])
    found: Flags = weight > quantile
    return found


def some(values: NDArray[Any], which: Ints) -> NDArray[Any]:
    """Some entries, by place in their order; all of them are not copied."""
    return values if which.size == values.size else values[which]


def table(edges: Edges, threshold: Flags, which: Ints) -> pa.Table:
    """Some edges by name, in the peer's columns."""
    accounts = edges.paired.shared.accounts
    columns: dict[str, Any] = {
        "from": named(accounts, some(edges.start, which)),
        "to": named(accounts, some(edges.end, which)),
        "weight": some(edges.weight, which),
        "avg_time_delta": some(edges.avg_time_delta, which),
        "n_content_id": some(edges.earlier_contents, which),
        "n_content_id_y": some(edges.later_contents, which),
        "edge_symmetry_score": some(edges.symmetry, which),
        "object_ids": _listed(edges, which),
        "weight_threshold": some(threshold, which).astype(np.int64),
    }
    return pa.table(columns)


def _listed(edges: Edges, which: Ints) -> pa.ChunkedArray:
    if edges.objects is None:
        return pa.chunked_array([pa.nulls(which.size, pa.string())])
    lists = edges.objects
    if which.size != edges.size:
        lists = lists.take(pa.array(which))
    step = max(int(TEXT_BYTES * max(which.size, 1) // (lists.nbytes + 1)), 1)
    parts = [lists.slice(at, step).cast(pa.string()) for at in range(0, which.size, step)]
    return pa.chunked_array(parts, pa.string())
