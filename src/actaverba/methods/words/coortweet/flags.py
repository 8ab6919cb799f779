"""The narrower window: CooRTweet's `flag_speed_share` and its fast network."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from actaverba.methods.words.coortweet.edges import Edges, above, edges_of, numbers, unique
from actaverba.methods.words.coortweet.pairing import Paired, taking_part
from actaverba.methods.words.coortweet.shared import Codes, Flags, Ints, named, ranks


def flagged(pairs: Paired, *, fast_window: int, min_participation: int) -> tuple[Paired, Flags]:
    """The pairs in the order of their contents, and which are flagged.

    Flagged are two posts that pair within `fast_window` for any object, where one of them is of
    an account with enough rows in such posts; now all rows as given are counted.
    """
    s = pairs.shared
    rank = ranks(s.contents)
    key = rank[s.content[pairs.earlier]].astype(np.int64) << 32
    key |= rank[s.content[pairs.later]]
    order = np.argsort(key, kind="stable")
    ordered, key = pairs.take(order), key[order]
    is_fast = ordered.time_delta <= fast_window
    fast = ordered.take(is_fast)
    keep = taking_part(s.all_account, s.all_content, pairs=fast, least=min_participation)
    wanted = unique(key[is_fast][keep])
    place = np.minimum(np.searchsorted(wanted, key), max(wanted.size - 1, 0))
    is_flagged = wanted[place] == key if wanted.size else np.zeros(key.size, bool)
    return ordered, is_flagged


def flag_table(pairs: Paired, is_flagged: Flags) -> pa.Table:
    return pairs.table().append_column("fast", pa.array(is_flagged.astype(np.int64)))


def fast_table(
    pairs: Paired, is_flagged: Flags, *, edge_weight: float, subgraph: int, name_rank: Codes | None
) -> pa.Table:
    """The edges of all pairs beside the edges of the flagged ones, in the peer's columns."""
    full = edges_of(pairs, name_rank)
    fast = edges_of(pairs.take(is_flagged), name_rank)
    at, is_fast = _places(full, fast)
    threshold = above(full.weight, edge_weight)
    fast_threshold = np.zeros(full.size, bool)
    fast_threshold[is_fast] = above(fast.weight, edge_weight)[at[is_fast]]
    sides = {
        "weight": (full.weight, fast.weight),
        "avg_time_delta": (full.avg_time_delta, fast.avg_time_delta),
        "n_content_id": (full.earlier_contents, fast.earlier_contents),
        "n_content_id_y": (full.later_contents, fast.later_contents),
        "edge_symmetry_score": (full.symmetry, fast.symmetry),
        "weight_threshold": (
            threshold.astype(np.int64),
            above(fast.weight, edge_weight).astype(np.int64),
        ),
    }
    accounts = full.paired.shared.accounts
    columns: dict[str, Any] = {
        "from": named(accounts, full.start),
        "to": named(accounts, full.end),
    }
    for name, (one, other) in sides.items():
        columns |= _beside(name, one, other, at=at, is_fast=is_fast)
    which = _in_order(full)
    return pa.table(columns).take(pa.array(which[_subgraph(full, fast_threshold, subgraph)[which]]))


def _places(full: Edges, fast: Edges) -> tuple[Ints, Flags]:
    """For each edge its place among the fast ones, and whether it has one."""
    key = (full.a.astype(np.int64) << 32) | full.b
    fast_key = (fast.a.astype(np.int64) << 32) | fast.b
    if not fast.size:
        return np.zeros(full.size, np.int64), np.zeros(full.size, bool)
    order = np.argsort(fast_key)
    place = np.minimum(np.searchsorted(fast_key, key, sorter=order), fast.size - 1)
    at = order[place]
    return at, fast_key[at] == key


def _beside(name: str, full: Any, fast: Any, *, at: Ints, is_fast: Flags) -> dict[str, Any]:
    """A figure of the edges and of the fast edges; empty where an edge is not fast."""
    spread = np.zeros(full.size, fast.dtype)
    spread[is_fast] = fast[at[is_fast]]
    return {f"{name}_full": full, f"{name}_fast": pa.array(spread, mask=~is_fast)}


def _in_order(full: Edges) -> Ints:
    """The order in which the peer's graph library joins two graphs: from the edge of the
    highest numbered accounts down."""
    number = numbers(full.a, full.b, len(full.paired.shared.accounts))
    return np.lexsort((number[full.end], number[full.start]))[::-1]


def _subgraph(full: Edges, threshold: Flags, subgraph: int) -> Flags:
    """All edges; those above the fast threshold; or those among the ends of these and their
    neighbours."""
    if subgraph == 2:
        return threshold
    if subgraph != 3:
        return np.ones(full.size, bool)
    near = np.zeros(len(full.paired.shared.accounts), bool)
    ends = near.copy()
    ends[full.a[threshold]] = ends[full.b[threshold]] = True
    near[full.b[ends[full.a]]] = True
    near[full.a[ends[full.b]]] = True
    return near[full.a] & near[full.b]
