import pytest

from actaverba.errors import UnknownCode
from actaverba.vocabulary import languages

ISO_639 = "Write ISO 639, like en or sr; `und` where it is not known."


@pytest.mark.parametrize(
    "text",
    ["en", "sr", "bs", "tlh", "sr-Latn", "zh-Hant-TW", "pt-BR", "es-419", "und", "qme", "iw"],
)
def test_a_language(text: str) -> None:
    languages.check_language(text)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("EN", "Write en (English)."),
        ("Serbian", "Write sr (Serbian)."),
        (
            "Grman",
            "Did you mean de (German) or rom (Romany) or rtm (Rotuman)? " + ISO_639,
        ),
        ("xx", ISO_639),
        ("", ISO_639),
        ("sr_Latn", "Write sr-Latn."),
    ],
)  # fmt: skip
def test_what_is_no_language(text: str, cure: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        languages.check_language(text)
    assert refused.value.cure == cure


def test_names() -> None:
    assert languages.language_name("sr") == "Serbian"
    assert languages.language_name("sr", "de") == "Serbisch"
    assert languages.language_name("xx", "no such") == "xx"
