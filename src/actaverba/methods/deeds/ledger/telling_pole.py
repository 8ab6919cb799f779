"""What the acts say about one pole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from actaverba.case.finding import Evidence, Finding, Innocent
from actaverba.methods.counting import counts, evidence, innocent, listing
from actaverba.methods.deeds.ledger.acts import (
    AWAY,
    CONFLICTING,
    NEUTRAL,
    TOWARD,
    UNCONFIRMED,
    Act,
    Standing,
)
from actaverba.methods.deeds.ledger.leaving import Range, leave_one_out, over

METHOD = "ledger"
TABLE = "deeds"
AXES = "deed_axes"
OTHERWISE = (
    (NEUTRAL, "pole.neutral"),
    (CONFLICTING, "conflict.count"),
    (UNCONFIRMED, "unconfirmed.count"),
)
MOTIVES = ("obligation", "domestic_politics", "commercial_interest")


def reports_of(counted: Iterable[Act], role: str) -> tuple[Evidence, ...]:
    """All reports of some acts."""
    return evidence(TABLE, [row for act in counted for row in act.reports], role)


def _standing(counted: Sequence[Standing], role: str) -> tuple[Evidence, ...]:
    """The codings that place acts on an axis, and the reports of these acts."""
    codings = [row for one in counted for row in one.codings]
    return (*evidence(AXES, codings, role), *reports_of([one.act for one in counted], role))


def of_pole(pole: str, mine: Sequence[Standing]) -> list[Finding]:
    """The findings of one pole: acts in each direction, otherwise, and what they rest on."""
    if not mine:
        return [Finding("on the axis", pole, "pole.no_acts", {"pole": pole}, value=0.0,
                        unit="ACTS", n=0)]  # fmt: skip
    spread = over(mine, leave_one_out(mine))
    told = [
        _direction(pole, TOWARD, mine, spread.toward),
        _direction(pole, AWAY, mine, spread.away),
    ]
    for direction, message in OTHERWISE:
        group = [one for one in mine if one.counts_as == direction]
        if group:
            told.append(_on_axis(f"acts {direction}", pole, message, group, of=mine))
    own = [one for one in mine if one.is_own]
    if own:
        told.append(_on_axis("acts of the pole itself", pole, "pole.own_acts", own, of=mine))
    return [*told, _one_source(pole, mine, spread)]


def _on_axis(
    question: str, pole: str, message: str, group: Sequence[Standing], *, of: Sequence[Standing]
) -> Finding:
    named: dict[str, Any] = {}
    if message in ("conflict.count", "unconfirmed.count"):
        message, named = listing(message, acts=[one.act.name for one in group])
    return Finding(
        question=question,
        subject=pole,
        message=message,
        params={"pole": pole, "n": len(group), "of": len(of), **named,
                **{way: sum(s.counts_as == way for s in group) for way in (TOWARD, AWAY)}},
        value=float(len(group)),
        unit="ACTS",
        n=len(of),
        evidence=_standing(group, question),
    )  # fmt: skip


def _direction(
    pole: str, direction: str, mine: Sequence[Standing], ends: tuple[int, int]
) -> Finding:
    """Acts in one direction; `low` and `high`, where they differ, are what is left without
    any one source."""
    group = [one for one in mine if one.counts_as == direction]
    low, high = ends
    return Finding(
        question=f"acts {direction}",
        subject=pole,
        message=f"pole.{direction}" if group else f"pole.no_{direction}",
        params={
            "pole": pole, "n": len(group), "low": low, "differs": low != high,
            "kinds": counts(kind for one in group for kind in one.act.kinds),
            "actors": counts(actor for one in group for actor in one.act.actors),
        },
        value=float(len(group)),
        low=float(low) if low != high else None,
        high=float(high) if low != high else None,
        unit="ACTS",
        n=len(mine),
        evidence=_standing(group, direction),
        innocent=_innocents(),
    )  # fmt: skip


def _innocents() -> tuple[Innocent, ...]:
    """Why an act was done is not coded; which acts were found depends on the search."""
    return (
        innocent("selection", "plausible", method=METHOD, message="why.selection"),
        *(innocent(m, "not_examined", method=METHOD, message="why.motive") for m in MOTIVES),
    )


def _one_source(pole: str, mine: Sequence[Standing], spread: Range) -> Finding:
    lost = max((len(w.lost) for w in spread.most), default=0)
    message, named = listing("source.matters", sources=[w.source for w in spread.most])
    return Finding(
        question="rests on one source",
        subject=pole,
        message=("source.none", "source.one_act")[lost] if lost <= 1 else message,
        params={
            "pole": pole, "n": lost, **named, "many": len(spread.most),
            "toward": spread.whole[TOWARD], "toward_low": spread.toward[0],
            "away": spread.whole[AWAY], "away_low": spread.away[0],
        },
        value=float(lost),
        unit="ACTS",
        n=len(mine),
        evidence=_standing([one for w in spread.most for one in w.lost], "only source"),
    )  # fmt: skip
