"""Competing hypotheses on small matrices whose sums can be done in the head."""

from __future__ import annotations

import re
from typing import Any

import pytest

import actaverba
from actaverba.errors import NotApplicable
from actaverba.vocabulary.codes import code_list
from actaverba.vocabulary.manifest import manifest

HYPOTHESES = [{"id": "H1", "text": "It was so"}, {"id": "H2", "text": "It was otherwise"}]
DEEDS = [
    {"id": f"D{n}", "act": f"a{n}", "date": "2024-01-01", "actor": "FRA", "counterpart": "DEU",
     "kind": "visit", "summary": f"act {n}", "url": f"https://{host}/x"}
    for n, host in enumerate(["a.example", "a.example", "b.example", "c.example"], start=1)
]  # fmt: skip
STATEMENTS = [
    {"id": "S1", "date": "2024-01-02", "speaker": "Office", "speaker_kind": "foreign_ministry",
     "speaker_state": "FRA", "target": "x", "channel": "tv", "speech_act": "accuse",
     "stance": "-1", "summary": "said", "url": "https://b.example/s", "host": "b.example"}
]  # fmt: skip


def ratings(text: str, **more: str) -> list[dict[str, str]]:
    """`D1 I C` is item D1 with I for H1 and C for H2; - is blank."""
    rows = []
    for line in text.split(","):
        name, *letters = line.split()
        table = "statements" if name.startswith("S") else "deeds"
        rows += [
            {"hypothesis": h["id"], "evidence": f"{table}:{name}", "rating": letter, "by": "ab",
             "at": "2024-02-01", **more}
            for h, letter in zip(HYPOTHESES, letters, strict=True)
            if letter != "-"
        ]  # fmt: skip
    return rows


def weigh(rated: list[dict[str, Any]], **named: Any) -> Any:
    return actaverba.hypotheses(HYPOTHESES, rated, deeds=DEEDS, statements=STATEMENTS, **named)


def told(result: Any) -> dict[str, str]:
    from actaverba.case.findings import text

    version = manifest("hypotheses").version

    return {
        f"{f.question} {f.subject}": text("hypotheses", f.message, f.params, version)
        for f in result.findings
    }


def scores(result: Any) -> list[tuple[Any, ...]]:
    return [
        (r["hypothesis"], r["rank"], r["marks"], r["weighted_marks"])
        for r in result.scores.to_pylist()
    ]


def test_only_what_goes_badly_counts() -> None:
    result = weigh(ratings("D1 I CC, D2 II N, D3 C I"))
    assert scores(result) == [("H2", 1, 1.0, 1.0), ("H1", 2, 3.0, 3.0)]
    said = told(result)
    assert said["order hypotheses"] == (
        "Least goes against H2: 1 of 3 items, 1 in marks. Next, with their marks: H1 3."
        " The lead in marks is 2. Leaving out 1 item changes what stands first."
    )
    assert said["verdict sum"].startswith("The sum does not overrule judgement")
    assert said["score H1"] == (
        "Against H1 go 2 of 3 items (marks: 3; weighted by grades: 3); letters that bear on it"
        " neither way: 0."
    )


def test_a_tie_is_said() -> None:
    three = [*HYPOTHESES, {"id": "H3", "text": "Neither"}]
    rated = ratings("D1 I C, D2 C I")
    rated += [{**r, "hypothesis": "H3", "rating": "II"} for r in rated if r["hypothesis"] == "H1"]
    result = actaverba.hypotheses(three, rated, deeds=DEEDS)
    assert told(result)["order hypotheses"] == (
        "Least goes alike against H1 and H2: 1 in marks each, of 2 items."
        " Next, with their marks: H3 4. Leaving out any one of 2 items changes what stands first."
    )
    level = weigh(ratings("D1 I C, D2 C I"))
    assert told(level)["order hypotheses"] == (
        "The same number of marks stands against every hypothesis (1); the ratings put none of"
        " them first."
    )
    assert level.findings[0].grade == "weak"


def test_each_item_and_each_source_is_left_out() -> None:
    result = weigh(ratings("D1 I C, D2 I C, D3 C I, D4 N N"))
    trials = [
        (t["changed"], t["what"], t["items"], t["first"], t["changes_first"])
        for t in result.trials.to_pylist()
        if t["sum"] == "plain" and t["changed"] in ("item", "source")
    ]
    assert trials == [
        ("item", "deeds:D1", 3, "H1;H2", True),
        ("item", "deeds:D2", 3, "H1;H2", True),
        ("item", "deeds:D3", 3, "H2", False),
        ("item", "deeds:D4", 3, "H2", False),
        ("source", "a.example", 2, "H1", True),
        ("source", "b.example", 3, "H2", False),
        ("source", "c.example", 3, "H2", False),
    ]
    robust = next(f for f in result.findings if f.question == "robustness")
    assert (robust.value, robust.n) == (0.4286, 7)
    assert told(result)["robustness removals"] == (
        "Leaving out one item or one source at a time changes what stands first in 3 of 7 cases:"
        " 2 of 4 items, 1 of 3 sources."
    )


def test_the_fewest_items_and_letters_that_would_turn_the_order() -> None:
    result = weigh(ratings("D1 II C, D2 I C, D3 I C, D4 C I"))
    assert result.turns.to_pylist() == [
        {"hypothesis": "H1", "level_with": "H2", "gap": 3.0, "fewest_items": 2,
         "items": "deeds:D1;deeds:D2", "fewest_letters": 2}
    ]  # fmt: skip
    assert told(result)["what would turn it H1 against H2"] == (
        "H1 draws level with H2 if 2 items are left out: D1 (act 1) and D2 (act 2)."
        " So it does if 2 letters are set otherwise. No fewer would do."
    )


def test_a_hypothesis_stands_in_a_sentence_with_a_few_words() -> None:
    named = [{**HYPOTHESES[0], "short": "one thing"}, HYPOTHESES[1]]
    result = actaverba.hypotheses(named, ratings("D1 I N, D2 C N"), deeds=DEEDS)
    assert told(result)["order hypotheses"] == (
        "Least goes against H2: 0 of 2 items, 0 in marks. Next, with their marks: H1 (one thing) 1."
        " The lead in marks is 1. Leaving out 1 item changes what stands first."
        " 2 of its 2 ratings bear on it neither way, so it was little tested."
    )
    assert [r["short"] for r in result.scores.to_pylist()] == [None, "one thing"]


def test_an_item_that_bears_on_all_alike_tells_nothing_apart() -> None:
    result = weigh(ratings("D1 I CC, D2 C C, D3 NA C"))
    apart = [(r["evidence"], r["diagnosticity"]) for r in result.items.to_pylist()]
    assert apart == [("deeds:D1", 3.0), ("deeds:D2", 0.0), ("deeds:D3", None)]
    assert told(result)["diagnosticity none"] == (
        "1 item bears on all hypotheses alike and tells none apart: D2 (act 2)."
    )


def test_the_latest_rating_of_a_person_counts_and_the_older_is_kept() -> None:
    rated = ratings("D1 I C") + ratings("D1 C C", at="2024-03-01")[:1]
    result = weigh(rated)
    assert [s[:3] for s in scores(result)] == [("H1", 1, 0.0), ("H2", 1, 0.0)]
    assert [(r["rating"], r["rating_now"], r["at"]) for r in result.older.to_pylist()] == [
        ("I", "C", "2024-02-01")
    ]
    by_revision = weigh(ratings("D1 I C") + ratings("D1 C C", at="2020", revision="1")[:1])
    assert [s[2] for s in scores(by_revision)] == [0.0, 0.0]


def test_letters_of_one_moment_that_differ_do_not_count() -> None:
    result = weigh(ratings("D1 I C, D2 C I") + ratings("D1 CC C")[:1])
    said = told(result)
    assert said["ratings unsettled"].startswith("2 ratings do not count")
    assert said["items incomplete"] == (
        "1 item is not rated against every hypothesis and is left out: D1 (act 1)."
    )


def test_several_raters_are_averaged_and_each_is_left_out() -> None:
    result = weigh(ratings("D1 I C, D2 I C") + ratings("D1 C II, D2 C II", by="cd"))
    assert [s[:3] for s in scores(result)] == [("H1", 1, 1.0), ("H2", 2, 2.0)]
    said = told(result)
    assert said["raters raters"] == (
        "2 people rated; in 4 of the 4 cells that more than one of them rated, their letters"
        " differ."
    )
    assert said["removal of rater raters"] == (
        "Leaving out one rater at a time changes what stands first in 1 of 2 cases: cd."
    )
    alone = [(r["rater"], r["hypothesis"], r["rank"]) for r in result.raters.to_pylist()]
    assert alone == [("ab", "H1", 2), ("ab", "H2", 1), ("cd", "H1", 1), ("cd", "H2", 2)]


def test_grades_weigh_the_marks() -> None:
    grades = [
        {"place": 1, "target": "outlets:a.example", "scale": "reliability", "code": "A", "by": "x"},
        {"place": 2, "target": "outlets:b.example", "scale": "reliability", "code": "E", "by": "x"},
        {"place": 3, "target": "statements:S1", "scale": "credibility", "code": "5", "by": "y"},
        {"place": 4, "target": "outlets:a.example", "scale": "reliability", "code": "B", "by": "z"},
    ]
    result = weigh(ratings("D1 I C, D3 C I, S1 C II, D4 I N"), grade=grades)
    assert scores(result) == [("H1", 1, 2.0, 2.5), ("H2", 2, 3.0, 0.375)]
    assert [(r["evidence"], r["weight"], r["reliability_by"]) for r in result.items.to_pylist()
            if r["evidence"] in ("deeds:D1", "statements:S1")] == [
        ("statements:S1", 0.0625, "x"), ("deeds:D1", 1.5, "z"),
    ]  # fmt: skip
    assert told(result)["weights grades"] == (
        "Weighted by grades, which 3 of 4 items have, another stands first: H2 instead of H1."
    )


def test_the_lower_of_outlet_and_speaker_is_the_reliability_of_a_statement() -> None:
    grades = [
        {"place": 1, "target": "outlets:b.example", "scale": "reliability", "code": "B"},
        {"place": 2, "target": "speaker:Office", "scale": "reliability", "code": "D"},
    ]
    items = weigh(ratings("S1 C I"), grade=grades).items.to_pylist()
    assert [(r["reliability"], r["source"]) for r in items] == [("D", "b.example")]


def test_evidence_that_is_not_in_the_case_does_not_count() -> None:
    result = weigh(ratings("D1 I C, D9 C II"))
    assert [s[:3] for s in scores(result)] == [("H2", 1, 0.0), ("H1", 2, 1.0)]
    assert told(result)["items missing"] == (
        "1 rated item is not in the case any more and does not count: deeds:D9."
    )


def test_blanks_are_left_out_or_put_no_mark() -> None:
    rated = ratings("D1 II C, D2 - I, D3 - I")
    assert [s[:3] for s in scores(weigh(rated))] == [("H2", 1, 0.0), ("H1", 2, 2.0)]
    filled = scores(weigh(rated, blanks="no-mark"))
    assert [s[:3] for s in filled] == [("H1", 1, 2.0), ("H2", 1, 2.0)]


@pytest.mark.parametrize(
    ("listed", "rated", "message"),
    [
        (HYPOTHESES[:1], ratings("D1 I -"), "order.single"),
        (HYPOTHESES, ratings("D1 I -"), "order.none"),
    ],
)
def test_what_cannot_be_compared_is_not(listed: list[Any], rated: list[Any], message: str) -> None:
    result = actaverba.hypotheses(listed, rated, deeds=DEEDS)
    assert (result.findings[0].message, result.findings[0].grade) == (
        message,
        "not_enough_evidence",
    )
    assert result.trials.num_rows == 0


def test_it_needs_ratings() -> None:
    with pytest.raises(NotApplicable):
        actaverba.hypotheses(HYPOTHESES)


def test_no_term_of_probability_stands_in_it() -> None:
    codes = code_list("icd203").codes.values()
    terms = {word for c in codes for word in (c.label, c.synonym)} | {"probab", "certain"}
    text = (manifest("hypotheses").folder / "manifest.toml").read_text(encoding="utf-8").lower()
    assert [t for t in sorted(terms) if re.search(rf"\b{t}", text)] == []
