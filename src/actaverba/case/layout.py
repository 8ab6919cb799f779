"""How a case lies in its file: the tables, and the views that every connection adds.

Views are made anew on each connection and never stored: what a case holds is plain
tables, so that a case from elsewhere can bring nothing that runs.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.vocabulary.manifest import Manifest, ResultTable
from actaverba.vocabulary.schema import Table, tables

if TYPE_CHECKING:
    import duckdb

RESULT_TYPES = {
    "text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "flag": "BOOLEAN",
}  # fmt: skip


def create_sql(name: str, columns: list[tuple[str, str]]) -> str:
    inside = ", ".join(f"{sql.name(c)} {kind}" for c, kind in columns)
    return f"create table {sql.name(name)} ({inside})"


def create(con: duckdb.DuckDBPyConnection) -> None:
    """The empty tables of a new case."""
    for table in tables().values():
        con.execute(create_sql(table.name, table.stored()))


@cache
def row_tables() -> tuple[Table, ...]:
    return tuple(t for t in tables().values() if t.kind != "program")


def current(table: str) -> str:
    """The name of the view of a table's current rows."""
    return f"current_{table}"


def add_views(con: duckdb.DuckDBPyConnection) -> None:
    """Views of the current rows: read, not superseded, not forgotten."""
    for table in row_tables():
        con.execute(f"""
            create or replace temp view {current(table.name)} as
            select r.* from {sql.name(table.name)} r
            anti join (select row_id, row_hash from superseded
                       where table_name = {sql.text(table.name)}) gone
            using (row_id, row_hash)
        """)


def result_table(method: Manifest, result: ResultTable) -> str:
    return f"result_{method.function}_{result.name}"


def result_columns(result: ResultTable) -> list[tuple[str, str]]:
    declared = [(c["name"], RESULT_TYPES[c["type"]]) for c in result.columns]
    return [("run", "UUID"), ("place", "BIGINT"), *declared]
