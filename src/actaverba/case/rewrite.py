"""A case made anew, so that nothing is left in its file of what was erased."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.case import leftovers
from actaverba.case.layout import create_sql
from actaverba.engine import sql

if TYPE_CHECKING:
    import duckdb

BATCH = 100_000


def put_in_place(con: duckdb.DuckDBPyConnection, path: Path, *, block: str) -> None:
    """Write all that `con` sees into a new file, and put that in the place of the case.

    Until the last step the case is as it was; a process that is killed leaves the old file
    or the new one. `con` holds the case for writing meanwhile.
    """
    import duckdb

    making = leftovers.making(path)
    with duckdb.connect(str(making), config=sql.SEALED | {"default_block_size": block}) as fresh:
        fresh.execute("begin")
        for name, columns in _tables(con).items():
            _copy(con, fresh, name, columns)
        fresh.execute("commit")
    os.chmod(making, path.stat().st_mode & 0o777)
    _to_disk(making)
    os.replace(making, path)
    _to_disk(path.parent)


def _tables(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str]]]:
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in con.execute(
        "select table_name, column_name, data_type from duckdb_columns()"
        " where not internal and database_name = current_database() and table_name in"
        " (select table_name from duckdb_tables() where not temporary)"
        " order by table_oid, column_index"
    ).fetchall():
        tables.setdefault(table, []).append((column, kind))
    return tables


def _copy(
    con: duckdb.DuckDBPyConnection, fresh: duckdb.DuckDBPyConnection, name: str,
    columns: list[tuple[str, str]],
) -> None:  # fmt: skip
    table = sql.name(name)
    fresh.execute(create_sql(name, columns))
    typed = ", ".join(f"{sql.name(c)}::{kind}" for c, kind in columns)
    fresh.register("leaving", con.sql(f"select * from {table}").to_arrow_reader(BATCH))
    fresh.execute(f"insert into {table} select {typed} from leaving")
    fresh.unregister("leaving")


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
