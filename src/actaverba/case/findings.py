"""Runs, results and findings as they are read back, with their text and their state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actaverba.case import inputs
from actaverba.case.layout import result_table
from actaverba.engine import sql
from actaverba.errors import CaseError, MethodError
from actaverba.vocabulary.manifest import Manifest, manifests
from actaverba.vocabulary.messages import render

if TYPE_CHECKING:
    import duckdb

RUN = (
    "id", "method", "method_version", "scope", "settings", "seed", "inputs", "software", "ran_at"
)  # fmt: skip

OTHER_VERSION = "Version {version} of {method} left this; run {method} again to read it in words."


def runs(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The current runs, in the order of the dossier, each with whether it is stale."""
    found = con.execute(f"select {', '.join(RUN)} from run where is_current").fetchall()
    told = []
    digests: dict[str, str] = {}
    for values in found:
        run = dict(zip(RUN, values, strict=True))
        run |= {"id": str(run["id"]), "settings": _mapping(run["settings"], run["method"]),
                "inputs": _mapping(run["inputs"], run["method"])}  # fmt: skip
        digests |= inputs.digests(con, run["inputs"].keys() - digests.keys())
        run["stale"] = _stale(run, digests)
        told.append(run)
    order = {name: n for n, name in enumerate(manifests())}
    return sorted(told, key=lambda r: (order.get(r["method"], len(order)), r["method"], r["scope"]))


def _stale(run: Mapping[str, Any], digests: Mapping[str, str]) -> bool:
    """Whether the same command would compute something else today."""
    method = manifests().get(run["method"])
    changed = any(run["inputs"][name] != digests[name] for name in run["inputs"])
    return changed or (method is not None and run["method_version"] != method.version)


def result(
    con: duckdb.DuckDBPyConnection, method: Manifest, run: Mapping[str, Any]
) -> dict[str, Any]:
    """One run with its result tables (Arrow) and its findings (dictionaries)."""
    tables = {}
    for declared in method.results:
        own = sql.names([c["name"] for c in declared.columns])
        tables[declared.name] = con.sql(
            f"select {own} from {sql.name(result_table(method, declared))} where run = $run"
            " order by place",
            params={"run": run["id"]},
        ).to_arrow_table()
    return {"run": dict(run), "results": tables, "findings": of_run(con, run)}


def of_run(con: duckdb.DuckDBPyConnection, run: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The findings of one run in their order, as the faces show them."""
    found = con.sql(
        "select * from finding where run = $run order by place", params={"run": run["id"]}
    ).to_arrow_table().to_pylist()  # fmt: skip
    evidence = _listed(con, "evidence", run["id"])
    innocent = _listed(con, "innocent", run["id"])
    labels = _labels(con, evidence)
    return [
        _shown(f, run, evidence.get(f["id"], []), innocent.get(f["id"], []), labels) for f in found
    ]


def _listed(
    con: duckdb.DuckDBPyConnection, table: str, run: str
) -> dict[str, list[dict[str, Any]]]:
    by_finding: dict[str, list[dict[str, Any]]] = {}
    found = con.sql(
        f"select * from {table} where run = $run order by finding, place", params={"run": run}
    )
    for row in found.to_arrow_table().to_pylist():
        by_finding.setdefault(row["finding"], []).append(row)
    return by_finding


def _labels(
    con: duckdb.DuckDBPyConnection, evidence: Mapping[str, list[dict[str, Any]]]
) -> dict[tuple[str, str], str]:
    """What people call each row that is cited: its id in the file."""
    from actaverba.vocabulary.schema import table as named

    labels: dict[tuple[str, str], str] = {}
    cited = sorted({e["table_name"] for rows_of in evidence.values() for e in rows_of})
    for name in cited:
        label = sql.name(named(name).label)
        found = con.execute(
            f"select distinct row_id::VARCHAR, {label} from {name} where row_id in"
            " (select row_id from evidence where table_name = ?)",
            [name],
        ).fetchall()
        labels |= {(name, row_id): text for row_id, text in found}
    return labels


def _shown(
    finding: Mapping[str, Any], run: Mapping[str, Any], evidence: list[dict[str, Any]],
    innocent: list[dict[str, Any]], labels: Mapping[tuple[str, str], str],
) -> dict[str, Any]:  # fmt: skip
    params = _mapping(finding["params"], run["method"])
    kept = ("question", "subject", "value", "low", "high", "unit", "category", "n", "base_rate",
            "grade", "observed_or_inferred", "message")  # fmt: skip
    return {
        "id": finding["id"],
        "method": run["method"],
        "scope": run["scope"],
        **{name: finding[name] for name in kept},
        "params": params,
        "text": text(run["method"], finding["message"], params, run["method_version"]),
        "evidence": {
            "count": len(evidence),
            "rows": [
                {"table": e["table_name"], "row_id": e["row_id"],
                 "id": labels.get((e["table_name"], e["row_id"]), ""), "role": e["role"]}
                for e in evidence
            ],
        },
        "innocent": [
            {"explanation": i["explanation"], "status": i["status"],
             "why": text(run["method"], i["why"], params, run["method_version"])}
            for i in innocent
        ],
        "stale": run["stale"],
    }  # fmt: skip


def text(
    method: str, message: str, params: Mapping[str, Any], version: str, language: str = "en"
) -> str:
    """The sentence of a message that a `version` of a method left.

    It is the bare message where the method declares none such, and a plain word where another
    version left it with other parameters. Raises CaseError where it was changed by hand.
    """
    known = manifests().get(method)
    if known is None or message not in known.messages:
        return message
    try:
        return render(known.messages[message], params, language)
    except (LookupError, ValueError, TypeError, AttributeError) as trouble:
        if version != known.version:
            return OTHER_VERSION.format(version=version, method=method)
        raise _changed(method) from trouble


def _mapping(told: str | None, method: str) -> dict[str, Any]:
    """JSON that the program wrote. Raises CaseError where it says something else now."""
    try:
        found = json.loads(told or "")
    except (ValueError, RecursionError) as trouble:
        raise _changed(method) from trouble
    if not isinstance(found, dict):
        raise _changed(method)
    return found


def _changed(method: str) -> CaseError:
    return CaseError(
        f"what {method} has left in the case was changed by hand, and cannot be shown",
        cure="`acta verify CASE` says what was changed; restore a copy from before.",
    )


def one(found: list[dict[str, Any]], id: str) -> dict[str, Any]:
    """The finding whose id starts with `id`. Raises MethodError when none or several do."""
    fitting = [f for f in found if f["id"].startswith(id.lower())]
    if len({f["id"] for f in fitting}) == 1:
        return fitting[0]
    raise MethodError(
        f"{'several findings start' if fitting else 'no finding starts'} with {id!r}",
        cure="`acta findings CASE` lists them; give more of the id.",
    )
