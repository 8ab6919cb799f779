"""The cells of a file that do not hold, with reason and cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actaverba.engine import cells, conditions, sql, values
from actaverba.engine.staged import Refusal
from actaverba.vocabulary.nearest import did_you_mean, shown
from actaverba.vocabulary.schema import Column, Table
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb

RAW = 500


@dataclass(frozen=True)
class _Search:
    """One look through the rows of one file; what it finds goes into a table of its own."""

    con: duckdb.DuckDBPyConnection
    rows: str
    table: Table
    known: Mapping[str, str]
    into: str
    identified: str
    key: bytes | None

    def add(self, query: str, *bound: str) -> None:
        self.con.execute(f"insert into {self.into} {query}", list(bound))

    def values(self, query: str) -> list[str]:
        return [value for (value,) in self.con.execute(query).fetchall()]


def find(
    con: duckdb.DuckDBPyConnection, rows: str, table: Table, *, known: Mapping[str, str],
    into: str, identified: str, key: bytes | None,
) -> list[Refusal]:  # fmt: skip
    """Refusals for the rows of relation `rows`, whose cells are text.

    `identified` is a query for the same rows with their ids and hashes.

    References are checked to the tables in `known` only.
    Leaves a temporary table `into` with the lines that are not sound.
    """
    con.execute(
        f"create or replace temp table {into} (line BIGINT, column_name VARCHAR, code VARCHAR,"
        " message VARCHAR, cure VARCHAR, value VARCHAR)"
    )
    search = _Search(con, rows, table, known, into, identified, key)
    for column in table.columns:
        _shape(search, column)
        _vocabulary(search, column)
        if column.references.partition(".")[0] in known and not column.soft:
            _reference(search, column)
        if column.type == "row" and known:
            _row(search, column)
    _rules(search)
    _used_twice(search)
    return _told(search)


def _shape(search: _Search, column: Column) -> None:
    cell = sql.name(column.name)
    asked = conditions.of(column, search.table)
    if not asked:
        return
    cases = " ".join(f"when {bad} then {n}" for n, (_, bad, _, _) in enumerate(asked))
    search.con.execute(
        f"create or replace temp table shape as select * from ("
        f"select line, {cell} as value, case {cases} end as n from {search.rows})"
        " where n is not null"
    )
    if not search.values("select 1 from shape limit 1"):
        return
    for n, (code, _, message, cure) in enumerate(asked):
        search.add(
            f"select line, ?, ?, ?, ?, value from shape where n = {n}",
            column.name, code, message, cure,
        )  # fmt: skip


def _vocabulary(search: _Search, column: Column) -> None:
    """Ask the vocabulary once for each distinct value."""
    asked = values.judge(column)
    if asked is None:
        return
    cell = sql.name(column.name)
    for value in search.values(
        f"select distinct {cell} from {search.rows} where {cell} is not null order by 1"
    ):
        refusal = asked(value)
        if refusal is not None:
            _refuse_value(search, column, "unknown_code", value, refusal.what, refusal.cure)


def _refuse_value(
    search: _Search, column: Column, code: str, value: str, message: str, cure: str
) -> None:
    cell = sql.name(column.name)
    search.add(
        f"select line, ?, ?, ?, ?, {cell} from {search.rows} where {cell} = ?",
        column.name, code, message, cure, value,
    )  # fmt: skip


def _reference(search: _Search, column: Column) -> None:
    target, _, key = column.references.partition(".")
    cell, label = sql.name(column.name), sql.name(key)
    relation = search.known[target]
    dangling = search.values(
        f"select distinct {cell} from {search.rows} where {cell} is not null"
        f" and {cell} not in (select {label} from {relation} where {label} is not null)"
        " order by 1"
    )
    names = search.values(f"select distinct {label} from {relation}") if dangling else []
    for value in dangling:
        _refuse_value(
            search, column, "unknown_reference", value,
            f"there is no row {shown(value)} in {target}",
            f"{did_you_mean(value, names)}Add it to {target}.csv, or mend what was refused there.",
        )  # fmt: skip


def _row(search: _Search, column: Column) -> None:
    """`table:id` must name a row."""
    cell = sql.name(column.name)
    for value in search.values(
        f"select distinct {cell} from {search.rows} where {cell} is not null order by 1"
    ):
        table, _, key = value.partition(":")
        if table in search.known and _has(search, table, key):
            continue
        where, near = "of that table", did_you_mean(table, search.known)
        if table in search.known:
            where, near = f"in {table}", did_you_mean(value, _labelled(search, table))
        _refuse_value(
            search, column, "unknown_row", value,
            f"{shown(value)} names no row {where}",
            f"{near}Write table:id, like statements:S001.",
        )  # fmt: skip


def _labelled(search: _Search, table: str) -> list[str]:
    label = sql.name(named(table).label)
    found = search.values(f"select distinct {label} from {search.known[table]}")
    return [f"{table}:{key}" for key in found]


def _has(search: _Search, table: str, key: str) -> bool:
    label = sql.name(named(table).label)
    query = f"select 1 from {search.known[table]} where {label} = ? limit 1"
    return bool(search.con.execute(query, [key]).fetchall())


def _rules(search: _Search) -> None:
    for rule in search.table.rules:
        holds = rule.holds
        for name, relation in search.known.items():
            holds = holds.replace(f"known_{name}", relation)
        if "known_" in holds and not search.known:
            continue
        search.add(
            f"select line, ?, 'rule', ?, ?, {sql.name(rule.column)} from {search.rows} cells"
            f" where not coalesce({holds}, true)",
            rule.column, rule.message, rule.cure,
        )  # fmt: skip


def _used_twice(search: _Search) -> None:
    """A second row with the same id that says something else; the same words are one row."""
    if not search.table.identity:
        return
    label = search.table.identity[-1]
    own = sql.names(search.table.identity)
    sound = f"line not in (select line from {search.into})"
    search.con.execute(
        f"create or replace temp table again as select {own} from {search.rows}"
        f" where {sound} group by all having count(*) > 1"
    )
    if not search.values("select 1 from again limit 1"):
        return
    same = " and ".join(f"r.{sql.name(c)} is not distinct from again.{sql.name(c)}"
                        for c in search.table.identity)  # fmt: skip
    search.con.execute(
        "create or replace temp table named_again as select * from"
        f" ({search.identified}) where {sound} and line in"
        f" (select r.line from {search.rows} r join again on {same})"
    )
    search.add(
        f"""select r.line, ?, 'used_twice',
                   'is already used in line ' || first.line || ', which says something else',
                   'Give each row a name of its own.', r.{sql.name(label)}
            from named_again r join (
                select row_id, min(line) as line, arg_min(row_hash, line) as row_hash
                from named_again group by row_id having count(distinct row_hash) > 1
            ) first using (row_id)
            where r.row_hash <> first.row_hash""",
        label,
    )


def _told(search: _Search) -> list[Refusal]:
    if not search.values(f"select 1 from {search.into} limit 1"):
        return []
    search.con.execute(
        f"create or replace temp table unsound as select * from {search.rows}"
        f" where line in (select line from {search.into})"
    )
    keyed = cells.keyed_sql("unsound", search.table, key=search.key)
    record = ", ".join(f"{sql.text(n)}: {sql.name(n)}" for n in search.table.names)
    found = search.con.execute(f"""
        select line, column_name, code, message, cure, value, raw
        from (select distinct * from {search.into}) join (
            select line, left(to_json({{{record}}})::VARCHAR, {RAW}) as raw
            from ({keyed})
        ) using (line)
        order by line, column_name, code, message
    """).fetchall()
    return [_one(search.table, *row) for row in found]


def _one(
    table: Table, line: int, column: str, code: str, message: str, cure: str,
    value: str | None, raw: str,
) -> Refusal:  # fmt: skip
    better = values.explain(table.column(column), value)
    if better is not None and code == "not_a_date":
        message, cure = better.what, better.cure
    elif better is not None and value is not None:
        message, cure = f"{shown(value)} {better.what}", better.cure
    elif value is not None and not code.startswith("unknown_"):
        message = f"{shown(value)} {message}"
    return Refusal(line, column, code, message, cure, raw)
