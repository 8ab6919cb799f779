"""Quoting, and the fixed settings of every DuckDB connection: in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def name(identifier: str) -> str:
    """An identifier as SQL.

    >>> name("select")
    '"select"'
    """
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as an SQL literal, for generated conditions; data are bound instead.

    >>> print(text("it's"))
    'it''s'
    """
    return "'" + value.replace("'", "''") + "'"


def names(identifiers: list[str] | tuple[str, ...]) -> str:
    return ", ".join(map(name, identifiers))


def read(file: Path) -> str:
    """A query kept beside the module that runs it."""
    return file.read_text(encoding="utf-8")


def row(con: duckdb.DuckDBPyConnection, query: str, *bound: Any) -> tuple[Any, ...] | None:
    """The first row of an answer, which is read to its end so that the connection is free."""
    found = con.execute(query, list(bound)).fetchall()
    return found[0] if found else None


OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
}
# Rows have their line, and every query its order: insertion need not keep one, which lets
# a million rows be written by all cores.
SEALED = OFFLINE | {
    "enable_external_access": False,
    "lock_configuration": True,
    "preserve_insertion_order": False,
    "memory_limit": "500MB",
}


def workbench(memory: str = "600MB", *, scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A private DuckDB in memory, where files are read and checked; it knows no case.

    What does not fit into `memory` goes to `scratch`.
    """
    import duckdb

    config = OFFLINE | {"memory_limit": memory}
    if scratch is not None:
        config |= {"temp_directory": str(scratch)}
    con = duckdb.connect(":memory:", config=config)
    con.execute("set enable_progress_bar = false")  # it would print into --json
    return con
