"""Figures of a period: which are rivals, which can be compared, and which way they differ.

Everything is read from the coded rows. A figure has a source: who counted, or, where the
row does not say, the host of its page. Two figures can be compared when they count the same
thing between the same parties, by the same source, in the same unit, over periods of equal
length that begin and end on the same days of the year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from actaverba.methods.counting import Row, grouped, text
from actaverba.methods.deeds.ledger.acts import source as host_of

UP, DOWN, OVERLAP = "up", "down", "overlap"


@dataclass(frozen=True)
class Figure:
    """One row of `series`."""

    row: Row

    @property
    def id(self) -> str:
        return text(self.row, "id")

    @property
    def state(self) -> str:
        return text(self.row, "state")

    @property
    def counterpart(self) -> str:
        return text(self.row, "counterpart")

    @property
    def flow(self) -> str:
        return text(self.row, "flow")

    @property
    def unit(self) -> str:
        return text(self.row, "unit")

    @property
    def first(self) -> dt.date | None:
        found: dt.date | None = self.row["from_earliest"]
        return found

    @property
    def last(self) -> dt.date | None:
        found: dt.date | None = self.row["to_latest"]
        return found

    @property
    def ends(self) -> tuple[float, float] | None:
        """The interval that the printed number stands for; None where there is no number."""
        low, high = self.row["interval_low"], self.row["interval_high"]
        return None if low is None or high is None else (low, high)

    @property
    def source(self) -> str:
        """Who counted, or the host of the page; empty where neither is known."""
        return text(self.row, "reporter").casefold() or host_of(self.row)

    @property
    def quantity(self) -> tuple[str, ...]:
        """What is counted: rivals share it, whoever counted and in whatever unit."""
        return (*self._thing, text(self.row, "from"), text(self.row, "to"))

    @property
    def _thing(self) -> tuple[str, ...]:
        return tuple(
            text(self.row, name)
            for name in ("state", "counterpart", "indicator", "commodity", "flow")
        )

    @property
    def alike(self) -> tuple[object, ...] | None:
        """What comparable figures share; None where the period or the source is unknown."""
        if self.first is None or self.last is None or not self.source or self.ends is None:
            return None
        # The last day of February is the same day of the year in leap years.
        end = (2, 28) if (self.last.month, self.last.day) == (2, 29) else None
        days = (self.first.month, self.first.day, end or (self.last.month, self.last.day))
        years = self.last.year - self.first.year
        return (*self._thing, self.unit, self.source, days, years)

    @property
    def printed(self) -> str:
        """The number as coded, with its unit, for a sentence."""
        from actaverba.vocabulary.printing import number

        if self.row["value"] is not None:
            says = number(float(self.row["value"]))
        elif self.ends:
            says = f"{number(self.ends[0])}–{number(self.ends[1])}"
        else:
            says = "no number"
        return f"{says} {self.unit}".strip()

    @property
    def period(self) -> str:
        """The period as coded, for a sentence."""
        ends = [text(self.row, "from") or "?", text(self.row, "to") or "?"]
        return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def figures(rows: Iterable[Row]) -> list[Figure]:
    return [Figure(row) for row in rows]


def rivals(known: Iterable[Figure]) -> list[list[Figure]]:
    """The figures by what they count: those of one quantity stand together."""
    return list(grouped(known, lambda figure: figure.quantity).values())


def earlier(figure: Figure, known: Iterable[Figure]) -> list[Figure]:
    """The last comparable figures that begin before this one; of one source, all rivals."""
    alike, first = figure.alike, figure.first
    if alike is None or first is None:
        return []
    before = [f for f in known if f.alike == alike and f.first is not None and f.first < first]
    last = max((f.first for f in before if f.first), default=None)
    return [f for f in before if f.first == last]


def hull(known: Sequence[Figure]) -> tuple[float, float] | None:
    """The interval that holds all of them."""
    ends = [figure.ends for figure in known if figure.ends]
    return (min(e[0] for e in ends), max(e[1] for e in ends)) if ends else None


def change(before: tuple[float, float], after: tuple[float, float]) -> str:
    """Up or down, or overlap where the intervals do not tell.

    >>> change((1, 2), (3, 3)), change((1, 2), (1.5, 1.5))
    ('up', 'overlap')
    """
    if after[0] > before[1]:
        return UP
    return DOWN if after[1] < before[0] else OVERLAP


def moves_with_prices(unit: str) -> bool:
    """Whether the unit is a currency, or begins with one: a change may be one of prices.

    >>> moves_with_prices("EUR"), moves_with_prices("PCT")
    (True, False)
    """
    return unit.partition("_")[0] in _currencies()


@cache
def _currencies() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").currencies)
