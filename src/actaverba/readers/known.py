"""The rows that a file may refer to: those in the case and those read before in a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.engine.validate import Checked
from actaverba.vocabulary.predicates import predicates
from actaverba.vocabulary.schema import Table, tables_of

if TYPE_CHECKING:
    import duckdb

    from actaverba.case.case import Case


class Known:
    """Relations on a workbench with the own columns of each case table, as text."""

    def __init__(self, bench: duckdb.DuckDBPyConnection, case: Case) -> None:
        self.bench = bench
        self.relations: Mapping[str, str] = {t.name: f"known_{t.name}" for t in tables_of("case")}
        with case.reading() as con:
            for table in tables_of("case"):
                rows = con.sql(f"select {_own(table)} from current_{table.name}").to_arrow_table()
                bench.register("in_case", rows)
                bench.execute(f"create temp table known_{table.name} as from in_case")
                bench.unregister("in_case")
        for name in predicates():
            bench.execute("insert into known_predicates (predicate) values (?)", [name])

    def add(self, checked: Checked) -> None:
        """Let later files refer to the good rows of this one."""
        table = checked.table
        if table.name in self.relations:
            self.bench.execute(
                f"insert into known_{table.name} select {_own(table)} from ({checked.good})"
            )


def _own(table: Table) -> str:
    return ", ".join(f"{sql.name(n)}::VARCHAR as {sql.name(n)}" for n in table.names)
