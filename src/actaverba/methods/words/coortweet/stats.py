"""What CooRTweet says of accounts and of objects: `account_stats` and `group_stats`."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from actaverba.methods.words.coortweet.edges import Edges, Numbers, some, unique
from actaverba.methods.words.coortweet.shared import Codes, Ints


def accounts(edges: Edges, which: Ints) -> pa.Table:
    """The accounts of some edges in the order of their names' bytes, in the peer's columns.

    Equal pairs of (average time, symmetry) count once in the averages of an account. Its
    contents are counted over all pairs, whichever edges are asked for.
    """
    s = edges.paired.shared
    averages, delta = _values(some(edges.avg_time_delta, which))
    scores, symmetry = _values(some(edges.symmetry, which))
    values = max(averages.size * scores.size, 1)
    ends = np.concatenate([some(edges.start, which), some(edges.end, which)])
    both = delta.astype(np.int64) * scores.size + symmetry
    key = unique(ends * np.int64(values) + np.concatenate([both, both]))
    code, both = np.divmod(key, values)
    begins = np.flatnonzero(np.diff(code, prepend=-1))
    code = code[begins]
    return pa.table({
        "account_id": s.accounts.take(pa.array(code)),
        "avg_time_delta": _means(averages[both // max(scores.size, 1)], begins),
        "avg_edge_symmetry_score": _means(scores[both % max(scores.size, 1)], begins),
        "unique_shares_count": _contents(edges)[code],
    })  # fmt: skip


def _values(of: Numbers) -> tuple[Numbers, Codes]:
    encoded = pc.dictionary_encode(pa.array(of))
    return np.asarray(encoded.dictionary), np.asarray(encoded.indices)


def _means(values: Numbers, begins: Ints) -> Numbers:
    """The mean from each beginning to the next one; summed as wide as the machine can, as R
    does."""
    if not begins.size:
        return np.empty(0)
    sums = np.add.reduceat(values.astype(np.longdouble), begins)
    return (sums / np.diff(np.append(begins, values.size))).astype(np.float64)


def _contents(edges: Edges) -> Ints:
    """For each account the number of its different posts in any pair."""
    pairs = edges.paired
    s = pairs.shared
    is_used = np.zeros(s.size, bool)
    is_used[pairs.earlier] = True
    is_used[pairs.later] = True
    key = s.account[is_used].astype(np.int64) << 32
    key |= s.content[is_used]
    return np.bincount(unique(key) >> 32, minlength=len(s.accounts))


def objects(edges: Edges, which: Ints) -> pa.Table:
    """The objects of some edges, most accounts first, in the peer's columns.

    Counted are the accounts that stand first on an edge, never the others. The list of an
    edge's objects is taken apart at its commas, so a name with a comma falls into parts.
    """
    lists: pa.Array = (edges if edges.objects is not None else edges.with_objects()).objects
    if which.size != edges.size:
        lists = lists.take(pa.array(which))
    starts = some(edges.start, which)
    if pc.any(pc.match_substring(edges.paired.shared.objects, ",")).as_py():
        names, edge = _parts(lists)
        encoded = pc.dictionary_encode(names)
        code, named = np.asarray(encoded.indices).astype(np.int64), encoded.dictionary
        key = (code << 32) | starts[edge]
        first = np.arange(len(named))
    else:
        code, named, edge = _whole(edges, which)
        key = (code << 32) | starts[edge]
        first = _first_edge(code, edge, len(named))
    count = np.bincount(unique(key) >> 32, minlength=len(named))
    order = np.lexsort((first, -count))
    order = order[count[order] > 0]
    return pa.table({"object_id": named.take(pa.array(order)), "num_accounts": count[order]})


def _parts(lists: pa.Array) -> tuple[pa.Array, Ints]:
    """The parts between commas, and the edge of each; an empty last part is none."""
    split = pc.split_pattern(lists, ",")
    names, edge = pc.list_flatten(split), np.asarray(pc.list_parent_indices(split))
    is_last = np.diff(edge, append=-1) != 0
    keep = ~(is_last & np.asarray(pc.equal(names, ""), bool))
    return names.filter(pa.array(keep)), edge[keep]


def _whole(edges: Edges, which: Ints) -> tuple[Ints, pa.Array, Ints]:
    """The object and the edge of each pair, of the edges asked for."""
    s = edges.paired.shared
    place = np.full(edges.size, -1)
    place[which] = np.arange(which.size)
    edge = place[edges.of]
    code = s.object[edges.paired.earlier].astype(np.int64)
    is_asked = edge >= 0
    if not is_asked.all():
        code, edge = code[is_asked], edge[is_asked]
    return code, s.objects, edge


def _first_edge(code: Ints, edge: Ints, objects: int) -> Ints:
    """For sorting: the edge at which each object first stands, and its place in that list."""
    first = np.full(objects, np.iinfo(np.int64).max)
    # The pairs of an object stand together, and objects of one edge in the order of pairs.
    begins = np.flatnonzero(np.diff(code, prepend=-1))
    if begins.size:
        lowest = np.minimum.reduceat(edge, begins)
        first[code[begins]] = (lowest << 32) | np.arange(begins.size)
    return first
