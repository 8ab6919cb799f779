"""What a person feels: the command answers at once, the demo fits on a small laptop.

Wall time is only checked as a ratio, so that a busy machine does not fail it, and with no
other test beside it; seconds are measured by `make bench`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from figures.floors import floors
from figures.timing import interleaved, ratio

ACTA = str(Path(sys.executable).parent / "acta")


@pytest.mark.alone
@pytest.mark.slow
def test_help_answers_at_once() -> None:
    commands = {"acta": [ACTA, "--help"], "click": [sys.executable, "-c", "import click"]}
    times = interleaved(commands, 7)
    most = floors("bench")["startup"]["ratio_to_import_click"]["at_most"]
    assert ratio(times["acta"], times["click"]).value <= most


@pytest.mark.slow
def test_the_demo_fits_in_memory(only_demo: Path) -> None:
    peak = int((only_demo / "peak").read_text(encoding="utf-8"))
    assert peak / 1e6 <= floors("bench")["demo"]["peak_memory"]["at_most"]
