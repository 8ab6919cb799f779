"""Acts beside a claim: which bear on it, and which way the predicate's rule reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from actaverba.assessment.check.claims import OUTSIDE, PARTLY, UNKNOWN, Claim
from actaverba.assessment.check.parties import BY_AXIS, FULL, TIES, WORLD, nearest, sides, tie
from actaverba.assessment.check.records import AGAINST, FOR, Reading, Record
from actaverba.methods.counting import Row, text
from actaverba.methods.deeds.ledger.acts import AWAY, CONFLICTING, TOWARD, Act
from actaverba.vocabulary.sign_rules import ActClause
from actaverba.vocabulary.states import state_of

FORWARD, BACKWARD, ANY = "subject>object", "object>subject", "subject>any"
ANNOUNCED = "announced"
Ways = Mapping[str, str]  # pole to direction, of one act
# Why a clause does not hold, the furthest it came last; the last one is printed.
STEPS = (
    "kind_without_sign",
    "done_the_other_way_round",
    "no_axis_coded",
    "coded_both_ways",
    "direction_without_sign",
    "away_from_another_counterpart",
    "claim_without_start",
)


@dataclass(frozen=True)
class Match:
    """One report that bears on the claim: in which order of parties, and how near they are."""

    report: Row
    order: str
    ties: tuple[str, str]

    @property
    def is_full(self) -> bool:
        return all(t in FULL for t in self.ties)


def of_acts(claim: Claim, acts: Iterable[Act], ways: Mapping[str, Ways]) -> list[Record]:
    """The acts that bear on a claim, each once however many reports it has."""
    kinds = claim.known.predicate.bears_on_deed_kinds
    found = []
    for act in acts:
        if not set(act.kinds) & set(kinds):
            continue
        own = ways.get(act.name, {})
        if matches := _matches(claim, act, kinds, own):
            found.append(_record(claim, act, matches, own))
    return found


def _matches(claim: Claim, act: Act, kinds: Collection[str], ways: Ways) -> list[Match]:
    """The reports that bear on the claim, the nearest first."""
    found = []
    on_axis = not claim.object or (
        any(c.order == ANY for c in claim.rule.acts) and set(sides(claim.object)) & set(ways)
    )
    for report in act.reports:
        if text(report, "kind") not in kinds:
            continue
        day = report["date_earliest"]
        actor, counterpart = text(report, "actor"), text(report, "counterpart")
        does = tie(claim.subject, actor, day)
        forward = (does, _to_object(claim, counterpart, day))
        backward = (tie(claim.subject, counterpart, day), _to_object(claim, actor, day))
        for order, ties in ((FORWARD, forward), (BACKWARD, backward)):
            if all(ties):
                found.append(Match(report, order, ties))
        if does and on_axis:
            found.append(Match(report, ANY, (does, BY_AXIS)))
    return sorted(found, key=lambda m: (not m.is_full, *(TIES.index(t) for t in m.ties), m.order))


def _to_object(claim: Claim, coded: str, day: dt.date | None) -> str:
    return nearest([tie(side, coded, day) for side in sides(claim.object)])


def _record(claim: Claim, act: Act, matches: Sequence[Match], ways: Ways) -> Record:
    place = _place(claim, act)
    # A report can match in several orders; it is one row all the same.
    own = list({text(m.report, "id"): m.report for m in matches}.values())
    others = [row for row in act.reports if row not in own]
    own_page = claim.is_on_the_page_of(act.reports)
    reading = _read(claim, act, matches, ways=ways, place=place)
    return Record(
        table="deeds",
        name=act.name,
        rows=(*own, *others),
        date=act.date,
        earliest=act.earliest,
        place=place,
        reading=_without_own_words(claim, act, reading, own_page=own_page),
        label=next((s for row in own if (s := text(row, "summary"))), act.name),
        ties=matches[0].ties,
        sources=len(act.sources),
        own_page=own_page,
    )


def _without_own_words(claim: Claim, act: Act, reading: Reading, *, own_page: bool) -> Reading:
    """A record that is the claim over again has no sign: it stands on the same page, or the
    speaker's own state announced it."""
    if not reading.side:
        return reading
    if own_page:
        return Reading("", "own_page")
    is_own = act.standing == ANNOUNCED and claim.speaker_state in map(state_of, act.actors)
    return Reading("", "own_announcement") if is_own else reading


def _place(claim: Claim, act: Act) -> str:
    """Where the act stands in time; all dates that its reports give must agree on it."""
    if not act.dates:
        return claim.period.place(None, None)
    places = {claim.period.place(r["date_earliest"], r["date_latest"]) for r in act.dates}
    return places.pop() if len(places) == 1 else PARTLY


def _read(claim: Claim, act: Act, matches: Sequence[Match], *, ways: Ways, place: str) -> Reading:
    full = [m for m in matches if m.is_full]
    ties = () if full else matches[0].ties
    if plain := unsigned(claim, place, ties=ties, clauses=bool(claim.rule.acts)):
        return plain
    if not act.is_settled:
        return Reading("", f"act_{act.standing}")
    tried = [
        _clause(claim, act, clause, full=full, ways=ways, target=target)
        for clause in claim.rule.acts
        for target in _targets(claim, full)
    ]
    held = [reading for reading in tried if reading.side]
    if {reading.side for reading in held} == {FOR, AGAINST}:
        return Reading("", "coded_both_ways")
    if held:
        return held[0]
    return max(tried, key=lambda r: STEPS.index(r.reason))


def unsigned(claim: Claim, place: str, *, ties: Iterable[str], clauses: bool) -> Reading | None:
    """Why any record of this kind has no sign here; None where the rule is to be asked."""
    if place == OUTSIDE:
        return Reading("", "outside")
    if claim.rule.never:
        return Reading("", f"never_{claim.rule.never}")
    if claim.rule.is_empty:
        return Reading("", "no_rule")
    if not clauses:
        return Reading("", "not_in_the_rule")
    if weaker := next((t for t in ties if t not in FULL), ""):
        return Reading("", weaker)
    if place in (UNKNOWN, PARTLY):
        return Reading("", {UNKNOWN: "no_date", PARTLY: "partly_outside_the_period"}[place])
    return None


def _targets(claim: Claim, full: Sequence[Match]) -> list[tuple[str, ...]]:
    """Whose axes count as the object's: each counterpart's where the object is everyone."""
    if claim.object and claim.object != WORLD:
        return [sides(claim.object)]
    others = [text(m.report, "counterpart" if m.order != BACKWARD else "actor") for m in full]
    return [(other,) for other in dict.fromkeys(others) if other] or [()]


def _clause(
    claim: Claim, act: Act, clause: ActClause, *, full: Sequence[Match], ways: Ways,
    target: tuple[str, ...],
) -> Reading:  # fmt: skip
    """Whether one clause holds for the act, or how far it came."""
    kinds = clause.kinds or claim.known.predicate.bears_on_deed_kinds
    fitting = [m for m in full if text(m.report, "kind") in kinds]
    if not fitting:
        return Reading("", "kind_without_sign")
    if not any(_in_order(clause.order, m) for m in fitting):
        return Reading("", "done_the_other_way_round")
    poles = {"object": target, "subject": (claim.subject,)}.get(
        clause.pole, (*target, claim.subject)
    )
    coded = {pole: ways[pole] for pole in poles if pole in ways}
    if not coded:
        return Reading("", "no_axis_coded")
    found = set(coded.values())
    if CONFLICTING in found or {TOWARD, AWAY} <= found:
        return Reading("", "coded_both_ways")
    pole = next(iter(coded))
    if found != {clause.way}:
        return Reading("", "direction_without_sign", {"way": coded[pole], "pole": pole})
    if clause.unmixed and _others_away(act, ways, (*target, claim.subject)):
        return Reading("", "away_from_another_counterpart")
    if clause.after_start and claim.period.first is None:
        return Reading("", "claim_without_start")
    return Reading(clause.side, clause.way, {"pole": pole})


def _in_order(order: str, match: Match) -> bool:
    if order == ANY:
        return match.order in (FORWARD, ANY)
    return match.order != ANY if order == "either_way" else match.order == order


def _others_away(act: Act, ways: Ways, parties: Sequence[str]) -> bool:
    """An act that is coded away from another of its own counterparts may be a halt that one
    party thanks for, or a delivery that another minds: the codes do not tell which."""
    return any(ways.get(c) in (AWAY, CONFLICTING) for c in act.counterparts if c not in parties)
