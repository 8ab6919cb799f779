"""What the groups say: the findings of the method."""

from __future__ import annotations

from typing import Any

import numpy as np

from actaverba.case.finding import Evidence, Finding
from actaverba.methods.words.coordination.citing import carrying, evidence
from actaverba.methods.words.coordination.found import NOT_ENOUGH, Found, Picture
from actaverba.methods.words.coordination.measuring import Record
from actaverba.methods.words.coordination.meeting import most_partners
from actaverba.methods.words.coordination.planted import Planted
from actaverba.methods.words.coordination.power import Power
from actaverba.methods.words.coordination.rates import rates
from actaverba.methods.words.coordination.source import Source
from actaverba.vocabulary.codes import code_list
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

# More groups than this are told by the tables alone.
MOST_TOLD = 100
# Teams of so many accounts stand for all where nothing is found.
MIDDLING = 5
# Smaller numbers are not told apart in print.
LEAST_P = 1e-300
OTHERS = ("inauthenticity", "intent", "foreign link")


def findings(
    picture: Picture, source: Source, record: Record, power: list[Power],
    planted: list[Planted], *, told_from: int,
) -> list[Finding]:  # fmt: skip
    """One finding a group, or that there is none; what timing cannot show; what was left out."""
    some = picture.groups[:MOST_TOLD]
    cited = evidence(picture, some, source, record)
    told = [
        _group(picture, found, nth, rows)
        for nth, (found, rows) in enumerate(zip(some, cited, strict=True), 1)
    ]
    if not told:
        told = [_nothing(picture, power, planted, told_from)]
    return [*told, *_not_shown(picture), *_left_out(picture, told_from, len(some))]


def _label(explanation: str) -> str:
    return code_list("explanation").codes[explanation].label


def _labels(found: Found, status: str) -> list[str]:
    return [_label(e) for e in found.of_status(status)]


def _group(picture: Picture, found: Found, nth: int, cited: tuple[Evidence, ...]) -> Finding:
    seen, g = found.part.seen, found.g
    pairs = found.part.groups.pairs.where(_mask(found))
    carried = carrying(picture, found).size
    accounts, objects = found.accounts, int(seen.objects[g])
    params: dict[str, Any] = {
        "group": nth, "key": found.key, "accounts": accounts, "objects": objects,
        "window": int(pairs.window.max()), "pairs": len(pairs),
        "p": _rounded(pairs.p.min()), "q": _rounded(pairs.q.max()),
        "explained": _labels(found, "supported"), "plausible": _labels(found, "plausible"),
        "ruled_out": _labels(found, "ruled_out"),
        "open": [_said(f"open.{e}") for e in found.of_status("not_examined")],
        "one_sitting": int(seen.sittings[g]) == 1,
        "cited": sum(e.table == source_of(cited) for e in cited), "carried": int(carried),
        "rates": rates().of_look_alikes(),
    }  # fmt: skip
    return Finding(
        "who moves together", f"group {found.key}",
        "group.explained" if params["explained"] else "group.unexplained",
        params, value=float(accounts), unit="ACCOUNTS", n=objects,
        base_rate=rates().base_rate, grade=found.grade, observed_or_inferred="inferred",
        evidence=cited, innocent=tuple(v.innocent() for v in found.verdicts),
    )  # fmt: skip


def _rounded(chance: float) -> float:
    """As it is printed, so that no last digit makes another finding."""
    return float(f"{max(float(chance), LEAST_P):.1e}")


def source_of(cited: tuple[Evidence, ...]) -> str:
    """The table of shares or posts: shares are cited first."""
    return cited[0].table if cited else ""


def _mask(found: Found) -> np.ndarray[Any, np.dtype[np.bool_]]:
    mask = np.zeros(len(found.part.groups.pairs), bool)
    mask[found.part.pairs_of(found.g)] = True
    return mask


def _nothing(
    picture: Picture, power: list[Power], planted: list[Planted], told_from: int
) -> Finding:
    """No group, with what could have been found."""
    shares = picture.shares
    needs = [
        _said("power.bound", {"meetings": one.three, "window": one.window})
        for one in power
        if one.three is not None
    ]
    params = {
        "least": told_from, "accounts": len(shares.accounts), "objects": len(shares.objects),
        "shares": int(shares.t.size), "tests": float(picture.searched.tests),
        "bound": needs, "power": rates().of_teams(),
        **_here(planted),
    }  # fmt: skip
    return Finding(
        "who moves together", "all accounts", "group.none", params, value=0.0, unit="GROUPS",
        n=len(shares.accounts), grade=NOT_ENOUGH, observed_or_inferred="inferred",
    )  # fmt: skip


def _here(planted: list[Planted]) -> dict[str, Any]:
    """How many teams of a middling size would be found in these data, window by window."""
    some = [one for one in planted if one.accounts == MIDDLING]
    found = [
        _said(
            "planted.one",
            {
                "seconds": seconds,
                "found": ", ".join(f"{p.found}/{p.teams}" for p in some if p.seconds == seconds),
            },
        )
        for seconds in sorted({p.seconds for p in some})
    ]
    sizes = ", ".join(str(n) for n in sorted({p.objects for p in some}))
    return {"of": MIDDLING, "sizes": sizes, "planted": found}


def _not_shown(picture: Picture) -> list[Finding]:
    """The other three findings, which timing cannot make: kept apart from the first."""
    return [
        Finding(
            question, "all groups", f"{question.replace(' ', '_')}.not_shown",
            {"groups": len(picture.groups)}, category="not_examined", grade=NOT_ENOUGH,
        )
        for question in OTHERS
    ]  # fmt: skip


def _left_out(picture: Picture, told_from: int, told: int) -> list[Finding]:
    """What was not looked at, or is not told, each with its number."""
    searched, shares = picture.searched, picture.shares
    params = {
        "tested": len(searched.tested), "tests": float(searched.tests),
        "accounts_left_out": searched.accounts_left_out if searched.is_pruned else 0,
        "objects_not_listed": searched.objects_not_listed,
        "most_lost": round(searched.most_lost, 1),
        "partners": most_partners(searched.reported),
        "small": picture.small, "least": told_from, "loose": picture.loose,
        "more": len(picture.groups) - told,
        "own_post": int(shares.dropped.get("own_post", 0)),
        "repeated": int(shares.dropped.get("repeated", 0)),
        "other_kind": int(shares.dropped.get("other_kind", 0)),
    }  # fmt: skip
    return [
        Finding(
            "what was left out", "all shares", "left_out", params,
            value=float(params["objects_not_listed"]), unit="OBJECTS", n=int(shares.t.size),
        )
    ]  # fmt: skip


def _said(message: str, params: dict[str, Any] | None = None) -> str:
    return render(manifest("coordination").messages[message], params or {})
