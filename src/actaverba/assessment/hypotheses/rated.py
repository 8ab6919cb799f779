"""Which rating counts: the latest of each person for each hypothesis and each item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from actaverba.methods.counting import Row, grouped, text

LONG_AGO = date(1, 1, 1)
Pair = tuple[str, str, str]
"""Evidence, hypothesis, and who rated."""


@dataclass(frozen=True)
class Rated:
    """The letters that count, by pair; the ratings that a later one replaced, each with the
    letter that did; and the pairs for which it cannot be told which letter is the later."""

    letters: Mapping[Pair, str]
    older: tuple[tuple[Row, str], ...] = ()
    unsettled: tuple[Pair, ...] = ()

    def raters(self) -> list[str]:
        return sorted({by for _, _, by in self.letters})


def rated(ratings: Iterable[Row]) -> Rated:
    """The ratings that count.

    Of several by one person for one pair the highest revision counts, of these the latest
    date; an undated one is older than a dated one. Where that leaves different letters, none
    of them counts.
    """
    letters: dict[Pair, str] = {}
    older: list[tuple[Row, str]] = []
    unsettled: list[Pair] = []
    for pair, group in grouped(ratings, pair_of).items():
        last = latest(group)
        found = {text(row, "rating") for row in last}
        if len(found) > 1:
            unsettled.append(pair)
            continue
        letters[pair] = text(last[0], "rating")
        kept = {str(row["row_id"]) for row in last}
        older += [(row, letters[pair]) for row in group if str(row["row_id"]) not in kept]
    return Rated(letters, tuple(sorted(older, key=_place)), tuple(unsettled))


def pair_of(row: Row) -> Pair:
    return text(row, "evidence"), text(row, "hypothesis"), text(row, "by")


def latest(group: Sequence[Row]) -> list[Row]:
    """The ratings of one pair that no other is later than."""
    top = max(row.get("revision") or 0 for row in group)
    of_top = [row for row in group if (row.get("revision") or 0) == top]
    newest = max(row.get("at_earliest") or LONG_AGO for row in of_top)
    return sorted(
        (row for row in of_top if (row.get("at_latest") or LONG_AGO) >= newest),
        key=lambda row: str(row["row_id"]),
    )


def _place(entry: tuple[Row, str]) -> tuple[str, ...]:
    row, _ = entry
    return (*pair_of(row), text(row, "at"), str(row["row_id"]))
