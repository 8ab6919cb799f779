"""CSV for people and spreadsheets: UTF-8, one header line, formulas made harmless."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.exports.cells import line, safe_cell

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 50_000
BOM = "\ufeff"


def write_csv(table: pa.Table, place: Path, *, bom: bool = False) -> None:
    """Write a table; the same table gives the same bytes."""
    with place.open("w", encoding="utf-8", newline="") as out:
        if bom:
            out.write(BOM)
        out.write(line([safe_cell(name) for name in table.column_names]))
        for batch in table.to_batches(max_chunksize=BATCH):
            columns = [column.to_pylist() for column in batch.columns]
            out.writelines(
                line([safe_cell(value) for value in row]) for row in zip(*columns, strict=True)
            )
