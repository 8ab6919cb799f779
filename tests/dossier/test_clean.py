from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from actaverba.dossier.clean import clean, cleaned, isolated, language_tag, web_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain\tand\nlines", "plain\tand\nlines"),
        ("\x1b[31mred\x07\x00", "[31mred"),
        ("a\u202eb\u2066c", "a[U+202E]b[U+2066]c"),
        ("half \ud83d", "half \ufffd"),
        ("right\u200f mark", "right\u200f mark"),
        ("\ufffe\uffff\x85", ""),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(st.characters()))
def test_clean_texts_can_be_written_and_stay_as_they_are(text: str) -> None:
    once = clean(text)
    once.encode("utf-8")
    assert clean(once) == once


def test_cleaned_reaches_into_everything() -> None:
    assert cleaned({"a\x00": ["b\x01", ("c\u202e", 1, None)]}) == {
        "a": ["b", ["c[U+202E]", 1, None]]
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://EXAMPLE.org", "HTTP://EXAMPLE.org"),
        ("https://пример.example/а", "https://пример.example/а"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://", ""),
        ("//example.org", ""),
        ("https://user@evil.example", ""),
        ("https://a.example/ b", ""),
        ("https://a.example/\n", ""),
        ('https://a.example/"onclick', ""),
        ("https://a.example/\u202e", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_web_address(text: str, expected: str) -> None:
    assert web_address(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("sr", "sr"), ("sr-Latn", "sr-Latn"), ("many", ""), ("qq", ""), ("", ""), ("en x", "")],
)
def test_language_tag(text: str, expected: str) -> None:
    assert language_tag(text) == expected


def test_isolated() -> None:
    assert isolated("<b>") == Markup("&lt;b&gt;")
    assert isolated("עברית <b>") == Markup("<bdi>עברית &lt;b&gt;</bdi>")
