"""A case that comes by mail is hostile input."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from actaverba.case import file
from actaverba.case.case import Case
from actaverba.errors import CaseError, CaseHostile, CaseMissing
from tests.case.taking import empty, tampered

FOREIGN = {
    "view": "create view v as select 1",
    "view in place of a table": "drop table relays; create view relays as select 1 as row_id",
    "macro": "create macro f(x) as x + 1",
    "table macro": "create macro f() as table select 1",
    "index": "create index i on relays (row_id)",
    "sequence": "create sequence s",
    "type": "create type mood as enum ('a')",
    "trigger": "create trigger t after insert on run for each statement"
    " insert into innocent (why) values ('x')",
    "schema": "create schema other",
    "table in another schema": "create schema other; create table other.relays (a int)",
    "default": "alter table relays alter note set default 'x'",
    "not null": "alter table relays alter note set not null",
    "key": "create table k (a int primary key)",
    "check": "create table k (a int check (a > 0))",
    "generated column": "create table k (a int, b int generated always as (a + 1))",
    "unknown table": "create table notes (a int)",
    "a table less": "drop table captures",
    "a column more": "alter table relays add column more varchar",
    "a column less": "alter table relays drop column note",
    "another type": "alter table relays alter line set data type varchar",
    "another order": "drop table forgotten;"
    ' create table forgotten (row_id uuid, table_name varchar, "at" varchar, why varchar)',
    "odd result table": 'create table "result_a; drop" (run uuid, place bigint)',
    "odd result column": 'create table result_a (run uuid, place bigint, "a b" bigint)',
    "odd result type": "create table result_a (run uuid, place bigint, a blob)",
    "nested result type": "create table result_a (run uuid, place bigint, a varchar[])",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_what_no_case_holds_is_refused(case_path: Path, what: str) -> None:
    empty(case_path)
    tampered(case_path, FOREIGN[what])
    with pytest.raises(CaseHostile) as refusal:
        Case(case_path)
    assert str(case_path) in str(refusal.value)
    assert refusal.value.exit_code == 6


SHADOWS = {
    "duckdb_functions": "() as table select 'x' as function_name, true as internal where false",
    "duckdb_views": "() as table select 'x' as view_name, true as internal where false",
    "duckdb_columns": "() as table select 'relays' as table_name where false",
    "current_database": "() as 'another'",
    "sha256": "(x) as 'always the same'",
    "sum": "(x) as 0",
    "=": "(a, b) as true",
}


@pytest.mark.parametrize("name", SHADOWS)
def test_a_macro_that_answers_in_place_of_the_database_is_seen(case_path: Path, name: str) -> None:
    empty(case_path)
    tampered(
        case_path,
        "create view evil as select 1",
        "create macro duckdb_views() as table select 'x' as view_name where false",
        f'create or replace macro "{name}"{SHADOWS[name]}',
    )
    with pytest.raises(CaseHostile, match="macro"):
        Case(case_path)


def test_a_result_table_of_a_method_not_installed_here_is_no_harm(case_path: Path) -> None:
    empty(case_path)
    tampered(case_path, "create table result_their_own (run uuid, place bigint, label varchar)")
    assert Case(case_path).runs() == []


def test_another_schema_version_is_said(case_path: Path) -> None:
    empty(case_path)
    tampered(case_path, "update case_info set value = '999' where key = 'schema_version'")
    with pytest.raises(CaseError, match="schema version 999") as refusal:
        Case(case_path)
    assert not isinstance(refusal.value, CaseHostile)


def test_a_database_that_is_no_case_is_said(case_path: Path) -> None:
    tampered(case_path, "create table t (a int)")
    with pytest.raises(CaseError, match="not a case"):
        Case(case_path)


@pytest.mark.parametrize("raw", [b"", b"\0", b"id,statement\nA001,S001\n", b"\0" * 9000])
def test_a_file_that_is_no_database_stays_as_it_is(case_path: Path, raw: bytes) -> None:
    case_path.write_bytes(raw)
    for opened in (file.reading, file.writing):
        with pytest.raises(CaseError), opened(case_path):
            pass
    assert case_path.read_bytes() == raw
    assert os.listdir(case_path.parent) == [case_path.name]


def test_a_file_cut_anywhere_is_refused_in_words(case_path: Path) -> None:
    empty(case_path)
    whole = case_path.read_bytes()
    for keep in sorted({*range(0, len(whole), 16_384), 1, 100, 4095, 4097, 12_287, 12_289}):
        case_path.write_bytes(whole[:keep])
        with pytest.raises(CaseError) as refusal:
            Case(case_path)
        assert str(case_path) in str(refusal.value), keep


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing):
        Case(tmp_path / "none.case")
    with pytest.raises(CaseError):
        Case(tmp_path)
    pipe = tmp_path / "pipe.case"
    os.mkfifo(pipe)
    with pytest.raises(CaseError):
        Case(pipe)


def test_a_link_to_a_case_is_a_case_and_one_to_nothing_is_none(tmp_path: Path) -> None:
    empty(tmp_path / "real.case")
    (tmp_path / "link.case").symlink_to("real.case")
    (tmp_path / "broken.case").symlink_to("none.case")
    assert Case(tmp_path / "link.case").runs() == []
    with pytest.raises(CaseMissing):
        Case(tmp_path / "broken.case")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_case_one_may_not_read_is_said(case_path: Path) -> None:
    empty(case_path)
    case_path.chmod(0)
    with pytest.raises(CaseError, match="cannot be opened"):
        Case(case_path)


REACHING_OUT = [
    "select * from read_text('{secret}')",
    "select * from read_csv('{secret}')",
    "select * from read_json('{secret}')",
    "select * from read_parquet('{secret}')",
    "select * from glob('{folder}/*')",
    "select * from '{secret}'",
    "copy (select 1) to '{folder}/out.csv'",
    "copy case_info from '{secret}'",
    "attach '{folder}/other.db'",
    "install httpfs",
    "load httpfs",
    "load '{folder}/x.duckdb_extension'",
    "export database '{folder}/out'",
    "import database '{folder}/out'",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "set temp_directory = '{folder}/t'",
    "set allowed_directories = ['/']",
    "pragma enable_profiling = 'json'; pragma profiling_output = '{folder}/p.json'",
    "select getenv('HOME')",
    "select * from local_variable",
]


@pytest.mark.parametrize("statement", REACHING_OUT)
@pytest.mark.parametrize("opened", [file.reading, file.writing])
def test_nothing_outside_the_case_is_reached(
    case_path: Path, tmp_path: Path, statement: str, opened: object
) -> None:
    import duckdb

    empty(case_path)
    secret = tmp_path / "secret.csv"
    secret.write_text("key,value\n1,2\n")
    before = sorted(os.listdir(tmp_path))
    local_variable = [1]  # noqa: F841 - a query must not find it
    with pytest.raises(duckdb.Error), opened(case_path) as con:  # type: ignore[operator]
        con.execute(statement.format(secret=secret, folder=tmp_path))
    assert sorted(os.listdir(tmp_path)) == before


def test_a_reading_connection_writes_nothing(case_path: Path) -> None:
    import duckdb

    empty(case_path)
    with file.reading(case_path) as con, pytest.raises(duckdb.Error, match="read-only"):
        con.execute("insert into case_info values ('a', 'b')")
