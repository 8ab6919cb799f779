"""Whether runs, results and findings are as they were computed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from actaverba.case import digests
from actaverba.case.layout import row_tables
from actaverba.case.report import Trouble
from actaverba.case.verify_rows import told
from actaverba.engine import sql
from actaverba.vocabulary.identity import digest_uuid

if TYPE_CHECKING:
    import duckdb

RUN = ("id", "method", "method_version", "scope", "settings", "seed", "inputs", "digests")
AGAIN = "Compute it again: `acta run CASE METHOD --again`."


def troubles(con: duckdb.DuckDBPyConnection) -> Iterator[Trouble]:
    """What does not hold in the ledger of runs."""
    found = con.execute(f"select {', '.join(RUN)} from run order by method, scope, id").fetchall()
    for values in found:
        yield from _run(con, dict(zip(RUN, values, strict=True)))
    yield from told(con, "run", """
        select method || ' ' || scope from run group by method, scope, is_current
        having is_current and count(*) > 1
        union all select method || ' ' || scope from run group by method, scope
        having not bool_or(is_current)
    """, "does not have one current run", AGAIN)  # fmt: skip
    yield from _findings(con)
    yield from _strays(con)
    yield from _evidence(con)


def _run(con: duckdb.DuckDBPyConnection, run: dict[str, Any]) -> Iterator[Trouble]:
    """The key of a run, and what it left in each table."""
    called = f"{run['method']} {run['scope']}".strip()
    seed = None if run["seed"] is None else str(run["seed"])
    key = digest_uuid(
        "run", run["method"], run["method_version"], run["settings"], seed, run["inputs"]
    )
    if key != run["id"]:
        yield Trouble("run", called, "its entry was changed after it was computed", AGAIN)
    noted, left = _noted(run["digests"]), digests.of_run(con, run["id"])
    for table in sorted(noted.keys() | left.keys()):
        if noted.get(table) != left.get(table):
            yield Trouble(table, called, _difference(noted.get(table), left.get(table)), AGAIN)


def _noted(text: str | None) -> dict[str, str]:
    try:
        noted = json.loads(text or "{}")
    except json.JSONDecodeError:
        return {}
    return noted if isinstance(noted, dict) else {}


def _difference(noted: str | None, left: str | None) -> str:
    before, after = ((text or "0:").partition(":")[0] for text in (noted, left))
    if before == after:
        return "rows were changed after they were computed"
    return f"has {after} of {before} rows"


def _findings(con: duckdb.DuckDBPyConnection) -> Iterator[Trouble]:
    """Findings, each with what it says, what carries it, and its id."""
    for where, what in (
        (f"digest is distinct from {digests.said_sql()}", "was changed after it was computed"),
        (
            f"support is distinct from {digests.support_sql()}",
            "its evidence or its other explanations were changed after it was computed",
        ),
    ):
        query = f"select id::VARCHAR || ' (' || question || ')' from finding f where {where}"
        yield from told(con, "finding", query, what, AGAIN)
    found = con.execute(
        "select f.id, r.method, f.question, f.subject, r.scope from finding f"
        " join run r on r.id = f.run order by f.id"
    ).fetchall()
    for id, *named in found:
        if id != _finding_id(*named):
            what = "its id does not follow from what it is about"
            yield Trouble("finding", f"{id} ({named[1]})", what, AGAIN)


def _finding_id(method: str, question: str, subject: str, scope: str) -> uuid.UUID:
    return digest_uuid("finding", method, question, subject, scope)


def _strays(con: duckdb.DuckDBPyConnection) -> Iterator[Trouble]:
    """Results, findings and evidence of no run; evidence of no finding."""
    tables = ["finding", "evidence", "innocent", *digests.result_columns(con)]
    for table in tables:
        query = f"""
            select distinct 'run ' || coalesce(run::VARCHAR, 'unknown') from {sql.name(table)}
            where run is null or run not in (select id from run)
        """
        yield from told(con, table, query, "belongs to no run of the case")
    for table in ("evidence", "innocent"):
        query = f"""
            select distinct finding::VARCHAR from {table} anti join
            (select id as finding, run from finding) using (finding, run)
            where run in (select id from run)
        """
        yield from told(con, table, query, "belongs to a finding that is not there", AGAIN)


def _evidence(con: duckdb.DuckDBPyConnection) -> Iterator[Trouble]:
    """Each row that carries a finding must be there, in this version or another."""
    known = [t.name for t in row_tables()]
    for table in known:
        # Rows of a file that is read in place are looked for there, not here.
        linked = sql.row(
            con, "select 1 from source where link is not null and table_name = ?", table
        )
        if linked is None:
            yield from told(con, "evidence", f"""
                select distinct {sql.text(table + " ")} || row_id::VARCHAR from evidence
                where table_name = {sql.text(table)}
                  and row_id not in (select row_id from {sql.name(table)})
            """, "carries a finding and is not there")  # fmt: skip
    yield from told(con, "evidence", f"""
        select distinct coalesce(table_name, 'unknown') from evidence where table_name is null
        or table_name not in ({", ".join(map(sql.text, known))})
    """, "is no table of rows")  # fmt: skip
