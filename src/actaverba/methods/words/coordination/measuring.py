"""What is counted of each group, for the rules that may explain it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from actaverba.methods.words.coordination import known
from actaverba.methods.words.coordination.groups import Groups
from actaverba.methods.words.coordination.known import Values, looked_up, most_common
from actaverba.methods.words.coordination.meeting import Meetings
from actaverba.methods.words.coordination.shares import Shares

Codes = NDArray[np.int32]
Ints = NDArray[np.int64]

ROUND_SECONDS = 2
SOON = 600
# Meetings of a group that follow each other within this time are one sitting.
SITTING = 3600


@dataclass(frozen=True)
class Record:
    """The tables that say something of accounts and objects, as far as they are given.

    `objects` begins with the rows of `cited_objects`; what follows was told by posts.
    """

    accounts: pa.Table | None = None
    objects: pa.Table | None = None
    outlets: pa.Table | None = None
    cited_objects: pa.Table | None = None


@dataclass(frozen=True)
class Top:
    """For each group the value that most of its things have: its name, how many have it, of
    how many it is known, how many there are."""

    name: list[str | None]
    fits: Ints
    known: Ints
    of: Ints


@dataclass(frozen=True)
class Measured:
    """Members and objects of groups with what is known of them, and counts of each group.

    `group_*` sort members and objects by group; `first_at` is when its first account that met
    at an object shared it. `met_*` count the meetings of a group: all, in
    the first seconds of a minute, soon after publication, and, of those at objects of which it
    is known when they were published, all and such soon after it. `sittings` are its meetings
    where such within an hour are one. `led` counts its objects at which the account that most
    often comes first did so.
    """

    group_of_member: Codes
    member: Codes
    owner: Values
    automated: Values
    host: Values
    group_of_object: Codes
    object: Codes
    author: Values
    domain: Values
    accounts_at: Ints
    first_at: Ints
    accounts: Ints
    objects: Ints
    published_known: Ints
    pairs: Ints
    surviving: Ints
    met: Ints
    met_round: Ints
    met_soon: Ints
    met_known: Ints
    met_reacting: Ints
    sittings: Ints
    led: Ints
    owners: Top
    automation: Top
    outlets: Top
    authors: Top
    domains: Top


def measured(shares: Shares, meetings: Meetings, groups: Groups, record: Record) -> Measured:
    """Everything that the rules look at, of all groups of a pass."""
    n = len(groups)
    of_member, member = groups.members()
    names = shares.accounts.take(pa.array(member))
    owner, automated, host = _of_accounts(names, record.accounts)
    of_meeting = meetings.group(groups)
    here = of_meeting >= 0
    of_object, at, accounts_at, first_at, led = _objects(shares, meetings, of_meeting, here)
    object_names = shares.objects.take(pa.array(at))
    author = looked_up(object_names, record.objects, "object_id", "author")
    domain = known.hosts(object_names, record.objects)
    grouped = groups.of >= 0
    of_pair = groups.of[grouped]
    soon = here & _soon(shares, meetings)
    published = here & shares.published_known[meetings.object]
    survives = groups.pairs.q_reaction[grouped] <= groups.alpha
    accounts = np.bincount(of_member, minlength=n)
    objects = np.bincount(of_object, minlength=n)
    return Measured(
        of_member, member, owner, automated, host, of_object, at, author, domain, accounts_at,
        first_at, accounts, objects,
        np.bincount(of_object[shares.published_known[at]], minlength=n),
        np.bincount(of_pair, minlength=n), np.bincount(of_pair[survives], minlength=n),
        np.bincount(of_meeting[here], minlength=n),
        np.bincount(of_meeting[here & _on_the_minute(meetings)], minlength=n),
        np.bincount(of_meeting[soon], minlength=n),
        np.bincount(of_meeting[published], minlength=n),
        np.bincount(of_meeting[published & soon], minlength=n),
        _sittings(meetings, of_meeting, n), _most_led(led, n),
        _top(owner, of_member, accounts), _yes(automated, of_member, accounts),
        _any(host, of_member, accounts), _top(author, of_object, objects),
        _top(domain, of_object, objects),
    )  # fmt: skip


def _of_accounts(names: pa.Array, accounts: pa.Table | None) -> tuple[Values, Values, Values]:
    """Owner (else the outlet whose account it is), disclosed automation, outlet."""
    host = looked_up(names, accounts, "account", "host")
    owner = known.either(looked_up(names, accounts, "account", "owner"), host)
    automated = looked_up(names, accounts, "account", "disclosed_automation", only=("no", "yes"))
    return owner, automated, host


def _objects(
    shares: Shares, meetings: Meetings, of_meeting: Codes, here: NDArray[np.bool_]
) -> tuple[Codes, Codes, Ints, Ints, Ints]:
    """The objects of each group, how many of its accounts met there, when the first did, and who
    that was: for each object with one first account, `group << 32 | account`."""
    share = np.concatenate([meetings.share_a[here], meetings.share_b[here]])
    of = np.tile(of_meeting[here], 2).astype(np.int64)
    # A share lies at one object, and shares of an object stand together: sorted by both.
    keys = np.unique((of << 40) | share)
    of, share = keys >> 40, keys & ((1 << 40) - 1)
    at = (of << 32) | shares.object[share]
    objects, first, accounts_at = np.unique(at, return_index=True, return_counts=True)
    # Within an object shares stand in the order of time, so its first share leads.
    t = shares.t[share]
    is_alone = t[first] < t[np.minimum(first + 1, max(t.size - 1, 0))]
    led = (of[first] << 32) | shares.account[share[first]]
    return (
        (objects >> 32).astype(np.int32), (objects & 0xFFFFFFFF).astype(np.int32), accounts_at,
        t[first], led[is_alone],
    )  # fmt: skip


def _sittings(meetings: Meetings, of: Codes, groups: int) -> Ints:
    at = np.maximum(meetings.t_a, meetings.t_b)
    order = np.lexsort((at, of))
    of, at = of[order], at[order]
    is_new = np.ones(of.size, bool)
    is_new[1:] = (of[1:] != of[:-1]) | (np.diff(at) > SITTING)
    return np.bincount(of[is_new & (of >= 0)], minlength=groups)


def _most_led(led: Ints, groups: int) -> Ints:
    keys, times = np.unique(led, return_counts=True)
    most = np.zeros(groups, np.int64)
    np.maximum.at(most, keys >> 32, times)
    return most


def _on_the_minute(meetings: Meetings) -> NDArray[np.bool_]:
    on: NDArray[np.bool_] = (meetings.t_a % 60 <= ROUND_SECONDS) & (
        meetings.t_b % 60 <= ROUND_SECONDS
    )
    return on


def _soon(shares: Shares, meetings: Meetings) -> NDArray[np.bool_]:
    published = shares.published[meetings.object]
    first = np.minimum(meetings.t_a, meetings.t_b) - published
    last = np.maximum(meetings.t_a, meetings.t_b) - published
    soon: NDArray[np.bool_] = (first >= 0) & (last <= SOON)
    return soon


def _top(values: Values, of: Codes, all_: Ints) -> Top:
    top, fits, known_ = most_common(of, values.code, all_.size)
    return Top([values.name(c) for c in top], fits, known_, all_)


def _yes(values: Values, of: Codes, all_: Ints) -> Top:
    yes = values.names.index("yes") if "yes" in values.names else -2
    return Top(
        [None] * all_.size, np.bincount(of[values.code == yes], minlength=all_.size),
        np.bincount(of[values.code >= 0], minlength=all_.size), all_,
    )  # fmt: skip


def _any(values: Values, of: Codes, all_: Ints) -> Top:
    fits = np.bincount(of[values.code >= 0], minlength=all_.size)
    return Top([None] * all_.size, fits, fits, all_)
