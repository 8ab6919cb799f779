"""Taking literal rows into a case, without the readers: what the tests of the case share."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actaverba.case import file, intake, keys
from actaverba.case.case import Case, new
from actaverba.engine import sql
from actaverba.engine.staged import Staged
from actaverba.engine.validate import Checked, check
from actaverba.vocabulary.schema import table as named

NOW = "2026-01-02T03:04:05Z"


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.case"
        new(made, clear_names=True, now=NOW)
        return made.read_bytes()


def empty(path: Path, *, clear_names: bool = True) -> Case:
    """An empty case; those with clear names are copies of one, which is quicker."""
    if not clear_names:
        return new(path, now=NOW)
    path.write_bytes(_empty())
    return Case(path)


def staged(con: Any, text: str, *, relation: str = "staged") -> Staged:
    """The cells of a CSV text as a reader would leave them."""
    records = list(csv.reader(io.StringIO(text)))
    headers = tuple(records[0])
    columns = ", ".join(f"{sql.name(h)} VARCHAR" for h in headers)
    con.execute(f"create or replace temp table {relation} (line BIGINT, {columns})")
    if records[1:]:
        con.executemany(
            f"insert into {relation} values ({', '.join('?' * (len(headers) + 1))})",
            [[n, *cells] for n, cells in enumerate(records[1:], start=2)],
        )
    return Staged(relation, headers)


def checked(
    con: Any, table: str, text: str, *, dataset: str = "d", key: bytes | None = None,
    known: Mapping[str, str] | None = None,
) -> Checked:  # fmt: skip
    return check(con, staged(con, text), named(table), dataset=dataset, known=known or {}, key=key)


def take(
    path: Path, table: str, text: str, *, name: str | None = None, dataset: str = "d",
    now: str = NOW,
) -> intake.Taken:  # fmt: skip
    """Take the rows of one CSV text into the case as the file `name`."""
    raw = text.encode()
    read = intake.FileRead(
        name=name or f"{table}.csv", dataset=dataset, table=table,
        sha256=hashlib.sha256(raw).hexdigest(), size=len(raw), format="csv", encoding="utf-8",
    )  # fmt: skip
    con = sql.workbench()
    made = checked(con, table, text, dataset=dataset, key=keys.key(path))
    with file.writing(path, bench=con) as case:
        return intake.Intake(case, now).rows(read, made)


def ids(case: Case, table: str, column: str = "id") -> list[str]:
    return list(case.table(table).column(column).to_pylist())


def tampered(path: Path, *statements: str) -> None:
    """Change a case by hand, as somebody with DuckDB would."""
    import duckdb

    with duckdb.connect(str(path)) as con:
        for statement in statements:
            con.execute(statement)
