"""Tables of a program's own headers, as tables of the vocabulary: set-based, by SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.engine.staged import Staged
from actaverba.readers.filling import new_relation

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Headers:
    """The headers of a file by their folded names."""

    by_name: Mapping[str, str]

    def cell(self, *names: str) -> str | None:
        """SQL for the first of these columns that is filled; None if the file has none."""
        found = [self.by_name[name] for name in names if name in self.by_name]
        cells = [f"nullif(trim({sql.name(header)}), '')" for header in found]
        if not cells:
            return None
        return cells[0] if len(cells) == 1 else f"coalesce({', '.join(cells)})"

    def has(self, *names: str) -> bool:
        return all(name in self.by_name for name in names)


def headers_of(staged: Staged) -> Headers:
    return Headers({" ".join(h.split()).casefold(): h for h in staged.headers})


def viewed(
    con: duckdb.DuckDBPyConnection, staged: Staged, table: str, columns: Mapping[str, str | None]
) -> Staged:
    """The same records with columns of `table`, each an SQL expression over the file's cells."""
    kept = {column: expression for column, expression in columns.items() if expression}
    relation = new_relation(tuple(kept))
    made = ", ".join(f"{expression} as {sql.name(c)}" for c, expression in kept.items())
    con.execute(
        f"create temp view {sql.name(relation.name)} as select {made},"
        f" {sql.name(staged.line_column)} as {sql.name(relation.line_column)}"
        f" from {sql.name(staged.relation)}"
    )
    return replace(
        staged, relation=relation.name, headers=tuple(kept), table=table,
        line_column=relation.line_column,
    )  # fmt: skip


def distinct(
    con: duckdb.DuckDBPyConnection, of: Staged, table: str, columns: tuple[str, ...]
) -> Staged:
    """One row for each value of the first column, where it first stands."""
    key, *others = (sql.name(c) if c in of.headers else f"NULL::VARCHAR as {c}" for c in columns)
    relation = new_relation(columns)
    line = f"{sql.name(of.line_column)} as {sql.name(relation.line_column)}"
    first = f"row_number() over (partition by {key} order by {sql.name(of.line_column)}) = 1"
    kept = f"{key} is not null qualify {first}" if columns[0] in of.headers else "false"
    con.execute(
        f"create temp table {sql.name(relation.name)} as select {', '.join([key, *others, line])}"
        f" from {sql.name(of.relation)} where {kept} order by {sql.name(of.line_column)}"
    )
    count = sql.row(con, f"select count(*) from {sql.name(relation.name)}")
    assert count is not None
    return replace(
        of, relation=relation.name, headers=columns, table=table, said=(), refused=(),
        rows=int(count[0]), line_column=relation.line_column,
    )  # fmt: skip


def seconds(cell: str | None) -> str | None:
    """SQL for a point in time that is written in seconds since 1970; NULL for anything else."""
    if cell is None:
        return None
    moment = f"make_timestamp((try_cast({cell} as DOUBLE) * 1000000)::BIGINT)"
    return (
        f"case when regexp_full_match({cell}, '[0-9]{{1,11}}([.][0-9]+)?')"
        f" then strftime({moment}, '%Y-%m-%dT%H:%M:%SZ') end"
    )


def first(*expressions: str | None) -> str | None:
    """The first of these that is not NULL, of those that there are."""
    given = [e for e in expressions if e]
    return f"coalesce({', '.join(given)})" if given else None


def beside(text: str | None, links: str | None) -> str | None:
    """A text, with the links that a program keeps beside it on a line below, if it lacks them."""
    if text is None or links is None:
        return text or links
    return (
        f"case when {links} is null or contains({text}, {links}) then {text}"
        f" else concat_ws(chr(10), {text}, {links}) end"
    )
