"""Looking rows up: current tables, and single rows with the place they came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from actaverba.case.layout import current
from actaverba.engine import sql
from actaverba.engine.validate import digest_columns, digest_of
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def table(con: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    """The current rows of a table, in the order of their label and id."""
    known = named(name)
    order = f"{sql.name(known.label)}, row_id" if known.kind != "program" else "all"
    return con.sql(f"select * from {_whole(name)} order by {order}").to_arrow_table()


def _whole(name: str) -> str:
    return current(name) if named(name).kind != "program" else sql.name(name)


def plain(con: duckdb.DuckDBPyConnection, name: str, *, in_order: bool = False) -> pa.Table:
    """The current rows of a bulk table without hashes and places.

    They come in no order, or in the order of their datasets, files and lines; a row that is
    read again from a changed file keeps the place where it first stood.
    """
    query = f"select r.* exclude (row_hash, origin, line) from {current(name)} r"
    if in_order:
        query += (
            " left join source s on s.id = r.origin order by s.dataset, s.name, r.line, r.row_id"
        )
    return con.sql(query).to_arrow_table()


def counts(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> dict[str, int]:
    if not names:
        return {}
    query = " union all ".join(
        f"select {n} as place, count(*) as rows from {_whole(name)}" for n, name in enumerate(names)
    )
    found = dict(con.execute(query).fetchall())
    return {name: found[n] for n, name in enumerate(names)}


def digest(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """The digest of a table: the sum modulo 2^128 of the hashes of its current rows."""
    row = sql.row(con, f"select {digest_columns('row_hash')} from {current(name)}")
    high, low = row or (0, 0)
    return f"{digest_of(high, low):032x}"


def places_sql(name: str) -> str:
    """All places of the rows of a table, as a query: row_id, row_hash, source, line."""
    own = f"select row_id, row_hash, origin as source, line from {sql.name(name)}"
    return (
        f"{own} union all select p.row_id, p.row_hash, p.source, p.line from row_source p"
        f" where (p.row_id, p.row_hash) in (select row_id, row_hash from {sql.name(name)})"
    )


def placed(
    con: duckdb.DuckDBPyConnection, name: str, row_ids: Sequence[str]
) -> list[dict[str, Any]]:
    """Full current rows with where they stand: source, dataset, line and hashes, in order.

    A row that stands in several files is shown with the newest and its first line there.
    """
    if not row_ids:
        return []
    label = sql.name(named(name).label)
    found = con.sql(
        f"""
        with place as ({places_sql(name)}),
        newest as (
            select p.row_id, p.row_hash, s.name as source, s.dataset, s.sha256 as source_sha256,
                   p.line as source_line,
                   row_number() over (partition by p.row_id, p.row_hash
                                      order by s.is_current desc, s.name, p.line) as nth
            from place p join source s on s.id = p.source
        )
        select r.* exclude (line), n.source, n.dataset, n.source_sha256, n.source_line as line
        from {current(name)} r
        left join newest n on n.row_id = r.row_id and n.row_hash = r.row_hash and n.nth = 1
        where r.row_id in (select unnest($ids)::UUID)
        order by {label}, r.row_id
        """,
        params={"ids": list(row_ids)},
    ).to_arrow_table()
    return [{k: _plain(v) for k, v in row.items()} for row in found.to_pylist()]


def links(con: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    """The files of a table that are read in place."""
    found = con.sql(
        "select name, dataset, format, encoding, mapping, sha256, link from source"
        " where is_current and link is not null and table_name = $table order by dataset, name",
        params={"table": name},
    )
    told: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
    return told


def _plain(value: Any) -> Any:
    import datetime
    import uuid

    if isinstance(value, uuid.UUID | datetime.date):
        return str(value)
    return value
