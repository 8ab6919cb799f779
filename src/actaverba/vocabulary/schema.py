"""The tables of a case, as data: `data/tables/*.toml`, one file a table.

A table is of one kind: `case` (a person fills it in), `bulk` (a reader fills it) or
`program` (the case keeps its own books in it).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actaverba.errors import InputError
from actaverba.vocabulary.nearest import did_you_mean

FOLDER = Path(__file__).parent / "data" / "tables"

STORED_AS = {
    "number": "DOUBLE", "integer": "BIGINT", "flag": "BOOLEAN", "uuid": "UUID", "bytes": "BLOB",
}  # fmt: skip
DATE_PARTS = (("earliest", "DATE"), ("latest", "DATE"), ("precision", "VARCHAR"))
PARTS = {"date": DATE_PARTS, "instant": (("t", "BIGINT"),)}
INTERVAL = (("interval_low", "DOUBLE"), ("interval_high", "DOUBLE"))


@dataclass(frozen=True)
class Column:
    """One column: its type, what it may hold, and what it means.

    Types: text, list (texts, `;` between), code, codes, date, time (HH:MM), instant,
    number, integer, state, party, parties, language, url, reference, references,
    row (`table:id`), unit, name (lower_case), uuid, sha256, flag, bytes. A `soft` reference may
    point at nothing: the row stays and what is missing is counted as unknown. An integer that
    is an `instant` may be written as a point in time; it becomes its seconds.
    """

    name: str
    type: str
    description: str
    required: bool = False
    codes: str = ""
    references: str = ""
    example: str = ""
    pseudonym: bool = False
    low: float | None = None
    high: float | None = None
    soft: bool = False
    instant: bool = False

    @property
    def stored_as(self) -> str:
        return STORED_AS.get(self.type, "VARCHAR")


@dataclass(frozen=True)
class Rule:
    """A condition over several columns of a row, as SQL that must not be false.

    It sees the cells as text, and the known rows of other tables as `known_<table>`."""

    column: str
    holds: str
    message: str
    cure: str


@dataclass(frozen=True)
class Table:
    """One table. `identity`: the columns that name a row; empty means all of them,
    with the number of the occurrence. `scope` says where they are unique. `label`: the
    column that names a row to people. `rules`: conditions over several columns."""

    name: str
    kind: str
    one_row_is: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...] = ()
    scope: str = "dataset"
    order: int = 0
    label: str = "id"
    rules: tuple[Rule, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    @property
    def has_interval(self) -> bool:
        return "hedge" in self.names

    def column(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise InputError(
            f"{self.name} has no column {name!r}",
            cure=f"{did_you_mean(name, self.names)}It has: {', '.join(self.names)}.",
        )

    def derived(self) -> list[tuple[str, str]]:
        """The columns the program adds: parts of dates, seconds of instants, intervals."""
        made = [
            (f"{c.name}_{part}", kind) for c in self.columns for part, kind in PARTS.get(c.type, ())
        ]
        return made + (list(INTERVAL) if self.has_interval else [])

    def stored(self) -> list[tuple[str, str]]:
        """Every column of the table in the case, with its DuckDB type.

        Rows that are read have `row_id` (who they are), `row_hash` (what they say),
        `origin` (the source they came from) and `line` (where there) before their own
        columns; further places of a row stand in `row_source`.
        """
        own = [(c.name, c.stored_as) for c in self.columns]
        if self.kind == "program":
            return own
        keys = [("row_id", "UUID"), ("row_hash", "UUID"), ("origin", "UUID"), ("line", "BIGINT")]
        return keys + own + self.derived()


def _load(path: Path) -> Table:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    columns = tuple(Column(**c) for c in raw.pop("column"))
    rules = tuple(Rule(**r) for r in raw.pop("rule", ()))
    identity = tuple(raw.pop("identity", ()))
    return Table(**raw, columns=columns, identity=identity, rules=rules)


@cache
def tables() -> dict[str, Table]:
    """All tables by name, in the order in which they are read."""
    found = [_load(path) for path in sorted(FOLDER.glob("*.toml"))]
    return {t.name: t for t in sorted(found, key=lambda t: (t.order, t.name))}


def tables_of(kind: str) -> list[Table]:
    return [t for t in tables().values() if t.kind == kind]


def table(name: str) -> Table:
    known = tables()
    if name not in known:
        raise InputError(
            f"there is no table {name!r}",
            cure=f"{did_you_mean(name, known)}Tables: {', '.join(known)}.",
        )
    return known[name]
