"""`acta simulate`: files that `acta read` takes, and what could be found in a case."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

SMALL = [
    "--set", "circulation.accounts=150", "--set", "circulation.objects=150",
    "--set", "circulation.largest=40",
]  # fmt: skip


@pytest.fixture(scope="module")
def world(acta: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulate") / "world"
    said = acta("simulate", folder, "--seed", 1, "--kind", "strong", *SMALL).stdout
    assert "2 planted teams are in" in said
    assert f"next: acta read my.case {folder}" in said
    return folder


@pytest.fixture(scope="module")
def case(acta: Callable[..., Result], world: Path) -> Path:
    place = world.parent / "my.case"
    acta("new", place)
    acta("read", place, world)
    return place


def test_the_files_say_how_they_were_made(world: Path) -> None:
    names = sorted(p.name for p in world.iterdir())
    assert names == ["accounts.csv", "objects.csv", "shares.csv", "truth.csv", "world.json"]
    about = json.loads((world / "world.json").read_text(encoding="utf-8"))
    assert (about["seed"], about["kinds"], about["like"]) == (1, ["strong"], False)
    assert about["laws"]["circulation"]["accounts"] == 150


def test_the_same_seed_writes_the_same_bytes(
    acta: Callable[..., Result], world: Path, tmp_path: Path
) -> None:
    acta("simulate", "-o", tmp_path, "--kind", "strong", *SMALL)
    for path in world.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_a_world_is_read_without_a_refusal(acta: Callable[..., Result], case: Path) -> None:
    assert acta("refused", case).stdout.startswith("nothing was refused")


def test_a_world_like_a_case(acta: Callable[..., Result], case: Path, tmp_path: Path) -> None:
    made = json.loads(
        acta("simulate", tmp_path, "--like", case, "--kind", "weak", "--json").stdout
    )  # fmt: skip
    assert (made["kinds"], made["teams"], made["seed"]) == (["weak"], 3, 1)


def test_power_is_told(acta: Callable[..., Result], case: Path) -> None:
    power = json.loads(acta("simulate", "--like", case, "--power", "--json").stdout)
    assert len(power) == 36
    first = power[0]
    assert (first["accounts"], first["objects"], first["seconds"]) == (3, 5, 10)
    assert all(0 <= p["low"] <= p["found"] / p["teams"] <= p["high"] <= 1 for p in power)
    lines = acta("simulate", "--like", case, "--power").stdout.splitlines()
    assert lines[1].split()[:5] == ["accounts", "objects", "seconds", "found", "of"]
    assert len(lines) == 2 + 36


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2),
        (["--power"], 2),
        (["--set", "weak"], 2),
        (["here", "--set", "weak.acounts=3"], 7),
        (["here", "--kind", "week"], 7),
        (["here", "--like", "no.case"], 4),
    ],
)
def test_what_cannot_be_simulated_is_refused(
    acta: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    words: list[str], code: int,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    acta("simulate", *words, code=code)
    assert list(tmp_path.iterdir()) == []


def test_files_of_others_are_not_written_over(acta: Callable[..., Result], tmp_path: Path) -> None:
    mine = tmp_path / "shares.csv"
    mine.write_text("mine", encoding="utf-8")
    acta("simulate", tmp_path, *SMALL, code=3)
    assert mine.read_text(encoding="utf-8") == "mine"
