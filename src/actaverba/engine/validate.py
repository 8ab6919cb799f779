"""Set-based checks of a staged file against one table of the vocabulary.

`check` makes two things of a file: a relation of the good rows, typed and with their ids,
and the refusals, one a cell, with the reason and the cure. Nothing is decided row by row
in Python, save for the distinct values of columns whose codes the vocabulary keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from actaverba.engine import cells, conditions, problems, sql
from actaverba.engine.staged import Refusal, Staged
from actaverba.vocabulary.identity import SCHEMA_VERSION, digest_sql
from actaverba.vocabulary.schema import Table

if TYPE_CHECKING:
    import duckdb


NOTHING_SAID = cells.Columns()


@dataclass(frozen=True)
class Checked:
    """A file that has been checked: where its good rows lie, and what was refused.

    `good` is a query for `line`, `row_id`, `row_hash`, the table's own columns and the
    derived ones; `ids` a query for the ids of all rows of the file, good or not.
    """

    table: Table
    good: str
    ids: str
    rows: int
    refused: tuple[Refusal, ...]
    said: tuple[str, ...] = ()


def check(
    con: duckdb.DuckDBPyConnection,
    staged: Staged,
    table: Table,
    *,
    columns: cells.Columns = NOTHING_SAID,
    dataset: str,
    known: Mapping[str, str],
    key: bytes | None = None,
    place: str = "",
) -> Checked:
    """Check a staged file against `table`. The rows stay on `con` under names that end in
    `place`, for as long as the good rows are wanted.

    `known` names, for each table that is referred to, a relation on `con` with its rows:
    those in the case and those read before in the same command. `key` is the key for
    pseudonyms. Raises InputError when the file lacks a required column.
    """
    matched, left_out = cells.match(staged, table, columns)
    rows, bad = sql.name(f"read_{place}"), sql.name(f"problem_{place}")
    con.execute(f"create or replace temp view {rows} as {cells.tidy_sql(staged, table, matched)}")
    identified = _identified_sql(rows, table, dataset, key=key)
    found = problems.find(con, rows, table, known=known, into=bad, identified=identified, key=key)
    refused = tuple(sorted(
        (*staged.refused, *(_renamed(r, matched) for r in found)),
        key=lambda r: (r.line, r.column, r.code),
    ))  # fmt: skip
    good = _good_sql(identified, table, bad=bad if found else "")
    count = sql.row(con, f"select count(*) from {rows}{_sound(bad if found else '')}")
    assert count is not None
    ids = f"select distinct row_id from ({identified})"
    return Checked(table, good, ids, count[0], refused, (*staged.said, *left_out))


def _renamed(refusal: Refusal, columns: cells.Columns) -> Refusal:
    """Name the header that the user sees in the file, where it differs from the column."""
    return replace(refusal, column=columns.headers.get(refusal.column, refusal.column))


def stored_text(table: Table) -> list[str]:
    """The text of each stored column of a row, as its hash sees it."""
    return [
        f"try_cast({sql.name(c.name)} as {c.stored_as})::VARCHAR"
        if c.stored_as != "VARCHAR"
        else sql.name(c.name)
        for c in table.columns
    ]


def hash_sql(table: Table) -> str:
    """The hash of what a row says, from its stored columns."""
    return digest_sql([sql.text(table.name), sql.text(SCHEMA_VERSION), *stored_text(table)])


NTH = "row_number() over (partition by row_hash order by line)"


def identity_sql(table: Table, dataset: str, nth: str = NTH) -> str:
    """The id of a row: from its identity columns, or from its hash and its occurrence.

    `dataset` is an SQL expression, and so is `nth`, the number of the occurrence.
    """
    start = [sql.text(table.name), sql.text(SCHEMA_VERSION)]
    if table.scope == "dataset":
        start.append(dataset)
    if table.identity:
        text = dict(zip(table.names, stored_text(table), strict=True))
        return digest_sql(start + [text[c] for c in table.identity])
    return digest_sql([*start, "row_hash::VARCHAR", f"({nth})::VARCHAR"])


def _identified_sql(rows: str, table: Table, dataset: str, *, key: bytes | None) -> str:
    """The rows with their hash and id, handles as pseudonyms; still as text."""
    keyed = cells.keyed_sql(rows, table, key=key)
    return f"""
        select *, {identity_sql(table, sql.text(dataset))} as row_id
        from (select *, {hash_sql(table)} as row_hash from ({keyed}))
    """


def _sound(bad: str) -> str:
    return f" where line not in (select line from {bad})" if bad else ""


def _good_sql(identified: str, table: Table, *, bad: str) -> str:
    """The sound rows in the order in which the case keeps their columns."""
    stored = ", ".join(
        f"try_cast({sql.name(c.name)} as {c.stored_as}) as {sql.name(c.name)}"
        for c in table.columns
    )
    typed = f"select line, row_id, row_hash, {stored} from ({identified}){_sound(bad)}"
    own = ", ".join(["line", "row_id", "row_hash", sql.names(table.names)])
    return f"select {', '.join([own, *conditions.derived_sql(table)])} from ({typed})"


def digest_columns(column: str) -> str:
    """Two sums that `digest_of` puts together; one sum would overflow."""
    number = f"{column}::UHUGEINT"
    low = f"{number} & 18446744073709551615::UHUGEINT"
    # Shifts, since dividing such numbers takes a hundred times as long.
    return f"coalesce(sum(({number} >> 64)::HUGEINT), 0), coalesce(sum(({low})::HUGEINT), 0)"


def digest_of(high: int, low: int) -> int:
    return ((high << 64) + low) % (1 << 128)
