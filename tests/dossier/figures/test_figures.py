"""What holds for every kind of figure: it says something, escapes all, and loses no row."""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import pytest

from actaverba.dossier.clean import clean
from actaverba.dossier.figures import Drawing, Row, draw, kind, kinds, says
from actaverba.errors import ManifestError

WORDS = gettext.NullTranslations()
HOSTILE = "</text><script>alert(1)</script>\x1b\u202e\ud800'\""
TABLES = {"apart", "matrix"}
# A figure of a whole table has no mark for any one row.
MARKS_NO_ROW = TABLES | {"network"}
ROWS: dict[str, list[Row]] = {
    "timeline": [
        {"date": "2024-05-01", "row": "b", "row_name": "Bee", "label": "A1", "href": "#row-A1"},
        {"date": "2024-05-01", "row": "b", "row_name": "Bee", "label": "A2", "href": "#row-A2"},
        {"date": "2024-05-01", "latest": "2024-05-31", "row": "c", "href": "#row-A3"},
        {"date": None, "row": "c", "label": HOSTILE, "href": "#row-A4", "mark_name": HOSTILE},
        {"date": "2024-05-02", "row": "", "label": "S1", "lead": True, "href": "#row-S1"},
    ],
    "families": [
        {"family": "1", "name": HOSTILE, "group": "en", "label": "A1", "href": "#row-A1"},
        {"family": "1", "name": HOSTILE, "group": "ru", "label": "A2", "href": "#row-A2"},
        {"family": None, "group": HOSTILE, "label": HOSTILE, "href": "#row-A3"},
    ],
    "ledger": [
        {"year": 2020, "panel": "RUS", "direction": "toward", "label": HOSTILE, "href": "#row-D1"},
        {"year": 2021, "panel": "EU", "direction": "away", "label": "D2", "href": "#row-D2"},
        {"year": None, "panel": "EU", "direction": "neutral", "label": "D3", "href": "#row-D3"},
        {"year": 2021, "panel": HOSTILE, "direction": "conflicting", "href": "#row-D4"},
    ],
    "bars": [
        {"label": HOSTILE, "count": 3, "href": "#row-1"},
        {"label": "b", "count": 12000, "href": "#row-2"},
    ],
    "network": [
        {"a": HOSTILE, "b": "n2", "weight": 3, "group": HOSTILE, "group_name": HOSTILE},
        {"a": "n2", "b": "n3", "weight": 1, "group": HOSTILE, "group_name": HOSTILE},
        {"a": "n4", "b": "n5", "weight": 2, "group": "2", "group_name": "2"},
        {"a": "n6", "b": "n5", "weight": None, "group": None},
    ],
    "apart": [
        {"panel": "S1", "field": HOSTILE, "a": "1", "words_a": "ten tonnes", "n_a": 4, "b": "2",
         "words_b": f"two tonnes {HOSTILE}", "n_b": 3},
    ],
    "matrix": [
        {"item": HOSTILE, "column": HOSTILE, "letters": HOSTILE, "counts": False, "apart": None},
        {"item": "deeds:D1", "column": "H1", "letters": "C;II", "counts": True, "apart": 1.5,
         "without": HOSTILE, "sum": 2.0, "href": "#row-D1"},
        {"item": "deeds:D1", "column": "H2", "letters": "II", "counts": True, "apart": 1.5,
         "without": HOSTILE, "sum": 1.5, "href": "#row-D1"},
    ],
}  # fmt: skip


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 our own output


def drawn(name: str, rows: Sequence[Row], order: tuple[str, ...] = ()) -> str:
    told = says(name, rows, WORDS)
    return str(draw(name, rows, Drawing("f", HOSTILE, told["says"], WORDS, order, HOSTILE)))


def hrefs(svg: str) -> list[Any]:
    return [e.get("href") for e in tree(svg).iter("a")]


def test_each_kind_is_tested_here() -> None:
    assert sorted(ROWS) == kinds()


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ManifestError, match="Did you mean timeline"):
        kind("timelin")


@pytest.mark.parametrize("name", sorted(ROWS))
def test_hostile_words_stay_words(name: str) -> None:
    svg = drawn(name, ROWS[name])
    assert tree(svg) is not None
    assert "<script" not in svg
    assert not set("\x1b\u202e\ud800") & set(svg)


@pytest.mark.parametrize("name", sorted(set(ROWS) - MARKS_NO_ROW))
def test_every_row_has_its_mark(name: str) -> None:
    assert sorted(hrefs(drawn(name, ROWS[name]))) == sorted(r["href"] for r in ROWS[name])


@pytest.mark.parametrize("name", sorted(set(ROWS) - TABLES))
def test_the_still_part_is_an_image_without_links(name: str) -> None:
    image, *marks = tree(drawn(name, ROWS[name]))
    assert image.get("role") == "img"
    assert image[0].text == "</text><script>alert(1)</script>[U+202E]\ufffd'\""
    assert image[1].text == clean(says(name, ROWS[name], WORDS)["says"])
    assert list(image.iter("a")) == []
    assert [e.tag for e in marks] == ["a"] * (len(ROWS[name]) if name not in MARKS_NO_ROW else 0)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_figure_of_nothing_is_still_a_figure(name: str) -> None:
    assert tree(drawn(name, [])) is not None


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_order_of_rows_does_not_matter(name: str) -> None:
    assert drawn(name, ROWS[name][::-1]) == drawn(name, ROWS[name])


@pytest.mark.parametrize("name", sorted(set(ROWS) - MARKS_NO_ROW))
def test_rows_without_a_place_have_no_link(name: str) -> None:
    assert hrefs(drawn(name, [{**r, "href": None} for r in ROWS[name]])) == []
