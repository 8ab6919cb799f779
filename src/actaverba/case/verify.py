"""Whether a case holds what was read into it and computed from it, and nothing else.

It tells a change that was made by hand, and in which row. Whoever changes a row together
with all its digests is seen only by the digest of the whole, compared with one noted before,
or by an edition of the dossier from before.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.case import (
    chain,
    custody_verify,
    digests,
    file,
    seals,
    verify_books,
    verify_rows,
    verify_runs,
)
from actaverba.case.layout import row_tables
from actaverba.case.report import Report, Trouble
from actaverba.engine import sql

if TYPE_CHECKING:
    import duckdb

COUNTED = ("source", "refused", "superseded", "forgotten", "run", "finding", "evidence", "innocent",
           "judgement", "grade", "custody")  # fmt: skip


def verify(path: Path) -> Report:
    """Go through the whole case.

    It reads every row once or twice: about a second for a few hundred thousand. Raises
    CaseHostile or CaseError where the file is no case at all.
    """
    with file.reading(path) as con:
        troubles: list[Trouble] = []
        for table in row_tables():
            troubles += verify_rows.troubles(con, table)
        troubles += verify_books.troubles(con, path)
        troubles += verify_runs.troubles(con)
        troubles += chain.troubles(con)
        troubles += custody_verify.troubles(con, path)
        troubles += seals.troubles(con, troubles)
        return Report(
            ok=not troubles,
            digest=digests.of_case(con),
            checked=_counts(con),
            troubles=tuple(troubles),
            notes=(*verify_rows.dangling(con), *custody_verify.notes(con, path)),
        )


def _counts(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows were looked at: those that were read, and those of each book."""
    rows = " + ".join(f"(select count(*) from {sql.name(t.name)})" for t in row_tables())
    books = ", ".join(f"(select count(*) from {name})" for name in COUNTED)
    found = sql.row(con, f"select {rows}, {books}")
    assert found is not None
    return dict(zip(("rows", *COUNTED), found, strict=True))
