import pytest

from actaverba.vocabulary.nearest import did_you_mean, nearest, shown


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("offical", ["official", "private"], ["official"]),
        ("OFFICIAL", ["official", "private"], ["official"]),
        ("srb", ["SRB", "SVK"], ["SRB"]),
        ("xyz", ["official", "private"], []),
        ("", ["official"], []),
        ("official", [], []),
        ("x" * 10_000_000, ["official"], []),
    ],
)
def test_nearest_words(word: str, known: list[str], expected: list[str]) -> None:
    assert nearest(word, known) == expected


def test_at_most_so_many() -> None:
    assert nearest("aaaa", ["aaab", "aaac", "aaad", "aaae"], 2) == ["aaae", "aaad"]


def test_did_you_mean() -> None:
    assert did_you_mean("aaaa", ["aaab", "aaac"]) == "Did you mean aaac or aaab? "
    assert did_you_mean("zzzz", ["aaab", "aaac"]) == ""


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Serbia", "'Serbia'"),
        ("\x1b[31m", r"'\x1b[31m'"),
        ("\u202eabc", r"'\u202eabc'"),
        ("\ud800", r"'\ud800'"),
        ("a" * 81, "'" + "a" * 80 + "…'"),
    ],
)
def test_words_of_others_are_quoted_harmlessly(word: str, expected: str) -> None:
    assert shown(word) == expected
