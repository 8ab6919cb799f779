"""Whether the rows of a case still say what they said when they were read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from actaverba.case.layout import current, row_tables
from actaverba.case.report import RESTORE, TOLD, Trouble
from actaverba.case.rows import places_sql
from actaverba.engine import sql
from actaverba.engine.conditions import derived_sql
from actaverba.engine.validate import hash_sql, identity_sql
from actaverba.vocabulary.schema import Column, Table, tables

if TYPE_CHECKING:
    import duckdb

# An id by occurrence may have lost earlier ones to `forget`; how many are tried at most.
OCCURRENCES = 10_000


def troubles(con: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Trouble]:
    """What does not hold in one table of rows."""
    if not con.execute(f"select 1 from {sql.name(table.name)} limit 1").fetchall():
        return
    for query, what in (
        (_changed(table), "says something else than when it was read"),
        (_renamed(table), "its id does not follow from what it says"),
        (_misderived(table), "a date or an interval does not follow from what is written"),
        (_homeless(table), "comes from a file that the case does not know"),
        (_doubled(table), "stands twice in the same version"),
        (_rivals(table), "has two current versions"),
        (_placed_twice(table), "has the same place twice"),
        (_forgotten(table), "was forgotten and is here"),
    ):
        yield from told(con, table.name, query, what)


def told(
    con: duckdb.DuckDBPyConnection, table: str, query: str, what: str, cure: str = RESTORE
) -> Iterator[Trouble]:
    """A trouble for each row that `query` names, up to a limit."""
    found = con.execute(f"select * from ({query}) order by 1 limit {TOLD}").fetchall()
    for (row,) in found:
        yield Trouble(table, row or "", what, cure)
    if len(found) == TOLD:
        count = sql.row(con, f"select count(*) from ({query})")
        if count is not None and count[0] > TOLD:
            yield Trouble(table, f"and {count[0] - TOLD} more", what, cure)


def called(table: Table) -> str:
    """An expression for what people call a row."""
    label = f"coalesce({sql.name(table.label)}::VARCHAR, '')"
    short = "left(row_id::VARCHAR, 8)"
    if table.identity:
        return f"coalesce(nullif({label}, ''), {short}) as called"
    return f"trim({label} || ' (' || {short} || ')') as called"


def _changed(table: Table) -> str:
    return f"select {called(table)} from {sql.name(table.name)} where {hash_sql(table)} <> row_hash"


def _renamed(table: Table) -> str:
    """Rows whose id is not that of their identity, or of one of their occurrences."""
    first = identity_sql(table, '"~dataset"', "1")
    found = f"""
        select *, count(*) over (partition by row_hash, "~dataset") as "~times"
        from {sql.name(table.name)}
        join (select id as "~source", dataset as "~dataset" from source) on origin = "~source"
    """
    if table.identity:
        return f"select {called(table)} from ({found}) where row_id <> {first}"
    nth = identity_sql(table, '"~dataset"', '"~nth"')
    forgotten = f"(select count(*) from forgotten where table_name = {sql.text(table.name)})"
    return f"""
        select {called(table)} from ({found})
        where row_id <> {first} and not list_contains(list_transform(
            range(2, least("~times" + {forgotten}, {OCCURRENCES}) + 1), lambda "~nth": {nth}
        ), row_id)
    """


def _misderived(table: Table) -> str:
    derived = [name for name, _ in table.derived()]
    if not derived:
        return "select null where false"
    kept = ", ".join(f"{sql.name(n)} as {sql.name('~' + n)}" for n in derived)
    differ = " or ".join(f"{sql.name(n)} is distinct from {sql.name('~' + n)}" for n in derived)
    return f"""
        select called from (
            select *, {", ".join(derived_sql(table))} from (
                select {called(table)}, {sql.names(table.names)}, {kept}
                from {sql.name(table.name)}))
        where {differ}
    """


def _homeless(table: Table) -> str:
    return f"""
        select {called(table)} from {sql.name(table.name)}
        where origin is null or origin not in
            (select id from source where table_name = {sql.text(table.name)})
    """


def _doubled(table: Table) -> str:
    return f"""
        select any_value(called) from (
            select {called(table)}, row_id, row_hash from {sql.name(table.name)})
        group by row_id, row_hash having count(*) > 1
    """


def _rivals(table: Table) -> str:
    return f"""
        select any_value(called) from (
            select {called(table)}, row_id, row_hash from {current(table.name)})
        group by row_id having count(distinct row_hash) > 1
    """


def _placed_twice(table: Table) -> str:
    return f"""
        select any_value(coalesce(s.name, p.source::VARCHAR) || ', line ' || p.line)
        from ({places_sql(table.name)}) p left join source s on s.id = p.source
        group by p.row_id, p.source, p.line having count(*) > 1
    """


def _forgotten(table: Table) -> str:
    return f"""
        select {called(table)} from {sql.name(table.name)} where row_id in
            (select row_id from forgotten where table_name = {sql.text(table.name)})
    """


def dangling(con: duckdb.DuckDBPyConnection) -> Iterator[Trouble]:
    """References to rows that are not in the case: worth knowing, and no tampering."""
    for table in row_tables():
        for column in table.columns:
            target, _, key = column.references.partition(".")
            if target in tables():
                query = _dangling(table, column, current(target), key)
                cure = f"Read a file of {target} that has it."
                yield from told(con, table.name, query, f"{column.name} names no row", cure)


def _dangling(table: Table, column: Column, target: str, key: str) -> str:
    named = f"unnest(string_split({sql.name(column.name)}, ';'))"
    return f"""
        select called from (
            select {called(table)}, {named} as "~named" from {current(table.name)})
        where "~named" not in (
            select {sql.name(key)} from {target} where {sql.name(key)} is not null)
    """
