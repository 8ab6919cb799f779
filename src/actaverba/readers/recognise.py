"""What lies in a folder, and for which table each file is."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from actaverba.engine.cells import Columns
from actaverba.engine.staged import ReadOptions
from actaverba.errors import InputError
from actaverba.readers.guard import is_packed, unpacked
from actaverba.readers.heads import head
from actaverba.vocabulary.formats import Reader, reader_of, readers, readers_by_content
from actaverba.vocabulary.nearest import did_you_mean, nearest, shown
from actaverba.vocabulary.schema import Table, table, tables

ABOUT = "case-toml"
# Headers of other programs that are columns of ours under another name.
OTHER_NAMES = {"shares": {"t": "timestamp_share"}}  # as CooRTweet writes them
FEWEST_COLUMNS = 3


@dataclass(frozen=True)
class Found:
    """A file to be read. `name` is how the user knows it; a `packed` one has to go through
    `guard.unpacked` first; `table` is None where only its headers can tell."""

    name: str
    path: Path
    reader: Reader
    table: str | None
    packed: bool = False

    def options(self, given: ReadOptions) -> ReadOptions:
        """What the user said, and the table if the file is named after one."""
        return replace(given, table=given.table or self.table)


@dataclass(frozen=True)
class LeftAlone:
    """Something that was not read, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class Collection:
    """What a path given by the user holds, `case.toml` first, then in the order of tables."""

    files: tuple[Found, ...]
    left_alone: tuple[LeftAlone, ...] = ()


def look(place: Path, scratch: Path) -> Collection:
    """The files at a path: one file, the files of a folder, or those of an archive.

    Of a folder only what stands directly in it is read: files whose name is that of a table
    (`relays.csv`, also `posts_001.jsonl`), exports of platforms, which are known by how they
    start, and `case.toml`. Links that lead out of the
    folder are not followed. `scratch` is a folder in which a zip is unpacked.

    Raises
    ------
    InputError
        When there is nothing there, nothing to read in it, or no reader for the file.
    """
    if not place.exists():
        raise InputError(
            "there is no such file or folder", where=str(place), cure="Check the path."
        )
    if place.is_file() and place.suffix.lower() != ".zip":
        return Collection((_single(place),))
    folder = unpacked(place, scratch)
    if not folder.is_dir():
        raise InputError(
            "it is neither a file nor a folder", where=str(place), cure="Check the path."
        )
    files, left_alone = [], []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            why = _never(entry, folder)
            by_content = None if why else _by_content(Path(entry.path))
            why = why or ("" if by_content else _why_not(entry))
            if why:
                left_alone.append(LeftAlone(entry.name, why))
            else:
                files.append(_found(Path(entry.path), by_content))
    if not files:
        raise InputError(
            "there is no file of a case in it",
            where=str(place),
            cure="Files are named after their table, like relays.csv; see `acta template DIR`.",
        )
    return Collection(tuple(sorted(files, key=_order)), tuple(left_alone))


def files(
    paths: Sequence[str | Path], skipped: list[tuple[str, str]], *, scratch: Path
) -> Iterator[Found]:
    """The files at several paths, one after the other; what is left alone goes to `skipped`."""
    for place in paths:
        collection = look(Path(place), scratch)
        skipped += [(left.name, left.why) for left in collection.left_alone]
        yield from collection.files


def _single(place: Path) -> Found:
    if not stat.S_ISREG(place.stat().st_mode):
        raise InputError("it is no plain file", where=str(place), cure="Give a file or a folder.")
    by_content = _by_content(place)
    if by_content is None and reader_of(_plain_name(place.name)) is None:
        raise InputError(
            f"no reader knows files like {shown(place.name)}",
            where=str(place),
            cure=f"Readers know: {', '.join(_suffixes())} (also with .gz), and .zip.",
        )
    return _found(place, by_content)


def as_mapped(found: Found, options: ReadOptions) -> Found:
    """The same file; with a mapping by hand it is read by its headers, whatever it is."""
    general = reader_of(_plain_name(found.path.name)) if options.columns else None
    return replace(found, reader=general) if general and found.reader.tables else found


def _by_content(path: Path) -> Reader | None:
    """The reader of a program's own format that knows a file by its start."""
    asked = readers_by_content(_plain_name(path.name))
    start = head(path) if asked else ""
    return next((r for r in asked if r.recognises(start)), None)


def _found(path: Path, by_content: Reader | None) -> Found:
    if by_content is not None:
        return Found(path.name, path, by_content, None, is_packed(path))
    claimed = reader_of(_plain_name(path.name))
    assert claimed is not None
    table_name = None if claimed.name == ABOUT else table_by_name(path.name)
    return Found(path.name, path, claimed, table_name, is_packed(path))


def _never(entry: os.DirEntry[str], folder: Path) -> str:
    """Why an entry of a folder is not even looked into; empty when it may be read."""
    target = Path(entry.path).resolve()
    if entry.is_symlink() and not target.is_relative_to(folder.resolve()):
        return "a link that leads out of the folder"
    if entry.is_dir():
        return "a folder in the folder"
    if not entry.is_file():
        return "no plain file"
    return "a hidden file" if entry.name.startswith(".") else ""


def _why_not(entry: os.DirEntry[str]) -> str:
    """Why a file of a folder is left alone by its name; empty when it is read."""
    claimed = reader_of(_plain_name(entry.name))
    if claimed is None:
        return "an archive; read it by itself" if is_packed(Path(entry.name)) else "no table"
    if claimed.name != ABOUT and table_by_name(entry.name) is None:
        near = did_you_mean(_stem(entry.name), _readable()).strip()
        return f"not named after a table. {near}".strip()
    return ""


def _order(found: Found) -> tuple[int, int, str]:
    known = tables().get(found.table or "")
    return (0 if found.reader.name == ABOUT else 1, known.order if known else 0, found.name)


def _suffixes() -> list[str]:
    return list(dict.fromkeys(s for r in readers().values() for s in r.suffixes))


def _plain_name(name: str) -> str:
    return name[: -len(".gz")] if name.lower().endswith(".gz") else name


def _stem(name: str) -> str:
    plain = _plain_name(name)
    claimed = reader_of(plain)
    ends = claimed.suffixes if claimed else ()
    longest = max((s for s in ends if plain.lower().endswith(s)), key=len, default="")
    return plain[: len(plain) - len(longest)].lower()


def _readable() -> dict[str, Table]:
    return {t.name: t for t in tables().values() if t.kind != "program"}


def table_by_name(file_name: str) -> str | None:
    """The table that a file is named after, also as one part of several.

    >>> table_by_name("relays.csv"), table_by_name("posts_001.jsonl.gz"), table_by_name("a.csv")
    ('relays', 'posts', None)
    """
    stem = _stem(file_name)
    part = re.fullmatch(r"([a-z_]+?)[-_. ]?\d[\d-]*", stem)
    return next((s for s in (stem, part and part.group(1)) if s in _readable()), None)


def table_by_headers(headers: Iterable[str]) -> tuple[str, dict[str, str]] | None:
    """The one bulk table that these headers fit, and the columns under other names.

    A table fits when all its required columns are there, and at least three of its columns.

    >>> table_by_headers(["object_id", "account_id", "content_id", "timestamp_share"])
    ('shares', {'t': 'timestamp_share'})
    """
    present = {h.strip().casefold() for h in headers}
    fits: list[tuple[int, str, dict[str, str]]] = []
    for known in (t for t in _readable().values() if t.kind == "bulk"):
        others = {
            column: header
            for column, header in OTHER_NAMES.get(known.name, {}).items()
            if header in present and column not in present
        }
        fed = (present & set(known.names)) | others.keys()
        required = {c.name for c in known.columns if c.required}
        if required <= fed and len(fed) >= FEWEST_COLUMNS:
            fits.append((len(fed), known.name, others))
    best = [f for f in fits if f[0] == max(n for n, _, _ in fits)]
    return (best[0][1], best[0][2]) if len(best) == 1 else None


def table_for(found: Found, headers: Iterable[str], options: ReadOptions) -> tuple[Table, Columns]:
    """The table that a file is for, as said, named, or told by its headers; its mapping.

    Raises
    ------
    InputError
        When none of the three tells, naming the nearest tables.
    """
    headers = list(headers)
    by_headers = table_by_headers(headers)
    name = options.table or found.table or (by_headers[0] if by_headers else None)
    if name is None:
        raise InputError(
            "cannot tell which table this file is for",
            where=found.name,
            cure=f"{_nearest_tables(found, headers)}Name the file after its table, or give"
            " --table TABLE, or --map TABLE.COLUMN=HEADER. Tables: "
            f"{', '.join(_readable())}.",
        )
    others = by_headers[1] if by_headers and by_headers[0] == name else {}
    fed = {**others, **options.columns}
    kept = {c: h for c, h in fed.items() if c in options.columns or c not in options.constants}
    return table(name), Columns(kept, dict(options.constants), options.timezone)


def _nearest_tables(found: Found, headers: list[str]) -> str:
    """Tables whose name or columns come near, most columns first."""
    present = {h.strip().casefold() for h in headers}
    shared = {
        t.name: len(present & set(t.names)) for t in _readable().values() if present & set(t.names)
    }
    by_columns = sorted((n for n in shared if shared[n] > 1), key=lambda n: (-shared[n], n))
    names = list(dict.fromkeys([*nearest(_stem(found.name), _readable()), *by_columns[:3]]))
    return f"Nearest: {', '.join(names)}. " if names else ""
