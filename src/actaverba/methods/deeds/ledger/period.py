"""The period of the case: which acts are counted, and which stand beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from actaverba.methods.deeds.ledger.acts import Act
from actaverba.vocabulary.dates import span

INSIDE, BEFORE, AFTER, UNDATED = "inside", "before", "after", "undated"


@dataclass(frozen=True)
class Period:
    """First and last day that counts, as printed and as days; None is open."""

    first: dt.date | None
    last: dt.date | None
    first_text: str = ""
    last_text: str = ""

    @property
    def is_open(self) -> bool:
        return self.first is None and self.last is None

    def place(self, act: Act) -> str:
        """Where an act stands; one that may lie on either side of an end counts as inside."""
        if self.is_open:
            return INSIDE
        if not act.dates:
            return UNDATED
        when = act.dates[0]
        if self.first is not None and when["date_latest"] < self.first:
            return BEFORE
        if self.last is not None and when["date_earliest"] > self.last:
            return AFTER
        return INSIDE


def period(first: str, last: str, cut_off: str) -> Period:
    """From the texts of `case.toml`; what comes after the cut-off was not looked at.

    >>> period("2014", "2026", "2025-12-31").last_text
    '2025-12-31'
    """
    ends = [(span(text).latest, text) for text in (last, cut_off) if text]
    until, until_text = min(ends, default=(None, ""))
    return Period(span(first).earliest if first else None, until, first, until_text)
