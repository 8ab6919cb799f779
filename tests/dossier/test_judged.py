from __future__ import annotations

import gettext
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from actaverba.case.judgements import judge
from actaverba.dossier.build import edition as build
from actaverba.dossier.figures import Drawing
from actaverba.dossier.judged import ruler

NOW = "2026-01-02T03:04:05Z"


def test_the_ruler_has_all_seven_bands_and_one_is_told_apart() -> None:
    drawing = Drawing("r", "likely: 55 to 80 %", "d", gettext.NullTranslations())
    svg = ElementTree.fromstring(str(ruler({"term": "likely"}, drawing)))  # noqa: S314 our own
    own = [(e.text, e.get("class")) for e in svg.iter("text") if not (e.text or "").endswith("%")]
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
