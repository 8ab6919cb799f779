"""A temporary table on a DuckDB connection, filled in batches with what a reader splits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.engine.staged import LINE, Refusal
from actaverba.errors import InputError
from actaverba.readers.encoding import first_bad_byte
from actaverba.readers.lines import raw

if TYPE_CHECKING:
    import duckdb

BATCH = 50_000
BATCH_CHARACTERS = 16 << 20
MOST_REFUSED = 100_000
MOST_COLUMNS = 1_000
_numbers = count(1)


@dataclass(frozen=True)
class Relation:
    """A place for the records of one file: `rows` holds them, and `name` shows them with
    their line. The two are one table, or a view where the line follows from the row's place.
    """

    name: str
    headers: tuple[str, ...]
    line_column: str

    @property
    def rows(self) -> str:
        return f"{self.name}_rows"

    def view(self, con: duckdb.DuckDBPyConnection, *, line: str) -> None:
        """Show the rows with `line`, an SQL expression over them, as their line."""
        con.execute(
            f"create temp view {sql.name(self.name)} as select {sql.names(self.headers)},"
            f" ({line})::BIGINT as {sql.name(self.line_column)} from {sql.name(self.rows)}"
        )


def new_relation(headers: tuple[str, ...]) -> Relation:
    """A relation with a name that this process has not used yet.

    The line stands in `line`, or in the first of `line_2`, `line_3` … that no header has.
    """
    taken = {h.casefold() for h in headers}
    line, number = LINE, 1
    while line in taken:
        number += 1
        line = f"{LINE}_{number}"
    return Relation(f"staged_{next(_numbers)}", headers, line)


def checked_headers(headers: tuple[str, ...], file: str) -> tuple[str, ...]:
    """Headers that can be columns: named, few enough, and no two the same.

    Raises
    ------
    InputError
        When two headers differ in case at most, or there are more than `MOST_COLUMNS`.
    """
    if len(headers) > MOST_COLUMNS:
        raise InputError(
            f"there are {len(headers)} columns",
            where=file,
            cure=f"No file of a case has more than {MOST_COLUMNS}; leave out what is not needed.",
        )
    seen: dict[str, int] = {}
    for number, header in enumerate(headers, start=1):
        same = seen.setdefault(header.casefold(), number)
        if same != number:
            raise InputError(
                f"columns {same} and {number} are both called {header[:80]!r}",
                where=file,
                cure="Give each column a name of its own; capitals make no difference.",
            )
    return headers


def enough(refused: int, file: str, first: str) -> None:
    """Stop reading a file that is broken throughout."""
    if refused > MOST_REFUSED:
        raise InputError(
            f"more than {MOST_REFUSED} records are broken; the first: {first}",
            where=file,
            cure="This is no such file, or its writer is at fault; write it anew.",
        )


class Filling:
    """Rows of text on their way into a temporary table; use `add`, then `finish`."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, relation: Relation, *, encoding: str
    ) -> None:
        self.con = con
        self.relation = relation
        self.encoding = encoding
        self.rows = 0
        self.refused: list[Refusal] = []
        self._cells: list[Sequence[str | None]] = []
        self._lines: list[int] = []
        self._characters = 0
        columns = ", ".join(f"{sql.name(h)} VARCHAR" for h in relation.headers)
        con.execute(
            f"create temp table {sql.name(relation.name)}"
            f" ({columns}, {sql.name(relation.line_column)} BIGINT)"
        )

    def add(self, line: int, cells: Sequence[str | None], length: int = 0) -> None:
        """Take one record; `length` is a hint at its size for keeping memory bounded."""
        self._cells.append(cells)
        self._lines.append(line)
        self._characters += length
        if len(self._lines) >= BATCH or self._characters > BATCH_CHARACTERS:
            self._flush()

    def finish(self) -> None:
        if self._lines:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        try:
            columns = [pa.array(cells, pa.string()) for cells in zip(*self._cells, strict=True)]
        except UnicodeEncodeError:
            self._refuse_undecoded()
            columns = [pa.array(cells, pa.string()) for cells in zip(*self._cells, strict=True)]
        if self._lines:
            lines = pa.array(self._lines, pa.int64())
            names = [*self.relation.headers, self.relation.line_column]
            self.con.register("batch", pa.table([*columns, lines], names=names))
            self.con.execute(f"insert into {sql.name(self.relation.name)} select * from batch")
            self.con.unregister("batch")
            self.rows += len(self._lines)
        self._cells, self._lines, self._characters = [], [], 0

    def _refuse_undecoded(self) -> None:
        """Take out the records with bytes that the encoding does not have."""
        kept_cells, kept_lines = [], []
        for line, cells in zip(self._lines, self._cells, strict=True):
            refusal = self._undecoded(line, cells)
            if refusal is None:
                kept_cells.append(cells)
                kept_lines.append(line)
            else:
                self.refused.append(refusal)
        self._cells, self._lines = kept_cells, kept_lines

    def _undecoded(self, line: int, cells: Sequence[str | None]) -> Refusal | None:
        for header, cell in zip(self.relation.headers, cells, strict=True):
            bad = first_bad_byte(cell or "")
            if cell and bad is not None:
                return Refusal(
                    line, header, "bad_byte", f"byte 0x{bad:02x} is not {self.encoding}",
                    "Save the file as UTF-8, or give --encoding.", raw(cell),
                )  # fmt: skip
        return None
