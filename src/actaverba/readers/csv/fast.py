"""Big plain CSV files, split by DuckDB, where it can be shown that nothing else comes out.

DuckDB does not say on which line a record stands, and is kinder to loose quotes than we
are. So its answer is taken only for UTF-8 without zero bytes, lone carriage returns and
blanks beside quotes, and when its records are as many as the lines below the header, and
hold between and within their cells all the delimiters of these lines: then each record is
one line, and no cell was dropped. Anything else is left to `readers.csv.split`.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.readers.encoding import CHUNK, Encoding
from actaverba.readers.filling import Relation
from actaverba.readers.paths import PLAIN, literal

if TYPE_CHECKING:
    import duckdb

WORTH_IT = 8 << 20
_LOOSE = (b"\0", b'" ', b' "')


def fill(
    con: duckdb.DuckDBPyConnection, path: Path, relation: Relation, *,
    found: Encoding, delimiter: str, limit: int, header_line: int,
) -> int | None:  # fmt: skip
    """Fill the relation with the records of the file; how many, or None when it cannot."""
    import duckdb

    if found.name != "utf-8" or not found.clean or header_line != 1:
        return None
    if path.stat().st_size < WORTH_IT:
        return None
    plain = _plain(path, delimiter.encode())
    if plain is None:
        return None
    columns = "{" + ", ".join(f"{sql.text(h)}: 'VARCHAR'" for h in relation.headers) + "}"
    headers = "[" + ", ".join(map(sql.text, relation.headers)) + "]"
    query = (
        f"create temp table {sql.name(relation.rows)} as select * from read_csv(?,"
        f" auto_detect=false, header=true, columns={columns}, force_not_null={headers},"
        f" delim=?, quote='\"', escape='\"', strict_mode=true, null_padding=false, {PLAIN})"
    )
    with tempfile.TemporaryDirectory(prefix="actaverba-") as folder:
        try:
            con.execute(query, [str(literal(path, Path(folder))), delimiter])
        except duckdb.Error:
            # Whatever troubles it, the careful way finds the record and says why.
            return None
    if _holds(con, relation, plain, delimiter=delimiter, limit=limit):
        relation.view(con, line="rowid + 2")
        return plain.lines
    con.execute(f"drop table {sql.name(relation.rows)}")
    return None


@dataclass(frozen=True)
class _Plain:
    """How many lines stand below the header, and how many delimiters in them."""

    lines: int
    delimiters: int


def _plain(path: Path, delimiter: bytes) -> _Plain | None:
    """Count a file, or None when a line of it may be more than a record."""
    lines = delimiters = 0
    last = b""
    with path.open("rb") as file:
        file.readline()
        while chunk := file.read(CHUNK):
            looked_at = last + chunk
            if any(loose in looked_at for loose in _LOOSE):
                return None
            last = looked_at[-1:]
            inner = looked_at if last != b"\r" else looked_at[:-1]
            if b"\r" in inner and inner.count(b"\r") != inner.count(b"\r\n"):
                return None
            lines += chunk.count(b"\n")
            delimiters += chunk.count(delimiter)
    return None if last in (b"", b"\r") else _Plain(lines + (last != b"\n"), delimiters)


def _holds(
    con: duckdb.DuckDBPyConnection, relation: Relation, plain: _Plain, *,
    delimiter: str, limit: int,
) -> bool:  # fmt: skip
    """One record a line, none of them empty, no cell dropped or beyond the limit."""
    cells = list(map(sql.name, relation.headers))
    longest = ", ".join(f"max(strlen({c}))" for c in cells)
    empty = " and ".join(f"{c} = ''" for c in cells)
    mark = sql.text(delimiter)
    inside = " + ".join(f"sum(strlen({c}) - strlen(replace({c}, {mark}, '')))" for c in cells)
    answer = sql.row(
        con,
        f"select count(*), max(rowid), count(*) filter ({empty}), {inside},"
        f" greatest({longest}) from {sql.name(relation.rows)}",
    )
    within = plain.delimiters - plain.lines * (len(cells) - 1)
    assert answer is not None
    return answer[:4] == (plain.lines, plain.lines - 1, 0, within) and answer[4] <= limit
