"""Which rating counts: the latest of each person for each hypothesis and each item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from actaverba.vocabulary.dates import is_date, span

Row = Mapping[str, Any]
LONG_AGO = date(1, 1, 1)
Pair = tuple[str, str, str]
"""Evidence, hypothesis, and who rated."""


@dataclass(frozen=True)
class Rated:
    """The ratings that count, by pair; those that a later one replaced, each with the letter
    that did; and the pairs for which it cannot be told which letter is the later."""

    last: Mapping[Pair, Row]
    older: tuple[tuple[Row, str], ...] = ()
    unsettled: tuple[Pair, ...] = ()

    @property
    def letters(self) -> dict[Pair, str]:
        return {pair: text(row, "rating") for pair, row in self.last.items()}

    def raters(self) -> list[str]:
        return sorted({by for _, _, by in self.last})


def rated(ratings: Iterable[Row]) -> Rated:
    """The ratings that count.

    Of several by one person for one pair the highest revision counts, of these the latest
    date; an undated one is older than a dated one. Where that leaves different letters, none
    of them counts.
    """
    groups: dict[Pair, list[Row]] = {}
    for row in ratings:
        groups.setdefault(pair_of(row), []).append(row)
    last: dict[Pair, Row] = {}
    older: list[tuple[Row, str]] = []
    unsettled: list[Pair] = []
    for pair in sorted(groups):
        newest = latest(groups[pair])
        if len({text(row, "rating") for row in newest}) > 1:
            unsettled.append(pair)
            continue
        last[pair] = newest[-1]
        kept = [id(row) for row in newest]
        older += [(r, text(newest[-1], "rating")) for r in groups[pair] if id(r) not in kept]
    return Rated(last, tuple(sorted(older, key=lambda entry: _place(entry[0]))), tuple(unsettled))


def pair_of(row: Row) -> Pair:
    return text(row, "evidence"), text(row, "hypothesis"), text(row, "by")


def latest(group: Sequence[Row]) -> list[Row]:
    """The ratings of one pair that no other is later than."""
    top = max(map(revision, group))
    of_top = [row for row in group if revision(row) == top]
    newest = max(days(row)[0] for row in of_top)
    return sorted((row for row in of_top if days(row)[1] >= newest), key=_place)


def revision(row: Row) -> int:
    """The number of the revision; empty, as in what was written by hand, is none."""
    return int(row.get("revision") or 0)


def days(row: Row) -> tuple[date, date]:
    """The first and the last day on which it may have been given."""
    at = text(row, "at")
    if not is_date(at):
        return LONG_AGO, LONG_AGO
    given = span(at)
    return given.earliest, given.latest


def text(row: Row, column: str) -> str:
    return str(row.get(column) or "")


def _place(row: Row) -> tuple[str, ...]:
    return (*pair_of(row), text(row, "at"), text(row, "reason"), text(row, "row_id"))
