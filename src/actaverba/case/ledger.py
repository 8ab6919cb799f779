"""The ledger of runs: what was computed from what, and what it found."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actaverba.case import digests
from actaverba.case.finding import Finding
from actaverba.case.layout import create_sql, result_columns, result_table
from actaverba.engine import sql
from actaverba.vocabulary.identity import digest_uuid
from actaverba.vocabulary.manifest import Manifest

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def canonical(value: Any) -> str:
    """JSON that is the same for the same content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Run:
    """What a run is computed from; its key is the digest of all of it."""

    method: Manifest
    settings: Mapping[str, Any]
    inputs: Mapping[str, str]
    seed: int | None = None

    @property
    def scope(self) -> str:
        scope = self.method.scope(self.settings)
        return canonical(scope) if scope else ""

    @property
    def key(self) -> uuid.UUID:
        seed = None if self.seed is None else str(self.seed)
        return digest_uuid(
            "run", self.method.name, self.method.version, canonical(self.settings), seed,
            canonical(self.inputs),
        )  # fmt: skip


def stored(con: duckdb.DuckDBPyConnection, run: Run) -> str:
    """Whether the case has the run: `current`, `earlier`, or empty for no."""
    found = sql.row(con, "select is_current from run where id = ?", run.key)
    return "" if found is None else "current" if found[0] else "earlier"


def make_current(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """One current run for a method and scope; the others stay findable."""
    con.execute(
        "update run set is_current = (id = ?) where method = ? and scope = ?",
        [run.key, run.method.name, run.scope],
    )


def keep(
    con: duckdb.DuckDBPyConnection, run: Run, *, tables: Mapping[str, pa.Table],
    findings: Sequence[Finding], now: str, software: str,
) -> None:  # fmt: skip
    """Write a run with its results and findings, replacing an equal one."""
    drop(con, run.key)
    con.execute(
        f"insert into run values ({', '.join('?' * 10)}, '{{}}')",
        [run.key, run.method.name, run.method.version, run.scope, canonical(run.settings),
         run.seed, canonical(run.inputs), software, now, True],
    )  # fmt: skip
    make_current(con, run)
    for result in run.method.results:
        _keep_result(con, run, result_table(run.method, result), result_columns(result),
                     tables[result.name])  # fmt: skip
    _keep_findings(con, run, findings)
    _seal(con, run)


def _seal(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write down the digests by which `verify` sees what was changed by hand."""
    con.execute(
        f"update finding f set digest = {digests.said_sql()}, support = {digests.support_sql()}"
        " where run = ?",
        [run.key],
    )
    con.execute(
        "update run set digests = ? where id = ?",
        [canonical(digests.of_run(con, run.key)), run.key],
    )


def _keep_result(
    con: duckdb.DuckDBPyConnection, run: Run, name: str, columns: list[tuple[str, str]],
    rows: pa.Table,
) -> None:  # fmt: skip
    import pyarrow as pa

    present = con.execute(
        "select column_name, data_type from duckdb_columns() where table_name = ?"
        " and not internal order by column_index",
        [name],
    ).fetchall()
    if present != columns:
        # Another version of the method had other columns; its results can be computed again.
        con.execute(f"drop table if exists {sql.name(name)}")
        con.execute(create_sql(name, columns))
    own = sql.names([c for c, _ in columns[2:]])
    places = pa.array(range(rows.num_rows), pa.int64())
    con.register("result_rows", rows.append_column("place", places))
    con.execute(
        f"insert into {sql.name(name)} select ?::UUID, place, {own} from result_rows", [run.key]
    )
    con.unregister("result_rows")


def _keep_findings(con: duckdb.DuckDBPyConnection, run: Run, findings: Sequence[Finding]) -> None:
    kept: list[dict[str, Any]] = []
    evidence: list[dict[str, Any]] = []
    innocent: list[dict[str, Any]] = []
    for place, finding in enumerate(findings):
        of = {"finding": str(finding.id(run.method.name, run.scope)), "run": str(run.key)}
        kept.append({
            "id": of["finding"], "run": of["run"], "place": place, "question": finding.question,
            "subject": finding.subject, "message": finding.message,
            "params": canonical(finding.params), "value": _number(finding.value),
            "low": _number(finding.low), "high": _number(finding.high),
            "unit": finding.unit, "category": finding.category,
            "n": finding.n, "base_rate": _number(finding.base_rate), "grade": finding.grade,
            "observed_or_inferred": finding.observed_or_inferred,
        })  # fmt: skip
        evidence += [
            of | {"place": n, "table_name": e.table, "row_id": e.row_id, "role": e.role}
            for n, e in enumerate(finding.evidence)
        ]
        innocent += [
            of | {"place": n, "explanation": i.explanation, "status": i.status, "why": i.why}
            for n, i in enumerate(finding.innocent)
        ]
    for table, rows in (("finding", kept), ("evidence", evidence), ("innocent", innocent)):
        _keep_list(con, table, rows)


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _keep_list(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    import pyarrow as pa

    if not rows:
        return
    con.register("listed_rows", pa.Table.from_pylist(rows))
    con.execute(f"insert into {table} by name select * from listed_rows")
    con.unregister("listed_rows")


def drop(con: duckdb.DuckDBPyConnection, key: uuid.UUID) -> None:
    """Take a run out, with all it found."""
    for table in ("finding", "evidence", "innocent"):
        con.execute(f"delete from {table} where run = ?", [key])
    for (name,) in con.execute(
        "select table_name from duckdb_tables() where table_name like 'result\\_%' escape '\\'"
    ).fetchall():
        con.execute(f"delete from {sql.name(name)} where run = ?", [key])
    con.execute("delete from run where id = ?", [key])
