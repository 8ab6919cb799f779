"""`acta judge` as a user meets it: what is noted, listed, refused and told to have changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NOW = "2026-06-30T12:00:00Z"
LATER = "2026-07-01T12:00:00Z"
FILES = {
    "deeds.csv": "id,act,date,actor,counterpart,kind,summary,url\n"
    "D1,a,2024-01-01,FRA,DEU,visit,one,https://a.example/1\n"
    "D2,b,2024-01-02,FRA,DEU,visit,two,https://b.example/2\n",
    "hypotheses.csv": "id,text\nH1,It was so\nH2,It was otherwise\n",
    "ratings.csv": "hypothesis,evidence,rating,by\nH1,deeds:D1,I,ab\nH2,deeds:D1,C,ab\n",
}
Acta = Callable[..., Any]
JUDGED = ("--term", "likely", "--confidence", "low", "--because", "two items", "--by", "A. B",
          "--now", NOW)  # fmt: skip


@pytest.fixture
def case(acta: Acta, case_path: Path, fill: Callable[..., Path]) -> Path:
    acta("new", case_path, "--now", NOW)
    acta("read", case_path, fill(FILES), "--now", NOW)
    return case_path


def order(acta: Acta, case: Path) -> str:
    """The id of the finding that says which hypothesis stands first."""
    acta("run", case, "hypotheses", "--now", NOW)
    found = json.loads(acta("findings", case, "--json").stdout)
    listed = found["findings"] if isinstance(found, dict) else found
    return str(next(f["id"] for f in listed if f["question"] == "order"))


def test_a_judgement_is_noted_and_listed(acta: Acta, case: Path) -> None:
    assert acta("judge", case, "--list").stdout == "no judgement recorded\n"
    entry = """\
1  hypothesis H1
    It was so
    likely (55 to 80 %)
    because two items
    confidence low
    by A. B, 2026-06-30T12:00:00Z
"""
    told = acta("judge", case, "H1", *JUDGED).stdout
    assert told == entry + f"it stays in the log; next: acta dossier {case} -o dossier.html\n"
    assert acta("judge", case, "--list").stdout == entry
    again = acta("judge", case, "H1", *JUDGED, "--confidence-because", "one source").stdout
    assert again.splitlines()[4:6] == ["    confidence low: one source", *again.splitlines()[5:6]]
    assert acta("judge", case, "--list").stdout.splitlines()[0] == (
        "1  hypothesis H1  superseded by a later one"
    )


def test_likelihood_and_confidence_stand_on_lines_of_their_own(acta: Acta, case: Path) -> None:
    for line in acta("judge", case, "H1", *JUDGED).stdout.splitlines():
        assert not ("likely" in line and "confidence" in line)


def test_changed_since_judged_is_told(acta: Acta, case: Path, fill: Callable[..., Path]) -> None:
    finding = order(acta, case)
    acta("judge", case, finding[:8], *JUDGED)
    acta("judge", case, "H2", *JUDGED)
    told = json.loads(acta("judge", case, "--list", "--json").stdout)
    assert [j["changed"] for j in told] == ["", ""]
    corrected = FILES["ratings.csv"].replace("H1,deeds:D1,I", "H1,deeds:D1,II")
    acta("read", case, fill({"ratings.csv": corrected}), "--now", LATER)
    assert order(acta, case) == finding
    first = json.loads(acta("judge", case, "--list", "--json").stdout)[0]
    assert first["said"] != first["says_now"]
    assert (
        acta("judge", case, "--list").stdout
        == f"""\
1  finding {finding[:8]}  changed since judged
    {first["said"]}
    says now: {first["says_now"]}
    likely (55 to 80 %)
    because two items
    confidence low
    by A. B, 2026-06-30T12:00:00Z
2  hypothesis H2  changed since judged
    It was otherwise
    its ratings or figures are others now
    likely (55 to 80 %)
    because two items
    confidence low
    by A. B, 2026-06-30T12:00:00Z
"""
    )


def counted(acta: Acta, case: Path) -> str:
    """The id of a finding that only counts."""
    acta("run", case, "hypotheses", "--now", NOW)
    found = json.loads(acta("findings", case, "--json").stdout)
    listed = found["findings"] if isinstance(found, dict) else found
    return str(next(f["id"] for f in listed if f["grade"] == "listed"))


def test_a_count_is_judged_with_a_warning_or_by_its_proposition(acta: Acta, case: Path) -> None:
    count = counted(acta, case)
    told = acta("judge", case, count[:8], *JUDGED)
    assert told.stderr.startswith("the finding is a count or list of coded rows, which has no like")
    assert "    judged: what the finding says" in told.stdout.splitlines()
    told = acta("judge", case, count[:8], *JUDGED, "--that", "one person wrote both")
    assert told.stderr == ""
    assert told.stdout.splitlines()[1] == "    judged: that one person wrote both"
    assert acta("judge", case, order(acta, case)[:8], *JUDGED).stderr == ""
    refused = acta("judge", case, "H1", *JUDGED, "--that", "it was so", code=3).stderr
    assert "A hypothesis says what is judged; leave --that out." in refused


def test_what_was_erased_on_request_is_said(acta: Acta, case: Path) -> None:
    acta("judge", case, "H1", *JUDGED, "--because", "as @zaphod says")
    forgot = acta("forget", case, "--account", "zaphod", "--why", "asked to", "--now", LATER)
    assert forgot.stdout.splitlines()[0] == (
        "of 1 judgement or grade a text was blanked; the log still holds"
    )
    assert "    because (erased on request)" in acta("judge", case, "--list").stdout.splitlines()
    assert "is whole" in acta("verify", case).stdout


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["H1", "--term", "likely"], 2, "Give also --confidence, --because, --by."),
        ([], 2, "Say what it is about, or give --list."),
        (["H1", *JUDGED, "--list"], 2, "--list lists all and adds nothing: give it alone."),
        (["--list", "--by", "ab"], 2, "--list lists all and adds nothing: give it alone."),
        (["H3", *JUDGED], 3, "there is no finding and no hypothesis 'H3'"),
        (["H1", *JUDGED, "--term", "probable"], 3, "Write --term likely."),
        (["H1", *JUDGED, "--term", "likly"], 3, "Did you mean likely"),
    ],
)  # fmt: skip
def test_what_is_no_judgement_is_refused(
    acta: Acta, case: Path, words: list[str], code: int, told: str
) -> None:
    assert told in acta("judge", case, *words, code=code).stderr
    assert acta("judge", case, "--list").stdout == "no judgement recorded\n"
