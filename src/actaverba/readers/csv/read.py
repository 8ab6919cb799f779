"""Staging a delimited text file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.engine.staged import ReadOptions, Refusal, Staged
from actaverba.errors import InputError
from actaverba.readers import encoding
from actaverba.readers.csv import fast
from actaverba.readers.csv.split import Broken, Records, split_line
from actaverba.readers.filling import Filling, checked_headers, enough, new_relation
from actaverba.readers.lines import Lines, raw

if TYPE_CHECKING:
    import duckdb

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
LOOKED_AT = 50
HEADER_LIMIT = 1 << 16
LONGEST_HEADER = 200


def stage(con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions) -> Staged:
    """Put the records of a CSV file into a temporary table.

    The first line that is not blank holds the headers. Rows with too few or too many cells,
    with broken quotes, with a cell beyond the limit, with zero bytes or with bytes that are
    not of the file's encoding are refused one by one. A record of only empty cells is none.

    Raises
    ------
    InputError
        When the file is empty, its encoding cannot be told, or its headers do not hold.
    """
    found = encoding.detect(path, options.encoding)
    delimiter = _delimiter(path, found)
    said = [found.said]
    if delimiter != ",":
        said.append(f"cells stand between {DELIMITERS[delimiter]}")
    with Lines(path, found) as lines:
        headers, unnamed = _headers(lines, path, delimiter)
        if unnamed:
            said.append(f"columns without a header: {', '.join(unnamed)}")
        relation = new_relation(headers)
        rows = fast.fill(
            con, path, relation, found=found, delimiter=delimiter,
            limit=options.cell_limit, header_line=lines.number,
        )  # fmt: skip
        refused: list[Refusal] = []
        if rows is None:
            filling = Filling(con, relation, encoding=found.name)
            records = Records(lines, delimiter, width=len(headers), limit=options.cell_limit)
            _take(records, filling, path.name)
            rows, refused = filling.rows, sorted(filling.refused, key=lambda r: r.line)
            if records.skipped:
                said.append(f"{records.skipped} empty lines were passed over")
    return Staged(
        relation.name, headers, found.name, tuple(said), tuple(refused), rows,
        relation.line_column,
    )  # fmt: skip


def _take(records: Records, filling: Filling, file: str) -> None:
    headers = filling.relation.headers
    for record in records:
        if isinstance(record, Broken):
            filling.refused.append(_refusal(record, headers))
            enough(len(filling.refused), file, filling.refused[0].message)
        else:
            filling.add(*record)
    filling.finish()


def _refusal(broken: Broken, headers: tuple[str, ...]) -> Refusal:
    column = headers[broken.cell - 1] if 0 < broken.cell <= len(headers) else ""
    return Refusal(
        broken.line, column, broken.code, broken.message, broken.cure, raw(broken.text)
    )  # fmt: skip


def _delimiter(path: Path, found: encoding.Encoding) -> str:
    """Commas, semicolons or tabs: what splits the first lines into most equal records."""
    with Lines(path, found) as lines:
        head = [
            line for line in (lines.next()[:HEADER_LIMIT] for _ in range(LOOKED_AT)) if line.strip()
        ]

    def agreement(delimiter: str) -> tuple[bool, float, int]:
        widths = [len(cells) for line in head if (cells := split_line(line, delimiter))]
        if not widths or widths[0] < 2:
            return False, 0.0, 0
        return True, sum(w == widths[0] for w in widths) / len(head), widths[0]

    return max(DELIMITERS, key=agreement)


def _headers(lines: Lines, path: Path, delimiter: str) -> tuple[tuple[str, ...], list[str]]:
    """The headers, and the names given to columns that have none."""
    line = lines.next()
    while line and not line.strip(" \t\r\n"):
        line = lines.next()
    if not line:
        raise InputError(
            "the file is empty",
            where=path.name,
            cure="It needs a first line with the column names; `acta template DIR` writes them.",
        )
    cells = split_line(line, delimiter)
    where = f"{path.name}, line {lines.number}"
    if cells is None or lines.overlong or len(line) > 16 * HEADER_LIMIT:
        raise InputError(
            "the line with the column names cannot be split into cells",
            where=where,
            cure="Check its quotes; column names stand on one line.",
        )
    names, unnamed = [], []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split())
        if not name:
            name = f"column {number}"
            unnamed.append(name)
        if "\0" in name or encoding.first_bad_byte(name) is not None or len(name) > LONGEST_HEADER:
            raise InputError(
                f"the name of column {number} cannot be read: {raw(name)[:80]}",
                where=where,
                cure="The first line must hold the column names, in the encoding of the file.",
            )
        names.append(name)
    return checked_headers(tuple(names), path.name), unnamed
