"""The groups that are told: searched in two passes, explained, graded and numbered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from actaverba.methods.words.coordination.explaining import Rules, Verdict
from actaverba.methods.words.coordination.groups import Groups, in_two_passes
from actaverba.methods.words.coordination.measuring import Measured, Record, measured
from actaverba.methods.words.coordination.meeting import Meetings, meetings
from actaverba.methods.words.coordination.pairs import Searched
from actaverba.methods.words.coordination.shares import Shares
from actaverba.vocabulary.identity import digest_uuid

Ints = NDArray[np.int64]

NOT_ENOUGH, WEAK, MODERATE = "not_enough_evidence", "weak", "moderate"
# A group with fewer accounts, objects, sittings, or pairs of all its possible pairs (per cent)
# is thin.
FEWEST_ACCOUNTS = 5
FEWEST_OBJECTS = 5
# Meetings of one sitting are hardly independent of each other.
FEWEST_SITTINGS = 3
DENSE = 50
# What only the record can rule out; a group is more than weak when all of it is.
BY_RECORD = ("single_feed", "benign_automation", "syndicated_wire", "audience", "own_speed")


@dataclass(frozen=True)
class Part:
    """The groups of one pass with what is counted of them."""

    groups: Groups
    seen: Measured
    rules: Rules
    meetings: Meetings

    @cached_property
    def _by_group(self) -> tuple[Ints, Ints]:
        of = self.meetings.group(self.groups)
        order = np.argsort(of, kind="stable")
        return order, np.searchsorted(of[order], np.arange(len(self.groups) + 1))

    def meetings_of(self, g: int) -> Ints:
        order, start = self._by_group
        return order[start[g] : start[g + 1]]

    @cached_property
    def _pairs_by_group(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.groups.of, kind="stable")
        return order, np.searchsorted(self.groups.of[order], np.arange(len(self.groups) + 1))

    def pairs_of(self, g: int) -> Ints:
        order, start = self._pairs_by_group
        return order[start[g] : start[g + 1]]

    def members_of(self, g: int) -> slice:
        of = self.seen.group_of_member
        return slice(int(np.searchsorted(of, g)), int(np.searchsorted(of, g + 1)))

    def objects_of(self, g: int) -> slice:
        of = self.seen.group_of_object
        return slice(int(np.searchsorted(of, g)), int(np.searchsorted(of, g + 1)))


@dataclass(frozen=True)
class Found:
    """One group that is told. `key` names it by its members: another set has another key."""

    part: Part
    g: int
    key: str
    verdicts: tuple[Verdict, ...]
    grade: str

    @property
    def accounts(self) -> int:
        return int(self.part.seen.accounts[self.g])

    def of_status(self, status: str) -> list[str]:
        return [v.explanation for v in self.verdicts if v.status == status]


@dataclass(frozen=True)
class Picture:
    """All that a run found: the groups to tell in their order, and what is not told."""

    shares: Shares
    searched: Searched
    groups: tuple[Found, ...]
    small: int
    loose: int


def picture(
    shares: Shares, searched: Searched, record: Record, *, least: int, told_from: int
) -> Picture:
    """Groups of `told_from` accounts or more, unexplained ones first, then by size."""
    met = meetings(shares, searched)
    parts: dict[int, Part] = {}

    def seen(groups: Groups) -> Part:
        counted = measured(shares, met, groups, record)
        part = Part(groups, counted, Rules(shares, groups, counted), met)
        return parts.setdefault(groups.nth_pass, part)

    found = in_two_passes(
        searched, lambda groups: seen(groups).rules.explained(),
        accounts=len(shares.accounts), least=least,
    )  # fmt: skip
    told, small, loose = [], 0, 0
    for groups, counts in found:
        part = parts.get(groups.nth_pass) or seen(groups)
        large = part.seen.accounts >= told_from
        told += [_found(shares, part, int(g)) for g in np.flatnonzero(counts & large)]
        small += int((counts & ~large).sum())
        # Pairs that lie between groups belong to none.
        loose = int(((groups.of < 0) & (groups.pairs.q <= groups.alpha)).sum())
    told.sort(key=lambda f: (f.grade == NOT_ENOUGH, -f.accounts, f.key))
    return Picture(shares, searched, tuple(told), small, loose)


def _found(shares: Shares, part: Part, g: int) -> Found:
    verdicts = part.rules.verdicts(g)
    names = shares.accounts.take(pa.array(part.seen.member[part.members_of(g)])).to_pylist()
    key = digest_uuid("group", *names).hex[:8]
    return Found(part, g, key, verdicts, graded(part.seen, g, verdicts))


def graded(seen: Measured, g: int, verdicts: tuple[Verdict, ...]) -> str:
    """How much is left of a group when its explanations are weighed.

    Never strong: all of it is one kind of trace, and strong needs several independent ones.
    """
    statuses = {v.explanation: v.status for v in verdicts}
    if "supported" in statuses.values():
        return NOT_ENOUGH
    accounts, objects, pairs = int(seen.accounts[g]), int(seen.objects[g]), int(seen.pairs[g])
    is_thin = (
        accounts < FEWEST_ACCOUNTS
        or objects < FEWEST_OBJECTS
        or int(seen.sittings[g]) < FEWEST_SITTINGS
        or 200 * pairs < DENSE * accounts * (accounts - 1)
    )
    is_open = "plausible" in statuses.values() or any(
        statuses[e] == "not_examined" for e in BY_RECORD
    )
    return WEAK if is_thin or is_open else MODERATE
