from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from actaverba.dossier.build import edition as build
from actaverba.dossier.page import page

NOW = "2026-01-02T03:04:05Z"
PLACES = {"language", "kind", "anchor", "href", "id", "at", "row_id", "table", "name"}
ATTRIBUTES = {
    "aria-hidden", "aria-label", "aria-labelledby", "charset", "class", "content", "cx", "cy",
    "dir", "focusable", "height", "href", "http-equiv", "id", "lang", "name", "points", "r", "rel",
    "role", "rowspan", "rx", "scope", "tabindex", "text-anchor", "transform", "viewbox", "width",
    "x", "x1", "x2", "y", "y1", "y2",
}  # fmt: skip


class Seen(HTMLParser):
    """Every element with its attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[str]:
        return [str(a[name]) for _, a in self.elements if name in a]


@pytest.fixture(scope="module")
def html(edition: dict[str, Any]) -> str:
    return page(edition)


@pytest.fixture(scope="module")
def seen(html: str) -> Seen:
    return Seen(html)


def nasty(value: Any, key: str = "") -> Any:
    """The same edition with something hostile at the end of every text."""
    if isinstance(value, dict):
        return {k: nasty(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [nasty(v, key) for v in value]
    if isinstance(value, str) and key not in PLACES:
        return value + "\x1b\u202e\ud800</style></title><script>alert(1)</script>\"' onload=x"
    return value


def test_the_same_edition_gives_the_same_page(edition: dict[str, Any], html: str) -> None:
    assert page(edition) == html


def test_nothing_can_run_or_load(seen: Seen) -> None:
    tags = {tag for tag, _ in seen.elements}
    assert tags & {"script", "img", "iframe", "object", "embed", "link", "form", "base"} == set()
    attributes = {name for _, a in seen.elements for name in a}
    assert attributes <= ATTRIBUTES


def test_the_policy_allows_the_one_style_sheet_by_its_hash(html: str) -> None:
    [style] = re.findall(r"<style>(.*?)</style>", html, re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    [told] = [a["content"] for _, a in Seen(html).elements if a.get("http-equiv")]
    assert told == policy
    assert "url(" not in style


def test_hostile_text_is_text(seen: Seen, hostile: str) -> None:
    assert hostile in seen.text
    assert seen.text.count("<b>السفينة</b>") >= 1


def test_hostile_editions_are_text_too(edition: dict[str, Any]) -> None:
    html = page(nasty(edition))
    told = Seen(html)
    assert {tag for tag, _ in told.elements} & {"script", "img"} == set()
    assert {name for _, a in told.elements for name in a} <= ATTRIBUTES
    assert not set("\x1b\u202e\ud800") & set(html)
    assert "[U+202E]" in told.text


def test_every_id_is_there_once_and_every_link_leads_to_one(seen: Seen) -> None:
    ids = Counter(seen.all("id"))
    assert [i for i, n in ids.items() if n > 1] == []
    inner = {h[1:] for h in seen.all("href") if h.startswith("#")}
    assert inner <= set(ids)
    named = {part for label in seen.all("aria-labelledby") for part in label.split()}
    assert named <= set(ids)


def test_outer_links_are_web_addresses_and_nothing_masked_is_a_link(seen: Seen) -> None:
    outer = {h for h in seen.all("href") if not h.startswith("#")}
    assert {h.split(":")[0] for h in outer} == {"https"}
    assert not [h for h in outer if "masked" in h]
    assert "https://archive.example/a" in outer
    assert "private_person" not in seen.text


def test_no_chip_is_lost(edition: dict[str, Any], html: str) -> None:
    for run in (r for m in edition["methods"] for r in m["runs"]):
        for finding in run["findings"]:
            start = html.index(f'id="{finding["anchor"]}"')
            start = html.index('class="chips"', start)
            own = html[start : html.index("</article>", start)]
            chips = re.findall(r'<a href="#([^"]+)"', own)
            assert sorted(chips) == sorted({r["anchor"] for r in finding["evidence"]["rows"]})


def test_each_row_says_where_it_stands(html: str) -> None:
    start = html.index('id="row-S2"')
    text = Seen(html[start : html.index("</li>", start)]).text
    for part in (
        "March 2024",
        "Page not captured; the hash is of the coding sheet.",
        f"statements.csv, line 3, SHA-256 {'ab' * 32}",
        "Source: not graded. Item: not graded. Outlet: unknown. Coded by ab",
        "(single-coded, no agreement measured)",
        "cited by statements 1",
    ):
        assert part in text
    start = html.index('id="row-S1"')
    text = Seen(html[start : html.index("</li>", start)]).text
    assert (
        f"Page captured 2024-03-02T10:00:00Z, SHA-256 {'cd' * 32}, by ab, with a tool that is not"
        " stated, copy at https://archive.example/a." in text
    )
    assert "Source: B usually reliable (one.example), graded by the coding sheet. Item: 2 " in text


def test_texts_keep_their_language_and_direction(html: str) -> None:
    assert (
        '<p class="text" dir="auto"><bdi>قال إن &lt;b&gt;السفينة&lt;/b&gt; غادرت</bdi></p>' in html
    )


def test_a_post_is_in_its_own_language(edition: dict[str, Any]) -> None:
    post = {**edition["evidence"][0], "lang": "ar", "text": "نص"}
    made = page({**edition, "evidence": [post, *edition["evidence"][1:]]})
    assert '<p class="text" dir="auto" lang="ar"><bdi>نص</bdi></p>' in made


def test_the_order_of_the_page(seen: Seen) -> None:
    order = ["judged", "cannot-show", "looked-at", "parts", "method-statements", "method-relay",
             "method-drift", "method-ledger", "hypotheses", "apart", "methods", "evidence",
             "changes"]  # fmt: skip
    assert [i for i in seen.all("id") if i in order] == order
    assert seen.text.count("No judgement recorded.") == 1


def test_a_judgement_stands_first_with_its_band_and_its_confidence_apart(
    edition: dict[str, Any], hostile: str
) -> None:
    judgement = {
        "place": 2, "target_kind": "hypothesis", "target": "H1", "term": "likely",
        "term_label": "likely", "low": 0.55, "high": 0.8, "confidence": "medium", "by": "ab",
        "at": "2024-05-01T00:00:00Z", "superseded": False, "changed": "changed",
        "digest": "ef" * 32, "said": hostile, "says_now": "now", "because": "a reason",
        "confidence_because": "few sources", "at_finding": None, "erased": (),
        "proposition": "", "is_count": False,
    }  # fmt: skip
    earlier = {**judgement, "place": 1, "superseded": True, "because": "an older reason"}
    html = page({**edition, "judgements": [earlier, judgement]})
    start = html.index('id="judgement-2"')
    text = Seen(html[start : html.index("</article>", start)]).text
    for part in (
        f"\nJudgement: Hypothesis H1, judged likely (55 to 80 %): “{hostile}”\n",
        "\nConfidence: medium. few sources\nJudgement: a reason\n",
        "Judged by ab, 1 May 2024. Hypotheses. Entry efefefefefef of the log.",
        "Changed since judged. It says now: now",
    ):
        assert part in text
    assert all(term in Seen(html).text for term in ("almost no chance", "almost certain"))
    assert "No judgement recorded." not in html
    assert html.index('id="judgement-1"') > start
    assert "an older reason" in html


def test_stale_missing_and_not_stated_are_said(
    standin: Callable[..., Any], rows: dict[str, Any]
) -> None:
    text = Seen(page(build(standin(rows, ran=("relay",)), NOW))).text
    assert "Stale: rows, settings or the method changed" in text
    assert "Not available, because the method was not run." in text
    assert text.count("not stated") >= 5
    assert "1 cell or record was refused." in text


def test_an_empty_case_is_a_whole_page(standin: Callable[..., Any]) -> None:
    text = Seen(page(build(standin({}, about={}), NOW))).text
    assert "Dossier without a title" in text
    assert "No row has been read." in text
    assert "No row is cited." in text
    assert "Not available, because no hypothesis is recorded." in text


def test_a_figure_of_too_many_marks_is_not_drawn(edition: dict[str, Any]) -> None:
    method = edition["methods"][0]
    [figure] = method["runs"][0]["figures"]
    crowded = {**figure, "rows": figure["rows"] * 1000}
    run = {**method["runs"][0], "figures": [crowded]}
    made = page({**edition, "methods": [{**method, "runs": [run]}, *edition["methods"][1:]]})
    assert "Not drawn, because it would have 2\u202f000 marks; the table behind it has all." in made
