"""Nobody holds a case open: who comes second waits, and then is told who is in the way."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from actaverba.case import file
from actaverba.case.case import Case, new
from actaverba.errors import CaseBusy, CaseError, CaseExists
from tests.case.holding import held
from tests.case.taking import NOW, empty


def note(path: Path, key: str) -> None:
    with file.writing(path) as con:
        con.execute("insert into case_info values (?, 'yes')", [key])


def noted(path: Path) -> list[str]:
    with file.reading(path) as con:
        return [k for (k,) in con.execute(
            "select key from case_info where value = 'yes' order by key"
        ).fetchall()]  # fmt: skip


@pytest.mark.alone
@pytest.mark.parametrize("how", ["reading", "writing"])
def test_a_writer_waits_for_another_process(case_path: Path, how: str) -> None:
    empty(case_path)
    with held(case_path, how, 1.0):
        began = time.monotonic()
        note(case_path, "mine")
        assert 0.5 < time.monotonic() - began < file.PATIENCE
    assert noted(case_path) == (["held", "mine"] if how == "writing" else ["mine"])


def test_a_reader_waits_for_a_writer(case_path: Path) -> None:
    empty(case_path)
    with held(case_path, "writing", 1.0):
        assert noted(case_path) == ["held"]


@pytest.mark.parametrize("how", ["reading", "writing"])
def test_who_waits_too_long_is_told_who_is_in_the_way(
    case_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty(case_path)
    monkeypatch.setattr(file, "PATIENCE", 0.5)
    with held(case_path, how, 30) as other:
        with pytest.raises(CaseBusy) as refusal:
            note(case_path, "mine")
        program = Path(os.path.realpath(sys.executable)).name
        assert str(refusal.value) == (
            f"{case_path}: is held by {program} (process {other.pid}); waited 0.5 s\n"
            "  Let it finish, then give the command again; nothing was changed."
        )
        assert refusal.value.exit_code == 5
    assert noted(case_path) == []


@pytest.mark.alone
@pytest.mark.slow
def test_patience_is_five_seconds(case_path: Path) -> None:
    empty(case_path)
    with held(case_path, "writing", 30):
        began = time.monotonic()
        with pytest.raises(CaseBusy, match="waited 5 s"):
            note(case_path, "mine")
        assert 5 <= time.monotonic() - began < 7


@pytest.mark.alone
def test_many_processes_read_at_once(case_path: Path) -> None:
    empty(case_path)
    with held(case_path, "reading", 30), held(case_path, "reading", 30):
        began = time.monotonic()
        assert noted(case_path) == []
        assert time.monotonic() - began < 1


def test_threads_of_one_process_take_turns(case_path: Path) -> None:
    empty(case_path)
    troubles: list[BaseException] = []

    def work(n: int) -> None:
        try:
            note(case_path, f"k{n}")
            noted(case_path)
        except CaseError as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=work, args=[n]) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert noted(case_path) == [f"k{n}" for n in range(6)]


def test_an_error_takes_everything_back(case_path: Path) -> None:
    empty(case_path)

    def fail() -> None:
        with file.writing(case_path) as con:
            con.execute("insert into case_info values ('a', 'yes')")
            con.execute("delete from case_info where key = 'schema_version'")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert noted(case_path) == []


def test_a_case_is_never_written_over(case_path: Path) -> None:
    case_path.write_text("my notes")
    with pytest.raises(CaseExists):
        new(case_path, now=NOW)
    assert case_path.read_text() == "my notes"
    assert os.listdir(case_path.parent) == [case_path.name]


def test_a_case_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no folder"):
        new(tmp_path / "none" / "my.case", now=NOW)


NAMES = [
    "my.case", "system.case", "temp.case", "main.case", "relays.case", "a b'\";.case", "ж.case",
    "-x.case", ":memory:", "md:x", "case", ".hidden", "a[b]*.case", "x" * 200,
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_file_will_do(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    new(name, clear_names=True, now=NOW)
    note(Path(name), "mine")
    assert noted(Path(name)) == ["mine"]
    assert Case(name).info()["case"] == name
    assert os.listdir(tmp_path) == [name]


def test_a_name_that_the_database_cannot_take_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="question mark"):
        new(tmp_path / "a?.case", clear_names=True, now=NOW)
    assert os.listdir(tmp_path) == []


def test_two_processes_make_the_same_case_and_one_wins(case_path: Path) -> None:
    make = (
        "import sys; from pathlib import Path; from actaverba.case.case import new;"
        "from actaverba.errors import CaseExists\n"
        f"try: new(Path(sys.argv[1]), now={NOW!r})\n"
        "except CaseExists: sys.exit(4)"
    )
    both = [subprocess.Popen([sys.executable, "-c", make, str(case_path)]) for _ in range(2)]
    assert sorted(p.wait() for p in both) == [0, 4]
    assert Case(case_path).key() is not None
    assert sorted(os.listdir(case_path.parent)) == [case_path.name, f"{case_path.name}.key"]


def test_a_link_and_the_case_share_everything_beside_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    real, link = tmp_path / "deep" / "real.case", tmp_path / "link.case"
    made = new(real, now=NOW)
    link.symlink_to("deep/real.case")
    note(link, "mine")
    assert Case(link).key() == made.key()
    with file.writing(link) as con:
        con.execute("insert into case_info values ('b', 'yes')")
        assert sorted(os.listdir(tmp_path)) == ["deep", "link.case"]
    assert noted(real) == ["b", "mine"]


def test_what_dead_processes_left_is_taken_away_by_the_next_that_writes(case_path: Path) -> None:
    empty(case_path)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = [f".{case_path.name}.making-{ended.pid}{end}" for end in ("", ".wal")]
    mine = f".{case_path.name}.making-{os.getppid()}"
    for name in [*left, mine, f".other.case.making-{ended.pid}"]:
        case_path.with_name(name).write_bytes(b"x")
    spilled = case_path.with_name(f"{case_path.name}.tmp")
    spilled.mkdir()
    (spilled / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"x")
    noted(case_path)
    assert spilled.exists()
    note(case_path, "mine")
    kept = [case_path.name, mine, f".other.case.making-{ended.pid}"]
    assert sorted(os.listdir(case_path.parent)) == sorted(kept)


def test_a_folder_that_is_not_ours_is_left_alone(case_path: Path) -> None:
    empty(case_path)
    theirs = case_path.with_name(f"{case_path.name}.tmp")
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("x")
    note(case_path, "mine")
    assert (theirs / "thesis.txt").exists()


def test_what_a_killed_process_had_committed_is_taken_into_the_case(case_path: Path) -> None:
    empty(case_path)
    killed = (
        "import duckdb, os, sys; con = duckdb.connect(sys.argv[1]);"
        "con.execute(\"insert into case_info values ('late', 'yes')\"); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", killed, str(case_path)], check=False)
    assert sorted(os.listdir(case_path.parent)) == ["test.case", "test.case.wal"]
    assert noted(case_path) == ["late"]
    assert os.listdir(case_path.parent) == ["test.case"]
