"""Which rows are to be forgotten: those of an account, one row, or those of a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actaverba.case.layout import current, row_tables
from actaverba.case.rows import places_sql
from actaverba.engine import cells, sql
from actaverba.errors import InputError
from actaverba.vocabulary.schema import Table
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Asked:
    """What the user wants forgotten; one of the three."""

    account: str | None = None
    row: str | None = None
    source: str | None = None

    @property
    def handle(self) -> str:
        return (self.account or "").strip().lstrip("@")


def choose(con: duckdb.DuckDBPyConnection, asked: Asked, key: bytes | None) -> list[str] | None:
    """Leave the chosen rows in a table `erased`, and the files in which the same may have
    been refused in `concerned`; return patterns by which to know it there.

    None means that all that was refused of those files is to go.
    """
    con.execute("create temp table erased (table_name VARCHAR, row_id UUID)")
    con.execute("create temp table concerned (id UUID, table_name VARCHAR)")
    if asked.account is not None:
        words = _account(con, asked.handle, key)
    elif asked.row is not None:
        words = _row(con, asked.row.strip())
    else:
        _source(con, (asked.source or "").strip())
        return None
    inside_json = {json.dumps(w, ensure_ascii=False)[1:-1] for w in words}
    return [_pattern(w) for w in sorted(inside_json.union(words)) if w]


def _pattern(word: str) -> str:
    """The word by itself, not as a part of another."""
    edge = r"[^\p{L}\p{N}_]"
    return f"(^|{edge}){_quoted(word)}($|{edge})"


def _quoted(word: str) -> str:
    return "".join(c if c.isalnum() else f"\\x{{{ord(c):x}}}" for c in word)


def _add(con: duckdb.DuckDBPyConnection, table: Table, where: str, *bound: str) -> None:
    con.execute(
        f"insert into erased select distinct {sql.text(table.name)}, row_id"
        f" from {sql.name(table.name)} where {where}",
        list(bound),
    )


def _concern(con: duckdb.DuckDBPyConnection, where: str, *bound: str) -> None:
    con.execute(f"insert into concerned select id, table_name from source where {where}", bound)


def _account(con: duckdb.DuckDBPyConnection, handle: str, key: bytes | None) -> list[str]:
    """All rows of an account, by its handle or by its pseudonym."""
    folded = cells.folded(handle)
    keyed = cells.pseudonym(handle, key) if key is not None else folded
    for table in row_tables():
        for column in table.columns:
            if column.pseudonym:
                cell = sql.name(column.name)
                _add(con, table, f"{cells.folded_sql(cell)} in (?, ?)", keyed, folded)
                _concern(con, "table_name = ?", table.name)
    return [keyed, folded, handle]


def _row(con: duckdb.DuckDBPyConnection, row: str) -> list[str]:
    """One row by `table:id`, by `table:row_id`, or by its row id alone."""
    name, _, id = row.rpartition(":")
    tables = [named(name)] if name else list(row_tables())
    if any(t.kind == "program" for t in tables):
        raise InputError(f"{name} is no table of rows", cure="Write table:id, like relays:A001.")
    words: list[str] = []
    for table in tables:
        label = sql.name(table.label)
        where = f"row_id = try_cast(? as UUID) {f'or {label} = ?' if name else ''}"
        _add(con, table, where, *([id, id] if name else [id]))
        words += _labels(con, table)
    _concern(con, "table_name in (select table_name from erased)")
    return words


def _labels(con: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    found = con.execute(
        f"select distinct {sql.name(table.label)}::VARCHAR from {sql.name(table.name)}"
        " where row_id in (select row_id from erased where table_name = ?)",
        [table.name],
    ).fetchall()
    return [label for (label,) in found if label]


def _source(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """All rows that stand in one file, in any of its versions, and in no other file."""
    _concern(con, "(name = ? or id = try_cast(? as UUID))", name, name)
    for table in row_tables():
        _add(con, table, f"""
            row_id in (select p.row_id from ({places_sql(table.name)}) p
                       where p.source in (select id from concerned))
            and row_id not in (select p.row_id from ({places_sql(table.name)}) p
                               where p.source not in (select id from concerned))
        """)  # fmt: skip
        _move_out(con, table)


def _move_out(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Rows that stay because they stand in another file stand only there from now on."""
    name = sql.name(table.name)
    con.execute(f"""
        create or replace temp table elsewhere as
        select distinct on (p.row_id, p.row_hash) p.row_id, p.row_hash, p.source, p.line
        from row_source p join {name} r on r.row_id = p.row_id and r.row_hash = p.row_hash
        where r.origin in (select id from concerned)
          and p.source not in (select id from concerned)
        order by p.row_id, p.row_hash, p.source, p.line
    """)
    con.execute(f"""
        update {name} r set origin = e.source, line = e.line from elsewhere e
        where r.row_id = e.row_id and r.row_hash = e.row_hash
    """)
    con.execute(
        "delete from row_source where (row_id, row_hash, source, line) in (from elsewhere)"
        " or source in (select id from concerned)"
    )


def referring(con: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, int]:
    """How many rows of each table stay and name one of the chosen rows by its id."""
    counts: dict[str, int] = {}
    wanted = set(tables)
    for table in row_tables():
        for column in table.columns:
            target, _, label = column.references.partition(".")
            if target not in wanted:
                continue
            found = sql.row(con, f"""
                select count(*) from {current(table.name)}
                where list_has_any(string_split({sql.name(column.name)}, ';'), (
                    select list({sql.name(label)}) from {sql.name(target)} where row_id in
                    (select row_id from erased where table_name = {sql.text(target)})))
                and row_id not in
                    (select row_id from erased where table_name = {sql.text(table.name)})
            """)  # fmt: skip
            if found and found[0]:
                counts[table.name] = counts.get(table.name, 0) + found[0]
    return counts
