"""Big plain CSV files, split by DuckDB, where it can be shown that nothing else comes out.

DuckDB does not say on which line a record stands, and is kinder to loose quotes than we
are. So its answer is taken only for UTF-8 without zero bytes, lone carriage returns and
blanks beside quotes, and when it finds as many records as there are lines below the header:
then each record is one line. Anything else is left to `readers.csv.split`.
"""

from __future__ import annotations

import tempfile
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
    lines = _plain_lines(path)
    if lines is None:
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
    if _holds(con, relation, lines=lines, limit=limit):
        relation.view(con, line="rowid + 2")
        return lines - 1
    con.execute(f"drop table {sql.name(relation.rows)}")
    return None


def _plain_lines(path: Path) -> int | None:
    """How many lines there are, or None when a line may be more than a record."""
    lines, last = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            looked_at = last + chunk
            if any(loose in looked_at for loose in _LOOSE):
                return None
            last = looked_at[-1:]
            inner = looked_at if last != b"\r" else looked_at[:-1]
            if b"\r" in inner and inner.count(b"\r") != inner.count(b"\r\n"):
                return None
            lines += chunk.count(b"\n")
    return None if last == b"\r" else lines + (last != b"\n")


def _holds(con: duckdb.DuckDBPyConnection, relation: Relation, *, lines: int, limit: int) -> bool:
    """One record a line, none of them empty, no cell beyond the limit."""
    cells = list(map(sql.name, relation.headers))
    longest = ", ".join(f"max(strlen({c}))" for c in cells)
    empty = " and ".join(f"{c} = ''" for c in cells)
    answer = sql.row(
        con,
        f"select count(*), max(rowid), count(*) filter ({empty}), greatest({longest})"
        f" from {sql.name(relation.rows)}",
    )
    return answer is not None and answer[:3] == (lines - 1, lines - 2, 0) and answer[3] <= limit
