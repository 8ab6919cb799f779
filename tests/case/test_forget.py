"""What is forgotten is gone from the bytes of the file, and stays out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from actaverba.case import forget as forgetting
from actaverba.case.case import Case
from actaverba.case.file import reading
from actaverba.case.verify import verify
from actaverba.engine.cells import pseudonym
from actaverba.errors import InputError
from tests.case.taking import empty, ids, take

LATER = "2026-02-03T04:05:06Z"
POSTS = """id,platform,account,text
p1,telegram,@Zaphod_B,xylophone at noon
p2,telegram,trillian,hello
p3,telegram,zaphod_b,quixotic zephyr
"""
SHARES = "object_id,account_id,content_id,t\nu,zaphod_b,p1,5\nu,zaphod_b,p1,5\nu,trillian,p2,7\n"
OUTLETS = "host,outlet,state,kind,kind_basis\na.org,A,FRA,official,said so\n"
RELAYS = """id,statement,host,url,note
A1,S1,a.org,https://a.org/one,sesquipedalian remark
A2,S1,a.org,https://a.org/two,plain
"""


def forget(path: Path, **asked: str) -> forgetting.Forgotten:
    return forgetting.forget(path, **{"why": "asked to", "now": LATER, **asked})


def bytes_of(path: Path) -> bytes:
    """All bytes of the case and of whatever lies beside it, but for the key."""
    beside = sorted(p for p in path.parent.iterdir() if not p.name.endswith(".key"))
    return b"".join(p.read_bytes() for p in beside)


def shared(path: Path, *, clear_names: bool) -> Case:
    case = empty(path, clear_names=clear_names)
    take(path, "posts", POSTS)
    take(path, "shares", SHARES)
    return case


def test_an_account_is_gone_from_the_bytes_of_the_file(case_path: Path) -> None:
    case = shared(case_path, clear_names=False)
    key = case.key()
    assert key is not None
    keyed = pseudonym("zaphod_b", key).encode()
    before = bytes_of(case_path)
    assert keyed in before
    assert b"xylophone at noon" in before
    assert b"aphod" not in before

    told = forget(case_path, account="@ZAPHOD_B")

    assert told == forgetting.Forgotten(rows=4, versions=4)
    after = bytes_of(case_path)
    assert keyed not in after
    assert b"xylophone" not in after
    assert b"quixotic" not in after
    assert ids(case, "posts") == ["p2"]
    assert ids(case, "shares", "content_id") == ["p2"]
    assert sorted(os.listdir(case_path.parent)) == ["test.case", "test.case.key"]
    assert verify(case_path).troubles == ()


def test_a_pseudonym_names_its_account(case_path: Path) -> None:
    case = shared(case_path, clear_names=False)
    key = case.key()
    assert key is not None
    assert forget(case_path, account=pseudonym("trillian", key)).rows == 2
    assert ids(case, "posts") == ["p1", "p3"]


def test_a_clear_handle_is_gone_however_it_was_written(case_path: Path) -> None:
    case = shared(case_path, clear_names=True)
    assert b"Zaphod_B" in bytes_of(case_path)
    assert forget(case_path, account="zaphod_B") == forgetting.Forgotten(rows=4, versions=4)
    assert b"zaphod" not in bytes_of(case_path).lower()
    assert ids(case, "posts") == ["p2"]


def test_what_was_refused_of_an_account_is_blanked(case_path: Path) -> None:
    case = empty(case_path)
    take(
        case_path, "posts", POSTS + "p4,telegram,zaphod_b,x\nP 5,UPPER CASE,Zaphod_B,marvinesque\n"
    )
    assert [r["line"] for r in case.refused()] == [6]
    assert b"marvinesque" in bytes_of(case_path)
    assert forget(case_path, account="zaphod_b") == forgetting.Forgotten(3, 3, refused=1)
    (refused,) = case.refused()
    assert (refused["raw"], refused["message"], refused["cure"]) == ("", "was forgotten", "")
    assert b"marvinesque" not in bytes_of(case_path)
    assert verify(case_path).troubles == ()


def test_a_part_of_another_word_is_not_the_account(case_path: Path) -> None:
    case = empty(case_path)
    take(case_path, "posts", POSTS + "p5,UPPER CASE,zaphod_b2,kept\n")
    assert forget(case_path, account="zaphod_b").refused == 0
    assert "kept" in case.refused()[0]["raw"]


def test_all_versions_of_a_row_go(case_path: Path) -> None:
    case = empty(case_path)
    take(case_path, "relays", RELAYS)
    take(case_path, "relays", RELAYS.replace("sesquipedalian remark", "antediluvian remark"))
    before = bytes_of(case_path)
    assert b"sesquipedalian" in before
    assert b"antediluvian" in before
    told = forget(case_path, row="relays:A1")
    assert told == forgetting.Forgotten(rows=1, versions=2)
    assert b"sesquipedalian" not in bytes_of(case_path)
    assert b"antediluvian" not in bytes_of(case_path)
    assert ids(case, "relays") == ["A2"]
    assert verify(case_path).troubles == ()


def test_a_row_is_known_by_its_row_id(case_path: Path) -> None:
    case = empty(case_path)
    take(case_path, "relays", RELAYS)
    row_id = case.table("relays").to_pylist()[0]["row_id"]
    assert forget(case_path, row=str(row_id)).rows == 1
    assert ids(case, "relays") == ["A2"]


def test_rows_that_name_it_stay_and_are_counted(case_path: Path) -> None:
    case = empty(case_path)
    take(case_path, "relays", RELAYS)
    take(case_path, "relay_fields", "relay,field,printed\nA1,shells,1\nA1,shells,2\nA2,shells,3\n")
    assert forget(case_path, row="relays:A1").still_named == {"relay_fields": 2}
    assert ids(case, "relay_fields", "relay") == ["A1", "A1", "A2"]
    notes = verify(case_path).notes
    assert [(n.table, n.what) for n in notes if "relay " in n.what] == [
        ("relay_fields", "relay names no row"), ("relay_fields", "relay names no row"),
    ]  # fmt: skip


def test_what_is_forgotten_stays_out(case_path: Path) -> None:
    case = empty(case_path)
    take(case_path, "relays", RELAYS)
    forget(case_path, row="relays:A1")
    taken = take(case_path, "relays", RELAYS + "A3,S1,a.org,https://a.org/three,new\n")
    assert (taken.new, taken.changed, taken.gone) == (1, 0, 0)
    assert ids(case, "relays") == ["A2", "A3"]
    take(case_path, "relays", RELAYS, name="copy.csv")
    assert ids(case, "relays") == ["A2", "A3"]
    assert b"sesquipedalian" not in bytes_of(case_path)
    assert verify(case_path).troubles == ()


def test_the_first_rows_of_a_table_stay_out_too(case_path: Path) -> None:
    case = empty(case_path)
    take(case_path, "relays", RELAYS.split("A2")[0])
    forget(case_path, row="relays:A1")
    take(case_path, "relays", RELAYS, name="copy.csv")
    assert ids(case, "relays") == ["A2"]
    assert verify(case_path).troubles == ()


def test_one_of_equal_rows_can_go_and_stays_out(case_path: Path) -> None:
    case = shared(case_path, clear_names=True)
    row_id = case.table("shares").to_pylist()[1]["row_id"]
    forget(case_path, row=f"shares:{row_id}")
    take(case_path, "shares", SHARES + "u,ford,p9,9\n")
    assert case.table("shares").num_rows == 3
    assert verify(case_path).troubles == ()


def test_a_file_goes_with_all_that_stands_only_there(case_path: Path) -> None:
    case = empty(case_path)
    take(case_path, "relays", RELAYS, name="mine.csv")
    take(
        case_path,
        "relays",
        RELAYS.split("A2")[0] + "A9,S1,,https://a.org/9,no host\n",
        name="b.csv",
    )
    assert len(case.refused()) == 1
    assert forget(case_path, source="mine.csv") == forgetting.Forgotten(rows=1, versions=1)
    assert ids(case, "relays") == ["A1"]
    assert forget(case_path, source="b.csv") == forgetting.Forgotten(rows=1, versions=1, refused=1)
    assert ids(case, "relays") == []
    assert b"no host" not in bytes_of(case_path)
    assert verify(case_path).troubles == ()


def test_when_and_why_stays(case_path: Path) -> None:
    case = empty(case_path)
    take(case_path, "relays", RELAYS)
    forget(case_path, row="relays:A1", why="the author asked")
    with reading(case.path) as con:
        assert con.execute('select table_name, "at", why from forgotten').fetchall() == [
            ("relays", LATER, "the author asked")
        ]


def test_nothing_that_fits_changes_nothing(case_path: Path) -> None:
    shared(case_path, clear_names=True)
    before = case_path.read_bytes()
    assert forget(case_path, account="nobody") == forgetting.Forgotten()
    assert forget(case_path, row="posts:p9") == forgetting.Forgotten()
    assert forget(case_path, source="none.csv") == forgetting.Forgotten()
    assert case_path.read_bytes() == before


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "is not said"),
        ({"account": " "}, "is not said"),
        ({"account": "a", "row": "posts:p1"}, "is not said"),
        ({"account": "trillian", "why": " "}, "no reason"),
        ({"account": "@trillian", "why": "Trillian asked"}, "names the account"),
        ({"row": "source:x"}, "no table of rows"),
        ({"row": "relay:A1"}, "no table"),
    ],
)
def test_what_is_unclear_is_refused(case_path: Path, asked: dict[str, str], said: str) -> None:
    shared(case_path, clear_names=True)
    before = case_path.read_bytes()
    with pytest.raises(InputError, match=said):
        forget(case_path, **asked)
    assert case_path.read_bytes() == before


HOSTILE = ["' or true --", ".*", "(", "\\", "a|b", "%", "𝔷", "ⅣLOWER", "x\u0000y", "İ", "ΣΑΣ"]


@pytest.mark.parametrize("handle", HOSTILE)
def test_a_handle_is_only_ever_text(case_path: Path, handle: str) -> None:
    case = empty(case_path)
    rows = f'p8,UPPER CASE,"{handle}",x\np9,telegram,"{handle}",theirs\n'
    take(case_path, "posts", POSTS + rows)
    assert forget(case_path, account=handle) == forgetting.Forgotten(1, 1, refused=1)
    assert ids(case, "posts") == ["p1", "p2", "p3"]


def test_the_file_keeps_its_rights_and_its_name_as_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.case", tmp_path / "link.case"
    case = empty(real)
    link.symlink_to("real.case")
    take(real, "relays", RELAYS)
    real.chmod(0o640)
    forget(link, row="relays:A1")
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert ids(case, "relays") == ["A2"]
