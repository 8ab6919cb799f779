"""Seals over the books of a case, so that a change by hand shows there, too.

When a file was read, what was forgotten and why, or what was superseded, follows from nothing
else in the case. So each command that writes takes their digests at its end, and keeps them in
`case_info` under keys with `seal:`. Whoever changes a book and its seal is seen by the digest of
the whole case, or by an edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from actaverba.case import digests
from actaverba.case.layout import row_tables
from actaverba.case.report import Trouble
from actaverba.engine import sql
from actaverba.engine.validate import digest_columns
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb

KEY = "seal:"
LINES = "lines"
# A book, and what its entries are sealed by: each by itself, or those that were written together.
SHORT = "coalesce(left({}::VARCHAR, 8), '')"
NAME = "(select any_value(s.name) from source s where s.id = superseded.source)"
BOOKS = {
    "source": f"coalesce(name, '') || ' (' || {SHORT.format('id')} || ')'",
    "run": f"trim(coalesce(method, '') || ' ' || coalesce(scope, ''))"
           f" || ' (' || {SHORT.format('id')} || ')'",
    "forgotten": "coalesce(\"at\", '') || ', ' || coalesce(why, '')",
    "superseded": f"'by ' || coalesce({NAME}, '') || ' (' || {SHORT.format('superseded.source')}"
                  " || ')'",
    "case_info": "coalesce(key, '')",
}  # fmt: skip


def renew(con: duckdb.DuckDBPyConnection) -> None:
    """Take the seals anew, at the end of a step that writes."""
    found = _taken(con)
    con.execute("delete from case_info where starts_with(key, ?)", [KEY])
    for key, value in sorted(found.items()):
        con.execute("insert into case_info values (?, ?)", [key, value])


def _taken(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    found: dict[str, str] = {}
    for book, called in BOOKS.items():
        each = digests.of_row_sql(list(named(book).names))
        where = (
            f"where coalesce(not starts_with(key, {sql.text(KEY)}), true)"
            if book == "case_info"
            else ""
        )
        found |= dict(con.execute(f"""
            select {sql.text(f"{KEY}{book}:")} || called, concat_ws(':', count(*),
                   {digest_columns("h")})
            from (select {called} as called, {each} as h from {book} {where}) group by 1
        """).fetchall())  # fmt: skip
    return found | _lines(con)


def _lines(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """For each file the number of its places and the sum of their lines."""
    tables = ["row_source", *(t.name for t in row_tables())]
    places = " union all ".join(
        f"select {'source' if t == 'row_source' else 'origin'} as source, count(*) as n,"
        f" sum(line) as lines from {sql.name(t)} group by 1"
        for t in tables
    )
    return dict(con.execute(f"""
        select {sql.text(f"{KEY}{LINES}:")} || coalesce(any_value(s.name), 'unknown')
               || ' (' || {SHORT.format("p.source")} || ')',
               concat_ws(':', sum(n)::BIGINT, coalesce(sum(lines), 0)::HUGEINT)
        from ({places}) p left join source s on s.id = p.source
        where p.source is not null group by p.source
    """).fetchall())  # fmt: skip


def troubles(con: duckdb.DuckDBPyConnection, known: Iterable[Trouble]) -> Iterator[Trouble]:
    """Entries of books that are not as the last command left them; without those `known`."""
    told = [(t.table, t.row) for t in known if t.row]
    noted = dict(
        con.execute("select key, value from case_info where starts_with(key, ?)", [KEY]).fetchall()
    )
    now = _taken(con)
    for key in sorted(noted.keys() | now.keys()):
        if noted.get(key) == now.get(key):
            continue
        book, _, called = key.removeprefix(KEY).partition(":")
        table = "source" if book == LINES else book
        if not any(table == t and called.startswith(row) for t, row in told):
            yield Trouble(table, called, _what(book, noted.get(key), now.get(key)))


def _what(book: str, noted: str | None, now: str | None) -> str:
    if book == LINES:
        return "a row of it has another line than when it was read, or another origin"
    if noted is None:
        return "was not written by the program"
    if now is None:
        return "is not there any more"
    before, after = (int(text.partition(":")[0] or 0) for text in (noted, now))
    if before != after:
        return f"has {after} of {before} entries"
    return "was changed after it was written"
