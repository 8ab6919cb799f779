"""Time commands fairly: interleaved, many runs, the ratio with its interval."""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from figures.record import Figure

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Run:
    """One process from start to end; `peak` is its largest resident set, in bytes."""

    seconds: float
    peak: int


def once(command: Sequence[str]) -> Run:
    """Run a command to its end; a failing command is an error, never a fast run."""
    small = [sys.executable, "-I", "-S", str(HERE / "one_process.py")]
    told = subprocess.run([*small, *command], stdout=subprocess.PIPE, text=True, check=True).stdout
    seconds, peak, code = told.split()
    if int(code):
        raise subprocess.CalledProcessError(int(code), list(command))
    return Run(float(seconds), int(peak))


def interleaved(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each command, taken in turns, so that a slow spell hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        once(command)
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(once(command).seconds)
    return times


def ratio(ours: Sequence[float], theirs: Sequence[float], *, seed: int = 1) -> Figure:
    """Median of ours by median of theirs; the interval by resampling whole rounds."""
    rounds = list(zip(ours, theirs, strict=True))
    chance = random.Random(seed)
    drawn = sorted(_of_medians(chance.choices(rounds, k=len(rounds))) for _ in range(2000))
    return Figure(_of_medians(rounds), low=drawn[50], high=drawn[1949], n=len(rounds))


def _of_medians(rounds: Sequence[tuple[float, float]]) -> float:
    return statistics.median(r[0] for r in rounds) / statistics.median(r[1] for r in rounds)


def own_peak() -> int:
    """The largest resident set of this process so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
