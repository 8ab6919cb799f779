from typing import Any

import pytest

from actaverba.vocabulary.messages import render, texts

COUNTED = {"one": "{n} item of {s:state}", "other": "{n:number} items of {s:state}", "count": "n"}


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "0 items of Serbia"),
        (1, "1 item of Serbia"),
        (12000, "12\u202f000 items of Serbia"),
    ],
)
def test_the_number_decides_the_sentence(n: int, expected: str) -> None:
    assert render(COUNTED, {"n": n, "s": "SRB"}) == expected


def test_fields_say_how_they_are_printed() -> None:
    message = "{names:list} on {d:date}: {c:code}"
    params = {"names": ["a", "b"], "d": "2025-05-29", "c": "state_linked"}
    assert render(message, params) == "a and b on 29 May 2025: state linked"


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert render("{n:number} items", {"n": 3}, "tlh") == "3 items"


def test_values_are_never_read_as_templates() -> None:
    hostile = "{n.__class__} %s </script>"
    assert render("It says {t}", {"t": hostile, "n": 1}) == f"It says {hostile}"


def test_a_missing_parameter_is_an_error() -> None:
    with pytest.raises(KeyError, match="n"):
        render("{n} items", {})


PARTS = [
    "Said.",
    {"one": "{a} for it.", "other": "{a} for it, all told.", "count": "a"},
    {"text": "Against it too.", "if": "b"},
    {"one": "{a} by {who}.", "other": "{a} by {who}, each.", "count": "a", "if": "who"},
]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"a": 0, "b": False, "who": ""}, "Said."),
        ({"a": 1, "b": True, "who": ""}, "Said. 1 for it. Against it too."),
        ({"a": 2, "b": False, "who": "us"}, "Said. 2 for it, all told. 2 by us, each."),
    ],
)
def test_a_list_says_the_parts_that_say_something(params: dict[str, Any], expected: str) -> None:
    assert render(PARTS, params) == expected


def test_a_translator_is_given_every_part() -> None:
    assert list(texts(PARTS)) == [
        "Said.",
        ("{a} for it.", "{a} for it, all told."),
        "Against it too.",
        ("{a} by {who}.", "{a} by {who}, each."),
    ]
