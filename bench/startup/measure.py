"""How long does `acta --help` take, against importing click alone?

Both are whole processes of the same interpreter, run in turns. The interval is over
rounds. A person waits for this each time a command is typed. Almost any change may move
it, so `tests/test_budget.py` checks the floor each time, on fewer rounds.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from figures.record import Figure, record
from figures.timing import interleaved, ratio

ROUNDS = 40


def main() -> None:
    acta = Path(sys.executable).parent / "acta"
    times = interleaved(
        {"acta": [str(acta), "--help"], "click": [sys.executable, "-c", "import click"]}, ROUNDS
    )
    record(
        __file__,
        question="How long does `acta --help` take, against `python -c 'import click'`?",
        figures={
            "ratio_to_import_click": ratio(times["acta"], times["click"]),
            "seconds": Figure(statistics.median(times["acta"]), n=ROUNDS, unit="s"),
        },
        seed=1,
    )


if __name__ == "__main__":
    main()
