"""Cells in a filled relation that cannot be kept, and their records with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.engine.staged import Refusal
from actaverba.readers.filling import MOST_REFUSED, Relation
from actaverba.readers.lines import RAW_LIMIT, raw

if TYPE_CHECKING:
    import duckdb

# Code, condition, message, cure.
_TOO_LONG = (
    ("cell_too_long", "strlen({cell}) > {limit}", "the cell is longer than {limit} bytes",
     "Shorten it."),
)  # fmt: skip
_ZERO = (
    ("zero_byte", "contains({cell}, chr(0))", "the cell holds a zero byte, which no text can",
     "Take it out."),
)  # fmt: skip


def count(con: duckdb.DuckDBPyConnection, relation: Relation) -> int:
    counted = sql.row(con, f"select count(*) from {sql.name(relation.rows)}")
    assert counted is not None
    return int(counted[0])


def refuse(
    con: duckdb.DuckDBPyConnection, relation: Relation, line: Callable[[int], int], *,
    limit: int, zeros: bool,
) -> list[Refusal]:  # fmt: skip
    """Take out the records with a cell that is too long or holds a zero character.

    `line` gives the line for a rowid; zero characters are looked for if `zeros`.
    """
    rows = sql.name(relation.rows)
    refused: dict[int, Refusal] = {}
    for code, condition, message, cure in _TOO_LONG + (_ZERO if zeros else ()):
        cells = {h: condition.format(cell=sql.name(h), limit=limit) for h in relation.headers}
        for header in _with_any(con, rows, cells):
            found = con.execute(
                f"select rowid, left({sql.name(header)}, {RAW_LIMIT}) from {rows}"
                f" where {cells[header]} limit {MOST_REFUSED + 1}"
            ).fetchall()
            for record, cell in found:
                refusal = Refusal(
                    line(record), header, code, message.format(limit=limit), cure, raw(cell)
                )
                refused.setdefault(record, refusal)
    if refused:
        con.execute(f"delete from {rows} where rowid in (select unnest(?))", [list(refused)])
    return list(refused.values())


def _with_any(con: duckdb.DuckDBPyConnection, rows: str, cells: dict[str, str]) -> list[str]:
    """The headers for which the condition holds somewhere; one look through the rows."""
    any_of = ", ".join(f"coalesce(bool_or({condition}), false)" for condition in cells.values())
    answer = sql.row(con, f"select {any_of} from {rows}")
    assert answer is not None
    return [header for header, holds in zip(cells, answer, strict=True) if holds]
