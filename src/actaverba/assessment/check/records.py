"""A record beside a claim: an act with its reports, a figure with its rivals, a membership."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actaverba.assessment.check.claims import OUTSIDE, Claim
from actaverba.methods.counting import Row, text

SUPPORTS, CONTRADICTS = "supports", "contradicts"
UNSIGNED, OUT = "bears_on_unsigned", "outside_period"
RELATIONS = (SUPPORTS, CONTRADICTS, UNSIGNED, OUT)
FOR, AGAINST = "for", "against"
BOTH, ONLY_FOR, ONLY_AGAINST = "both", "only_for", "only_against"
# Whether anything supports a claim and whether anything contradicts it.
SIGNED = {(True, True): BOTH, (True, False): ONLY_FOR, (False, True): ONLY_AGAINST}
STATES = (BOTH, ONLY_FOR, ONLY_AGAINST, "unsigned", "silent", "cannot_settle")


@dataclass(frozen=True)
class Reading:
    """Which side of the predicate a record speaks for, and why, as a message of the manifest.

    `side` is empty where the record bears on the claim and no rule gives it a sign.
    """

    side: str
    reason: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """What one table says. `rows` are all its rows, those that match the claim first."""

    table: str
    name: str
    rows: tuple[Row, ...]
    date: str
    earliest: dt.date | None
    place: str
    reading: Reading
    label: str
    ties: tuple[str, str] = ("same", "same")
    sources: int = 0
    own_page: bool = False
    with_prices: bool = False

    @property
    def id(self) -> str:
        return text(self.rows[0], "id") if self.rows else self.name

    @property
    def ids(self) -> list[str]:
        return sorted(text(row, "id") for row in self.rows) or [self.name]

    def relation(self, claim: Claim) -> str:
        """What the record does to the claim as it was made.

        A denial is contradicted by what speaks for the thing denied, and supported by what
        speaks against it. That no record is found supports nothing.
        """
        if self.place == OUTSIDE:
            return OUT
        if not self.reading.side:
            return UNSIGNED
        return SUPPORTS if (self.reading.side == FOR) != claim.denied else CONTRADICTS


@dataclass(frozen=True)
class Checked:
    """A claim with its whole record, in the order of the dossier: by relation, date, name."""

    claim: Claim
    records: tuple[Record, ...]

    def of(self, relation: str) -> list[Record]:
        return [r for r in self.records if r.relation(self.claim) == relation]

    @property
    def state(self) -> str:
        """What the record as a whole is; never which side of it weighs more."""
        if self.cannot:
            return "cannot_settle"
        signed = (bool(self.of(SUPPORTS)), bool(self.of(CONTRADICTS)))
        if any(signed):
            return SIGNED[signed]
        return "unsigned" if self.of(UNSIGNED) else "silent"

    @property
    def cannot(self) -> str:
        """Why no record of this kind can settle the claim; empty where one can."""
        claim, predicate = self.claim, self.claim.known.predicate
        if claim.unmatched:
            return claim.unmatched
        if claim.rule.never:
            return f"never_{claim.rule.never}"
        bears = predicate.bears_on_deed_kinds or predicate.bears_on_indicators
        return "" if bears or claim.rule.registers else "nothing_bears"


def placed(claim: Claim, records: Sequence[Record]) -> Checked:
    def order(record: Record) -> tuple[Any, ...]:
        return (
            RELATIONS.index(record.relation(claim)),
            record.earliest is None,
            str(record.earliest),
            record.table,
            record.name,
            record.id,
        )

    return Checked(claim, tuple(sorted(records, key=order)))
