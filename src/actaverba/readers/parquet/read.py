"""Staging a Parquet file: whatever its types, as text."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.engine.staged import ReadOptions, Staged
from actaverba.errors import InputError
from actaverba.readers import cells
from actaverba.readers.filling import Relation, checked_headers, enough, new_relation
from actaverba.readers.paths import complaint, literal

if TYPE_CHECKING:
    import duckdb

EXACT = 2**53  # above it, a whole float no longer stands for one integer


def stage(con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions) -> Staged:
    """Put the rows of a Parquet file into a temporary relation; the line is the row's number.

    Times become ISO 8601 in UTC (one without a zone is taken as UTC, and that is said), whole
    floats lose their `.0`, lists of plain values are joined with `;`, other nested values
    become JSON, bytes are text if they are UTF-8 and hexadecimal otherwise.

    Raises
    ------
    InputError
        When the file is cut short, damaged or no Parquet.
    """
    import duckdb

    with tempfile.TemporaryDirectory(prefix="actaverba-") as folder:
        place = str(literal(path, Path(folder)))
        source = "read_parquet(?, hive_partitioning=false, file_row_number=false)"
        try:
            types = _types(con, source, place)
            relation = new_relation(checked_headers(tuple(types), path.name))
            _fill(con, relation, types, source=source, place=place)
        except duckdb.Error as trouble:
            what = complaint(trouble, Path(place), path.name)
            raise InputError(
                f"it is no sound Parquet file: {what}",
                where=path.name,
                cure="Fetch or write it again.",
            ) from None
    refused = cells.refuse(con, relation, _line, limit=options.cell_limit, zeros=True)
    enough(len(refused), path.name, refused[0].message if refused else "")
    relation.view(con, line="rowid + 1")
    naive = [header for header, kind in types.items() if kind in _NAIVE]
    said = [f"times without a zone were taken as UTC: {', '.join(naive)}"] if naive else []
    return Staged(
        relation.name, relation.headers, "utf-8", tuple(said),
        tuple(sorted(refused, key=lambda r: r.line)), cells.count(con, relation),
        relation.line_column,
    )  # fmt: skip


_NAIVE = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
_ZONED = ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
_FLOATS = ("DOUBLE", "FLOAT")


def _line(record: int) -> int:
    return record + 1


def _types(con: duckdb.DuckDBPyConnection, source: str, place: str) -> dict[str, str]:
    described = con.execute(f"describe select * from {source}", [place]).fetchall()
    return {column: kind for column, kind, *_ in described}


def _fill(
    con: duckdb.DuckDBPyConnection, relation: Relation, types: dict[str, str], *,
    source: str, place: str,
) -> None:  # fmt: skip
    texts = ", ".join(f"{as_text(sql.name(h), k)} as {sql.name(h)}" for h, k in types.items())
    con.execute(
        f"create temp table {sql.name(relation.rows)} as select {texts} from {source}", [place]
    )


def as_text(cell: str, kind: str) -> str:
    """The SQL for the text of a cell of this DuckDB type."""
    if kind in _ZONED:
        # By way of the epoch, so that the zone of this machine plays no part.
        cell, kind = f"make_timestamp(epoch_us({cell}))", "TIMESTAMP"
    if kind in _NAIVE:
        return f"replace({cell}::VARCHAR, ' ', 'T') || 'Z'"
    if kind in _FLOATS:
        whole = f"{cell} = trunc({cell}) and abs({cell}) < {EXACT}"
        return f"case when {whole} then {cell}::BIGINT::VARCHAR else {cell}::VARCHAR end"
    if kind == "BLOB":
        return f"coalesce(try(decode({cell})), hex({cell}))"
    if kind.endswith("[]") and not kind.endswith("[][]") and "(" not in kind:
        element = as_text("element", kind.removesuffix("[]"))
        return f"array_to_string(list_transform({cell}, lambda element: {element}), ';')"
    if ("(" in kind and not kind.startswith(("DECIMAL", "ENUM"))) or kind.endswith("]"):
        return f"to_json({cell})::VARCHAR"
    return f"{cell}::VARCHAR"
