"""Admiralty grades: reliability of who speaks or prints, credibility of what is said.

The two are never merged. A grade given with `acta grade` is kept for good; the latest one
counts, and where there is none, the one of the coding sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from actaverba.case import chain, file
from actaverba.case.entered import entered
from actaverba.errors import InputError
from actaverba.vocabulary import codes
from actaverba.vocabulary.nearest import did_you_mean, shown

if TYPE_CHECKING:
    from actaverba.case.case import Case

TABLE = "grade"
SPEAKER = "speaker"
SCALES = {
    "outlets": "reliability", SPEAKER: "reliability",
    "statements": "credibility", "relays": "credibility",
}  # fmt: skip
LABELS = {"outlets": "host", "statements": "id", "relays": "id"}
FROM_SHEET = ("outlets", "statements", "relays")


class Grade(NamedTuple):
    """A grade as it counts now; `by` and `at` are empty where it is the coding sheet's."""

    code: str
    by: str = ""
    at: str = ""
    because: str = ""


def grade(
    case: Case, target: str, *, reliability: str | None = None, credibility: str | None = None,
    because: str, by: str, now: str,
) -> dict[str, Any]:  # fmt: skip
    """Note a grade that a person gives; the entry as it stands in the log.

    Parameters
    ----------
    target : str
        `outlets:HOST`, `speaker:NAME` (reliability), `statements:ID`, `relays:ID` (credibility).
    reliability, credibility : str
        A to F, or 1 to 6; just one of them, since they are never merged.

    Raises
    ------
    InputError
        When the grade is not one for such a row, or the case has no such row.
    """
    scale, given = _asked(reliability, credibility)
    kind, _, own = (part.strip() for part in target.partition(":"))
    _check_scale(kind, scale)
    codes.check(scale, given)
    said = {
        "target": f"{kind}:{_named(case, kind, own)}", "scale": scale, "code": given,
        "because": entered(because, "because"), "by": entered(by, "by"), "at": now,
    }  # fmt: skip
    with file.writing(case.path) as con:
        return chain.append(con, TABLE, said)


def grades(case: Case) -> list[dict[str, Any]]:
    """All grades that were given, in their order; `counts` marks the one that counts now.

    `erased`: the texts that were erased on request, with `erased_at` and `erased_why`.
    """
    with case.reading() as con:
        log = chain.entries(con, TABLE)
        requests = chain.forgotten(con, TABLE)
    last = {(e["target"], e["scale"]): e["place"] for e in log}
    return [
        {
            **e,
            "counts": last[e["target"], e["scale"]] == e["place"],
            **chain.told_erased(TABLE, e, requests),
        }
        for e in log
    ]


def effective(
    log: Iterable[Mapping[str, Any]], rows: Mapping[str, Iterable[Mapping[str, Any]]]
) -> dict[tuple[str, str], Grade]:
    """The grade that counts, by target (`relays:A001`) and scale.

    `log` are entries of the table `grade`, `rows` the rows of outlets, statements and relays.
    """
    found: dict[tuple[str, str], Grade] = {}
    for table in FROM_SHEET:
        scale = SCALES[table]
        for row in sorted(rows.get(table, ()), key=lambda r: str(r["row_id"])):
            if row.get(scale):
                found[f"{table}:{row[LABELS[table]]}", scale] = Grade(str(row[scale]))
    for entry in sorted(log, key=lambda e: (e.get("place") or 0, str(e["target"]))):
        texts = (str(entry.get(name) or "") for name in ("code", "by", "at", "because"))
        found[str(entry["target"]), str(entry["scale"])] = Grade(*texts)
    return found


def _asked(reliability: str | None, credibility: str | None) -> tuple[str, str]:
    given = {"reliability": reliability, "credibility": credibility}
    asked = [(scale, code.strip().upper()) for scale, code in given.items() if code is not None]
    if len(asked) != 1:
        raise InputError(
            "a grade is one of two",
            cure="Give --reliability A-F (outlets, speakers) or --credibility 1-6 (statements,"
            " relays).",
        )
    return asked[0]


def _check_scale(kind: str, scale: str) -> None:
    if kind not in SCALES:
        raise InputError(
            f"{shown(kind)} takes no grade",
            cure=f"{did_you_mean(kind, SCALES)}Write outlets:HOST, speaker:NAME, statements:ID or"
            " relays:ID.",
        )
    if SCALES[kind] != scale:
        raise InputError(
            f"{scale} is not a grade of {kind}",
            cure="Reliability (A-F) belongs to an outlet or a speaker, credibility (1-6) to a"
            " statement or a relay.",
        )


def _named(case: Case, kind: str, own: str) -> str:
    """The name as the case has it. Raises InputError where it has none such."""
    table, column = ("statements", "speaker") if kind == SPEAKER else (kind, LABELS[kind])
    known = sorted({str(r[column]) for r in case.table(table).to_pylist() if r[column]})
    if own not in known:
        raise InputError(
            f"the case has no {'speaker' if kind == SPEAKER else table[:-1]} {shown(own)}",
            cure=f"{did_you_mean(own, known)}It must be written as in the case.",
        )
    return own
