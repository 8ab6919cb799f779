"""Write down what a measure found, with all that is needed to doubt it.

A measure looks like this (`evaluate/drift/measure.py`):

    from figures.record import Figure, record

    def main() -> None:
        ...
        record(
            __file__,
            question="Do the families match the hand-made classes?",
            figures={
                "adjusted_rand_index": Figure(0.91, low=0.84, high=0.97, n=54, base_rate=0.0),
                "items_in_two_families": Figure(3, n=57),
            },
            corpus=["src/actaverba/cases/serbia-2025", "evaluate/keys/serbia-2025"],
            code=["src/actaverba/methods/words/drift"],
            seed=1,
        )

    if __name__ == "__main__":
        main()

Run it with `make evaluate ONLY=drift`. `low` and `high` are the 95 % interval, and the
docstring of the measure says over what it was resampled. `base_rate` is what the
same figure would be without the method (chance, or the naive way).
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from figures.fingerprint import ROOT, files_under, sha256_of, with_kernels

PACKAGES = ("actaverba", "duckdb", "pyarrow", "click")


@dataclass(frozen=True)
class Figure:
    """One number with its 95 % interval, how many things it rests on, and the base rate.

    Fields that do not apply stay empty: a plain count has no interval.
    """

    value: float
    low: float | None = None
    high: float | None = None
    n: int | None = None
    base_rate: float | None = None
    unit: str = ""
    note: str = ""


def record(
    file: str,
    *,
    question: str,
    figures: Mapping[str, Figure],
    corpus: Sequence[str] = (),
    code: Sequence[str] = (),
    seed: int | None = None,
    notes: Sequence[str] = (),
) -> Path:
    """Write today's result file of the measure in `file`, print it, and return its path.

    `corpus` and `code` are paths from the root of the repository; to `code` are added the
    kernels that it imports. Paths outside the repository (shared data) are hashed, too.
    """
    folder = Path(file).resolve().parent
    day = datetime.now(UTC).date().isoformat()
    data = [(ROOT / path).resolve() for path in corpus]
    result = {
        "measure": folder.relative_to(ROOT).as_posix(),
        "question": question,
        "date": day,
        "figures": {name: asdict(figure) for name, figure in figures.items()},
        "seed": seed,
        "corpus": {"files": len(files_under(data)), "sha256": sha256_of(data)},
        "code": {"paths": list(code), "sha256": code_sha256(code)},
        "versions": _versions(),
        "notes": list(notes),
    }
    path = folder / "results" / f"{day}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    _show(result["measure"], figures, path)
    return path


def code_sha256(code: Sequence[str]) -> str:
    """The fingerprint of a method's own folder and the kernels it imports; empty for none."""
    return sha256_of(with_kernels(ROOT / path for path in code)) if code else ""


def newest(folder: Path) -> Path | None:
    """The latest result file of a measure."""
    return max((folder / "results").glob("*.json"), default=None)


def _versions() -> dict[str, str]:
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    own = {"python": platform.python_version(), "machine": machine}
    return own | {name: metadata.version(name) for name in PACKAGES}


def _show(measure: object, figures: Mapping[str, Figure], path: Path) -> None:
    print(measure)
    for name, f in figures.items():
        interval = f"  [{f.low:.4g} to {f.high:.4g}]" if None not in (f.low, f.high) else ""
        n = f"  n = {f.n}" if f.n is not None else ""
        base = f"  base rate {f.base_rate:.4g}" if f.base_rate is not None else ""
        print(f"  {name:<32} {f.value:>10.4g} {f.unit}{interval}{n}{base}")
    print(f"  written to {path.relative_to(ROOT)}")
