"""The claims together: all, those of relayed statements, by kind of speaker, on one record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from actaverba.assessment.check.records import (
    BOTH,
    CONTRADICTS,
    ONLY_AGAINST,
    ONLY_FOR,
    STATES,
    SUPPORTS,
    Checked,
    Record,
)
from actaverba.case.finding import Evidence, Finding
from actaverba.methods.counting import Row, evidence, grouped, text

SIGNED = (BOTH, ONLY_FOR, ONLY_AGAINST)
UNKNOWN = "unknown"


def in_order(checked: Iterable[Checked], relayed: Iterable[str]) -> list[Checked]:
    """Those with records on both sides first; inside that, claims that relays pass on."""
    passed_on = set(relayed)
    return sorted(
        checked,
        key=lambda one: (
            STATES.index(one.state), text(one.claim.row, "statement") not in passed_on,
            one.claim.id,
        ),
    )  # fmt: skip


def groups(checked: Sequence[Checked], relayed: Mapping[str, Row]) -> list[Finding]:
    """The claims together, then those that relays pass on, then where one record carries all."""
    told = [_together(checked)]
    told += [_relayed(name, row, checked) for name, row in relayed.items()]
    told += [f for state in (ONLY_AGAINST, ONLY_FOR) for f in _on_one_record(state, checked)]
    return [*told, *_speakers(checked)]


def _together(checked: Sequence[Checked]) -> Finding:
    states = Counter(one.state for one in checked)
    return Finding(
        question="what the record says",
        subject="all claims",
        message="claims.count",
        params={
            "n": len(checked),
            **{state: states[state] for state in STATES},
            "signed": sum(states[state] for state in SIGNED),
        },
        value=float(sum(states[state] for state in SIGNED)),
        unit="CLAIMS",
        n=len(checked),
        evidence=_rows(checked),
    )


def _relayed(name: str, statement: Row, checked: Sequence[Checked]) -> Finding:
    """Claims of one statement that relays pass on, and how many have a record of any side."""
    mine = [one for one in checked if text(one.claim.row, "statement") == name]
    states = Counter(one.state for one in mine)
    signed = sum(states[state] for state in SIGNED)
    return Finding(
        question="what the record says",
        subject=f"claims of {name}",
        message="relayed.count" if mine else "relayed.none",
        params={
            "statement": name,
            "speaker": text(statement, "speaker") or "a speaker who is not named",
            "date": text(statement, "date"),
            "n": len(mine),
            "signed": signed,
            "none": not signed,
            "unsigned": states["unsigned"],
            "silent": states["silent"],
            "cannot": states["cannot_settle"],
        },
        value=float(signed),
        unit="CLAIMS",
        n=len(mine),
        grade="listed" if signed else "not_enough_evidence",
        evidence=(*evidence("statements", [statement], "statement"), *_rows(mine)),
    )


def _on_one_record(state: str, checked: Sequence[Checked]) -> list[Finding]:
    """Said where one and the same record is all that speaks on one side of several claims."""
    relation = SUPPORTS if state == ONLY_FOR else CONTRADICTS
    mine = [one for one in checked if one.state == state]
    records: dict[tuple[str, str], Record] = {
        (r.table, r.name): r for one in mine for r in one.of(relation)
    }
    if len(mine) < 2 or len(records) != 1:
        return []
    record = next(iter(records.values()))
    return [
        Finding(
            question="rests on one record",
            subject=state,
            message=f"one_record.{state}",
            params={"n": len(mine), "record": record.label, "ids": record.ids},
            value=float(len(mine)),
            unit="CLAIMS",
            n=len(mine),
            evidence=(*evidence(record.table, record.rows, "only record"), *_rows(mine)),
        )
    ]


def _speakers(checked: Sequence[Checked]) -> list[Finding]:
    by = by_kind(checked)
    if not by:
        return []
    return [
        Finding(
            question="what the record says",
            subject="by kind of speaker",
            message="speakers.count",
            params={
                "kinds": len(by),
                "signed": _of(by, SIGNED),
                "cannot": _of(by, ("cannot_settle",)),
            },
            category="listed",
            n=len(checked),
            evidence=_rows([one for one in checked if one.state in SIGNED]),
        )
    ]


def _of(by: Mapping[str, Sequence[Checked]], states: Iterable[str]) -> list[list[Any]]:
    wanted = set(states)
    return [[kind, sum(o.state in wanted for o in mine), len(mine)] for kind, mine in by.items()]


def by_kind(checked: Sequence[Checked]) -> dict[str, list[Checked]]:
    """The claims by kind of speaker, those with most claims first."""
    found = grouped(checked, lambda one: text(one.claim.statement or {}, "speaker_kind") or UNKNOWN)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def _rows(checked: Sequence[Checked]) -> tuple[Evidence, ...]:
    return tuple(e for one in checked for e in evidence("claims", [one.claim.row], one.state))
