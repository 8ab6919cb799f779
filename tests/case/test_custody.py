"""Pages are kept as they came, and whatever is done to them or to their log shows."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import duckdb
import pytest

import actaverba
from actaverba.case import custody
from actaverba.case.case import Case
from actaverba.case.verify import verify
from actaverba.errors import CaseError, CaseHostile, InputError
from tests.case.taking import empty, take

NOW = "2026-03-04T05:06:07Z"
RELAYS = """id,statement,host,url
A1,S1,a.org,https://a.org/one
A2,S1,a.org,https://a.org/two/
A3,S1,b.org,https://b.org/
"""
HTML = b"<!doctype html><script>alert(1)</script>one"
SHA = hashlib.sha256(HTML).hexdigest()


@pytest.fixture
def case(case_path: Path) -> Case:
    made = empty(case_path)
    take(case_path, "relays", RELAYS)
    return made


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "one.html"
    path.write_bytes(HTML)
    return path


def attach(case: Case, *where: object, **asked: object) -> list[custody.Attached]:
    given = {"by": "ab", "now": NOW, **asked}
    return list(actaverba.attach(case, *where, **given).attached)  # type: ignore[arg-type]


def troubles(case: Case) -> list[tuple[str, str, str]]:
    return [(t.table, t.row, t.what) for t in verify(case.path).troubles]


def by_hand(case: Case, query: str, *bound: object) -> None:
    with duckdb.connect(str(case.path)) as con:
        con.execute(query, list(bound))


def test_a_page_is_kept_and_is_a_capture_of_its_row(case: Case, page: Path) -> None:
    page.chmod(0o741)
    told = attach(case, "relays:A1", page)

    assert told == [
        custody.Attached(
            "relays:A1", "https://a.org/one", NOW, SHA, len(HTML), "html", "beside", "attach"
        )
    ]
    kept = case.path.with_name("test.case.pages") / SHA
    assert kept.read_bytes() == HTML
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert os.listdir(kept.parent) == [SHA]
    row = case.table("captures").to_pylist()[0]
    assert {k: row[k] for k in custody.CAPTURE} == {
        "row": "relays:A1", "url": "https://a.org/one", "archive_url": None, "captured_at": NOW,
        "sha256": SHA, "by": "ab",
        "tool": f"unknown; brought as a file, actaverba {actaverba.__version__}",
    }  # fmt: skip
    entry = custody.log(case)[0]
    named = ("place", "action", "table_name", "sha256", "bytes", "media", "kept", "note", "by")
    assert [entry[n] for n in named] == [
        1, "attach", "relays", SHA, len(HTML), "html", "beside", None, "ab",
    ]  # fmt: skip
    assert troubles(case) == []


def test_the_same_page_twice_is_one_capture(case: Case, page: Path) -> None:
    attach(case, "relays:A1", page)
    assert [a.action for a in attach(case, "relays:A1", page, now="2027-01-01T00:00:00Z")] == [""]
    assert len(custody.log(case)) == case.table("captures").num_rows == 1


def test_small_originals_are_kept_inside(case: Case, page: Path) -> None:
    told = attach(case, "relays:A1", page, inside_below=len(HTML) + 1)
    assert [a.kept for a in told] == ["inside"]
    assert not case.path.with_name("test.case.pages").exists()
    assert troubles(case) == []
    by_hand(case, "update page set content = 'other'")
    what = f"the original of its page has changed (inside the case, SHA-256 {SHA})"
    assert troubles(case) == [("custody", "relays:A1", what)]
    by_hand(case, "delete from page")
    what = f"the original of its page is not there (inside the case, SHA-256 {SHA})"
    assert troubles(case) == [("custody", "relays:A1", what)]


@pytest.mark.parametrize("done", ["changed", "missing", "linked", "piped"])
def test_verify_says_which_original_is_not_as_it_was(case: Case, page: Path, done: str) -> None:
    attach(case, "relays:A1", page)
    kept = case.path.with_name("test.case.pages") / SHA
    if done == "changed":
        kept.write_bytes(HTML + b" ")
    else:
        kept.unlink()
    if done == "linked":
        kept.symlink_to(page)
    if done == "piped":
        os.mkfifo(kept)
    what = "has changed" if done == "changed" else "is not there"
    told = f"the original of its page {what} (beside the case, SHA-256 {SHA})"
    assert troubles(case) == [("custody", "relays:A1", told)]
    if done != "piped":
        attach(case, "relays:A1", page)
        assert troubles(case) == []


def test_an_original_that_nobody_named_is_told(case: Case, page: Path) -> None:
    attach(case, "relays:A1", page)
    (case.path.with_name("test.case.pages") / "stray").write_bytes(b"x")
    told = [(t.row, t.what) for t in verify(case.path).notes if t.table == "custody"]
    what = "lies in the folder of originals and no entry of the log names it"
    assert told == [("stray", what)]


def test_replacing_shows_the_new_and_keeps_the_old(case: Case, page: Path) -> None:
    attach(case, "relays:A1", page)
    page.write_bytes(HTML + b"!")
    assert [a.action for a in attach(case, "relays:A1", page, replace=True)] == ["replace"]
    new = hashlib.sha256(HTML + b"!").hexdigest()
    assert case.table("captures")["sha256"].to_pylist() == [new]
    assert [(e["action"], e["note"]) for e in custody.log(case)] == [
        ("attach", None), ("replace", SHA),
    ]  # fmt: skip
    assert sorted(os.listdir(case.path.with_name("test.case.pages"))) == sorted([SHA, new])
    assert troubles(case) == []


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ('update custody set "by" = null where place = 1', ("entry 1", "was changed after")),
        ("delete from custody where place = 2", ("entry 2", "is not there")),
        ("delete from custody where place = 3", ("", "has 2 of 3 entries: the last were")),
        ("update custody set captured_at = null where place = 2", ("entry 2", "was changed")),
    ],
)
def test_an_entry_changed_or_dropped_is_named(
    case: Case, page: Path, query: str, told: tuple[str, str]
) -> None:
    for row in ("A1", "A2", "A3"):
        attach(case, f"relays:{row}", page)
    by_hand(case, query)
    found = [(row, what) for table, row, what in troubles(case) if table == "custody"]
    assert any(row == told[0] and what.startswith(told[1]) for row, what in found), found


def test_a_case_that_moved_without_its_pages_says_which_folder(case: Case, page: Path) -> None:
    attach(case, "relays:A1", page)
    moved = case.path.with_name("moved") / "other.case"
    moved.parent.mkdir()
    case.path.rename(moved)
    (trouble,) = verify(moved).troubles
    assert trouble.row == "relays:A1"
    assert trouble.cure.startswith("Put the folder other.case.pages beside the case")
    case.path.with_name("test.case.pages").rename(moved.with_name("other.case.pages"))
    assert verify(moved).ok


def test_looking_at_the_originals_is_an_entry(case: Case, page: Path) -> None:
    attach(case, "relays:A1", page)
    actaverba.verify(case, by="cd", now=NOW)
    entry = custody.log(case)[-1]
    assert (entry["action"], entry["note"], entry["by"]) == (
        "verify", "1 whole, 0 missing, 0 changed", "cd",
    )  # fmt: skip
    assert troubles(case) == []


def test_a_forgotten_row_takes_its_page_along(case: Case, page: Path) -> None:
    attach(case, "relays:A1", page)
    attach(case, "relays:A2", page)
    other = page.with_name("other.html")
    other.write_bytes(b"<html>secret")
    attach(case, "relays:A1", other, inside_below=100)

    actaverba.forget(case, row="relays:A1", why="asked to", now=NOW)

    assert case.table("captures")["row"].to_pylist() == ["relays:A2"]
    assert os.listdir(case.path.with_name("test.case.pages")) == [SHA]
    assert b"secret" not in case.path.read_bytes()
    assert b"a.org/one" not in case.path.read_bytes()
    assert [e["action"] for e in custody.log(case)] == ["attach"] * 3 + ["forget"] * 2
    assert troubles(case) == []

    actaverba.forget(case, row="relays:A2", why="asked to", now=NOW)
    assert not case.path.with_name("test.case.pages").exists()
    assert troubles(case) == []


def test_an_original_that_was_to_go_and_stayed_shows(case: Case, page: Path) -> None:
    attach(case, "relays:A1", page)
    actaverba.forget(case, row="relays:A1", why="asked to", now=NOW)
    pages = case.path.with_name("test.case.pages")
    pages.mkdir()
    (pages / SHA).write_bytes(HTML)
    assert troubles(case) == [("custody", SHA, "its original was forgotten and is still there")]


@pytest.mark.parametrize(
    ("where", "asked", "what"),
    [
        (("relays:A9",), {}, "the case has no row 'relays:A9'"),
        (("captures:A1",), {}, "'captures:A1' names no row that has a page"),
        (("relays:A1",), {"by": " "}, "--by is empty"),
        (("relays:A1",), {"by": "a\x1b[31m"}, "--by has control characters"),
        (("relays:A1",), {"url": "javascript:alert(1)"}, "url: "),
        (("relays:A1",), {"folder": "pages"}, "a folder finds its rows by address"),
    ],
)
def test_what_is_refused_leaves_nothing(
    case: Case, page: Path, where: tuple[str, ...], asked: dict[str, object], what: str
) -> None:
    with pytest.raises(InputError) as refusal:
        attach(case, *where, page, **asked)
    assert refusal.value.what.startswith(what)
    assert custody.log(case) == []
    assert not case.path.with_name("test.case.pages").exists()


def test_an_empty_page_is_none(case: Case, page: Path) -> None:
    page.write_bytes(b"")
    with pytest.raises(InputError, match="is empty"):
        attach(case, "relays:A1", page)
    with pytest.raises(InputError, match="is no plain file"):
        attach(case, "relays:A1", page.parent)


def test_a_log_by_mail_cannot_name_another_file(case: Case, page: Path) -> None:
    attach(case, "relays:A1", page)
    by_hand(case, "update custody set sha256 = '../one.html'")
    assert ("custody", "entry 1", "was changed after it was written") in troubles(case)
    named = "the original of its page is named by what is no SHA-256"
    assert any(what.startswith(named) for _, _, what in troubles(case))
    with pytest.raises(CaseHostile):
        actaverba.forget(case, row="relays:A1", why="asked to", now=NOW)
    assert page.read_bytes() == HTML
    assert case.table("relays").num_rows == 3


def test_a_folder_that_is_a_link_is_not_written_to(case: Case, page: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    case.path.with_name("test.case.pages").symlink_to(elsewhere)
    with pytest.raises(CaseError, match="is a link"):
        attach(case, "relays:A1", page)
    assert os.listdir(elsewhere) == []
