"""What a dossier must have, point by point, and whether this one has it.

The points are those of the project's note on exchange formats and tradecraft. A point that
cannot be met says why; none is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actaverba.dossier.rows import Rows
from actaverba.vocabulary.messages import catalogue


def standards(
    rows: Rows, sections: list[dict[str, Any]], about: Mapping[str, Any], *, judged: bool,
    language: str, is_first: bool = True,
) -> list[dict[str, Any]]:  # fmt: skip
    """Each point with what stands for it, and where."""
    say = catalogue(language).gettext
    is_weighed = any(s["runs"] for s in sections if s["chapter"] == "hypotheses")
    told = [
        _on_question(about, say),
        *_on_judgement(say, judged=judged),
        *_on_evidence(rows, say, is_weighed=is_weighed),
        *_on_actors(rows, say),
        *_on_conduct(sections, about, say, is_first=is_first),
    ]
    return [
        {"point": n, "name": name, "text": text, "at": at}
        for n, (name, text, at) in enumerate(told, 1)
    ]


Point = tuple[str, str, str]


def _on_question(about: Mapping[str, Any], say: Any) -> Point:
    names = {
        "question": say("question"), "scope": say("scope"), "period": say("period"),
        "cut_off": say("cut-off"),
    }  # fmt: skip
    missing = [name for key, name in names.items() if not about.get(key)]
    text = say("Stated, with the gaps that can be counted.")
    if missing:
        text = say("Not stated: {names}.").format(names=", ".join(missing))
    return (say("Question, scope, period, cut-off, gaps"), text, "looked-at")


def _on_judgement(say: Any, *, judged: bool) -> list[Point]:
    if judged:
        return [
            (say("Bottom line first"), say("The judgements stand first."), "judged"),
            (say("Terms of probability with their band, confidence apart"),
             say("Each judgement has one term, its band, and its confidence on a line of its own."),
             "judged"),
            _on_marks(say),
        ]  # fmt: skip
    return [
        (say("Bottom line first"),
         say("No judgement recorded; the first answer of each part stands in its place."),
         "judged"),
        (say("Terms of probability with their band, confidence apart"),
         say("No judgement recorded, so no such term is used."), "judged"),
        _on_marks(say),
    ]  # fmt: skip


def _on_marks(say: Any) -> Point:
    text = say("A word before each says what it is: fact, inference, assumption, hypothesis or"
               " judgement.")  # fmt: skip
    return (say("Fact, assumption and judgement told apart"), text, "parts")


def _on_evidence(rows: Rows, say: Any, *, is_weighed: bool) -> list[Point]:
    pages = sum(bool(r.get("url")) for own in rows.tables.values() for r in own if "row" not in r)
    proofs = len(rows.tables.get("captures", []))
    graded, gradable = _graded(rows)
    if proofs:
        captured = say("Each finding leads to its rows. Captures recorded, each with time, hash, by"
                       " whom and with what tool: {n}; rows with an address: {of}."
                       ).format(n=proofs, of=pages)  # fmt: skip
    else:
        captured = say("Each finding leads to its rows. Archive copies and capture times: not"
                       " available, because no capture is recorded (rows with an address: {of})."
                       ).format(of=pages)  # fmt: skip
    if is_weighed:
        weighed = say("Ratings of hypotheses are listed and weighed.")
    elif rows.tables.get("ratings"):
        weighed = say("Ratings of hypotheses are listed; weighing them is not available, because"
                      " no method that does it was run.")  # fmt: skip
    else:
        weighed = say("Hypotheses: not available, because no rating is recorded.")
    return [
        (say("Every sentence to its evidence, every row to its page"), captured, "evidence"),
        (say("Reliability of the source and credibility of the item, never merged"),
         say("Graded: {n} of {of} outlets, statements and relays; the others print “not graded”."
             " Beside each grade stands who gave it.").format(n=graded, of=gradable), "evidence"),
        (say("Other explanations, each with its status"),
         say("Every explanation on the list is shown for each method.") + " " + weighed, "parts"),
        (say("Techniques, observed or inferred"),
         say("Not available, because no technique is coded."), ""),
    ]  # fmt: skip


def _graded(rows: Rows) -> tuple[int, int]:
    own = {name: rows.tables.get(name, []) for name in ("outlets", "statements", "relays")}
    gradable = sum(map(len, own.values()))
    return gradable - sum(rows.grades.missing(n, r) for n, r in own.items()), gradable


def _on_actors(rows: Rows, say: Any) -> list[Point]:
    outlets = rows.tables.get("outlets", [])
    looked_up = sum(bool(r.get("kind_basis_url")) for r in outlets)
    coders = {r["coder"] for own in rows.tables.values() for r in own if r.get("coder")}
    if len(coders) == 1:
        reason = say("Not available, because all rows are single-coded; no agreement was measured.")
    else:
        reason = say("Not available, because no rows were coded twice, blind.")
    return [
        (say("Coordination, inauthenticity, intent and foreign link kept apart"),
         say("Four questions, each with an answer of its own, what is on record and what is"
             " lacking."), "kept-apart"),
        (say("Exposure category of each outlet"),
         say("Coded for {n} outlets; {looked_up} of them with an address as basis."
             ).format(n=sum(bool(r.get("kind")) for r in outlets), looked_up=looked_up)
         if outlets else say("No outlet is coded."), "exposure"),
        (say("Evidence of attribution by type"),
         say("Rows are counted by type, and by who can see them. The program attributes nothing."),
         "attribution"),
        (say("Precision measured on labels made blind"), reason, ""),
    ]  # fmt: skip


def _on_conduct(
    sections: list[dict[str, Any]], about: Mapping[str, Any], say: Any, *, is_first: bool
) -> list[Point]:
    runs = sum(len(s["runs"]) for s in sections)
    if is_first:
        change = say("Runs listed: {n}, with one hash of their configuration. This edition is"
                     " compared with no earlier one, so there is no change to show.")  # fmt: skip
    else:
        change = say("Runs listed: {n}, with one hash of their configuration. What has changed"
                     " since the earlier edition is listed.")  # fmt: skip
    kept = about.get("retention")
    names = {
        "authors": say("authors"), "reviewer": say("reviewer"), "funding": say("funding"),
        "right_of_reply": say("right of reply"), "corrections": say("corrections"),
    }  # fmt: skip
    missing = [name for key, name in names.items() if not about.get(key)]
    who = say("Stated.")
    if missing:
        who = say("Not stated: {names}.").format(names=", ".join(missing))
    return [
        (say("Methods, settings, seed, run ids; change since the last edition"),
         change.format(n=runs), "methods" if is_first else "changes"),
        (say("Pseudonyms, public figures, retention, data protection"),
         say("Account names are masked in texts and addresses; a note says who is named and what"
             " they can ask for. Retention: {kept}.").format(kept=kept or say("not stated")),
         "looked-at"),
        (say("Authors, reviewer, funding, right of reply, corrections"), who, "looked-at"),
        (say("Traffic Light Protocol"), str(about.get("tlp") or say("not stated")), "looked-at"),
        (say("The same ids in every export"),
         say("Rows and findings have the same ids here, in the JSON beside it and in the CSV"
             " export; nodes of networks have the same names here and in GEXF. STIX and Navigator"
             " layer: not available, because they are not written yet."), "evidence"),
        (say("Opens without a network in ten years"),
         say("One file, no script, nothing loaded from elsewhere."), ""),
    ]  # fmt: skip
