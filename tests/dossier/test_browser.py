"""The page as people meet it: in a browser, by day, by night, on a phone, with a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actaverba.dossier.page import page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def html(edition: dict[str, Any]) -> str:
    return page(edition)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_against_it(
    html: str, page_of: Callable[..., Any], axe: Callable[[Any], list[str]], scheme: str
) -> None:
    shown = page_of(html, scheme=scheme)
    shown.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert axe(shown) == []


def test_it_is_quiet_and_asks_for_nothing(
    html: str, page_of: Callable[..., Any], hostile: str
) -> None:
    shown = page_of(html)
    assert shown.said == []
    assert len(shown.asked) == 1
    assert shown.title() == hostile
    assert shown.locator("script, img").count() == 0


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_is_wider_than_the_window(
    html: str, page_of: Callable[..., Any], width: int
) -> None:
    shown = page_of(html, width=width)
    shown.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    boxes = shown.locator(".scroll")
    assert boxes.count() > 5
    assert all(b.get_attribute("tabindex") == "0" for b in boxes.all())


def test_the_first_key_skips_to_the_text(html: str, page_of: Callable[..., Any]) -> None:
    shown = page_of(html)
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.textContent") == "Skip to the text"
    shown.keyboard.press("Enter")
    assert shown.evaluate("document.activeElement.id") == "main"


def test_a_chip_leads_to_its_row_and_the_row_leads_back(
    html: str, page_of: Callable[..., Any]
) -> None:
    shown = page_of(html)
    row = shown.locator("#row-S1")
    plain = row.evaluate("e => getComputedStyle(e).backgroundColor")
    shown.locator(".opening .chips a", has_text="S1").first.click()
    assert shown.url.endswith("#row-S1")
    assert row.evaluate("e => getComputedStyle(e).backgroundColor") != plain
    assert row.is_visible()
    row.locator(".back a").first.click()
    assert "#f-" in shown.url


def test_a_mark_shows_what_it_stands_for_when_it_has_the_focus(
    html: str, page_of: Callable[..., Any]
) -> None:
    shown = page_of(html)
    mark = shown.locator("#figure-relay-1 svg.figure > a[href='#row-A01']")
    tip = mark.locator(".tip")
    assert tip.evaluate("e => getComputedStyle(e).opacity") == "0"
    mark.focus()
    assert tip.evaluate("e => getComputedStyle(e).opacity") == "1"
    assert (tip.text_content() or "").startswith("A01 · 1 March 2024")


def test_on_paper_the_folds_with_evidence_are_open(html: str, page_of: Callable[..., Any]) -> None:
    shown = page_of(html)
    shown.emulate_media(media="print")
    hidden = shown.locator("details.more:not([open]) a").first
    assert hidden.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})")
