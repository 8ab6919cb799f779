"""Parquet of any schema as text."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from actaverba.errors import InputError

NOON = datetime(2025, 5, 29, 14, 0, 1, 500_000, timezone(timedelta(hours=2)))


@pytest.fixture
def packed(tmp_path):
    def packing(table):
        path = tmp_path / "source.parquet"
        pq.write_table(table, path)
        return path.read_bytes()

    return packing


@pytest.mark.parametrize(
    ("values", "kind", "texts"),
    [
        ([1, None], pa.int64(), ["1", None]),
        ([2**63, 0], pa.uint64(), ["9223372036854775808", "0"]),
        ([1.0, 2.5, -0.0, 1e300, None], pa.float64(), ["1", "2.5", "0", "1e+300", None]),
        ([Decimal("1.10")], pa.decimal128(3, 2), ["1.10"]),
        (["x", "", None], pa.string(), ["x", "", None]),
        ([b"ok", b"\x00\xff"], pa.binary(), ["ok", "00FF"]),
        ([True, False], pa.bool_(), ["true", "false"]),
        ([date(2025, 1, 1), None], pa.date32(), ["2025-01-01", None]),
        ([NOON], pa.timestamp("us", "Europe/Belgrade"), ["2025-05-29T12:00:01.5Z"]),
        ([NOON.replace(tzinfo=None)], pa.timestamp("ms"), ["2025-05-29T14:00:01.5Z"]),
        ([["a", "b"], [], None], pa.list_(pa.string()), ["a;b", "", None]),
        ([[1.0, 2.5]], pa.list_(pa.float64()), ["1;2.5"]),
        ([[[1], [2]]], pa.list_(pa.list_(pa.int64())), ["[[1],[2]]"]),
        ([{"x": 1, "y": "z"}, None], pa.struct({"x": pa.int64(), "y": pa.string()}),
         ['{"x":1,"y":"z"}', None]),
        ([[("k", 1)]], pa.map_(pa.string(), pa.int32()), ['{"k":1}']),
        ([None], pa.null(), [None]),
    ],
)  # fmt: skip
def test_types(read, packed, values, kind, texts):
    done = read("a.parquet", packed(pa.table({"c": pa.array(values, kind)})))
    assert done.rows == [(n, text) for n, text in enumerate(texts, start=1)]


def test_times_without_a_zone_are_said(read, packed):
    table = pa.table({"t": pa.array([datetime(2025, 1, 1)], pa.timestamp("us"))})  # noqa: DTZ001
    assert read("a.parquet", packed(table)).staged.said == (
        "times without a zone were taken as UTC: t",
    )


def test_what_cannot_be_stored_is_refused(read, packed):
    table = pa.table({"id": ["1", "a\0b", "3", "4"], "t": ["x", "x", "x" * 50, "x"]})
    done = read("a.parquet", packed(table), cell_limit=40)
    assert done.rows == [(1, "1", "x"), (4, "4", "x")]
    assert done.refused == [(2, "id", "zero_byte"), (3, "t", "cell_too_long")]


def test_no_rows_are_no_error(read, packed):
    assert read("a.parquet", packed(pa.table({"id": pa.array([], pa.string())}))).rows == []


def test_damaged_files_are_errors(read, packed):
    whole = packed(pa.table({"id": [str(n) for n in range(1000)]}))
    for broken in (
        b"", b"PAR1", b"no Parquet at all, no", whole[: len(whole) // 2], whole[4:],
        whole[:40] + b"\xff" * 200 + whole[240:],
    ):  # fmt: skip
        with pytest.raises(InputError, match="no sound Parquet file") as refusal:
            read("a.parquet", broken)
        assert refusal.value.where == "a.parquet"
        assert "/" not in str(refusal.value)


def test_two_columns_of_one_name_are_told_apart(read, packed):
    done = read("a.parquet", packed(pa.table({"id": ["1"], "ID": ["2"]})))
    assert done.staged.headers == ("id", "ID_1")
    assert done.rows == [(1, "1", "2")]
