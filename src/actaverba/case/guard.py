"""A case that comes by mail is hostile input: it is looked at before it is used.

A case holds plain tables of the vocabulary and result tables, and nothing else. Views,
macros, triggers, defaults, generated columns and checks are code; a case has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actaverba.case.layout import RESULT_TYPES
from actaverba.engine import sql
from actaverba.errors import CaseError, CaseHostile
from actaverba.vocabulary.identity import SCHEMA_VERSION
from actaverba.vocabulary.schema import tables

if TYPE_CHECKING:
    import duckdb

CURE = "Do not use this file; ask whoever sent it for an export instead."
# A method that does what another program does bears its name, capitals and all.
RESULT = re.compile(r"result_[A-Za-z0-9_]+")
NAME = re.compile(r"[a-z][a-z0-9_]*")
# A file may hold a macro named like a function of DuckDB, which would then answer instead of
# it: so each is asked for by its full name, and macros are looked for first.
BUILT_IN = "system.main"
HERE = f"database_name = {BUILT_IN}.current_database()"
OWN = f"not internal and {HERE}"
FOREIGN = {
    "macro": f"select function_name from {BUILT_IN}.duckdb_functions() where {OWN}",
    "view": f"select view_name from {BUILT_IN}.duckdb_views() where {OWN}",
    "index": f"select index_name from {BUILT_IN}.duckdb_indexes() where {HERE}",
    "sequence": f"select sequence_name from {BUILT_IN}.duckdb_sequences() where {HERE}",
    "type": f"select type_name from {BUILT_IN}.duckdb_types() where {OWN}",
    "trigger": f"select trigger_name from {BUILT_IN}.duckdb_triggers() where {HERE}",
    "schema": f"select schema_name from {BUILT_IN}.duckdb_schemas() where {OWN}",
    "rule": f"select table_name from {BUILT_IN}.duckdb_constraints() where {HERE}",
}


def check(con: duckdb.DuckDBPyConnection, where: str) -> None:
    """Refuse a database that holds anything but the tables of a case.

    Raises CaseHostile, or CaseError where it is a case of another version or no case.
    """
    for kind, query in FOREIGN.items():
        found = sql.row(con, f"{query} limit 1")
        if found and not (kind == "schema" and found[0] == "main"):
            raise CaseHostile(
                f"it holds a {kind} ({found[0]!r}), which no case does", where=where, cure=CURE
            )
    present = _columns(con, where)
    if "case_info" not in present:
        raise CaseError(
            "is a DuckDB file but not a case", where=where, cure="Make one with `acta new`."
        )
    _version(con, where)
    _known(present, where)


def _columns(con: duckdb.DuckDBPyConnection, where: str) -> dict[str, list[tuple[str, str]]]:
    found = con.execute(
        "select table_name, column_name, data_type, column_default, is_nullable, is_generated"
        f" from {BUILT_IN}.duckdb_columns() where not internal and {HERE}"
        " order by table_name, column_index"
    ).fetchall()
    present: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind, default, nullable, generated in found:
        if default is not None or generated or not nullable:
            raise CaseHostile(
                f"column {column!r} of {table!r} has a rule of its own", where=where, cure=CURE
            )
        present.setdefault(table, []).append((column, kind))
    return present


def _version(con: duckdb.DuckDBPyConnection, where: str) -> None:
    row = sql.row(con, "select value from case_info where key = 'schema_version'")
    if row is None or row[0] != SCHEMA_VERSION:
        raise CaseError(
            f"has schema version {row[0] if row else 'unknown'}, this program knows"
            f" {SCHEMA_VERSION}",
            where=where,
            cure="Read its files again into a new case.",
        )


def _known(present: dict[str, list[tuple[str, str]]], where: str) -> None:
    expected = {t.name: t.stored() for t in tables().values()}
    for table in expected:
        if table not in present:
            raise CaseHostile(f"lacks the table {table!r}", where=where, cure=CURE)
    for table, columns in present.items():
        if table in expected:
            if columns != expected[table]:
                raise CaseHostile(f"table {table!r} has other columns", where=where, cure=CURE)
        elif not _is_result(table, columns):
            raise CaseHostile(f"holds an unknown table {table!r}", where=where, cure=CURE)


def _is_result(table: str, columns: list[tuple[str, str]]) -> bool:
    kinds = set(RESULT_TYPES.values()) | {"UUID"}
    return bool(RESULT.fullmatch(table)) and all(
        NAME.fullmatch(name) and kind in kinds for name, kind in columns
    )
