"""The tables, held against the two cases there are: the bundled one and an invented one."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from actaverba.errors import ActaError
from actaverba.vocabulary import codes, dates, hedges, languages, predicates, states
from actaverba.vocabulary.schema import Column, Table, table, tables, tables_of

ROOT = Path(__file__).resolve().parents[2]
CASES = {
    "bundled": ROOT / "src" / "actaverba" / "cases" / "serbia-2025",
    "invented": ROOT / "tests" / "data" / "cable-2024",
}

Rows = list[dict[str, str]]


def rows_of(case: str) -> dict[str, Rows]:
    found = {}
    for asked in tables_of("case"):
        path = CASES[case] / f"{asked.name}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            found[asked.name] = list(csv.DictReader(lines))
    return found


def shape(pattern: str) -> Callable[[str], None]:
    def check(cell: str) -> None:
        assert re.fullmatch(pattern, cell), cell

    return check


def number(cell: str) -> None:
    assert hedges.number(cell) is not None, cell


def check_date(cell: str) -> None:
    dates.span(cell)


CHECKS: dict[str, Callable[[str], None]] = {
    "date": check_date,
    "time": shape(r"([01]\d|2[0-3]):[0-5]\d"),
    "instant": shape(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    "number": number,
    "integer": shape(r"[+-]?\d+"),
    "state": states.check_state,
    "party": states.check_party,
    "language": languages.check_language,
    "url": shape(r"https?://\S+"),
    "unit": shape(r"[A-Z][A-Z0-9_]*"),
    "name": shape(r"[a-z][a-z0-9_]*"),
    "sha256": shape(r"[0-9a-f]{64}"),
    "row": shape(r"[a-z_]+:.+"),
}


def check_cell(column: Column, cell: str) -> None:
    parts = [p.strip() for p in cell.split(";")]
    match column.type:
        case "code" | "codes":
            for part in parts:
                codes.check(column.codes, part)
        case "parties":
            for part in parts:
                states.check_party(part)
        case kind if kind in CHECKS:
            CHECKS[kind](cell)
        case kind:
            assert kind in ("text", "list", "reference")


@pytest.mark.parametrize("case", CASES)
def test_every_cell_of_the_case_is_what_its_column_takes(case: str) -> None:
    for name, rows in rows_of(case).items():
        for row in rows:
            for column in table(name).columns:
                cell = row.get(column.name, "")
                assert cell or not column.required, (name, row)
                if cell:
                    check_cell(column, cell)


@pytest.mark.parametrize("case", CASES)
def test_headers_are_the_columns_in_their_order(case: str) -> None:
    for asked in tables_of("case"):
        text = (CASES[case] / f"{asked.name}.csv").read_text(encoding="utf-8")
        header = tuple(text.splitlines()[0].split(","))
        # A file may be older than the last columns of its table, where none is required.
        assert header == asked.names[: len(header)]
        assert not any(column.required for column in asked.columns[len(header) :])


@pytest.mark.parametrize("case", CASES)
def test_references_point_at_rows_that_are_there(case: str) -> None:
    rows = rows_of(case)
    for asked in tables_of("case"):
        for column in asked.columns:
            if column.references:
                target, _, key = column.references.partition(".")
                there = {r[key] for r in rows[target]}
                if target == "predicates":
                    there |= predicates.predicates().keys()
                used = {r[column.name] for r in rows[asked.name]} - {""}
                assert used - there == set(), (asked.name, column.name)
            if column.type == "row":
                for row in rows[asked.name]:
                    target, _, key = row[column.name].partition(":")
                    assert key in {r[table(target).label] for r in rows[target]}


@pytest.mark.parametrize("case", CASES)
def test_ids_are_unique(case: str) -> None:
    for name, rows in rows_of(case).items():
        identity = table(name).identity
        if identity:
            ids = [tuple(r[c] for c in identity) for r in rows]
            assert len(ids) == len(set(ids))


def broken_rules(asked: Table, rows: dict[str, Rows]) -> list[tuple[str, str]]:
    con = duckdb.connect()
    for name, those in rows.items():
        columns = ", ".join(f'"{c}" varchar' for c in table(name).names)
        con.execute(f"create table known_{name} ({columns})")
        for row in those:
            cells = [row.get(c) or None for c in table(name).names]
            con.execute(f"insert into known_{name} values ({', '.join('?' * len(cells))})", cells)
    broken = []
    for rule in asked.rules:
        query = f'select "{rule.column}" from known_{asked.name} cells where not coalesce('
        broken += [
            (rule.column, str(cell))
            for (cell,) in con.execute(query + rule.holds + ", true)").fetchall()
        ]
    return broken


@pytest.mark.parametrize("case", CASES)
def test_no_row_of_the_case_breaks_a_rule(case: str) -> None:
    rows = rows_of(case)
    assert [broken_rules(asked, rows) for asked in tables_of("case") if asked.rules] == [[]] * 6


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        ("outlets", {"kind": "independent"}, [("kind_basis_url", "None")]),
        ("outlets", {"kind": "private"}, []),
        ("relay_fields", {"field": "length", "value": "1,000"}, [("value", "1,000")]),
        ("relay_fields", {"field": "length", "value": "1000"}, []),
        ("relay_fields", {"field": "length", "low": "1000", "hedge": "vague"}, []),
        ("relay_fields", {"field": "cut_on", "value": "2 March"}, [("value", "2 March")]),
        ("relay_fields", {"field": "cut_on", "value": "2024-03"}, []),
        ("relay_fields", {"field": "on_purpose", "value": "maybe"}, [("value", "maybe")]),
        ("relay_fields", {"field": "cause", "value": "1,000 maybe"}, []),
        ("relay_fields", {"field": "length", "low": "9", "high": "8"}, [("high", "8")]),
        ("deeds", {"low": "9", "high": "10"}, []),
        ("series", {"low": "9", "high": "8"}, [("high", "8")]),
        ("series", {"from": "2024", "to": "2023-12"}, [("to", "2023-12")]),
        ("series", {"from": "2024-06", "to": "2024"}, []),
        ("claims", {"from": "2024-06-02", "to": "2024-06-01"}, [("to", "2024-06-01")]),
        ("claims", {"from": "2024-06-02"}, []),
    ],
)
def test_rules_over_several_columns(
    name: str, row: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    fields = [
        {"field": "length", "kind": "quantity"},
        {"field": "cut_on", "kind": "date"},
        {"field": "on_purpose", "kind": "yes_no"},
        {"field": "cause", "kind": "noun"},
    ]
    assert broken_rules(table(name), {"fields": fields, name: [row]}) == expected


@pytest.mark.parametrize("name", [t.name for t in tables().values()])
def test_a_table_says_what_it_is(name: str) -> None:
    asked = table(name)
    assert asked.one_row_is
    assert len(set(asked.names)) == len(asked.names)
    assert set(asked.identity) <= set(asked.names)
    assert asked.kind == "program" or asked.label in asked.names
    for column in asked.columns:
        assert column.description.endswith((".", "?")), (name, column.name)
        assert column.name.isidentifier(), (name, column.name)
        assert bool(column.codes) == (column.type in ("code", "codes")), (name, column.name)
        if column.codes and column.codes in codes.list_names() and column.example:
            codes.check(column.codes, column.example)
        if column.references:
            target, _, key = column.references.partition(".")
            assert key in table(target).names


@pytest.mark.parametrize("name", [t.name for kind in ("case", "bulk") for t in tables_of(kind)])
def test_examples_are_what_their_column_takes(name: str) -> None:
    for column in table(name).columns:
        assert column.example or column.name == "note", (name, column.name)
        if column.example:
            check_cell(column, column.example)


def test_tables_are_read_before_those_that_point_at_them() -> None:
    order = list(tables())
    for asked in tables_of("case"):
        for column in asked.columns:
            if column.references:
                target = column.references.partition(".")[0]
                assert order.index(target) < order.index(asked.name)


def test_stored_columns_of_a_table() -> None:
    assert [name for name, _ in table("relay_fields").stored()][-2:] == [
        "interval_low",
        "interval_high",
    ]
    assert [c for c in table("deed_axes").stored() if c[0] in table("deed_axes").names] == [
        ("act", "VARCHAR"),
        ("pole", "VARCHAR"),
        ("direction", "VARCHAR"),
        ("basis", "VARCHAR"),
        ("coder", "VARCHAR"),
    ]
    assert table("ratings").derived() == [
        ("at_earliest", "DATE"),
        ("at_latest", "DATE"),
        ("at_precision", "VARCHAR"),
    ]


def test_unknown_tables_and_columns_are_refused_with_the_nearest() -> None:
    with pytest.raises(ActaError) as refused:
        table("relay")
    assert refused.value.cure.startswith("Did you mean relays")
    with pytest.raises(ActaError) as refused:
        table("relays").column("hosts")
    assert refused.value.cure.startswith("Did you mean host?")
