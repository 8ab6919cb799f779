"""The command line as tests call it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from actaverba.cli import main


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
