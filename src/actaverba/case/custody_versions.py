"""How a row has changed: what it said in an earlier version, beside what it says now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actaverba.engine import sql
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    from actaverba.case.case import Case


def changed(
    case: Case, name: str, hashes: Mapping[str, str]
) -> dict[str, list[tuple[str, Any, Any]] | None]:
    """For rows by id, with the hash of an earlier version: the columns that differ.

    Each column with its value then and now; None where the case does not keep that version.
    """
    columns = named(name).names
    with case.reading() as con:
        found = con.execute(
            f"select row_id::VARCHAR, row_hash::VARCHAR, {sql.names(columns)} from {sql.name(name)}"
            " where row_id::VARCHAR in (select unnest(?::VARCHAR[]))",
            [list(hashes)],
        ).fetchall()
        now = dict(
            con.execute(
                f"select row_id::VARCHAR, row_hash::VARCHAR from current_{name}"
                " where row_id::VARCHAR in (select unnest(?::VARCHAR[]))",
                [list(hashes)],
            ).fetchall()
        )
    versions = {(row_id, row_hash): values for row_id, row_hash, *values in found}
    return {
        row_id: _differing(columns, versions.get((row_id, row_hash)),
                           versions.get((row_id, now.get(row_id, ""))))
        for row_id, row_hash in hashes.items()
    }  # fmt: skip


def _differing(
    columns: tuple[str, ...], before: list[Any] | None, after: list[Any] | None
) -> list[tuple[str, Any, Any]] | None:
    if before is None or after is None:
        return None
    triples = zip(columns, before, after, strict=True)
    return [(column, was, now) for column, was, now in triples if was != now]


def forgotten(case: Case) -> dict[tuple[str, str], str]:
    """The rows that were erased, by table and id, each with the reason."""
    with case.reading() as con:
        found = con.execute("select table_name, row_id::VARCHAR, why from forgotten").fetchall()
    return {(table, row_id): str(why or "") for table, row_id, why in found}
