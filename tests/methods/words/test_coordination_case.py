"""Coordination on a case, from files to the dossier, by the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import actaverba
from actaverba.cli import main
from tests.methods.words.coordination_world import World

NOW = ("--now", "2026-11-25T12:00:00Z")


def acta(*words: object) -> str:
    result = CliRunner().invoke(main, [str(w) for w in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def write(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as out:
        made = csv.DictWriter(out, list(dict.fromkeys(c for row in listed for c in row)))
        made.writeheader()
        made.writerows(listed)
    return path


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("case")
    world = World()
    world.on_record(world.tie("sister", 6, first=40)[:4], owner="A house")
    world.tie("team", 5)
    place = folder / "c.case"
    acta("new", place)
    acta(
        "read", place, write(folder / "shares.csv", world.shares().to_pylist()),
        write(folder / "accounts.csv", world.accounts), *NOW,
    )  # fmt: skip
    return place


@pytest.fixture(scope="module")
def told(case: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(acta("run", case, "coordination", "--json", *NOW))
    return made


def test_groups_are_found_in_a_case(told: dict[str, Any]) -> None:
    grades = [f["grade"] for f in told["findings"] if f["subject"].startswith("group ")]
    assert grades == ["weak", "not_enough_evidence"]


def test_accounts_stay_pseudonymous(case: Path, told: dict[str, Any]) -> None:
    assert "team0" not in json.dumps(told)
    assert all(m["account"].startswith("acc_") for m in told["results"]["members"])


def test_evidence_leads_to_rows(case: Path, told: dict[str, Any]) -> None:
    team, sisters = told["findings"][:2]
    opened = actaverba.open(case)
    rows = [r["row_id"] for r in team["evidence"]["rows"]]
    assert len(rows) == team["evidence"]["count"] == 40
    assert len(opened.rows("shares", rows)) == 40
    of = {(r["table"], r["role"]) for r in sisters["evidence"]["rows"]}
    assert of == {("shares", "shared together"), ("accounts", "names the owner")}


def test_what_is_computed_is_stored_and_verified(case: Path, told: dict[str, Any]) -> None:
    assert "computed" not in acta("run", case, "coordination", *NOW)
    acta("verify", case)
    assert "group 2" in acta("findings", case)


def test_another_window_is_another_question(case: Path, told: dict[str, Any]) -> None:
    scope = '{"windows":["60"]}'
    acta("run", case, "coordination", "--windows", "60", *NOW)
    found = actaverba.open(case).result("coordination", scope)
    assert found is not None
    assert set(found["results"]["pairs"]["window"].to_pylist()) == {60}


def test_the_dossier_shows_groups_explanations_and_limits(
    case: Path, told: dict[str, Any], tmp_path: Path
) -> None:
    page = tmp_path / "d.html"
    acta("dossier", case, "-o", page, *NOW)
    text = page.read_text(encoding="utf-8")
    assert "Coordination cannot be excluded" in text
    assert "Timing cannot show what anyone intends" in text
    assert "have the same one; there are 6 accounts" in text
