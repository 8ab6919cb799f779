"""The dossier of the bundled case, as `make demo` writes it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import actaverba

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = "2026-01-02T03:04:05Z"
MOST_BYTES = 3_300_000
SCREENS = ((1200, 900), (360, 740))


def test_the_bundled_case_makes_a_whole_page(demo: Path, page_of: Callable[..., Any]) -> None:
    html = (demo / "dossier.html").read_text(encoding="utf-8")
    made = json.loads((demo / "dossier.json").read_text(encoding="utf-8"))
    assert len(html.encode()) < MOST_BYTES
    assert all(m["runs"] for m in made["methods"] if m["name"] in {"statements", "relay", "drift"})
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    shown = page_of(html, width=360)
    assert shown.said == []
    assert len(shown.asked) == 1
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture(scope="module")
def judged(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The page before anybody judged, and after two judgements of the same person."""
    here = tmp_path_factory.mktemp("judged")
    shutil.copytree(demo, here / "demo")
    case = actaverba.open(here / "demo" / "serbia-2025.case")
    count = next(f["id"] for f in case.findings() if f["grade"] == "listed")
    who = {"because": "few items, of one kind", "by": "A. B", "now": NOW}
    actaverba.judge(case, count, term="likely", confidence="low", **who)
    actaverba.judge(case, "H1", term="unlikely", confidence="low", **who)
    page, _ = actaverba.dossier(case, here / "judged.html", now=NOW)
    return (demo / "dossier.html").read_text(encoding="utf-8"), page.read_text(encoding="utf-8")


def bottom(shown: Any, selector: str) -> float:
    """How far down the page the first element of a kind ends."""
    end: float = shown.locator(selector).first.evaluate(
        "e => e.getBoundingClientRect().bottom + scrollY"
    )
    return end


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_first_screen_has_the_bottom_line(
    judged: tuple[str, str], page_of: Callable[..., Any], width: int, height: int
) -> None:
    before, after = judged
    shown = page_of(before, width=width)
    assert shown.locator("#judged-head").is_visible()
    assert "No judgement recorded." in shown.locator("#judged > .answer").inner_text()
    assert bottom(shown, "#judged > .answer") <= height
    assert bottom(shown, "#judged .answers dd" if width > 800 else "#judged-head") <= height
    shown = page_of(after, width=width)
    first = shown.locator("article.judgement").first
    assert "Hypothesis H1, judged unlikely (20 to 45 %)" in first.inner_text()
    assert "Confidence: low." in first.inner_text()
    assert bottom(shown, "#judged-head") < bottom(shown, "article.judgement") <= height
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    [ruler] = first.locator("svg").all()
    assert ruler.evaluate("e => e.getBoundingClientRect().right") <= width
    assert "Not judged: H2 (" in shown.locator("#judged").inner_text()


def test_each_part_opens_within_a_screen(
    judged: tuple[str, str], page_of: Callable[..., Any]
) -> None:
    for html in judged:
        shown = page_of(html, width=1200)
        found = shown.evaluate(
            "[...document.querySelectorAll('.opening')].map(e => [e.querySelector('h2').innerText,"
            " e.getBoundingClientRect().height])"
        )
        assert len(found) >= 7
        assert [(name, tall) for name, tall in found if tall > 900] == []
        titles = [name.split(maxsplit=1)[1] for name, _ in found]
        assert titles[0] == "What this cannot show"
        assert "How were the two statements passed on?" in titles
        folds = shown.locator("main details[open]").count()
        assert folds == 0
