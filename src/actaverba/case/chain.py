"""Logs that are only added to: each entry carries the digest of the one before.

An entry that is edited or taken out breaks the chain behind it. The number of entries and
the digest of the last one stand in `case_info` too, so that one cut off at the end shows as
well. Whoever writes a whole log anew with digests that fit is seen only by a head that was
noted elsewhere, as a dossier prints it.

Texts that a person wrote may have to be forgotten. A column that has a second one beside it,
`because` and `because_digest`, is such a text: the entry is sealed over the digest of the
text, so that the text can go for good and the chain still holds. A text that is not there
must be among what the case says was forgotten.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from actaverba.case.report import Trouble
from actaverba.engine import sql
from actaverba.vocabulary.identity import digest_uuid
from actaverba.vocabulary.schema import Table, tables_of
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb

Entry = Mapping[str, Any]

START = "0" * 64
HEAD = "log:"
OWN = ("place", "id", "previous", "digest")
BESIDE = "_digest"


class Head(NamedTuple):
    """How many entries a log has, and the digest of the last one."""

    entries: int
    digest: str

    def __str__(self) -> str:
        return f"{self.entries}:{self.digest}"


def logs() -> list[Table]:
    """The tables that are such logs: those whose entries have `previous` and `digest`."""
    return [t for t in tables_of("program") if {"place", "previous", "digest"} <= set(t.names)]


def erasable(table: str) -> list[str]:
    """The columns whose text may be forgotten: those that have a digest of their own.

    >>> erasable("judgement"), erasable("custody")
    (['said', 'proposition', 'confidence_because', 'because'], [])
    """
    names = named(table).names
    return [c for c in names if c + BESIDE in names]


def digest(table: str, entry: Entry) -> str:
    """The SHA-256 of an entry, over all its columns but the digest itself; of texts that may
    be forgotten, over their digests.

    >>> digest("grade", {"place": 1, "previous": START, "code": "B"})[:12]
    '7c0c8d444ca7'
    """
    whole = hashlib.sha256(f"actaverba {table}\n".encode())
    left_out = {"digest", *erasable(table)}
    for column in named(table).names:
        if column not in left_out:
            text = _text(entry.get(column))
            whole.update(f"{len(text)}:".encode() + text if text is not None else b"-")
    return whole.hexdigest()


def _text(value: Any) -> bytes | None:
    if value is None:
        return None
    return unicodedata.normalize("NFC", str(value)).encode("utf-8", "surrogatepass")


def sealed(value: Any) -> str | None:
    """The SHA-256 of a text by itself; None where there is none."""
    text = _text(value)
    return None if text is None else hashlib.sha256(text).hexdigest()


def entries(con: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    """All entries of a log in their order; ids as text."""
    columns = named(table).names
    order = "place nulls last, digest"
    found = con.execute(f"select {sql.names(columns)} from {sql.name(table)} order by {order}")
    return [
        {c: str(v) if _is_uuid(table, c) and v is not None else v
         for c, v in zip(columns, values, strict=True)}
        for values in found.fetchall()
    ]  # fmt: skip


def _is_uuid(table: str, column: str) -> bool:
    return named(table).column(column).type == "uuid"


def head(con: duckdb.DuckDBPyConnection, table: str) -> Head:
    """The head of a log as it stands now."""
    last = sql.row(
        con, f"select place, digest from {sql.name(table)} order by place desc nulls last limit 1"
    )
    return Head(int(last[0] or 0), str(last[1])) if last else Head(0, START)


def append(con: duckdb.DuckDBPyConnection, table: str, said: Entry) -> dict[str, Any]:
    """Add one entry, on a connection from `file.writing`; the entry as it stands in the log.

    `said` has the columns of the table without its place, id and digests.
    """
    before = head(con, table)
    entry: dict[str, Any] = {**said, "place": before.entries + 1, "previous": before.digest}
    texts = [None if (v := said.get(c)) is None else str(v) for c in _said(table)]
    entry["id"] = str(digest_uuid(table, *texts, str(entry["place"])))
    entry |= {c + BESIDE: sealed(entry.get(c)) for c in erasable(table)}
    entry["digest"] = digest(table, entry)
    columns = named(table).names
    con.execute(
        f"insert into {sql.name(table)} ({sql.names(columns)})"
        f" values ({', '.join('?' * len(columns))})",
        [entry.get(c) for c in columns],
    )
    con.execute("delete from case_info where key = ?", [HEAD + table])
    now = Head(entry["place"], entry["digest"])
    con.execute("insert into case_info values (?, ?)", [HEAD + table, str(now)])
    return {c: entry.get(c) for c in columns}


def _said(table: str) -> list[str]:
    left_out = {*OWN, *(c + BESIDE for c in erasable(table))}
    return [c for c in named(table).names if c not in left_out]


def erased(table: str, entry: Entry) -> list[str]:
    """The columns of an entry that had a text and have none now."""
    return [c for c in erasable(table) if entry[c] is None and entry[c + BESIDE] is not None]


def told_erased(
    table: str, entry: Entry, requests: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """Which texts of an entry were erased, and where the case says so, when and why."""
    gone = erased(table, entry)
    at, why = requests.get(str(entry["id"]), ("", "")) if gone else ("", "")
    return {"erased": gone, "erased_at": at, "erased_why": why}


def broken(
    table: str, ordered: Iterable[Entry], forgotten: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Where a log does not hold: the entry as people call it, and what is wrong with it.

    `forgotten` are the ids of the entries of which the case says that texts were erased.
    """
    previous, place = START, 0
    for entry in ordered:
        called = f"entry {entry['place']}"
        missing = (entry["place"] or 0) - place - 1
        if missing > 0:
            what = "is not there" if missing == 1 else f"and {missing - 1} after it are not there"
            yield f"entry {place + 1}", what
        elif missing < 0:
            yield called, "stands there twice"
        elif entry["previous"] != previous:
            yield called, "does not follow from the entry before, which was changed"
        gone = erased(table, entry)
        whole = (c for c in erasable(table) if c not in gone)
        if entry["digest"] != digest(table, entry) or any(
            entry[c + BESIDE] != sealed(entry[c]) for c in whole
        ):
            yield called, "was changed after it was written"
        if gone and entry["id"] not in forgotten:
            yield called, f"has lost a text ({', '.join(gone)}), and the case does not say why"
        previous, place = entry["digest"], entry["place"] or place


def forgotten(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, tuple[str, str]]:
    """The entries of a log of which texts were erased on request, each with when and why."""
    found = con.execute(
        'select row_id::VARCHAR, "at", why from forgotten where table_name = ?', [table]
    ).fetchall()
    return {id: (str(at or ""), str(why or "")) for id, at, why in found}


def troubles(con: duckdb.DuckDBPyConnection) -> Iterator[Trouble]:
    """What does not hold in any of the logs of a case."""
    for table in logs():
        gone = forgotten(con, table.name)
        for called, what in broken(table.name, entries(con, table.name), gone):
            yield Trouble(table.name, called, what)
        noted = sql.row(con, "select value from case_info where key = ?", HEAD + table.name)
        now = head(con, table.name)
        if (str(noted[0]) if noted else str(Head(0, START))) != str(now):
            yield Trouble(table.name, "", _cut(str(noted[0]) if noted else "", now))


def _cut(noted: str, now: Head) -> str:
    before = noted.partition(":")[0] or "0"
    if before.isdecimal() and int(before) > now.entries:
        return f"has {now.entries} of {before} entries: the last were taken out"
    return f"ends otherwise than the case has noted ({before} entries, now {now.entries})"
