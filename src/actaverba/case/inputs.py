"""What a run is computed from, by name, and the digest of each.

An input is a table (`relays`), a key of `case.toml` (`case.toml:poles`), the current run of
another method (`run:relay`) or the data that a method brings with it (`data:coordination`, the
rates that were measured). When a digest changes, the run is stale.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from actaverba.case import chain, rows
from actaverba.engine import sql
from actaverba.errors import CaseError
from actaverba.vocabulary.identity import digest_uuid
from actaverba.vocabulary.manifest import manifests

if TYPE_CHECKING:
    import duckdb

CASE_TOML = "case.toml:"
RUN = "run:"
DATA = "data:"


def digests(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> dict[str, str]:
    """The digest of each input as it is now."""
    return {name: _digest(con, name) for name in sorted(names)}


def about(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What `case.toml` says, as it was read; empty when none was.

    Raises CaseError where that was changed by hand into something else than a table.
    """
    row = sql.row(con, "select value from case_info where key = 'about'")
    try:
        told = json.loads(row[0]) if row else {}
    except (ValueError, RecursionError, TypeError):
        told = None
    if not isinstance(told, dict):
        raise CaseError(
            "what the case says about itself was changed by hand, and cannot be read",
            cure="`acta verify CASE` says what it was; restore a copy, or read case.toml anew.",
        )
    return told


def said(about: Mapping[str, Any], key: str) -> Any:
    """What `case.toml` says under a key; `period.from` stands in a section.

    >>> said({"period": {"from": "2014"}}, "period.from")
    '2014'
    """
    section, _, name = key.rpartition(".")
    return ((about.get(section) or {}) if section else about).get(name)


def _digest(con: duckdb.DuckDBPyConnection, name: str) -> str:
    if name.startswith(CASE_TOML):
        value = said(about(con), name.removeprefix(CASE_TOML))
        return digest_uuid("about", json.dumps(value, sort_keys=True)).hex
    if name.startswith(RUN):
        method = name.removeprefix(RUN)
        found = con.execute(
            "select id from run where method = ? and is_current order by scope", [method]
        ).fetchall()
        return digest_uuid("run", *(str(id) for (id,) in found)).hex
    if name.startswith(DATA):
        known = manifests().get(name.removeprefix(DATA))
        texts = [file.read_text("utf-8") for file in known.data] if known else []
        return digest_uuid("data", *texts).hex
    if name in {log.name for log in chain.logs()}:
        return digest_uuid(name, str(chain.head(con, name))).hex
    return rows.digest(con, name)
