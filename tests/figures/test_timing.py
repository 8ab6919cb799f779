"""Timing: ratios are of medians, and a command that fails is no fast command."""

from __future__ import annotations

import subprocess
import sys

import pytest

from figures.record import Figure
from figures.timing import once, ratio


def test_a_ratio_of_medians_with_its_interval() -> None:
    assert ratio([2.0, 2.0, 2.0], [1.0, 1.0, 1.0]) == Figure(2.0, low=2.0, high=2.0, n=3)


def test_a_run_has_seconds_and_memory() -> None:
    run = once([sys.executable, "-c", "pass"])
    assert 0 < run.seconds < 30
    assert 1e6 < run.peak < 1e9


def test_a_failing_command_is_an_error() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        once([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_memory_of_who_measures_does_not_count() -> None:
    ballast = b"x" * 300_000_000
    run = once([sys.executable, "-c", "pass"])
    assert run.peak < 1e8 < len(ballast)
