"""Staging literal bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

import actaverba
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


NOW = "2026-01-01T00:00:00Z"


@dataclass(frozen=True)
class InCase:
    """What became of a file in a case with clear names."""

    case: Any
    report: Any

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table by their line, without what is empty or made by the case."""
        made = {"row_id", "row_hash", "origin", "line"}
        found = sorted(self.case.table(table).to_pylist(), key=lambda r: r["line"])
        return [{k: v for k, v in r.items() if v is not None and k not in made} for r in found]

    @property
    def refused(self) -> list[tuple[int, str, str]]:
        return [(r.line, r.column, r.code) for taken in self.report.files for r in taken.refused]

    @property
    def counts(self) -> dict[str, int]:
        return {taken.file.table: taken.rows for taken in self.report.files}


@pytest.fixture
def into_case(tmp_path: Path) -> Callable[..., InCase]:
    """Write bytes or text under a name and read them into the case."""
    case = actaverba.new(tmp_path / "a.case", clear_names=True, now=NOW)

    def reading(name: str, content: bytes | str, **options: Any) -> InCase:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return InCase(case, actaverba.read(case, path, now=NOW, **options))

    return reading
