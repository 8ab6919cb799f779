"""Do made-up cases go through read, run, judge, dossier and verify without crash or loss?

260 cases are drawn by hypothesis from the tables of the vocabulary (`cases.py`) in blocks of
20, each with a seed and a main table of its own, and taken through every step (`trial.py`): a
new case, files read, part of them a second time corrected, all methods that apply, a judgement
of a finding and one of a hypothesis, grades, the dossier, `verify` against its edition. A
quarter is exported, printed by the commands, and has its files read once more unchanged; a
fifth has one cell changed by hand, which `verify` must name; every twentieth is made twice,
byte for byte. A case holds when nothing but our own refusals was raised, where something may
be refused, each row handed in is in the case to the letter or refused with line, reason and
cure, and nothing in page, sheets or terminal can run or load. What was not thought of is not
tried: no big files, no hostile case files, no killed processes (tests of their own try those).

Blocks run in as many processes as there are cores (`ACTAVERBA_FUZZ_JOBS`). A block
that is done is kept in `build/fuzz/` under the hash of the code, so a run that was stopped
goes on where it was; any change of the code starts anew. `ACTAVERBA_FUZZ_CASES=200` tries fewer
and records nothing. The files of a case that does not hold are kept beside its block.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from evaluate.fuzz.block import SEED, SIZE, Held, block
from figures.fingerprint import ROOT, sha256_of
from figures.record import Figure, record

CASES = 260  # of the 2,000 that are promised; those need an hour of two quiet cores
CODE = ["evaluate/fuzz"]
CORPUS = [f"evaluate/fuzz/{name}.py" for name in ("cases", "cells", "files")]


def main() -> None:
    """Try all blocks that are not done, then write the figures down."""
    cases = int(os.environ.get("ACTAVERBA_FUZZ_CASES", CASES))
    product = sha256_of([ROOT / "src" / "actaverba"])
    key = hashlib.sha256(f"{product} {sha256_of([ROOT / 'evaluate' / 'fuzz'])}".encode())
    place = ROOT / "build" / "fuzz" / key.hexdigest()[:16]
    place.mkdir(parents=True, exist_ok=True)
    held = _all(range(cases // SIZE), place)
    failed = [h for h in held if h.complaints]
    for one in failed:
        print(f"case {one.called}:", *one.complaints, sep="\n  ", file=sys.stderr)
    if cases < CASES:
        print(f"{len(held) - len(failed)} of {len(held)} cases hold; nothing is recorded")
        return
    inputs = hashlib.sha256("".join(h.digest for h in held).encode()).hexdigest()
    record(
        __file__,
        question="Do made-up cases go through all steps without a crash or a silent loss?",
        figures={
            "cases_that_hold": Figure(len(held) - len(failed), n=len(held)),
            "cases_that_do_not_hold": Figure(len(failed), n=len(held)),
            "different_cases": Figure(len({h.digest for h in held}), n=len(held)),
            "rows_handed_in": Figure(sum(h.rows for h in held)),
            "rows_refused": Figure(sum(h.refused for h in held)),
            "findings": Figure(sum(h.findings for h in held)),
        },
        corpus=CORPUS,
        code=CODE,
        seed=SEED,
        notes=[
            f"The inputs of all cases, in order, have SHA-256 {inputs}.",
            f"They were tried on a package (src/actaverba) with SHA-256 {product}.",
            "A sample is tried anew with every run of the tests.",
        ],
    )


def _all(blocks: range, place: Path) -> list[Held]:
    """What became of each case, in order; blocks done before are not done again."""
    waiting = [n for n in blocks if not _file(place, n).exists()]
    jobs = int(os.environ.get("ACTAVERBA_FUZZ_JOBS", os.cpu_count() or 1))
    start, done = time.monotonic(), len(blocks) - len(waiting)
    with ProcessPoolExecutor(jobs, max_tasks_per_child=20) as pool:
        running = {pool.submit(_one, n, place): n for n in waiting}
        for finished in as_completed(running):
            finished.result()
            done += 1
            minutes = (time.monotonic() - start) / 60
            print(f"{done} of {len(blocks)} blocks of {SIZE}, {minutes:.1f} min", file=sys.stderr)
    told = [json.loads(_file(place, n).read_text(encoding="utf-8")) for n in blocks]
    return [Held(**one) for cases in told for one in cases]


def _file(place: Path, number: int) -> Path:
    return place / f"block-{number:03}.json"


def _one(number: int, place: Path) -> None:
    """One block, its outcome written when it is whole."""
    held: list[dict[str, Any]] = [vars(h) for h in block(number, SIZE, keep=place)]
    making = _file(place, number).with_suffix(".making")
    making.write_text(json.dumps(held), encoding="utf-8")
    making.replace(_file(place, number))


if __name__ == "__main__":
    main()
