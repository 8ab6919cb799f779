"""One JSON array of objects, as programs export it: taken whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.engine.staged import ReadOptions, Staged
from actaverba.errors import InputError
from actaverba.readers import cells
from actaverba.readers.encoding import CHUNK, Encoding
from actaverba.readers.filling import checked_headers, new_relation
from actaverba.readers.jsonl import keys
from actaverba.readers.jsonl.places import Places, survey
from actaverba.readers.paths import PLAIN, complaint

if TYPE_CHECKING:
    import duckdb

CURE = "Mend it, or write one object a line (.jsonl), of which the good lines can be kept."


def is_array(path: Path) -> bool:
    """Whether the first character that is not blank opens an array over more than a line."""
    with path.open("rb") as file:
        start = file.read(CHUNK).removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"[")


def _is_closed(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - CHUNK))
        return file.read().rstrip().endswith(b"]")


def stage(
    con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions, *,
    file: str, written: Encoding,
) -> Staged:  # fmt: skip
    """The elements of an array as rows; `line` is the number of the element."""
    import duckdb

    if not _is_closed(path):
        # DuckDB takes an array that is cut short between two elements for a whole one.
        raise InputError("the array is cut short: its last ] is missing", where=file, cure=CURE)
    try:
        known = keys.found(con, path, options, shape="array").known
        checked_headers(known, file)
        if not known:
            raise InputError("the array holds no object with keys", where=file, cure=CURE)
        relation = new_relation(known)
        columns = ", ".join(f"{sql.text(h)}: 'VARCHAR'" for h in known)
        con.execute(
            f"create temp table {sql.name(relation.rows)} as select * from read_json(?,"
            f" format='array', records='true', columns={{{columns}}}, {PLAIN})",
            [str(path)],
        )
    except duckdb.Error as trouble:
        what = complaint(trouble, path, file)
        raise InputError(f"the array cannot be read: {what}", where=file, cure=CURE) from None
    _, zeros = survey(path)
    where = Places()
    refused = cells.refuse(con, relation, where.line, limit=options.cell_limit, zeros=zeros)
    where.show(con, relation)
    said = (written.said, "one JSON array; lines are the numbers of its elements")
    return Staged(
        relation.name, relation.headers, written.name, said, tuple(refused),
        cells.count(con, relation), relation.line_column,
    )  # fmt: skip
