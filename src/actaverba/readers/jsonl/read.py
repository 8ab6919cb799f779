"""Staging JSON lines by DuckDB, with the line of each record and a reason for each refusal.

DuckDB passes over blank lines and gives a row of NULLs for a line that it cannot read. So
the records that gave nothing are looked up in the file, and only they.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.engine.staged import ReadOptions, Refusal, Staged
from actaverba.errors import InputError
from actaverba.readers import cells, encoding
from actaverba.readers.encoding import Encoding
from actaverba.readers.filling import MOST_REFUSED, Relation, checked_headers, enough, new_relation
from actaverba.readers.jsonl import array, broken, keys
from actaverba.readers.jsonl.copies import shortened, transcoded
from actaverba.readers.jsonl.places import Places, places, survey
from actaverba.readers.paths import PLAIN, complaint, literal

if TYPE_CHECKING:
    import duckdb

UTF_8 = Encoding("utf-8")


def stage(con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions) -> Staged:
    """Put the objects of a JSON lines file, or of one JSON array, into a temporary relation.

    Texts are as they stand, numbers, truth values and what is nested become their JSON text
    (numbers as DuckDB writes them: 1.10 is 1.1), null and missing keys are NULL. Of a key
    that stands twice in an object the first value counts. The line is that of the file; in
    an array it is the number of the element. Lines that are no object are refused one by
    one, and so are objects with a cell beyond the limit or a zero character.

    Raises
    ------
    InputError
        When the file is empty, its encoding cannot be told, or an array does not hold.
    """
    written = encoding.by_mark(path) or UTF_8
    if options.encoding is not None:
        written = encoding.detect(path, options.encoding)
    with tempfile.TemporaryDirectory(prefix="actaverba-") as scratch:
        folder = Path(scratch)
        staged = _staged(con, path, options, written, folder=folder)
        if staged is None:
            found = encoding.detect(path)
            staged = _staged(con, path, options, found, folder=folder, sure=True)
        assert staged is not None
    return staged


def _staged(
    con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions, written: Encoding, *,
    folder: Path, sure: bool = False,
) -> Staged | None:  # fmt: skip
    """The file in this encoding; None when it turns out not to be UTF-8, unless `sure`."""
    import duckdb

    sure = sure or options.encoding is not None or written.name != "utf-8"
    plain = written.name == "utf-8" and not written.mark
    text = path if plain else transcoded(path, written, folder)
    file = _File(path.name, written, options, sure)
    text = literal(text, folder)
    if array.is_array(text):
        return array.stage(con, text, options, file=path.name, written=written)
    try:
        return _lines(con, text, file)
    except duckdb.InvalidInputException:
        # The one thing that DuckDB does not pass over: an object longer than its buffer.
        text, overlong = shortened(text, folder)
    try:
        return _lines(con, text, replace(file, overlong=frozenset(overlong)))
    except duckdb.Error as trouble:
        what = complaint(trouble, text, path.name)
        raise InputError(f"it cannot be read: {what}", where=path.name, cure=broken.CURE) from None


@dataclass(frozen=True)
class _File:
    """What is known of a file beside its text; lines in `overlong` were emptied."""

    name: str
    written: Encoding
    options: ReadOptions
    sure: bool
    overlong: frozenset[int] = frozenset()


def _lines(con: duckdb.DuckDBPyConnection, text: Path, file: _File) -> Staged | None:
    found = keys.found(con, text, file.options, shape="newline_delimited")
    if not found.known:
        _check_first(text, file)
        return None
    relation = new_relation((*checked_headers(found.known, file.name), *found.wanted))
    with ThreadPoolExecutor(1) as aside:
        # To count lines takes as long as to hash them; the parser leaves a core to spare.
        surveyed = aside.submit(survey, text)
        _fill(con, text, relation)
        lines, zeros = surveyed.result()
    where = places(text, lines=lines, records=cells.count(con, relation))
    refused, empty = _refuse_lines(con, text, relation, where, file=file)
    if not file.sure and any(r.code == "bad_byte" for r in refused):
        con.execute(f"drop table {sql.name(relation.rows)}")
        return None
    limit = file.options.cell_limit
    refused += cells.refuse(con, relation, where.line, limit=limit, zeros=zeros)
    enough(len(refused), file.name, refused[0].message if refused else "")
    relation = _without_unused(con, relation, found.wanted)
    rows = cells.count(con, relation)
    where.show(con, relation)
    said = [file.written.said, *found.said]
    if empty:
        said.append(f"{empty} objects without values were passed over")
    return Staged(
        relation.name, relation.headers, file.written.name, tuple(said),
        tuple(sorted(refused, key=lambda r: r.line)), rows, relation.line_column,
    )  # fmt: skip


def _check_first(text: Path, file: _File) -> None:
    """Refuse a file without any key, unless it may be in another encoding."""
    first = next(((n, line) for n, line in broken.numbered(text) if line.strip()), None)
    if first is None:
        raise InputError("the file is empty", where=file.name, cure=broken.CURE)
    refusal = broken.refusal(*first, file.written.name)
    if refusal and refusal.code == "bad_byte" and not file.sure:
        return
    what = refusal.message if refusal else "it is an object without keys"
    raise InputError(
        f"no line of the file is an object with keys; of the first, {what}",
        where=f"{file.name}, line {first[0]}",
        cure=broken.CURE,
    )


def _fill(con: duckdb.DuckDBPyConnection, text: Path, relation: Relation) -> None:
    columns = ", ".join(f"{sql.text(h)}: 'VARCHAR'" for h in relation.headers)
    con.execute(
        f"create temp table {sql.name(relation.rows)} as select * from read_json(?,"
        f" format='newline_delimited', records='true', ignore_errors=true,"
        f" columns={{{columns}}}, {PLAIN})",
        [str(text)],
    )


def _refuse_lines(
    con: duckdb.DuckDBPyConnection, text: Path, relation: Relation, where: Places, *, file: _File
) -> tuple[list[Refusal], int]:
    """Take out the records that gave nothing; why they did, and how many were just empty."""
    nothing = f"coalesce({sql.names(relation.headers)}) is null"
    rows = sql.name(relation.rows)
    found = con.execute(
        f"select rowid from {rows} where {nothing} order by rowid limit {MOST_REFUSED + 1}"
    ).fetchall()
    if not found:
        return [], 0
    lines = {where.line(record) for (record,) in found}
    told = list(broken.refusals(text, lines, file.overlong, encoding=file.written.name))
    refused = [r for r in told if r is not None]
    enough(len(told), file.name, refused[0].message if refused else "it holds no value")
    con.execute(f"delete from {rows} where {nothing}")
    return refused, len(told) - len(refused)


def _without_unused(
    con: duckdb.DuckDBPyConnection, relation: Relation, wanted: tuple[str, ...]
) -> Relation:
    """The relation without the columns that were only tried and hold nothing."""
    if not wanted:
        return relation
    counts = ", ".join(f"count({sql.name(w)})" for w in wanted)
    answer = sql.row(con, f"select {counts} from {sql.name(relation.rows)}")
    assert answer is not None
    unused = {header for header, n in zip(wanted, answer, strict=True) if n == 0}
    kept = tuple(h for h in relation.headers if h not in unused)
    return Relation(relation.name, kept, relation.line_column)
