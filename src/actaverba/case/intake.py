"""Taking checked files into a case: versions, places, refusals, in one transaction.

A file is known by its table, dataset and name. A changed file is a new version of it: its
rows replace the rows of the same id, and rows that it no longer has are no longer current.
Replaced rows stay findable. A row whose new version was refused stays as it was.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.case import file
from actaverba.engine import sql
from actaverba.engine.staged import Refusal
from actaverba.engine.validate import Checked
from actaverba.vocabulary.identity import digest_uuid
from actaverba.vocabulary.schema import Table

if TYPE_CHECKING:
    import duckdb

BATCH = 100_000


@dataclass(frozen=True)
class FileRead:
    """What is known of one file apart from its rows. `mapping` is JSON text."""

    name: str
    dataset: str
    table: str
    sha256: str
    size: int
    format: str
    encoding: str
    mapping: str = "{}"
    link: str | None = None

    @property
    def id(self) -> uuid.UUID:
        return digest_uuid("source", self.name, self.dataset, self.table, self.mapping, self.sha256)


@dataclass(frozen=True)
class Taken:
    """What became of one file: counts of rows, and what was said about it."""

    file: FileRead
    status: str
    rows: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    refused: tuple[Refusal, ...] = ()
    said: tuple[str, ...] = ()


def known_sources(path: Path) -> set[uuid.UUID]:
    """The files that are in the case in this very version."""
    with file.reading(path) as con:
        return {r[0] for r in con.execute("select id from source where is_current").fetchall()}


class Intake:
    """One write transaction that takes several files; made by `opened`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, now: str) -> None:
        self.con = con
        self.now = now

    def about(self, read: FileRead, about: Mapping[str, Any], refused: Sequence[Refusal]) -> Taken:
        """Take `case.toml`: what the case says of itself."""
        self._source(read, rows=1, refused=refused, digest=read.id, said=())
        self.con.execute("delete from case_info where key = 'about'")
        text = json.dumps(about, ensure_ascii=False, sort_keys=True)
        self.con.execute("insert into case_info values ('about', ?)", [text])
        return Taken(read, "read", rows=1, new=1, refused=tuple(refused))

    def rows(self, bench: duckdb.DuckDBPyConnection, read: FileRead, checked: Checked) -> Taken:
        """Take the good rows of a checked file from the workbench into the case."""
        digest = uuid.UUID(int=checked.digest)
        earlier = self._source(
            read, rows=checked.rows, refused=checked.refused, digest=digest, said=checked.said
        )
        if read.link is not None:
            return Taken(read, "linked", checked.rows, refused=checked.refused, said=checked.said)
        self._bring(bench, checked)
        new, changed = self._insert(read, checked.table)
        gone = self._drop_gone(bench, checked, read, earlier) if earlier else 0
        return Taken(
            read, "read", checked.rows, new, changed, gone, checked.refused, checked.said
        )  # fmt: skip

    def _source(
        self, read: FileRead, *, rows: int, refused: Sequence[Refusal], digest: uuid.UUID,
        said: Sequence[str],
    ) -> uuid.UUID | None:  # fmt: skip
        """Note the file and its refusals; the id of the version it replaces, if any."""
        same = [read.table, read.dataset, read.name]
        earlier = sql.row(
            self.con,
            "select id from source where table_name = ? and dataset = ? and name = ?"
            " and is_current",
            *same,
        )
        self.con.execute(
            "update source set is_current = false"
            " where table_name = ? and dataset = ? and name = ?",
            same,
        )
        for table, column in (("source", "id"), ("refused", "source"), ("row_source", "source")):
            self.con.execute(f"delete from {table} where {column} = ?", [read.id])
        self.con.execute(
            f"insert into source values ({', '.join('?' * 16)})",
            [read.id, read.name, read.dataset, read.table, read.sha256, read.size, read.format,
             read.encoding, read.mapping, json.dumps(list(said), ensure_ascii=False), rows,
             len(refused), digest, read.link, self.now, True],
        )  # fmt: skip
        self._refuse(read, refused)
        return earlier[0] if earlier else None

    def _refuse(self, read: FileRead, refused: Iterable[Refusal]) -> None:
        import pyarrow as pa

        rows = [
            {"line": r.line, "column_name": r.column, "code": r.code, "message": r.message,
             "cure": r.cure, "raw": r.raw}
            for r in refused
        ]  # fmt: skip
        if rows:
            self.con.register("refusals", pa.Table.from_pylist(rows))
            self.con.execute("insert into refused select ?, * from refusals", [read.id])
            self.con.unregister("refusals")

    def _bring(self, bench: duckdb.DuckDBPyConnection, checked: Checked) -> None:
        """Stream the good rows into a temporary table of the case's connection."""
        columns = [c for c in checked.table.stored() if c[0] != "origin"]
        typed = ", ".join(f"{sql.name(n)}::{kind} as {sql.name(n)}" for n, kind in columns)
        reader = bench.sql(checked.good).to_arrow_reader(BATCH)
        self.con.register("arriving", reader)
        self.con.execute(
            f"create or replace temp table incoming as select line, {typed} from arriving"
        )
        self.con.unregister("arriving")
        self.con.execute(
            "delete from incoming where row_id in"
            " (select row_id from forgotten where table_name = ?)",
            [checked.table.name],
        )

    def _insert(self, read: FileRead, table: Table) -> tuple[int, int]:
        """Put new rows and new versions in; how many of each."""
        name = sql.name(table.name)
        own = sql.names([n for n, _ in table.stored() if n not in ("row_id", "row_hash", "origin")])
        self.con.execute(
            "insert into row_source select row_id, row_hash, ?, line from incoming", [read.id]
        )
        empty = not self.con.execute(f"select 1 from {name} limit 1").fetchall()
        changed = 0
        if not empty:
            changed = self._supersede(read, table)
            self.con.execute(
                "delete from superseded where table_name = ?"
                " and (row_id, row_hash) in (select row_id, row_hash from incoming)",
                [table.name],
            )
        before = "" if empty else f"where row_id not in (select row_id from {name})"
        new = self._count(f"select count(distinct row_id) from incoming {before}")
        absent = "" if empty else f"anti join {name} using (row_id, row_hash)"
        # A row that stands twice in a file is one row with two places.
        once = "distinct on (row_id)" if table.identity else ""
        order = "order by row_id, line" if table.identity else ""
        self.con.execute(
            f"insert into {name} select {once} row_id, row_hash, ?::UUID, {own}"
            f" from incoming {absent} {order}",
            [read.id],
        )
        return new, changed

    def _supersede(self, read: FileRead, table: Table) -> int:
        """Current rows of which the file says something else are replaced."""
        current = f"current_{table.name}"
        return self._count(
            f"""insert into superseded
                select distinct ?, old.row_id, old.row_hash, ?::UUID, 'changed'
                from {current} old join incoming using (row_id)
                where old.row_hash <> incoming.row_hash""",
            table.name, read.id,
        )  # fmt: skip

    def _drop_gone(
        self, bench: duckdb.DuckDBPyConnection, checked: Checked, read: FileRead,
        earlier: uuid.UUID,
    ) -> int:  # fmt: skip
        """Rows of the earlier version that stand in no current file any more."""
        table = checked.table.name
        self.con.register("kept", bench.sql(checked.ids).to_arrow_table())
        gone = self._count(
            f"""insert into superseded
                select ?, row_id, row_hash, ?::UUID, 'gone' from current_{table}
                where row_id in (select row_id from row_source where source = ?)
                  and row_id not in (select row_id::UUID from kept)
                  and row_id not in (
                      select rs.row_id from row_source rs
                      join source s on s.id = rs.source and s.is_current)""",
            table, read.id, earlier,
        )  # fmt: skip
        self.con.unregister("kept")
        return gone

    def _count(self, query: str, *bound: Any) -> int:
        """The one number that a query answers, or how many rows it wrote."""
        row = sql.row(self.con, query, *bound)
        return int(row[0]) if row else 0
