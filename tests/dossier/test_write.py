from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actaverba.dossier.write import write
from actaverba.errors import ActaError

NOW = "2026-01-02T03:04:05Z"


def test_page_and_edition_stand_side_by_side(standin: Callable[..., Any], tmp_path: Path) -> None:
    page, beside = write(standin({}), tmp_path / "d.html", now=NOW)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d.html", "d.json"]
    assert (page, beside) == (tmp_path / "d.html", tmp_path / "d.json")
    made = json.loads(beside.read_text(encoding="utf-8"))
    assert (made["format"], made["made"]) == ("actaverba edition 1", NOW)
    assert made["id"] in page.read_text(encoding="utf-8")


def test_the_same_case_gives_the_same_bytes(
    standin: Callable[..., Any], rows: dict[str, Any], tmp_path: Path
) -> None:
    case = standin(rows, ran=("statements", "relay", "drift", "ledger"))
    first = [p.read_bytes() for p in write(case, tmp_path / "a.html", now=NOW)]
    second = [p.read_bytes() for p in write(case, tmp_path / "b.html", now=NOW)]
    assert first == second


def test_a_page_called_json_is_refused(standin: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(ActaError, match=r"the page cannot be called \.json"):
        write(standin({}), tmp_path / "d.json", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(standin: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(ActaError, match="cannot be written"):
        write(standin({}), tmp_path / "no" / "d.html", now=NOW)


def test_an_old_page_stays_when_its_edition_cannot_be_put_beside_it(
    standin: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "d.json").mkdir()
    (tmp_path / "d.html").write_text("old", encoding="utf-8")
    with pytest.raises(ActaError, match="cannot be written"):
        write(standin({}), tmp_path / "d.html", now=NOW)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d.html", "d.json"]
    assert (tmp_path / "d.html").read_text(encoding="utf-8") == "old"
