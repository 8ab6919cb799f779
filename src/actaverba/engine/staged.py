"""A file as a reader leaves it: cells split and untouched, nothing yet believed.

A reader puts the records of one file into a relation on a DuckDB connection. Mapping the
headers to a table of the vocabulary, trimming, checking and refusing rows come after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

LINE = "line"
CELL_LIMIT = 1024 * 1024


@dataclass(frozen=True)
class Refusal:
    """One record, or one cell of it, that is not let in.

    `line` is where the record starts (1-based; 0 when the file as a whole is meant) and
    `column` the file's own header, or empty. `code` is a short lower-case word for
    machines, `message` says what is wrong, `cure` what to do. `raw` is the text of the
    record as far as it could be read, cut and with control characters written as `\\xNN`.
    """

    line: int
    column: str
    code: str
    message: str
    cure: str
    raw: str = ""


@dataclass(frozen=True)
class Staged:
    """The records of one file, as a relation on the connection given to the reader.

    `relation` names a temporary table or view, to be quoted as one identifier. It has one
    VARCHAR column for each of `headers` (quote them; no two differ only in case) and
    `line_column` (BIGINT), the line or record number in the file; it is `line` unless the
    file has a column of that name. Rows stand in the order of the file. Cells are as they
    stand, not trimmed; a missing cell of JSON or Parquet is NULL, an empty cell of a CSV is
    ''. `refused` are the records that could not be split into cells; they are not in the
    relation. `said` are sentences for the user about what was detected.

    A reader that knows what its rows are names their `table`, with headers that are its
    columns; `dataset` then is what the file is a part of, by its own account.
    """

    relation: str
    headers: tuple[str, ...]
    encoding: str = "utf-8"
    said: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    rows: int = 0
    line_column: str = LINE
    table: str = ""
    dataset: str = ""


@dataclass(frozen=True)
class ReadOptions:
    """What the user says about a file, where that cannot or should not be guessed.

    `columns` maps columns of the table to headers of the file, `constants` columns of the
    table to one value for every row. `encoding` overrules detection (one of
    `readers.encoding.KNOWN`), `timezone` is that of times without an offset, which are refused
    unless it is said. A cell longer than `cell_limit` bytes refuses its row.
    """

    table: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    cell_limit: int = CELL_LIMIT
    timezone: str = ""


class Stage(Protocol):
    """What the module of a reader offers under the name `stage`.

    One that knows several tables gives a `Staged` for each, empty ones, too.
    """

    def __call__(self, con: Any, path: Any, options: ReadOptions) -> Staged | Sequence[Staged]: ...
