"""On which line of the file each record stands, though blank lines were passed over."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.errors import InputError
from actaverba.readers.encoding import CHUNK
from actaverba.readers.filling import Relation
from actaverba.readers.jsonl.broken import blank_lines

if TYPE_CHECKING:
    import duckdb

MOST_BLANK = 1_000_000
ZERO = b"\\u0000"


@dataclass(frozen=True)
class Places:
    """`starts[n]`: from this record on (counted from 0), n + 1 blank lines lie above."""

    starts: tuple[int, ...] = ()

    def line(self, record: int) -> int:
        return record + 1 + bisect_right(self.starts, record)

    def show(self, con: duckdb.DuckDBPyConnection, relation: Relation) -> None:
        """Show the rows of a relation with their line, counted from their rowid."""
        if not self.starts:
            relation.view(con, line="rowid + 1")
            return
        import pyarrow as pa

        above = {start: n for n, start in enumerate(self.starts, start=1)}
        shifts = pa.table({"start": list(above), "shift": list(above.values())})
        con.register("shifts", shifts)
        con.execute(
            f"create temp table {sql.name(relation.name)} as select {sql.names(relation.headers)},"
            f" (r.rowid + 1 + coalesce(s.shift, 0))::BIGINT as {sql.name(relation.line_column)}"
            f" from {sql.name(relation.rows)} r asof left join shifts s on r.rowid >= s.start"
            f" order by {sql.name(relation.line_column)}"
        )
        con.unregister("shifts")
        con.execute(f"drop table {sql.name(relation.rows)}")


def survey(path: Path) -> tuple[int, bool]:
    """How many lines a file has, and whether an escaped zero stands anywhere in it."""
    lines, zero, last = 0, False, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            # To look for one backslash takes a tenth of the time, and most files have none.
            zero = zero or (b"\\" in chunk and ZERO in chunk) or ZERO in last + chunk[: len(ZERO)]
            lines += chunk.count(b"\n")
            last = chunk[-len(ZERO) :]
    return lines + (not last.endswith(b"\n") and bool(last)), zero


def places(path: Path, *, lines: int, records: int) -> Places:
    """Where the records of a file stand that has `lines` lines in all."""
    if lines == records:
        return Places()
    blank = lines - records
    if blank > MOST_BLANK:
        raise InputError(
            f"it has more than {MOST_BLANK} blank lines",
            where=path.name,
            cure="Take them out; each line holds one object.",
        )
    empty = blank_lines(path)
    if len(empty) != blank:
        raise InputError(
            f"it has {lines} lines, {len(empty)} of them blank, but {records} records",
            where=path.name,
            cure="Write it anew, one object a line, without control characters.",
        )
    return Places(tuple(number - n - 1 for n, number in enumerate(empty)))
