"""What the order hangs on, against sums done by hand.

Against H1 stand D1 and D2 of a.example, one mark each; against H2 D3 of b.example, two marks,
and D4 of c.example, one mark. So H1 stands first, 2 to 3. With a.example graded B (1.5) and
b.example graded E (0.25), H2 stands first, 3 to 1.5.
"""

from __future__ import annotations

from typing import Any

import actaverba
from tests.assessment.test_hypotheses import HYPOTHESES, ratings, told

DEEDS = [
    {"id": f"D{n}", "act": f"a{n}", "date": "2024-01-01", "actor": "FRA", "counterpart": "DEU",
     "kind": "visit", "summary": f"act {n}", "url": f"https://{host}/x"}
    for n, host in enumerate(["a.example", "a.example", "b.example", "c.example"], start=1)
]  # fmt: skip
GRADES = [
    {"place": n, "target": f"outlets:{host}", "scale": "reliability", "code": code, "by": "x"}
    for n, (host, code) in enumerate([("a.example", "B"), ("b.example", "E")], start=1)
]
LETTERS = "D1 I C, D2 I C, D3 C II, D4 C I"


def weigh(*rated: list[dict[str, str]], **named: Any) -> Any:
    return actaverba.hypotheses(HYPOTHESES, [row for rows in rated for row in rows], deeds=DEEDS,
                                **named)  # fmt: skip


def trials(result: Any, sum_name: str, *kinds: str) -> list[tuple[Any, ...]]:
    return [
        (t["changed"], t["what"], t["items"], t["first"], t["changes_first"])
        for t in result.trials.to_pylist()
        if t["sum"] == sum_name and t["changed"] in kinds
    ]


def test_each_item_and_each_source_left_out() -> None:
    result = weigh(ratings(LETTERS), grade=GRADES)
    scores = [(r["hypothesis"], r["marks"], r["weighted_marks"]) for r in result.scores.to_pylist()]
    assert scores == [("H1", 2.0, 3.0), ("H2", 3.0, 1.5)]
    assert trials(result, "plain", "item", "source") == [
        ("item", "deeds:D1", 3, "H1", False),  # 1 to 3
        ("item", "deeds:D2", 3, "H1", False),
        ("item", "deeds:D3", 3, "H2", True),  # 2 to 1
        ("item", "deeds:D4", 3, "H1;H2", True),  # 2 to 2
        ("source", "a.example", 2, "H1", False),  # 0 to 3
        ("source", "b.example", 3, "H2", True),
        ("source", "c.example", 3, "H1;H2", True),
    ]
    assert trials(result, "weighted", "item", "source") == [
        ("item", "deeds:D1", 3, "H1;H2", True),  # 1.5 to 1.5
        ("item", "deeds:D2", 3, "H1;H2", True),
        ("item", "deeds:D3", 3, "H2", False),  # 3 to 1
        ("item", "deeds:D4", 3, "H2", False),  # 3 to 0.5
        ("source", "a.example", 2, "H1", True),  # 0 to 1.5
        ("source", "b.example", 3, "H2", False),
        ("source", "c.example", 3, "H2", False),
    ]
    [robust] = [f for f in result.findings if f.question == "robustness"]
    assert (robust.value, robust.n) == (round(4 / 7, 4), 7)
    assert told(result)["robustness removals"] == (
        "Leaving out one item or one source at a time changes what stands first in 4 of 7 cases:"
        " 2 of 4 items, 2 of 3 sources."
    )


def test_each_grade_otherwise() -> None:
    result = weigh(ratings(LETTERS), grade=GRADES)
    kinds = ("as_graded", "not_graded_best", "not_graded_worst", "source_best", "source_worst")
    assert trials(result, "weighted", *kinds) == [
        ("as_graded", None, 4, "H2", True),  # 3 to 1.5, before 2 to 3
        ("not_graded_best", None, 4, "H2", False),  # 3 to 2.5
        ("not_graded_worst", None, 4, "H2", False),  # 3 to 0.75
        ("source_best", "a.example", 4, "H2", False),  # 4 to 1.5
        ("source_worst", "a.example", 4, "H1", True),  # 0.5 to 1.5
        ("source_best", "b.example", 4, "H1", True),  # 3 to 5
        ("source_worst", "b.example", 4, "H2", False),  # 3 to 1.5
        ("source_best", "c.example", 4, "H2", False),  # 3 to 2.5
        ("source_worst", "c.example", 4, "H2", False),  # 3 to 0.75
    ]
    assert trials(result, "plain", "well_graded_only") == [
        ("well_graded_only", None, 2, "H2", True)  # 2 to 0
    ]
    assert told(result)["other grades grades"] == (
        "Grading any one source best or worst, or all that is not graded best or worst, changes"
        " what stands first in the weighted sum in 2 of 8 cases; the sources among them:"
        " a.example and b.example."
    )


def test_each_rater_left_out_and_alone() -> None:
    other = ratings("D1 II C, D2 II C, D3 C C, D4 C C", by="cd")
    result = weigh(ratings(LETTERS), other)
    assert [(r["hypothesis"], r["marks"]) for r in result.scores.to_pylist()] == [
        ("H2", 1.5), ("H1", 3.0),
    ]  # fmt: skip
    assert trials(result, "plain", "without_rater", "rater_alone") == [
        ("without_rater", "ab", 4, "H2", False),  # 4 to 0
        ("rater_alone", "ab", 4, "H1", True),  # 2 to 3
        ("without_rater", "cd", 4, "H1", True),
        ("rater_alone", "cd", 4, "H2", False),
    ]
    assert told(result)["removal of rater raters"] == (
        "Leaving out one rater at a time changes what stands first in 1 of 2 cases: cd."
    )


def test_where_nothing_is_left_nothing_has_changed() -> None:
    result = weigh(ratings("D1 I C"))
    assert trials(result, "plain", "item", "source") == [
        ("item", "deeds:D1", 0, None, False),
        ("source", "a.example", 0, None, False),
    ]
    assert told(result)["robustness removals"] == (
        "Leaving out one item or one source at a time changes what stands first in none of 2"
        " cases (items: 1, sources: 1)."
    )


def test_no_grade_that_weighs_is_said_of_the_items_that_are_compared() -> None:
    elsewhere = [{**GRADES[0], "target": "outlets:z.example"}, {**GRADES[1], "code": "F"}]
    assert told(weigh(ratings(LETTERS), grade=elsewhere))["weights grades"] == (
        "None of the 4 items that are compared has a grade that weighs, neither of its own nor of"
        " its source, so the weighted sums equal the plain ones."
    )
    assert told(weigh(ratings("D1 I C"), grade=elsewhere))["weights grades"] == (
        "The 1 item that is compared has no grade that weighs, neither of its own nor of its"
        " source, so the weighted sums equal the plain ones."
    )
