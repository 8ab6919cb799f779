"""Nothing from data reaches a terminal raw."""

from __future__ import annotations

import datetime
import json
import unicodedata
import uuid

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from actaverba.cli.visible import as_json, visible


def test_escapes_and_turned_directions_are_written_out() -> None:
    assert visible("a\x1b[31mb\x07\x7f\x9b") == r"a\x1b[31mb\x07\x7f\x9b"
    assert visible("x\u202ey\u2066z\u200f\ud800\U000e0041") == (
        r"x\u202ey\u2066z\u200f\ud800\U000e0041"
    )
    assert visible("one\ntwo\tthree") == r"one\x0atwo\x09three"
    assert visible("Вести, 速報, عربي, café") == "Вести, 速報, عربي, café"


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    shown = visible(text)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(c) for c in shown} & {
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    }  # fmt: skip


def test_json_knows_dates_ids_tables_and_no_nan() -> None:
    value = {
        "day": datetime.date(2026, 3, 2),
        "id": uuid.UUID(int=1),
        "rows": pa.table({"a": [1, None]}),
        "x": float("nan"),
        "y": float("inf"),
        "z": (1.5, True),
    }
    assert json.loads(as_json(value)) == {
        "day": "2026-03-02",
        "id": "00000000-0000-0000-0000-000000000001",
        "rows": [{"a": 1}, {"a": None}],
        "x": None,
        "y": None,
        "z": [1.5, True],
    }


@given(st.text())
def test_json_is_printable_ascii_and_whole(text: str) -> None:
    told = as_json({"t": text}, indent=None)
    assert told.isascii()
    assert told.isprintable()
    assert json.loads(told) == {"t": text}
