"""One cell changed by hand, behind the program's back: does `verify` name the row?"""

from __future__ import annotations

from collections.abc import Iterator

import actaverba
from actaverba.case.case import Case
from actaverba.case.layout import row_tables
from actaverba.engine import sql
from actaverba.vocabulary.schema import Table

NOW = "2026-01-03T00:00:00Z"


def tamper(case: Case, *, pick: int) -> Iterator[str]:
    """Change one text cell of one row, the `pick`-th that there is."""
    import duckdb

    with duckdb.connect(str(case.path)) as con:
        rows = [
            (table, row_id, label)
            for table in row_tables()
            for row_id, label in con.execute(
                f"select row_id, {sql.name(table.label)}::VARCHAR from {table.name} order by all"
            ).fetchall()
        ]
        if not rows:
            return
        table, row_id, label = rows[pick % len(rows)]
        column = sql.name(_column(table, pick))
        con.execute(
            f"update {table.name} set {column} = coalesce({column}, '') || 'x' where row_id = ?",
            [row_id],
        )
    named = [t.row for t in actaverba.verify(case, now=NOW).troubles if t.table == table.name]
    if not any(str(row_id)[:8] in row or (label and label in row) for row in named):
        yield f"verify does not name the row of {table.name} whose {column} was changed"


def _column(table: Table, pick: int) -> str:
    """A text column that does not name the row."""
    free = [c.name for c in table.columns if c.stored_as == "VARCHAR" and c.name != table.label]
    return free[pick % len(free)]
