"""How rows are written into a file: CSV of several sorts, JSON lines, Parquet.

`written` also says on which line of the file each row starts, so that each can be looked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from actaverba.vocabulary.schema import Table

FORMATS = ("csv", "csv", "csv", "jsonl", "parquet")
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16")


@dataclass(frozen=True)
class Layout:
    """How one file is written."""

    format: str
    columns: tuple[str, ...]
    delimiter: str = ","
    end: str = "\n"
    encoding: str = "utf-8"
    loud: bool = False
    extra: bool = False
    broken: bool = False

    def file_name(self, table: str) -> str:
        return f"{table}.{self.format}"


@st.composite
def layouts(draw: st.DrawFn, table: Table) -> Layout:
    """Any order of columns, some left out, and the habits of other programs."""
    optional = [c.name for c in table.columns if not c.required]
    left_out = draw(st.sets(st.sampled_from(optional), max_size=3)) if optional else set()
    columns = [n for n in table.names if n not in left_out]
    if draw(st.booleans()):
        columns.reverse()
    kind = draw(st.sampled_from(FORMATS))
    seldom = st.integers(1, 10).map(lambda n: n == 10)
    return Layout(
        kind, tuple(columns), draw(st.sampled_from((",", ",", ";", "\t"))),
        draw(st.sampled_from(("\n", "\r\n"))), draw(st.sampled_from(ENCODINGS)),
        loud=draw(seldom), extra=draw(seldom), broken=draw(seldom),
    )  # fmt: skip


def written(path: Path, layout: Layout, rows: Sequence[Mapping[str, str | None]]) -> list[int]:
    """Write the file; the line of each row, 0 for a row that is no record at all."""
    given = [{c: row.get(c) for c in layout.columns} for row in rows]
    if layout.extra:
        given = [{**row, "not a column": "x"} for row in given]
    match layout.format:
        case "csv":
            return _csv(path, layout, given)
        case "jsonl":
            return _jsonl(path, given)
        case _:
            return _parquet(path, given)


def _csv(path: Path, layout: Layout, rows: Sequence[Mapping[str, str | None]]) -> list[int]:
    names = list(rows[0]) if rows else list(layout.columns)
    text = layout.delimiter.join(_cell(n.upper() if layout.loud else n) for n in names) + layout.end
    places = []
    for row in rows:
        # A record of nothing but empty cells is none.
        places.append(_lines(text) if any(row.values()) else 0)
        text += layout.delimiter.join(_cell(row[n] or "") for n in names) + layout.end
    if layout.broken:
        places.append(_lines(text))
        text += "one" + layout.delimiter * (len(names) + 2) + layout.end
    path.write_bytes(text.encode(layout.encoding, "surrogatepass"))
    return places


def _lines(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def _cell(text: str) -> str:
    plain = text and not set('",;\t\r\n') & set(text) and text.strip() == text
    return text if plain else '"' + text.replace('"', '""') + '"'


def _jsonl(path: Path, rows: Sequence[Mapping[str, str | None]]) -> list[int]:
    path.write_text("".join(json.dumps(dict(row)) + "\n" for row in rows), encoding="utf-8")
    return list(range(1, len(rows) + 1))


def _parquet(path: Path, rows: Sequence[Mapping[str, str | None]]) -> list[int]:
    import pyarrow as pa
    from pyarrow import parquet

    columns = {n: pa.array([row[n] for row in rows], pa.string()) for n in rows[0]}
    parquet.write_table(pa.table(columns), path)
    return list(range(1, len(rows) + 1))
