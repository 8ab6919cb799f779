from __future__ import annotations

import gettext
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from actaverba.case.grades import grade
from actaverba.case.judgements import judge
from actaverba.dossier.build import edition as build
from actaverba.dossier.figures import Drawing
from actaverba.dossier.judged import ruler, strip
from actaverba.dossier.rows import Rows

NOW = "2026-01-02T03:04:05Z"


def test_the_ruler_has_all_seven_bands_and_one_is_told_apart() -> None:
    drawing = Drawing("r", "likely: 55 to 80 %", "d", gettext.NullTranslations())
    svg = ElementTree.fromstring(str(ruler(["likely"], drawing)))  # noqa: S314 our own
    own = [(e.text, e.get("class")) for e in svg.iter("text") if not (e.text or "").isdecimal()]
    assert own == [
        ("almost no chance", "axis"),
        ("very unlikely", "axis"),
        ("unlikely", "axis"),
        ("roughly even chance", "axis"),
        ("likely", "label strong"),
        ("very likely", "axis"),
        ("almost certain", "axis"),
    ]
    assert [e.get("class") for e in svg.iter("rect")] == ["band"] * 4 + ["c1"] + ["band"] * 2


def test_the_small_line_has_the_judged_band_and_its_ends() -> None:
    drawing = Drawing("r", "likely: 55 to 80 %", "d", gettext.NullTranslations())
    judgement = {"term": "likely", "low": 0.55, "high": 0.8}
    svg = ElementTree.fromstring(str(strip(judgement, drawing)))  # noqa: S314 our own
    assert [e.text for e in svg.iter("text")] == ["0", "55", "80", "100"]
    assert [e.get("class") for e in svg.iter("rect")] == ["band"] * 4 + ["c1"] + ["band"] * 2


def test_judgements_come_from_the_log_of_the_case(
    new_case: Callable[..., Any], fill: Callable[..., Any]
) -> None:
    import actaverba

    case = new_case(now=NOW)
    actaverba.read(case, fill({"hypotheses.csv": "id,text,note\nH1,It was so,\n"}), now=NOW)
    judge(case, "H1", term="likely", confidence="low", because="by @someone", by="ab", now=NOW)
    made = build(case, NOW)
    [told] = made["judgements"]
    assert {k: told[k] for k in ("said", "term", "low", "high", "because", "by", "changed")} == {
        "said": "It was so",
        "term": "likely",
        "low": 0.55,
        "high": 0.8,
        "because": "by @[masked]",
        "by": "ab",
        "changed": "",
    }
    assert made["standards"][1]["text"] == "The judgements stand first."


def test_a_grade_that_was_given_counts_before_the_one_of_the_sheet(
    new_case: Callable[..., Any], fill: Callable[..., Any]
) -> None:
    import actaverba

    case = new_case(now=NOW)
    sheets = {
        "outlets.csv": "outlet,host,kind,kind_basis,reliability\nOne,one.example,private,own,D\n",
        "statements.csv": "id,date,speaker,speaker_kind,target,channel,speech_act,stance,summary,"
        "url,host\nS1,2024-01-01,A,other,B,other,accuse,-1,s,https://one.example/a,one.example\n",
    }
    actaverba.read(case, fill(sheets), now=NOW)
    assert case.refused() == []
    grade(case, "outlets:one.example", reliability="B", because="seen often",
          by="ab", now=NOW)  # fmt: skip
    grade(case, "speaker:A", reliability="C", because="seen", by="ab", now=NOW)
    rows = Rows(case)
    [row] = rows.tables["statements"]
    assert rows.grades.of("statements", row) == {
        "reliability": [
            {"code": "B", "of": "one.example", "by": "ab"},
            {"code": "C", "of": "A", "by": "ab"},
        ],
        "credibility": None,
    }
    assert rows.grades.missing("outlets", rows.tables["outlets"]) == 0
    assert rows.grades.missing("statements", rows.tables["statements"]) == 1
