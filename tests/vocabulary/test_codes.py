import pytest

from actaverba.errors import InputError, UnknownCode
from actaverba.vocabulary import codes


@pytest.mark.parametrize("name", codes.list_names())
def test_a_list_says_what_counts_as_each_code(name: str) -> None:
    found = codes.code_list(name)
    assert found.name == name
    assert found.title
    assert found.version
    labels = [c.label for c in found.codes.values()]
    assert len(set(labels)) == len(labels)
    for code in found.codes.values():
        assert code.description.endswith((".", "?")), code.code


def test_the_lists_that_there_are() -> None:
    assert codes.list_names() == (
        "attribution", "channel", "coding_confidence", "conduct", "confidence", "credibility",
        "deed_kind", "direction", "explanation", "field_kind", "grade", "hedge", "icd203",
        "outlet_kind", "polarity", "precision", "rating", "reliability", "sampling",
        "speaker_kind", "speech_act", "stance", "standing", "status", "text_seen", "tlp",
        "yes_no_unknown",
    )  # fmt: skip


def test_an_unknown_code_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownCode) as refused:
        codes.check("deed_kind", "arms_tranfer")
    assert refused.value.what == "'arms_tranfer' is not a code of deed_kind"
    assert refused.value.cure == (
        "Did you mean arms_transfer or arms_purchase? "
        "The list deed_kind is in CODEBOOK.md (`acta template DIR`)."
    )


def test_a_code_is_its_exact_spelling() -> None:
    codes.check("reliability", "A")
    with pytest.raises(UnknownCode) as refused:
        codes.check("reliability", "a")
    assert refused.value.cure == "Did you mean A? One of: A, B, C, D, E, F."


def test_a_hostile_code_is_quoted_and_cut() -> None:
    with pytest.raises(UnknownCode) as refused:
        codes.check("direction", "\u202e\x1b[31m" + "x" * 10_000_000)
    assert refused.value.what == (r"'\u202e\x1b[31m" + "x" * 74 + "…' is not a code of direction")


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        codes.code_list("deed_kinds")
    assert refused.value.cure.startswith("Did you mean deed_kind or")


def test_extra_facts_of_a_code() -> None:
    about = codes.code("hedge", "about")
    assert (about.low_factor, about.high_factor, about.open) == (0.8, 1.25, "")
    with pytest.raises(AttributeError, match="code 'about' has no 'factor'"):
        assert about.factor


def test_bands_of_estimative_language_join_without_gap() -> None:
    bands = [(c.label, c.low, c.high) for c in codes.code_list("icd203").codes.values()]
    assert bands == [
        ("almost no chance", 0.01, 0.05),
        ("very unlikely", 0.05, 0.2),
        ("unlikely", 0.2, 0.45),
        ("roughly even chance", 0.45, 0.55),
        ("likely", 0.55, 0.8),
        ("very likely", 0.8, 0.95),
        ("almost certain", 0.95, 0.99),
    ]
