"""The matrix of competing hypotheses for a spreadsheet, to be edited and read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.assessment.hypotheses.items import told
from actaverba.case.rated import days, rated, revision, text
from actaverba.engine.masking import masked, public_names
from actaverba.engine.spreadsheet import neutral
from actaverba.errors import InputError, NotApplicable
from actaverba.exports.cells import line
from actaverba.vocabulary.schema import table as named
from actaverba.vocabulary.schema import tables_of

if TYPE_CHECKING:
    from actaverba.case.case import Case

Row = Mapping[str, Any]
TAKEN = ("evidence", "what")


def matrix(case: Case, *, by: str = "") -> tuple[list[str], list[list[str]]]:
    """Headers and rows of the matrix: evidence, what it is, a letter for each hypothesis, then
    for each its reason and who gave it.

    A cell shows the latest rating, whoever gave it, or that of one person. Account names are
    masked. Raises NotApplicable where there is no hypothesis, InputError where one is called
    like a column.
    """
    listed = sorted(case.table("hypotheses").to_pylist(), key=lambda r: _natural(text(r, "id")))
    names = list(dict.fromkeys(text(r, "id") for r in listed))
    if not names:
        raise NotApplicable(
            "the case has no hypotheses", cure="Fill in hypotheses.csv and read it first."
        )
    taken = [n for n in names if n.casefold() in TAKEN]
    if taken:
        raise InputError(
            f"a hypothesis is called {taken[0]!r}, like a column of the matrix",
            cure="Give it another id in hypotheses.csv.",
        )
    clear = public_names(case.about(), case.table("outlets")["host"].to_pylist())
    cells = _latest(case.table("ratings").to_pylist(), by)
    headers = [*TAKEN, *names]
    headers += [f"{n} {end}" for n in names for end in ("reason", "by")]
    evidence = sorted({e for e, _ in cells}, key=_natural)
    whats = _whats(case, evidence)
    rows = []
    for e in evidence:
        mine = {n: cells.get((e, n), {}) for n in names}
        row = [e, masked(whats.get(e, ""), clear), *(text(mine[n], "rating") for n in names)]
        for n in names:
            row += [masked(text(mine[n], "reason"), clear), text(mine[n], "by")]
        rows.append(row)
    return headers, rows


def write(case: Case, out: Path, *, by: str = "", bom: bool = False) -> int:
    """Write the matrix as CSV; how many pieces of evidence it has."""
    headers, rows = matrix(case, by=by)
    whole = "".join(line([neutral(cell) for cell in row]) for row in (headers, *rows))
    out.write_bytes(whole.encode("utf-8-sig" if bom else "utf-8"))
    return len(rows)


def _latest(ratings: Iterable[Row], by: str) -> dict[tuple[str, str], Row]:
    """The rating that was given last, by evidence and hypothesis."""
    found: dict[tuple[str, str], Row] = {}
    last = rated(ratings).last
    order = sorted(last, key=lambda pair: (revision(last[pair]), *days(last[pair]), pair))
    for evidence, hypothesis, name in order:
        if not by or name == by:
            found[evidence, hypothesis] = last[evidence, hypothesis, name]
    return found


def _whats(case: Case, evidence: Iterable[str]) -> dict[str, str]:
    """What each row is, in a few words."""
    wanted = set(evidence)
    known = {t.name for t in tables_of("case")}
    found: dict[str, str] = {}
    for table in sorted({e.partition(":")[0] for e in wanted} & known):
        label = named(table).label
        for row in case.table(table).to_pylist():
            place = f"{table}:{row[label]}"
            if place in wanted:
                found.setdefault(place, told(table, row))
    return found


def _natural(name: str) -> tuple[Any, ...]:
    """A key that puts H2 before H10."""

    parts = re.split(r"(\d{1,18})", name)
    return tuple((1, int(p), "") if p.isdecimal() else (0, 0, p) for p in parts)
