"""Whole small cases, as the files that somebody might hand in, and what is done with them.

Some tables are left out, names of rows are used by other tables, some rows are wrong, some
stand twice, and part of the files comes a second time with rows corrected, added and gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from actaverba.vocabulary import about, codes
from actaverba.vocabulary.schema import Column, Table, tables
from evaluate.fuzz import cells
from evaluate.fuzz.files import Layout, layouts

Row = dict[str, str | None]
MOST_ROWS = 4
MOST_TABLES = 6


@dataclass(frozen=True)
class Sheet:
    """One file: the rows of one table, and how they are written."""

    table: str
    rows: tuple[Row, ...]
    layout: Layout


@dataclass(frozen=True)
class Made:
    """One made-up case. `again` are files that are handed in a second time, corrected."""

    toml: str
    sheets: tuple[Sheet, ...]
    again: tuple[Sheet, ...] = ()
    because: str = "it reads so"
    term: str = "likely"
    confidence: str = "low"
    pick: int = 0


def readable() -> list[Table]:
    return [t for t in tables().values() if t.kind != "program"]


@st.composite
def made_cases(draw: st.DrawFn, about_table: str) -> Made:
    chosen = draw(_chosen(about_table))
    known: dict[str, list[str]] = {}
    sheets = []
    for table in chosen:
        rows = draw(_rows(table, known))
        known[table.name] = [label for r in rows if (label := r.get(table.label))]
        sheets.append(Sheet(table.name, rows, draw(layouts(table))))
    again = [draw(_again(s, known)) for s in sheets if _seldom(draw, 4)]
    return Made(
        toml=draw(_toml()), sheets=tuple(sheets), again=tuple(again),
        because=draw(st.one_of(st.just("it reads so"), cells.words(), cells.wrong())),
        term=draw(st.sampled_from(list(codes.code_list("icd203").codes))),
        confidence=draw(st.sampled_from(list(codes.code_list("confidence").codes))),
        pick=draw(st.integers(0, 50)),
    )  # fmt: skip


def main_tables() -> list[str]:
    """Tables that cases are made about, in turns; those that refer to others come more often,
    since more can go wrong between them."""
    weights = {t.name: 1 + 2 * _references(t) for t in readable()}
    return [name for nth in range(max(weights.values())) for name, w in weights.items() if nth < w]


@st.composite
def _chosen(draw: st.DrawFn, about_table: str) -> list[Table]:
    """One table and perhaps another, as a rule with all they refer to, in the order of reading."""
    whole = {about_table, *draw(st.lists(st.sampled_from(main_tables()), max_size=2))}
    if not _seldom(draw, 8):
        while not (needed := _referred(whole)) <= whole:
            whole |= needed
    least = {about_table, *_referred({about_table})}
    rest = [t.name for t in readable() if t.name in whole - least]
    kept = least & whole | set(rest[: MOST_TABLES - len(least & whole)])
    return [t for t in readable() if t.name in kept]


def _references(table: Table) -> int:
    return sum(bool(c.references) or c.type == "row" for c in table.columns)


def _seldom(draw: st.DrawFn, times: int) -> bool:
    """Once in so many times; what hypothesis thinks simplest is no."""
    return draw(st.integers(1, times)) == times


def _referred(names: set[str]) -> set[str]:
    return {
        c.references.partition(".")[0]
        for t in readable()
        if t.name in names
        for c in t.columns
        if c.references
    }


@st.composite
def _rows(draw: st.DrawFn, table: Table, known: dict[str, list[str]]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for nth in range(draw(st.integers(1, MOST_ROWS))):
        inside = {**known, table.name: [label for r in rows if (label := r.get(table.label))]}
        rows.append(draw(_row(table, nth, inside)))
    if _seldom(draw, 6):
        rows.append(dict(draw(st.sampled_from(rows))))
    return tuple(rows)


@st.composite
def _row(draw: st.DrawFn, table: Table, nth: int, known: dict[str, list[str]]) -> Row:
    bad = draw(st.sampled_from(table.names)) if _seldom(draw, 7) else None
    return {
        c.name: draw(cells.wrong() if c.name == bad else _cell(c, table, nth, known))
        for c in table.columns
    }


def _cell(
    column: Column, table: Table, nth: int, known: dict[str, list[str]]
) -> st.SearchStrategy[Any]:
    if column.name == table.label and table.identity:
        plain = st.just(f"{table.name[0].upper()}{nth + 1}")
        return st.one_of(*[plain] * 4, _named(column))
    given = cells.sound(column, known)
    return given if column.required else st.one_of(st.none(), given, given)


def _named(column: Column) -> st.SearchStrategy[Any]:
    """Odd names of rows."""
    return cells.words() if column.type == "text" else cells.sound(column, {})


@st.composite
def _again(draw: st.DrawFn, sheet: Sheet, known: dict[str, list[str]]) -> Sheet:
    """The same file with some rows corrected, some gone and one more."""
    table = tables()[sheet.table]
    kept: list[Row] = []
    for nth, row in enumerate(sheet.rows):
        fate = draw(st.sampled_from(("kept", "kept", "corrected", "gone")))
        if fate == "corrected":
            other = draw(_row(table, nth, known))
            row = {**other, **{c: row.get(c) for c in table.identity}}
        if fate != "gone":
            kept.append(row)
    if draw(st.booleans()) or not kept:
        kept.append(draw(_row(table, len(sheet.rows), known)))
    return Sheet(sheet.table, tuple(kept), sheet.layout)


@st.composite
def _toml(draw: st.DrawFn) -> str:
    """A `case.toml`: none, sound, odd, or no TOML at all."""
    if _seldom(draw, 10):
        return ""
    if _seldom(draw, 10):
        return draw(st.sampled_from(("= 1", "[period", 'title = "a\nb"', "[[title]]", "x" * 99)))
    lines = ['title = "A case"', 'question = "What was said, and what done?"']
    sections: dict[str, list[str]] = {"period": [], "sampling": []}
    for name, key in about.keys().items():
        if name in ("title", "question") or draw(st.integers(0, 2)):
            continue
        column = Column(key.name, key.type, "", codes=key.codes)
        value = draw(st.one_of(*[cells.sound(column, {})] * 6, cells.wrong()))
        section, _, own = name.rpartition(".")
        (sections[section] if section else lines).append(f"{own} = {_quoted(value)}")
    for table in draw(st.sets(st.sampled_from([t.name for t in readable()]), max_size=2)):
        kind = draw(st.sampled_from([*codes.code_list("sampling").codes, "some"]))
        sections["sampling"].append(f"{table} = {_quoted(kind)}")
    for section, inside in sections.items():
        lines += [f"[{section}]", *sorted(inside)]
    if _seldom(draw, 10):
        lines.append('colour = "red"')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML string; what TOML cannot hold is escaped."""
    inside = "".join(
        f"\\u{ord(c):04x}" if c in '"\\' or ord(c) < 32 or ord(c) == 127 else c for c in text
    )
    return f'"{inside}"'
