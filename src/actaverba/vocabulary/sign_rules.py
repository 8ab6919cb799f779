"""How a record speaks for a predicate or against it: the language of `sign_rule`.

A rule is a list of clauses, each one of:

`for: act KINDS ORDER WAY` (or `against: …`)
    An act of one of the kinds (`a,b`; none named: all kinds that bear on the predicate) is
    coded that way on an axis. ORDER is `subject>object`, `object>subject`, `either_way`, or
    `subject>any` (whoever the counterpart is). WAY is `toward`, `away` or `neutral`, then
    whose axis: `subject`, `object` or `either`. There is no clause without a way: a kind says
    what was done, never for whom, so it never speaks alone. `unmixed` asks that the act is
    coded away from no other counterpart of its own; `after_start` that the claim says from when.
`for: figure INDICATOR ORDER TEST`
    A figure (`indicator` or `indicator:commodity`) whose state and counterpart stand in that
    order. `flow WORD` narrows it; with `flow export` an import that the other side reports
    counts too. TEST is `above N`, `below N`, `equal N`, or `up`, `down`: against the last
    comparable figure before it.
`for: register member` (or `no_member`)
    The vocabulary's list of members of the object, on the day.
`never: WHY`
    No act or figure can settle it, because it is about `intent`, something `covert`, `words`,
    the `content` of a text or deal, a `ruling`, or a `measure` (how much is enough).

What no clause names stays without a sign. A clause for and a clause against are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from actaverba.errors import InputError
from actaverba.vocabulary.nearest import shown

Side: TypeAlias = Literal["for", "against"]

NAME = r"[a-z][a-z0-9_]*"
SIDE = r"(?P<side>for|against): "
ORDER = r"(?P<order>subject>object|object>subject|either_way|subject>any)"
NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
ACT = re.compile(
    rf"{SIDE}act (?:(?P<kinds>{NAME}(?:,{NAME})*) )?{ORDER} (?P<way>toward|away|neutral)"
    r" (?P<pole>subject|object|either)(?P<unmixed> unmixed)?(?P<after_start> after_start)?"
)
FIGURE = re.compile(
    rf"{SIDE}figure (?P<indicator>{NAME})(?::(?P<commodity>{NAME}))? {ORDER}"
    rf"(?: flow (?P<flow>{NAME}))? (?P<test>above|below|equal|up|down)(?: (?P<number>{NUMBER}))?"
)
REGISTER = re.compile(rf"{SIDE}register (?P<test>member|no_member)")
NEVER = re.compile(r"never: (?P<why>intent|covert|words|content|ruling|measure)")
LEVELS = ("above", "below", "equal")


@dataclass(frozen=True)
class ActClause:
    """An act of these kinds, in this order of parties, coded this way on an axis."""

    side: Side
    kinds: tuple[str, ...]
    order: str
    way: str
    pole: str
    unmixed: bool = False
    after_start: bool = False


@dataclass(frozen=True)
class FigureClause:
    """A figure at a level, or higher or lower than the last comparable one before it."""

    side: Side
    indicator: str
    commodity: str
    order: str
    flow: str
    test: str
    number: float | None = None


@dataclass(frozen=True)
class RegisterClause:
    """The object's list of members on the day."""

    side: Side
    test: str


@dataclass(frozen=True)
class SignRule:
    """A rule, read. `never`: why no act or figure can settle the predicate."""

    acts: tuple[ActClause, ...] = ()
    figures: tuple[FigureClause, ...] = ()
    registers: tuple[RegisterClause, ...] = ()
    never: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.acts or self.figures or self.registers or self.never)

    @property
    def only_side(self) -> str:
        """The one side that the rule reads; empty where it reads both or none."""
        sides = {
            *(clause.side for clause in self.acts),
            *(clause.side for clause in self.figures),
            *(clause.side for clause in self.registers),
        }
        return sides.pop() if len(sides) == 1 else ""


def parse(clauses: Iterable[str]) -> SignRule:
    """Read a rule; refuses a clause that the language does not have.

    >>> parse(["for: act visit subject>object toward object"]).acts[0].way
    'toward'
    """
    read = [_clause(" ".join(clause.split())) for clause in clauses]
    return SignRule(
        acts=tuple(c for c in read if isinstance(c, ActClause)),
        figures=tuple(c for c in read if isinstance(c, FigureClause)),
        registers=tuple(c for c in read if isinstance(c, RegisterClause)),
        never=next((c for c in read if isinstance(c, str)), ""),
    )


def _clause(text: str) -> ActClause | FigureClause | RegisterClause | str:
    if found := ACT.fullmatch(text):
        return _act(found)
    if found := FIGURE.fullmatch(text):
        if (found["number"] is not None) == (found["test"] in LEVELS):
            return _figure(found)
    elif found := REGISTER.fullmatch(text):
        return RegisterClause(_side(found), found["test"])
    elif found := NEVER.fullmatch(text):
        return found["why"]
    raise InputError(
        f"{shown(text)} is not a clause of a sign rule",
        cure="For instance `for: act subject>object toward object`; see the codebook.",
    )


def _act(found: re.Match[str]) -> ActClause:
    return ActClause(
        side=_side(found),
        kinds=tuple((found["kinds"] or "").split(",")) if found["kinds"] else (),
        order=found["order"],
        way=found["way"],
        pole=found["pole"],
        unmixed=bool(found["unmixed"]),
        after_start=bool(found["after_start"]),
    )


def _figure(found: re.Match[str]) -> FigureClause:
    return FigureClause(
        side=_side(found),
        indicator=found["indicator"],
        commodity=found["commodity"] or "",
        order=found["order"],
        flow=found["flow"] or "",
        test=found["test"],
        number=float(found["number"]) if found["number"] else None,
    )


def _side(found: re.Match[str]) -> Side:
    return "for" if found["side"] == "for" else "against"


def check(rule: SignRule, kinds: Iterable[str], indicators: Iterable[str]) -> None:
    """Refuse a rule that signs a kind or an indicator that does not bear on the predicate."""
    bearing, figures = set(kinds), set(indicators)
    signed = {kind for clause in rule.acts for kind in clause.kinds}
    named = {":".join(filter(None, (c.indicator, c.commodity))) for c in rule.figures}
    for what in sorted((signed - bearing) | (named - figures)):
        raise InputError(
            f"the sign rule names {shown(what)}, which does not bear on the predicate",
            cure="Add it to bears_on_deed_kinds or bears_on_indicators.",
        )
    if rule.acts and not bearing:
        raise InputError(
            "the sign rule is about acts, and no kind of deed bears on the predicate",
            cure="Fill in bears_on_deed_kinds.",
        )
