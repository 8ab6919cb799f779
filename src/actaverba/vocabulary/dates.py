"""Dates in the precision of their source: `2025`, `2025-05`, `2025-05-29` (ISO 8601).

Inside the case a date is the first and the last day it may mean, and its precision. The
rule stands here twice, as a function and as SQL for DuckDB; a test holds the two together.
Years run from 0001 to 9999, proleptic Gregorian; there is no year 0.
"""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date
from typing import Literal, NamedTuple

from actaverba.errors import InputError
from actaverba.vocabulary.nearest import shown

Precision = Literal["day", "month", "year"]

SHAPE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
CURE = "Write YYYY-MM-DD, YYYY-MM or YYYY, as precise as the source, or leave it empty."
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\.?", re.ASCII)


class Span(NamedTuple):
    """The days that a date may mean."""

    earliest: date
    latest: date
    precision: Precision


def span(text: str) -> Span:
    """The days that a date may mean; refuses what is no date.

    >>> span("2024-02")
    Span(earliest=datetime.date(2024, 2, 1), latest=datetime.date(2024, 2, 29), precision='month')
    """
    trouble = _trouble(text)
    if trouble:
        raise InputError(f"{shown(text)} is not a date: {trouble}", cure=cure(text))
    year, *rest = (int(part) for part in text.split("-"))
    match rest:
        case [month, day]:
            return Span(date(year, month, day), date(year, month, day), "day")
        case [month]:
            return Span(date(year, month, 1), date(year, month, _days(year, month)), "month")
        case _:
            return Span(date(year, 1, 1), date(year, 12, 31), "year")


def is_date(text: str) -> bool:
    return not _trouble(text)


def _trouble(text: str) -> str:
    """Why a text is no date; empty when it is one."""
    if not re.fullmatch(SHAPE, text):
        return "it has another shape"
    year, *rest = (int(part) for part in text.split("-"))
    if year == 0:
        return "there is no year 0"
    if rest and not 1 <= rest[0] <= 12:
        return f"there is no month {rest[0]}"
    if len(rest) == 2 and not 1 <= rest[1] <= _days(year, rest[0]):
        return f"{text[:7]} has {_days(year, rest[0])} days"
    return ""


def _days(year: int, month: int) -> int:
    return (31, 28 + isleap(year), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def cure(text: str) -> str:
    """What to write instead; a date with the day first is turned round where that is safe.

    >>> cure("29.5.2025")
    'Write 2025-05-29.'
    """
    found = _DAY_FIRST.fullmatch(text)
    if found:
        day, month, year = (int(part) for part in found.groups())
        turned = f"{year:04d}-{month:02d}-{day:02d}"
        if day > 12 and is_date(turned):
            return f"Write {turned}."
    return CURE


def valid_sql(expr: str) -> str:
    """Whether a text expression is a date, as DuckDB SQL; null where the text is null."""
    text = f"({expr})"
    first_day = f"{text} || '-01-01'[length({text}) - 3:]"
    return (
        f"(case when {text} is not null then"
        f" regexp_full_match({text}, '{SHAPE}') and {text} not like '0000%'"
        f" and try_cast({first_day} as date) is not null end)"
    )


def parts_sql(expr: str) -> tuple[str, str, str]:
    """`earliest`, `latest` and `precision` of a text expression, as DuckDB SQL.

    All three are null where the text is null or no date.
    """
    text = f"({expr})"
    day, month, first, last = (
        f"try_cast({text} || '{rest}' as date)" for rest in ("", "-01", "-01-01", "-12-31")
    )
    return (
        _by_precision(text, day, month, first),
        _by_precision(text, day, f"last_day({month})", last),
        _by_precision(text, "'day'", "'month'", "'year'"),
    )


def _by_precision(text: str, day: str, month: str, year: str) -> str:
    by_length = f"case length({text}) when 10 then {day} when 7 then {month} else {year} end"
    return f"case when {valid_sql(text)} then {by_length} end"
