"""A claim as it is checked: its parties, its predicate with the rule, and its period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from actaverba.assessment.check.parties import sides
from actaverba.errors import InputError
from actaverba.methods.counting import Row, parts, text
from actaverba.vocabulary.predicates import Predicate, predicates
from actaverba.vocabulary.sign_rules import SignRule, parse

INSIDE, OUTSIDE, PARTLY, UNKNOWN = "inside", "outside", "partly", "unknown"
DENIES = "denies"


@dataclass(frozen=True)
class Period:
    """The days that count for a claim. An end that is None is open.

    The claim's own `from` and `to` decide where it has either; else the day of the statement
    is the last one that counts, since a statement cannot speak of what came after it.
    """

    first: dt.date | None
    last: dt.date | None
    first_text: str
    last_text: str
    basis: str

    def place(self, earliest: dt.date | None, latest: dt.date | None) -> str:
        """Where a row with these ends stands: inside, outside, partly, or unknown."""
        if self.first is None and self.last is None:
            return INSIDE
        if earliest is None and latest is None:
            return UNKNOWN
        after = self.last is not None and earliest is not None and earliest > self.last
        before = self.first is not None and latest is not None and latest < self.first
        if after or before:
            return OUTSIDE
        ends = self.last is None or (latest is not None and latest <= self.last)
        begins = self.first is None or (earliest is not None and earliest >= self.first)
        return INSIDE if ends and begins else PARTLY


@dataclass(frozen=True)
class Known:
    """A predicate with its rule, read. `trouble`: what is wrong with a rule of the case."""

    predicate: Predicate
    rule: SignRule
    trouble: str = ""


@dataclass(frozen=True)
class Claim:
    row: Row
    statement: Row | None
    known: Known
    period: Period

    @property
    def id(self) -> str:
        return text(self.row, "id")

    @property
    def subject(self) -> str:
        return text(self.row, "subject")

    @property
    def object(self) -> str:
        return text(self.row, "object")

    @property
    def rule(self) -> SignRule:
        return self.known.rule

    @property
    def speaker(self) -> str:
        return text(self.statement, "speaker") if self.statement else ""

    @property
    def speaker_state(self) -> str:
        """The state of the speaker; a text that no party has where it is not known."""
        return (text(self.statement, "speaker_state") if self.statement else "") or "?"

    def is_on_the_page_of(self, rows: Iterable[Row]) -> bool:
        """Whether all of some rows stand on the page on which the statement was read."""
        page = text(self.statement, "url") if self.statement else ""
        return bool(page) and all(text(row, "url") == page for row in rows)

    @property
    def denied(self) -> bool:
        return text(self.row, "polarity") == DENIES

    @property
    def unmatched(self) -> str:
        """Why no row can be laid beside it; empty where its parties can be found in rows."""
        if not sides(self.subject):
            return "unnamed_subject"
        return "unnamed_object" if self.object and not sides(self.object) else ""


def known_predicates(of_case: Iterable[Row]) -> dict[str, Known]:
    """The vocabulary's predicates, and those of the case.

    A case may refine one of the vocabulary's: what its row leaves empty stays as it was.
    """
    found = {name: Known(p, p.rule) for name, p in predicates().items()}
    for row in of_case:
        name = text(row, "predicate")
        found[name] = _of_case(row, predicates().get(name))
    return found


def _of_case(row: Row, own: Predicate | None) -> Known:
    plain = own or Predicate(text(row, "predicate"), "", (), (), "", "")
    texts = {n: v for n in ("text", "sign_test", "what_would_settle_it") if (v := text(row, n))}
    lists = {
        n: tuple(several)
        for n in ("bears_on_deed_kinds", "bears_on_indicators", "sign_rule")
        if (several := parts(row, n))
    }
    predicate = replace(plain, **texts, **lists)  # type: ignore[arg-type]  # names are checked
    try:
        # A case may narrow what bears on a predicate and keep the vocabulary's rule.
        rule = predicate.rule if "sign_rule" in lists else parse(predicate.sign_rule)
    except InputError as trouble:
        return Known(predicate, SignRule(), trouble.what)
    return Known(predicate, rule)


def undeclared(name: str) -> Known:
    """A predicate that neither the vocabulary nor the case declares: nothing bears on it."""
    return Known(Predicate(name, name.replace("_", " "), (), (), "", ""), SignRule())


def claims_of(
    rows: Iterable[Row], statements: Mapping[str, Row], known: Mapping[str, Known]
) -> list[Claim]:
    made = []
    for row in rows:
        name = text(row, "predicate")
        statement = statements.get(text(row, "statement"))
        predicate = known.get(name) or undeclared(name)
        made.append(Claim(row, statement, predicate, period_of(row, statement)))
    return made


def period_of(claim: Row, statement: Row | None) -> Period:
    """The claim's own period, else all up to the day of its statement, else no bounds."""
    first, last = claim["from_earliest"], claim["to_latest"]
    if first is not None or last is not None:
        return Period(first, last, text(claim, "from"), text(claim, "to"), "claim")
    if statement is not None and statement["date_latest"] is not None:
        return Period(None, statement["date_latest"], "", text(statement, "date"), "statement")
    return Period(None, None, "", "", "none")
