"""CSV and Parquet of the same table: what can be read back, and the same bytes again."""

from __future__ import annotations

import datetime
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from actaverba.engine.masking import public_names
from actaverba.exports.csv import write_csv
from actaverba.exports.masks import masked_table, masked_value
from actaverba.exports.parquet import write_parquet

ROWS = pa.table(
    {
        "id": ["A1", "A2"],
        "note": ["=cmd()", "two\nlines"],
        "value": pa.array([40.0, None], pa.float64()),
        "day": pa.array([datetime.date(2026, 3, 2), None], pa.date32()),
    }
)
TEXT = 'id,note,value,day\nA1,\'=cmd(),40,2026-03-02\nA2,"two\nlines",,\n'


def test_csv_is_what_a_person_would_write(tmp_path: Path) -> None:
    write_csv(ROWS, tmp_path / "a.csv")
    write_csv(ROWS, tmp_path / "b.csv", bom=True)
    assert (tmp_path / "a.csv").read_bytes() == TEXT.encode()
    assert (tmp_path / "b.csv").read_bytes() == b"\xef\xbb\xbf" + TEXT.encode()


def test_parquet_keeps_types_and_texts(tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        write_parquet(ROWS, tmp_path / name)
    assert parquet.read_table(tmp_path / "a.parquet").equals(ROWS)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    column = parquet.ParquetFile(tmp_path / "a.parquet").metadata.row_group(0).column(0)
    assert column.compression == "ZSTD"


def test_account_names_are_masked_but_for_those_the_case_names() -> None:
    outlets = pa.table({"host": ["paper.example", "t.me/paper", None]})
    clear = public_names({"public_figures": ["@minister"]}, outlets["host"].to_pylist())
    assert clear == frozenset({"@minister", "paper"})
    rows = pa.table(
        {
            "row_id": ["@ann"],
            "text": ["@ann asks @minister"],
            "url": ["https://x.com/ann/status/1"],
            "host": ["t.me/paper"],
            "n": [1],
        }
    )
    assert masked_table(rows, clear).to_pylist() == [
        {
            "row_id": "@ann",
            "text": "@[masked] asks @minister",
            "url": "https://x.com/[masked]",
            "host": "t.me/paper",
            "n": 1,
        }
    ]
    assert masked_value({"a": ["by @ann", 1]}, clear) == {"a": ["by @[masked]", 1]}
