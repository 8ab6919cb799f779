"""Cells are harmless in a spreadsheet and whole for a CSV reader."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.exports.cells import FORMULA, NUMBER, line, safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        ("plain", "plain"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+1 and more", "'+1 and more"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1+1", "' =1+1"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        ("＝1+1", "'＝1+1"),
        ("-", "'-"),
        ("a;=b;-2", "a;'=b;-2"),
        ("one\n=two", "one\n'=two"),
        ("-2", "-2"),
        ("+1.5e3", "+1.5e3"),
        (-2, "-2"),
        (40.0, "40"),
        (0.1, "0.1"),
        (float("nan"), ""),
        (True, "true"),
    ],
)
def test_a_cell_is_text_and_never_run(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


@given(st.text())
def test_no_part_of_a_text_starts_a_formula(text: str) -> None:
    for part in safe_cell(text).replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";"):
        bare = part.strip()
        assert not bare.startswith(FORMULA) or NUMBER.fullmatch(bare)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_a_line_is_read_back_as_it_was(cells: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(line(cells), newline=""), strict=True))
    assert rows == [cells]
