"""Whether the books of a case agree with its rows: sources, places, versions, refusals."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.case.digests import refused_sql
from actaverba.case.layout import row_tables
from actaverba.case.report import Trouble
from actaverba.case.rows import places_sql
from actaverba.case.verify_rows import called, told
from actaverba.engine import sql
from actaverba.engine.validate import digest_columns, digest_of
from actaverba.vocabulary.formats import digest_of_file
from actaverba.vocabulary.identity import digest_uuid

if TYPE_CHECKING:
    import duckdb

SOURCE = ("id", "name", "dataset", "table_name", "mapping", "sha256", "row_count", "digest", "link")
ABOUT = "case"
SHOWN = 5


def troubles(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Trouble]:
    """What does not hold in the books that the case keeps of what it read."""
    sources = _sources(con)
    held = _held(con)
    for source in sources:
        yield from _source(con, source, held.get(source["id"], (0, 0)), path)
    yield from _about(con)
    yield from _places(con)
    yield from _superseded(con)
    yield from _refused(con)


def _sources(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    found = con.execute(
        f"select {', '.join(SOURCE)} from source order by dataset, table_name, name, sha256, id"
    ).fetchall()
    return [dict(zip(SOURCE, values, strict=True)) for values in found]


def _held(con: duckdb.DuckDBPyConnection) -> dict[uuid.UUID, tuple[int, int]]:
    """Number of lines and digest of the different rows that each source has in the case."""
    held: dict[uuid.UUID, tuple[int, int]] = {}
    for table in row_tables():
        found = con.execute(f"""
            select source, sum(lines)::BIGINT, {digest_columns("row_hash")}
            from (select source, row_id, row_hash, count(*) as lines
                  from ({places_sql(table.name)}) group by all)
            group by source
        """).fetchall()
        held |= {source: (lines, digest_of(high, low)) for source, lines, high, low in found}
    return held


def _source(
    con: duckdb.DuckDBPyConnection, source: dict[str, Any], held: tuple[int, int], path: Path
) -> Iterator[Trouble]:
    """One file as it was read, against the rows that the case holds of it."""
    named = [source[c] for c in ("name", "dataset", "table_name", "mapping", "sha256")]
    if source["id"] != digest_uuid("source", *named):
        called = source["name"] or ""
        yield Trouble("source", called, "its entry was changed after it was read")
    elif source["link"] is not None:
        yield from _linked(source, path)
    elif source["table_name"] != ABOUT and held != (source["row_count"], source["digest"].int):
        told_of = f"has {held[0]} of {source['row_count']} rows"
        if held[0] == source["row_count"]:
            told_of = "has other rows than were read"
        yield Trouble("source", source["name"], f"{told_of}{_gaps(con, source)}")


def _about(con: duckdb.DuckDBPyConnection) -> Iterator[Trouble]:
    """What the case says of itself, against the digest taken when `case.toml` was read."""
    about = sql.row(con, "select value from case_info where key = 'about'")
    found = con.execute(
        "select name, digest from source where is_current and table_name = ?", [ABOUT]
    ).fetchall()
    if about and not any(digest == digest_uuid("about", about[0]) for _, digest in found):
        cure = "Read `case.toml` again."
        yield Trouble("case_info", "about", "says something else than when it was read", cure)
    if found and not about:
        yield Trouble("case_info", "about", f"{found[0][0]} was read and is not here")


def _linked(source: dict[str, Any], path: Path) -> Iterator[Trouble]:
    """A file that is read in place must lie there as it was."""
    where = path.parent / source["link"]
    if not where.is_file():
        cure = "Put it back, or read it from where it is now."
        yield Trouble("source", source["name"], f"is not at {source['link']} any more", cure)
    elif digest_of_file(where)[0] != source["sha256"]:
        cure = "Put the old file back, or read it again with `acta read`."
        yield Trouble("source", source["name"], "has changed since it was read", cure)


def _gaps(con: duckdb.DuckDBPyConnection, source: dict[str, Any]) -> str:
    """Lines between others at which nothing stands: where a lost row probably stood."""
    found = con.execute(
        f"""
        with filled as (
            select line from ({places_sql(source["table_name"])}) where source = $id
            union select line from refused where source = $id)
        select line from (select unnest(range(2, (select max(line) from filled))) as line)
        where line not in (select line from filled) order by line limit {SHOWN + 1}
        """,
        {"id": source["id"]},
    ).fetchall()
    if not found or len(found) > SHOWN:
        return ""
    return f"; none at line {', '.join(str(line) for (line,) in found)}"


def _places(con: duckdb.DuckDBPyConnection) -> Iterator[Trouble]:
    """Each further place must be one of a row that is there."""
    for table in row_tables():
        yield from told(con, "row_source", f"""
            select s.name || ', line ' || p.line from row_source p
            join source s on s.id = p.source and s.table_name = {sql.text(table.name)}
            anti join {sql.name(table.name)} r
            on r.row_id = p.row_id and r.row_hash = p.row_hash
        """, f"its row is not in {table.name} any more")  # fmt: skip
    yield from told(con, "row_source", """
        select source::VARCHAR || ', line ' || line from row_source
        where source is null or source not in (select id from source)
    """, "stands in a file that the case does not know")  # fmt: skip


def _superseded(con: duckdb.DuckDBPyConnection) -> Iterator[Trouble]:
    """What is no longer current must be there, once, and for a reason that holds."""
    tables = {t.name: t for t in row_tables()}
    yield from told(con, "superseded", f"""
        select table_name || ' ' || row_id::VARCHAR from superseded
        where table_name is null or source is null or reason not in ('changed', 'gone')
           or table_name not in ({", ".join(map(sql.text, tables))})
           or source not in (select id from source)
    """, "its entry was changed after it was written")  # fmt: skip
    for table in tables.values():
        name, mine = sql.name(table.name), f"table_name = {sql.text(table.name)}"
        yield from told(con, "superseded", f"""
            select row_id::VARCHAR from superseded where {mine}
            and (row_id, row_hash) not in (select row_id, row_hash from {name})
        """, f"its row is not in {table.name} any more")  # fmt: skip
        yield from told(con, table.name, f"""
            select {called(table)} from {name} semi join (
                select row_id, row_hash from superseded where {mine} and reason = 'gone'
            ) using (row_id, row_hash)
            where (row_id, row_hash) in (
                select p.row_id, p.row_hash from ({places_sql(table.name)}) p
                join source s on s.id = p.source and s.is_current)
        """, "is marked as gone and stands in a file that is current")  # fmt: skip
        yield from told(con, table.name, f"""
            select {called(table)} from {name} semi join (
                select row_id, row_hash from superseded where {mine} and reason = 'changed'
            ) using (row_id, row_hash)
            where row_id in (select row_id from {name} group by 1 having count(*) = 1)
        """, "is marked as replaced and there is no other version of it")  # fmt: skip
    yield from told(con, "superseded", """
        select any_value(table_name) || ' ' || row_id::VARCHAR from superseded
        group by table_name, row_id, row_hash having count(*) > 1
    """, "stands there twice")  # fmt: skip


def _refused(con: duckdb.DuckDBPyConnection) -> Iterator[Trouble]:
    """As many refusals as were counted when the file was read."""
    yield from told(con, "refused", """
        select s.name || ': ' || count(r.source) || ' of ' || s.refused_count
        from source s left join refused r on r.source = s.id
        group by s.id, s.name, s.refused_count having count(r.source) <> s.refused_count
    """, "are here of what was refused")  # fmt: skip
    yield from told(con, "refused", f"""
        select name from source where refused_digest is distinct from {refused_sql()}
        and refused_count = (select count(*) from refused where refused.source = source.id)
    """, "what was refused of it was changed")  # fmt: skip
    yield from told(con, "refused", """
        select source::VARCHAR || ', line ' || line from refused
        where source is null or source not in (select id from source)
    """, "is of a file that the case does not know")  # fmt: skip
    yield from told(con, "source", """
        select any_value(name) from source where is_current
        group by table_name, dataset, name having count(*) > 1
    """, "has two current versions")  # fmt: skip
