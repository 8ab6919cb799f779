"""A case of one's own: templates, mappings, refusals, and data that bite."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

RELAYS = (
    "id,statement,host,published,language,url,keeps_attribution,text_seen,"
    "coding_confidence,coder\n"
    "A1,S1,paper.example.org,2026-03-02,en,https://paper.example.org/a,yes,full,high,ab\n"
    "A2,S1,radio.example.org,2026-02-30,en,https://radio.example.org/b,yes,full,high,ab\n"
    "A3,S1,radio.example.org,2026-03-04,en,https://radio.example.org/c,offical,full,high,ab\n"
)
STATEMENTS = (
    "id,date,speaker,speaker_kind,speaker_state,target,target_state,channel,speech_act,stance,"
    "summary,url,host,coding_confidence,coder\n"
    "S1,2026-03-01,Board,other,NZL,Dairies,ISL,official_site,accuse,-2,"
    "said,https://board.example.org/1,board.example.org,high,ab\n"
)
LINKS = """Nr,Medium,Datum,Link
A1,paper.example.org,2026-03-02,https://paper.example.org/a
A2,radio.example.org,2026-03-03,https://radio.example.org/b
"""
Acta = Callable[..., Result]
Fill = Callable[[dict[str, str]], Path]


def test_template_is_read_without_a_refusal(acta: Acta, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert f"acta read my.case {folder}" in acta("template", folder).stdout
    assert (folder / "relays.csv").read_text(encoding="utf-8").startswith("id,statement,host,")
    assert "is there already" in acta("template", folder, code=1).stderr
    case = tmp_path / "my.case"
    acta("new", case)
    report = json.loads(acta("read", case, folder, "--json").stdout)
    assert [f["refused"] for f in report["files"]] == [0] * len(report["files"])
    assert report["failed"] == []


def test_new_keeps_its_key_to_its_owner(acta: Acta, tmp_path: Path) -> None:
    acta("new", tmp_path / "a.case")
    assert (tmp_path / "a.case.key").stat().st_mode & 0o777 == 0o600
    acta("new", tmp_path / "b.case", "--clear-names")
    assert not (tmp_path / "b.case.key").exists()
    assert str(tmp_path / "a.case") in acta("new", tmp_path / "a.case", code=4).stderr


def test_a_dry_run_writes_nothing_and_tells_all(acta: Acta, fill: Fill, case_path: Path) -> None:
    folder = fill({"relays.csv": RELAYS, "statements.csv": STATEMENTS})
    acta("new", case_path)
    before = case_path.read_bytes()
    text = acta("read", case_path, folder, "--dry-run").stdout
    assert case_path.read_bytes() == before
    assert "relays.csv:3, published" in text
    assert "relays.csv:4, keeps_attribution" in text
    assert text.splitlines()[-1] == "checked, nothing is written; 2 refusals"


def test_bad_rows_are_refused_and_good_ones_stay(
    acta: Acta, fill: Fill, case_path: Path, tmp_path: Path
) -> None:
    folder = fill({"relays.csv": RELAYS, "statements.csv": STATEMENTS})
    acta("new", case_path)
    text = acta("read", case_path, folder).stdout
    assert text.splitlines()[-1] == f"2 refusals, the rest is in; next: acta refused {case_path}"
    refused = json.loads(acta("refused", case_path, "--json").stdout)
    assert [(r["file"], r["line"], r["column"]) for r in refused] == [
        ("relays.csv", 3, "published"), ("relays.csv", 4, "keeps_attribution"),
    ]  # fmt: skip
    assert all(r["message"] and r["cure"] for r in refused)
    assert "raw" not in refused[0]
    assert "raw" in json.loads(acta("refused", case_path, "--json", "--raw").stdout)[0]
    assert "relays.csv, line 3, column published" in acta("refused", case_path).stdout
    acta("refused", case_path, "--csv", tmp_path / "r.csv")
    assert (tmp_path / "r.csv").read_text(encoding="utf-8").startswith("file,line,column,code,")
    again = json.loads(acta("read", case_path, folder, "--json").stdout)
    assert {f["status"] for f in again["files"]} == {"unchanged"}
    assert json.loads(acta("info", case_path, "--json").stdout)["tables"]["relays"] == 1


def test_other_peoples_headers(acta: Acta, fill: Fill, case_path: Path, tmp_path: Path) -> None:
    folder = fill({"links.csv": LINKS, "statements.csv": STATEMENTS})
    saved = tmp_path / "links.toml"
    maps = ["id=Nr", "host=Medium", "published=Datum", "url=Link"]
    fixed = ["statement=S1", "keeps_attribution=unknown", "text_seen=excerpt",
             "coding_confidence=low", "coder=ab"]  # fmt: skip
    words = [w for m in maps for w in ("--map", f"relays.{m}")]
    words += [w for f in fixed for w in ("--set", f"relays.{f}")]
    acta("new", case_path)
    acta("read", case_path, folder / "statements.csv")
    told = acta("read", case_path, folder / "links.csv", "--dry-run", *words, "--save-mapping",
                saved, "--json")  # fmt: skip
    one = json.loads(told.stdout)["files"][0]
    assert (one["table"], one["rows"], one["refused"]) == ("relays", 2, 0)
    acta("read", case_path, folder / "links.csv", "--mapping", saved)
    assert json.loads(acta("info", case_path, "--json").stdout)["tables"]["relays"] == 2
    assert "did you mean host?" in acta(
        "read", case_path, folder / "links.csv", "--map", "relays.hots=Medium", code=3
    ).stderr.lower()  # fmt: skip
    assert "one table" in acta("read", case_path, folder, "--mapping", saved, code=3).stderr
    both = ["--map", "relays.id=Nr", "--map", "deeds.id=Nr"]
    assert "deeds, relays" in acta("read", case_path, folder / "links.csv", *both, code=3).stderr
    assert "TABLE.COLUMN" in acta("read", case_path, saved, "--map", "oops", code=3).stderr


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    acta: Acta, fill: Fill, case_path: Path
) -> None:
    folder = fill({"statements.csv": STATEMENTS, "relays.csv": "a,b\n1,2\n"})
    acta("new", case_path)
    result = acta("read", case_path, folder, code=3)
    assert "acta: relays.csv" in result.stderr
    assert json.loads(acta("info", case_path, "--json").stdout)["tables"] == {"statements": 1}


def test_escapes_in_data_are_shown_not_obeyed(acta: Acta, fill: Fill, case_path: Path) -> None:
    bad = STATEMENTS.replace("accuse", "acc\x1b[31muse").replace(",said,", ",\u202esaid\x07,")
    folder = fill({"statements.csv": STATEMENTS + bad.splitlines()[1].replace("S1", "S2") + "\n"})
    acta("new", case_path)
    for words in (("read", case_path, folder, "--dry-run"), ("read", case_path, folder),
                  ("refused", case_path), ("refused", case_path, "--raw"),
                  ("refused", case_path, "--raw", "--json")):  # fmt: skip
        result = acta(*words)
        for text in (result.stdout, result.stderr):
            assert not set(text) & {"\x1b", "\x07", "\u202e"}
    assert r"\x1b[31m" in acta("refused", case_path, "--raw").stdout


def test_nothing_is_missing_but_said(acta: Acta, case_path: Path) -> None:
    acta("new", case_path)
    assert "next: acta read" in acta("info", case_path).stdout
    assert "next: acta run" in acta("findings", case_path).stdout
    assert json.loads(acta("findings", case_path, "--json").stdout) == []
    assert acta("run", case_path, "--json").stdout == ""
    assert "the case has none" in acta("run", case_path, "drift", code=7).stderr


def test_where_what_and_cure_without_a_traceback(acta: Acta, tmp_path: Path) -> None:
    missing = tmp_path / "no.case"
    for words in (["info"], ["refused"], ["findings"], ["run"], ["verify"], ["evidence", "x"],
                  ["read", tmp_path], ["dossier", "-o", tmp_path / "d.html"],
                  ["export", "-o", tmp_path / "out"]):  # fmt: skip
        result = acta(words[0], missing, *words[1:], code=4)
        assert result.stderr.startswith(f"acta: {missing}: there is no such case\n  ")
    note = tmp_path / "note.case"
    note.write_text("not a case")
    assert acta("info", note, code=4).stderr.startswith(f"acta: {note}: ")
    (tmp_path / "folder.case").mkdir()
    assert acta("info", tmp_path / "folder.case", code=4).stderr.startswith("acta: ")
    assert "ISO 8601" in acta("new", tmp_path / "z.case", "--now", "tomorrow", code=2).stderr


def test_as_a_program_quiet_in_a_pipe(tmp_path: Path, fill: Fill) -> None:
    folder = fill({"statements.csv": STATEMENTS})
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}

    def ran(*words: object) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "actaverba", *map(str, words)],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    assert ran("new", "a.case") == (0, "a.case is made; next: acta read a.case FOLDER\n", "")
    code, _, said = ran("read", "a.case", folder)
    assert (code, said) == (0, "")
    code, told, said = ran("run", "a.case")
    assert (code, said) == (0, "")
    assert "next: acta findings a.case" in told
    assert ran("findings", "a.case")[0] == 0
    assert ran("info", "b.case")[0] == 4


def test_forget_erases_and_says_how_much(acta: Acta, fill: Fill, case_path: Path) -> None:
    folder = fill({"relays.csv": RELAYS, "statements.csv": STATEMENTS})
    acta("new", case_path)
    acta("read", case_path, folder)
    acta("run", case_path)
    assert "is not said" in acta("forget", case_path, "--why", "asked", code=3).stderr
    words = ("--row", "relays:A1", "--why", "asked for it", "--json")
    told = json.loads(acta("forget", case_path, *words).stdout)
    assert (told["rows"], told["versions"]) == (1, 1)
    info = json.loads(acta("info", case_path, "--json").stdout)
    assert "relays" not in info["tables"]
    nothing = acta("forget", case_path, *words[:-1]).stdout
    assert nothing == f"no such row is in {case_path}; nothing was erased\n"
    again = json.loads(acta("read", case_path, folder, "--json").stdout)
    assert [f["new"] for f in again["files"]] == [0] * len(again["files"])
    said = acta("forget", case_path, "--row", "statements:S1", "--why", "asked").stdout
    assert said.endswith(f"next: acta run {case_path}\n")
    assert json.loads(acta("verify", case_path, "--json").stdout)["ok"] is True
