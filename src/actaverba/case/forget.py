"""Erasing rows for good: all their versions, and what was computed from them.

That a row was forgotten, when and why stays in the case, under an id that says nothing; what
it said does not, also not in the free places of the file nor in what was judged of it. A
forgotten row stays out when a file is read that still has it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.case import custody_forget, digests, file, keys, ledger, log_forget
from actaverba.case.chosen import Asked, choose, referring
from actaverba.case.digests import refused_sql
from actaverba.case.layout import row_tables
from actaverba.case.rows import places_sql
from actaverba.engine import sql
from actaverba.errors import InputError

if TYPE_CHECKING:
    import uuid

    import duckdb


@dataclass(frozen=True)
class Forgotten:
    """How much was erased.

    `rows` with all their `versions`, `refused` records whose text was blanked, `runs` that
    were taken out since they may quote what was erased, `judged` entries of judgements and
    grades of which a text was blanked. `still_named` counts rows by table that stay and name
    an erased row by its id.
    """

    rows: int = 0
    versions: int = 0
    refused: int = 0
    runs: int = 0
    judged: int = 0
    still_named: Mapping[str, int] = field(default_factory=dict)
    said: tuple[str, ...] = ()


def forget(
    path: Path, *, account: str | None = None, row: str | None = None, source: str | None = None,
    why: str, now: str,
) -> Forgotten:  # fmt: skip
    """Erase rows from a case and write its file anew.

    Parameters
    ----------
    account : str
        A handle: all rows of posts, shares and accounts that are its own. Texts of others
        that mention it stay; in judgements and grades a text that mentions it is blanked.
    row : str
        One row as `table:id`, or by its row id.
    source : str
        A file by its name: all rows that stand in it, in any version, and in no other file.
    why : str
        The reason, which stays in the case.

    Raises
    ------
    InputError
        When not just one of the three is given, no reason is, or the reason names the account.

    Captures of an erased row go with it, and the originals that were attached to it. Copies
    of the case, dossiers and exports made before are not reached.
    """
    asked = Asked(account=account, row=row, source=source)
    _check(asked, why)
    key = keys.key(path) if account is not None else None
    with file.replacing(path) as (con, put_in_place):
        words = choose(con, asked, key)
        custody_forget.also_erase(con)
        links = _links(con)
        originals = custody_forget.release(con, path, why=why, now=now)
        handles = words if account is not None else None
        judged = log_forget.blank(con, handles or (), why=why, now=now)
        told = replace(_erase(con, words, why=why, now=now), judged=judged)
        moved = source is not None and sql.row(con, "select 1 from concerned limit 1") is not None
        if told.versions or told.refused or told.judged or moved:
            put_in_place()
    custody_forget.remove(path, originals)
    return replace(told, said=tuple(links))


def _check(asked: Asked, why: str) -> None:
    given = [what for what in (asked.account, asked.row, asked.source) if what is not None]
    if len(given) != 1 or not given[0].strip():
        raise InputError(
            "what is to be forgotten is not said",
            cure="Give one of: an account, a row (`table:id`), the name of a file.",
        )
    if not why.strip():
        raise InputError(
            "no reason is given", cure="Say why: `--why`. It is what stays in the case."
        )
    if asked.account is not None and asked.handle.casefold() in why.casefold():
        raise InputError(
            "the reason names the account, and the reason stays in the case",
            cure="Give a reason without it.",
        )


def _links(con: duckdb.DuckDBPyConnection) -> list[str]:
    """What is read in place is out of reach, where it holds rows of the tables concerned."""
    found = con.execute(
        "select name, link from source where is_current and link is not null and table_name in"
        " (select table_name from erased union select table_name from concerned) order by name"
    ).fetchall()
    return [
        f"{name} is read in place, from {link}, and was not changed. Take the rows out there."
        for name, link in found
    ]


def _erase(
    con: duckdb.DuckDBPyConnection, words: list[str] | None, *, why: str, now: str
) -> Forgotten:
    tables = [t for (t,) in con.execute("select distinct table_name from erased").fetchall()]
    still_named = referring(con, tables)
    touched = _touched(con, tables)
    refused = _blank(con, words)
    versions = 0
    for name in sorted(tables):
        mine = f"select row_id from erased where table_name = {sql.text(name)}"
        books = f"table_name = {sql.text(name)} and row_id in ({mine})"
        con.execute(
            f"delete from row_source where row_id in ({mine})"
            f" and source in (select id from source where table_name = {sql.text(name)})"
        )
        con.execute(f"delete from superseded where {books}")
        gone = sql.row(con, f"delete from {sql.name(name)} where row_id in ({mine})")
        versions += gone[0] if gone else 0
    con.execute(
        "insert into forgotten select table_name, row_id, ?, ? from erased"
        " anti join forgotten using (table_name, row_id) order by all",
        [now, why],
    )
    _reseal(con, touched)
    rows = sql.row(con, "select count(*) from erased") or (0,)
    runs = _drop_runs(con, set(tables))
    return Forgotten(rows[0], versions, refused, runs, still_named=still_named)


def _touched(con: duckdb.DuckDBPyConnection, tables: list[str]) -> dict[uuid.UUID, str]:
    """The files in which the erased rows stand, or that are to be forgotten themselves, each
    with its table."""
    touched: dict[uuid.UUID, str] = dict(
        con.execute(
            "select id, table_name from source where link is null and id in"
            " (select id from concerned) and table_name in"
            f" ({', '.join(sql.text(t.name) for t in row_tables())})"
        ).fetchall()
    )
    for name in tables:
        found = con.execute(f"""
            select distinct source from ({places_sql(name)}) where row_id in
            (select row_id from erased where table_name = {sql.text(name)})
        """).fetchall()
        touched |= {source: name for (source,) in found}
    return touched


def _blank(con: duckdb.DuckDBPyConnection, words: list[str] | None) -> int:
    """Take the text out of refusals that hold one of the words, or that are of a file."""
    holds = " or ".join(
        f"regexp_matches(concat_ws(' ', raw, message, cure), {sql.text(word)}, 'i')"
        for word in words or ()
    )
    if words is not None and not words:
        return 0
    held = f"source in (select id from concerned) and ({holds or 'true'})"
    blank = "raw = '', message = 'was forgotten', cure = ''"
    count = sql.row(con, f"update refused set {blank} where {held} and message <> 'was forgotten'")
    if not count or not count[0]:
        return 0
    con.execute(
        f"update source set refused_digest = {refused_sql()} where id in (select id from concerned)"
    )
    return int(count[0])


def _reseal(con: duckdb.DuckDBPyConnection, touched: Mapping[uuid.UUID, str]) -> None:
    """The number of rows and the digest of each file, without what was erased."""
    for source, name in touched.items():
        digests.seal_source(con, source, name)


def _drop_runs(con: duckdb.DuckDBPyConnection, tables: set[str]) -> int:
    """Take out the runs that were computed from these tables: they may quote what was erased."""
    runs = [
        (id, method, set(json.loads(inputs)))
        for id, method, inputs in con.execute("select id, method, inputs from run").fetchall()
    ]
    reached = set(tables)
    while True:
        found = {f"run:{method}" for _, method, inputs in runs if inputs & reached}
        if found <= reached:
            break
        reached |= found
    citing = con.execute(
        "select distinct run from evidence semi join erased using (table_name, row_id)"
    ).fetchall()
    dropped = {id for id, _, inputs in runs if inputs & reached} | {id for (id,) in citing}
    for id in dropped:
        ledger.drop(con, id)
    return len(dropped)
