"""The functions on the package: what the command line calls, and scripts may, too."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path

import pytest

import actaverba
from actaverba.errors import BadSetting, CaseMissing


def test_a_case_from_nothing_to_its_dossier(tmp_path: Path, serbia: Path) -> None:
    now = "2026-06-30T12:00:00Z"
    case = actaverba.new(tmp_path / "my.case", now=now)
    report = actaverba.read(case, serbia, now=now)
    assert report.failed == []
    ran = actaverba.run(case, "drift", fields=["shells"], now=now)
    assert [(r.method, r.status) for r in ran] == [("drift", "computed")]
    assert case.result("drift", ran[0].scope)["run"]["settings"]["fields"] == ["shells"]
    page, edition = actaverba.dossier(tmp_path / "my.case", tmp_path / "d.html", now=now)
    assert (page.name, edition.name) == ("d.html", "d.json")
    assert tmp_path / "out" / "findings.csv" in actaverba.export(case, "csv", tmp_path / "out")
    with pytest.raises(BadSetting):
        actaverba.run(case, "drift", feilds=["shells"])


def test_a_case_verifies_itself_and_forgets(tmp_path: Path) -> None:
    case = actaverba.new(tmp_path / "my.case")
    (tmp_path / "outlets.csv").write_text(
        "host,outlet,state,kind,kind_basis\na.org,A,FRA,official,said so\n", encoding="utf-8"
    )
    report = actaverba.read(case, tmp_path / "outlets.csv")
    assert [(f.new, f.refused) for f in report.files] == [(1, ())]
    assert case.verify() == actaverba.verify(case)
    assert case.forget(row="outlets:a.org", why="asked to").rows == 1
    assert case.table("outlets").num_rows == 0
    assert case.verify().ok


def test_rooms_do_not_hide_functions() -> None:
    for room in ("dossier.write", "dossier", "exports.write", "readers.read", "methods.run"):
        importlib.import_module(f"actaverba.{room}")
    assert callable(actaverba.dossier)
    assert callable(actaverba.read)
    assert actaverba.__version__ == actaverba.version.VERSION


def test_a_method_takes_tables_and_needs_no_case(bundled: Path, tmp_path: Path) -> None:
    place = tmp_path / "copy.case"
    shutil.copy(bundled, place)
    case = actaverba.open(place)
    tables = [case.table(t) for t in ("relays", "relay_fields", "fields")]
    result = actaverba.drift(*tables, fields=["shells", "rounds"])
    assert {"relay", "family", "why"} <= set(result.placement.column_names)


def test_a_case_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing):
        actaverba.open(tmp_path / "no.case")
