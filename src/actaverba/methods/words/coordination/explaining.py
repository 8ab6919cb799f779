"""Innocent explanations of a group: rules on what is known, and how much is known.

A rule is supported where it holds for what is known of at least a third (and of two things),
ruled out only where it would fail whatever the unknown rest is, and not examined where the
record does not decide. Thresholds are those of the methods note and were set before any
run; they are printed with each verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from actaverba.case.finding import Innocent
from actaverba.methods.counting import innocent
from actaverba.methods.words.coordination.groups import Groups
from actaverba.methods.words.coordination.measuring import Measured, Top
from actaverba.methods.words.coordination.shares import Shares

Status = Literal["supported", "plausible", "ruled_out", "not_examined"]

# In per cent of all, so that no rounding decides.
OWNER = 80
AUTOMATION = 70
OUTLETS = 70
DOMAIN = 70
AUTHOR = 70
SOON = 70
AT_FIRST = 90
SCHEDULED = 60
LED = 90
# From here on the record of a part speaks for the whole.
KNOWN = 33
FEWEST_KNOWN = 2
# Where more shares than this lie in the first seconds of a minute, times are given to the minute.
TO_THE_MINUTE = 50


@dataclass(frozen=True)
class Verdict:
    """One explanation of one group: `fits` of `known` things fit it, of `of` in all; from
    `least` per cent on it holds. `what` names what they have in common."""

    explanation: str
    status: Status
    message: str
    fits: int
    known: int
    of: int
    least: int
    what: str | None = None
    params: dict[str, Any] = field(default_factory=dict)

    def innocent(self) -> Innocent:
        shown = {"fits": self.fits, "known": self.known, "of": self.of, "least": self.least}
        return innocent(
            self.explanation, self.status, method="coordination",
            message=f"innocent.{self.message}", **shown, **self.params,
        )  # fmt: skip


def judged(fits: int, known: int, of: int, *, least: int) -> Status:
    """How a rule stands that holds from `least` per cent of `of` things on.

    >>> judged(3, 3, 5, least=80), judged(1, 3, 5, least=80), judged(1, 1, 5, least=80)
    ('supported', 'ruled_out', 'not_examined')
    """
    if 100 * (fits + of - known) < least * of:
        return "ruled_out"
    if known < FEWEST_KNOWN or 100 * fits < least * known:
        return "not_examined"
    return "supported" if 100 * known >= KNOWN * of else "plausible"


class Rules:
    """The rules, for the groups of one pass."""

    def __init__(self, shares: Shares, groups: Groups, seen: Measured) -> None:
        self.groups = groups
        self.seen = seen
        on = int((shares.t % 60 <= 2).sum())
        self.is_to_the_minute = 100 * on >= TO_THE_MINUTE * max(shares.t.size, 1)

    def verdicts(self, g: int) -> tuple[Verdict, ...]:
        """All explanations of a group, in the order of the issue."""
        rules: tuple[Callable[[int], Verdict], ...] = (
            self._owner, self._automation, self._wire, self._audience, self._scheduling,
            self._follower, self._own_speed, self._template, self._activism,
        )  # fmt: skip
        return tuple(rule(g) for rule in rules)

    def explained(self) -> NDArray[np.bool_]:
        """Which groups have an explanation that is supported."""
        return np.array(
            [
                any(v.status == "supported" for v in self.verdicts(g))
                for g in range(len(self.groups))
            ],
            bool,
        )

    def _owner(self, g: int) -> Verdict:
        return _of_top("single_feed", "owner", self.seen.owners, g, OWNER)

    def _automation(self, g: int) -> Verdict:
        return _of_top("benign_automation", "automation", self.seen.automation, g, AUTOMATION)

    def _wire(self, g: int) -> Verdict:
        """Outlets that pass on items of one domain. An account that is not known to be an
        outlet's is unknown, never none: the record has no word for it."""
        outlets, domains = self.seen.outlets, self.seen.domains
        of_domain = _status(domains, g, DOMAIN)
        known = int(outlets.known[g])
        if 100 * known >= OUTLETS * outlets.of[g] or 2 * known >= max(outlets.of[g], 4):
            of_outlets: Status = "supported"
        else:
            of_outlets = "plausible" if known >= FEWEST_KNOWN else "not_examined"
        status = _both(of_outlets, of_domain)
        return Verdict(
            "syndicated_wire", status, "wire" if status != "not_examined" else "wire.open",
            int(domains.fits[g]), int(domains.known[g]), int(domains.of[g]), DOMAIN,
            domains.name[g], {"outlets": known, "accounts": int(outlets.of[g])},
        )  # fmt: skip

    def _audience(self, g: int) -> Verdict:
        """One author, and shares soon after publication. Where publication is not known the
        first share stands for it, which can only make a share look sooner."""
        authors, met, soon = self.seen.authors, int(self.seen.met[g]), int(self.seen.met_soon[g])
        status = _status(authors, g, AUTHOR)
        if status in ("supported", "plausible") and 100 * soon < SOON * met:
            status = "plausible"
        return Verdict(
            "audience", status, "author" if status != "not_examined" else "author.open",
            int(authors.fits[g]), int(authors.known[g]), int(authors.of[g]), AUTHOR,
            authors.name[g],
            {"soon": soon, "met": met, "published": int(self.seen.published_known[g])},
        )  # fmt: skip

    def _scheduling(self, g: int) -> Verdict:
        met, on = int(self.seen.met[g]), int(self.seen.met_round[g])
        if self.is_to_the_minute:
            return Verdict("scheduling", "not_examined", "scheduling.open", on, 0, met, SCHEDULED)
        status = judged(on, met, met, least=SCHEDULED)
        return Verdict("scheduling", status, "scheduling", on, met, met, SCHEDULED)

    def _follower(self, g: int) -> Verdict:
        """One comes first nearly always. Of two accounts that is following; of more it may as
        well be a signal that all wait for."""
        led, of = int(self.seen.led[g]), int(self.seen.objects[g])
        status = judged(led, of, of, least=LED)
        if status == "supported" and self.seen.accounts[g] > 2:
            status = "plausible"
        return Verdict("follower", status, "follower", led, of, of, LED)

    def _own_speed(self, g: int) -> Verdict:
        """Decided pair by pair by the second test; or by the group, where its meetings come soon
        after publication: what accounts share besides blurs their speed for the test. Ruled out
        only where it is known when most of the objects were published."""
        survive, pairs = int(self.seen.surviving[g]), int(self.seen.pairs[g])
        known, of = int(self.seen.published_known[g]), int(self.seen.objects[g])
        is_known = judged(known, of, of, least=KNOWN) == "supported"
        soon, met, least = int(self.seen.met_reacting[g]), int(self.seen.met_known[g]), SOON
        if not is_known:
            # Counted since the first share, which may be one of theirs.
            soon, met, least = int(self.seen.met_soon[g]), int(self.seen.met[g]), AT_FIRST
        status: Status
        if self.groups.is_reaction[g]:
            status, message = "supported", "speed"
        elif 100 * soon >= least * met:
            status, message = "supported", "speed.soon" if is_known else "speed.first"
        elif 2 * known >= of:
            status, message = "ruled_out", "speed.not"
        else:
            status, message = "not_examined", "speed.open"
        params = {"survive": survive, "pairs": pairs, "soon": soon, "met": met}
        return Verdict(
            "own_speed", status, message, pairs - survive, known, of, 0, None, params
        )  # fmt: skip

    def _template(self, g: int) -> Verdict:
        of = int(self.seen.objects[g])
        return Verdict("template", "not_examined", "template.open", 0, 0, of, 0)

    def _activism(self, g: int) -> Verdict:
        of = int(self.seen.accounts[g])
        return Verdict("lawful_activism", "not_examined", "activism.open", 0, 0, of, 0)


def _status(top: Top, g: int, least: int) -> Status:
    return judged(int(top.fits[g]), int(top.known[g]), int(top.of[g]), least=least)


def _of_top(explanation: str, message: str, top: Top, g: int, least: int) -> Verdict:
    status = _status(top, g, least)
    return Verdict(
        explanation, status, message if status != "not_examined" else f"{message}.open",
        int(top.fits[g]), int(top.known[g]), int(top.of[g]), least, top.name[g],
    )  # fmt: skip


def _both(one: Status, other: Status) -> Status:
    """Two conditions of one rule: as far as the weaker of them is known."""
    for status in ("ruled_out", "not_examined", "plausible"):
        if status in (one, other):
            return status
    return "supported"
