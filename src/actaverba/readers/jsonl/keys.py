"""The keys of the objects in a JSON lines file: they are its headers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.engine.staged import ReadOptions
from actaverba.readers.filling import MOST_COLUMNS
from actaverba.readers.paths import PLAIN
from actaverba.vocabulary.schema import table

if TYPE_CHECKING:
    import duckdb

HEAD = 1 << 20
SAMPLED_FROM = 64 << 20
SAMPLES = 64
SAMPLE = 32 << 10
LONGEST = 200


@dataclass(frozen=True)
class Keys:
    """The keys that are in the file; `wanted` may be in it, and would be wanted if they are."""

    known: tuple[str, ...]
    wanted: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def found(con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions, *, shape: str) -> Keys:
    """The keys of a file; their order is that of its first objects, then the alphabet.

    All are found, but for files above 64 MiB that are known to be for one table: of these,
    the start and 64 samples are looked at, and the columns of the table are tried besides.
    """
    first = _keys(_lines(path, 0, HEAD)) if shape == "newline_delimited" else {}
    wanted: list[str] = []
    if options.table and shape == "newline_delimited" and path.stat().st_size > SAMPLED_FROM:
        step = path.stat().st_size // SAMPLES
        for start in range(step, path.stat().st_size, step):
            first |= _keys(_lines(path, start, SAMPLE))
        wanted = [*table(options.table).names, *options.columns.values()]
    else:
        more = con.execute(
            "select distinct unnest(json_keys(json)) as key from"
            f" read_json_objects(?, format='{shape}'{_TOLERANT[shape]}, {PLAIN}) order by key"
            f" limit {MOST_COLUMNS * 2}",
            [str(path)],
        ).fetchall()
        first |= dict.fromkeys(key for (key,) in more)
    keys = [key for key in first if key.strip() and len(key) <= LONGEST and "\0" not in key]
    folded = {key.casefold() for key in keys}
    said = []
    if len(keys) < len(first):
        said.append(f"{len(first) - len(keys)} keys that cannot name a column were left out")
    others = [w for w in dict.fromkeys(wanted) if w.casefold() not in folded]
    return Keys(tuple(keys), tuple(others), tuple(said))


_TOLERANT = {"newline_delimited": ", ignore_errors=true", "array": ""}


def _keys(lines: Iterator[bytes]) -> dict[str, None]:
    keys: dict[str, None] = {}
    for line in lines:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            keys |= dict.fromkeys(record)
    return {key: None for key in keys if not _has_surrogate(key)}


def _has_surrogate(key: str) -> bool:
    return any(0xD800 <= ord(char) <= 0xDFFF for char in key)


def _lines(path: Path, start: int, length: int) -> Iterator[bytes]:
    """The whole lines that lie in a piece of the file, cut ends left out."""
    with path.open("rb") as file:
        file.seek(start)
        piece = file.read(length)
        at_end = not file.read(1)
    lines = piece.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    yield from lines[1 if start else 0 : None if at_end else -1]
