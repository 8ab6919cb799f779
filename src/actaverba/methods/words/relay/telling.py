"""What the items say when they are counted: the findings of the method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actaverba.case.finding import Finding
from actaverba.methods.counting import Row, coding, counts, first_last, listing, most, text
from actaverba.methods.words.relay.answers import Question, answers
from actaverba.methods.words.relay.coded import kinds_known, relayed
from actaverba.methods.words.relay.innocents import Kinds, innocents
from actaverba.methods.words.relay.items import UNKNOWN, Item
from actaverba.methods.words.relay.places import aimed, reached, seats, spread
from actaverba.methods.words.relay.saying import TABLE, called, rows, said, told_of
from actaverba.methods.words.relay.twins import twins


@dataclass(frozen=True)
class Coded:
    """What the items stand beside: coded outlets and statements, and what is asked of items."""

    outlets: Sequence[Row]
    statements: Sequence[Row]
    questions: Sequence[Question]


def findings(
    by: Mapping[str, Sequence[Item]],
    coded: Coded,
    *,
    only: Collection[str],
    kinds: Kinds,
) -> list[Finding]:
    """All findings, statement by statement, in the order in which they read."""
    outlets = coded.outlets
    every = [item for mine in by.values() for item in mine]
    if not every:
        message = "relay.none_asked" if only else "relay.none"
        none = Finding("how many", "all statements", message, {"statements": sorted(only)},
                       value=0.0, n=0, unit="ITEMS", grade="not_enough_evidence")  # fmt: skip
        return [none]
    told: list[Finding] = []
    if len(by) > 1:
        told.append(told_of("how many", "all statements", "relay.total", every, of=every,
                          params=_summary(by, every, kinds)))  # fmt: skip
    told += relayed(by, coded.statements)
    if len(by) > 1:
        undated = [item for item in every if not item.is_dated]
        told.append(told_of("how many undated", "all statements", "undated.total", undated,
                            of=every, role="no date"))  # fmt: skip
    told += answers(every, coded.questions)
    for statement, mine in by.items():
        told += _of(statement, mine, outlets, kinds)
    subjects = ("languages", "states") if outlets else ("states",)
    told += [reached(every, outlets, subject) for subject in subjects]
    told += kinds_known(outlets)
    return [*told, *coding({TABLE: [item.row for item in every]})]


def _sites(mine: Sequence[Item], kinds: Kinds) -> dict[str, int]:
    """How many sites, and how many of them are known to republish the same material."""
    feed = {item.host for item in mine if item.kind in kinds.feed}
    return {"hosts": len({item.host for item in mine}), "feed_hosts": len(feed)}


def _summary(
    by: Mapping[str, Sequence[Item]], every: Sequence[Item], kinds: Kinds
) -> dict[str, Any]:
    """How many items at how many places in how many languages, and whose it was, said or not."""
    attribution = Counter(item.attribution for item in every)
    return {
        "statements": len(by),
        "by": [[called(s, mine, in_full=True), len(mine)] for s, mine in by.items()],
        **_sites(every, kinds),
        "undated": sum(not item.is_dated for item in every),
        "languages": len({item.language for item in every} - {""}),
        "kept": attribution["yes"],
        "dropped": attribution["no"],
        "unknown": len(every) - attribution["yes"] - attribution["no"],
    }


def _of(
    statement: str, mine: Sequence[Item], outlets: Sequence[Row], kinds: Kinds
) -> list[Finding]:
    carried = told_of(
        "how many", statement, "relay.count", mine, of=mine, role="carries",
        params={"statement": called(statement, mine, in_full=True), **_sites(mine, kinds)},
        innocent=innocents(mine, kinds),
    )  # fmt: skip
    return [
        carried,
        *twins(statement, mine),
        *_times(statement, mine),
        *_kinds(statement, mine),
        spread("languages", statement, mine, kinds, key=lambda item: item.language),
        spread("states", statement, mine, kinds, key=lambda item: item.state),
        *aimed(statement, mine, kinds),
        *seats(statement, mine, outlets, kinds),
        *_credits(statement, mine),
        _attribution(statement, mine),
        *_seen(statement, mine),
    ]


def _times(statement: str, mine: Sequence[Item]) -> list[Finding]:
    known = [item for item in mine if item.is_dated]
    first, last = first_last([item.row for item in known], "published")
    params = {"statement": called(statement, mine), "n": len(known), "first": first, "last": last}
    ends = [[i for i in known if text(i.row, "published") == end] for end in (first, last)]
    span = Finding(
        question="when",
        subject=statement,
        message="dates.span" if known else "dates.none",
        params=params,
        category=f"{first}/{last}" if known else UNKNOWN,
        n=len(mine),
        evidence=(*rows(ends[0], "first"), *rows(ends[1], "last")),
    )
    unknown = [item for item in mine if not item.is_dated]
    message = "undated.count" if unknown else "undated.none"
    undated = told_of("how many undated", statement, message, unknown, of=mine, role="no date",
                      params={"statement": called(statement, mine)})  # fmt: skip
    return [span, undated, _before(statement, mine)]


def _before(statement: str, mine: Sequence[Item]) -> Finding:
    answers = [(item.before_statement(), item) for item in mine]
    before = [item for answer, item in answers if answer == "yes"]
    compared = [item for answer, item in answers if answer != UNKNOWN]
    message, named = listing("before.count", relays=[item.id for item in before])
    params: dict[str, Any] = {"statement": called(statement, mine), **named}
    if before or not compared:
        return told_of(
            "dated before it",
            statement,
            message if before else "before.unknown",
            before,
            of=compared,
            role="before",
            params=params,
            grade="listed" if compared else "not_enough_evidence",
        )
    return Finding(
        question="dated before it",
        subject=statement,
        message="before.none",
        params={**params, "n": len(compared)},
        value=0.0,
        unit="ITEMS",
        n=len(compared),
        evidence=(*rows(compared, "not before"), *said(mine, "statement")),
    )


def _kinds(statement: str, mine: Sequence[Item]) -> list[Finding]:
    by_kind = counts(item.kind for item in mine)
    params = {"statement": called(statement, mine), "kinds": by_kind}
    blind = [item for item in mine if not item.kind_looked_up]
    message = "kinds.not_looked_up" if blind else "kinds.looked_up"
    return [
        told_of("which kinds of outlet", statement, "kinds.count", mine, of=mine, params=params),
        told_of("kind not looked up", statement, message, blind, of=mine, role="not looked up",
              params={"statement": called(statement, mine), "of": len(mine)}),
    ]  # fmt: skip


def _credits(statement: str, mine: Sequence[Item]) -> list[Finding]:
    speaker = [item for item in mine if any(c.names_speaker for c in item.credits)]
    others = [item for item in mine if item.others]
    none = [item for item in mine if not item.credits]
    named = counts(c.name for item in others for c in item.others)
    params = {"statement": called(statement, mine), "credits": most(named)}
    if mine[0].statement is None:
        every = counts(c.name for item in mine for c in item.credits)
        return [told_of("credits anybody", statement, "credits.unplaced",
                        [item for item in mine if item.credits], of=mine, role="credits",
                        params={**params, "credits": most(every)})]  # fmt: skip
    told = [
        told_of("credits the speaker", statement, "credits.speaker", speaker, of=mine,
              role="credits the speaker", params=params),
        told_of("credits others", statement, "credits.others" if others else "credits.no_others",
              others, of=mine, role="credits others", params=params),
    ]  # fmt: skip
    if none:
        told.append(told_of("credits nobody", statement, "credits.unnamed", none, of=mine,
                          role="credits nobody", params=params))  # fmt: skip
    return told


def _attribution(statement: str, mine: Sequence[Item]) -> Finding:
    kept, dropped, unknown = (
        [item for item in mine if item.attribution == answer] for answer in ("yes", "no", UNKNOWN)
    )
    return Finding(
        question="whose statement it is",
        subject=statement,
        message="attribution.count",
        params={"statement": called(statement, mine), "kept": len(kept), "dropped": len(dropped),
                "unknown": len(unknown), "n": len(mine)},
        value=float(len(kept)),
        low=float(len(kept)),
        high=float(len(kept) + len(unknown)),
        unit="ITEMS",
        n=len(mine),
        evidence=(*rows(kept, "keeps"), *rows(dropped, "drops"), *rows(unknown, UNKNOWN)),
    )  # fmt: skip


def _seen(statement: str, mine: Sequence[Item]) -> list[Finding]:
    partly = [item for item in mine if text(item.row, "text_seen") != "full"]
    if not partly:
        return []
    message = "seen.none" if len(partly) == len(mine) else "seen.excerpt"
    params = {"statement": called(statement, mine), "of": len(mine)}
    return [told_of("how much was seen", statement, message, partly, of=mine,
                    role="not seen in full", params=params)]  # fmt: skip
