"""Judgements beside the sums: where they part it is said, and that bands may add up."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Any

import pytest

from actaverba.dossier.beside import beside
from actaverba.vocabulary.codes import code_list

WORDS = NullTranslations()
LEAST = "although in the ratings least goes against"
APART = "the judgement differs from the sum, which does not overrule it."


def judged(hypothesis: str, term: str, by: str = "ab", **more: Any) -> dict[str, Any]:
    band = code_list("icd203").codes[term]
    return {"target_kind": "hypothesis", "target": hypothesis, "term": term, "by": by,
            "term_label": band.label, "low": band.low, "high": band.high,
            "superseded": False, **more}  # fmt: skip


def sums(first: str, grade: str = "weak") -> list[dict[str, Any]]:
    order = {"question": "order", "category": first, "grade": grade}
    return [{"name": "hypotheses", "runs": [{"findings": [order]}]}]


@pytest.mark.parametrize(
    ("made", "first", "expected"),
    [
        ([judged("H1", "likely")], "H1", []),
        ([judged("H2", "unlikely")], "H1", []),
        ([judged("H1", "roughly_even_chance")], "H1", []),
        ([judged("H2", "likely", superseded=True)], "H1", []),
        ([judged("H2", "likely", target_kind="finding")], "H1", []),
        (
            [judged("H2", "likely")],
            "H1;H3",
            [f"ab judged H2 above even, {LEAST} H1, H3: {APART}"],
        ),
        (
            [judged("H1", "unlikely")],
            "H1",
            [f"ab judged H1 below even, although least goes against it in the ratings: {APART}"],
        ),
    ],
)  # fmt: skip
def test_where_a_judgement_parts_from_the_sums(
    made: list[dict[str, Any]], first: str, expected: list[str]
) -> None:
    assert beside(made, sums(first), WORDS) == expected


def test_without_sums_nothing_parts() -> None:
    made = [judged("H2", "likely")]
    assert beside(made, [], WORDS) == []
    assert beside(made, sums("not_compared", "not_enough_evidence"), WORDS) == []


def test_bands_of_one_judge_that_may_add_up_to_more_than_one() -> None:
    made = [judged("H1", "likely"), judged("H2", "unlikely"), judged("H3", "likely", by="cd")]
    [told] = beside(made, [], WORDS)
    assert told == (
        "The bands that ab gave to H1, H2 may add up to more than 100 %. That is no error: the"
        " hypotheses need not exclude each other."
    )
    assert beside([judged("H1", "unlikely"), judged("H2", "unlikely")], [], WORDS) == []
