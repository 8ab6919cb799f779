"""What the acts say when they are counted: the findings of the method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from actaverba.case.finding import Finding
from actaverba.methods.counting import (
    Row,
    coding,
    evidence,
    first_last,
    listing,
    plain_count,
    text,
)
from actaverba.methods.deeds.ledger.acts import AWAY, TOWARD, UNCONFIRMED, Act, Standing, source
from actaverba.methods.deeds.ledger.period import AFTER, BEFORE, INSIDE, Period
from actaverba.methods.deeds.ledger.telling_pole import AXES, TABLE, of_pole, reports_of


def findings(
    known: Sequence[Act],
    axes: Sequence[Row],
    every: Sequence[Standing],
    by_pole: Mapping[str, Sequence[Standing]],
    *,
    within: Period,
) -> list[Finding]:
    """All findings, in the order in which they read."""
    if not known:
        return [Finding("how many", "acts", "ledger.none", value=0.0, unit="ACTS", n=0,
                        grade="not_enough_evidence")]  # fmt: skip
    reports = [row for act in known for row in act.reports]
    told = [_together(known, by_pole, within)]
    if not every:
        told.append(Finding("on which axes", "acts", "axes.none", value=0.0, unit="ACTS",
                            n=len(known), grade="not_enough_evidence",
                            evidence=reports_of(known, "on no axis")))  # fmt: skip
    for pole, mine in by_pole.items():
        told += of_pole(pole, mine)
    told += _axes(known, axes, every, by_pole)
    told += [*_outside(known, within), *_times(known), *_sources(known, reports)]
    told.append(Finding("trend", "acts", "convenience", category="none computed", n=len(known)))
    return [*told, *coding({TABLE: reports, AXES: axes})]


def _together(
    known: Sequence[Act], by_pole: Mapping[str, Sequence[Standing]], within: Period
) -> Finding:
    """The acts of the period, toward and away from each pole; what else there is, apart."""
    inside = [act for act in known if within.place(act) == INSIDE]
    on_axis = {s.act.name: s for mine in by_pole.values() for s in mine}
    params = {
        "reports": sum(len(act.reports) for act in inside),
        "first": within.first_text,
        "last": within.last_text,
        "bounded": bool(within.first_text and within.last_text),
        "sides": _sides(by_pole),
        "unconfirmed": sum(s.counts_as == UNCONFIRMED for s in on_axis.values()),
        "apart": len(known) - len(inside),
    }
    message = "acts.sides" if by_pole and inside else "acts.count"
    return _told("how many", "acts", message if inside else "acts.outside", inside, of=known,
                 params=params)  # fmt: skip


def _sides(by_pole: Mapping[str, Sequence[Standing]]) -> list[list[Any]]:
    """Each pole with the numbers of acts toward and away from it."""
    return [
        [pole, *(sum(s.counts_as == way for s in mine) for way in (TOWARD, AWAY))]
        for pole, mine in by_pole.items()
    ]


def _told(
    question: str, subject: str, message: str, counted: Sequence[Act], *,
    of: Sequence[Act], role: str = "counts", params: Mapping[str, Any] | None = None,
) -> Finding:  # fmt: skip
    """A plain count of acts, with all their reports."""
    return plain_count(
        question, subject, message, len(counted), of=len(of), unit="ACTS", params=params,
        evidence=reports_of(counted, role),
    )  # fmt: skip


def _axes(
    known: Sequence[Act], axes: Sequence[Row], every: Sequence[Standing],
    by_pole: Mapping[str, Sequence[Standing]],
) -> list[Finding]:  # fmt: skip
    """Acts on several axes, on none, on axes that were not asked for; axes without an act."""
    told = []
    on = Counter(one.act.name for one in every)
    several = [act for act in known if on[act.name] > 1]
    if several:
        told.append(_told("on which axes", "several", "several.count", several, of=known,
                          role="on several axes"))  # fmt: skip
    if every:
        off = [act for act in known if not on[act.name]]
        message, named = listing("off_axis.count", acts=[act.name for act in off])
        told.append(_told("on which axes", "none", message if off else "off_axis.none",
                          off, of=known, role="on no axis", params=named))  # fmt: skip
    asked = {one.act.name for one in every if one.pole in by_pole}
    left = [act for act in known if on[act.name] and act.name not in asked]
    if left:
        told.append(_told("on which axes", "not asked for", "left_out.count", left, of=known,
                          role="on another axis"))  # fmt: skip
    return told + _orphans(known, axes)


def _orphans(known: Sequence[Act], axes: Sequence[Row]) -> list[Finding]:
    names = {act.name for act in known}
    orphans = [row for row in axes if text(row, "act") not in names]
    if not orphans:
        return []
    return [
        Finding(
            question="on which axes",
            subject="without an act",
            message="axes.orphan",
            params={"n": len(orphans)},
            value=float(len(orphans)),
            unit="ROWS",
            n=len(axes),
            evidence=evidence(AXES, orphans, "names no act"),
        )
    ]


def _outside(known: Sequence[Act], within: Period) -> list[Finding]:
    """Acts before or after the period, which are counted apart."""
    places = {place: [a for a in known if within.place(a) == place] for place in (BEFORE, AFTER)}
    outside = [act for mine in places.values() for act in mine]
    if not outside:
        return []
    params = {place: len(mine) for place, mine in places.items()}
    return [_told("when", "outside the period", "outside.count", outside, of=known,
                  role="outside the period", params=params)]  # fmt: skip


def _times(known: Sequence[Act]) -> list[Finding]:
    on_day = [act for act in known if act.dates]
    undated = [act for act in known if not act.dates]
    differ = [act for act in known if len(act.dates) > 1]
    message = "undated.count" if undated else "undated.none"
    told = [_told("when", "undated", message, undated, of=known, role="no date")]
    if on_day:
        told.insert(0, _span(on_day, of=known))
    if differ:
        message, named = listing("dates.differ", acts=[act.name for act in differ])
        told.append(_told("when", "dates differ", message, differ, of=known,
                          role="dates differ", params=named))  # fmt: skip
    return told


def _span(on_day: Sequence[Act], *, of: Sequence[Act]) -> Finding:
    first, last = first_last([act.dates[0] for act in on_day], "date")
    ends = [[act for act in on_day if act.date == end] for end in (first, last)]
    return Finding(
        question="when",
        subject="first and last",
        message="span.years",
        params={"n": len(on_day), "first": first, "last": last},
        category=f"{first}/{last}",
        n=len(of),
        evidence=(*reports_of(ends[0], "first"), *reports_of(ends[1], "last")),
    )


def _sources(known: Sequence[Act], reports: Sequence[Row]) -> list[Finding]:
    single = [act for act in known if len(act.sources) == 1]
    nowhere = [row for row in reports if not source(row)]
    told = [_told("rests on one source", "acts", "single.count", single, of=known,
                  role="only source", params={"acts": len(known)})]  # fmt: skip
    if nowhere:
        told.append(Finding("source unknown", "reports", "source.unknown", {"n": len(nowhere)},
                            value=float(len(nowhere)), unit="REPORTS", n=len(reports),
                            evidence=evidence(TABLE, nowhere, "no address")))  # fmt: skip
    return told
