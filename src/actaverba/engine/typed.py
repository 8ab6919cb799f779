"""Any table in the shape of the vocabulary: the same checks as `acta read`."""

from __future__ import annotations

from collections.abc import Sequence
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
    if {n for n, _ in table.stored()} - {"origin", "line"} <= set(headers):
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


def plain(name: str, rows: Any) -> pa.Table:
    """The rows of a bulk table with its own and derived columns, and `row_id` where it is known.

    Columns that have the stored types already are taken as they are; anything else goes the
    way of `typed`. Nothing is hashed: `row_ids` gives the ids of the few rows that are cited.
    """
    import pyarrow as pa

    table = named(name)
    given = _arrow(rows, table.names)
    wanted = dict([(c.name, c.stored_as) for c in table.columns] + table.derived())
    lacking = {c for c, _ in table.derived()} - set(given.column_names)
    required = {c.name for c in table.columns if c.required} - set(given.column_names)
    if lacking or required or not set(given.column_names) & set(wanted):
        given = typed(name, given)
    kinds = {
        "VARCHAR": pa.string(), "BIGINT": pa.int64(), "DOUBLE": pa.float64(), "DATE": pa.date32(),
    }  # fmt: skip
    columns: dict[str, Any] = {}
    if "row_id" in given.column_names:
        columns["row_id"] = given["row_id"]
    for column, kind in wanted.items():
        if column not in given.column_names:
            columns[column] = pa.nulls(given.num_rows, kinds[kind])
            continue
        columns[column] = found = _as_stored(given[column], kinds[kind], f"{name}, {column}")
        if column in table.names and table.column(column).required and found.null_count:
            return plain(name, typed(name, given))  # which refuses the row, by its number
    return pa.table(columns)


def _as_stored(column: Any, kind: Any, where: str) -> Any:
    import pyarrow as pa

    try:
        return column if column.type == kind else column.cast(kind)
    except pa.ArrowInvalid as trouble:
        raise InputError(str(trouble), where=where, cure=f"The column holds {kind}.") from trouble


def row_ids(name: str, table: pa.Table, places: Sequence[int]) -> list[str]:
    """The ids of some rows of a `plain` table, by place.

    Where the rows come from no case their ids are made from what they say.
    """
    cited = table.take(list(places))
    if "row_id" not in table.column_names:
        cited = typed(name, cited.select(named(name).names))
    return [str(id) for id in cited["row_id"].to_pylist()]


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
