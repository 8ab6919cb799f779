"""One file on the workbench: staged and checked, table by table, ready to be taken."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.case.intake import FileRead
from actaverba.engine import sql
from actaverba.engine.staged import ReadOptions, Refusal, Staged
from actaverba.engine.validate import Checked, check
from actaverba.errors import InputError
from actaverba.readers import matrix, recognise
from actaverba.readers.case_toml import read_about
from actaverba.readers.guard import unpacked
from actaverba.readers.known import Known
from actaverba.readers.recognise import Found
from actaverba.vocabulary.formats import digest_of_file
from actaverba.vocabulary.schema import Table

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Ready:
    """The rows of one file for one table, checked, or a `case.toml`."""

    read: FileRead
    checked: Checked | None = None
    about: Mapping[str, Any] | None = None
    refused: Sequence[Refusal] = ()

    @property
    def is_idle(self) -> bool:
        """Whether it would only add rows, and there are none to add and none to refuse."""
        checked = self.checked
        return self.read.adds and checked is not None and not (checked.rows or checked.refused)


@dataclass(frozen=True)
class Desk:
    """Where files are checked: the workbench, the rows that they may refer to, the key of the
    case for pseudonyms, and a folder in which packed files are unpacked."""

    bench: duckdb.DuckDBPyConnection
    known: Known
    key: bytes | None
    scratch: Path


@dataclass(frozen=True)
class Asked:
    """What the user said, for all files. `link` is the case to which they are linked."""

    options: ReadOptions
    dataset: str | None = None
    link: Path | None = None
    by: str = ""
    now: str = ""


@dataclass(frozen=True)
class _Whole:
    """What is known of the file as a whole."""

    found: Found
    sha256: str
    size: int


def prepare(desk: Desk, found: Found, asked: Asked, *, place: str) -> list[Ready]:
    """Stage and check one file; nothing is written. One `Ready` for each table of its rows.

    `place` makes the names of relations on the workbench; rows of the file stay there.
    """
    with ThreadPoolExecutor(1) as aside:
        # Half a second for a million posts, which the other core has to spare.
        digested = aside.submit(digest_of_file, found.path)
        if found.reader.name == recognise.ABOUT:
            about, refused = read_about(found.path)
            told = FileRead(
                found.name, "case", "case", *digested.result(), found.reader.name, "utf-8"
            )
            return [Ready(told, about=about, refused=refused)]
        found = recognise.as_mapped(found, asked.options)
        plain = unpacked(found.path, desk.scratch)
        staged = found.reader.stage()(desk.bench, plain, found.options(asked.options))
        parts = [staged] if isinstance(staged, Staged) else list(staged)
        checked = [
            _checked(desk, found, asked, part, place=f"{place}_{n}")
            for n, part in enumerate(_wanted(found, parts, asked.options))
        ]
        whole = _Whole(found, *digested.result())
        return [_ready(whole, *one) for one in checked]


def _wanted(found: Found, parts: list[Staged], options: ReadOptions) -> list[Staged]:
    """The parts for the table that is asked for, or all."""
    if not found.reader.tables or options.table is None:
        return parts
    kept = [part for part in parts if part.table == options.table]
    if not kept:
        raise InputError(
            f"it has no rows for {options.table}",
            where=found.name,
            cure=f"Files of this kind fill {', '.join(found.reader.tables)}.",
        )
    # What is said by hand takes the place of what the file says.
    return [
        replace(part, headers=tuple(h for h in part.headers if h not in options.constants))
        for part in kept
    ]


def _checked(
    desk: Desk, found: Found, asked: Asked, staged: Staged, *, place: str
) -> tuple[Checked, FileRead]:
    """The checked rows of one part, and what is known of it but for the file's digest."""
    options = asked.options
    rated = None if staged.table else matrix.layout(
        staged.headers, options.table or found.table, desk.known
    )  # fmt: skip
    if rated is not None:
        return _of_matrix(desk, found, asked, staged, layout=rated, place=place)
    known_as = replace(found, table=staged.table or found.table)
    table, columns = recognise.table_for(known_as, staged.headers, options)
    if asked.by and "by" in table.names:
        columns = replace(columns, constants={**columns.constants, "by": asked.by})
    belongs = asked.dataset or staged.dataset or found.table or table.name
    checked = check(
        desk.bench, staged, table, columns=columns, dataset=belongs, known=desk.known.of(table),
        key=desk.key, place=place,
    )  # fmt: skip
    desk.known.add(checked)
    mapping = {"columns": dict(columns.headers), "constants": dict(columns.constants),
               "timezone": columns.timezone}  # fmt: skip
    told = FileRead(
        found.name, belongs, table.name, "", 0, found.reader.name, staged.encoding,
        json.dumps({k: v for k, v in mapping.items() if v}, sort_keys=True),
        link=_link(found, table, asked.link) if asked.link else None,
    )  # fmt: skip
    return checked, told


def _of_matrix(
    desk: Desk, found: Found, asked: Asked, staged: Staged, *, layout: matrix.Layout, place: str
) -> tuple[Checked, FileRead]:
    """A matrix adds to the ratings that there are; the same file may do so again later."""
    dataset = asked.dataset or matrix.TABLE
    checked = matrix.check_matrix(
        desk.bench, staged, layout, known=desk.known, by=asked.by, now=asked.now,
        dataset=dataset, place=place,
    )  # fmt: skip
    ratings = desk.known.relations[matrix.TABLE]
    before = sql.row(desk.bench, f"select count(*) from {ratings}")
    desk.known.add(checked)
    mapping = json.dumps({"after": before, "by": asked.by}, sort_keys=True)
    told = FileRead(
        found.name, dataset, matrix.TABLE, "", 0, found.reader.name, staged.encoding, mapping,
        adds=True,
    )  # fmt: skip
    return checked, told


def _ready(whole: _Whole, checked: Checked, told: FileRead) -> Ready:
    return Ready(replace(told, sha256=whole.sha256, size=whole.size), checked)


def _link(found: Found, table: Table, case: Path) -> str:
    """Where a file lies, seen from the folder of the case."""
    if table.kind != "bulk" or found.packed or found.reader.tables:
        what = "a packed file" if found.packed else table.name
        if found.reader.tables:
            what = f"a file that is read as {found.reader.name}"
        raise InputError(
            f"{what} cannot be read in place",
            where=found.name,
            cure="Leave --link out; it is for plain files of posts and shares.",
        )
    return os.path.relpath(found.path.resolve(), case.resolve().parent)
