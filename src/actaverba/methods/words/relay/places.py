"""Findings about where a statement was passed on, and what that can say of its aim."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actaverba.case.finding import Finding
from actaverba.methods.counting import Row, counts, evidence, most, text
from actaverba.methods.words.relay.innocents import Kinds
from actaverba.methods.words.relay.items import UNKNOWN, Item
from actaverba.methods.words.relay.reach import side, states
from actaverba.methods.words.relay.saying import called, rows, said


def spread(
    subject: str, statement: str, mine: Sequence[Item], kinds: Kinds, *,
    key: Callable[[Item], str],
) -> Finding:  # fmt: skip
    """In how many languages or states, and the most frequent of them."""
    coded = [item for item in mine if key(item)]
    found = counts(key(item) for item in coded)
    params = {"statement": called(statement, mine), "n": len(found), subject: most(found),
              "unknown": len(mine) - len(coded),
              "feed": counts(key(item) for item in coded if item.kind in kinds.feed)}  # fmt: skip
    return Finding(
        question=f"which {subject}",
        subject=statement,
        message=f"{subject}.count" if found else f"{subject}.none",
        params=params,
        value=float(len(found)),
        unit=subject.upper(),
        n=len(mine),
        evidence=rows(coded, "coded"),
    )


def aimed(statement: str, mine: Sequence[Item], kinds: Kinds) -> list[Finding]:
    """What seat of outlet and addressee can say of the aim, and no more."""
    speaker, target = states(mine[0].statement)
    of_side = {name: [i for i in mine if side(i) == name]
               for name in ("speaker", "target", "both", "other", UNKNOWN)}  # fmt: skip
    own = of_side["speaker"] + of_side["both"]
    params = {
        "statement": called(statement, mine), "n": len(mine), "speaker": speaker, "target": target,
        "speaker_items": len(own), "target_items": len(of_side["target"]),
        "other_items": len(of_side["other"]), "unknown": len(of_side[UNKNOWN]),
        "speaker_feed": _fed(own, kinds), "target_feed": _fed(of_side["target"], kinds),
    }  # fmt: skip
    if not speaker or not target:
        place = Finding("where it was passed on", statement, "aimed.no_states", params,
                        category=UNKNOWN, n=len(mine), grade="not_enough_evidence",
                        evidence=said(mine, "statement"))  # fmt: skip
    else:
        message = "aimed.same_state" if speaker == target else "aimed.states"
        shown = tuple(e for name, group in of_side.items() for e in rows(group, name))
        place = Finding("where it was passed on", statement, message, params,
                        value=float(len(own)), unit="ITEMS", n=len(mine),
                        evidence=(*said(mine, "statement"), *shown))  # fmt: skip
    addressee = text(mine[0].statement or {}, "addressee")
    whom = Finding(
        question="at whom it was aimed",
        subject=statement,
        message="addressee.coded" if addressee else "addressee.unknown",
        params={"statement": called(statement, mine), "addressee": addressee},
        category=addressee or UNKNOWN,
        n=1,
        grade="listed" if addressee else "not_enough_evidence",
        evidence=said(mine, "statement"),
    )
    return [place, whom]


def _fed(group: Sequence[Item], kinds: Kinds) -> int:
    """Items at sites that are known to republish the same material."""
    return sum(item.kind in kinds.feed for item in group)


def seats(
    statement: str, mine: Sequence[Item], outlets: Sequence[Row], kinds: Kinds
) -> list[Finding]:
    """Coded outlets in the speaker's and in the target's state, and how many of each carry it."""
    carrying = {item.host for item in mine}
    speaker, target = states(mine[0].statement)
    told = []
    for who, state in (("speaker", speaker), ("target", "" if target == speaker else target)):
        coded = [row for row in outlets if state and text(row, "state") == state]
        with_item = [row for row in coded if text(row, "host") in carrying]
        without = [row for row in coded if text(row, "host") not in carrying]
        if not coded:
            continue
        told.append(
            Finding(
                question=f"reach in the state of the {who}",
                subject=statement,
                message=f"reach.{who}",
                params={"statement": called(statement, mine), "state": state, "coded": len(coded),
                        "relaying": len(with_item),
                        "feed": sum(text(row, "kind") in kinds.feed for row in with_item)},
                value=float(len(with_item)),
                unit="OUTLETS",
                n=len(coded),
                evidence=(*evidence("outlets", with_item, "passes it on"),
                          *evidence("outlets", without, "coded, without an item")),
            )
        )  # fmt: skip
    return told


def reached(every: Sequence[Item], outlets: Sequence[Row], subject: str) -> Finding:
    """The coded outlets that pass something on beside all that are coded."""
    question = f"reach by {subject}"
    if not outlets:
        return Finding(question, "coded outlets", "reach.none", value=0.0, unit="OUTLETS", n=0,
                       grade="not_enough_evidence", evidence=rows(every, "carries"))  # fmt: skip
    carrying = {item.host for item in every}
    relaying = [row for row in outlets if text(row, "host") in carrying]
    name = "languages" if subject == "languages" else "state"
    return Finding(
        question=question,
        subject="coded outlets",
        message=f"reach.{subject}",
        params={"relaying": len(relaying), "coded": len(outlets),
                "known": sum(bool(text(row, name)) for row in outlets)},
        value=float(len(relaying)),
        unit="OUTLETS",
        n=len(outlets),
        evidence=evidence("outlets", relaying, "passes a statement on"),
    )  # fmt: skip
