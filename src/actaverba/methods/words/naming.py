"""How sentences name a statement: its id, and what a reader needs to know it by."""

from __future__ import annotations

from actaverba.methods.counting import Row, text
from actaverba.vocabulary.printing import date


def short_name(statement: str, row: Row | None) -> str:
    """The id with the day of the statement, where that is coded.

    >>> short_name("S1", {"date": "2025-05-29", "speaker": "A ministry"}), short_name("S1", None)
    ('S1 (29 May 2025)', 'S1')
    """
    return _named(statement, [date(text(row, "date"))] if row and text(row, "date") else [])


def full_name(statement: str, row: Row | None) -> str:
    """The id with who said it and when, as far as they are coded.

    >>> full_name("S1", {"date": "2025-05-29", "speaker": "A ministry"})
    'S1 (A ministry, 29 May 2025)'
    """
    if row is None:
        return statement
    known = [text(row, "speaker"), date(text(row, "date")) if text(row, "date") else ""]
    return _named(statement, [part for part in known if part])


def _named(statement: str, known: list[str]) -> str:
    return f"{statement} ({', '.join(known)})" if known else statement


def spoken(label: str) -> str:
    """The name of a field as words.

    >>> spoken("total_value (EUR)")
    'total value (EUR)'
    """
    return label.replace("_", " ")
