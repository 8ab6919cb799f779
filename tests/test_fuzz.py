"""A sample of the made-up cases that `make evaluate ONLY=fuzz` takes through all steps.

The sample is another when the vocabulary changes and is the same otherwise.
`ACTAVERBA_FUZZ_BLOCKS=40` takes more.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

import actaverba
from actaverba.vocabulary.schema import Column, Table, tables
from evaluate.fuzz.block import block, drawn
from evaluate.fuzz.cases import Made, Sheet, readable
from evaluate.fuzz.cells import sound
from evaluate.fuzz.files import Layout, written
from evaluate.fuzz.kept import lost
from evaluate.fuzz.looked_at import page_troubles, sheet_troubles

SIZE = 2
# Steps of seven, so that blocks are about different tables.
BLOCKS = range(1_000, 1_000 + 7 * int(os.environ.get("ACTAVERBA_FUZZ_BLOCKS", "8")), 7)


@pytest.mark.slow
@pytest.mark.parametrize("number", BLOCKS)
def test_made_up_cases_hold(number: int, tmp_path: Path) -> None:
    held = list(block(number, SIZE, keep=tmp_path))
    assert [f"{h.called}: {c}" for h in held for c in h.complaints] == []
    assert len(held) == SIZE


def test_a_block_is_the_same_each_time() -> None:
    assert drawn(3, 4) == drawn(3, 4) != drawn(4, 4)


@pytest.fixture(scope="module")
def cases() -> list[Made]:
    return [made for n in range(len(readable())) for made in drawn(n, 4)]


def test_every_table_that_is_read_is_drawn(cases: list[Made]) -> None:
    assert {s.table for made in cases for s in made.sheets} == {t.name for t in readable()}


def test_every_type_of_column_has_cells() -> None:
    for table in readable():
        for column in table.columns:
            assert not sound(column, {}).is_empty, (table.name, column.name)
    assert not sound(Column("new", "a type of tomorrow", ""), {}).is_empty


def test_cases_have_what_they_should_have(cases: list[Made]) -> None:
    def some(share: float, has: list[bool]) -> bool:
        return sum(has) >= share * len(cases)

    assert some(0.3, [bool(made.again) for made in cases])
    assert some(0.3, [len(made.sheets) > 2 for made in cases])
    assert some(0.1, [any(s.layout.format != "csv" for s in made.sheets) for made in cases])
    assert some(0.05, [_stands_twice(made) for made in cases])
    assert some(0.1, [any("<script>" in str(s.rows) for s in made.sheets) for made in cases])


def _stands_twice(made: Made) -> bool:
    return any(list(s.rows).count(row) > 1 for s in made.sheets for row in s.rows)


# The oracles see what they are there to see.


def _layout(table: Table, kind: str, **changed: object) -> Layout:
    return Layout(kind, table.names[:2], **changed)  # type: ignore[arg-type]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    table = tables()["hypotheses"]
    rows = [{"id": "H1", "text": "two\nlines"}, {"id": None}, {"id": "H2", "text": 'a "b"'}]
    place = tmp_path / "hypotheses.csv"
    assert written(place, _layout(table, "csv", end="\r\n", broken=True), rows) == [2, 0, 5, 6]
    assert place.read_bytes() == (
        b'id,text\r\nH1,"two\nlines"\r\n"",""\r\nH2,"a ""b"""\r\none,,,,\r\n'
    )
    assert written(tmp_path / "h.jsonl", _layout(table, "jsonl"), rows) == [1, 2, 3]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p id='a'><a href='#a'>x</a></p>", []),
        ("<script>1</script>", ["the page has <script>"]),
        ("<p onclick='x'>a</p>", ["<p> has the attribute onclick"]),
        ("<p><b>a</p>", ["</p> closes what is not open"]),
        ("<a href='javascript:x'>a</a>", ["<a> leads to 'javascript:x'"]),
        ("<a href='#b'>a</a>", ["links of the page lead nowhere: ['b']"]),
        ("<p>\u202e</p>", ["the page holds '\\u202e'"]),
        ("<style>@import 'x'</style>", ["the style sheet loads something"]),
        ("<div>", ["the page ends inside <div>"]),
    ],
)
def test_what_is_wrong_with_a_page_is_seen(html: str, told: list[str]) -> None:
    assert list(page_troubles(html)) == told


def test_what_a_spreadsheet_would_run_is_seen(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    place.write_text("a,b\n-2,'=1\n=1,x\n", encoding="utf-8")
    assert list(sheet_troubles([place])) == ["a.csv has the cell '=1'"]


def test_a_lost_row_and_a_changed_cell_are_seen(tmp_path: Path) -> None:
    rows = ({"id": "H1", "text": "one"}, {"id": "H2", "text": "two"}, {"id": "H3", "text": "a\x1b"})
    sheet = Sheet("hypotheses", rows, _layout(tables()["hypotheses"], "csv"))
    places = {"hypotheses.csv": written(tmp_path / "hypotheses.csv", sheet.layout, rows)}
    case = actaverba.new(tmp_path / "a.case", now="2026-01-01T00:00:00Z")
    report = actaverba.read(case, tmp_path / "hypotheses.csv", now="2026-01-01T00:00:00Z")

    def told() -> list[str]:
        return list(lost(case, report, places=places, sheets=[sheet]))

    assert told() == []
    with duckdb.connect(str(case.path)) as con:
        con.execute("delete from hypotheses where id = 'H2'")
        con.execute("update hypotheses set \"text\" = 'on' where id = 'H1'")
    assert told() == [
        "hypotheses.csv: lines [3] are neither in the case nor refused",
        "hypotheses.csv: 2 rows are said to be taken, 1 are there",
        "hypotheses, line 2, text: 'one' became 'on'",
    ]
