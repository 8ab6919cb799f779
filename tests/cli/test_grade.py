"""`acta grade` as a user meets it, and what a grade changes in the sums."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NOW = "2026-06-30T12:00:00Z"
FILES = {
    "outlets.csv": "outlet,host,state,kind,kind_basis\nA,a.example,FRA,private,not looked up\n"
    "C,c.example,FRA,private,not looked up\n",
    "deeds.csv": "id,act,date,actor,counterpart,kind,summary,url\n"
    "D1,a,2024-01-01,FRA,DEU,visit,one,https://a.example/1\n"
    "D2,b,2024-01-02,FRA,DEU,visit,two,https://b.example/2\n",
    "hypotheses.csv": "id,text\nH1,It was so\nH2,It was otherwise\n",
    "ratings.csv": "hypothesis,evidence,rating,by\nH1,deeds:D1,I,ab\nH2,deeds:D1,C,ab\n"
    "H1,deeds:D2,C,ab\nH2,deeds:D2,I,ab\n",
}
Acta = Callable[..., Any]
BY = ("--because", "careful", "--by", "A. B", "--now", NOW)


@pytest.fixture
def case(acta: Acta, case_path: Path, fill: Callable[..., Path]) -> Path:
    acta("new", case_path, "--now", NOW)
    acta("read", case_path, fill(FILES), "--now", NOW)
    return case_path


def weights(acta: Acta, case: Path) -> tuple[str, str]:
    """What stands first when grades weigh, and how it is said."""
    acta("run", case, "hypotheses", "--now", NOW)
    found = json.loads(acta("findings", case, "--json").stdout)
    listed = found["findings"] if isinstance(found, dict) else found
    return next((f["category"], f["text"]) for f in listed if f["question"] == "weights")


def test_a_grade_is_noted_and_listed(acta: Acta, case: Path) -> None:
    assert acta("grade", case, "--list").stdout == "no grade was given with `acta grade`\n"
    told = acta("grade", case, "outlets:a.example", "--reliability", "b", *BY).stdout
    assert told == (
        f"outlets:a.example: reliability B, by A. B; next: acta run {case} hypotheses\n"
    )
    acta("grade", case, "outlets:a.example", "--reliability", "D", *BY)
    assert (
        acta("grade", case, "--list").stdout
        == """\
no.  what               scale        grade  counts  by    at                    because
  1  outlets:a.example  reliability  B      no      A. B  2026-06-30T12:00:00Z  careful
  2  outlets:a.example  reliability  D      yes     A. B  2026-06-30T12:00:00Z  careful
"""
    )
    entry = json.loads(acta("grade", case, "--list", "--json").stdout)[1]
    assert (entry["place"], entry["code"], entry["counts"]) == (2, "D", True)


def test_a_grade_weighs_the_marks_of_its_items_and_of_no_other(acta: Acta, case: Path) -> None:
    none = (
        "None of the 2 items that are compared has a grade that weighs, neither of its own nor"
        " of its source, so the weighted sums equal the plain ones."
    )
    assert weights(acta, case) == ("H1;H2", none)
    acta("grade", case, "outlets:c.example", "--reliability", "A", *BY)
    assert weights(acta, case) == ("H1;H2", none)
    acta("grade", case, "outlets:a.example", "--reliability", "A", *BY)
    first, said = weights(acta, case)
    assert first == "H2"
    assert said.startswith("Weighted by grades, which 1 of 2 items have, another stands first:")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["outlets:a.example", "--reliability", "B"], 2, "Give also --because, --by."),
        (BY, 2, "Say what it is about, or give --list."),
        (["outlets:a.example", *BY], 3, "a grade is one of two"),
        (["outlets:a.example", "--list"], 2, "--list lists all and adds nothing"),
        (["outlets:b.example", "--reliability", "B", *BY], 3, "Did you mean c.example or a.exa"),
        (["deeds:D1", "--reliability", "B", *BY], 3, "'deeds' takes no grade"),
        (["outlets:a.example", "--reliability", "H", *BY], 3, "'H' is not a code of reliability"),
    ],
)
def test_what_is_no_grade_is_refused(
    acta: Acta, case: Path, words: list[str], code: int, told: str
) -> None:
    assert told in acta("grade", case, *words, code=code).stderr
    assert acta("grade", case, "--list").stdout == "no grade was given with `acta grade`\n"
