"""Whether a case still follows from what an earlier edition of its dossier noted.

A log that was written anew with digests that fit, or a row changed together with all its
digests, is whole in itself; it differs from what was printed before. A correction that the
case keeps account of is no trouble, and is told as a note.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from actaverba.case import chain
from actaverba.case.custody_edition import earlier, findings_of, runs_of
from actaverba.case.custody_verify import note
from actaverba.case.judgements import value_digest
from actaverba.case.layout import current, row_tables
from actaverba.case.report import Report, Trouble
from actaverba.case.verify import verify as whole
from actaverba.engine import sql
from actaverba.errors import CaseError

if TYPE_CHECKING:
    import duckdb

    from actaverba.case.case import Case

CURE = "Compare it with a copy of the case from the time of that edition."


class Compared(NamedTuple):
    """What does not follow from the edition, and what has changed in a way that is kept."""

    troubles: tuple[Trouble, ...]
    notes: tuple[Trouble, ...]


def verify(
    case: Case, earlier_edition: Path | None = None, *, by: str | None = None, now: str
) -> Report:
    """The report on a case, also against an edition; `by` notes in the log who looked."""
    edition = earlier(earlier_edition, case) if earlier_edition is not None else None
    report = whole(case.path)
    if edition is not None:
        compared = _compared(case, edition, is_whole=report.ok)
        troubles = (*report.troubles, *compared.troubles)
        notes = (*report.notes, *compared.notes)
        report = replace(report, ok=not troubles, troubles=troubles, notes=notes)
    if by is not None:
        note(case, by=by, now=now)
    return report


def _compared(case: Case, edition: Mapping[str, Any], *, is_whole: bool) -> Compared:
    try:
        return against(case, edition)
    except CaseError as trouble:
        if is_whole:
            raise
        told = f"cannot be compared with the edition: {trouble.what}"
        return Compared((Trouble("finding", "", told, CURE),), ())


def against(case: Case, edition: Mapping[str, Any]) -> Compared:
    """Compare heads of logs, rows, findings and settings with an edition.

    Raises CaseError where findings were changed so that they cannot be shown any more.
    """
    findings = {f["id"]: f for f in case.findings()}
    with case.reading() as con:
        found = [
            *_logs(con, edition["logs"]),
            *_rows(con, edition["rows"]),
            *_sources(con, edition["sources"]),
            *_runs(con, edition),
            *_results(con, edition),
            *_findings(con, edition, findings),
        ]
    return Compared(
        tuple(t for is_trouble, t in found if is_trouble),
        tuple(t for is_trouble, t in found if not is_trouble),
    )


Told = tuple[bool, Trouble]


def _trouble(table: str, row: str, what: str) -> Told:
    return True, Trouble(table, row, f"{what} since the edition", CURE)


def _note(table: str, row: str, what: str) -> Told:
    return False, Trouble(table, row, f"{what} since the edition", "")


def _logs(con: duckdb.DuckDBPyConnection, logs: list[Mapping[str, Any]]) -> Iterator[Told]:
    """The head that was printed must be the digest of that very entry now."""
    known = {t.name for t in chain.logs()}
    for log in logs:
        name, noted = str(log["log"]), int(log["entries"])
        if noted < 1 or name not in known:
            continue
        ordered = chain.entries(con, name)
        if len(ordered) < noted:
            yield _trouble(name, f"entry {noted}", f"is not there ({len(ordered)} entries left)")
        elif ordered[noted - 1]["digest"] != log["digest"]:
            yield _trouble(
                name, f"entry {noted}",
                f"has another digest than the head that was printed, {log['digest']}: the log was"
                " written anew",
            )  # fmt: skip
        elif len(ordered) > noted:
            yield _note(name, "", f"has {len(ordered) - noted} more entries")


def _rows(
    con: duckdb.DuckDBPyConnection, tables: Mapping[str, Mapping[str, list[str]]]
) -> Iterator[Told]:
    known = {t.name for t in row_tables()}
    for name, noted in sorted(tables.items()):
        if name not in known:
            continue
        versions = set(_pairs(con, sql.name(name)))
        now = dict(_pairs(con, current(name)))
        forgotten = {
            row_id
            for (row_id,) in con.execute(
                "select row_id::VARCHAR from forgotten where table_name = ?", [name]
            ).fetchall()
        }
        for row_id, (row_hash, label) in sorted(noted.items(), key=lambda i: (i[1][1], i[0])):
            if row_id in forgotten:
                yield _note(name, label, "was forgotten")
            elif (row_id, row_hash) not in versions:
                is_there = row_id in {r for r, _ in versions}
                yield _trouble(name, label, _vanished(is_there=is_there))
            elif now.get(row_id) != row_hash:
                told = "was corrected" if row_id in now else "is in no current file any more"
                yield _note(name, label, told)


def _sources(con: duckdb.DuckDBPyConnection, sources: Mapping[str, str]) -> Iterator[Told]:
    """A file that was read stays in the books, also when a newer version of it was read."""
    now = {id for (id,) in con.execute("select id::VARCHAR from source").fetchall()}
    for id, name in sorted(sources.items(), key=lambda s: (s[1], s[0])):
        if id not in now:
            yield _trouble("source", name, "is not in the books any more, or under another digest,")


def _results(con: duckdb.DuckDBPyConnection, edition: Mapping[str, Any]) -> Iterator[Told]:
    """A run of the same key has left the same: results, findings, evidence, explanations."""
    noted = edition["results"]
    called = {run["id"]: " ".join(filter(None, key)) for key, run in runs_of(edition).items()}
    now = dict(con.execute("select id::VARCHAR, digests from run").fetchall())
    for id in sorted(noted.keys() & now.keys(), key=lambda id: (called.get(id, ""), id)):
        left = _noted(now[id])
        for table in sorted(noted[id].keys() | left.keys()):
            if noted[id].get(table) != left.get(table):
                what = "is not what the same run had left"
                yield _trouble(table, called.get(id, id), what)


def _vanished(*, is_there: bool) -> str:
    if is_there:
        return "says something else, and the case does not keep what it said,"
    return "is not there, and the case does not say why,"


def _pairs(con: duckdb.DuckDBPyConnection, relation: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = con.execute(
        f"select row_id::VARCHAR, row_hash::VARCHAR from {relation}"
    ).fetchall()
    return found


def _runs(con: duckdb.DuckDBPyConnection, edition: Mapping[str, Any]) -> Iterator[Told]:
    """Runs stay findable, with the settings that they had."""
    settings = {
        id: _noted(text)
        for id, text in con.execute("select id::VARCHAR, settings from run").fetchall()
    }
    now = _current(con)
    is_forgetful = bool(con.execute("select 1 from forgotten limit 1").fetchall())
    for (method, scope), run in sorted(runs_of(edition).items()):
        called = f"{method} {scope}".strip()
        if run["id"] not in settings:
            told = _note if is_forgetful else _trouble
            yield told("run", called, "is not in the case any more")
            continue
        noted = {s["name"]: s["value"] for s in run["settings"]}
        if noted != settings[run["id"]]:
            yield _trouble(
                "run", called, f"has other settings ({_differing(noted, settings[run['id']])})"
            )
        elif now.get((method, scope)) != run["id"]:
            other = settings.get(now.get((method, scope), ""), {})
            changed = _differing(noted, other)
            yield _note(
                "run", called, "was computed anew" + (f" with {changed}" if changed else "")
            )


def _noted(told: str | None) -> dict[str, Any]:
    """JSON that the program wrote; what somebody else wrote in its place is nothing."""
    try:
        found = json.loads(told or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _current(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    found = con.execute("select method, scope, id::VARCHAR from run where is_current").fetchall()
    return {(method, scope): id for method, scope, id in found}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    names = sorted(n for n in before.keys() | after.keys() if before.get(n) != after.get(n))
    return ", ".join(f"{n} {before.get(n)} → {after.get(n)}" for n in names)


def _findings(
    con: duckdb.DuckDBPyConnection, edition: Mapping[str, Any],
    findings: Mapping[str, Mapping[str, Any]],
) -> Iterator[Told]:  # fmt: skip
    """From the same run the same findings; from another they may say something else."""
    now = set(_current(con).values())
    for id, (noted, run) in findings_of(edition).items():
        found = findings.get(id)
        is_same = found is not None and value_digest(found) == noted["says"]
        if is_same:
            continue
        is_from_same = run["id"] in now
        what = "is not there" if found is None else "says something else"
        if is_from_same:
            yield _trouble("finding", noted["label"], f"{what}, though its run is the same,")
        else:
            yield _note("finding", noted["label"], f"{what}: it was computed anew")
