"""The matrix of hypotheses as a spreadsheet gives it back: what is added, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import actaverba

NOW = "2026-06-01T00:00:00Z"
LATER = "2026-06-02T00:00:00Z"
SHEETS = {
    "deeds.csv": "id,act,date,actor,counterpart,kind,summary,url\n"
    "D1,a,2024-01-01,FRA,DEU,visit,one,https://a.example/1\n"
    "D2,b,2024-01-02,FRA,DEU,visit,two,https://a.example/2\n"
    "D3,c,2024-01-03,FRA,DEU,visit,three,https://b.example/3\n",
    "hypotheses.csv": "id,text\nH1,It was so\nH2,It was otherwise\n",
    "ratings.csv": "hypothesis,evidence,rating,reason,by,at\n"
    "H1,deeds:D1,I,the day before,ab,2024-02-01\n"
    "H2,deeds:D1,C,,ab,2024-02-01\n"
    "H1,deeds:D2,N,=she said,ab,2024-02-01\n",
}
HEADERS = "evidence,what,H1,H2,H1 reason,H1 by,H2 reason,H2 by\n"
OLD = [
    ("H1", "deeds:D1", "I", "the day before", "ab", "2024-02-01", None),
    ("H1", "deeds:D2", "N", "=she said", "ab", "2024-02-01", None),
    ("H2", "deeds:D1", "C", None, "ab", "2024-02-01", None),
]
LISTED = "Hypotheses: H1, H2. Add it to hypotheses.csv and read that first."
Read = Callable[..., Any]


@pytest.fixture
def case(new_case: Callable[..., Any], fill: Callable[..., Any]) -> Any:
    made = new_case(now=NOW)
    actaverba.read(made, fill(SHEETS), now=NOW)
    return made


@pytest.fixture
def bring(case: Any, tmp_path: Path) -> Read:
    """Read a matrix from its text or bytes; what became of it."""

    def read(content: str | bytes, *, by: str = "", name: str = "matrix.csv") -> Any:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return actaverba.read(case, path, by=by, now=LATER).files[0]

    return read


def ratings(case: Any) -> list[tuple[Any, ...]]:
    names = ("hypothesis", "evidence", "rating", "reason", "by", "at", "revision")
    rows = [tuple(r[n] for n in names) for r in case.table("ratings").to_pylist()]
    return sorted(rows, key=lambda row: [str(cell or "") for cell in row])


def refused(taken: Any) -> list[tuple[int, str, str, str]]:
    return [(r.line, r.column, r.message, r.cure) for r in taken.refused]


def test_a_changed_letter_is_added_with_who_and_when(case: Any, bring: Read) -> None:
    bring(HEADERS + "deeds:D1,x,C,C,it was the day after,ab,,ab\n", by="cd")
    assert ratings(case) == [
        ("H1", "deeds:D1", "C", "it was the day after", "cd", "2026-06-02", 1),
        *OLD,
    ]


def test_who_is_taken_from_the_column_where_no_name_is_given(case: Any, bring: Read) -> None:
    bring(HEADERS + "deeds:D1,x,CC,C,now,ef,,ab\n")
    assert ratings(case) == [("H1", "deeds:D1", "CC", "now", "ef", "2026-06-02", 1), *OLD]


def test_a_changed_reason_is_a_rating_of_its_own(case: Any, bring: Read) -> None:
    bring(HEADERS + "deeds:D1,x,I,C,the week before,ab,,ab\n", by="ab")
    assert ratings(case)[1] == ("H1", "deeds:D1", "I", "the week before", "ab", "2026-06-02", 1)
    assert len(ratings(case)) == 4


def test_what_is_as_it_was_adds_nothing(case: Any, bring: Read) -> None:
    whole = HEADERS + ("deeds:D1,x,I,C,the day before,ab,,ab\ndeeds:D2,x,N,,'=she said,ab,,\n")
    taken = bring(whole, by="cd")
    assert (taken.new, taken.changed, taken.gone, taken.refused) == (0, 0, 0, ())
    assert ratings(case) == OLD


def test_a_blank_cell_takes_nothing_away_and_is_told(case: Any, bring: Read) -> None:
    taken = bring(HEADERS + "deeds:D1,x,,C,,,,ab\n", by="ab")
    assert ratings(case) == OLD
    assert taken.said[-1] == (
        "1 cell is blank whose rating stands: a rating is not taken away, and NA says that an"
        " item does not bear on a hypothesis"
    )
    taken = bring(HEADERS + "deeds:D1,x,,,,,a word,\n", by="ab", name="again.csv")
    assert ratings(case) == OLD
    assert taken.said[-1].startswith("2 cells are blank whose rating stands")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + b"evidence;H1\r\ndeeds:D3;ii\r\n;\r\n;\r\n",
        "H1\tevidence\nII\tdeeds:D3\n".encode("utf-16"),
        b'"notes","H1","evidence"\r\n"=\'x","II","deeds:D3"\r\n\r\n\r\n',
        b"evidence,H1,H2,column of mine\ndeeds:D3,II,,late\n",
        b" evidence , H1 \n deeds:D3 , II \n",
    ],
)
def test_as_spreadsheets_write_it(case: Any, bring: Read, content: bytes) -> None:
    bring(content, by="ab")
    assert [row for row in ratings(case) if row not in OLD] == [
        ("H1", "deeds:D3", "II", None, "ab", "2026-06-02", 1)
    ]


def test_a_guarded_reason_comes_back_as_it_was_written(case: Any, bring: Read) -> None:
    bring(HEADERS + "deeds:D3,x,C,,\"'=1+1;'@x\",,,\n", by="ab")
    assert [row[3] for row in ratings(case) if row not in OLD] == ["=1+1;@x"]


def test_what_is_not_known_is_refused_where_it_stands_and_the_rest_is_kept(
    case: Any, bring: Read
) -> None:
    taken = bring(
        "evidence,H1,H2,H9,notes\n"
        "deeds:D3,Q,C,,a note\n"
        "deeds:D33,,N,,\n"
        "D3,,N,,\n"
        "claims:C1,I,,,\n"
        "deeds:D2,,II,CC,\n",
        by="ab",
    )
    assert refused(taken) == [
        (2, "H1", "'Q' is not a code of rating", "One of: CC, C, N, I, II, NA."),
        (3, "evidence", "'deeds:D33' names no row in deeds",
         "Did you mean deeds:D3 or deeds:D2 or deeds:D1? Write table:id, like statements:S001."),
        (4, "evidence", "'D3' names no row of that table",
         "Write table:id, like statements:S001."),
        (5, "evidence", "'claims:C1' names no row in claims",
         "Write table:id, like statements:S001."),
        (6, "H9", "the case has no hypothesis 'H9'",
         LISTED),
    ]  # fmt: skip
    assert "column 'notes' is no hypothesis of the case and was left out" in taken.said
    assert [row for row in ratings(case) if row not in OLD] == [
        ("H2", "deeds:D2", "II", None, "ab", "2026-06-02", 1),
        ("H2", "deeds:D3", "C", None, "ab", "2026-06-02", 1),
    ]


def test_a_matrix_of_another_case_says_that_its_hypotheses_are_not_here(
    case: Any, bring: Read
) -> None:
    taken = bring("evidence,what,K1,K1 reason,K1 by\ndeeds:D1,x,C,since,C\n", by="ab")
    assert refused(taken) == [
        (2, "K1", "the case has no hypothesis 'K1'",
         "Add it to hypotheses.csv and read that first.")
    ]  # fmt: skip
    assert ratings(case) == OLD


def test_a_rating_by_nobody_is_refused(case: Any, bring: Read) -> None:
    taken = bring("evidence,H1\ndeeds:D3,C\n")
    assert refused(taken) == [
        (2, "H1", "nobody is named who rated",
         "Give --by NAME, or write it in a column H1 by.")
    ]  # fmt: skip
    assert ratings(case) == OLD


def test_a_reason_without_a_letter_is_told(case: Any, bring: Read) -> None:
    taken = bring("evidence,H2,H2 reason\ndeeds:D3,,since\n", by="ab")
    assert taken.said[-1] == "1 reason stands without a letter and was left out"
    assert ratings(case) == OLD


def test_one_that_goes_back_to_an_earlier_letter_counts_again(case: Any, bring: Read) -> None:
    from actaverba.case.rated import rated

    bring("evidence,H1\ndeeds:D1,C\n", by="ab", name="one.csv")
    bring("evidence,H1,H1 reason\ndeeds:D1,I,the day before\n", by="ab", name="two.csv")
    found = rated(case.table("ratings").to_pylist())
    assert found.letters["deeds:D1", "H1", "ab"] == "I"
    assert [row[2] for row in ratings(case) if row[:2] == ("H1", "deeds:D1")] == ["C", "I", "I"]


def test_the_same_item_twice_in_one_file_counts_as_it_stands_last(case: Any, bring: Read) -> None:
    from actaverba.case.rated import rated

    bring("evidence,H1\ndeeds:D3,C\ndeeds:D3,II\n", by="ab")
    found = rated(case.table("ratings").to_pylist())
    assert found.letters["deeds:D3", "H1", "ab"] == "II"


def test_a_list_of_ratings_is_no_matrix(case: Any, bring: Read) -> None:
    bring("hypothesis,evidence,rating,by\nH2,deeds:D3,N,ab\n", name="ratings.csv")
    assert ratings(case)[-1] == ("H2", "deeds:D3", "N", None, "ab", None, None)
