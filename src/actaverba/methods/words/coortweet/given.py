"""Tables as CooRTweet's users have them, in the shape of the vocabulary."""

from __future__ import annotations

from typing import Any

NAMES = {"timestamp_share": "t", "id_user": "account_id"}


def renamed(rows: Any) -> Any:
    """The rows with our names for the peer's columns; times become whole seconds."""
    import pyarrow as pa

    if isinstance(rows, pa.Table) or hasattr(rows, "__arrow_c_stream__"):
        table = rows if isinstance(rows, pa.Table) else pa.table(rows)
        names = [_name(n, table.column_names) for n in table.column_names]
        return _in_seconds(table.rename_columns(names))
    return [{_name(n, row): v for n, v in row.items()} for row in rows]


def _name(name: str, present: Any) -> str:
    wanted = NAMES.get(name, name)
    return name if wanted in present else wanted


def _in_seconds(table: Any) -> Any:
    """Times as seconds since 1970, UTC; a fraction of a second is refused."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if "t" not in table.column_names or not pa.types.is_timestamp(table["t"].type):
        return table
    place = table.column_names.index("t")
    seconds = pc.cast(table["t"], pa.timestamp("s", table["t"].type.tz)).cast(pa.int64())
    return table.set_column(place, "t", seconds)
