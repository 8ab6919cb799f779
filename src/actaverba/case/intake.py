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

from actaverba.case import digests, file
from actaverba.case.rows import places_sql
from actaverba.engine import sql
from actaverba.engine.staged import Refusal
from actaverba.engine.validate import Checked, digest_columns, digest_of
from actaverba.vocabulary.identity import digest_uuid
from actaverba.vocabulary.schema import Table

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class FileRead:
    """What is known of one file apart from its rows. `mapping` is JSON text.

    Rows of a file that `adds` stay when a new version of it has them no more.
    """

    name: str
    dataset: str
    table: str
    sha256: str
    size: int
    format: str
    encoding: str
    mapping: str = "{}"
    link: str | None = None
    adds: bool = False

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
    """One write transaction that takes several files, on a connection from `file.writing`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, now: str) -> None:
        self.con = con
        self.now = now

    def about(self, read: FileRead, about: Mapping[str, Any], refused: Sequence[Refusal]) -> Taken:
        """Take `case.toml`: what the case says of itself."""
        self._source(read, 1, refused, ())
        self.con.execute("delete from case_info where key = 'about'")
        text = json.dumps(about, ensure_ascii=False, sort_keys=True)
        self.con.execute(
            "update source set digest = ? where id = ?", [digest_uuid("about", text), read.id]
        )
        self.con.execute("insert into case_info values ('about', ?)", [text])
        return Taken(read, "read", rows=1, new=1, refused=tuple(refused))

    def rows(self, read: FileRead, checked: Checked) -> Taken:
        """Take the good rows of a checked file from the workbench into the case."""
        earlier = self._source(read, checked.rows, checked.refused, checked.said)
        if read.link is not None:
            self._note_digest(read, f"({checked.good})")
            return Taken(read, "linked", checked.rows, refused=checked.refused, said=checked.said)
        changes = (
            self._merge(read, checked, earlier)
            if self._holds_rows(checked.table)
            else self._fill(read, checked)
        )
        return Taken(
            read, "read", checked.rows, **changes, refused=checked.refused, said=checked.said
        )

    def _holds_rows(self, table: Table) -> bool:
        query = f"select 1 from {sql.name(table.name)} union all select 1 from forgotten limit 1"
        return bool(self.con.execute(query).fetchall())

    def _fill(self, read: FileRead, checked: Checked) -> dict[str, int]:
        """The first rows of a table go straight in; what stands twice is put right after."""
        name = sql.name(checked.table.name)
        self.con.execute(f"insert into {name} {_stored_sql(read, checked)}")
        again = f"select row_id, min(line) as line from {name} group by row_id having count(*) > 1"
        if self.con.execute(f"select 1 from ({again}) limit 1").fetchall():
            other = (
                f"from {name} r where exists (select 1 from again a"
                " where a.row_id = r.row_id and a.line <> r.line)"
            )
            self.con.execute(f"create or replace temp table again as {again}")
            self.con.execute(
                f"insert into row_source select r.row_id, r.row_hash, r.origin, r.line {other}"
            )
            self.con.execute(f"delete {other}")
        self._note_digest(read, name)
        return {"new": self._count(f"select count(*) from {name}")}

    def _merge(self, read: FileRead, checked: Checked, earlier: uuid.UUID | None) -> dict[str, int]:
        self.con.execute(f"create or replace temp table incoming as {_stored_sql(read, checked)}")
        self.con.execute(
            "delete from incoming where row_id in"
            " (select row_id from forgotten where table_name = ?)",
            [checked.table.name],
        )
        new, changed = self._insert(checked.table, read)
        digests.seal_source(self.con, read.id, checked.table.name)
        gone = self._drop_gone(read, checked, earlier) if earlier and not read.adds else 0
        return {"new": new, "changed": changed, "gone": gone}

    def _note_digest(self, read: FileRead, rows: str) -> None:
        """Write down the digest of the different rows of a file."""
        different = f"select distinct row_id, row_hash from {rows}"
        high, low = sql.row(
            self.con, f"select {digest_columns('row_hash')} from ({different})"
        ) or (0, 0)  # fmt: skip
        self.con.execute(
            "update source set digest = ? where id = ?",
            [uuid.UUID(int=digest_of(high, low)), read.id],
        )

    def _source(
        self, read: FileRead, rows: int, refused: Sequence[Refusal], said: Sequence[str]
    ) -> uuid.UUID | None:
        """Note the file and its refusals; the id of the version it replaces, if any."""
        same = "table_name = ? and dataset = ? and name = ? and is_current"
        bound = [read.table, read.dataset, read.name]
        earlier = sql.row(self.con, f"select id from source where {same}", *bound)
        self.con.execute(f"update source set is_current = false where {same}", bound)
        for table, column in (("source", "id"), ("refused", "source"), ("row_source", "source")):
            self.con.execute(f"delete from {table} where {column} = ?", [read.id])
        self.con.execute(
            f"insert into source values ({', '.join('?' * 16)}, null)",
            [read.id, read.name, read.dataset, read.table, read.sha256, read.size, read.format,
             read.encoding, read.mapping, json.dumps(list(said), ensure_ascii=False), rows,
             len(refused), read.id, read.link, self.now, True],
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
        digests.seal_refused(self.con, read.id)

    def _insert(self, table: Table, read: FileRead) -> tuple[int, int]:
        """Put new rows and new versions in; how many of each."""
        name, changed = sql.name(table.name), self._supersede(read, table)
        self.con.execute(
            "delete from superseded where table_name = ?"
            " and (row_id, row_hash) in (select row_id, row_hash from incoming)",
            [table.name],
        )
        new = self._count(
            "select count(distinct row_id) from incoming"
            f" where row_id not in (select row_id from {name})"
        )
        # A row that stands twice in a file, or in an older version, is one row with more places.
        self.con.execute(
            "create or replace temp table first_place as"
            f" select distinct on (row_id) row_id, line from incoming anti join {name}"
            " using (row_id, row_hash) order by row_id, line"
        )
        self.con.execute(
            f"insert into {name} select i.* from incoming i join first_place using (row_id, line)"
        )
        # A file that is read again in an older version has the places it had.
        self.con.execute(
            "insert into row_source select row_id, row_hash, origin, line from incoming"
            f" anti join {name} using (row_id, row_hash, origin, line)"
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

    def _drop_gone(self, read: FileRead, checked: Checked, earlier: uuid.UUID) -> int:
        """Rows of the earlier version that stand in no current file any more.

        Where another current file says something else of such a row, that counts again.
        """
        table = checked.table.name
        self.con.execute(
            f"""create or replace temp table lost as
                with place as (select p.*, s.is_current from ({places_sql(table)}) p
                               join source s on s.id = p.source)
                select row_id, row_hash from current_{table}
                where row_id in (select row_id from place where source = ?)
                  and row_id not in ({checked.ids})
                  and (row_id, row_hash) not in
                      (select row_id, row_hash from place where is_current)""",
            [earlier],
        )
        self.con.execute(
            f"""create or replace temp table again as
                select p.row_id, min(p.row_hash) as row_hash
                from ({places_sql(table)}) p join source s on s.id = p.source and s.is_current
                where p.row_id in (select row_id from lost) group by p.row_id"""
        )
        self.con.execute(
            "insert into superseded select ?, row_id, row_hash, ?,"
            " case when row_id in (select row_id from again) then 'changed' else 'gone' end"
            " from lost",
            [table, read.id],
        )
        self.con.execute(
            "delete from superseded where table_name = ?"
            " and (row_id, row_hash) in (select row_id, row_hash from again)",
            [table],
        )
        return self._count(
            "select count(distinct row_id) from lost where row_id not in (select row_id from again)"
        )

    def _count(self, query: str, *bound: Any) -> int:
        """The one number that a query answers, or how many rows it wrote."""
        row = sql.row(self.con, query, *bound)
        return int(row[0]) if row else 0


def _stored_sql(read: FileRead, checked: Checked) -> str:
    """The good rows of a file in the columns of their table, with their origin."""
    columns = ", ".join(
        f"'{read.id}'::UUID as origin" if name == "origin" else sql.name(name)
        for name, _ in checked.table.stored()
    )
    return f"select {columns} from ({checked.good})"
