"""Running methods on a case: what is missing or stale and applicable, in order.

A run computes from a read-only view and then commits in one short write transaction; a
crash leaves the runs that were committed, and the same command completes the rest.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actaverba.case import file, inputs, ledger
from actaverba.case.case import Case
from actaverba.errors import MethodError, NotApplicable
from actaverba.version import VERSION
from actaverba.vocabulary.manifest import LIKE, Manifest, manifest, manifests, peer

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from actaverba.methods.method import Result


@dataclass(frozen=True)
class Ran:
    """What became of one method: `computed`, `stored` (nothing had changed) or `skipped`."""

    method: str
    status: str
    why: str = ""
    scope: str = ""


def run(
    case: Case, method: str | None = None, *, settings: Mapping[str, Any] | None = None,
    again: bool = False, now: str, told: Callable[[str], None] = lambda _: None,
) -> list[Ran]:  # fmt: skip
    """Run one method, or all that apply, in the order of the dossier.

    Raises NotApplicable where one method is asked for and the case lacks its rows.
    """
    if method is not None:
        known, given = asked(method, settings or {})
        return [_run_one(case, known, given, again=again, now=now, told=told)]
    if settings:
        raise MethodError(
            "settings need a method", cure="Name one: `acta run CASE drift --fields a,b`."
        )
    return list(_run_all(case, again=again, now=now, told=told))


def asked(method: str, settings: Mapping[str, Any]) -> tuple[Manifest, Mapping[str, Any]]:
    """The method that a name and its settings mean: with `like` a peer of it is meant."""
    given = {k: v for k, v in settings.items() if k != LIKE}
    like = settings.get(LIKE)
    return (peer(method, like) if like else manifest(method)), given


def _run_all(case: Case, *, again: bool, now: str, told: Callable[[str], None]) -> Iterator[Ran]:
    for known in _in_order():
        try:
            yield _run_one(case, known, {}, again=again, now=now, told=told)
        except NotApplicable as lack:
            yield Ran(known.name, "skipped", lack.what)


def _in_order() -> list[Manifest]:
    """All methods, each after those it needs."""
    placed: dict[str, Manifest] = {}

    def place(known: Manifest) -> None:
        for needed in known.needs:
            if needed not in placed:
                place(manifest(needed))
        placed.setdefault(known.name, known)

    for known in manifests().values():
        if not known.peer_of:
            place(known)
    return list(placed.values())


def _run_one(
    case: Case, known: Manifest, given: Mapping[str, Any], *, again: bool, now: str,
    told: Callable[[str], None],
) -> Ran:  # fmt: skip
    with case.reading() as con:
        _applicable(case, known)
        planned = _plan(con, known, given)
        kept = ledger.stored(con, planned)
        tables = {} if kept and not again else _tables(case, known)
    if kept and not again:
        if kept != "current":
            with file.writing(case.path) as con:
                ledger.make_current(con, planned)
        return Ran(known.name, "stored", scope=planned.scope)
    told(f"{known.name}: {known.question}")
    result = _compute(known, tables, planned.settings)
    with file.writing(case.path) as con:
        ledger.keep(
            con, planned, tables=result.tables, findings=result.findings, now=now,
            software=VERSION,
        )  # fmt: skip
    return Ran(known.name, "computed", scope=planned.scope)


def _applicable(case: Case, known: Manifest) -> None:
    """Raises NotApplicable where a table that the method needs has no rows."""
    missing = lacking(case, known)
    if missing:
        raise NotApplicable(
            f"{known.name} needs rows in {', '.join(missing)}, and the case has none",
            cure="`acta template DIR` writes the files to fill in; `acta read` takes them.",
        )


def lacking(case: Case, known: Manifest) -> list[str]:
    """The tables that a method needs and that have no rows in the case."""
    counts = case.counts([i.table for i in known.inputs])
    missing = [i.table for i in known.inputs if not i.optional and not counts[i.table]]
    if not missing and known.needs_one and not any(counts[name] for name in known.needs_one):
        return [" or ".join(known.needs_one)]
    return missing


def _plan(con: duckdb.DuckDBPyConnection, known: Manifest, given: Mapping[str, Any]) -> ledger.Run:
    """The run with its settings and the digests of its inputs."""
    settings, from_case = _settings(inputs.about(con), known, given)
    named = [i.table for i in known.inputs] + [f"{inputs.RUN}{n}" for n in known.needs] + from_case
    if known.data:
        named.append(f"{inputs.DATA}{known.name}")
    seed = int(settings.get("seed", 0)) if known.seeded else None
    return ledger.Run(known, settings, inputs.digests(con, named), seed)


def _tables(case: Case, known: Manifest) -> dict[str, pa.Table]:
    tables = case.tables([i.table for i in known.inputs if not i.plain])
    return tables | {
        i.table: case.plain(i.table, in_order=i.in_order) for i in known.inputs if i.plain
    }


def _settings(
    about: Mapping[str, Any], known: Manifest, given: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """All settings; those that `case.toml` gives are inputs of the run."""
    asked = {k.replace("-", "_"): v for k, v in given.items() if v is not None}
    from_case = []
    for setting in known.settings:
        name = setting.name.replace("-", "_")
        if setting.from_case and name not in asked:
            from_case.append(f"{inputs.CASE_TOML}{setting.from_case}")
            if value := inputs.said(about, setting.from_case):
                asked[name] = value
    return known.read_settings(asked), from_case


def _compute(
    known: Manifest, tables: Mapping[str, pa.Table], settings: Mapping[str, Any]
) -> Result:
    function = getattr(importlib.import_module(known.module), known.function)
    result: Result = function(*(tables[i.table] for i in known.inputs), **settings)
    return result
