"""What `make` relies on: lock files with hashes and no address, and a Python that runs."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev")}


def locked(name: str) -> dict[str, str]:
    """Package to its part of the lock file: version, markers, hashes."""
    text = LOCKS[name].read_text(encoding="utf-8")
    parts = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    return {re.split("[=<>]", p)[0]: p for p in parts if p.strip()}


def wanted(lines: list[str]) -> set[str]:
    return {re.split(r"[<>=\[ ]", line)[0].lower() for line in lines}


@pytest.mark.parametrize("name", sorted(LOCKS))
def test_a_lock_has_hashes_and_no_address(name: str) -> None:
    text = LOCKS[name].read_text(encoding="utf-8")
    assert re.findall(r"https?://|file:|^--.*$", text, re.MULTILINE) == []
    unpinned = [p for p, part in locked(name).items() if "==" not in part or "sha256:" not in part]
    assert unpinned == []


def test_locks_hold_what_the_project_asks_for() -> None:
    groups = PROJECT["dependency-groups"]
    run = wanted(PROJECT["project"]["dependencies"]) | wanted(groups["build"])
    assert run - locked("run").keys() == set()
    assert wanted([line for g in groups.values() for line in g]) - locked("dev").keys() == set()


def test_both_locks_agree() -> None:
    dev = locked("dev")
    assert {p for p, part in locked("run").items() if dev.get(p) != part} == set()


def test_releases_are_a_week_old() -> None:
    assert PROJECT["tool"]["uv"]["exclude-newer"] == "7 days"


def test_the_python_that_is_found_is_in_range() -> None:
    found = subprocess.run(
        [ROOT / "scripts" / "find-python"], capture_output=True, text=True, check=True
    )
    assert re.search(r"/python3(\.1[123])?$", found.stdout.strip())


def test_missing_packages_are_named_to_who_is_not_root(tmp_path: Path) -> None:
    """Without a browser and without rights it fails, and says what to install."""
    nobody = tmp_path / "id"
    nobody.write_text("#!/bin/sh\necho 1000\n", encoding="utf-8")
    nobody.chmod(0o755)
    ran = subprocess.run(
        ["/bin/sh", ROOT / "scripts" / "system-packages"],
        env=os.environ | {"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "apt-get install --no-install-recommends chromium" in ran.stderr


def test_ci_runs_the_tests() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert "make test" in run.read_text(encoding="utf-8")
