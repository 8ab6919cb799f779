"""No cell that goes out starts a formula, and each comes back as it was written."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.engine.spreadsheet import neutral, restored

CUTS = "[;\t\r\n]"
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*")
cells = st.text("=+-@＝＋－＠'\";,\t\r\n 1.eEaß\u202e\ufeff\u00a0", max_size=12) | st.text(
    max_size=8
)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("  +cmd", "'  +cmd"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("-2", "-2"),
        ("+1.5e-3", "+1.5e-3"),
        ("-2+3", "'-2+3"),
        ("a;=b", "a;'=b"),
        ("a\n@b", "a\n'@b"),
        ("a, =b", "a, =b"),
        ("it's", "it's"),
        ("", ""),
    ],
)
def test_only_what_would_run_is_guarded(text: str, cell: str) -> None:
    assert neutral(text) == cell
    assert restored(cell) == text


@given(cells)
def test_every_text_comes_back(text: str) -> None:
    assert restored(neutral(text)) == text


@given(cells)
def test_nothing_that_goes_out_starts_a_formula(text: str) -> None:
    """Also where a spreadsheet cuts the cell in pieces."""
    for piece in re.split(CUTS, neutral(text)):
        assert not FORMULA.match(piece) or NUMBER.fullmatch(piece)


@given(cells)
def test_a_text_without_signs_is_left_alone(text: str) -> None:
    if not FORMULA.search(text):
        assert neutral(text) == text


@given(st.lists(cells, min_size=1, max_size=4))
def test_a_line_of_csv_comes_back_whole(texts: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([neutral(t) for t in texts])
    [row] = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [restored(cell) for cell in row] == texts
