"""One address for all the ways in which it is passed around."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.engine.portable.urls import canonical, host_of, trimmed
from actaverba.vocabulary.web import web_rules

SAME = {
    "https://example.org/a?id=7": [
        "HTTP://Example.ORG:80/a?id=7", "https://www.example.org/a?id=7#top",
        "https://m.example.org/a?utm_source=x&id=7&fbclid=y", "https://example.org/a/amp?id=7",
        "https://example.org/amp/a?id=7", "https://example.org/a?id=7&amp=1",
        "https://example.org/a?outputType=amp&id=7", "https://me:secret@example.org/%61?id=7",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Fid%3D7&h=z",
    ],
    "https://example.org/b.html": [
        "https://www.google.com/amp/s/www.example.org/b.amp.html",
        "https://example-org.cdn.ampproject.org/c/s/example.org/b.amp.html",
    ],
    "https://en.wikipedia.org/wiki/A%C3%A9": [
        "https://en.m.wikipedia.org/wiki/A%c3%a9", "https://en.wikipedia.org/wiki/Aé",
    ],
    "https://x.com/who/status/1": ["https://mobile.twitter.com/who/status/1?s=20"],
    "https://youtube.com/watch?v=1&list=2": ["https://m.youtube.com/watch?v=1&si=z&list=2"],
    "https://xn--e1afmkfd.xn--p1ai/": ["http://пример.рф", "http://ПРИМЕР.рф/"],
}  # fmt: skip
DIFFERENT = [
    "https://bit.ly/3x", "https://youtu.be/3x", "https://m.co.uk/a", "https://example.org:8080/a",
    "https://example.org/?amp=no", "https://example.org/?ref=7", "https://example.org/#!/a",
    "https://example.org/a?x=%ZZ", "https://example.org/amplify", "https://1.2.3.4/x",
]  # fmt: skip
NONE = [
    "", "ftp://example.org/a", "https://", "https://localhost/a", "https://a..b/",
    "https://example.org:99999/", "https://[half/", "javascript://example.org/%0aalert(1)",
    "https://example.org/" + "a" * 5000, "https://exa mple.org/",
]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "one"), [(url, one) for one, urls in SAME.items() for url in (one, *urls)]
)
def test_ways_of_passing_on_one_address(url, one):
    assert canonical(url) == one


@pytest.mark.parametrize("url", DIFFERENT)
def test_what_stays_as_it_is(url):
    assert canonical(url) == url


@pytest.mark.parametrize("url", NONE)
def test_what_is_no_web_address(url):
    assert canonical(url) is None


@given(st.text(max_size=60), st.sampled_from(["https://example.org/", "http://m.", "https://"]))
def test_an_address_of_anything_stays_one(tail, start):
    one = canonical(start + tail)
    assert one is None or (canonical(one) == one and host_of(one) and one.isascii())


def test_pages_that_lead_on_do_not_lead_on_for_ever():
    around = "https://vk.com/away.php?to="
    assert canonical(around * 3 + "https://example.org/a") == "https://example.org/a"
    assert canonical(around * 9 + "https://example.org/a") != "https://example.org/a"


@pytest.mark.parametrize(
    ("found", "address"),
    [("https://e.org/a).", "https://e.org/a"), ("https://e.org/a_(b))", "https://e.org/a_(b)"),
     ("https://e.org/a…", "https://e.org/a"), ("https://e.org/?", "https://e.org/")],
)  # fmt: skip
def test_punctuation_after_an_address(found, address):
    assert trimmed(found) == address


def test_every_rule_has_its_sources():
    rules = web_rules()
    assert rules.tracking.has("utm_anything")
    assert not rules.tracking.has("id")
    assert rules.tracking_on["x.com"].has("s")
