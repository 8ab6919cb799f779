"""Texts in the logs that quote what is forgotten go, too; that they were there stays.

Judgements and grades are chained over the digests of their texts, so that a text can be
blanked and the chain still holds. Which entry lost a text, when and why stands in the table
`forgotten`, under the id of the entry, like a row that was erased.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actaverba.case import chain
from actaverba.engine import sql

if TYPE_CHECKING:
    import duckdb


def blank(con: duckdb.DuckDBPyConnection, words: Sequence[str], *, why: str, now: str) -> int:
    """Blank the texts that hold one of the words or quote an erased row; how many entries.

    `words` are patterns that an account is known by. To be called while the rows, the runs
    and their evidence are still there. It assumes that a finding quotes no row but those that
    it cites. What a person wrote about a row without naming the account stays, and so does
    what was judged of a finding that is not in the case at that time.
    """
    _quoting(con)
    blanked = 0
    for table in (log.name for log in chain.logs()):
        columns = chain.erasable(table)
        if columns:
            holds = [f"coalesce({_holds(table, c, words)}, false)" for c in columns]
            found = con.execute(
                f"select id::VARCHAR, {', '.join(holds)} from {sql.name(table)}"
                f" where {' or '.join(holds)} order by place"
            ).fetchall()
            for id, *is_gone in found:
                gone = [c for c, held in zip(columns, is_gone, strict=True) if held]
                _take_out(con, table, id, gone, why=why, now=now)
            blanked += len(found)
    return blanked


def _take_out(
    con: duckdb.DuckDBPyConnection, table: str, id: str, columns: Sequence[str], *, why: str,
    now: str,
) -> None:  # fmt: skip
    empty = ", ".join(f"{sql.name(c)} = null" for c in columns)
    con.execute(f"update {sql.name(table)} set {empty} where id = ?", [id])
    con.execute(
        "insert into forgotten select ?, ?, ?, ? where not exists"
        " (from forgotten where table_name = ? and row_id = ?)",
        [table, id, now, why, table, id],
    )


def _holds(table: str, column: str, words: Sequence[str]) -> str:
    """The condition under which a text is to go."""
    cell = sql.name(column)
    tests = [f"regexp_matches({cell}, {sql.text(word)}, 'i')" for word in words]
    if (table, column) == ("judgement", "said"):
        tests.append("(target_kind, target) in (from quoting)")
    return f"({cell} is not null and ({' or '.join(tests) or 'false'}))"


def _quoting(con: duckdb.DuckDBPyConnection) -> None:
    """What can be judged and may quote an erased row: findings that cite it, and hypotheses."""
    con.execute("""
        create temp table quoting as
        select distinct 'finding' as target_kind, finding::VARCHAR as target
        from evidence semi join erased using (table_name, row_id)
        union
        select 'hypothesis', id from hypotheses
        where row_id in (select row_id from erased where table_name = 'hypotheses')
    """)
