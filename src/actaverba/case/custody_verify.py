"""Whether the originals of pages are as they were when they were kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.case import chain, custody_store, file
from actaverba.case.custody import BESIDE, DATASET, INSIDE, SOURCE, TABLE, held_of
from actaverba.case.entered import entered
from actaverba.case.layout import row_tables
from actaverba.case.report import Trouble
from actaverba.engine import sql

if TYPE_CHECKING:
    import duckdb

    from actaverba.case.case import Case

AGAIN = "Put a copy of the original back: `acta attach` with the same file does."
WHOLE, MISSING, CHANGED, NONE = "whole", "missing", "changed", "none"
STATES = (WHOLE, MISSING, CHANGED)
TOLD = {
    MISSING: "is not there", CHANGED: "has changed", NONE: "is named by what is no SHA-256",
}  # fmt: skip


def troubles(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Trouble]:
    """What does not hold: originals that are missing or changed, captures without an entry."""
    entries = chain.entries(con, TABLE)
    if not entries and not _captures(con):
        return
    labels = _labels(con, entries)
    beside = custody_store.folder(path).name
    cure = AGAIN
    if not custody_store.lying(path):
        cure = f"Put the folder {beside} beside the case, under this very name. Else: {AGAIN}"
    for (row_id, sha256), kept in sorted(held_of(entries).items()):
        state = _state(con, path, sha256, kept)
        if state != WHOLE:
            told = f"the original of its page {TOLD[state]} ({kept} the case, SHA-256 {sha256})"
            yield Trouble(TABLE, labels.get(row_id, row_id), told, cure)
    yield from _without_entry(con, entries, labels)
    yield from _forgotten(entries, path)


def _forgotten(entries: list[dict[str, Any]], path: Path) -> Iterator[Trouble]:
    """Originals that were to go and still lie there, as after a crash."""
    known = {sha256 for _, sha256 in held_of(entries)}
    gone = {str(e["sha256"]) for e in entries if e["action"] == "forget"} - known
    for name in custody_store.lying(path):
        if name in gone:
            cure = "Delete that file from the folder of originals."
            yield Trouble(TABLE, name, "its original was forgotten and is still there", cure)


def notes(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Trouble]:
    """What lies in the folder of originals and no entry names: worth knowing."""
    known = {sha256 for _, sha256 in held_of(chain.entries(con, TABLE))}
    for name in custody_store.lying(path):
        if name not in known:
            told = "lies in the folder of originals and no entry of the log names it"
            yield Trouble(TABLE, name[:80], told, "Take it out, or attach it.")


def _state(con: duckdb.DuckDBPyConnection, path: Path, sha256: str, kept: str) -> str:
    if not custody_store.DIGEST.fullmatch(sha256):
        # Not looked for: a case by mail might name another file so.
        return NONE
    if kept == BESIDE:
        found = custody_store.digest(custody_store.place(path, sha256))
    else:
        row = sql.row(con, "select content from page where sha256 = ?", sha256)
        found = hashlib.sha256(row[0] or b"").hexdigest() if row else None
    return MISSING if found is None else WHOLE if found == sha256 else CHANGED


def states(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """Each original by its SHA-256: whole, missing or changed."""
    kept = {sha256: where for (_, sha256), where in held_of(chain.entries(con, TABLE)).items()}
    return {sha256: _state(con, path, sha256, where) for sha256, where in sorted(kept.items())}


def _captures(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """The captures that were attached and are current: row and SHA-256."""
    found: list[tuple[str, str]] = con.execute(
        'select c."row", c.sha256 from current_captures c join source s on s.id = c.origin'
        " where s.name = ? and s.dataset = ? order by all",
        [SOURCE, DATASET],
    ).fetchall()
    return found


def _without_entry(
    con: duckdb.DuckDBPyConnection, entries: list[dict[str, Any]], labels: Mapping[str, str]
) -> Iterator[Trouble]:
    """Captures and entries name each other, and the inside holds what the log says."""
    known = {(labels.get(row_id, row_id), sha256) for row_id, sha256 in held_of(entries)}
    for target, sha256 in _captures(con):
        if (target, sha256) not in known:
            told = f"no entry of the log is of its page (SHA-256 {sha256})"
            yield Trouble("captures", target, told)
    inside = {sha256 for (_, sha256), kept in held_of(entries).items() if kept == INSIDE}
    for (sha256,) in con.execute("select sha256 from page order by 1").fetchall():
        if sha256 not in inside:
            yield Trouble("page", str(sha256), "no entry of the log names it")


def _labels(con: duckdb.DuckDBPyConnection, entries: list[dict[str, Any]]) -> dict[str, str]:
    """What people call the rows of the log; those that are forgotten have no name any more."""
    found: dict[str, str] = {}
    known = {t.name: t for t in row_tables()}
    for name in sorted({str(e["table_name"]) for e in entries if e["table_name"] in known}):
        ids = [e["row_id"] for e in entries if e["table_name"] == name]
        found |= dict(con.execute(
            f"select row_id::VARCHAR, {sql.text(name + ':')} || {sql.name(known[name].label)}"
            f" from {sql.name(name)} where row_id::VARCHAR in (select unnest(?::VARCHAR[]))",
            [ids],
        ).fetchall())  # fmt: skip
    return found


def note(case: Case, *, by: str, now: str) -> dict[str, Any]:
    """Write into the custody log that the originals were looked at, and how they stood."""
    who = entered(by, "by")
    with case.reading() as con:
        found = list(states(con, case.path).values())
    told = ", ".join(f"{found.count(state)} {state}" for state in STATES)
    with file.writing(case.path) as con:
        return chain.append(con, TABLE, {"action": "verify", "note": told, "by": who, "at": now})
