from __future__ import annotations

import gettext
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from actaverba.dossier.figures import Drawing, draw, says
from actaverba.dossier.figures._svg import cut, width, wrapped
from actaverba.dossier.figures._time import Line, day, swarm

WORDS = gettext.NullTranslations()


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 our own output


def texts(name: str, rows: list[dict[str, Any]], order: tuple[str, ...] = ()) -> list[str]:
    svg = draw(name, rows, Drawing("f", "t", "d", WORDS, order, "keeps"))
    return [e.text or "" for e in tree(str(svg)).iter("text")]


def test_timeline_says() -> None:
    rows = [
        {"date": "2024-05-01", "row": "b", "label": "A1"},
        {"date": "2024-06-03", "row": "c", "label": "A2"},
        {"date": None, "row": "c", "label": "A3"},
        {"date": "2020-01-01", "lead": True, "label": "S1"},
    ]
    assert says("timeline", rows, WORDS) == {
        "n": 3,
        "dated": 2,
        "undated": 1,
        "rows": 2,
        "first": "2024-05-01",
        "last": "2024-06-03",
        "says": "2 items with a date, from 1 May 2024 to 3 June 2024, and 1 without one;"
        " rows by kind, 2 in all.",
    }


def test_timeline_names_rows_marks_and_lines() -> None:
    rows = [
        {"date": "2024-05-01", "row": "b", "row_name": "Bee", "label": "A1", "mark_name": "yes"},
        {"date": "2024-05-03", "row": "b", "row_name": "Bee", "label": "A2", "mark_name": "no"},
        {"date": None, "row": "c", "row_name": "Cee", "label": "A3", "mark_name": "yes"},
        {"date": "2024-05-01", "lead": True, "label": "S1"},
    ]
    assert texts("timeline", rows)[:7] == ["keeps:", "yes 2", "no 1", "Bee", "2", "Cee", "1"]
    assert texts("timeline", rows)[-2:] == ["no date", "S1, 1 May 2024"]


def test_a_date_known_to_the_month_is_a_bar() -> None:
    rows = [
        {"date": "2024-05-01", "latest": "2024-05-31", "row": "b", "label": "A1"},
        {"date": "2024-08-01", "latest": "2024-08-01", "row": "b", "label": "A2"},
    ]
    svg = tree(str(draw("timeline", rows, Drawing("f", "t", "d", WORDS))))
    assert [len(list(svg.iter(shape))) for shape in ("rect", "circle")] == [1 + 1, 1]
    assert "bar: day not known, month or year is" in [e.text for e in svg.iter("text")]


def test_ledger_says_and_keeps_the_order_of_the_poles() -> None:
    rows = [
        {"year": 2020, "panel": "AAA", "panel_name": "Aland", "direction": "toward"},
        {"year": 2022, "panel": "AAA", "panel_name": "Aland", "direction": "away"},
        {"year": None, "panel": "ZZZ", "panel_name": "Zland", "direction": "neutral"},
    ]
    assert says("ledger", rows, WORDS) == {
        "n": 3, "toward": 1, "away": 1, "neutral": 1, "conflicting": 0, "unconfirmed": 0,
        "poles": 2, "first": 2020, "last": 2022, "undated": 1,
        "says": "Aland: 1 toward, 1 away; Zland: 0 toward, 0 away.",
    }  # fmt: skip
    shown = texts("ledger", rows, ("ZZZ", "AAA"))
    assert shown[:7] == ["toward", "away", "neutral or both ways", "Zland", "0 toward", "0 away",
                         "1 on the line"]  # fmt: skip
    assert shown[7:10] == ["Aland", "1 toward", "1 away"]
    assert shown[10:] == ["2020", "2021", "2022", "no year"]
    rows.append({"year": 2021, "panel": "ZZZ", "panel_name": "Zland", "direction": "unconfirmed"})
    assert "2 on line, 1 unconfirmed" in texts("ledger", rows)


def test_years_that_are_far_apart_still_fit() -> None:
    rows = [{"year": y, "panel": "A", "direction": "toward"} for y in (1, 9999)]
    assert texts("ledger", rows)[4:] == [str(y) for y in range(1000, 9999, 1000)]


def test_families_say_and_put_the_unplaced_last() -> None:
    rows = [
        {"family": None, "group": "en", "label": "A1"},
        {"family": "1", "name": "10 t", "group": "en", "group_name": "English", "label": "A2"},
        {"family": "2", "name": "20 t", "group": "ru", "label": "A3"},
        {"family": "2", "name": "20 t", "group": "ru", "label": "A4"},
    ]
    assert says("families", rows, WORDS) == {
        "n": 4,
        "families": 2,
        "largest": 2,
        "unplaced": 1,
        "groups": 3,
        "says": "2 families; the largest has 2 of 4 dots; 1 could not be placed; 3 languages.",
    }
    heads = [t for t in texts("families", rows) if t.startswith(("family", "not"))]
    assert heads == ["family 2", "family 1", "not placed"]


def test_bars_say_and_name_what_is_not_drawn() -> None:
    rows = [{"label": f"b{n:02}", "count": n} for n in range(1, 43)]
    told = says("bars", rows, WORDS)
    assert told["says"] == "42 bars that add up to 903; the longest has 42: b42."
    assert texts("bars", rows)[:2] == ["b42", "42"]
    assert texts("bars", rows)[-1] == "and 2 shorter bars, in the table"


def test_apart_marks_the_words_that_differ() -> None:
    rows = [{"panel": "S1", "field": "w", "a": "1", "words_a": "ten tonnes (10)", "n_a": 4,
             "b": "2", "words_b": "two Tonnes", "n_b": 3}]  # fmt: skip
    table = str(draw("apart", rows, Drawing("f", "t", "d", WORDS)))
    assert "<mark>ten</mark> tonnes <mark>(10)</mark>" in table
    assert "<mark>two</mark> Tonnes" in table
    assert says("apart", rows, WORDS)["says"] == "1 differences in 1 fields: w."


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2024-05-01", "2024-05-04", ["1 May 2024", "2 May 2024", "3 May 2024", "4 May 2024"]),
        ("2024-05-20", "2024-07-20", ["20 May 2024", "3 June 2024", "17 June 2024",
                                      "1 July 2024", "15 July 2024"]),
        ("2024-01-10", "2024-06-20", ["February 2024", "March 2024", "April 2024", "May 2024",
                                      "June 2024"]),
        ("2014-10-16", "2025-12-18", ["2016", "2018", "2020", "2022", "2024"]),
        ("0001-01-01", "9999-12-31", [f"{y:04}" for y in range(100, 10000, 100)]),
    ],
)  # fmt: skip
def test_ticks(first: str, last: str, labels: list[str]) -> None:
    line = Line(date.fromisoformat(first), date.fromisoformat(last), 0, 100)
    assert [text for _, text in line.ticks()] == labels


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2024", date(2024, 1, 1)),
        ("2024-05", date(2024, 5, 1)),
        ("2024-05-06T10:00:00Z", date(2024, 5, 6)),
        (date(2024, 5, 6), date(2024, 5, 6)),
        ("soon", None),
        ("2024-13", None),
        (None, None),
    ],
)
def test_day(given: Any, expected: date | None) -> None:
    assert day(given) == expected


def test_swarm_stacks_what_would_overlap() -> None:
    assert swarm([0, 1, 2, 9, 10], 8) == [0, 1, 2, 0, 1]


def test_words_in_figures_are_cut_and_wrapped() -> None:
    assert cut("one  two\nthree", 9) == "one two…"
    assert wrapped("1\u202f000 to 2\u202f000 pieces", 11) == ["1\u202f000 to", "2\u202f000 piec…"]
    assert width("iii") < width("nnn") < width("漢字漢")
