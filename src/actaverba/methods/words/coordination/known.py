"""What is on record of accounts and of objects, by name; unknown stays unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Codes = NDArray[np.int32]
Ints = NDArray[np.int64]
WEB = ("http://", "https://")


@dataclass(frozen=True)
class Values:
    """One property of some things: codes of `names` in byte order, -1 where it is unknown, and
    the row of the table that says so, -1 where none does."""

    code: Codes
    row: Ints
    names: tuple[str, ...]

    def name(self, code: int) -> str | None:
        return self.names[code] if code >= 0 else None

    def listed(self) -> list[str | None]:
        return [self.name(c) for c in self.code]


def looked_up(
    things: pa.Array, table: pa.Table | None, key: str, column: str, *, only: Sequence[str] = ()
) -> Values:
    """What a table says of each thing. Where rows of one key differ, the first value by name.

    With `only` other values count as unknown.
    """
    nothing = np.full(len(things), -1)
    if table is None or not table.num_rows or not len(things):
        return Values(nothing.astype(np.int32), nothing, ())
    rows = pa.array(np.arange(table.num_rows))
    told = pa.table({"key": table[key], "value": table[column], "row": rows})
    told = told.filter(pc.and_(pc.is_valid(told["value"]), pc.is_in(told["key"], things)))
    if only:
        told = told.filter(pc.is_in(told["value"], pa.array(only)))
    told = told.sort_by([("key", "ascending"), ("value", "ascending"), ("row", "ascending")])
    if not told.num_rows:
        return Values(nothing.astype(np.int32), nothing, ())
    at = pc.index_in(things, told["key"].combine_chunks())
    is_known = np.asarray(pc.is_valid(at))
    where = np.asarray(at.drop_null())
    row = nothing.copy()
    row[is_known] = told["row"].to_numpy()[where]
    values: list[str | None] = [None] * len(things)
    for place, value in zip(
        np.flatnonzero(is_known), told["value"].take(pa.array(where)).to_pylist(), strict=True
    ):
        values[place] = value
    return coded(values, row)


def coded(values: list[str | None], row: Ints) -> Values:
    names = sorted({v for v in values if v}, key=lambda v: v.encode("utf-8", "surrogatepass"))
    code = {name: n for n, name in enumerate(names)}
    return Values(np.array([code.get(v or "", -1) for v in values], np.int32), row, tuple(names))


def either(first: Values, second: Values) -> Values:
    """The first where it is known, else the second."""
    values = [a or b for a, b in zip(first.listed(), second.listed(), strict=True)]
    return coded(values, np.where(first.code >= 0, first.row, second.row))


def hosts(objects: pa.Array, table: pa.Table | None) -> Values:
    """Where each object stands: on record, else as its own address says."""
    on_record = looked_up(objects, table, "object_id", "host")
    return either(on_record, _made(objects, _host_of_address))


def _made(things: pa.Array, make: Callable[[str], str | None]) -> Values:
    return coded([make(t) for t in things.to_pylist()], np.full(len(things), -1))


def _host_of_address(name: str) -> str | None:
    if not name.startswith(WEB):
        return None
    try:
        host = urlsplit(name).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def most_common(group: Codes, code: Codes, groups: int) -> tuple[Codes, Ints, Ints]:
    """For each group the value that most of its things have, how many have it, and of how many
    the value is known; between equals the first by name."""
    top, fits = np.full(groups, -1, np.int32), np.zeros(groups, np.int64)
    is_known = code >= 0
    known = np.bincount(group[is_known], minlength=groups)
    if not is_known.any():
        return top, fits, known
    span = np.int64(code.max()) + 1
    keys, times = np.unique(group[is_known] * span + code[is_known], return_counts=True)
    of, value = keys // span, (keys % span).astype(np.int32)
    order = np.lexsort((value, -times, of))
    first = order[np.concatenate([[True], np.diff(of[order]) > 0])]
    top[of[first]], fits[of[first]] = value[first], times[first]
    return top, fits, known
