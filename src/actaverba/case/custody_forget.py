"""Pages of forgotten rows go, too: their captures, their originals, wherever these are kept.

The custody log keeps that there was an original, when it came and when it went, under the
digest of the bytes and an id that says nothing once the row is gone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.case import chain, custody_store
from actaverba.case.custody import BESIDE, INSIDE, TABLE, held_of
from actaverba.case.layout import row_tables
from actaverba.engine import sql

if TYPE_CHECKING:
    import duckdb

BY = "acta forget"


def also_erase(con: duckdb.DuckDBPyConnection) -> None:
    """Add to the table `erased` the captures that name a row in it."""
    for table in row_tables():
        if table.kind != "case":
            continue
        con.execute(f"""
            insert into erased select distinct 'captures', c.row_id from captures c
            where c."row" in (
                select {sql.text(table.name + ":")} || {sql.name(table.label)}
                from {sql.name(table.name)}
                where row_id in (select row_id from erased where table_name = ?))
            and c.row_id not in (select row_id from erased where table_name = 'captures')
        """, [table.name])  # fmt: skip


def release(con: duckdb.DuckDBPyConnection, path: Path, *, why: str, now: str) -> list[str]:
    """Note in the log that the originals of erased rows are gone, and take out those inside.

    To be called before the rows are deleted. The answer are the digests of originals beside
    the case that no row needs any more, to be removed once the case is made anew.
    """
    held = held_of(chain.entries(con, TABLE))
    gone = [key for key in sorted(held) if key in _erased(con, held)]
    for row_id, sha256 in gone:
        chain.append(con, TABLE, _entry(con, row_id, sha256, kept=held[row_id, sha256])
                     | {"note": why, "by": BY, "at": now})  # fmt: skip
    left = {sha256 for key in held if key not in gone for sha256 in key[1:]}
    free = sorted({sha256 for _, sha256 in gone} - left)
    for sha256 in free:
        custody_store.place(path, sha256)  # refuses what is no digest before anything is gone
        con.execute("delete from page where sha256 = ?", [sha256])
    return [s for s in free if BESIDE in {held[key] for key in gone if key[1] == s}]


def _erased(con: duckdb.DuckDBPyConnection, held: Any) -> set[tuple[str, str]]:
    """Of the held originals those whose row, or whose every capture, is to be erased."""
    rows = {r for (r,) in con.execute("select distinct row_id::VARCHAR from erased").fetchall()}
    found = {key for key in held if key[0] in rows}
    captures = dict(con.execute(
        "select sha256, bool_and(row_id in (select row_id from erased"
        " where table_name = 'captures')) from captures where sha256 is not null group by 1"
    ).fetchall())  # fmt: skip
    return found | {key for key in held if captures.get(key[1])}


def _entry(
    con: duckdb.DuckDBPyConnection, row_id: str, sha256: str, *, kept: str
) -> dict[str, Any]:
    table = sql.row(
        con, f"select table_name from {TABLE} where row_id = ? and sha256 = ?"
        " and action in ('attach', 'replace') order by place limit 1", row_id, sha256,
    )  # fmt: skip
    return {
        "action": "forget", "table_name": table[0] if table else None, "row_id": row_id,
        "sha256": sha256, "kept": kept if kept in (BESIDE, INSIDE) else None,
    }  # fmt: skip


def remove(path: Path, digests: list[str]) -> None:
    """Take the originals away that `release` has named."""
    for sha256 in digests:
        custody_store.remove(path, sha256)
