"""What the figures say beside the sanctions: one sentence a state, and none on causes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from actaverba.case.finding import Evidence, Finding, Innocent
from actaverba.methods.counting import (
    MOST_LISTED,
    Row,
    column,
    counts,
    evidence,
    innocent,
)
from actaverba.methods.deeds.figures import DOWN, OVERLAP, UP
from actaverba.methods.deeds.sanctions_trade.comparing import place
from actaverba.methods.deeds.sanctions_trade.joining import JOINED, NOT_JOINED, STATUSES

if TYPE_CHECKING:
    from actaverba.methods.deeds.sanctions_trade.trading import Pair

METHOD = "sanctions-trade"


def findings(
    pairs: Sequence[Pair], shown: Sequence[str], *, is_named: bool, on_bodies: Sequence[Row]
) -> list[Finding]:
    """All together, the pairs that can be compared, each sanctioned party, then the others."""
    if not shown:
        return [Finding("trade and sanctions", "all", "trade.none", value=0.0, unit="FIGURES",
                        n=0, grade="not_enough_evidence")]  # fmt: skip
    told = [_together(pairs)]
    told += [_pair(pair) for pair in pairs if pair.compared]
    told += [_party(party, [p for p in pairs if p.sanctioned == party]) for party in shown]
    told += [_pair(pair) for pair in pairs if not pair.compared]
    if not is_named:
        told.append(Finding("who is sanctioned", "all", "sanctioned.nobody",
                            {"n": len(shown)}, category="not coded", n=len(pairs),
                            grade="not_enough_evidence"))  # fmt: skip
    if on_bodies:
        told.append(Finding("who is sanctioned", "firms and bodies", "on_bodies.count",
                            {"n": len(on_bodies), "parties": _bodies(on_bodies)},
                            value=float(len(on_bodies)), unit="ROWS", n=len(on_bodies),
                            evidence=evidence("deeds", on_bodies, "on a body")))  # fmt: skip
    return told


def _bodies(rows: Sequence[Row]) -> list[list[Any]]:
    return counts(column(rows, "counterpart"))


def _together(pairs: Sequence[Pair]) -> Finding:
    """What could be compared, and whether joining and not joining can be set side by side."""
    compared = [pair for pair in pairs if pair.compared]
    went = [one.went for pair in compared for one in pair.compared]
    found = {pair.status for pair in compared}
    named = [[pair.state, pair.sanctioned] for pair in compared]
    return Finding(
        question="trade and sanctions",
        subject="all",
        message="all.count" if compared else "all.none",
        params={
            "n": len(pairs),
            "compared": len(compared),
            "pairs": named if len(named) <= MOST_LISTED else [],
            **{way: went.count(way) for way in (UP, DOWN, OVERLAP)},
            "no_joined": JOINED not in found,
            "no_not_joined": JOINED in found and NOT_JOINED not in found,
        },
        value=float(len(compared)),
        unit="PAIRS",
        n=len(pairs),
        grade="listed" if compared else "not_enough_evidence",
        evidence=_once(e for pair in compared for e in _trade(pair)),
    )


def _once(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each row once, in the part that it plays first."""
    by_row = {(e.table, e.row_id): e for e in reversed(list(found))}
    return tuple(reversed(by_row.values()))


def _by_status(pairs: Sequence[Pair]) -> list[list[Any]]:
    return [[s, n] for s in STATUSES if (n := sum(p.status == s for p in pairs))]


def _party(party: str, mine: Sequence[Pair]) -> Finding:
    """How many states there are rows of, by whether they joined, and from when one counts."""
    since = mine[0].since if mine else None
    with_trade = [pair for pair in mine if pair.trade]
    message = "party.no_date" if since is None else f"party.{since.basis.replace(' ', '_')}"
    return Finding(
        question="trade and sanctions",
        subject=party,
        message=message if mine else "party.none",
        params={
            "sanctioned": party, "n": len(mine), "statuses": _by_status(mine),
            "since": since.printed if since else "", "trade": len(with_trade),
            "compared": sum(bool(pair.compared) for pair in mine),
        },
        value=float(len(mine)),
        unit="STATES",
        n=len(mine),
        grade="listed" if mine else "not_enough_evidence",
        evidence=_once(e for pair in mine for e in _signs(pair)),
    )  # fmt: skip


def _pair(pair: Pair) -> Finding:
    went = [one.went for one in pair.compared]
    rates = pair.growth
    message = "pair.compared" if went else f"pair.{pair.why_not}"
    return Finding(
        question=f"trade and sanctions on {pair.sanctioned}",
        subject=pair.state,
        message=message,
        params={
            "state": pair.state,
            "sanctioned": pair.sanctioned,
            "status": pair.status,
            pair.status: True,
            "since": pair.since.printed if pair.since else "",
            "n": len(went),
            **{way: went.count(way) for way in (UP, DOWN, OVERLAP)},
            "money": sum(one.with_prices for one in pair.compared),
            "figures": len(pair.trade),
            "growth": len(rates[UP]) + len(rates[DOWN]) + len(rates[OVERLAP]),
            "growth_up": len(rates[UP]),
            "growth_down": len(rates[DOWN]),
        },
        category=pair.status,
        n=len(pair.trade),
        grade="listed" if went else "not_enough_evidence",
        evidence=_once([*_signs(pair), *_trade(pair)]),
        innocent=_innocents(pair),
    )


def _signs(pair: Pair) -> tuple[Evidence, ...]:
    return tuple(
        e for s in pair.signs for e in evidence(s.table, [s.row], s.status.replace("_", " "))
    )


def _trade(pair: Pair) -> tuple[Evidence, ...]:
    return tuple(e for f in pair.trade for e in evidence("series", [f.row], place(f, pair.since)))


def _innocents(pair: Pair) -> tuple[Innocent, ...]:
    """What else may have moved the figures; nothing of it is ruled out."""

    def one(explanation: str, status: Any, message: str) -> Innocent:
        return innocent(explanation, status, method=METHOD, message=message)

    found = [one("selection", "plausible", "why.selection")]
    if any(c.with_prices for c in pair.compared):
        found.insert(0, one("price_effect", "plausible", "why.price"))
    return (*found, one("common_cause", "not_examined", "why.cause"))
