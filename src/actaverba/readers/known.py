"""The rows that a file may refer to: those in the case and those read before in a command."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.engine.validate import Checked
from actaverba.vocabulary.predicates import predicates
from actaverba.vocabulary.schema import Table, tables_of

if TYPE_CHECKING:
    import duckdb

    from actaverba.case.case import Case


class Known:
    """Relations on a workbench with the own columns of each case table, as text.

    They are brought from the case when the first file asks for them; bulk files never do.
    """

    def __init__(self, bench: duckdb.DuckDBPyConnection, case: Case) -> None:
        self.bench = bench
        self.case = case

    @cached_property
    def relations(self) -> Mapping[str, str]:
        with self.case.reading() as con:
            for table in tables_of("case"):
                rows = con.sql(f"select {_own(table)} from current_{table.name}").to_arrow_table()
                self.bench.register("in_case", rows)
                self.bench.execute(f"create temp table known_{table.name} as from in_case")
                self.bench.unregister("in_case")
        self.bench.executemany(
            "insert into known_predicates (predicate) values (?)", [[name] for name in predicates()]
        )
        return {t.name: f"known_{t.name}" for t in tables_of("case")}

    def of(self, table: Table) -> Mapping[str, str]:
        """The relations that rows of this table may refer to."""
        return self.relations if table.kind == "case" else {}

    def add(self, checked: Checked) -> None:
        """Let later files refer to the good rows of this one."""
        table = checked.table
        if table.kind == "case":
            self.bench.execute(
                f"insert into {self.relations[table.name]} select {_own(table)}"
                f" from ({checked.good})"
            )


def _own(table: Table) -> str:
    return ", ".join(f"{sql.name(n)}::VARCHAR as {sql.name(n)}" for n in table.names)
