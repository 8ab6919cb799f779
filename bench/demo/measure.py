"""How long does the demo take, and how much memory?

Whole `acta demo` processes, each into an empty folder: the case is built, all methods run,
the dossier is written. Peak memory is the largest resident set that the kernel saw.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from figures.record import Figure, record
from figures.timing import once

ROUNDS = 5


def main() -> None:
    acta = Path(sys.executable).parent / "acta"
    runs = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(once([str(acta), "demo", "-o", folder]))
    seconds = sorted(r.seconds for r in runs)
    peak = max(r.peak for r in runs) / 1e6
    record(
        __file__,
        question="How long does `acta demo` take, and how much memory does it need?",
        figures={
            "seconds": Figure(
                statistics.median(seconds), low=seconds[0], high=seconds[-1], n=ROUNDS, unit="s"
            ),
            "peak_memory": Figure(peak, n=ROUNDS, unit="MB"),
        },
        corpus=["src/actaverba/cases/serbia-2025"],
        notes=["The interval of the seconds is the fastest and the slowest run."],
    )


if __name__ == "__main__":
    main()
