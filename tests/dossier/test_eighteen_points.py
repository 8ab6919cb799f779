"""The eighteen points of what a dossier must have, each looked for in its files.

Two cases: the bundled one, and an invented one with a filled `case.toml`; each before anybody
judged, graded or kept a page, and after, with the changes since the edition before.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

import actaverba
from tests.dossier.looked import Dossier, Element
from tests.dossier.two_cases import CASES, SHA, Told

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TERMS = ("almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely",
         "very likely", "almost certain", "remote", "highly improbable", "improbable",
         "roughly even odds", "probable", "highly probable", "nearly certain")  # fmt: skip


@pytest.fixture(scope="module", params=list(CASES))
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    return Told(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(params=["before", "after"])
def dossier(request: pytest.FixtureRequest, told: Told) -> Dossier:
    found: Dossier = getattr(told, request.param)
    return found


def stated(dossier: Dossier, name: str) -> str:
    """What stands beside a name in the list at the head of the second section."""
    [found] = [
        e.all("dd")[0].text
        for e in dossier.by_id["looked-at"].all("dl", cls="stated")[0].all("div")
        if e.all("dt")[0].text == name
    ]
    return found


def test_01_question_scope_period_cut_off_and_gaps_stand_at_the_top(told: Told) -> None:
    of = sum(len(told.sheet(name)) for name in ("statements", "relays", "deeds", "series"))
    kept = len(told.sheet("captures"))
    for dossier, n in ((told.before, of - kept), (told.after, of - kept - 1)):
        top = f"{dossier.head.text} {dossier.by_id['glance'].text}"
        facts = dossier.made["case"]
        assert facts["question"]
        for text in (facts["question"], *told.expected["head"]):
            assert text in top
        assert f"whose page was not captured: {n} of {of} rows" in top
        assert dossier.by_id["glance"].links >= {"#looked-gaps"}
        assert dossier.html.index("<header>") < dossier.html.index("<main")
        assert dossier.html.index('id="glance"') < dossier.html.index('id="cannot-show"')
        listed = [[c.text for c in r.all("td")] for r in dossier.by_id["looked-at"].all("tr")]
        for one in dossier.made["gaps"]:
            assert one["n"]
            assert [one["text"], f"{one['n']}", f"{one['of']}"] in listed
        assert "What was never looked for cannot be counted here." in dossier.page.text


def test_02_the_bottom_line_comes_first(told: Told) -> None:
    for dossier, n in ((told.before, 0), (told.after, 2)):
        [main] = dossier.page.all("main")
        first = main.all("section")[0]
        assert first.attributes["id"] == "judged"
        judgements = first.all("article", cls="judgement")
        assert [len(judgements), len(dossier.made["judgements"])] == [n, n]
        assert ("No judgement recorded." in first.text) == (n == 0)
        answers = first.all("dl", cls="answers")[0]
        assert [e.text for e in answers.all("dt")] == [
            m["question"] for m in dossier.made["methods"] if m["runs"]
        ]
        assert all(m["question"] in first.text for m in dossier.made["methods"])
        order = list(first.walk())
        assert all(order.index(j) < order.index(answers) for j in judgements)


def test_03_each_judgement_has_one_term_with_its_band_and_confidence_apart(told: Told) -> None:
    section = told.before.by_id["judged"]
    assert not section.all("svg")
    spoken = [
        *(f["text"] for f in told.before.findings),
        section.text.replace("No term of prob", ""),
    ]
    assert not [t for t in spoken if re.search(rf"\b({'|'.join(TERMS)})\b", t)]
    wanted = (("likely", "55 to 80 %", "low"), ("unlikely", "20 to 45 %", "high"))
    for number, (term, band, confidence) in enumerate(wanted, 1):
        own = told.after.by_id[f"judgement-{number}"]
        [svg] = own.all("svg", cls="small-figure")
        ends = {
            f"{told.after.made['judgements'][number - 1][e] * 100:.0f}" for e in ("low", "high")
        }
        assert ends <= {t.text for t in svg.all("text")}
        parts = [p.text for p in own.all("p")]
        [answer] = [p for p in parts if re.search(rf"\b({'|'.join(TERMS)})\b", p, re.I)]
        assert answer.startswith(f"Judgement: {('Finding', 'Hypothesis')[number - 1]} ")
        assert f", judged {term} ({band}):" in answer
        [sure] = [p for p in parts if "onfidence" in p]
        assert sure.startswith(f"Confidence: {confidence}. ")
        assert len(sure) > len(f"Confidence: {confidence}. ")
        made = told.after.made["judgements"][number - 1]
        assert [made["term_label"], made["confidence"]] == [term, confidence]
        assert f"{made['low'] * 100:.0f} to {made['high'] * 100:.0f} %" == band


def marked(element: Element) -> str:
    """The word that an element begins with."""
    [mark, *_] = element.all("span", cls="kind")
    assert element.text.startswith(mark.text)
    return mark.text


def test_04_fact_assumption_and_judgement_are_marked_in_words(dossier: Dossier) -> None:
    names = {m["kind"]: m["name"] for m in dossier.made["marks"]}
    assert list(names) == ["fact", "inference", "assumption", "hypothesis", "judgement"]
    for one in dossier.made["marks"]:
        assert f"{one['name']} {one['meaning']}" in dossier.by_id["marks"].text
    for finding in dossier.findings:
        own = "fact" if finding["observed_or_inferred"] == "observed" else "inference"
        assert finding["kind"] == own
        assert marked(dossier.by_id[finding["anchor"]].all("p")[0]) == f"{names[own]}:"
    answers = dossier.by_id["judged"].all("dl", cls="answers")[0].all("dd")
    ran = [m for m in dossier.made["methods"] if m["runs"]]
    for method, answer in zip(ran, answers, strict=True):
        if method["runs"][0]["findings"]:
            assert marked(answer) == f"{names[method['runs'][0]['findings'][0]['kind']]}:"
    for method in dossier.made["methods"]:
        listed = [marked(e) for e in dossier.by_id[f"method-{method['name']}"].all("li")
                  if e.text.removeprefix("Assumption: ") in method["assumptions"]]  # fmt: skip
        assert listed == ["Assumption:"] * len(method["assumptions"])
    for judgement in dossier.made["judgements"]:
        assert judgement["kind"] == "judgement"
        article = dossier.by_id[f"judgement-{judgement['place']}"]
        assert [marked(p) for p in article.all("p")[:3:2]] == ["Judgement:"] * 2
        assert article.all("p")[1].text.startswith("Confidence: ")
    hypotheses = dossier.by_id["hypotheses"].all("dl", cls="short")[0].all("dd")
    assert [marked(e) for e in hypotheses] == ["Hypothesis:"] * len(hypotheses)


def test_05_every_sentence_leads_to_rows_and_every_row_to_its_proof(dossier: Dossier) -> None:
    for finding in dossier.findings:
        own, rows = dossier.by_id[finding["anchor"]], finding["evidence"]["rows"]
        assert {f"#{r['anchor']}" for r in rows} <= own.links
        assert rows or "rests on no single row" in own.text
    for row in dossier.made["evidence"]:
        text, source = dossier.by_id[row["anchor"]].text, row["source"]
        proof = f"{source['name']}, line {source['line']}, SHA-256 {source['sha256']}; row"
        assert f"{proof} {row['row_hash']}." in text
        assert row["url"] in text
        assert ("Page not captured" in text) == (not row["captures"])


def test_05_a_page_that_was_kept_has_time_hash_person_tool_and_copy(told: Told) -> None:
    [before] = [e for e in told.before.made["evidence"] if e["label"] == told.expected["relay"]]
    assert before["captures"] == []
    tool = next(r["tool"] for r in told.case.table("captures").to_pylist() if r["sha256"] == SHA)
    assert f"actaverba {actaverba.__version__}" in tool
    assert (
        f"Page captured 2025-06-01T06:30:00Z, SHA-256 {SHA}, by C. Aptor, with {tool}, copy at"
        " https://archive.example/1; the original is kept beside the case."
    ) in told.after.by_id[f"row-{told.expected['relay']}"].text
    [after] = [e for e in told.after.made["evidence"] if e["label"] == told.expected["relay"]]
    assert [(c["sha256"], c["by"], c["tool"]) for c in after["captures"]] == [
        (SHA, "C. Aptor", tool)
    ]


def test_06_source_and_item_are_graded_apart_and_by_whom_is_said(told: Told) -> None:
    label = told.expected["statement"]
    row = next(r for r in told.sheet("statements") if r["id"] == label)
    text = told.after.by_id[f"row-{label}"].text
    assert (
        f"Source: B usually reliable ({row['host']}), graded by G. Rader; C fairly reliable"
        f" ({row['speaker']}), graded by G. Rader. Item: 2 probably true, graded by G. Rader."
    ) in text
    own = told.before.by_id[f"row-{label}"].text
    item = "3 possibly true, graded by the coding sheet" if row["credibility"] else "not graded"
    assert f"Source: not graded. Item: {item}." in own
    for dossier in (told.before, told.after):
        for entry in dossier.made["evidence"]:
            grade = entry["grade"]
            assert set(grade) == {"reliability", "credibility"}
            assert all(g["code"] in "ABCDEF" for g in grade["reliability"])
            assert grade["credibility"] is None or grade["credibility"]["code"] in "123456"
            said = dossier.by_id[entry["anchor"]].text.partition("Source: ")[2]
            assert not re.search(r"\b[A-F] ?[1-6]\b", said.partition("Outlet: ")[0])


def test_07_other_explanations_each_have_a_status(dossier: Dossier) -> None:
    for method, run in dossier.runs:
        told = {e["explanation"]: e for e in run["explanations"]}
        assert set(told) >= {"organic", "press_echo", "syndicated_wire", "single_feed",
                             "benign_automation", "lawful_activism"}  # fmt: skip
        section = dossier.by_id[f"method-{method['name']}"]
        lists = section.all("dl", cls="explanations")
        [weighed] = lists[:1]
        rest = [p.text for p in section.all("p", cls="small") if p.text.startswith("not examined")]
        named = {d.all("dt")[0].text: d.text for d in weighed.all("div")}
        for one in told.values():
            assert one["statuses"]
            assert set(one["statuses"]) <= {"supported", "plausible", "ruled_out", "not_examined"}
            for status in one["statuses"]:
                shown = named.get(one["label"], rest[0] if rest else "")
                assert one["label"] in shown
                assert status.replace("_", " ") in shown


def test_07_hypotheses_are_weighed_with_what_tells_them_apart_and_what_turns_them(
    told: Told,
) -> None:
    dossier = told.after
    section = dossier.by_id["hypotheses"]
    [run] = [r for m, r in dossier.runs if m["name"] == "hypotheses"]
    asked = {f["question"] for f in run["findings"]}
    assert asked >= {"order", "diagnosticity", "robustness", "weights", "verdict"}
    whole = dossier.by_id["method-hypotheses"].text + section.text
    for finding in run["findings"]:
        assert finding["text"] in whole
    assert "the sum does not overrule judgement" in section.text
    assert re.search(r"changes what stands first in \d+ of \d+ cases", whole)
    [matrix] = dossier.by_id["method-hypotheses"].all("table", cls="matrix")
    rated = {r["evidence"] for r in told.sheet("ratings")}
    assert len(matrix.all("tbody")[0].all("tr")) == len(rated)
    assert {r["rating"] for r in told.sheet("ratings")} <= {c.text for c in matrix.all("td")}


@pytest.mark.parametrize(
    ("point", "because"),
    [(8, "no technique is coded"), (12, "all rows are single-coded"), (17, "they are not written")],
)
def test_08_12_17_what_no_method_does_yet_is_said_with_the_reason(
    dossier: Dossier, point: int, because: str
) -> None:
    assert re.search(rf"[Nn]ot available, because {because}", dossier.point(point))


def test_09_four_questions_have_four_answers(told: Told) -> None:
    names = ["coordination", "inauthenticity", "intent", "foreign_link"]
    ties = ("official", "state_controlled", "state_linked", "state_aligned")
    kinds = Counter(r["kind"] for r in told.sheet("outlets"))
    tied, of = sum(kinds[k] for k in ties), sum(kinds.values())
    for dossier in (told.before, told.after):
        answers = dossier.made["kept_apart"]
        assert [a["question"] for a in answers] == names
        assert len({a["text"] for a in answers}) == len(names)
        for answer in answers:
            own = dossier.by_id[f"apart-{answer['question']}"].text
            assert f"Fact: {answer['text']}" in own
            assert answer["grade"].replace("_", " ") in own
            assert answer["findings"] or f"What is lacking: {answer['lacks']}" in own
        assert f"{tied} of {of} outlets" in answers[3]["text"]
        chips = dossier.by_id["apart-foreign_link"].links
        assert len(chips) == tied
        assert chips <= {f"#{e['anchor']}" for e in dossier.made["evidence"]}


def test_10_every_outlet_has_its_exposure_category(told: Told) -> None:
    outlets = {r["host"]: r for r in told.sheet("outlets")}
    kinds = Counter(r["kind"] for r in outlets.values())
    for dossier in (told.before, told.after):
        section = dossier.by_id["exposure"]
        shown = {
            r.all("th")[0].text: int(r.all("td", cls="num")[0].text)
            for r in section.all("tbody")[0].all("tr")
        }
        made = dossier.made["exposure"]["categories"]
        assert shown == {c["name"]: kinds[c["category"]] for c in made}
        assert set(shown) >= {"official", "state-controlled", "state-linked", "state-aligned"}
        assert {c["category"] for c in made} >= set(kinds)
        assert all(n["outlet"] in section.text for c in made for n in c["named"])
        assert {f"#{n['anchor']}" for c in made for n in c["named"]} <= section.links
        for row in dossier.made["evidence"]:
            if row["table"] in ("statements", "relays") and row["exposure"]:
                kind = outlets[row["exposure"]["host"]]["kind"]
                assert row["exposure"]["kind"] == kind
                told_kind = dossier.by_id[row["anchor"]].text.partition("Outlet: ")[2]
                assert told_kind.replace("-", " ").startswith(kind.replace("_", " "))


def test_11_evidence_of_attribution_is_counted_by_type(told: Told) -> None:
    sheets = {n: told.sheet(n) for n in ("relays", "outlets", "statements", "deeds", "series")}
    relays = sheets.pop("relays")
    passed_on = sum(bool(r["url"]) for r in relays)
    around = [r for own in sheets.values() for r in own]
    based = sum(bool(r.get("url") or r.get("kind_basis_url")) for r in around)
    counts = {
        "technical": ["0", "0", "0", "0"],
        "behavioural": [f"{passed_on}", f"{len(relays) - passed_on}", "0", "0"],
        "contextual": [f"{based}", f"{len(around) - based}", "0", "0"],
        "legal and ethical": ["0", "0", "0", "0"],
    }
    for dossier, reply in ((told.before, told.name == "invented"), (told.after, True)):
        section = dossier.by_id["attribution"]
        heads = [h.text for h in section.all("th")[:7]]
        assert heads[2:6] == ["Open: with an address", "Without an address", "Proprietary",
                              "Classified"]  # fmt: skip
        rows = section.all("tbody")[0].all("tr")
        shown = {r.all("th")[0].text: [c.text for c in r.all("td", cls="num")] for r in rows}
        assert shown == counts
        assert dossier.made["attribution"]["attributed"] is None
        said = "stated" if reply else "not stated"
        assert f"right of reply: {said};" in section.text
        assert "The program attributes nothing to anybody." in section.text


def asked_for(run: dict[str, Any]) -> dict[str, Any]:
    return {k: run[k] for k in ("method", "version", "scope", "settings", "seed")}


def test_13_runs_are_listed_with_settings_seed_and_one_hash(told: Told) -> None:
    for dossier in (told.before, told.after):
        section, made = dossier.by_id["methods"], dossier.made["configuration"]
        assert [r["run"] for r in made["runs"]] == [r["id"] for _, r in dossier.runs]
        canonical = json.dumps([asked_for(r) for r in made["runs"]], sort_keys=True,
                               ensure_ascii=False, separators=(",", ":"))  # fmt: skip
        assert made["sha256"] == hashlib.sha256(canonical.encode()).hexdigest()
        assert made["sha256"] in section.text
        for (method, run), listed in zip(dossier.runs, made["runs"], strict=True):
            own = next(d.text for d in section.all("dl") if run["id"] in d.text)
            assert f"{method['name']} {run['method_version']}" in own
            assert "Seed none; no chance plays a part" in own
            assert all(s["name"].replace("_", " ") in own for s in run["settings"])
            assert listed["inputs"]
            assert all(digest in own for digest in listed["inputs"].values())
            row = next(r.text for r in section.all("tr") if run["id"] in r.text)
            assert row.startswith(f"{method['name']} {run['method_version']} {run['id']} none")
    assert "compared with no earlier one" in told.before.by_id["changes"].text
    changes = told.after.by_id["changes"].text
    assert f"What has changed since edition {told.before.made['id']}" in changes
    assert {"case", "judgements", "logs"} <= {
        g["kind"] for g in told.after.made["changes"]["groups"]
    }


def test_14_accounts_are_masked_and_what_is_kept_of_persons_is_said(told: Told) -> None:
    for dossier in (told.before, told.after):
        assert "private_person" not in dossier.html
        assert "private_person" not in json.dumps(dossier.made)
        assert stated(dossier, "Pseudonyms").startswith("Account names in bulk tables are keyed")
        note = stated(dossier, "Data protection")
        assert note == " ".join(dossier.made["data_protection"])
        speakers = len({r["speaker"] for r in told.sheet("statements")})
        assert f"Named in clear: speakers as coded ({speakers})" in note
        assert "A row can be erased with `acta forget CASE ROW`" in note
    assert "as @[masked] says" in told.after.by_id["judged"].text
    assert stated(told.before, "Retention") == stated(told.before, "Public figures") == "not stated"
    assert stated(told.after, "Retention") == "two years, then erased"
    assert stated(told.after, "Public figures") == "holders of office"
    note = stated(told.after, "Data protection")
    assert "how long the data are kept: two years, then erased." in note
    assert "can ask for a correction: desk@news.example; none yet." in note


def test_15_authors_reviewer_funding_reply_and_corrections_are_stated(told: Told) -> None:
    for name in told.expected["not_stated"]:
        assert stated(told.before, name) == "not stated"
    shown = {n: stated(told.after, n) for n in ("Authors", "Reviewer", "Funding", "Right of reply",
                                                "Corrections")}  # fmt: skip
    assert shown == {
        "Authors": "A. One; B. Two",
        "Reviewer": "C. Three",
        "Funding": "own means",
        "Right of reply": "all were asked on 3 June",
        "Corrections": "desk@news.example; none yet",
    }
    assert "Authors A. One; B. Two" in told.after.by_id["glance"].text
    log = told.after.by_id["changes"].text
    assert "Corrections: desk@news.example; none yet" in log
    [case] = [g for g in told.after.made["changes"]["groups"] if g["kind"] == "case"]
    assert case["entries"]
    assert all(entry["text"] in log for entry in case["entries"])


def test_16_the_traffic_light_protocol_stands_at_the_top_and_at_the_foot(told: Told) -> None:
    for dossier, tlp in ((told.before, told.expected["tlp"]), (told.after, "TLP:AMBER")):
        assert dossier.head.text.startswith(f"Dossier · {tlp} ")
        assert dossier.foot.text.startswith(f"{tlp}. ")
        assert stated(dossier, "Traffic Light Protocol").startswith(f"{tlp}. May be shared")
        assert f"TLP:{dossier.made['case']['tlp']}" == tlp
        assert dossier.point(16) == dossier.made["case"]["tlp"]


def test_17_ids_are_the_same_in_page_json_and_csv(told: Told) -> None:
    def column(file: str, name: str) -> list[str]:
        with (told.csv / file).open(encoding="utf-8", newline="") as lines:
            return [row[name] for row in csv.DictReader(lines)]

    found = told.after.findings
    assert sorted(f["id"] for f in found) == sorted(column("findings.csv", "id"))
    for finding in found:
        assert finding["anchor"] == f"f-{finding['id'][:13]}"
        assert finding["anchor"] in told.after.by_id
    for table in ("statements", "relays", "deeds", "claims"):
        ids = (column(f"tables/{table}.csv", name) for name in ("row_id", "id"))
        known = dict(zip(*ids, strict=True))
        own = [e for e in told.after.made["evidence"] if e["table"] == table]
        assert own
        assert {e["row_id"]: e["label"] for e in own}.items() <= known.items()
        assert all(told.after.by_id[f"row-{e['label']}"].text.startswith(e["label"]) for e in own)


LOADS = frozenset({"script", "img", "iframe", "object", "embed", "link", "base", "form", "source",
                   "video", "audio", "use", "image"})  # fmt: skip


def test_18_nothing_is_loaded_from_elsewhere(dossier: Dossier) -> None:
    elements = list(dossier.page.walk())
    assert not {e.tag for e in elements} & LOADS
    addressed = [
        (e.tag, n) for e in elements for n in e.attributes if n in ("src", "href", "style")
    ]
    assert {(tag, name) for tag, name in addressed} == {("a", "href")}
    [policy] = [e for e in elements if e.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policy.attributes["content"].startswith("default-src 'none'; style-src 'sha256-")
    [style] = dossier.page.all("style")
    assert not re.search(r"url\(|@import", style.text)


@pytest.mark.browser
def test_18_it_opens_without_a_network_and_its_marks_are_seen(
    dossier: Dossier, page_of: Callable[..., Any]
) -> None:
    shown = page_of(dossier.html, width=360)
    assert shown.said == []
    assert len(shown.asked) == 1
    assert shown.locator("h1").inner_text() == dossier.made["case"]["title"]
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360
    marks = shown.locator("#marks .kind")
    assert [m.inner_text() for m in marks.all()] == [m["name"] for m in dossier.made["marks"]]
    look = "e => [getComputedStyle(e).borderBottomStyle, getComputedStyle(e).borderBottomWidth]"
    assert len({tuple(m.evaluate(look)) for m in marks.all()}) >= 4
    assert all(m.is_visible() for m in marks.all())
