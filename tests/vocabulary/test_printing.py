from typing import Any

import pytest

from actaverba.vocabulary import printing


@pytest.mark.parametrize(
    ("value", "how", "expected"),
    [
        (1234567, "number", "1\u202f234\u202f567"),
        (-1234.5, "number", "-1\u202f234.5"),
        (2.0, "number", "2"),
        (0.1 + 0.2, "number", "0.3"),
        ("2025-05-29", "date", "29 May 2025"),
        ("2025-06", "date", "June 2025"),
        ("0001", "date", "0001"),
        ("", "date", "unknown date"),
        ([], "list", ""),
        (["a"], "list", "a"),
        (["a", "b"], "list", "a and b"),
        (["a", "b", "c"], "list", "a, b and c"),
        ("SRB", "state", "Serbia"),
        ("SRB:arms_industry", "party", "arms industry (Serbia)"),
        ("USA", "the_state", "the United States"),
        ("SRB", "the_state", "Serbia"),
        ("USA", "The_party", "The United States"),
        ("SRB:arms_industry", "The_party", "Arms industry (Serbia)"),
        ("sr", "language", "Serbian"),
        ("xx", "language", "xx"),
        ("state_controlled", "code", "state controlled"),
        ([["state_media", 3], ["tv", 1200]], "code_counts", "state media 3, tv 1\u202f200"),
        ([["SRB", 2]], "state_counts", "Serbia 2"),
        ([["SRB", 2, 5], ["FRA", 0, 1]], "state_out_of", "Serbia 2 of 5, France 0 of 1"),
        ([["FRA", "USA"]], "the_state_with", "France with the United States"),
        (3.14159, ".2f", "3.14"),
        ("plain", "", "plain"),
    ],
)
def test_printed(value: Any, how: str, expected: str) -> None:
    assert printing.printed(value, how, "en") == expected


def test_states_in_the_language_of_the_page() -> None:
    assert printing.printed("SRB", "state", "ru") == "Сербия"
    assert printing.printed("sr", "language", "de") == "Serbisch"
