"""The command line as tests call it, and the bundled case, built once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actaverba.cli import main

NOW = "2026-06-30T12:00:00Z"


@pytest.fixture(scope="session")
def acta() -> Callable[..., Result]:
    """`acta("info", case, "--json")`; what is no refusal but a mistake of ours is raised."""

    def call(*words: object, code: int = 0) -> Result:
        result = CliRunner().invoke(
            main, [str(w) for w in words], prog_name="acta", catch_exceptions=False
        )
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture(scope="session")
def demo(acta: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo. Tests only look at its case; those that write copy it."""
    folder = tmp_path_factory.mktemp("demo")
    acta("demo", "-o", folder, "--now", NOW)
    return folder


@pytest.fixture(scope="session")
def bundled(demo: Path) -> Path:
    return demo / "serbia-2025.case"
