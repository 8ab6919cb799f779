"""Reading files into a case: recognise, stage, check, and take all of them or none.

Files are staged and checked on a workbench that knows no case; then everything that is good
goes into the case in one short write transaction.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.case import file, intake
from actaverba.case.intake import FileRead, Intake, Taken
from actaverba.engine import sql
from actaverba.engine.staged import ReadOptions, Refusal
from actaverba.engine.validate import Checked, check
from actaverba.errors import ActaError, InputError
from actaverba.readers import matrix, recognise
from actaverba.readers.case_toml import read_about
from actaverba.readers.guard import unpacked
from actaverba.readers.known import Known
from actaverba.readers.recognise import Found
from actaverba.vocabulary.formats import digest_of_file
from actaverba.vocabulary.schema import Table
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb

    from actaverba.case.case import Case


NOTHING_SAID = ReadOptions()


@dataclass(frozen=True)
class Failed:
    """A file that could not be read at all, and why."""

    name: str
    error: ActaError


@dataclass(frozen=True)
class ReadReport:
    """What became of each file of one `read`.

    `skipped` are files that were left alone, with the reason; `failed` could not be read.
    """

    files: list[Taken] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)


@dataclass(frozen=True)
class _Ready:
    """A file that is staged and checked, or a `case.toml`, ready to be taken."""

    read: FileRead
    checked: Checked | None = None
    about: Mapping[str, Any] | None = None
    refused: Sequence[Refusal] = ()

    @property
    def is_idle(self) -> bool:
        """Whether it would only add rows, and there are none to add and none to refuse."""
        checked = self.checked
        return self.read.adds and checked is not None and not (checked.rows or checked.refused)


def read(
    case: Case, paths: Sequence[str | Path], *, options: ReadOptions = NOTHING_SAID,
    dataset: str | None = None, link: bool = False, dry_run: bool = False, by: str = "", now: str,
    told: Callable[[str], None] = lambda _: None,
) -> ReadReport:  # fmt: skip
    """Read files and folders into a case, all of them in one transaction.

    Parameters
    ----------
    case : Case
    paths : files, or folders with files of a case
    options : ReadOptions
        Table, mapping, constants and encoding, where they are not to be guessed.
    dataset : str, optional
        The dataset that the rows belong to; by default the name of the file without its end.
    link : bool
        Keep a hash of each file and read it in place (bulk tables only).
    dry_run : bool
        Check everything and write nothing.
    by : str
        Who rated, for a matrix of competing hypotheses (see `readers.matrix`).
    told : callable
        Is told what is being read.

    Returns
    -------
    ReadReport
        A file that cannot be read at all is in `failed`, and the others are still taken.
    """
    report = ReadReport()
    known_sources = intake.known_sources(case.path)
    with _workbench() as (bench, scratch):
        known, key = Known(bench, case), case.key()
        ready: list[_Ready] = []
        for found in _found(paths, scratch, report):
            told(f"reading {found.name}")
            try:
                one = _prepare(
                    bench, found, options, dataset=dataset, known=known, key=key,
                    link=case.path if link else None, place=str(len(ready)), scratch=scratch,
                    by=by.strip(), now=now,
                )  # fmt: skip
            except ActaError as trouble:
                report.failed.append(Failed(found.name, trouble))
                continue
            if one.read.id in known_sources or one.is_idle:
                said = one.checked.said if one.is_idle and one.checked else ()
                report.files.append(Taken(one.read, "unchanged", said=said))
            else:
                ready.append(one)
        if dry_run:
            report.files.extend(map(_would_take, ready))
        elif ready:
            told("writing")
            with file.writing(case.path, bench=bench) as con:
                taking = Intake(con, now)
                report.files.extend(_take(taking, one) for one in ready)
    return report


@contextmanager
def _workbench() -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A DuckDB to check files on, and an empty folder that goes when it is done."""
    with tempfile.TemporaryDirectory(prefix="actaverba-") as folder:
        con = sql.workbench(scratch=Path(folder) / "spilled")
        try:
            yield con, Path(folder) / "unpacked"
        finally:
            con.close()


def _found(paths: Sequence[str | Path], scratch: Path, report: ReadReport) -> list[Found]:
    """The files at all paths, those that others refer to first."""
    found: list[Found] = []
    for place in map(Path, paths):
        try:
            collection = recognise.look(place, scratch)
        except ActaError as trouble:
            report.failed.append(Failed(place.name, trouble))
            continue
        found.extend(collection.files)
        report.skipped.extend((left.name, left.why) for left in collection.left_alone)
    return sorted(found, key=_order)


def _order(found: Found) -> int:
    """`case.toml` first; files without a table last."""
    if found.reader.name == recognise.ABOUT:
        return -1
    return named(found.table).order if found.table else 1000


def _take(taking: Intake, one: _Ready) -> Taken:
    if one.checked is None:
        return taking.about(one.read, one.about or {}, one.refused)
    return taking.rows(one.read, one.checked)


def _would_take(one: _Ready) -> Taken:
    if one.checked is None:
        return Taken(one.read, "checked", 1, refused=tuple(one.refused))
    checked = one.checked
    return Taken(one.read, "checked", checked.rows, refused=checked.refused, said=checked.said)


def _prepare(
    bench: duckdb.DuckDBPyConnection, found: Found, options: ReadOptions, *,
    dataset: str | None, known: Known, key: bytes | None, link: Path | None, place: str,
    scratch: Path, by: str, now: str,
) -> _Ready:  # fmt: skip
    """Stage and check one file; nothing is written. `link` is the case it is linked to."""
    with ThreadPoolExecutor(1) as aside:
        # Half a second for a million posts, which the other core has to spare.
        digested = aside.submit(digest_of_file, found.path)
        if found.reader.name == recognise.ABOUT:
            about, refused = read_about(found.path)
            told = FileRead(
                found.name, "case", "case", *digested.result(), found.reader.name, "utf-8"
            )
            return _Ready(told, about=about, refused=refused)
        plain = unpacked(found.path, scratch)
        staged = found.reader.stage()(bench, plain, found.options(options))
        rated = matrix.layout(staged.headers, options.table or found.table, known)
        if rated is not None:
            checked = matrix.check_matrix(
                bench, staged, rated, known=known, by=by, now=now,
                dataset=dataset or matrix.TABLE, place=place,
            )  # fmt: skip
            return _of_matrix(found, checked, known, dataset or matrix.TABLE,
                              (*digested.result(), staged.encoding), by=by)  # fmt: skip
        table, columns = recognise.table_for(found, staged.headers, options)
        if by and "by" in table.names:
            columns = replace(columns, constants={**columns.constants, "by": by})
        belongs = dataset or found.table or table.name
        checked = check(
            bench, staged, table, columns=columns, dataset=belongs, known=known.of(table),
            key=key, place=place,
        )  # fmt: skip
        known.add(checked)
        mapping = {"columns": dict(columns.headers), "constants": dict(columns.constants)}
        told = FileRead(
            found.name, belongs, table.name, *digested.result(), found.reader.name,
            staged.encoding, json.dumps({k: v for k, v in mapping.items() if v}, sort_keys=True),
            link=_link(found, table, link) if link else None,
        )  # fmt: skip
        return _Ready(told, checked)


def _of_matrix(
    found: Found, checked: Checked, known: Known, dataset: str,
    of_file: tuple[str, int, str], *, by: str,
) -> _Ready:  # fmt: skip
    """A matrix adds to the ratings that there are; the same file may do so again later."""
    before = sql.row(known.bench, f"select count(*) from {known.relations[matrix.TABLE]}")
    known.add(checked)
    mapping = json.dumps({"after": before, "by": by}, sort_keys=True)
    sha256, size, encoding = of_file
    told = FileRead(
        found.name, dataset, matrix.TABLE, sha256, size, found.reader.name, encoding, mapping,
        adds=True,
    )  # fmt: skip
    return _Ready(told, checked)


def _link(found: Found, table: Table, case: Path) -> str:
    """Where a file lies, seen from the folder of the case."""
    if table.kind != "bulk" or found.packed:
        what = "a packed file" if found.packed else table.name
        raise InputError(
            f"{what} cannot be read in place",
            where=found.name,
            cure="Leave --link out; it is for plain files of posts and shares.",
        )
    return os.path.relpath(found.path.resolve(), case.resolve().parent)
