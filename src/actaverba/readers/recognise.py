"""Which files of a folder are read, in which order, and which table each is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from actaverba.engine.cells import Columns
from actaverba.engine.staged import ReadOptions
from actaverba.errors import InputError
from actaverba.vocabulary.formats import Reader, reader_of
from actaverba.vocabulary.nearest import did_you_mean
from actaverba.vocabulary.schema import Table, tables
from actaverba.vocabulary.schema import table as named

CASE_TOML = "case.toml"
SHARES_OF_COORTWEET = {"t": "timestamp_share"}


@dataclass(frozen=True)
class Found:
    """A file to read, by the name it has in its folder, and the table its name says."""

    path: Path
    name: str
    reader: Reader
    table: Table | None

    @property
    def order(self) -> tuple[int, str]:
        return (self.table.order if self.table else 1000, self.name)


def files(paths: Sequence[str | Path], skipped: list[tuple[str, str]]) -> list[Found]:
    """The files to read, those that others refer to first.

    What a folder holds besides the files of a case goes to `skipped`, with the reason.
    Raises InputError for a path that is not there or that no reader takes.
    """
    found: list[Found] = []
    for path in map(Path, paths):
        if path.is_dir():
            found.extend(_in_folder(path, skipped))
        elif path.is_file():
            found.append(_one(path))
        else:
            raise InputError("is not there", where=str(path), cure="Is the path right?")
    return sorted(found, key=lambda f: f.order)


def _one(path: Path) -> Found:
    reader = reader_of(path.name)
    if reader is None:
        raise InputError(
            "no reader takes this kind of file",
            where=str(path),
            cure="Files end in .csv, .jsonl, .parquet; `case.toml` says what a case is about.",
        )
    return Found(path, path.name, reader, _by_name(path.name))


def _in_folder(folder: Path, skipped: list[tuple[str, str]]) -> Iterator[Found]:
    home = folder.resolve()
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            skipped.append((f"{path.name}/", "folders inside a folder are not read"))
        elif not path.resolve().is_relative_to(home):
            skipped.append((path.name, "it is a link out of the folder"))
        elif reader_of(path.name) is None or not (
            path.name == CASE_TOML or _by_name(path.name) is not None
        ):
            skipped.append((path.name, "it is not a file of a case"))
        else:
            yield _one(path)


def _by_name(name: str) -> Table | None:
    """`relays.csv` is for the table `relays`; so is `relays.csv.gz`."""
    known = tables().get(name.split(".")[0].lower())
    return known if known is not None and known.kind != "program" else None


def table_for(
    found: Found, headers: Sequence[str], options: ReadOptions
) -> tuple[Table, Columns]:
    """The table that a staged file is for, and the columns that the user mapped.

    Without a word from the user the name of the file decides, then its headers: the one
    table whose required columns they all hold.
    """
    mapped = Columns(dict(options.columns), dict(options.constants))
    if options.table:
        return named(options.table), mapped
    if found.table is not None:
        return found.table, mapped
    present = {h.strip().casefold() for h in headers}
    if {"object_id", "account_id", "content_id", "timestamp_share"} <= present:
        return named("shares"), Columns(SHARES_OF_COORTWEET | dict(options.columns))
    fitting = [t for t in tables().values() if t.kind == "bulk" and _required(t) <= present]
    if len(fitting) == 1:
        return fitting[0], mapped
    raise InputError(
        f"it cannot be told which table {found.name!r} is for",
        where=found.name,
        cure=f"{did_you_mean(found.name.split('.')[0], tables())}Say so with --table posts, and"
        " name its columns with --map posts.account=HEADER.",
    )


def _required(table: Table) -> set[str]:
    return {c.name for c in table.columns if c.required}
