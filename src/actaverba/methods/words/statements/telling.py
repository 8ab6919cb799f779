"""What the statements say when they are counted: the findings of the method."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from actaverba.case.finding import Evidence, Finding, Innocent
from actaverba.methods.counting import (
    Row,
    coding,
    column,
    counts,
    dated,
    evidence,
    first_last,
    innocent,
    plain_count,
    text,
)
from actaverba.methods.words.statements.sides import Direction

TABLE = "statements"
PAIRS_TOLD = 2
NONE_LOOKED_AT = "not_enough_evidence"


def findings(
    rows: Sequence[Row], sides: Sequence[Direction], *, acts: Collection[str], days: int
) -> list[Finding]:
    """All findings, in the order in which they read."""
    if not rows:
        none = Finding("how many", "statements", "statements.none", value=0.0, n=0,
                       unit="STATEMENTS", grade=NONE_LOOKED_AT)  # fmt: skip
        return [none]
    summary = _summary(rows, sides)
    message = "statements.accusing" if summary["pairs"] else "statements.count"
    told = [_counted("how many", "statements", message, rows, of=rows, params=summary)]
    told += [*_speakers(rows), *_times(rows), *_codes(rows)]
    if not any(text(row, "speech_act") in acts for row in rows):
        told.append(
            Finding("who accuses whom", "all sides", "accusations.none", value=0.0,
                    n=len(rows), unit="STATEMENTS", evidence=evidence(TABLE, rows, "looked at"))
        )  # fmt: skip
    for side in sides:
        told += _accusations(side, days)
    return [*told, *_unplaced(sides), _addressee(rows), *coding({TABLE: rows})]


def _summary(rows: Sequence[Row], sides: Sequence[Direction]) -> dict[str, Any]:
    """Who accuses whom how often: both directions of the pairs with the most accusations."""
    known = {side.pair: len(side.accusing) for side in sides if all(side.pair)}
    total = {
        (one, other): count + known.get((other, one), 0)
        for (one, other), count in known.items()
        if one < other or (one != other and (other, one) not in known)
    }
    most = sorted((p for p in total if total[p]), key=lambda p: (-total[p], p))[:PAIRS_TOLD]
    both = [
        pair
        for one, other in most
        for pair in sorted([(one, other), (other, one)], key=lambda p: -known.get(p, 0))
    ]
    return {
        "speakers": len({text(row, "speaker") for row in rows}),
        "pairs": [[*pair, known.get(pair, 0)] for pair in both],
    }


def _counted(
    question: str, subject: str, message: str, counted: Sequence[Row], *,
    of: Sequence[Row], role: str = "counts", params: Mapping[str, Any] | None = None,
    innocents: tuple[Innocent, ...] = (),
) -> Finding:  # fmt: skip
    """A plain count of rows, with the rows."""
    return plain_count(
        question, subject, message, len(counted), of=len(of), unit="STATEMENTS", params=params,
        evidence=evidence(TABLE, counted, role), innocent=innocents,
    )  # fmt: skip


def _speakers(rows: Sequence[Row]) -> list[Finding]:
    speakers = counts(column(rows, "speaker"))
    states = counts(column(rows, "speaker_state"))
    named = [row for row in rows if text(row, "speaker_state")]
    told = [
        Finding("who speaks", "speakers", "speakers.count", {"n": len(speakers)},
                value=float(len(speakers)), unit="SPEAKERS", n=len(rows),
                evidence=evidence(TABLE, rows, "names a speaker"))
    ]  # fmt: skip
    message = "speakers.states" if states else "speakers.no_states"
    told.append(
        Finding("who speaks", "states", message, {"n": len(states), "states": states},
                value=float(len(states)), unit="STATES", n=len(rows),
                evidence=evidence(TABLE, named, "names a state"))
    )  # fmt: skip
    return told


def _times(rows: Sequence[Row]) -> list[Finding]:
    known = dated(rows, "date")
    first, last = first_last(known, "date")
    if not known:
        message, category = "span.none", "unknown"
    else:
        message = "span.one_date" if first == last else "span.days"
        category = f"{first}/{last}"
    params = {"n": len(known), "first": first, "last": last}
    span = Finding("when", "first and last", message, params, category=category,
                   n=len(rows), evidence=_ends(known))  # fmt: skip
    unknown = [row for row in rows if row["date_earliest"] is None]
    coarse = [row for row in known if text(row, "date_precision") != "day"]
    told = [
        span,
        _counted("when", "undated", "undated.count" if unknown else "undated.none", unknown,
                 of=rows, role="no date"),
    ]  # fmt: skip
    if coarse:
        told.append(_counted("when", "coarse dates", "coarse.count", coarse, of=rows,
                             role="dated to a month or a year"))  # fmt: skip
    return told


def _ends(known: Sequence[Row]) -> tuple[Evidence, ...]:
    """The rows that stand at either end; several may share a date."""
    first, last = first_last(known, "date")
    return (
        *evidence(TABLE, [r for r in known if text(r, "date") == first], "first"),
        *evidence(TABLE, [r for r in known if text(r, "date") == last], "last"),
    )


def _codes(rows: Sequence[Row]) -> list[Finding]:
    told = []
    for subject, name in (("acts", "speech_act"), ("channels", "channel")):
        coded = [row for row in rows if text(row, name)]
        if coded:
            found = counts(column(coded, name))
            told.append(
                Finding("how they speak", subject, f"{subject}.count",
                        {subject: found, "unknown": len(rows) - len(coded)},
                        value=float(len(coded)), unit="STATEMENTS", n=len(rows),
                        evidence=evidence(TABLE, coded, "coded"))
            )  # fmt: skip
    return told


def _accusations(side: Direction, days: int) -> list[Finding]:
    """One direction between two sides: how many, first and last, and what follows."""
    speaker, target = side.pair
    if not speaker or not target:
        return []
    subject = f"{speaker} about {target}"
    who = {"speaker": speaker, "target": target}
    if not side.accusing:
        return [
            Finding("who accuses whom", subject, "accusations.no_pair",
                    {**who, "looked_at": len(side.looked_at)}, value=0.0, unit="STATEMENTS",
                    n=len(side.looked_at), evidence=evidence(TABLE, side.looked_at, "looked at"))
        ]  # fmt: skip
    known = dated(side.accusing, "date")
    first, last = first_last(known, "date")
    params = {
        **who,
        "kinds": counts(text(row, "speaker_kind") or "not_coded" for row in side.accusing),
        "first": first,
        "last": last,
        "undated": len(side.accusing) - len(known),
    }
    message = "accusations.inside" if speaker == target else "accusations.pair"
    accused = _counted("who accuses whom", subject, message, side.accusing, of=side.looked_at,
                       role="accuses", params=params, innocents=_innocents())  # fmt: skip
    return [accused] if speaker == target else [accused, _followed(side, known, days)]


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
    return [_counted("who accuses whom", "no coded state", "accusations.unplaced", rows,
                     of=every, role="no coded state")]  # fmt: skip


def _addressee(rows: Sequence[Row]) -> Finding:
    coded = [row for row in rows if text(row, "addressee")]
    unknown = [row for row in rows if not text(row, "addressee")]
    extent = "none" if not coded else "some" if unknown else "all"
    params = {"n": len(rows), "coded": len(coded), "unknown": len(unknown)}
    return Finding(
        question="to whom",
        subject="addressee",
        message=f"addressee.{extent}",
        params=params,
        value=float(len(coded)),
        unit="STATEMENTS",
        n=len(rows),
        grade="listed" if coded else NONE_LOOKED_AT,
        evidence=(
            *evidence(TABLE, coded, "addressee coded"),
            *evidence(TABLE, unknown, "no addressee coded"),
        ),
    )
