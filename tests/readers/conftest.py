"""Staging literal bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from actaverba.engine import sql
from actaverba.engine.staged import ReadOptions, Staged
from actaverba.vocabulary.formats import reader_of


@dataclass(frozen=True)
class Read:
    """What became of a file: its staging, and the rows with their line first."""

    staged: Staged
    rows: list[tuple[Any, ...]]

    @property
    def refused(self) -> list[tuple[int, str, str]]:
        return [(r.line, r.column, r.code) for r in self.staged.refused]


Reading = Callable[..., Read]


@pytest.fixture
def bench() -> Iterator[duckdb.DuckDBPyConnection]:
    con = sql.workbench()
    yield con
    con.close()


@pytest.fixture
def read(bench: duckdb.DuckDBPyConnection, tmp_path: Path) -> Reading:
    """Write bytes under a name and stage the file with the reader of that name."""

    def staging(name: str, content: bytes, **options: Any) -> Read:
        path = tmp_path / name
        path.write_bytes(content)
        found = reader_of(name)
        assert found is not None
        staged = found.stage()(bench, path, ReadOptions(**options))
        columns = sql.names([staged.line_column, *staged.headers])
        rows = bench.execute(f"select {columns} from {sql.name(staged.relation)}").fetchall()
        assert len(rows) == staged.rows
        return Read(staged, rows)

    return staging
