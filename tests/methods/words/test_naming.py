"""How sentences name a statement and a field, with whatever is coded of it."""

from __future__ import annotations

import pytest

from actaverba.methods.words.naming import full_name, short_name, spoken
from actaverba.methods.words.relay.twins import ending


@pytest.mark.parametrize(
    ("row", "short", "full"),
    [
        ({"date": "2025-05-29", "speaker": "A"}, "S1 (29 May 2025)", "S1 (A, 29 May 2025)"),
        ({"date": "2025-05", "speaker": ""}, "S1 (May 2025)", "S1 (May 2025)"),
        ({"date": None, "speaker": "A"}, "S1", "S1 (A)"),
        ({}, "S1", "S1"),
        (None, "S1", "S1"),
    ],
)
def test_a_statement_is_named_by_what_is_coded(
    row: dict[str, str] | None, short: str, full: str
) -> None:
    assert (short_name("S1", row), full_name("S1", row)) == (short, full)


def test_a_field_is_named_in_words() -> None:
    assert spoken("total_value (EUR)") == "total value (EUR)"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x/Words-of-a-long-headline.html?amp=1", "words-of-a-long-headline"),
        ("https://a.example/words-of-a-long-headline/", "words-of-a-long-headline"),
        ("https://a.example/short-one", ""),
        ("https://a.example/123456789012345678901234", ""),
        ("https://[broken/words-of-a-long-headline", ""),
        ("", ""),
    ],
)
def test_only_an_address_that_ends_in_words_can_be_compared(url: str, expected: str) -> None:
    assert ending(url) == expected
