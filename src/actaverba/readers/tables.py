"""The rows of one table, from a reader that knows what its records are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from actaverba.engine.staged import ReadOptions, Refusal, Staged
from actaverba.readers.filling import Filling, enough, new_relation
from actaverba.readers.lines import raw
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb


def shown(value: Any) -> str:
    """A single value as a refusal may quote it; of nested ones nothing."""
    return "" if isinstance(value, list | dict) else str(value)


class Rows:
    """Rows on their way into a relation with columns of a table; `number` counts the records.

    A refused record takes a number, too. Cells must be text that can be stored.
    """

    def __init__(
        self, con: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...], *,
        file: str, encoding: str, options: ReadOptions,
    ) -> None:  # fmt: skip
        self.table = table
        self.columns = columns
        self.number = 0
        self.refused: list[Refusal] = []
        self._file, self._encoding, self._limit = file, encoding, options.cell_limit
        assert set(columns) <= set(named(table).names)
        self._filling = Filling(con, new_relation(columns), encoding=encoding)

    def add(self, cells: Mapping[str, str | None]) -> None:
        """Take one record; columns that it does not have are empty."""
        row = [cells.get(column) for column in self.columns]
        length = sum(len(cell) for cell in row if cell)
        if length * 4 > self._limit:
            for column, cell in zip(self.columns, row, strict=True):
                if cell and len(cell.encode()) > self._limit:
                    what = f"the cell is longer than {self._limit} bytes"
                    self.refuse("cell_too_long", what, "Shorten it.", cell, column=column)
                    return
        self.number += 1
        self._filling.add(self.number, row, length)

    def refuse(self, code: str, what: str, cure: str, text: str, *, column: str = "") -> None:
        """Leave one record out, and say why."""
        self.number += 1
        self.refused.append(Refusal(self.number, column, code, what, cure, raw(text)))
        enough(len(self.refused), self._file, self.refused[0].message)

    def staged(self, *, dataset: str = "", said: Iterable[str] = ()) -> Staged:
        self._filling.finish()
        relation = self._filling.relation
        return Staged(
            relation.name, self.columns, self._encoding, tuple(said), tuple(self.refused),
            self._filling.rows, relation.line_column, self.table, dataset,
        )  # fmt: skip


class Once:
    """Rows of which each name counts once, the first that comes."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._seen: set[str] = set()

    def add(self, name: str, cells: Mapping[str, str | None]) -> None:
        if name not in self._seen:
            self._seen.add(name)
            self.rows.add(cells)
