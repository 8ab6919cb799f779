"""What stands beside each claim, as sentences. No sentence says whether a claim holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from actaverba.assessment.check.claims import Claim, Known
from actaverba.assessment.check.parties import ANYONE, NOT_NAMED
from actaverba.assessment.check.records import (
    CONTRADICTS,
    OUT,
    SUPPORTS,
    UNSIGNED,
    Checked,
    Record,
)
from actaverba.case.finding import Evidence, Finding, Innocent
from actaverba.methods.counting import coding, counts, evidence, innocent, text
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

METHOD = "check"
STATES = ("both", "one_sided", "unsigned", "silent", "cannot_settle")
ON_RECORD = (SUPPORTS, CONTRADICTS, UNSIGNED)


def findings(checked: Sequence[Checked], broken: Sequence[Known]) -> list[Finding]:
    """The claims together, then each claim, then what could not be read."""
    told = [_together(checked)]
    told += [_claim(one) for one in checked]
    told += [_broken(known, checked) for known in broken]
    return [*told, *coding({"claims": [one.claim.row for one in checked]})]


def reason(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Why no record can settle a claim, or why a record stands as it does, in words."""
    return render(manifest(METHOD).messages[f"reason.{code}"], params or {})


def in_words(state: str) -> str:
    """What the record beside a claim is, in words."""
    return render(manifest(METHOD).messages[f"state.{state}"], {})


def why(claim: Claim, record: Record) -> str:
    """Why a record stands as it does, with what a reader must know beside it."""
    reading = record.reading
    said = [reason(reading.reason, {**reading.params, "side": reading.side})]
    if reading.side and claim.denied:
        said.append(reason("denied"))
    if reading.side:
        said += [reason(tie) for tie in record.ties if tie in (ANYONE, NOT_NAMED)]
    if record.own_page:
        said.append(reason("own_page"))
    return " ".join(said)


def _together(checked: Sequence[Checked]) -> Finding:
    states = Counter(one.state for one in checked)
    found = [[in_words(state), states[state]] for state in STATES if states[state]]
    return Finding(
        question="what the record says",
        subject="all claims",
        message="claims.count",
        params={"n": len(checked), "states": found},
        value=float(len(checked)),
        unit="CLAIMS",
        n=len(checked),
        evidence=tuple(
            e for one in checked for e in evidence("claims", [one.claim.row], one.state)
        ),
    )


def _claim(one: Checked) -> Finding:
    claim = one.claim
    sizes = {relation: len(one.of(relation)) for relation in (*ON_RECORD, OUT)}
    return Finding(
        question="what the record says",
        subject=claim.id,
        message=_message(one),
        params={
            "claim": claim.id,
            "statement": text(claim.row, "statement"),
            "polarity": text(claim.row, "polarity"),
            "says": claim.known.predicate.text or text(claim.row, "predicate"),
            "subject": claim.subject,
            "object": claim.object or "unspecified",
            "first": claim.period.first_text,
            "last": claim.period.last_text,
            "supporting": sizes[SUPPORTS],
            "contradicting": sizes[CONTRADICTS],
            "unsigned": sizes[UNSIGNED],
            "outside": sizes[OUT],
            "reasons": counts(r.reading.reason for r in one.of(UNSIGNED)),
            "settle": claim.known.predicate.what_would_settle_it or "not stated",
        },
        category=one.state,
        n=sum(sizes[relation] for relation in ON_RECORD),
        grade="listed" if sizes[SUPPORTS] + sizes[CONTRADICTS] else "not_enough_evidence",
        evidence=_evidence(one),
        innocent=_innocents(one),
    )


def _message(one: Checked) -> str:
    """The sentence by what was found and by where the period comes from."""
    if one.cannot:
        return f"cannot.{one.cannot}"
    if one.state == "silent":
        return f"silent.{_period(one.claim)}"
    return f"{'unsigned' if one.of(UNSIGNED) else 'signed'}.{_period(one.claim)}"


def _period(claim: Claim) -> str:
    period = claim.period
    if period.basis != "claim":
        return {"statement": "until_statement", "none": "ever"}[period.basis]
    if period.first is None or period.last is None:
        return "until" if period.first is None else "since"
    return "on" if period.first_text == period.last_text else "between"


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
