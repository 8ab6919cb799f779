"""Digests over what a case holds: of a run, of a finding, and of the whole.

They are taken of the content and not of when it was read or computed, so the same files, read
and computed in the same way, have the same digest in every case. When somebody judged or graded
is content: the digests of those logs hold it.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING

from actaverba.case.layout import row_tables
from actaverba.case.rows import places_sql
from actaverba.engine import sql
from actaverba.engine.validate import digest_columns, digest_of, hash_sql
from actaverba.vocabulary.identity import digest_sql
from actaverba.vocabulary.schema import table as named
from actaverba.vocabulary.schema import tables_of

if TYPE_CHECKING:
    import duckdb

BATCH = 100_000
OF_A_RUN = ("finding", "evidence", "innocent")
# Where a row stands is told by `places`; where a linked file lies differs between machines.
APART: dict[str, dict[str, str] | None] = {
    "row_source": None,
    "source": {"link": "(link is not null)::VARCHAR"},
    "page": {"content": "sha256(content)"},
}


def of_row_sql(columns: list[str]) -> str:
    """The digest of a row of a table with these columns."""
    return digest_sql([f"{sql.name(c)}::VARCHAR" for c in columns])


def said_sql() -> str:
    """The digest of what a finding says."""
    own = [n for n in named("finding").names if n not in ("digest", "support")]
    return of_row_sql(own)


def support_sql() -> str:
    """The digest of what carries a row of `finding`, here called f, and of what speaks against."""
    parts = []
    for table in ("evidence", "innocent"):
        each = of_row_sql(list(named(table).names))
        mine = f"select {each} as h from {table} t where t.finding = f.id and t.run = f.run"
        parts.append(f"(select concat_ws(':', count(*), {digest_columns('h')}) from ({mine}))")
    # Named first, since the text of each part stands six times in a digest.
    return f"(select {digest_sql(['a', 'b'])} from (select {parts[0]} as a, {parts[1]} as b))"


def of_run(con: duckdb.DuckDBPyConnection, run: uuid.UUID) -> dict[str, str]:
    """For each table in which a run left rows: their number and digest."""
    found = {}
    for table, columns in _of_runs(con).items():
        name = sql.name(table)
        # Digesting nothing costs 25 ms a table, and most tables are of other methods.
        if not con.execute(f"select 1 from {name} where run = ? limit 1", [run]).fetchall():
            continue
        each = f"select {of_row_sql(columns)} as h from {name} where run = ?"
        row = sql.row(con, f"select count(*), {digest_columns('h')} from ({each})", run)
        count, high, low = row or (0, 0, 0)
        if count:
            found[table] = f"{count}:{digest_of(high, low):032x}"
    return found


def seal_source(con: duckdb.DuckDBPyConnection, source: uuid.UUID, table: str) -> None:
    """Write down how many lines of a file are in the case, and the digest of their rows."""
    found = sql.row(con, f"""
        select coalesce(sum(lines), 0)::BIGINT, {digest_columns("row_hash")}
        from (select row_hash, count(*) as lines from ({places_sql(table)})
              where source = ? group by row_id, row_hash)
    """, source)  # fmt: skip
    lines, high, low = found or (0, 0, 0)
    con.execute(
        "update source set row_count = ?, digest = ? where id = ?",
        [lines, uuid.UUID(int=digest_of(high, low)), source],
    )


def seal_refused(con: duckdb.DuckDBPyConnection, source: uuid.UUID) -> None:
    """Write down the digest of what was refused of a file."""
    con.execute(f"update source set refused_digest = {refused_sql()} where id = ?", [source])


def refused_sql() -> str:
    """The digest of what was refused of a row of `source`."""
    each = of_row_sql(list(named("refused").names))
    mine = f"select {each} as h from refused where refused.source = source.id"
    all_of_it = f"select concat_ws(':', count(*), {digest_columns('h')}) as a from ({mine})"
    return f"(select {digest_sql(['a'])} from ({all_of_it}))"


def result_columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The result tables of a case with their columns."""
    found = con.execute(
        "select table_name, list(column_name order by column_index) from duckdb_columns()"
        " where starts_with(table_name, 'result_') and not internal group by all order by all"
    ).fetchall()
    return dict(found)


def _of_runs(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    return {name: list(named(name).names) for name in OF_A_RUN} | result_columns(con)


def of_case(con: duckdb.DuckDBPyConnection) -> str:
    """One SHA-256 over everything in a case that is content."""
    whole = hashlib.sha256(b"actaverba case\n")
    for name, query in _contents(con):
        whole.update(f"{name}\n".encode())
        con.execute(f"select h::VARCHAR from ({query}) order by 1")
        while rows := con.fetchmany(BATCH):
            whole.update("".join(h for (h,) in rows).encode())
    return whole.hexdigest()


def _contents(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Each table that has rows, and a query for the digest `h` of each of them."""
    for table in row_tables():
        if _has_rows(con, table.name):
            derived = [f"{sql.name(name)}::VARCHAR" for name, _ in table.derived()]
            cells = digest_sql(["row_id::VARCHAR", f"{hash_sql(table)}::VARCHAR", *derived])
            yield table.name, f"select {cells} as h from {sql.name(table.name)}"
            place = of_row_sql(["row_id", "row_hash", "source", "line"])
            places = f"select distinct {place} as h from ({places_sql(table.name)})"
            yield f"{table.name} places", places
    for table in sorted(tables_of("program"), key=lambda t: t.name):
        changed = APART.get(table.name, {})
        if changed is None or not _has_rows(con, table.name):
            continue
        columns = [
            changed.get(c.name, f"{sql.name(c.name)}::VARCHAR")
            for c in table.columns
            if c.type != "instant"
        ]
        where = (
            "where key <> 'created_at' and not starts_with(key, 'seal:')"
            if table.name == "case_info"
            else ""
        )
        yield table.name, f"select {digest_sql(columns)} as h from {table.name} {where}"
    for name, columns in result_columns(con).items():
        if _has_rows(con, name):
            yield name, f"select {of_row_sql(columns)} as h from {sql.name(name)}"


def _has_rows(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(con.execute(f"select 1 from {sql.name(table)} limit 1").fetchall())
