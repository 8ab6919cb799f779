"""Columns of result tables, made from arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def instants(seconds: Ints) -> list[str]:
    """Seconds since 1970 as times of day, ISO 8601 in UTC."""
    times = np.asarray(seconds, np.int64).astype("datetime64[s]")
    return [f"{one}Z" for one in np.datetime_as_string(times, unit="s")]


def joined(parts: list[dict[str, Any]], types: Mapping[str, pa.DataType]) -> pa.Table:
    """The parts of a result table, one a group, as one table of these columns."""
    schema = pa.schema(list(types.items()))
    made = [
        pa.table([_array(part[name], kind) for name, kind in types.items()], schema=schema)
        for part in parts
    ]
    return pa.concat_tables(made) if made else schema.empty_table()


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    is_made = isinstance(values, pa.Array | pa.ChunkedArray)
    return values.cast(kind) if is_made else pa.array(values, kind)
