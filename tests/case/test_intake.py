"""Versions: what a file says now is current, what it said before can be found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actaverba.case.case import Case
from actaverba.case.file import reading
from actaverba.case.verify import verify
from tests.case.taking import empty, ids, take

HEAD = "id,statement,host,url,note\n"
ONE = "A1,S1,a.org,https://a.org/1,first\n"
TWO = "A2,S1,a.org,https://a.org/2,second\n"
ONE_CHANGED = ONE.replace("first", "mended")
ONE_BROKEN = ONE.replace("https://", "")
SHARE = "object_id,account_id,content_id,t\n"


@pytest.fixture
def case(case_path: Path) -> Case:
    return empty(case_path)


@pytest.fixture(autouse=True)
def whole(case_path: Path) -> Any:
    """Whatever a test reads, the case is whole after it."""
    yield
    assert verify(case_path).troubles == ()


def counts(case: Case, table: str, text: str, **named: str) -> tuple[int, int, int, int]:
    taken = take(case.path, table, text, **named)
    return taken.rows, taken.new, taken.changed, taken.gone


def notes(case: Case) -> dict[str, str]:
    return {r["id"]: r["note"] for r in case.table("relays").to_pylist()}


def all_versions(case: Case) -> list[tuple[Any, ...]]:
    """Every version of every relay, and why it is no longer current."""
    with reading(case.path) as con:
        return con.execute(
            "select id, note, coalesce(reason, 'current') from relays left join superseded"
            " using (row_id, row_hash) order by id, note"
        ).fetchall()


def test_the_same_file_twice_changes_nothing(case: Case, case_path: Path) -> None:
    assert counts(case, "relays", HEAD + ONE + TWO) == (2, 2, 0, 0)
    before = verify(case_path).digest
    assert counts(case, "relays", HEAD + ONE + TWO) == (2, 0, 0, 0)
    assert verify(case_path).digest == before
    assert len(case.info()["sources"]) == 1


def test_a_changed_row_supersedes_and_the_old_one_can_be_found(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE + TWO)
    assert counts(case, "relays", HEAD + ONE_CHANGED + TWO) == (2, 0, 1, 0)
    assert notes(case) == {"A1": "mended", "A2": "second"}
    assert all_versions(case) == [
        ("A1", "first", "changed"), ("A1", "mended", "current"), ("A2", "second", "current"),
    ]  # fmt: skip


def test_a_row_that_is_gone_is_not_current_and_can_be_found(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE + TWO)
    assert counts(case, "relays", HEAD + TWO) == (1, 0, 0, 1)
    assert notes(case) == {"A2": "second"}
    assert all_versions(case) == [("A1", "first", "gone"), ("A2", "second", "current")]


def test_a_row_whose_new_version_is_refused_stays_as_it_was(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE + TWO)
    taken = take(case.path, "relays", HEAD + ONE_BROKEN + TWO)
    assert [(r.line, r.column, r.code) for r in taken.refused] == [(2, "url", "not_a_url")]
    assert (taken.new, taken.changed, taken.gone) == (0, 0, 0)
    assert notes(case) == {"A1": "first", "A2": "second"}


def test_back_to_the_old_content_is_current_again(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE + TWO)
    take(case.path, "relays", HEAD + ONE_CHANGED)
    assert notes(case) == {"A1": "mended"}
    take(case.path, "relays", HEAD + ONE + TWO)
    assert notes(case) == {"A1": "first", "A2": "second"}
    assert all_versions(case) == [
        ("A1", "first", "current"), ("A1", "mended", "changed"), ("A2", "second", "current"),
    ]  # fmt: skip
    assert len(case.info()["sources"]) == 1


def test_back_and_forth_ends_where_it_ends(case: Case) -> None:
    for _ in range(3):
        take(case.path, "relays", HEAD + ONE)
        take(case.path, "relays", HEAD + ONE_CHANGED)
    assert notes(case) == {"A1": "mended"}


def test_two_files_of_one_dataset_stand_side_by_side(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE, name="a.csv")
    take(case.path, "relays", HEAD + TWO, name="b.csv")
    assert notes(case) == {"A1": "first", "A2": "second"}
    take(case.path, "relays", HEAD, name="a.csv")
    assert notes(case) == {"A2": "second"}


def test_a_row_in_two_files_is_gone_when_it_is_in_neither(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE, name="a.csv")
    assert counts(case, "relays", HEAD + ONE + TWO, name="b.csv") == (2, 1, 0, 0)
    assert counts(case, "relays", HEAD, name="a.csv") == (0, 0, 0, 0)
    assert notes(case) == {"A1": "first", "A2": "second"}
    assert counts(case, "relays", HEAD + TWO, name="b.csv") == (1, 0, 0, 1)
    assert notes(case) == {"A2": "second"}


def test_of_two_files_that_differ_the_later_read_is_current(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE, name="a.csv")
    take(case.path, "relays", HEAD + ONE_CHANGED, name="b.csv")
    assert notes(case) == {"A1": "mended"}


def test_what_the_other_file_says_counts_when_one_drops_it(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE, name="a.csv")
    take(case.path, "relays", HEAD + ONE_CHANGED + TWO, name="b.csv")
    take(case.path, "relays", HEAD + TWO, name="b.csv")
    assert notes(case) == {"A1": "first", "A2": "second"}


def test_datasets_have_ids_of_their_own(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE, dataset="theirs")
    take(case.path, "relays", HEAD + ONE_CHANGED, dataset="ours")
    assert sorted(r["note"] for r in case.table("relays").to_pylist()) == ["first", "mended"]
    row_ids = {str(r["row_id"]) for r in case.table("relays").to_pylist()}
    assert len(row_ids) == 2


def test_a_bulk_row_has_one_id_in_all_datasets(case: Case) -> None:
    posts = "id,platform,text\np1,telegram,hello\n"
    take(case.path, "posts", posts, dataset="theirs")
    take(case.path, "posts", posts, dataset="ours")
    assert case.table("posts").num_rows == 1


def test_a_used_name_is_refused_unless_it_says_the_same(case: Case) -> None:
    taken = take(case.path, "relays", HEAD + ONE + ONE_CHANGED + ONE + TWO)
    assert [(r.line, r.column, r.code) for r in taken.refused] == [(3, "id", "used_twice")]
    assert "line 2" in taken.refused[0].message
    assert notes(case) == {"A1": "first", "A2": "second"}
    (row,) = case.rows("relays", [str(case.table("relays").to_pylist()[0]["row_id"])])
    assert (row["source"], row["line"]) == ("relays.csv", 2)


def test_equal_rows_without_a_name_are_counted(case: Case) -> None:
    take(case.path, "shares", SHARE + "u,a,1,5\n" * 3)
    assert case.table("shares").num_rows == 3
    assert counts(case, "shares", SHARE + "u,a,1,5\n" * 2) == (2, 0, 0, 1)
    assert counts(case, "shares", SHARE + "u,a,1,5\n" * 4) == (4, 1, 0, 0)
    assert case.table("shares").num_rows == 4


def test_equal_rows_of_two_files_are_the_same_rows(case: Case) -> None:
    take(case.path, "shares", SHARE + "u,a,1,5\n" * 2, name="a.csv")
    assert counts(case, "shares", SHARE + "u,a,1,5\n" * 3, name="b.csv") == (3, 1, 0, 0)
    assert case.table("shares").num_rows == 3


def test_order_in_the_file_does_not_matter_to_ids(case: Case, tmp_path: Path) -> None:
    take(case.path, "relays", HEAD + ONE + TWO)
    before = {r["id"]: r["row_id"] for r in case.table("relays").to_pylist()}
    assert counts(case, "relays", HEAD + TWO + ONE) == (2, 0, 0, 0)
    assert {r["id"]: r["row_id"] for r in case.table("relays").to_pylist()} == before


def test_an_empty_file_is_a_version_without_rows(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE)
    assert counts(case, "relays", HEAD) == (0, 0, 0, 1)
    assert ids(case, "relays") == []
    take(case.path, "relays", HEAD + ONE)
    assert ids(case, "relays") == ["A1"]


def test_null_is_not_the_empty_text_and_blanks_are_trimmed(case: Case) -> None:
    take(case.path, "relays", HEAD + 'A1 ,S1,"\u00a0a.org\t",https://a.org/1,"  "\n')
    (row,) = case.table("relays").to_pylist()
    assert (row["id"], row["host"], row["note"]) == ("A1", "a.org", None)


def test_what_the_case_says_of_a_place(case: Case) -> None:
    take(case.path, "relays", HEAD + ONE, name="a.csv")
    take(case.path, "relays", HEAD + TWO + ONE, name="b.csv")
    take(case.path, "relays", HEAD, name="a.csv")
    row_id = next(r["row_id"] for r in case.table("relays").to_pylist() if r["id"] == "A1")
    (row,) = case.rows("relays", [str(row_id)])
    assert (row["source"], row["line"]) == ("b.csv", 3)
