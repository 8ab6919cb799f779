"""Who accuses whom, and what the other side says afterwards: findings on accusations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from actaverba.case.finding import Finding, Innocent
from actaverba.methods.counting import (
    Row,
    counts,
    dated,
    evidence,
    first_last,
    innocent,
    listing,
    text,
)
from actaverba.methods.words.statements.saying import NONE_LOOKED_AT, TABLE, counted
from actaverba.methods.words.statements.sides import Direction
from actaverba.vocabulary.codes import code_list

PAIRS_TOLD = 2
DENY = "deny"
FOR_THE_TARGET = ("1", "2")
QUESTION = "who accuses whom"


@cache
def _offices() -> frozenset[str]:
    """Kinds of speaker that speak for a body of a state, of a bloc or of states."""
    kinds = code_list("speaker_kind").codes.values()
    return frozenset(kind.code for kind in kinds if kind.extra.get("office"))


def by_office(rows: Iterable[Row]) -> list[Row]:
    """The statements of those who hold an office."""
    return [row for row in rows if text(row, "speaker_kind") in _offices()]


def denials(side: Direction) -> list[Row]:
    """What one side says about the other to deny something; it is no accusation."""
    return [row for row in side.looked_at if text(row, "speech_act") == DENY]


def accusations(
    rows: Sequence[Row], sides: Sequence[Direction], *, acts: Collection[str], days: int
) -> list[Finding]:
    """Direction after direction, then what cannot be placed and codes that do not fit."""
    accusing = [row for row in rows if text(row, "speech_act") in acts]
    told = []
    if not accusing:
        told.append(
            Finding(QUESTION, "all sides", "accusations.none", value=0.0, n=len(rows),
                    unit="STATEMENTS", evidence=evidence(TABLE, rows, "looked at"))
        )  # fmt: skip
    for side in sides:
        told += _of(side, days)
    return [*told, *_unplaced(sides), *_misfit(accusing)]


def summary(sides: Sequence[Direction]) -> dict[str, Any]:
    """Both directions of the pairs of sides with the most accusations, each with its base.

    `pairs` holds who, about whom, accusations, all statements about them, accusations by
    holders of office, and denials; `more` says whether there is a second pair.
    """
    known = {side.pair: side for side in sides if all(side.pair)}
    heard = {pair: len(side.accusing) for pair, side in known.items()}
    total = {(one, other): n + heard.get((other, one), 0)
             for (one, other), n in heard.items() if one < other}  # fmt: skip
    most = sorted((p for p in total if total[p]), key=lambda p: (-total[p], p))[:PAIRS_TOLD]
    both = [
        pair
        for one, other in most
        for pair in sorted([(one, other), (other, one)], key=lambda p: -heard[p])
    ]
    return {"pairs": [_base(known[pair]) for pair in both], "more": len(both) > 2}


def _base(side: Direction) -> list[Any]:
    return [
        *side.pair, len(side.accusing), len(side.looked_at), len(by_office(side.accusing)),
        len(denials(side)),
    ]  # fmt: skip


def _of(side: Direction, days: int) -> list[Finding]:
    """One direction between two sides: how many, first and last, and what follows."""
    speaker, target = side.pair
    if not speaker or not target:
        return []
    subject = f"{speaker} about {target}"
    who = {"speaker": speaker, "target": target, "denials": len(denials(side))}
    if not side.accusing:
        return [
            Finding(QUESTION, subject, "accusations.no_pair",
                    {**who, "looked_at": len(side.looked_at)}, value=0.0, unit="STATEMENTS",
                    n=len(side.looked_at), evidence=evidence(TABLE, side.looked_at, "looked at"))
        ]  # fmt: skip
    known = dated(side.accusing, "date")
    params = {**who, "of": len(side.looked_at), **_by_kind(side.accusing), **_when(side.accusing)}
    message = "accusations.inside" if speaker == target else "accusations.pair"
    accused = counted(QUESTION, subject, message, side.accusing, of=side.looked_at,
                      role="accuses", params=params, innocents=_innocents())  # fmt: skip
    return [accused] if speaker == target else [accused, _followed(side, known, days)]


def _by_kind(accusing: Sequence[Row]) -> dict[str, Any]:
    """Holders of office apart from others."""
    office = by_office(accusing)
    others = [row for row in accusing if row not in office]
    return {
        "office": len(office),
        "office_kinds": counts(text(row, "speaker_kind") for row in office),
        "others": len(others),
        "other_kinds": counts(text(row, "speaker_kind") or "kind_not_coded" for row in others),
    }


def _when(accusing: Sequence[Row]) -> dict[str, Any]:
    first, last = first_last(accusing, "date")
    several = first != last
    return {
        "only": "" if several else first,
        "first": first if several else "",
        "last": last if several else "",
        "undated": len(accusing) - len(dated(accusing, "date")),
    }


def _innocents() -> tuple[Innocent, ...]:
    """What else may lie behind the number of accusations; nothing of it is coded."""
    return (
        innocent("selection", "plausible", method=TABLE, message="why.selection"),
        innocent("domestic_politics", "not_examined", method=TABLE, message="why.motive"),
    )


def _followed(side: Direction, known: Sequence[Row], days: int) -> Finding:
    speaker, target = side.pair
    subject = f"{speaker} about {target}"
    params: dict[str, Any] = {"speaker": speaker, "target": target, "days": days, "n": len(known)}
    if not known:
        return Finding("what follows", subject, "replies.undated", params, category="unknown",
                       n=len(side.accusing), grade=NONE_LOOKED_AT,
                       evidence=evidence(TABLE, side.accusing, "no date"))  # fmt: skip
    later, same, unknown = (side.best[o] for o in ("later", "same_day", "not_known"))
    params |= {"later": len(later), "same": len(same), "unknown": len(unknown)}
    after = {str(r.reply["row_id"]): r.reply for r in side.replies}
    return Finding(
        question="what follows",
        subject=subject,
        message="replies.pair",
        params=params,
        value=float(len(later)),
        low=float(len(later)),
        high=float(len(later) + len(same) + len(unknown)),
        unit="STATEMENTS",
        n=len(known),
        evidence=(
            *evidence(TABLE, known, "accuses"),
            *evidence(TABLE, after.values(), "may follow"),
        ),
    )


def _unplaced(sides: Sequence[Direction]) -> list[Finding]:
    rows = [row for side in sides if not all(side.pair) for row in side.accusing]
    if not rows:
        return []
    every = [row for side in sides for row in side.accusing]
    return [counted(QUESTION, "no coded state", "accusations.unplaced", rows, of=every,
                    role="no coded state")]  # fmt: skip


def _misfit(accusing: Sequence[Row]) -> list[Finding]:
    """Accusations coded as being for the one they accuse: one of the two codes is wrong."""
    rows = [row for row in accusing if text(row, "stance") in FOR_THE_TARGET]
    if not rows:
        return []
    message, named = listing("codes.for_target", statements=[text(row, "id") for row in rows])
    params: Mapping[str, Any] = named
    return [counted("do the codes fit", "stance of accusations", message, rows, of=accusing,
                    role="coded for its target", params=params)]  # fmt: skip
