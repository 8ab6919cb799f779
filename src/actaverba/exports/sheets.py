"""What leaves a case, as tables in one fixed order: each a sheet with its name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actaverba.vocabulary.manifest import Manifest, manifests
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.case import Case

SHORT = 8
BY_HAND = ("judgement", "grade")
FINDING = {
    "id": "text", "run": "text", "method": "text", "scope": "text", "question": "text",
    "subject": "text", "text": "text", "value": "number", "low": "number", "high": "number",
    "unit": "text", "category": "text", "n": "integer", "base_rate": "number", "grade": "text",
    "observed_or_inferred": "text", "evidence_count": "integer", "stale": "flag",
}  # fmt: skip
EVIDENCE = {
    "finding": "text", "place": "integer", "table": "text", "row_id": "text", "id": "text",
    "role": "text",
}  # fmt: skip
INNOCENT = {"finding": "text", "explanation": "text", "status": "text", "why": "text"}
RUN = {
    "id": "text", "method": "text", "method_version": "text", "scope": "text",
    "settings": "text", "seed": "integer", "inputs": "text", "software": "text",
    "ran_at": "text", "stale": "flag",
}  # fmt: skip
SOURCE = {
    "id": "text", "name": "text", "dataset": "text", "table": "text", "sha256": "text",
    "bytes": "integer", "format": "text", "encoding": "text", "rows": "integer",
    "refused": "integer", "said": "text", "read_at": "text",
}  # fmt: skip
REFUSED = {
    "file": "text", "line": "integer", "column": "text", "code": "text", "message": "text",
    "cure": "text", "raw": "text",
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """One table that leaves; `name` is its place without suffix, `what` what one row is."""

    name: str
    what: str
    rows: pa.Table


def sheets(case: Case, *, raw: bool) -> Iterator[Sheet]:
    """All tables with rows, results, findings and what carries them; `raw` adds refused rows."""
    info = case.info()
    for table in info["tables"]:
        yield Sheet(f"tables/{table}", named(table).one_row_is, case.table(table))
    found = list(results(case))
    for result in found:
        yield from _of_result(result)
    yield from _of_findings(found)
    for book in BY_HAND:
        yield Sheet(f"{book}s", named(book).one_row_is, case.table(book))
    yield Sheet("runs", named("run").one_row_is, _table(RUN, info["runs"]))
    yield Sheet("sources", named("source").one_row_is, _table(SOURCE, info["sources"]))
    if raw:
        yield Sheet("refused", named("refused").one_row_is, _table(REFUSED, case.refused()))


def results(case: Case) -> Iterator[dict[str, Any]]:
    """The current runs with their tables; a run of a method that is not installed has none."""
    known = manifests()
    for run in case.info()["runs"]:
        result = case.result(run["method"], run["scope"]) if run["method"] in known else None
        if result is not None:
            yield result


def place_of(run: Mapping[str, Any], method: Manifest, table: str) -> str:
    """Where a result table stands; one of another question than the default has a folder."""
    aside = f"/{run['id'][:SHORT]}" if run["scope"] else ""
    return f"results/{method.function}{aside}/{table}"


def _of_result(result: Mapping[str, Any]) -> Iterator[Sheet]:
    method = manifests()[result["run"]["method"]]
    for name, rows in result["results"].items():
        place = place_of(result["run"], method, name)
        yield Sheet(place, method.result(name).one_row_is, rows)


def _of_findings(found: Sequence[Mapping[str, Any]]) -> Iterator[Sheet]:
    findings = [
        {**f, "run": r["run"]["id"], "evidence_count": f["evidence"]["count"]}
        for r in found
        for f in r["findings"]
    ]
    evidence = [
        {**row, "finding": f["id"], "place": place}
        for f in findings
        for place, row in enumerate(f["evidence"]["rows"])
    ]
    innocent = [{**i, "finding": f["id"]} for f in findings for i in f["innocent"]]
    yield Sheet("findings", named("finding").one_row_is, _table(FINDING, findings))
    yield Sheet("evidence", named("evidence").one_row_is, _table(EVIDENCE, evidence))
    yield Sheet("innocent", named("innocent").one_row_is, _table(INNOCENT, innocent))


def _table(columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The named columns of the rows; lists and mappings become JSON text."""
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
    return pa.Table.from_pylist(
        [{name: _plain(row.get(name)) for name in columns} for row in rows], schema=schema
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value
