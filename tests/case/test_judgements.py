"""Judgements: added and never taken back, and told when what was judged says something else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from actaverba.case import file, ledger
from actaverba.case import forget as forgetting
from actaverba.case.case import Case
from actaverba.case.finding import Evidence, Finding
from actaverba.case.judgements import MOVES, judge, judgements, value_digest
from actaverba.case.verify import verify
from actaverba.errors import InputError, UnknownCode
from actaverba.vocabulary.manifest import manifest
from tests.case.taking import NOW, empty, take, tampered

LATER = "2026-02-03T04:05:06Z"
HYPOTHESES = "id,text\nH1,It was so\nH2,It was otherwise\n"
RATINGS = "hypothesis,evidence,rating,by\nH1,relays:A1,I,ab\n"
RELAYS = """id,statement,host,url,note
A1,S1,a.org,https://a.org/one,by @zaphod
A2,S1,a.org,https://a.org/two,plain
"""
TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32(),
         "flag": pa.bool_()}  # fmt: skip
WHO = {"confidence": "low", "because": "two items", "by": "ab", "now": NOW}


def compute(case: Case, *, n: int = 2, cited: str = "A1") -> str:
    """A run of `relay` with one finding that cites one relay; the id of the finding."""
    method = manifest("relay")
    ids = {r["id"]: str(r["row_id"]) for r in case.table("relays").to_pylist()}
    finding = Finding(
        question="carried", subject="S1", message=f"a sentence with {n}", params={"n": n},
        value=float(n), n=n, evidence=(Evidence("relays", ids[cited], "carries"),),
    )  # fmt: skip
    tables = {
        r.name: pa.table({c["name"]: pa.array([], TYPES[c["type"]]) for c in r.columns})
        for r in method.results
    }
    run = ledger.Run(method, method.read_settings({}), {"relays": f"{n:02}"})
    with file.writing(case.path) as con:
        ledger.keep(con, run, tables=tables, findings=[finding], now=NOW, software="1")
    return str(finding.id("relay", ""))


@pytest.fixture
def case(case_path: Path) -> Case:
    made = empty(case_path)
    take(case_path, "relays", RELAYS)
    take(case_path, "hypotheses", HYPOTHESES)
    return made


def told(case: Case, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(j[n] for n in names) for j in judgements(case)]


def test_a_judgement_keeps_term_band_confidence_reason_name_and_time(case: Case) -> None:
    made = judge(case, " H1 ", term="Very likely", **{**WHO, "confidence": "LOW"},
                 confidence_because="one source")  # fmt: skip
    assert judgements(case) == [made]
    assert {k: v for k, v in made.items() if "digest" not in k and k not in ("id", "previous")} == {
        "place": 1, "target_kind": "hypothesis", "target": "H1", "said": "It was so",
        "term": "very_likely", "term_label": "very likely", "low": 0.8, "high": 0.95,
        "confidence": "low", "confidence_because": "one source", "because": "two items",
        "by": "ab", "at": NOW, "superseded": False, "changed": "", "says_now": "It was so",
        "proposition": None, "is_count": False, "erased": [], "erased_at": "", "erased_why": "",
    }  # fmt: skip
    assert verify(case.path).ok


def test_a_later_one_of_the_same_person_stands_before_the_earlier(case: Case) -> None:
    for term, by in (("likely", "A. B"), ("unlikely", "cd"), ("very likely", " a.  b ")):
        judge(case, "H1", term=term, **{**WHO, "by": by})
    judge(case, "H2", term="likely", **{**WHO, "by": "A. B"})
    assert told(case, "place", "term", "superseded") == [
        (1, "likely", True), (2, "unlikely", False), (3, "very_likely", False),
        (4, "likely", False),
    ]  # fmt: skip


def test_a_hypothesis_moves_with_its_text_and_its_ratings(case: Case) -> None:
    judge(case, "H1", term="likely", **WHO)
    take(case.path, "ratings", RATINGS)
    assert told(case, "changed", "says_now") == [("changed", "It was so")]
    judge(case, "H1", term="unlikely", **WHO)
    assert told(case, "changed") == [("changed",), ("",)]
    take(case.path, "hypotheses", HYPOTHESES.replace("It was so", "It was so then"))
    assert told(case, "said", "changed", "says_now")[1] == (
        "It was so", "changed", "It was so then",
    )  # fmt: skip
    take(case.path, "hypotheses", "id,text\nH2,It was otherwise\n")
    assert told(case, "changed", "says_now")[1] == ("gone", None)


def test_a_finding_moves_with_its_figures_and_not_with_a_new_run(case: Case) -> None:
    id = compute(case, n=2)
    judge(case, id[:8], term="likely", **WHO)
    assert told(case, "target", "changed") == [(id, "")]
    assert compute(case, n=3) == id
    [(changed, said, now)] = told(case, "changed", "said", "says_now")
    assert changed == "changed"
    assert (said, now) == ("a sentence with 2", "a sentence with 3")
    compute(case, n=2)
    assert told(case, "changed") == [("",)]


def test_the_digest_is_of_what_is_said_and_not_of_the_evidence() -> None:
    finding = dict.fromkeys(MOVES)
    one = {**finding, "params": {"a": 1, "b": 2}, "evidence": 1}
    other = {**finding, "params": {"b": 2, "a": 1}, "evidence": 2}
    assert value_digest(one) == value_digest(other)
    assert value_digest({**one, "value": 1.0}) != value_digest(one)


@pytest.mark.parametrize(
    ("target", "what", "cure"),
    [
        ("H3", "there is no finding and no hypothesis 'H3'",
         "Hypotheses: H1, H2. `acta findings CASE` lists the findings."),
        ("finding:H1", "there is no finding and no hypothesis 'H1'",
         "Did you mean H1? Hypotheses: H1, H2. `acta findings CASE` lists the findings."),
        ("", "there is no finding and no hypothesis ''",
         "Hypotheses: H1, H2. `acta findings CASE` lists the findings."),
    ],
)  # fmt: skip
def test_what_is_not_there_cannot_be_judged(case: Case, target: str, what: str, cure: str) -> None:
    with pytest.raises(InputError) as refused:
        judge(case, target, term="likely", **WHO)
    assert (refused.value.what, refused.value.cure) == (what, cure)


def test_a_short_id_names_no_finding_and_a_name_for_two_is_refused(case: Case) -> None:
    id = compute(case)
    with pytest.raises(InputError, match="there is no finding"):
        judge(case, id[:3], term="likely", **WHO)
    take(case.path, "hypotheses", f"id,text\n{id[:4]},Named like a finding\n")
    with pytest.raises(InputError, match="names 2 things"):
        judge(case, id[:4], term="likely", **WHO)
    assert judge(case, f"finding:{id[:4]}", term="likely", **WHO)["target"] == id
    assert judge(case, f"hypothesis:{id[:4]}", term="likely", **WHO)["target"] == id[:4]


SYNONYMS = ["remote", "highly improbable", "improbable", "roughly even odds", "probable",
            "highly probable", "nearly certain"]  # fmt: skip


@pytest.mark.parametrize("term", SYNONYMS)
def test_terms_of_the_other_row_are_not_mixed_in(case: Case, term: str) -> None:
    with pytest.raises(UnknownCode, match="is of the other row of terms") as refused:
        judge(case, "H1", term=term.title().replace(" ", "-"), **WHO)
    assert refused.value.cure.startswith("Write --term ")
    assert judgements(case) == []


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"term": "certain"}, "'certain' is not a code of icd203"),
        ({"term": "80%"}, "'80%' is not a code of icd203"),
        ({"confidence": "likely"}, "'likely' is not a code of confidence"),
        ({"because": "  "}, "--because is empty"),
        ({"by": ""}, "--by is empty"),
        ({"because": "a\u202eb"}, "--because has control characters"),
        ({"because": "x" * 4001}, "--because is longer than 4000 characters"),
    ],
)
def test_what_is_no_judgement_is_refused(case: Case, asked: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        judge(case, "H1", **{"term": "likely", **WHO, **asked})
    assert judgements(case) == []


def test_what_it_quotes_of_a_forgotten_row_goes_and_the_log_holds(case: Case) -> None:
    id = compute(case, cited="A1")
    judge(case, id, term="likely", **WHO)
    judge(case, "H1", term="likely", **WHO)
    before = judgements(case)
    done = forgetting.forget(case.path, row="relays:A1", why="asked to", now=LATER)
    assert (done.rows, done.judged) == (1, 1)
    after = judgements(case)
    assert [(j["said"], j["because"], j["erased"], j["erased_at"], j["erased_why"])
            for j in after] == [
        (None, "two items", ["said"], LATER, "asked to"),
        ("It was so", "two items", [], "", ""),
    ]  # fmt: skip
    assert [(j["digest"], j["said_digest"]) for j in after] == [
        (j["digest"], j["said_digest"]) for j in before
    ]
    assert str(before[0]["said"]).encode() not in case.path.read_bytes()
    assert verify(case.path).troubles == ()
    judge(case, "H2", term="likely", **WHO)
    assert verify(case.path).troubles == ()
    tampered(case.path, "delete from forgotten where table_name = 'judgement'")
    assert [(t.row, t.what) for t in verify(case.path).troubles] == [
        ("entry 1", "has lost a text (said), and the case does not say why"),
        (f"{LATER}, asked to", "has 1 of 2 entries"),
    ]


def test_what_names_a_forgotten_account_goes_from_judgements_and_grades(case: Case) -> None:
    from actaverba.case.grades import grade, grades

    take(case.path, "hypotheses", "id,text\nH1,It was @Zaphod\nH2,Not zaphodine\n")
    judge(case, "H1", term="likely", **WHO)
    judge(case, "H2", term="likely", **{**WHO, "because": "ZAPHOD says so"},
          confidence_because="(zaphod)")  # fmt: skip
    judge(case, "H2", term="likely", **{**WHO, "because": "zaphodine is another word"})
    for because in ("quotes @zaphod", "careful"):
        grade(case, "relays:A1", credibility="2", because=because, by="ab", now=NOW)
    assert forgetting.forget(case.path, account="@zaphod", why="asked to", now=LATER).judged == 3
    assert told(case, "place", "erased") == [
        (1, ["said"]), (2, ["confidence_because", "because"]), (3, []),
    ]  # fmt: skip
    assert [(g["because"], g["erased"], g["erased_why"]) for g in grades(case)] == [
        (None, ["because"], "asked to"), ("careful", [], ""),
    ]  # fmt: skip
    assert verify(case.path).troubles == ()
    again = forgetting.forget(case.path, account="zaphod", why="asked again", now=LATER)
    assert again.judged == 0


def test_a_judged_hypothesis_that_is_forgotten_takes_its_text_along(case: Case) -> None:
    judge(case, "H1", term="likely", **WHO)
    assert forgetting.forget(case.path, row="hypotheses:H1", why="asked to", now=LATER).judged == 1
    assert told(case, "said", "changed", "says_now") == [(None, "gone", None)]
    assert verify(case.path).troubles == ()


def test_what_is_judged_of_a_count_is_the_proposition(case: Case) -> None:
    id = compute(case)
    judge(case, id, term="likely", **WHO)
    judge(case, id, term="likely", that="  @zaphod wrote it ", **{**WHO, "by": "cd"})
    assert told(case, "said", "proposition", "is_count") == [
        ("a sentence with 2", None, True), ("a sentence with 2", "@zaphod wrote it", False),
    ]  # fmt: skip
    assert forgetting.forget(case.path, account="zaphod", why="asked to", now=LATER).judged == 1
    assert told(case, "proposition", "is_count", "erased")[1] == (None, False, ["proposition"])
    assert verify(case.path).troubles == ()
    with pytest.raises(InputError, match="--that is empty"):
        judge(case, id, term="likely", that=" ", **WHO)
    with pytest.raises(InputError, match="--that is for findings, and 'H1' is a hypothesis"):
        judge(case, "H1", term="likely", that="it was so", **WHO)


def test_it_can_be_told_as_json(case: Case) -> None:
    judge(case, "H1", term="likely", **WHO)
    assert json.loads(json.dumps(judgements(case)))[0]["term"] == "likely"
