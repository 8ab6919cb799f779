"""What the items stand beside: all coded statements, and all coded outlets with their kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from actaverba.case.finding import Finding
from actaverba.methods.counting import Row, column, counts, evidence, listing, text
from actaverba.methods.words.relay.items import UNKNOWN, Item

DENY = "deny"


def relayed(by: Mapping[str, Sequence[Item]], statements: Sequence[Row]) -> list[Finding]:
    """For how many of the coded statements items are coded, and whose these are."""
    if not statements:
        return []
    passed = [row for row in statements if text(row, "id") in by]
    denying = [row for row in statements if text(row, "speech_act") == DENY]
    speakers = sorted(set(column(passed, "speaker")) - {""})
    message, named = listing("relayed.count", speakers=speakers)
    if not speakers:
        message = "relayed.none"
    params: dict[str, Any] = {
        **named,
        "n": len(passed),
        "of": len(statements),
        "acts": counts(text(row, "speech_act") or "act_not_coded" for row in passed),
        "denials": len(denying),
        "denied": sum(row in passed for row in denying),
        "rest": len(statements) - len(passed),
    }
    return [
        Finding("which statements", "all statements", message, params,
                value=float(len(passed)), unit="STATEMENTS", n=len(statements),
                evidence=evidence("statements", passed, "passed on"))
    ]  # fmt: skip


def kinds_known(outlets: Sequence[Row]) -> list[Finding]:
    """How many coded outlets have a known kind, and where those with a source for it sit."""
    if not outlets:
        return []
    known = [row for row in outlets if text(row, "kind") not in ("", UNKNOWN)]
    looked = _looked_up(known)
    states = counts(column(looked, "state"))
    params = {
        "n": len(known),
        "of": len(outlets),
        "looked": len(looked),
        "states": states,
        "unplaced": sum(not text(row, "state") for row in looked),
    }
    return [
        Finding("which kinds are known", "coded outlets", "kinds.known", params,
                value=float(len(known)), unit="OUTLETS", n=len(outlets),
                evidence=(*evidence("outlets", looked, "kind looked up"),
                          *evidence("outlets", [r for r in known if r not in looked],
                                    "kind without a source")))
    ]  # fmt: skip


def _looked_up(known: Iterable[Row]) -> list[Row]:
    return [row for row in known if text(row, "kind_basis_url")]
