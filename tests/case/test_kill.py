"""A small sample of `kill -9` at random moments; `python -m tests.case.kill` takes more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case import kill

FILES = {
    "outlets.csv": "host,outlet,state,kind,kind_basis\na.org,A,FRA,official,said so\n",
    "statements.csv": "id,date,speaker,speaker_kind,speaker_state,target,channel,speech_act,"
    "stance,summary,url\nS001,2025-05-29,Foreign ministry,foreign_ministry,FRA,DEU,"
    "press_conference,accuse,-2,It said so,https://a.org/s\n",
    "relays.csv": "id,statement,host,url,published,language\n"
    "A001,S001,a.org,https://a.org/1,2025-05-29,en\nA002,S001,a.org,https://a.org/2,2025-06,de\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def starts(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return kill.prepare(folder, tmp_path_factory.mktemp("starts"))


@pytest.mark.slow
@pytest.mark.parametrize(("action", "times"), [("new", 2), ("read", 4), ("run", 4), ("forget", 3)])
def test_a_killed_step_is_there_or_is_not(
    action: str, times: int, folder: Path, starts: dict[str, Path], tmp_path: Path
) -> None:
    seen = kill.rounds(action, times, folder, seed=1, start=starts[action], work=tmp_path / "work")
    assert len(seen) == times
