"""Reading files into a case: recognise, stage, check, and take all of them or none.

Files are staged and checked on a workbench that knows no case; then everything that is good
goes into the case in one short write transaction.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.case import file, intake
from actaverba.case.intake import Intake, Taken
from actaverba.engine import sql, times
from actaverba.engine.staged import ReadOptions
from actaverba.errors import ActaError
from actaverba.readers import recognise
from actaverba.readers.known import Known
from actaverba.readers.prepare import Asked, Desk, Ready, prepare
from actaverba.readers.recognise import Found
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
        Table, mapping, constants, encoding and time zone, where they are not to be guessed.
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
        times.check_timezone(bench, options.timezone)
        desk = Desk(bench, known, key, scratch)
        asked = Asked(options, dataset, case.path if link else None, by.strip(), now)
        ready: list[Ready] = []
        for found in _found(paths, scratch, report):
            told(f"reading {found.name}")
            try:
                prepared = prepare(desk, found, asked, place=str(len(ready)))
            except ActaError as trouble:
                report.failed.append(Failed(found.name, trouble))
                continue
            for one in prepared:
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
    table = found.table or next(iter(found.reader.tables), "")
    return named(table).order if table else 1000


def _take(taking: Intake, one: Ready) -> Taken:
    if one.checked is None:
        return taking.about(one.read, one.about or {}, one.refused)
    return taking.rows(one.read, one.checked)


def _would_take(one: Ready) -> Taken:
    if one.checked is None:
        return Taken(one.read, "checked", 1, refused=tuple(one.refused))
    checked = one.checked
    return Taken(one.read, "checked", checked.rows, refused=checked.refused, said=checked.said)
