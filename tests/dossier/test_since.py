"""From edition to edition: what has changed, and why, and that a log written anew shows."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pytest

import actaverba
from actaverba.case import chain, file
from actaverba.case.case import Case
from actaverba.case.custody_edition import sealed
from actaverba.errors import CaseError, InputError

NOW = "2026-01-01T00:00:00Z"
LATER = "2026-02-01T00:00:00Z"
FILES = Path(__file__).parent.parent / "data" / "cable-2024"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of a case, the case, and its first edition."""
    here = tmp_path_factory.mktemp("made")
    shutil.copytree(FILES, here / "files")
    case = actaverba.new(here / "a.case", now=NOW)
    actaverba.read(case, here / "files", now=NOW)
    actaverba.run(case, now=NOW)
    (here / "page.html").write_text("<html>one", encoding="utf-8")
    for row in ("statements:S1", "relays:R1"):
        name = row_named(case, row)
        actaverba.attach(case, name, here / "page.html", by="ab", now=NOW)
    actaverba.dossier(case, here / "old.html", now=NOW)
    return here


def row_named(case: Case, row: str) -> str:
    """The first row of a table, as `table:id`."""
    table = row.partition(":")[0]
    return f"{table}:{case.table(table)['id'][0].as_py()}"


@pytest.fixture
def here(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


def rewrite(path: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows, names = change(list(reader)), reader.fieldnames or []
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows(rows)


def changes(here: Path) -> dict[str, list[dict[str, Any]]]:
    """The groups of changes by kind, of a new edition against the old one."""
    page, edition = actaverba.dossier(
        here / "a.case", here / "new.html", since=here / "old.json", now=LATER
    )
    told = json.loads(edition.read_text(encoding="utf-8"))["changes"]
    text = page.read_text(encoding="utf-8")
    for group in told["groups"]:
        for entry in group["entries"]:
            assert not entry["anchor"] or f'id="{entry["anchor"]}"' in text, entry
    return {g["kind"]: g["entries"] for g in told["groups"]}


def against(here: Path) -> list[tuple[str, str]]:
    report = actaverba.verify(here / "a.case", against=here / "old.json")
    return [(t.table, t.what) for t in report.troubles]


def test_nothing_changed_says_so(here: Path) -> None:
    assert changes(here) == {}
    assert "Nothing has changed since edition" in (here / "new.html").read_text(encoding="utf-8")
    assert against(here) == []


def test_the_first_edition_is_compared_with_none(here: Path) -> None:
    text = (here / "old.html").read_text(encoding="utf-8")
    assert "This edition is compared with no earlier one" in text
    head = json.loads((here / "old.json").read_text(encoding="utf-8"))["logs"]
    digest = next(log["digest"] for log in head if log["log"] == "custody")
    assert digest in text


def test_a_corrected_row_is_told_with_its_columns_and_what_followed(here: Path) -> None:
    def corrected(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        rows[0]["host"] = "corrected.example"
        return rows

    rewrite(here / "files" / "relays.csv", corrected)
    actaverba.read(here / "a.case", here / "files", now=LATER)
    actaverba.run(here / "a.case", now=LATER)
    told = changes(here)
    (row,) = told["rows_corrected"]
    assert row["table"] == "relays"
    assert row["text"].startswith("host: ")
    assert row["text"].endswith(" → corrected.example")
    assert row["why"] == "read again from relays.csv"
    assert told["findings"]
    assert all("relays" in f["why"] for f in told["findings"] if not f["text"].startswith("new"))
    assert against(here) == []


def test_rows_that_come_and_go_are_told(here: Path) -> None:
    def exchanged(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [*rows[:-1], {**rows[-1], "id": "NEW"}]

    lines = (FILES / "deeds.csv").read_text(encoding="utf-8").splitlines()
    last = list(csv.DictReader(lines))[-1]["id"]
    rewrite(here / "files" / "deeds.csv", exchanged)
    actaverba.read(here / "a.case", here / "files", now=LATER)
    told = changes(here)
    assert [(e["label"], e["why"]) for e in told["rows_new"]] == [("NEW", "read from deeds.csv")]
    gone = [(e["label"], e["why"]) for e in told["rows_gone"]]
    assert gone == [(last, "stands in no current file")]
    assert against(here) == []


def test_a_forgotten_row_is_told_without_its_name(here: Path) -> None:
    case = actaverba.open(here / "a.case")
    name = row_named(case, "relays:")
    actaverba.forget(case, row=name, why="asked to", now=LATER)
    actaverba.run(case, now=LATER)
    gone = [e for e in changes(here)["rows_gone"] if e["table"] == "relays"]
    assert [e["why"] for e in gone] == ["forgotten: asked to"]
    assert name.partition(":")[2] not in [e["label"] for e in gone]
    assert against(here) == []


def test_mended_refusals_settings_and_facts_are_told(here: Path) -> None:
    folder = here / "files"

    def spoiled(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        rows[0]["date"] = "yesterday"
        return rows

    def mended(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        rows[0]["date"] = "2024-01-05"
        return rows

    rewrite(folder / "deeds.csv", spoiled)
    actaverba.read(here / "a.case", folder, now=NOW)
    actaverba.dossier(here / "a.case", here / "old.html", now=NOW)
    rewrite(folder / "deeds.csv", mended)
    toml = (folder / "case.toml").read_text(encoding="utf-8")
    toml = toml.replace('authors = ["tests"]', 'authors = ["tests", "more"]\ncorrections = "one"')
    (folder / "case.toml").write_text(toml, encoding="utf-8")
    actaverba.read(here / "a.case", folder, now=LATER)
    actaverba.run(here / "a.case", "drift", settings={"fields": "ships"}, now=LATER)
    told = changes(here)
    assert [(e["label"], e["text"]) for e in told["settings"]] == [
        ('drift {"fields":["ships"]}', "run for the first time")
    ]
    assert [e["text"] for e in told["refused"]] == ["mended, or taken out: date not a date"]
    assert [(e["label"], e["text"]) for e in told["case"]] == [
        ("authors", "tests → tests; more"), ("corrections", "nothing → one"),
    ]  # fmt: skip
    assert "one" in (here / "new.html").read_text(encoding="utf-8")


def test_a_judgement_is_told_with_its_reason(here: Path) -> None:
    case = actaverba.open(here / "a.case")
    finding = case.findings()[0]["id"]
    actaverba.judge(
        case, finding, term="likely", confidence="low", because="two sources", by="AB", now=LATER
    )
    told = changes(here)
    (judged,) = told["judgements"]
    assert judged["text"].startswith("AB judged: likely")
    assert (judged["why"], bool(judged["anchor"])) == ("two sources", True)
    assert [(e["label"], e["text"]) for e in told["logs"]] == [("judgement", "1 entry more")]
    assert against(here) == []


def rewritten(path: Path, table: str) -> None:
    """Write a whole log anew, with another name in it, with digests that fit."""
    with file.writing(path) as con:
        entries = chain.entries(con, table)
        con.execute(f"delete from {table}")
        for entry in entries:
            said = {k: v for k, v in entry.items() if k not in chain.OWN}
            chain.append(con, table, {**said, "by": "somebody else"})


def test_a_log_written_anew_with_digests_that_fit_is_seen_against_an_edition(here: Path) -> None:
    rewritten(here / "a.case", "custody")
    assert actaverba.verify(here / "a.case").ok
    ((table, what),) = against(here)
    assert table == "custody"
    assert "has another digest than the head that was printed" in what


def test_a_log_that_only_grew_holds_against_an_edition(here: Path) -> None:
    actaverba.verify(here / "a.case", by="cd", now=LATER)
    assert against(here) == []


def test_a_case_made_anew_from_its_files_has_lost_its_log(here: Path) -> None:
    (here / "a.case").unlink()
    (here / "a.case.key").unlink()
    case = actaverba.new(here / "a.case", now=NOW)
    actaverba.read(case, here / "files", now=NOW)
    actaverba.run(case, now=NOW)
    assert ("custody", "is not there (0 entries left) since the edition") in against(here)


def test_a_row_changed_with_all_its_digests_is_seen_against_an_edition(here: Path) -> None:
    from actaverba.case.digests import seal_source
    from actaverba.engine.validate import hash_sql
    from actaverba.vocabulary.schema import table

    with file.writing(here / "a.case") as con:
        con.execute("update deed_axes set direction = 'neutral'")
        con.execute(f"update deed_axes set row_hash = {hash_sql(table('deed_axes'))}")
        for (source,) in con.execute("select distinct origin from deed_axes").fetchall():
            seal_source(con, source, "deed_axes")
    what = "says something else, and the case does not keep what it said, since the edition"
    found = against(here)
    assert ("deed_axes", what) in found


@pytest.mark.parametrize("done", ["changed", "page", "none", "other", "deep"])
def test_what_is_no_edition_is_refused(here: Path, done: str) -> None:
    old = here / "old.json"
    texts = {
        "changed": old.read_text(encoding="utf-8").replace(NOW, LATER, 1),
        "page": "<!doctype html>",
        "other": '{"format": "x"}',
        "deep": "[" * 200_000,
    }
    if done == "none":
        old.unlink()
    else:
        old.write_text(texts[done], encoding="utf-8")
    with pytest.raises(InputError):
        actaverba.verify(here / "a.case", against=old)
    with pytest.raises(InputError):
        actaverba.dossier(here / "a.case", here / "new.html", since=old, now=LATER)
    assert not (here / "new.html").exists()


HOSTILE: dict[str, Any] = {
    "no logs": {"logs": None}, "a log of words": {"logs": ["x"]},
    "a log without end": {"logs": [{"log": "custody", "entries": "many", "digest": "x"}]},
    "rows that are a list": {"rows": []}, "a row alone": {"rows": {"relays": {"x": "y"}}},
    "methods by name": {"methods": {"drift": {}}}, "a run of nothing": {"methods": [
        {"name": "drift", "version": "1", "runs": [None]}]},
    "judgements that are numbers": {"judgements": [1]}, "refusals of nothing": {"refused": [{}]},
    "results of words": {"results": "x"}, "a case of nothing": {"case": None},
}  # fmt: skip


@pytest.mark.parametrize("what", [*HOSTILE, "deep"])
def test_an_edition_of_another_shape_is_refused_though_its_id_fits(here: Path, what: str) -> None:
    old = here / "old.json"
    made = json.loads(old.read_text(encoding="utf-8"))
    nested: Any = 1
    for _ in range(200):
        nested = {"a": [nested]}
    made |= HOSTILE.get(what, {"case": {"title": nested}})
    old.write_text(json.dumps(sealed(made)), encoding="utf-8")
    with pytest.raises(InputError, match="is no edition that can be compared"):
        actaverba.verify(here / "a.case", against=old)
    with pytest.raises(InputError):
        actaverba.dossier(here / "a.case", here / "new.html", since=old, now=LATER)


def test_negative_and_unknown_logs_say_nothing(here: Path) -> None:
    old = here / "old.json"
    made = json.loads(old.read_text(encoding="utf-8"))
    digest = "0" * 64
    made["logs"] = [{"log": "custody", "entries": -1, "digest": digest},
                    {"log": "evidence; drop", "entries": 3, "digest": digest}]  # fmt: skip
    old.write_text(json.dumps(sealed(made)), encoding="utf-8")
    assert against(here) == []


def test_an_edition_of_another_case_is_refused(here: Path, tmp_path: Path) -> None:
    other = actaverba.new(tmp_path / "other.case", now=NOW)
    (tmp_path / "relays.csv").write_text("id,statement,host,url\nZ9,Z,z.org,https://z.org/1\n")
    actaverba.read(other, tmp_path / "relays.csv", now=NOW)
    with pytest.raises(InputError, match="is an edition of another case"):
        actaverba.verify(other, against=here / "old.json")
    with pytest.raises(InputError, match="is an edition of another case"):
        actaverba.dossier(other, tmp_path / "d.html", since=here / "old.json", now=LATER)


def test_what_a_run_left_changed_with_all_its_digests_is_seen(here: Path) -> None:
    """Evidence is exchanged, and all that would show it is taken anew."""
    from actaverba.case import digests

    with file.writing(here / "a.case") as con:
        found = con.execute(
            "select e.run, e.finding, r.method from evidence e join run r on r.id = e.run"
            " order by r.method, e.finding limit 1"
        ).fetchall()
        ((run, finding, method),) = found
        con.execute("update evidence set role = 'speaks against' where finding = ?", [finding])
        con.execute(f"update finding f set support = {digests.support_sql()} where run = ?", [run])
        told = json.dumps(digests.of_run(con, run), sort_keys=True, separators=(",", ":"))
        con.execute("update run set digests = ? where id = ?", [told, run])
    assert actaverba.verify(here / "a.case").ok
    report = actaverba.verify(here / "a.case", against=here / "old.json")
    what = "is not what the same run had left since the edition"
    assert [(t.table, t.row, t.what) for t in report.troubles] == [
        ("evidence", method, what), ("finding", method, what),
    ]  # fmt: skip


@pytest.mark.parametrize("table", ["judgement", "grade"])
def test_judgements_and_grades_written_anew_are_seen(here: Path, table: str) -> None:
    case = actaverba.open(here / "a.case")
    finding = case.findings()[0]["id"]
    actaverba.judge(
        case, finding, term="likely", confidence="low", because="two sources", by="AB", now=NOW
    )
    host = case.table("outlets")["host"][0].as_py()
    actaverba.grade(case, f"outlets:{host}", reliability="C", because="looked", by="AB", now=NOW)
    actaverba.dossier(case, here / "old.html", now=NOW)
    rewritten(here / "a.case", table)
    assert actaverba.verify(here / "a.case").ok
    report = actaverba.verify(here / "a.case", against=here / "old.json")
    assert [(t.table, t.row) for t in report.troubles] == [(table, "entry 1")]
    told = [e["text"] for e in changes(here)["logs"] if e["label"] == table]
    assert told == ["was written anew; see `acta verify --against`"]


def test_a_file_that_was_never_read_is_seen(here: Path) -> None:
    """The entry of a file is exchanged for one of another content, and all that names it."""
    from actaverba.vocabulary.identity import digest_uuid

    columns = ("name", "dataset", "table_name", "mapping", "sha256")
    with file.writing(here / "a.case") as con:
        ((id, *named),) = con.execute(
            f"select id, {', '.join(columns)} from source where table_name = 'deeds'"
        ).fetchall()
        named[-1] = "0" * 64
        other = digest_uuid("source", *named)
        con.execute("update source set sha256 = ?, id = ? where id = ?", [named[-1], other, id])
        for table in ("deeds", "row_source", "refused", "superseded"):
            column = "origin" if table == "deeds" else "source"
            con.execute(f"update {table} set {column} = ? where {column} = ?", [other, id])
    assert actaverba.verify(here / "a.case").ok
    assert against(here) == [
        ("source", "is not in the books any more, or under another digest, since the edition")
    ]


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("update finding set params = '{}' where place = 0", "finding"),
        ("update finding set params = '[' where place = 0", "finding"),
        ("update run set settings = '[1]'", "run"), ("update run set inputs = 'x'", "run"),
        ("update run set digests = '[1]'", "finding"),
        ("update finding set message = 'forged' where place = 0", "finding"),
    ],
)  # fmt: skip
def test_a_sentence_changed_by_hand_is_a_trouble_and_no_crash(
    here: Path, change: str, table: str
) -> None:
    with duckdb.connect(str(here / "a.case")) as con:
        con.execute(change)
    assert table in {t for t, _ in against(here)}
    case = actaverba.open(here / "a.case")
    with suppress(CaseError):
        actaverba.dossier(case, here / "new.html", now=LATER)
    with suppress(CaseError):
        actaverba.export(case, "csv", here / "out")


def test_hostile_words_stay_words(here: Path) -> None:
    toml = (here / "files" / "case.toml").read_text(encoding="utf-8")
    hostile = "</script><script>alert(1)</script>"
    toml = toml.replace('authors = ["tests"]', f'authors = ["{hostile}"]')
    (here / "files" / "case.toml").write_text(toml, encoding="utf-8")
    actaverba.read(here / "a.case", here / "files", now=LATER)
    assert hostile in changes(here)["case"][0]["text"]
    assert "<script" not in (here / "new.html").read_text(encoding="utf-8")
