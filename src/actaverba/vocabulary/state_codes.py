"""States by code and by day: ISO 3166 alpha-3, with states that are gone since 1945.

`data/states.csv`: `from` and `to` are the first and last day on which a code stands for a
state (empty: before 1945, or still). `continues` names the code whose seat the state took
over; `part_of` the code under which ISO 3166 counted its land before, which says nothing
of who held it by right. `XKX` is user-assigned and `YAR` is not in ISO 3166.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from actaverba.errors import InputError, UnknownCode
from actaverba.vocabulary.nearest import did_you_mean, shown

FILE = Path(__file__).parent / "data" / "states.csv"


@dataclass(frozen=True)
class State:
    """One code. `cow`: numbers of the Correlates of War project for the same state."""

    code: str
    alpha2: str
    numeric: str
    cow: tuple[int, ...]
    first: date | None
    last: date | None
    continues: str
    part_of: str

    def stands_on(self, day: date) -> bool:
        after = self.first is None or self.first <= day
        return after and (self.last is None or day <= self.last)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def states() -> dict[str, State]:
    """All states and territories that have a code, by code."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        found = [
            State(
                code=row["code"],
                alpha2=row["alpha2"],
                numeric=row["numeric"],
                cow=tuple(int(n) for n in row["cow"].split(";") if n),
                first=_day(row["from"]),
                last=_day(row["to"]),
                continues=row["continues"],
                part_of=row["part_of"],
            )
            for row in csv.DictReader(lines)
        ]
    return {s.code: s for s in found}


def state(code: str) -> State:
    """One state, by code."""
    if code not in states():
        raise UnknownCode(
            f"{shown(code)} is not the code of a state",
            cure=f"{did_you_mean(code, states())}Write ISO 3166 alpha-3.",
        )
    return states()[code]


def on_day(code: str, day: date) -> str:
    """The code that the same state has on a day: YUG, SCG, SRB follow each other.

    Raises InputError when the state does not stand on that day and continues no other.

    >>> on_day("SRB", date(1999, 3, 24)), on_day("SUN", date(1999, 3, 24))
    ('YUG', 'RUS')
    """
    asked = state(code)
    if asked.stands_on(day):
        return code
    if asked.first is not None and day < asked.first:
        return _before(asked, asked.first, day)
    later = [s.code for s in states().values() if s.continues == code]
    if later:
        return on_day(later[0], day)
    parts = [s.code for s in states().values() if s.part_of == code and s.stands_on(day)]
    raise InputError(
        f"{code} ended on {asked.last}, before {day}",
        cure=f"Write {' or '.join(parts) or 'the state that its land belongs to now'}.",
    )


def _before(asked: State, first: date, day: date) -> str:
    if asked.continues:
        return on_day(asked.continues, day)
    if not asked.part_of:
        return asked.code
    whole = on_day(asked.part_of, day)
    raise InputError(
        f"{asked.code} begins on {first}, after {day}",
        cure=f"On that day ISO 3166 counted it under {whole}; write {whole} or {whole}:name.",
    )


def by_cow(number: int, day: date) -> str:
    """The code behind a Correlates of War number on a day.

    >>> by_cow(345, date(2025, 1, 1)), by_cow(345, date(1990, 1, 1))
    ('SRB', 'YUG')
    """
    fitting = [s for s in states().values() if number in s.cow and s.stands_on(day)]
    if not fitting:
        raise UnknownCode(
            f"no state has the Correlates of War number {number} on {day}",
            cure="Look at the number and the day.",
        )
    # A state that ends is the narrower answer: 816 is VDR before it is VNM.
    return min(fitting, key=lambda s: (s.last is None, s.code)).code
