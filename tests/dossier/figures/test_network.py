"""The network: what it says, what it leaves out and says so, no names, few marks."""

from __future__ import annotations

import gettext
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from actaverba.dossier import page
from actaverba.dossier.figures import Drawing, _network, draw, is_whole, keep, kinds, says
from actaverba.dossier.figures._network import MOST_CROSSING, MOST_DISCS, MOST_LINES, threshold

WORDS = gettext.NullTranslations()
HOSTILE = "</text><script>alert(1)</script>\x1b\u202e\ud800'\""
THREE = [
    {"a": "x1", "b": "x2", "weight": 5, "group": 1},
    {"a": "x2", "b": "x3", "weight": 4, "group": 1},
    {"a": "y1", "b": "y2", "weight": 9, "group": 2},
]


def drawn(rows: list[dict[str, Any]]) -> str:
    return str(
        draw("network", rows, Drawing("f", "t", says("network", rows, WORDS)["says"], WORDS))
    )


def elements(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(tag))  # noqa: S314 our own output


def of_groups(sizes: list[int], weight: int = 1) -> list[dict[str, Any]]:
    return [
        {"a": f"{g}-{i}", "b": f"{g}-{j}", "weight": weight + (i + j) % 7, "group": g}
        for g, size in enumerate(sizes) for i in range(size) for j in range(i)
    ]  # fmt: skip


def test_it_says_what_it_shows() -> None:
    assert says("network", THREE, WORDS) == {
        "n": 3, "nodes": 5, "edges": 3, "groups": 2, "largest": 3, "drawn": 3, "left_out": 0,
        "small": 2, "of_large": 0, "least": 0.0, "is_named": True, "is_added_up": False,
        "without_disc": 0, "groups_left_out": 0, "nodes_left_out": 0,
        "says": "5 nodes in 2 groups, tied by 3 edges; the largest group has 3. The number after"
        " a label is how many a group has; where a disc lies means nothing.",
    }  # fmt: skip


def labels(rows: list[dict[str, Any]]) -> list[str | None]:
    return [e.text for e in elements(drawn(rows), "text") if "label" in str(e.get("class"))]


def test_groups_are_named_and_counted() -> None:
    assert labels(THREE) == ["group 1 · 3", "group 2 · 2"]
    printed = [{**r, "group_name": f"No. {r['group']}"} for r in THREE]
    assert labels(printed) == ["group No. 1 · 3", "group No. 2 · 2"]


def test_without_groups_there_are_communities_and_it_says_so() -> None:
    rows = [{k: v for k, v in r.items() if k != "group"} for r in of_groups([6, 5])]
    told = says("network", rows, WORDS)
    assert (told["groups"], told["largest"], told["is_named"]) == (2, 6, False)
    assert (
        "Groups are communities by modularity; networks of chance have some, too." in told["says"]
    )
    assert labels(rows) == ["community 1 · 6", "community 2 · 5"]


def test_light_edges_are_left_out_and_it_says_so() -> None:
    rows = of_groups([80])
    told = says("network", rows, WORDS)
    *_, note, second = [e.text or "" for e in elements(drawn(rows), "text")]
    assert f"{note} {second}" in told["says"]
    assert note.startswith("Drawn are the ")
    assert told["edges"] == 80 * 79 // 2
    assert told["drawn"] <= MOST_LINES
    assert told["drawn"] + told["left_out"] == told["edges"]
    assert f"edges of weight {told['least']:.0f} or more" in told["says"]


def test_edges_of_one_weight_that_are_too_many_are_not_drawn_and_it_says_so() -> None:
    rows = [{**r, "weight": 1} for r in of_groups([80])]
    told = says("network", rows, WORDS)
    assert (told["drawn"], told["left_out"]) == (0, told["edges"])
    assert "No edge is drawn: too many have the same weight." in told["says"]
    kept = keep("network", rows)[0]
    assert (kept["small"], kept["others"]) == ([], [])


def test_small_groups_show_all_their_edges() -> None:
    rows = [{**r, "weight": 1} for r in of_groups([80, 4, 3])]
    told = says("network", rows, WORDS)
    assert (told["drawn"], told["small"], told["of_large"]) == (9, 6, 0)
    assert (
        "Drawn are all edges of groups with up to 6 edges; 3\u202f160 of others are left out, since"
        " too many have the same weight." in told["says"]
    )
    mixed = says("network", [*rows, {"a": "p", "b": "q", "weight": 9, "group": None}], WORDS)
    assert (mixed["drawn"], mixed["small"], mixed["of_large"]) == (10, 6, 0)


def test_the_threshold_is_a_weight() -> None:
    weights = np.array([4.0, 2.0, 2.0, 1.0])
    assert [threshold(weights, n) for n in (4, 3, 2, 1, 0)] == [1.0, 2.0, 4.0, 4.0, np.inf]


def test_many_edges_between_groups_become_one_line_a_pair() -> None:
    rows = of_groups([30, 30, 30])
    between = [{"a": f"0-{i}", "b": f"{g}-{j}", "weight": 9, "group": None}
               for g in (1, 2) for i in range(30) for j in range(6)]  # fmt: skip
    told = says("network", rows + between, WORDS)
    assert len(between) > MOST_CROSSING
    assert told["is_added_up"]
    assert "one line a pair of groups" in told["says"]
    assert len(keep("network", rows + between)[0]["bands"]) == 2


def test_the_smallest_of_very_many_groups_stand_without_a_disc() -> None:
    rows = of_groups([3] * (MOST_DISCS + 40))
    kept = keep("network", rows)
    assert len(kept) == 1 + MOST_DISCS + 1
    assert (kept[-1]["groups"], kept[-1]["n"]) == (40, 120)
    assert "The 40 smallest groups stand without a disc." in says("network", rows, WORDS)["says"]


def test_what_is_too_large_to_draw_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_network, "MOST_NODES", 10)
    told = says("network", of_groups([12, 5, 4, 3]), WORDS)
    assert (told["nodes"], told["nodes_left_out"], told["groups_left_out"]) == (24, 15, 2)
    assert "2 groups with 15 nodes are too many to draw, or too large." in told["says"]
    kept = keep("network", of_groups([12, 5, 4, 3]))
    assert [(row["group"], row["n"]) for row in kept[1:]] == [("1", 5), ("2", 4)]


def test_what_is_kept_holds_no_name_and_draws_the_same() -> None:
    rows = [{**r, "a": f"secret-{r['a']}", "b": f"secret-{r['b']}"} for r in of_groups([5, 4])]
    kept = keep("network", rows)
    assert "secret" not in json.dumps(kept)
    drawing = Drawing("f", "t", "d", WORDS)
    assert draw("network", kept, drawing) == draw("network", rows, drawing)
    assert json.loads(json.dumps(kept)) == kept


def test_hostile_names_of_groups_stay_words() -> None:
    rows: list[dict[str, Any]] = [
        {"a": HOSTILE, "b": f"{HOSTILE}2", "weight": 1, "group": HOSTILE, "group_name": HOSTILE},
        {"a": "\ud800", "b": "\x00", "weight": float("nan"), "group": None},
    ]
    svg = drawn(rows)
    assert "<script" not in svg
    assert len(elements(svg, "circle")) == 2


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"a": None, "b": None, "weight": None}],
        [{"a": "x", "b": "x", "weight": 1}],
        [{"a": "x", "b": "y"}],
    ],
)
def test_hardly_anything_is_drawn_all_the_same(rows: list[dict[str, Any]]) -> None:
    assert elements(drawn(rows), "desc")[0].text == says("network", rows, WORDS)["says"]


def test_thousands_of_nodes_make_few_marks_and_a_light_page() -> None:
    rows = of_groups([200, 120, 90] + [12] * 60 + [3] * 250)
    svg = drawn(rows)
    assert says("network", rows, WORDS)["nodes"] == 1880
    assert len(svg) < 400_000
    assert len(elements(svg, "path")) + len(elements(svg, "circle")) < 700


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_stands_in_a_narrow_page_by_day_and_by_night(
    page_of: Callable[..., Any], axe: Callable[[Any], list[str]], scheme: str
) -> None:
    style = Path(page.__file__).with_name("style.css").read_text(encoding="utf-8")
    html = (
        f'<!doctype html><html lang="en"><title>t</title><style>{style}</style><main><h1>t</h1>'
        '<figure><div class="scroll drawing" role="region" tabindex="0" aria-label="t">'
        f"{drawn(of_groups([40, 9, 5, 3]))}</div></figure></main></html>"
    )
    shown = page_of(html, width=360, scheme=scheme)
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(shown) == []


def test_only_the_network_shows_a_whole_table() -> None:
    assert [name for name in kinds() if is_whole(name)] == ["network"]
