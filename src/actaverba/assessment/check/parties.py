"""How a party of a row stands to a party of a claim. Nothing is promoted in silence.

Only ties in `FULL` let a record carry a sign: `same`, `anyone` (a claim about the world),
`by_axis` (an act coded on the axis of the object, whoever the counterpart is) and `not_named`
(a figure of the subject whose row has no place for the object). Every other tie lets a row
bear on the claim, and its name says why it is weaker.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from actaverba.vocabulary.blocs import blocs, members
from actaverba.vocabulary.states import BETWEEN, state_of

WORLD = "WLD"
SAME, ANYONE, BY_AXIS, NOT_NAMED = "same", "anyone", "by_axis", "not_named"
OF_STATE, OF_BODY = "of_the_state_not_of_the_body", "of_a_body_not_of_the_state"
OF_MEMBER, OF_BLOC = "of_a_member_not_of_the_bloc", "of_the_bloc_not_of_the_member"
FULL = (SAME, ANYONE, BY_AXIS, NOT_NAMED)
# The nearest tie first.
TIES = (*FULL, OF_BODY, OF_STATE, OF_MEMBER, OF_BLOC)


@cache
def tie(claimed: str, coded: str, on: dt.date | None) -> str:
    """How the coded party stands to the claimed one on a day; empty where it does not.

    A body and its state are two parties, and so are a bloc and its member: a row of one bears
    on a claim about the other and says so. Membership is known only on a known day, and only
    of the blocs whose members the vocabulary keeps.

    >>> tie("SRB:arms_industry", "SRB", None), tie("SRB", "SRB:arms_industry", None)
    ('of_the_state_not_of_the_body', 'of_a_body_not_of_the_state')
    """
    if not claimed or not coded:
        return ""
    if claimed == coded:
        return SAME
    if claimed == WORLD:
        return ANYONE if state_of(coded) else ""
    if claimed == state_of(coded):
        return OF_BODY
    if coded == state_of(claimed):
        return OF_STATE
    if _belongs(coded, claimed, on):
        return OF_MEMBER
    return OF_BLOC if _belongs(claimed, coded, on) else ""


def nearest(ties: list[str]) -> str:
    return min((t for t in ties if t), key=TIES.index, default="")


def sides(party: str) -> tuple[str, ...]:
    """The states and blocs that a claim's party names: two for a topic between them.

    >>> sides("RUS-UKR_war"), sides("SRB"), sides("military_blocs")
    (('RUS', 'UKR'), ('SRB',), ())
    """
    if between := re.fullmatch(BETWEEN, party):
        one, other = between[1], between[2]
        return (one, other) if state_of(one) and state_of(other) else ()
    return (party,) if state_of(party) else ()


def _belongs(state: str, bloc: str, on: dt.date | None) -> bool:
    return on is not None and is_kept(bloc) and state in members(bloc, on)


def is_kept(bloc: str) -> bool:
    """Whether the vocabulary keeps who belongs to it."""
    return bloc in blocs() and bool(blocs()[bloc].members)
