"""A change made by hand shows, and in which row."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from actaverba.case import file, ledger, seals
from actaverba.case.case import Case
from actaverba.case.finding import Evidence, Finding, Innocent
from actaverba.case.forget import forget
from actaverba.case.report import Report
from actaverba.case.verify import verify
from actaverba.vocabulary.manifest import manifest
from tests.case.taking import NOW, empty, take, tampered

RELAYS = """id,statement,host,url,published,note
A1,S1,a.org,https://a.org/1,2025-05-29,first
A2,S1,a.org,https://a.org/2,2025-06,second
A3,S1,a.org,not an address,2025,refused
"""
FIELDS = "relay,field,printed,low,high,hedge\nA1,shells,many,1,2,exact\n"
SHARES = "object_id,account_id,content_id,t\n" + "u,a,1,5\n" * 3
TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32(),
         "flag": pa.bool_()}  # fmt: skip


def fill(case: Case, *, now: str = NOW) -> None:
    """Two versions of a file, two files more, and a run with one finding."""
    take(case.path, "relays", RELAYS.replace("first", "older"), now=now)
    take(case.path, "relays", RELAYS, now=now)
    take(case.path, "relay_fields", FIELDS, now=now)
    take(case.path, "shares", SHARES, now=now)
    compute(case, now=now)


def compute(case: Case, *, now: str = NOW) -> None:
    method = manifest("relay")
    cited = [str(r["row_id"]) for r in case.table("relays").to_pylist()]
    finding = Finding(
        question="carried", subject="S1", message="carried.count", params={"n": 2}, value=2.0, n=2,
        evidence=tuple(Evidence("relays", id, "carries") for id in cited),
        innocent=(Innocent("syndicated_wire", "not_examined", "not looked at"),),
    )  # fmt: skip
    tables = {}
    for declared in method.results:
        names = {c["name"]: TYPES[c["type"]] for c in declared.columns}
        rows = [dict.fromkeys(names), dict.fromkeys(names)]
        tables[declared.name] = pa.Table.from_pylist(rows, schema=pa.schema(list(names.items())))
    run = ledger.Run(method, method.read_settings({}), {"relays": "00"})
    with file.writing(case.path) as con:
        ledger.keep(con, run, tables=tables, findings=[finding], now=now, software="1")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "filled.case"
    fill(empty(path))
    return path


@cache
def digest_of(path: Path) -> str:
    return verify(path).digest


@pytest.fixture
def case(filled: Path, case_path: Path) -> Case:
    shutil.copy(filled, case_path)
    return Case(case_path)


def told(report: Report) -> list[tuple[str, str, str]]:
    return [(t.table, t.row, t.what) for t in report.troubles]


def test_a_case_as_it_was_made_is_whole(case: Case) -> None:
    report = verify(case.path)
    assert (report.ok, report.troubles) == (True, ())
    assert {table: n for table, n in report.checked.items() if n} == {
        "rows": 7, "source": 4, "refused": 2, "superseded": 1, "run": 1, "finding": 1,
        "evidence": 2, "innocent": 1,
    }  # fmt: skip
    assert len(report.digest) == 64
    assert {(n.table, n.row) for n in report.notes} == {
        ("relays", "A1"), ("relays", "A2"), ("relay_fields", report.notes[-1].row),
    }  # fmt: skip


ID = "(select id from finding)"
FINDING = "(select any_value(id::varchar) || ' (carried)' from finding)"
RESULT = "result_relay_items"

# What somebody does, and what is then said: table, a part of the row's name, a part of what.
BY_HAND: dict[str, tuple[list[str], list[tuple[str, str, str]]]] = {
    "a value": (
        ["update relays set note = 'forged' where id = 'A2'"],
        [("relays", "A2", "says something else")],
    ),
    "a value to nothing": (
        ["update relays set note = null where id = 'A2'"],
        [("relays", "A2", "says something else")],
    ),
    "a value of an old version": (
        ["update relays set note = 'forged' where note = 'older'"],
        [("relays", "A1", "says something else")],
    ),
    "a number": (
        ["update relay_fields set low = 3, interval_low = 3"],
        [("relay_fields", "A1", "says something else"),
         ("relay_fields", "A1", "a date or an interval")],
    ),
    "the end of an interval alone": (
        ["update relay_fields set interval_high = 30"],
        [("relay_fields", "A1", "a date or an interval")],
    ),
    "a derived date": (
        ["update relays set published_earliest = '2025-06-02' where id = 'A2'"],
        [("relays", "A2", "a date or an interval")],
    ),
    "an id": (
        ["update relays set id = 'A9' where id = 'A2'"],
        [("relays", "A9", "says something else"), ("relays", "A9", "its id does not follow")],
    ),
    "a row id": (
        ["update relays set row_id = uuid() where id = 'A2'"],
        [("relays", "A2", "its id does not follow"), ("source", "relays.csv", "has 1 of 2 rows"),
         ("row_source", "relays.csv, line 3", "its row is not in relays"),
         ("evidence", "relays", "is not there")],
    ),
    "a line": (
        ["update relays set line = 2 where id = 'A2'"],
        [("source", "relays.csv", "has another line")],
    ),
    "a file": (
        ["update relay_fields set origin = uuid()"],
        [("relay_fields", "A1", "does not know"), ("source", "relay_fields.csv", "0 of 1")],
    ),
    "a row taken out": (
        ["delete from relay_fields"],
        [("source", "relay_fields.csv", "has 0 of 1 rows")],
    ),
    "one of equal rows taken out": (
        ["delete from shares where line = 3"],
        [("source", "shares.csv", "has 2 of 3 rows; none at line 3")],
    ),
    "a row put in": (
        [("insert into relays by name select uuid() as row_id, uuid() as row_hash, origin,"
          " 9 as line, 'A7' as id from relays where id = 'A2'")],
        [("relays", "A7", "says something else"), ("relays", "A7", "its id does not follow"),
         ("source", "relays.csv", "rows")],
    ),
    "a row put in twice": (
        ["insert into relay_fields from relay_fields"],
        [("relay_fields", "A1", "stands twice"), ("relay_fields", "relay_fields.csv, line 2",
          "same place twice"), ("source", "relay_fields.csv", "2 of 1")],
    ),
    "an old version made current": (
        ["delete from superseded"],
        [("relays", "A1", "two current versions")],
    ),
    "the current version made old": (
        [("insert into superseded select 'relays', row_id, row_hash, origin, 'gone'"
          " from relays where id = 'A2'")],
        [("relays", "A2", "marked as gone")],
    ),
    "the current version called replaced": (
        [("insert into superseded select 'relays', row_id, row_hash, origin, 'changed'"
          " from relays where id = 'A2'")],
        [("relays", "A2", "marked as replaced")],
    ),
    "a reason": (
        ["update superseded set reason = 'why not'"],
        [("superseded", "relays", "was changed")],
    ),
    "a place taken out": (
        ["delete from row_source"],
        [("source", "relays.csv", "has 1 of 2 rows; none at line 3")],
    ),
    "a place moved": (
        ["update row_source set source = uuid()"],
        [("source", "relays.csv", "has 1 of 2 rows"), ("row_source", "line 3", "does not know")],
    ),
    "a forgotten row put back": (
        ["insert into forgotten select 'relays', row_id, '', '' from relays where id = 'A2'"],
        [("relays", "A2", "was forgotten")],
    ),
    "the hash of a file": (
        ["update source set sha256 = repeat('0', 64) where table_name = 'shares'"],
        [("source", "shares.csv", "its entry was changed")],
    ),
    "a version made current": (
        ["update source set is_current = true"],
        [("source", "relays.csv", "two current versions")],
    ),
    "how a file was read": (
        ["update source set encoding = 'latin-1' where table_name = 'shares'"],
        [("source", "shares.csv (", "was changed after it was written")],
    ),
    "entries of nothing": (
        ["insert into superseded values (null, null, null, null, null)",
         "insert into source (id) values (null)",
         "insert into forgotten values (null, null, '', '')",
         "insert into case_info values (null, null)"],
        [("superseded", "by  ()", "not written by the program"),
         ("source", "", "was changed after it was read")],
    ),
    "when a file was read": (
        ["update source set read_at = '' where table_name = 'shares'"],
        [("source", "shares.csv (", "was changed after it was written")],
    ),
    "a source taken out": (
        ["delete from source where table_name = 'shares'"],
        [("shares", "", "does not know"), ("source", "shares.csv (", "is not there any more")],
    ),
    "what was forgotten": (
        ["insert into forgotten values ('relays', uuid(), '2026-01-01', 'asked')"],
        [("forgotten", "2026-01-01, asked", "was not written by the program")],
    ),
    "what a row was replaced by": (
        ["update superseded set source = (select id from source where table_name = 'shares')"],
        [("superseded", "by shares.csv (", "not written by the program")],
    ),
    "since when the case is": (
        ["update case_info set value = '' where key = 'created_at'"],
        [("case_info", "created_at", "was changed after it was written")],
    ),
    "a fact twice": (
        ["insert into case_info from case_info where key = 'created_at'"],
        [("case_info", "created_at", "has 2 of 1 entries")],
    ),
    "a seal": (
        ["update case_info set value = '' where key like 'seal:case_info:%'"],
        [("case_info", "created_at", "")],
    ),
    "when a run was": (
        ["update run set ran_at = ''"],
        [("run", "relay (", "was changed after it was written")],
    ),
    "a refusal taken out": (
        ["delete from refused where source in (select id from source where is_current)"],
        [("refused", "relays.csv: 0 of 1", "what was refused")],
    ),
    "a refusal": (
        [("update refused set raw = 'forged' where source in"
          " (select id from source where is_current)")],
        [("refused", "relays.csv", "what was refused of it was changed")],
    ),
    "what a finding says": (
        ["update finding set params = '{\"n\":3}', value = 3"],
        [("finding", "relay", "changed"), ("finding", "(carried)", "was changed after")],
    ),
    "the subject of a finding": (
        ["update finding set subject = 'S2'"],
        [("finding", "relay", "changed"), ("finding", "(carried)", "was changed after"),
         ("finding", "(carried)", "its id does not follow")],
    ),
    "evidence taken out": (
        ["delete from evidence where place = 1"],
        [("evidence", "relay", "has 1 of 2 rows"), ("finding", "(carried)", "its evidence")],
    ),
    "evidence that is not there": (
        ["update evidence set row_id = uuid() where place = 1"],
        [("evidence", "relay", "rows were changed"), ("finding", "(carried)", "its evidence"),
         ("evidence", "relays", "carries a finding and is not there")],
    ),
    "another explanation": (
        ["update innocent set status = 'ruled_out'"],
        [("innocent", "relay", "rows were changed"), ("finding", "(carried)", "its evidence")],
    ),
    "a finding taken out": (
        ["delete from finding"],
        [("finding", "relay", "has 0 of 1 rows"), ("evidence", "", "a finding that is not there"),
         ("innocent", "", "a finding that is not there")],
    ),
    "a result": (
        [f"delete from {RESULT} where place = 1"],
        [(RESULT, "relay", "has 1 of 2 rows")],
    ),
    "a run taken out": (
        ["delete from run"],
        [("evidence", "run", "no run"), ("finding", "run", "no run"),
         (RESULT, "run", "no run")],
    ),
    "the settings of a run": (
        ["update run set settings = '{}', seed = 1"],
        [("run", "relay", "its entry was changed")],
    ),
    "no current run": (
        ["update run set is_current = false"],
        [("run", "relay", "one current run")],
    ),
    "digests of a run": (
        ["update run set digests = 'nonsense'"],
        [("finding", "relay", "has 1 of 0 rows")],
    ),
}  # fmt: skip


TIMES = (
    "when a file was read", "since when the case is", "a fact twice", "a seal", "when a run was",
)  # fmt: skip


@pytest.mark.parametrize("what", BY_HAND)
def test_a_change_by_hand_is_told(case: Case, filled: Path, what: str) -> None:
    statements, expected = BY_HAND[what]
    tampered(case.path, *statements)
    report = verify(case.path)
    found = told(report)
    for table, row, said in expected:
        assert any(t == table and row in r and said in w for t, r, w in found), (said, found)
    assert report.ok is (not expected)
    # Times are no content, and are sealed all the same.
    assert report.digest != digest_of(filled) or what in TIMES


def test_a_change_with_all_its_digests_shows_in_the_digest_of_the_whole(
    case: Case, filled: Path
) -> None:
    with duckdb.connect(str(case.path)) as con:
        con.execute("update run set software = 'another'")
        seals.renew(con)
    report = verify(case.path)
    assert report.ok
    assert report.digest != digest_of(filled)


def test_a_forgotten_row_is_told_by_when_and_why(case: Case) -> None:
    forget(case.path, row="relays:A2", why="asked to", now=NOW)
    forget(case.path, row="relays:A1", why="asked to", now=NOW)
    assert verify(case.path).troubles == ()
    tampered(case.path, "delete from forgotten where row_id = (select max(row_id) from forgotten)")
    assert told(verify(case.path)) == [("forgotten", f"{NOW}, asked to", "has 1 of 2 entries")]
    tampered(case.path, "update forgotten set why = 'nobody asked'")
    assert told(verify(case.path)) == [
        ("forgotten", f"{NOW}, asked to", "is not there any more"),
        ("forgotten", f"{NOW}, nobody asked", "was not written by the program"),
    ]


def test_of_many_troubles_the_first_are_told_and_the_rest_counted(case_path: Path) -> None:
    empty(case_path)
    rows = "".join(f"p{n:03},x,a,t\n" for n in range(70))
    take(case_path, "posts", "id,platform,account,text\n" + rows)
    tampered(case_path, "update posts set text = 'forged'")
    found = told(verify(case_path))
    assert len(found) == 51
    assert [r for _, r, _ in found[:2]] == ["p000", "p001"]
    assert found[50] == ("posts", "and 20 more", "says something else than when it was read")


def test_the_digest_is_of_the_content_and_not_of_times_or_order(tmp_path: Path) -> None:
    one, two = empty(tmp_path / "one.case"), empty(tmp_path / "two.case")
    files = [("relays", RELAYS), ("relay_fields", FIELDS), ("shares", SHARES),
             ("shares", SHARES.replace("u,", "v,", 2))]  # fmt: skip
    for n, (table, text) in enumerate(files):
        take(one.path, table, text, name=f"{n}.csv", now="2026-01-01T00:00:00Z")
    for n, (table, text) in reversed(list(enumerate(files))):
        take(two.path, table, text, name=f"{n}.csv", now="2027-01-01T00:00:00Z")
    compute(one, now="2026-01-01T00:00:00Z")
    compute(two, now="2027-01-01T00:00:00Z")
    assert verify(one.path).digest == verify(two.path).digest


def test_the_digest_does_not_depend_on_the_key_where_there_are_no_handles(tmp_path: Path) -> None:
    digests = set()
    for name in ("one.case", "two.case"):
        case = empty(tmp_path / name, clear_names=False)
        take(case.path, "relays", RELAYS)
        digests.add(verify(case.path).digest)
    assert len(digests) == 1


def test_what_the_case_says_of_itself(case_path: Path) -> None:
    from actaverba.case.intake import FileRead, Intake

    empty(case_path)
    read = FileRead("case.toml", "case", "case", "00", 1, "case_toml", "utf-8")
    with file.writing(case_path) as con:
        Intake(con, NOW).about(read, {"title": "One"}, [])
    assert verify(case_path).ok
    tampered(case_path, "update case_info set value = replace(value, 'One', 'Two')")
    assert told(verify(case_path)) == [
        ("case_info", "about", "says something else than when it was read")
    ]


def test_a_linked_file_must_lie_as_it_lay(case_path: Path) -> None:
    from dataclasses import replace

    from actaverba.case.intake import FileRead, Intake
    from actaverba.engine import sql
    from actaverba.vocabulary.formats import digest_of_file
    from tests.case.taking import checked

    empty(case_path)
    posts = case_path.with_name("posts.csv")
    posts.write_text("id,platform\np1,x\n")
    sha256, size = digest_of_file(posts)
    read = FileRead("posts.csv", "d", "posts", sha256, size, "csv", "utf-8", link="posts.csv")
    bench: Any = sql.workbench()
    made = checked(bench, "posts", posts.read_text(), key=None)
    with file.writing(case_path, bench=bench) as con:
        Intake(con, NOW).rows(replace(read), made)
    assert verify(case_path).troubles == ()
    posts.write_text("id,platform\np2,x\n")
    assert [w for _, _, w in told(verify(case_path))] == ["has changed since it was read"]
    posts.unlink()
    assert [w for _, _, w in told(verify(case_path))] == ["is not at posts.csv any more"]
