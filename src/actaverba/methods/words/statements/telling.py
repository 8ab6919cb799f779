"""What the statements say when they are counted: the findings of the method."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from actaverba.case.finding import Evidence, Finding
from actaverba.methods.counting import (
    Row,
    coding,
    column,
    counts,
    dated,
    evidence,
    first_last,
    listing,
    text,
)
from actaverba.methods.words.statements.accusing import accusations, summary
from actaverba.methods.words.statements.reading import OWN_SITE, by_way_of
from actaverba.methods.words.statements.saying import NONE_LOOKED_AT, TABLE, counted
from actaverba.methods.words.statements.sides import Direction


def findings(
    rows: Sequence[Row], sides: Sequence[Direction], kinds: Mapping[str, str], *,
    acts: Collection[str], days: int,
) -> list[Finding]:  # fmt: skip
    """All findings, in the order in which they read: who accuses whom comes first.

    `kinds` are the kinds of the coded outlets by host.
    """
    if not rows:
        none = Finding("how many", "statements", "statements.none", value=0.0, n=0,
                       unit="STATEMENTS", grade=NONE_LOOKED_AT)  # fmt: skip
        return [none]
    params = {"speakers": len(counts(column(rows, "speaker"))), **summary(sides)}
    message = "statements.accusing" if params["pairs"] else "statements.count"
    return [
        counted("how many", "statements", message, rows, of=rows, params=params),
        *accusations(rows, sides, acts=acts, days=days),
        *_speakers(rows),
        *_times(rows),
        *_codes(rows),
        *_read(rows, kinds),
        _addressee(rows),
        *coding({TABLE: rows}),
    ]


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
        counted("when", "undated", "undated.count" if unknown else "undated.none", unknown,
                 of=rows, role="no date"),
    ]  # fmt: skip
    if coarse:
        told.append(counted("when", "coarse dates", "coarse.count", coarse, of=rows,
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


def _read(rows: Sequence[Row], kinds: Mapping[str, str]) -> list[Finding]:
    """Statements made on a site of the speaker's own, and where their text was read."""
    made = [row for row in rows if text(row, "channel") == OWN_SITE]
    passed = [row for row in made if by_way_of(row, kinds)]
    if not made or not kinds:
        return []
    hosts = sorted({text(row, "host") for row in passed})
    message, named = listing("read.by_way", hosts=hosts) if hosts else ("read.at_source", {})
    return [counted("where they were read", "official sites", message, passed, of=made,
                    role="read elsewhere", params={"of": len(made), **named})]  # fmt: skip


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
