"""The method: the matrix with its sums, and what they hang on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from actaverba.assessment.hypotheses import tables
from actaverba.assessment.hypotheses.items import Evidence
from actaverba.assessment.hypotheses.leaving import trials
from actaverba.assessment.hypotheses.matrix import matrix
from actaverba.assessment.hypotheses.telling import findings
from actaverba.assessment.hypotheses.weighed import Weighed
from actaverba.case.rated import rated
from actaverba.methods.counting import rows_of, text
from actaverba.methods.method import method

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.finding import Finding


@method(__file__)
def hypotheses(
    hypotheses: pa.Table,
    ratings: pa.Table,
    statements: pa.Table | None,
    relays: pa.Table | None,
    deeds: pa.Table | None,
    claims: pa.Table | None,
    series: pa.Table | None,
    outlets: pa.Table | None,
    grade: pa.Table | None,
    *,
    blanks: str,
) -> tuple[Mapping[str, Iterable[Mapping[str, Any]]], list[Finding]]:
    """Competing hypotheses: which of them the fewest ratings speak against (Heuer 1999).

    `hypotheses` and `ratings` are the tables of those names; the others hold the rated rows,
    from which their sources and grades are taken, and may be missing. `blanks` says what
    becomes of an item that is not rated against every hypothesis. Assumes that the items are
    independent of each other; the sums do not say how true a hypothesis is.
    """
    listed = rows_of(hypotheses)
    every = rows_of(ratings, by="evidence")
    found = rated(every)
    given = {"statements": statements, "relays": relays, "deeds": deeds, "claims": claims,
             "series": series, "outlets": outlets}  # fmt: skip
    evidence = Evidence(
        {name: None if table is None else rows_of(table) for name, table in given.items()},
        [] if grade is None else grade.to_pylist(),
    )
    names = list(dict.fromkeys(text(row, "id") for row in listed))
    whole = matrix(names, found, evidence.item, fill_blanks=blanks == "no-mark")
    marks = whole.marks()
    tried = list(trials(whole, marks, found.raters())) if marks and len(names) > 1 else []
    short = {text(row, "id"): text(row, "short") for row in reversed(listed)}
    weighed = Weighed(whole, marks, found, tuple(tried), tuple(every), short)
    return tables.tables(weighed, listed), findings(weighed)
