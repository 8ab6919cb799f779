"""Trade before and after a date: where each figure stands, and what can be compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from actaverba.methods.counting import grouped, text
from actaverba.methods.deeds.figures import (
    DOWN,
    OVERLAP,
    UP,
    Figure,
    change,
    hull,
    moves_with_prices,
)

BEFORE, AFTER, ACROSS, UNDATED = "before", "after", "across", "undated"
GROWTH = "trade_growth"


@dataclass(frozen=True)
class Since:
    """The date between before and after: the days that it may mean, and where it comes from."""

    earliest: dt.date
    latest: dt.date
    printed: str
    basis: str


@dataclass(frozen=True)
class Comparison:
    """Figures of one source for like periods before and after; rivals stand together."""

    before: tuple[Figure, ...]
    after: tuple[Figure, ...]

    @property
    def went(self) -> str:
        before, after = hull(self.before), hull(self.after)
        return change(before, after) if before and after else OVERLAP

    @property
    def with_prices(self) -> bool:
        return moves_with_prices(self.after[0].unit)


def place(figure: Figure, since: Since | None) -> str:
    """Before, after, or across the date; what the date itself may hold is across it."""
    if since is None or (figure.first is None and figure.last is None):
        return UNDATED
    if figure.last is not None and figure.last < since.earliest:
        return BEFORE
    after = figure.first is not None and (
        figure.first > since.latest or figure.first == since.earliest == since.latest
    )
    if after:
        return AFTER
    return ACROSS if figure.first is not None and figure.last is not None else UNDATED


def comparisons(figures: Sequence[Figure], since: Since | None) -> list[Comparison]:
    """Every period after the date beside the last comparable period before it.

    Rates of growth are comparisons already, each with its own base, and are left out.
    """
    if since is None:
        return []
    levels = [f for f in figures if f.alike and text(f.row, "indicator") != GROWTH]
    made = []
    for alike in grouped(levels, lambda f: str(f.alike)).values():
        before = [f for f in alike if place(f, since) == BEFORE]
        last = max((f.first for f in before if f.first), default=None)
        base = tuple(f for f in before if f.first == last)
        after = grouped((f for f in alike if place(f, since) == AFTER), lambda f: f.first)
        made += [Comparison(base, tuple(group)) for group in after.values() if base]
    return made


def growth(figures: Sequence[Figure], since: Since | None) -> dict[str, list[Figure]]:
    """Rates of growth for periods after the date, by what they say."""
    found: dict[str, list[Figure]] = {UP: [], DOWN: [], OVERLAP: []}
    for figure in figures:
        if text(figure.row, "indicator") == GROWTH and place(figure, since) == AFTER:
            found[says(figure)].append(figure)
    return found


def says(figure: Figure) -> str:
    """Which way a rate of growth points."""
    if figure.ends is None:
        return OVERLAP
    low, high = figure.ends
    return UP if low > 0 else DOWN if high < 0 else OVERLAP


def why_not(figures: Sequence[Figure], since: Since | None) -> str:
    """Why nothing can be compared; only asked where nothing is."""
    if not figures:
        return "no_figures"
    if since is None:
        return "no_date_of_sanctions"
    places = {place(f, since) for f in figures if text(f.row, "indicator") != GROWTH}
    if not places:
        return "only_rates_of_growth"
    if BEFORE not in places:
        return "no_figure_before" if AFTER in places else "no_figure_before_or_after"
    return "no_figure_after" if AFTER not in places else "no_comparable_pair"
