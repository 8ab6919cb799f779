"""How a finding about items is put together: its count, its rows, its statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actaverba.case.finding import Evidence, Finding, Innocent
from actaverba.methods.counting import evidence, plain_count
from actaverba.methods.words.naming import full_name, short_name
from actaverba.methods.words.relay.items import Item

TABLE = "relays"


def called(statement: str, mine: Sequence[Item], *, in_full: bool = False) -> str:
    """How a sentence calls the statement that these items pass on."""
    row = mine[0].statement
    return full_name(statement, row) if in_full else short_name(statement, row)


def told_of(
    question: str, subject: str, message: str, counted: Sequence[Item], *,
    of: Sequence[Item], role: str = "counts", params: Mapping[str, Any] | None = None,
    innocent: tuple[Innocent, ...] = (), grade: str = "listed",
) -> Finding:  # fmt: skip
    """A plain count of items, with the items."""
    return plain_count(
        question, subject, message, len(counted), of=len(of), unit="ITEMS", params=params,
        evidence=rows(counted, role), innocent=innocent, grade=grade,
    )  # fmt: skip


def rows(items: Sequence[Item], role: str) -> tuple[Evidence, ...]:
    return evidence(TABLE, [item.row for item in items], role)


def said(mine: Sequence[Item], role: str) -> tuple[Evidence, ...]:
    """The row of the statement that all these items pass on."""
    row = mine[0].statement
    return evidence("statements", [row] if row is not None else [], role)
