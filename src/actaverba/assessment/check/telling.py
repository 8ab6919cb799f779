"""What stands beside each claim, as sentences. No sentence says whether a claim holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actaverba.assessment.check.claims import Claim, Known
from actaverba.assessment.check.grouping import groups
from actaverba.assessment.check.parties import ANYONE, NOT_NAMED
from actaverba.assessment.check.records import (
    CONTRADICTS,
    FOR,
    OUT,
    SUPPORTS,
    UNSIGNED,
    Checked,
    Record,
)
from actaverba.case.finding import Evidence, Finding, Innocent
from actaverba.methods.counting import Row, coding, counts, evidence, innocent, text
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

METHOD = "check"
ON_RECORD = (SUPPORTS, CONTRADICTS, UNSIGNED)


def findings(
    checked: Sequence[Checked], relayed: Mapping[str, Row], broken: Sequence[Known]
) -> list[Finding]:
    """The claims together, then each claim, then what could not be read."""
    told = groups(checked, relayed)
    told += [_claim(one) for one in checked]
    told += [_broken(known, checked) for known in broken]
    return [*told, *coding({"claims": [one.claim.row for one in checked]})]


def reason(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Why no record can settle a claim, or why a record stands as it does, in words."""
    return render(manifest(METHOD).messages[f"reason.{code}"], params or {})


def in_words(state: str) -> str:
    """What the record beside a claim is, in words."""
    return render(manifest(METHOD).messages[f"state.{state}"], {})


def coded_as(claim: Claim) -> str:
    """What the codes of a claim say, which may be wider or narrower than its words."""
    params = {
        "polarity": text(claim.row, "polarity"),
        "says": claim.known.predicate.text or text(claim.row, "predicate"),
        "subject": claim.subject,
        "object": claim.object or "unspecified",
    }
    return render(manifest(METHOD).messages["coded_as"], params)


def why(claim: Claim, record: Record) -> str:
    """Why a record stands as it does, with what a reader must know beside it."""
    reading = record.reading
    said = [reason(reading.reason, {**reading.params, "side": reading.side})]
    if reading.side and claim.denied:
        said.append(reason("denied"))
    if reading.side:
        said += [reason(tie) for tie in record.ties if tie in (ANYONE, NOT_NAMED)]
    if record.own_page and reading.reason != "own_page":
        said.append(reason("own_page"))
    return " ".join(said)


def one_ear(claim: Claim) -> str:
    """The side of the claim as made that its rule can never hear; empty where it hears both."""
    side = claim.rule.only_side
    if not side:
        return ""
    return "none_against" if (side == FOR) != claim.denied else "none_for"


def _claim(one: Checked) -> Finding:
    claim = one.claim
    sizes = {relation: len(one.of(relation)) for relation in (*ON_RECORD, OUT)}
    signed = sizes[SUPPORTS] + sizes[CONTRADICTS]
    return Finding(
        question="what the record says",
        subject=claim.id,
        message="claim",
        params={
            "claim": claim.id,
            "statement": text(claim.row, "statement"),
            "speaker": claim.speaker or "A speaker who is not named",
            "date": text(claim.statement, "date") if claim.statement else "",
            "summary": text(claim.row, "summary") or coded_as(claim),
            "coded_as": coded_as(claim),
            "supporting": sizes[SUPPORTS],
            "contradicting": sizes[CONTRADICTS],
            "unsigned": sizes[UNSIGNED],
            "touching": 0 if one.cannot else sizes[UNSIGNED],
            "outside": sizes[OUT],
            "reasons": counts(r.reading.reason for r in one.of(UNSIGNED)),
            "settle": claim.known.predicate.what_would_settle_it,
            **dict.fromkeys(_flags(one), True),
        },
        category=one.state,
        n=sum(sizes[relation] for relation in ON_RECORD),
        grade="listed" if signed else "not_enough_evidence",
        evidence=_evidence(one),
        innocent=_innocents(one),
    )


def _flags(one: Checked) -> list[str]:
    """The parts of the sentence that are said of this claim."""
    said = ["denies" if one.claim.denied else "asserts"]
    settle = bool(one.claim.known.predicate.what_would_settle_it)
    if one.cannot:
        return [*said, one.cannot, *(["what_would"] if settle else [])]
    said += [one.state] if one.state == "silent" else []
    said += [heard] if (heard := one_ear(one.claim)) else []
    return [*said, *(["to_settle"] if settle else [])]


def _evidence(one: Checked) -> tuple[Evidence, ...]:
    found = [*evidence("claims", [one.claim.row], "claim")]
    if one.claim.statement is not None:
        found += evidence("statements", [one.claim.statement], "statement")
    for relation in ON_RECORD:
        for record in one.of(relation):
            found += evidence(record.table, record.rows, relation.replace("_", " "))
    return tuple(found)


def _innocents(one: Checked) -> tuple[Innocent, ...]:
    """What else may lie behind the record that was found; nothing of it is ruled out."""
    shown = [record for relation in ON_RECORD for record in one.of(relation)]
    if not shown:
        return (innocent("selection", "plausible", method=METHOD, message="why.silence"),)
    found = [
        innocent("selection", "plausible", method=METHOD, message="why.selection"),
        innocent("coding", "plausible", method=METHOD, message="why.coding"),
    ]
    if any(_is_price(record) for record in shown):
        found.append(innocent("price_effect", "plausible", method=METHOD, message="why.price"))
    return tuple(found)


def _is_price(record: Record) -> bool:
    return record.with_prices and bool(record.reading.side)


def _broken(known: Known, checked: Sequence[Checked]) -> Finding:
    name = known.predicate.predicate
    mine = [o.claim.row for o in checked if o.claim.known is known]
    return Finding(
        question="rule cannot be read",
        subject=name,
        message="rule.broken",
        params={"predicate": name, "trouble": known.trouble},
        category="no sign",
        n=len(mine),
        grade="not_enough_evidence",
        evidence=evidence("claims", mine, "rule cannot be read"),
    )
