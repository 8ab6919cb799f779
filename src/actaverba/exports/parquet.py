"""Parquet for programs: typed, compressed, nothing changed but what is masked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 100_000


def write_parquet(table: pa.Table, place: Path) -> None:
    """Write a table; the same table and version of Arrow give the same bytes."""
    from pyarrow import parquet

    parquet.write_table(table, place, compression="zstd", row_group_size=ROW_GROUP)
