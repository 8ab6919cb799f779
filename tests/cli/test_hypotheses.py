"""`acta hypotheses`, out to a spreadsheet and back with `acta read`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NOW = "2026-06-30T12:00:00Z"
LATER = "2026-07-01T12:00:00Z"
FILES = {
    "deeds.csv": "id,act,date,actor,counterpart,kind,summary,url\n"
    "D1,a,2024-01-01,FRA,DEU,visit,=1+1 one,https://a.example/1\n"
    "D2,b,2024-01-02,FRA,DEU,visit,two,https://b.example/2\n"
    "D10,c,2024-01-03,FRA,DEU,visit,three; four,https://c.example/3\n",
    "hypotheses.csv": "id,text\nH1,It was so\nH2,It was otherwise\nH10,Neither\n",
    "ratings.csv": "hypothesis,evidence,rating,reason,by,at\n"
    "H1,deeds:D1,I,=the day before,ab,2026-06-01\nH2,deeds:D1,C,,ab,2026-06-01\n"
    "H10,deeds:D1,N,,ab,2026-06-01\nH1,deeds:D10,C,,ab,2026-06-01\n"
    "H2,deeds:D10,II,by @zaphod,ab,2026-06-01\nH10,deeds:D10,C,,ab,2026-06-01\n",
}
HEADER = "evidence,what,H1,H2,H10,H1 reason,H1 by,H2 reason,H2 by,H10 reason,H10 by\n"
WRITTEN = HEADER + (
    "deeds:D1,2024-01-01 FRA DEU: =1+1 one,I,C,N,'=the day before,ab,,ab,,ab\n"
    "deeds:D10,2024-01-03 FRA DEU: three; four,C,II,C,,ab,by @[masked],ab,,ab\n"
)
BLANK = (
    "1 cell is blank whose rating stands: a rating is not taken away, and NA says that an item"
    " does not bear on a hypothesis"
)
Acta = Callable[..., Any]
Table = list[list[str]]


@pytest.fixture
def case(acta: Acta, case_path: Path, fill: Callable[..., Path]) -> Path:
    acta("new", case_path, "--now", NOW)
    acta("read", case_path, fill(FILES), "--now", NOW)
    return case_path


@pytest.fixture
def written(acta: Acta, case: Path, tmp_path: Path) -> Path:
    out = tmp_path / "matrix.csv"
    told = acta("hypotheses", case, "-o", out).stdout
    assert told == (
        f"2 pieces of evidence are in {out}; edit it, then: acta read {case} {out} --by NAME\n"
    )
    return out


def cells(path: Path) -> Table:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def as_excel(rows: Table, *, extra: int = 2) -> bytes:
    """As a spreadsheet of a country with decimal commas saves it."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerows([*rows, *[[""] * len(rows[0])] * extra])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read(acta: Acta, case: Path, path: Path, *words: str) -> dict[str, Any]:
    told = json.loads(acta("read", case, path, *words, "--now", LATER, "--json").stdout)
    return dict(told["files"][0])


def ratings(case: Path) -> list[tuple[Any, ...]]:
    import actaverba

    rows = actaverba.open(case).table("ratings").to_pylist()
    names = ("evidence", "hypothesis", "rating", "reason", "by", "at", "revision")
    return sorted(tuple(str(r[n] or "") for n in names) for r in rows)


def test_it_is_written_for_a_spreadsheet(acta: Acta, case: Path, written: Path) -> None:
    assert written.read_bytes() == WRITTEN.encode()
    acta("hypotheses", case, "-o", written, "--bom")
    assert written.read_bytes() == WRITTEN.encode("utf-8-sig")
    acta("hypotheses", case, "-o", written, "--by", "nobody")
    assert written.read_text(encoding="utf-8") == HEADER


def test_it_is_shown_and_says_what_is_next(acta: Acta, case: Path) -> None:
    shown = acta("hypotheses", case).stdout.splitlines()
    assert shown[:3] == ["evidence   H1  H2  H10", "deeds:D1   I   C   N",
                         "deeds:D10  C   II  C"]  # fmt: skip
    assert shown[-1] == f"not added up yet; next: acta run {case} hypotheses"
    acta("run", case, "hypotheses", "--now", NOW)
    told = json.loads(acta("hypotheses", case, "--json").stdout)
    assert told["matrix"][1]["H2"] == "II"
    assert told["result"]["run"]["stale"] is False
    findings = {f["question"]: f for f in told["result"]["findings"]}
    assert (findings["robustness"]["value"], findings["robustness"]["n"]) == (1.0, 4)
    assert acta("hypotheses", case).stdout.splitlines()[-4:] == [
        *(findings[q]["text"] for q in ("order", "verdict", "robustness")),
        f"next: acta findings {case}, or acta hypotheses {case} -o matrix.csv",
    ]
    assert "4 of 4 cases: 2 of 2 items, 2 of 2 sources" in findings["robustness"]["text"]


@pytest.mark.parametrize("how", ["as it is", "as a spreadsheet saves it", "in another order"])
def test_unchanged_it_adds_nothing(acta: Acta, case: Path, written: Path, how: str) -> None:
    before, rows = ratings(case), cells(written)
    if how == "as a spreadsheet saves it":
        written.write_bytes(as_excel(rows))
    elif how == "in another order":
        written.write_bytes(as_excel([rows[0][::-1], *(row[::-1] for row in rows[:0:-1])]))
    done = read(acta, case, written, "--by", "C. D")
    assert (done["status"], done["new"], done["refused"]) == ("unchanged", 0, 0)
    assert ratings(case) == before


def test_edited_it_adds_with_who_and_when_and_keeps_what_was(
    acta: Acta, case: Path, written: Path
) -> None:
    before, rows = ratings(case), cells(written)
    order = [1, 0, 4, 3, 2, *range(5, 11)]
    rows[1][2], rows[1][5] = "II", "'=she said so; twice"
    rows[2][3] = ""
    rows.append(["deeds:D2", "", "ii", " C ", "NA", "", "", "", "", "", ""])
    rows = [[*(row[n] for n in order), note] for row, note in zip(
        rows, ["my notes", "look again", "", ""], strict=True)]  # fmt: skip
    written.write_bytes(as_excel(rows))
    done = read(acta, case, written, "--by", "C. D")
    assert (done["new"], done["changed"], done["gone"], done["refused"]) == (4, 0, 0, 0)
    assert done["said"][-2:] == [
        "column 'my notes' is no hypothesis of the case and was left out",
        BLANK,
    ]
    at = LATER[:10]
    assert [r for r in ratings(case) if r not in before] == [
        ("deeds:D1", "H1", "II", "=she said so; twice", "C. D", at, "1"),
        ("deeds:D2", "H1", "II", "", "C. D", at, "1"),
        ("deeds:D2", "H10", "NA", "", "C. D", at, "1"),
        ("deeds:D2", "H2", "C", "", "C. D", at, "1"),
    ]
    assert [r for r in before if r not in ratings(case)] == []
    shown = acta("hypotheses", case).stdout.splitlines()
    assert shown[1:4] == ["deeds:D1   II  C   N", "deeds:D2   II  C   NA",
                          "deeds:D10  C   II  C"]  # fmt: skip
    assert acta("hypotheses", case, "--by", "ab").stdout.splitlines()[1] == "deeds:D1   I   C   N"
    assert read(acta, case, written, "--by", "C. D")["new"] == 0
    acta("hypotheses", case, "-o", written)
    assert read(acta, case, written, "--by", "E. F")["new"] == 0
    assert "is whole" in acta("verify", case).stdout


def test_what_is_refused_says_line_column_and_cure(acta: Acta, case: Path, written: Path) -> None:
    before, rows = ratings(case), cells(written)
    rows[0].append("H3")
    rows[1] = [*rows[1], "CC"]
    rows[1][2] = "likely"
    rows[2] = [*rows[2], ""]
    rows.append(["deeds:D11", "", "C", *[""] * 9])
    rows.append(["deeds:D2", "", "C", *[""] * 9])
    written.write_bytes(as_excel(rows))
    told = acta("read", case, written, "--by", "C. D", "--now", LATER).stdout
    assert told.splitlines()[-1] == f"3 refusals, the rest is in; next: acta refused {case}"
    assert (
        acta("refused", case).stdout
        == f"""\
matrix.csv, line 2, column H1: 'likely' is not a code of rating
    One of: CC, C, N, I, II, NA.
matrix.csv, line 2, column H3: the case has no hypothesis 'H3'
    Hypotheses: H1, H10, H2. Add it to hypotheses.csv and read that first.
matrix.csv, line 4, column evidence: 'deeds:D11' names no row in deeds
    Did you mean deeds:D1 or deeds:D10 or deeds:D2? Write table:id, like statements:S001.
3 refusals; mend the files and read them again: acta read {case} FILE
"""
    )
    assert [r for r in ratings(case) if r not in before] == [
        ("deeds:D2", "H1", "C", "", "C. D", LATER[:10], "1")
    ]


def test_without_a_name_nothing_new_is_taken(acta: Acta, case: Path, written: Path) -> None:
    rows = cells(written)
    rows.append(["deeds:D2", "", "C", *[""] * 8])
    written.write_bytes(as_excel(rows))
    before = ratings(case)
    assert read(acta, case, written)["refused"] == 1
    assert acta("refused", case).stdout.splitlines()[:2] == [
        "matrix.csv, line 4, column H1: nobody is named who rated",
        "    Give --by NAME, or write it in a column H1 by.",
    ]
    assert ratings(case) == before


def test_a_case_without_hypotheses_says_what_to_do(acta: Acta, case_path: Path) -> None:
    acta("new", case_path)
    assert "Fill in hypotheses.csv and read it first." in (
        acta("hypotheses", case_path, code=7).stderr
    )
