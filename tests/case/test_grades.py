"""Grades that people give: one scale each, kept for good, the latest counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actaverba.case.case import Case
from actaverba.case.grades import Grade, effective, grade, grades
from actaverba.case.verify import verify
from actaverba.errors import InputError, UnknownCode
from tests.case.taking import NOW, empty, take

OUTLETS = "outlet,host,state,kind,kind_basis,reliability\nA,a.org,FRA,official,said so,D\n"
STATEMENTS = """id,date,speaker,speaker_kind,target,channel,speech_act,stance,summary,url,host
S1,2024-01-01,Ministry of Trade,other,B,other,accuse,-1,s,https://a.org/a,a.org
"""
ONE_OF_TWO = "Give --reliability A-F (outlets, speakers) or --credibility 1-6 (statements, relays)."
BELONGS = (
    "Reliability (A-F) belongs to an outlet or a speaker, credibility (1-6) to a statement or a"
    " relay."
)
WHO = {"because": "careful", "by": "ab", "now": NOW}


def filled(path: Path) -> Case:
    case = empty(path)
    take(path, "outlets", OUTLETS)
    take(path, "statements", STATEMENTS)
    return case


def test_the_latest_counts_and_the_earlier_stays(case_path: Path) -> None:
    case = filled(case_path)
    for code, by in (("b", "ab"), (" C ", "cd")):
        grade(case, "outlets:a.org", reliability=code, because="careful", by=by, now=NOW)
    grade(case, "statements: S1", credibility="2", **WHO)
    grade(case, "speaker:Ministry of Trade", reliability="A", **WHO)
    told = [(g["place"], g["target"], g["scale"], g["code"], g["by"], g["counts"])
            for g in grades(case)]  # fmt: skip
    assert told == [
        (1, "outlets:a.org", "reliability", "B", "ab", False),
        (2, "outlets:a.org", "reliability", "C", "cd", True),
        (3, "statements:S1", "credibility", "2", "ab", True),
        (4, "speaker:Ministry of Trade", "reliability", "A", "ab", True),
    ]
    assert verify(case_path).ok


def test_a_given_grade_counts_before_the_one_of_the_sheet(case_path: Path) -> None:
    case = filled(case_path)
    rows: dict[str, Any] = {"outlets": case.table("outlets").to_pylist()}
    assert effective([], rows) == {("outlets:a.org", "reliability"): Grade("D")}
    grade(case, "outlets:a.org", reliability="B", **WHO)
    assert effective(grades(case), rows) == {
        ("outlets:a.org", "reliability"): Grade("B", "ab", NOW, "careful")
    }
    assert effective(reversed(grades(case)), {}) == effective(grades(case), {})


@pytest.mark.parametrize(
    ("target", "asked", "message", "cure"),
    [
        ("outlets:a.org", {}, "a grade is one of two",
         ONE_OF_TWO),
        ("outlets:a.org", {"reliability": "B", "credibility": "2"}, "a grade is one of two",
         ONE_OF_TWO),
        ("outlets:a.org", {"credibility": "2"}, "credibility is not a grade of outlets",
         BELONGS),
        ("statements:S1", {"reliability": "B"}, "reliability is not a grade of statements",
         BELONGS),
        ("outlet:a.org", {"reliability": "B"}, "'outlet' takes no grade",
         "Did you mean outlets? Write outlets:HOST, speaker:NAME, statements:ID or relays:ID."),
        ("outlets:b.org", {"reliability": "B"}, "the case has no outlet 'b.org'",
         "Did you mean a.org? It must be written as in the case."),
        ("speaker:Nobody at all", {"reliability": "B"},
         "the case has no speaker 'Nobody at all'", "It must be written as in the case."),
        ("outlets:a.org", {"reliability": "B", "by": " "}, "--by is empty",
         "Give it: --by TEXT."),
        ("outlets:a.org", {"reliability": "B", "because": ""}, "--because is empty",
         "Give it: --because TEXT."),
    ],
)  # fmt: skip
def test_what_is_no_grade_is_refused(
    case_path: Path, target: str, asked: dict[str, str], message: str, cure: str
) -> None:
    case = filled(case_path)
    with pytest.raises(InputError) as refused:
        grade(case, target, **{**WHO, **asked})
    assert (refused.value.what, refused.value.cure) == (message, cure)
    assert grades(case) == []


def test_an_unknown_letter_is_refused(case_path: Path) -> None:
    case = filled(case_path)
    with pytest.raises(UnknownCode, match="'G' is not a code of reliability"):
        grade(case, "outlets:a.org", reliability="G", **WHO)
