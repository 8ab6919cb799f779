"""How quickly are co-shares found, against the toolkit of QUT and CooRTweet?

A million made-up shares, window 60 s, in CPU seconds, from a CSV file to edges: ours is
`actaverba.cooRTweet`, with its tables of pairs, edges and accounts, which the toolkit of QUT does
not make. Ours and QUT's must find the same pairs of accounts. Each runs in a process of its own, in
turns; the interval of the ratio is over rounds. CooRTweet is compared per row of 100,000, where it
cannot be had with what was measured earlier. Growth is ours at 1e5, 1e6 and 1e7 shares; at 1e7 the
pairs alone are 48 million rows of text.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.coshare import peers
from figures.fingerprint import ROOT
from figures.record import Figure, record
from figures.timing import ratio

SHARES = 1_000_000
WINDOW = 60
ROUNDS = 3


def written(shares: int, folder: Path) -> Path:
    """A file of shares, made in a process of its own."""
    path = folder / f"{shares}.csv"
    command = [sys.executable, "-m", "bench.coshare.world", str(shares), str(path)]
    subprocess.run(command, check=True, cwd=ROOT)
    return path


def ours(path: Path, *more: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.coshare.ours", str(path), str(WINDOW), *more]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def whole(run: dict[str, Any]) -> float:
    return float(run["seconds"] + run["reading"])


def against_qut(
    path: Path, folder: Path, notes: list[str]
) -> tuple[dict[str, Figure], list[dict[str, Any]]]:
    """Ours and theirs in turns; the recorded figure where theirs cannot be had."""
    python = peers.with_qut()
    runs, theirs = [], []
    for number in range(ROUNDS):
        runs.append(ours(path, *(["digest"] if python and not number else [])))
        if python is None:
            continue
        place = folder / str(number)
        place.mkdir()
        reading, seconds, digest = peers.qut(python, path, place)
        theirs.append(reading + seconds)
        if not number and digest != runs[0]["digest"]:
            raise SystemExit(f"other pairs: ours {runs[0]['digest']}, QUT's {digest}")
    if python is None:
        notes.append(f"QUT: recorded {peers.RECORDED_ON}, not of this run")
        theirs = [peers.QUT_RECORDED] * ROUNDS
    figures = {"times_qut": ratio(theirs, [whole(r) for r in runs]),
               "qut_seconds": Figure(sorted(theirs)[ROUNDS // 2], n=ROUNDS, unit="s")}  # fmt: skip
    return figures, runs


def against_coortweet(small: Path, run: dict[str, Any], notes: list[str]) -> Figure:
    """How many times CooRTweet's CPU seconds per row ours are contained in."""
    script = peers.with_coortweet()
    if script is None:
        notes.append(
            f"CooRTweet: {peers.COORTWEET_RECORDED} s for {peers.COORTWEET_SHARES} shares, recorded"
            f" {peers.RECORDED_ON}, not of this run"
        )
    seconds = peers.coortweet(script, small) if script else peers.COORTWEET_RECORDED
    per_row = seconds / peers.COORTWEET_SHARES
    return Figure(per_row / (whole(run) / run["rows"]), n=1, note="CPU seconds per row")


def main() -> None:
    notes = ["CPU seconds; the machine may have been busy with other work"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, path = written(SHARES // 10, folder), written(SHARES, folder)
        figures, runs = against_qut(path, folder, notes)
        middle = sorted(runs, key=whole)[ROUNDS // 2]
        figures["times_coortweet_per_row"] = against_coortweet(small, middle, notes)
        figures["seconds"] = Figure(whole(middle), n=ROUNDS, unit="s")
        figures["peak_bytes"] = Figure(max(r["peak"] for r in runs), n=ROUNDS, unit="B")
        figures["pairs"] = Figure(middle["pairs"], n=middle["rows"])
        figures["seconds_1e5"] = Figure(whole(ours(small)), n=1, unit="s")
        big = ours(written(SHARES * 10, folder))
        figures["seconds_1e7"] = Figure(whole(big), n=1, unit="s")
        figures["peak_bytes_1e7"] = Figure(big["peak"], n=1, unit="B")
    record(
        __file__,
        question="How quickly are co-shares found, against the toolkit of QUT and CooRTweet?",
        figures=figures,
        corpus=["bench/coshare/world.py"],
        code=["src/actaverba/methods/words/coortweet"],
        seed=1,
        notes=notes,
    )


if __name__ == "__main__":
    main()
