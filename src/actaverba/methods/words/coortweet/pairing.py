"""Pairs of shares of one object within the window: CooRTweet's `detect_groups`."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from actaverba.errors import BadSetting
from actaverba.methods.words.coortweet.shared import Codes, Flags, Ints, Shared, named


@dataclass(frozen=True)
class Paired:
    """Pairs of places in `Shared`, in the peer's order: the earlier share and the later one."""

    shared: Shared
    earlier: Codes
    later: Codes

    @property
    def size(self) -> int:
        return self.earlier.size

    @functools.cached_property
    def time_delta(self) -> Ints:
        return self.shared.t[self.later] - self.shared.t[self.earlier]

    def take(self, which: Flags | Ints) -> Paired:
        return Paired(self.shared, self.earlier[which], self.later[which])

    def table(self) -> pa.Table:
        """The pairs by name, in the peer's columns."""
        s = self.shared
        return pa.table({
            "object_id": named(s.objects, s.object[self.earlier]),
            "content_id": named(s.contents, s.content[self.earlier]),
            "content_id_y": named(s.contents, s.content[self.later]),
            "time_delta": pa.array(self.time_delta),
            "account_id": named(s.accounts, s.account[self.earlier]),
            "account_id_y": named(s.accounts, s.account[self.later]),
        })  # fmt: skip


def paired(
    s: Shared, *, time_window: int, min_participation: int, remove_loops: bool, most_pairs: int
) -> Paired:
    """All pairs within the window, without loops if asked, of accounts that take part enough.

    Raises BadSetting where there are more than `most_pairs` before anything is left out.
    """
    order, reach = _reach(s, time_window)
    total = int(reach.sum())
    if total > most_pairs:
        widest = s.objects[int(s.object[order[int(reach.argmax())]])].as_py()
        raise BadSetting(
            f"a window of {time_window} s makes {total:,} pairs, more than {most_pairs:,}",
            cure=f"The most crowded object is {widest!r}. Narrow the window, leave objects"
            " out, or allow more with --most-pairs.",
        )
    first = np.repeat(np.arange(s.size, dtype=np.int32), reach)
    second = _partners(reach, total)
    # What comes first in time, and between equals in the peer's numbering, is the earlier.
    earlier, later = order[first], order[second]
    del first, second
    if remove_loops:
        keep = s.account[earlier] != s.account[later]
        if len(s.contents) < s.all_content.size:
            keep &= s.content[earlier] != s.content[later]
        if s.own.any():
            keep &= ~(s.own[earlier] | s.own[later])
        earlier, later = earlier[keep], later[keep]
    if min_participation > 1:  # at 1 each paired post is itself enough
        keep = taking_part(
            s.account, s.content, pairs=Paired(s, earlier, later), least=min_participation
        )
        earlier, later = earlier[keep], later[keep]
    return Paired(s, *_in_order(earlier, later))


def _reach(s: Shared, time_window: int) -> tuple[Codes, Ints]:
    """The places by object, time and number, and how many within the window follow each."""
    if not s.size:
        return np.empty(0, np.int32), np.empty(0, np.int64)
    since = s.t - s.t.min()
    turn = np.cumsum(np.diff(s.object, prepend=s.object[0]) != 0)
    span = int(since.max()) + time_window + 1
    if span * (int(turn[-1]) + 1) < 2**62:
        key = turn * span + since
    else:
        # Times so far apart that they do not fit beside the objects: number them first.
        order = np.lexsort((since, turn)).astype(np.int32)
        return order, _reach_slowly(turn[order], since[order], time_window)
    order = np.argsort(key, kind="stable").astype(np.int32)
    key = key[order]
    return order, np.searchsorted(key, key + time_window, side="right") - np.arange(s.size) - 1


def _reach_slowly(turn: Ints, since: Ints, time_window: int) -> Ints:
    reach = np.zeros(turn.size, np.int64)
    bounds = np.append(np.flatnonzero(np.diff(turn, prepend=-1)), turn.size)
    for low, high in itertools.pairwise(bounds):
        inside = since[low:high]
        end = np.searchsorted(inside, inside + time_window, side="right")
        reach[low:high] = end - np.arange(high - low) - 1
    return reach


def _partners(reach: Ints, total: int) -> Codes:
    """For each place the `reach` places that follow it, one after the other."""
    steps = np.ones(total, np.int32)
    starts = np.cumsum(reach) - reach
    busy = np.flatnonzero(reach)
    # Each run starts one after its own place; within a run it goes up by one.
    opening = busy + 1
    closing = np.append(0, (busy + reach[busy])[:-1])
    steps[starts[busy]] = opening - closing
    return np.cumsum(steps, dtype=np.int32)


def taking_part(account: Codes, content: Codes, *, pairs: Paired, least: int) -> Flags:
    """Which pairs have a post of an account with at least `least` rows in paired posts.

    Rows are counted, whatever their object, of posts that stand in any pair; one of the two
    posts of a pair is enough.
    """
    s = pairs.shared
    is_paired = np.zeros(len(s.contents), bool)
    is_paired[s.content[pairs.earlier]] = True
    is_paired[s.content[pairs.later]] = True
    rows = np.flatnonzero(is_paired[content])
    counts = np.bincount(account[rows], minlength=len(s.accounts))
    is_good = np.zeros(len(s.contents), bool)
    is_good[content[rows[counts[account[rows]] >= least]]] = True
    found: Flags = is_good[s.content[pairs.earlier]] | is_good[s.content[pairs.later]]
    return found


def _in_order(earlier: Codes, later: Codes) -> tuple[Codes, Codes]:
    """The peer's order: by object, the higher numbered row, the lower numbered one."""
    is_swapped = earlier > later
    key = np.maximum(earlier, later).astype(np.int64) << 32
    key |= np.minimum(earlier, later).astype(np.int64) << 1
    key |= is_swapped
    key.sort()
    high = (key >> 32).astype(np.int32)
    low = ((key >> 1) & 0x7FFFFFFF).astype(np.int32)
    is_swapped = (key & 1).astype(bool)
    return np.where(is_swapped, high, low), np.where(is_swapped, low, high)
