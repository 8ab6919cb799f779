"""Handles become pseudonyms, in SQL as by the standard library."""

from __future__ import annotations

import hmac
import stat
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.case import keys
from actaverba.case.case import Case, new
from actaverba.engine import cells
from actaverba.errors import CaseError
from tests.case.taking import NOW, take

CONNECTION = duckdb.connect()
KEY = bytes(range(32))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def by_standard(folded: str, key: bytes) -> str:
    return "acc_" + hmac.new(key, folded.encode(), "sha256").hexdigest()[:20]


def by_sql(handle: str | None, key: bytes) -> str | None:
    row = CONNECTION.execute(
        f"select {cells.pseudonym_sql('h', key)} from (select ?::VARCHAR as h)", [handle]
    ).fetchone()
    assert row is not None
    return None if row[0] is None else str(row[0])


@given(
    st.text("abcdefghijklmnopqrstuvwxyz0123456789_.-", min_size=1),
    st.binary(min_size=32, max_size=32),
)
def test_a_pseudonym_is_the_hmac_of_the_standard_library(handle: str, key: bytes) -> None:
    assert by_sql(handle, key) == by_standard(handle, key)


@given(TEXT)
def test_one_handle_has_one_pseudonym_however_it_is_asked_for(handle: str) -> None:
    assert cells.pseudonym(handle, KEY) == by_sql(handle, KEY)


@pytest.mark.parametrize("written", ["@Some_One", " some_one ", "@@SOME_ONE", "\u00a0Some_One\t"])
def test_one_account_has_one_pseudonym_however_it_is_written(written: str) -> None:
    assert by_sql(written, KEY) == by_standard("some_one", KEY)


def test_composed_and_decomposed_are_one_account() -> None:
    assert by_sql("Zoe\u0308", KEY) == by_sql("zo\u00eb", KEY)


def test_no_handle_has_no_pseudonym() -> None:
    assert by_sql(None, KEY) is None


def test_another_key_gives_another_pseudonym() -> None:
    assert by_sql("a", KEY) != by_sql("a", KEY[::-1])


def test_handles_do_not_enter_the_case(case_path: Path) -> None:
    case = new(case_path, now=NOW)
    rows = "id,platform,account,text\np1,x,@Some_One,hi\np2,x,other,ho\np3,X Y,some_one,refused\n"
    take(case_path, "posts", rows)
    take(case_path, "accounts", "account,platform\nsome_one,x\nSOME_ONE,x\nSome_One,X Y\n")
    key = case.key()
    assert key is not None
    keyed = {p["id"]: p["account"] for p in case.table("posts").to_pylist()}
    assert keyed == {"p1": by_standard("some_one", key), "p2": by_standard("other", key)}
    assert case.table("accounts").column("account").to_pylist() == [keyed["p1"]]
    assert b"some_one" not in case_path.read_bytes().lower()


def test_a_clear_case_keeps_handles_and_has_no_key(case_path: Path) -> None:
    case = new(case_path, clear_names=True, now=NOW)
    take(case_path, "posts", "id,platform,account\np1,x,@Some_One\n")
    assert case.table("posts").column("account").to_pylist() == ["@Some_One"]
    assert case.key() is None
    assert not keys.place(case_path).exists()


def test_the_key_is_readable_by_its_owner_alone(case_path: Path) -> None:
    new(case_path, now=NOW)
    place = case_path.with_name("test.case.key")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert len(bytes.fromhex(place.read_text())) == 32


def test_two_cases_have_two_keys(tmp_path: Path) -> None:
    one, two = (new(tmp_path / name, now=NOW) for name in ("a.case", "b.case"))
    assert one.key() != two.key()


@pytest.mark.parametrize("content", [None, "", "not hex", "é", "00"])
def test_a_key_that_is_not_there_is_said(case_path: Path, content: str | None) -> None:
    case = new(case_path, now=NOW)
    place = keys.place(case_path)
    if content is None:
        place.unlink()
    else:
        place.write_text(content, encoding="utf-8")
    with pytest.raises(CaseError, match="key of its pseudonyms"):
        case.key()
    assert isinstance(Case(case_path), Case)
