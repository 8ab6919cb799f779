"""Logs that are only added to: what is changed, dropped or taken out shows, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.case import chain, file
from actaverba.case.verify import verify
from tests.case.taking import NOW, empty, tampered

SAID = {"target": "outlets:a.org", "scale": "reliability", "by": "ab", "at": NOW}


def log(path: Path, *because: str) -> list[dict[str, Any]]:
    """A case with a log of grades; the entries as `append` gave them."""
    empty(path)
    with file.writing(path) as con:
        return [
            chain.append(con, "grade", {**SAID, "code": "B", "because": text}) for text in because
        ]


def entries(path: Path) -> list[dict[str, Any]]:
    with file.reading(path) as con:
        return chain.entries(con, "grade")


def troubles(path: Path) -> list[tuple[str, str, str]]:
    with file.reading(path) as con:
        return [(t.table, t.row, t.what) for t in chain.troubles(con)]


def test_each_entry_carries_the_digest_of_the_one_before(case_path: Path) -> None:
    made = log(case_path, "one", "two", "three")
    assert entries(case_path) == made
    assert [(e["place"], e["previous"]) for e in made] == [
        (1, chain.START),
        (2, made[0]["digest"]),
        (3, made[1]["digest"]),
    ]
    assert [e["because_digest"] for e in made][:1] == [
        "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    ]
    with file.reading(case_path) as con:
        assert str(chain.head(con, "grade")) == f"3:{made[2]['digest']}"
        assert str(chain.head(con, "judgement")) == f"0:{chain.START}"
    assert troubles(case_path) == []


EDITED = "was changed after it was written"
CUT = "has 2 of 3 entries: the last were taken out"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("update grade set code = 'A' where place = 2", [("entry 2", EDITED)]),
        ("update grade set because = 'else' where place = 2", [("entry 2", EDITED)]),
        ("update grade set because_digest = repeat('0', 64) where place = 2",
         [("entry 2", EDITED)]),
        ("update grade set because = null where place = 2",
         [("entry 2", "has lost a text (because), and the case does not say why")]),
        ("update grade set because = null, because_digest = null where place = 2",
         [("entry 2", EDITED)]),
        ("delete from grade where place = 2",
         [("entry 2", "is not there"),]),
        ("delete from grade where place < 3",
         [("entry 1", "and 1 after it are not there"),]),
        ("delete from grade where place = 3", [("", CUT)]),
        ("insert into grade from grade where place = 3", [("entry 3", "stands there twice")]),
        ("delete from case_info where key = 'log:grade'",
         [("", "ends otherwise than the case has noted (0 entries, now 3)")]),
        ("update grade set digest = repeat('0', 64) where place = 2",
         [("entry 2", EDITED),
          ("entry 3", "does not follow from the entry before, which was changed")]),
    ],
)  # fmt: skip
def test_what_was_done_by_hand_shows(
    case_path: Path, statement: str, told: list[tuple[str, str]]
) -> None:
    log(case_path, "one", "two", "three")
    tampered(case_path, statement)
    assert troubles(case_path) == [("grade", *one) for one in told]
    report = verify(case_path)
    assert not report.ok
    assert [(t.row, t.what) for t in report.troubles if t.table == "grade"] == told


def test_a_text_that_was_forgotten_leaves_the_log_whole(case_path: Path) -> None:
    made = log(case_path, "one", "two")
    tampered(
        case_path,
        "update grade set because = null where place = 1",
        f"insert into forgotten values ('grade', '{made[0]['id']}', '{NOW}', 'asked to')",
    )
    assert troubles(case_path) == []
    with file.reading(case_path) as con:
        requests = chain.forgotten(con, "grade")
    assert requests == {made[0]["id"]: (NOW, "asked to")}
    first, second = entries(case_path)
    assert chain.told_erased("grade", first, requests) == {
        "erased": ["because"], "erased_at": NOW, "erased_why": "asked to",
    }  # fmt: skip
    assert chain.told_erased("grade", second, requests) == {
        "erased": [], "erased_at": "", "erased_why": "",
    }  # fmt: skip
    with file.writing(case_path) as con:
        chain.append(con, "grade", {**SAID, "code": "C", "because": "three"})
    assert troubles(case_path) == []


def test_the_logs_are_those_with_a_chain() -> None:
    assert [t.name for t in chain.logs()] == ["judgement", "grade", "custody"]
    assert {t.name: chain.erasable(t.name) for t in chain.logs()} == {
        "judgement": ["said", "proposition", "confidence_because", "because"],
        "grade": ["because"],
        "custody": [],
    }


texts = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
columns = st.sampled_from(["target", "scale", "code", "because_digest", "by", "at", "previous"])


@given(st.dictionaries(columns, texts), st.dictionaries(columns, texts))
def test_entries_that_differ_have_other_digests(
    one: dict[str, str | None], other: dict[str, str | None]
) -> None:
    import unicodedata

    def composed(entry: dict[str, str | None]) -> dict[str, str]:
        return {c: unicodedata.normalize("NFC", t) for c, t in entry.items() if t is not None}

    is_same = composed(one) == composed(other)
    assert (chain.digest("grade", one) == chain.digest("grade", other)) is is_same
