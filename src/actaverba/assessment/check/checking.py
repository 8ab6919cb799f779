"""The method: each claim with its record, as tables and as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from actaverba.assessment.check.acts import of_acts
from actaverba.assessment.check.claims import Claim, Known, claims_of, known_predicates
from actaverba.assessment.check.grouping import by_kind, in_order
from actaverba.assessment.check.measures import of_figures
from actaverba.assessment.check.records import (
    CONTRADICTS,
    OUT,
    STATES,
    SUPPORTS,
    UNSIGNED,
    Checked,
    Record,
    placed,
)
from actaverba.assessment.check.register import of_registers
from actaverba.assessment.check.telling import (
    coded_as,
    findings,
    in_words,
    one_ear,
    reason,
    why,
)
from actaverba.methods.counting import Row, column, counts, rows_of, text
from actaverba.methods.deeds.figures import figures
from actaverba.methods.deeds.ledger.acts import acts, standings
from actaverba.methods.method import method

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.finding import Finding

Made = dict[str, Any]


@method(__file__)
def check(
    claims: pa.Table,
    predicates: pa.Table | None,
    statements: pa.Table | None,
    deeds: pa.Table | None,
    deed_axes: pa.Table | None,
    series: pa.Table | None,
    relays: pa.Table | None,
) -> tuple[Mapping[str, Iterable[Mapping[str, Any]]], list[Finding]]:
    """Each coded claim beside the acts and figures that bear on it, in both directions.

    Which side a record speaks for comes from the predicate's sign rule and from how the act
    is coded on an axis, never from its kind alone; a denial is contradicted by what speaks
    for the thing denied. An act that is only reported, or reported and denied, bears on a
    claim without a sign. Reports of one act are one record, and so are rival figures for one
    quantity. It assumes that the codes are right, weighs nothing, and gives no verdict: the
    record was found by looking, so silence supports no side.
    """
    coded = rows_of(claims)
    known = known_predicates(rows_of(predicates, by="predicate"))
    spoken = {text(row, "id"): row for row in rows_of(statements)}
    passed_on = sorted({*column(rows_of(relays), "statement")} & spoken.keys())
    checked = _checked(claims_of(coded, spoken, known), deeds, deed_axes, series=series)
    tables = {
        "claims": [_claim(one) for one in checked],
        "record": [_record(one.claim, record) for one in checked for record in one.records],
        "states": _states(checked),
        "speakers": _speakers(checked),
    }
    relayed = {name: spoken[name] for name in passed_on}
    return tables, findings(in_order(checked, passed_on), relayed, _broken(known, checked))


def _checked(
    claims: Sequence[Claim], deeds: pa.Table | None, axes: pa.Table | None, *,
    series: pa.Table | None,
) -> list[Checked]:  # fmt: skip
    known = acts(rows_of(deeds))
    ways: dict[str, dict[str, str]] = {}
    for one in standings(known, rows_of(axes, by="act")):
        ways.setdefault(one.act.name, {})[one.pole] = one.direction
    counted = figures(rows_of(series))
    made = []
    for claim in claims:
        records: list[Record] = []
        if not claim.unmatched:
            records += [*of_acts(claim, known, ways), *of_figures(claim, counted)]
            records += of_registers(claim)
        made.append(placed(claim, records))
    return made


def _broken(known: Mapping[str, Known], checked: Sequence[Checked]) -> list[Known]:
    used = {one.claim.known.predicate.predicate for one in checked}
    return [k for name, k in sorted(known.items()) if k.trouble and name in used]


def _claim(one: Checked) -> Made:
    claim, period = one.claim, one.claim.period
    row: Row = claim.row
    return {
        "claim": claim.id,
        "statement": text(row, "statement") or None,
        "subject": claim.subject,
        "predicate": text(row, "predicate"),
        "object": claim.object or None,
        "polarity": text(row, "polarity"),
        "summary": text(row, "summary") or None,
        "coded_as": coded_as(claim),
        "first": period.first,
        "last": period.last,
        "period_from": period.basis,
        "supporting": len(one.of(SUPPORTS)),
        "contradicting": len(one.of(CONTRADICTS)),
        "bears_on_unsigned": len(one.of(UNSIGNED)),
        "unsigned_because": _because(one),
        "outside_period": len(one.of(OUT)),
        "rule_hears": one_ear(claim) or None,
        "state": one.state,
        "why": reason(one.cannot) if one.cannot else None,
        "what_would_settle_it": claim.known.predicate.what_would_settle_it or None,
    }


def _because(one: Checked) -> str | None:
    """Why records have no sign, each reason with its number."""
    found = counts(record.reading.reason for record in one.of(UNSIGNED))
    return "; ".join(f"{code} {n}" for code, n in found) or None


def _record(claim: Claim, record: Record) -> Made:
    subject, other = record.ties
    return {
        "claim": claim.id,
        "table": record.table,
        "id": record.id,
        "record": record.name,
        "rows": ";".join(record.ids),
        "date": record.date or None,
        "earliest": record.earliest,
        "relation": record.relation(claim),
        "speaks": record.reading.side or None,
        "reason": record.reading.reason,
        "why": why(claim, record),
        "subject_is": subject,
        "object_is": other,
        "sources": record.sources,
        "own_page": record.own_page,
        "price_effect": record.with_prices,
        "summary": record.label,
    }


def _states(checked: Sequence[Checked]) -> list[Made]:
    made = [(state, [one for one in checked if one.state == state]) for state in STATES]
    return [
        {
            "state": state,
            "label": in_words(state),
            "claims": len(group),
            "asserted": sum(not one.claim.denied for one in group),
            "denied": sum(one.claim.denied for one in group),
        }
        for state, group in made
        if group
    ]


def _speakers(checked: Sequence[Checked]) -> list[Made]:
    return [
        {
            "speaker_kind": kind,
            "claims": len(mine),
            **{state: sum(one.state == state for one in mine) for state in STATES},
            "cannot_because": "; ".join(f"{c} {n}" for c, n in counts(o.cannot for o in mine))
            or None,
        }
        for kind, mine in by_kind(checked).items()
    ]
