"""Any table in the shape of the vocabulary: the same checks as `acta read`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actaverba.engine import sql
from actaverba.engine.staged import Staged
from actaverba.engine.validate import check
from actaverba.errors import InputError
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import pyarrow as pa


def typed(name: str, rows: Any) -> pa.Table:
    """The rows as the typed table `name` of the vocabulary, with row ids and derived columns.

    Parameters
    ----------
    name : str
        A table of the vocabulary, such as `relays`.
    rows : pyarrow.Table, or anything with the Arrow interface, or a list of dictionaries
        Its columns are those of the CSV file; missing optional ones are empty. A table that
        is typed already is returned as it is.

    Raises
    ------
    InputError
        When rows do not hold; it names the first of them. References to other tables are
        not checked here.
    """
    table = named(name)
    con = sql.workbench()
    con.register("given", _arrow(rows, table.names))
    present = con.execute("select column_name, column_type from (describe given)").fetchall()
    headers = tuple(column for column, _ in present)
    if {n for n, _ in table.stored()} - {"origin"} <= set(headers):
        return con.sql("select * from given").to_arrow_table()
    own = {c.name: c.type for c in table.columns}
    as_text = ", ".join(_text(column, kind, own.get(column, "")) for column, kind in present)
    con.execute(
        f"create temp table staged as select row_number() over () as line, {as_text} from given"
    )
    checked = check(con, Staged("staged", headers), table, dataset="given", known={})
    if checked.refused:
        first = checked.refused[0]
        raise InputError(
            f"{first.message} ({len(checked.refused)} cells in all do not hold)",
            where=f"{name}, row {first.line}, column {first.column}",
            cure=first.cure,
        )
    return con.sql(f"select * exclude (line) from ({checked.good}) order by line").to_arrow_table()


def _arrow(rows: Any, names: tuple[str, ...]) -> Any:
    import pyarrow as pa

    if isinstance(rows, pa.Table):
        return rows
    if hasattr(rows, "__arrow_c_stream__"):
        return pa.table(rows)
    listed = list(rows)
    # pyarrow takes the columns of the first row only, and none of an empty list.
    columns = dict.fromkeys(column for row in listed for column in row) or dict.fromkeys(names)
    empty = None if listed else pa.string()
    return pa.table(
        {column: pa.array([row.get(column) for row in listed], empty) for column in columns}
    )


def _text(column: str, kind: str, wanted: str) -> str:
    """A cell as the CSV file would have it."""
    cell = sql.name(column)
    if kind.startswith("TIMESTAMP"):
        shape = "%Y-%m-%d" if wanted == "date" else "%Y-%m-%dT%H:%M:%SZ"
        text = f"strftime({cell}, {sql.text(shape)})"
    elif kind.endswith("[]"):
        text = f"array_to_string({cell}, ';')"
    elif kind in ("DOUBLE", "FLOAT"):
        text = f"regexp_replace({cell}::VARCHAR, '\\.0$', '')"
    else:
        text = f"{cell}::VARCHAR"
    return f"{text} as {cell}"
