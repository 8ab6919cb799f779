import pytest

from actaverba.vocabulary.messages import render

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
