"""Membership beside a claim, from the vocabulary's lists of members by date."""

from __future__ import annotations

from actaverba.assessment.check.claims import Claim
from actaverba.assessment.check.parties import is_kept
from actaverba.assessment.check.records import Reading, Record
from actaverba.vocabulary.blocs import as_of, members
from actaverba.vocabulary.states import state_of


def of_registers(claim: Claim) -> list[Record]:
    """Whether the subject belongs to the object on the last day that counts for the claim.

    Says nothing of objects whose members the vocabulary does not keep, of days after the
    lists were last kept, and of claims without any day.
    """
    state, bloc = state_of(claim.subject), claim.object
    day = claim.period.last or claim.period.first
    if not claim.rule.registers or not is_kept(bloc) or not state or day is None or day > as_of():
        return []
    held = "member" if state in members(bloc, day) else "no_member"
    side = next((c.side for c in claim.rule.registers if c.test == held), "")
    reading = Reading(side, held if side else "not_in_the_rule", {"day": day.isoformat()})
    if state != claim.subject:
        reading = Reading("", "of_the_state_not_of_the_body")
    name = f"{bloc}:{state}"
    return [
        Record(
            table="blocs", name=name, rows=(), date=day.isoformat(), earliest=day,
            place="inside", reading=reading, label=f"{state} in {bloc}: {held.replace('_', ' ')}",
        )
    ]  # fmt: skip
