"""Judgements in the built dossier: each term with its band, confidence apart, changes told."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import actaverba
from actaverba.vocabulary.codes import code_list

NOW = "2026-06-30T12:00:00Z"
LATER = "2026-07-01T12:00:00Z"
FILES = {
    "deeds.csv": "id,act,date,actor,counterpart,kind,summary,url\n"
    "D1,a,2024-01-01,FRA,DEU,visit,one,https://a.example/1\n"
    "D2,b,2024-01-02,FRA,DEU,visit,two,https://b.example/2\n",
    "hypotheses.csv": "id,text\nH1,It was so\nH2,It was otherwise\n",
    "ratings.csv": "hypothesis,evidence,rating,by\nH1,deeds:D1,I,ab\nH2,deeds:D1,C,ab\n",
}
BANDS = list(code_list("icd203").codes.values())
BLOCKS = re.compile(r"</?(p|h\d|li|div|dt|dd|dl|td|th|tr|article|section|summary|br|ul)\b[^>]*>")
MARK = re.compile("^(Fact|Assumption|Judgement): ")
"""What kind of sentence it is, before it."""


@pytest.fixture
def case(new_case: Callable[..., Any], fill: Callable[..., Any]) -> Any:
    made = new_case(now=NOW)
    actaverba.read(made, fill(FILES), now=NOW)
    actaverba.run(made, "hypotheses", now=NOW)
    return made


def first(case: Any) -> dict[str, Any]:
    """The finding that says which hypothesis stands first."""
    return next(f for f in case.findings() if f["question"] == "order")


def note(case: Any, target: str, term: str = "likely", **asked: str) -> dict[str, Any]:
    said = {"confidence": "low", "because": "two items fit", "by": "A. B", "now": NOW, **asked}
    return dict(actaverba.judge(case, target, term=term, **said))


def built(case: Any, folder: Path, now: str = NOW, **asked: Any) -> tuple[list[str], Any, str]:
    """The sentences of the page outside figures, the edition, and the page as it is."""
    page, edition = actaverba.dossier(case, folder / "d.html", now=now, **asked)
    text = page.read_text(encoding="utf-8")
    body = re.sub(r"(?s)<(svg|style)\b.*?</\1>", " ", text)
    plain = html.unescape(re.sub(r"<[^>]+>", "", BLOCKS.sub("\n", body)))
    found = (MARK.sub("", s.strip()) for s in re.split(r"(?<=[.!?])\s+|\n", plain))
    sentences = [s for s in found if s]
    return sentences, json.loads(edition.read_text(encoding="utf-8")), text


def terms_in(sentence: str) -> list[str]:
    """The terms of the list that a sentence has, longest first, each place once."""
    words = sorted((b.label for b in BANDS), key=len, reverse=True)
    found: list[str] = re.findall(rf"(?i)\b(?:{'|'.join(words)})\b", sentence)
    return [w.lower() for w in found]


def test_before_any_judgement_no_term_is_used(case: Any, tmp_path: Path) -> None:
    sentences, edition, page = built(case, tmp_path)
    assert "No judgement recorded." in sentences
    assert edition["judgements"] == []
    assert [s for s in sentences if terms_in(s)] == []
    assert 'class="judgement"' not in page


def test_every_term_has_its_band_and_no_confidence_beside_it(case: Any, tmp_path: Path) -> None:
    for nth, band in enumerate(BANDS):
        note(case, "H1", band.code, by=f"P{nth}", confidence="high")
    note(case, first(case)["id"], confidence_because="one rater")
    note(case, first(case)["id"], "very_unlikely")
    sentences, edition, _ = built(case, tmp_path)
    said = [s for s in sentences if terms_in(s)]
    bands = {b.label: f"({round(b.low * 100)} to {round(b.high * 100)} %)" for b in BANDS}
    for sentence in said:
        assert "confidence" not in sentence.lower()
        for term in terms_in(sentence):
            assert f"{term} {bands[term]}" in sentence.lower()
    shown = sorted(term for s in said for term in terms_in(s))
    assert shown == sorted([*bands, "likely", "very unlikely"])
    assert [(j["term_label"], j["low"], j["high"]) for j in edition["judgements"]] == [
        *((b.label, b.low, b.high) for b in BANDS),
        ("likely", 0.55, 0.8),
        ("very unlikely", 0.05, 0.2),
    ]
    assert sum("Confidence: high." in s for s in sentences) == 7


def test_the_other_row_of_terms_is_nowhere(case: Any, tmp_path: Path) -> None:
    for nth, band in enumerate(BANDS):
        note(case, "H1", band.code, by=f"P{nth}")
    _, edition, page = built(case, tmp_path)
    whole = page + json.dumps(edition)
    for band in BANDS:
        assert not re.search(rf"(?i)\b{band.synonym}\b", whole), band.synonym


def test_a_judgement_changes_the_parts_that_tell_of_it_and_no_other(
    case: Any, tmp_path: Path
) -> None:
    _, before, _ = built(case, tmp_path)
    made = note(case, "H1")
    sentences, after, _ = built(case, tmp_path)
    differ = {key for key in after if before[key] != after[key]}
    assert differ == {
        "id", "judgements", "hypotheses", "logs", "standards", "attribution", "kept_apart",
    }  # fmt: skip
    assert before["hypotheses"].pop("beside") == []
    [apart] = after["hypotheses"].pop("beside")
    assert apart == (
        "A. B judged H1 above even, although in the ratings least goes against H2: the judgement"
        " differs from the sum, which does not overrule it."
    )
    assert before["hypotheses"] == after["hypotheses"]
    [told] = after["judgements"]
    assert (told["said"], told["term"], told["confidence"], told["because"], told["by"]) == (
        "It was so", "likely", "low", "two items fit", "A. B",
    )  # fmt: skip
    where = sentences.index("Hypothesis H1, judged likely (55 to 80 %): “It was so”")
    assert sentences[where - 1] == "1 Bottom line"
    assert sentences[where + 1 : where + 4] == [
        "Confidence: low.", "For the reason given next.", "two items fit",
    ]  # fmt: skip
    assert [log for log in after["logs"] if log["log"] == "judgement"] == [
        {"log": "judgement", "entries": 1, "digest": made["digest"]}
    ]


def test_changed_since_judged_shows(case: Any, fill: Callable[..., Any], tmp_path: Path) -> None:
    note(case, first(case)["id"])
    note(case, "H1")
    sentences, _, _ = built(case, tmp_path)
    assert not any(s.startswith("Changed since judged") for s in sentences)
    rated = FILES["ratings.csv"].replace("H1,deeds:D1,I", "H1,deeds:D1,II")
    actaverba.read(case, fill({"ratings.csv": rated}), now=LATER)
    actaverba.run(case, "hypotheses", now=LATER)
    sentences, edition, _ = built(case, tmp_path, LATER)
    assert [j["changed"] for j in edition["judgements"]] == ["changed", "changed"]
    where = sentences.index("Changed since judged.")
    assert sentences[where + 1].startswith("It says now: ")
    says_now = edition["judgements"][0]["says_now"]
    assert says_now != edition["judgements"][0]["said"]
    assert says_now.startswith(sentences[where + 1].removeprefix("It says now: "))
    assert "Changed since judged: its ratings or figures are others now." in sentences


def test_what_was_erased_is_said_also_from_edition_to_edition(case: Any, tmp_path: Path) -> None:
    note(case, "H1", because="as @zaphod says")
    built(case, tmp_path)
    old = tmp_path / "old.json"
    (tmp_path / "d.json").rename(old)
    actaverba.forget(case, account="zaphod", why="asked to", now=LATER)
    sentences, edition, page = built(case, tmp_path, LATER, since=old)
    assert "zaphod" not in page
    assert sentences.count("Erased on request.") == 1
    assert "A text was erased on request, 1 July 2026: asked to." in sentences
    [told] = edition["judgements"]
    assert (told["because"], told["erased"], told["erased_why"]) == ("", ["because"], "asked to")
    groups = {g["kind"]: g["entries"] for g in edition["changes"]["groups"]}
    assert [(e["text"], e["why"]) for e in groups["judgements"]] == [
        ("a text was erased on request", "asked to")
    ]
    assert actaverba.verify(case, against=old).ok


def test_the_share_of_removals_that_change_the_first_is_printed(case: Any, tmp_path: Path) -> None:
    sentences, _, _ = built(case, tmp_path)
    assert any(
        s.startswith("Leaving out one item or one source at a time changes what stands first in")
        for s in sentences
    )
