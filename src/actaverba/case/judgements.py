"""Judgements: what a person holds of a finding or a hypothesis, kept and never taken back.

The terms of probability are those of ICD 203 and come from here alone. How sure the person
is of the judgement, its confidence, is another thing and is kept and shown apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from actaverba.case import chain, file
from actaverba.case.entered import entered
from actaverba.errors import InputError, UnknownCode
from actaverba.vocabulary import codes
from actaverba.vocabulary.identity import digest_uuid
from actaverba.vocabulary.nearest import did_you_mean, shown

if TYPE_CHECKING:
    from actaverba.case.case import Case

TABLE = "judgement"
TERMS = "icd203"
KINDS = ("finding", "hypothesis")
SHORTEST = 4
COUNTS = ("listed",)  # grades of findings that infer nothing
MOVES = ("message", "params", "value", "low", "high", "unit", "category", "n", "base_rate", "grade",
         "observed_or_inferred")  # fmt: skip
RATED = ("hypothesis", "evidence", "rating", "by", "at", "revision")


class Target(NamedTuple):
    """What is judged: its kind and id, what it says, the digest of that, and its grade."""

    kind: str
    id: str
    said: str
    digest: str
    grade: str = ""


def judge(
    case: Case, target: str, *, term: str, confidence: str, because: str, by: str, now: str,
    confidence_because: str | None = None, that: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Note what a person judges; the judgement as `judgements` tells it.

    Parameters
    ----------
    target : str
        The id of a hypothesis, or the start of a finding's id; `hypothesis:` or `finding:`
        before it where both would fit.
    term : str
        A term of ICD 203, as its code or its words.
    confidence : str
        low, medium or high.
    because, by : str
        The reason and the name of who judges.
    confidence_because : str, optional
        The reason of the confidence, where it is another one.
    that : str, optional
        What is judged of a finding, where its own words are no proposition: a plain count is
        a fact of the record, and no term of probability fits it.

    Raises
    ------
    InputError
        When the term is not one of the seven, a reason or name is missing, or a proposition
        is given for a hypothesis, which is one.
    """
    band = codes.code(TERMS, _term(term))
    sure = confidence.strip().casefold()
    codes.check("confidence", sure)
    said = {
        "term": band.code, "low": band.low, "high": band.high, "confidence": sure,
        "confidence_because": entered(confidence_because, "confidence-because", required=False),
        "because": entered(because, "because"), "by": entered(by, "by"), "at": now,
    }  # fmt: skip
    aim = _aim(target, targets(case))
    if that is not None and aim.kind == "hypothesis":
        raise InputError(
            f"--that is for findings, and {shown(aim.id)} is a hypothesis",
            cure="A hypothesis says what is judged; leave --that out.",
        )
    said |= {"target_kind": aim.kind, "target": aim.id, "said": aim.said,
             "proposition": None if that is None else entered(that, "that"),
             "value_digest": aim.digest}  # fmt: skip
    with file.writing(case.path) as con:
        added = chain.append(con, TABLE, said)
    return next(j for j in judgements(case) if j["place"] == added["place"])


def judgements(case: Case) -> list[dict[str, Any]]:
    """All judgements in the order in which they were made.

    `superseded`: the same person has judged the same thing again. `changed`: what was judged
    says something else now (`changed`), is not there any more (`gone`), or neither (empty).
    `is_count`: the words of a finding are judged that only counts or lists coded rows.
    `erased`: the texts that were erased on request, with `erased_at` and `erased_why`.
    """
    with case.reading() as con:
        log = chain.entries(con, TABLE)
        requests = chain.forgotten(con, TABLE)
        now = {(t.kind, t.id): t for t in targets(case)} if log else {}
    last = {(e["target_kind"], e["target"], _folded(e["by"])): e["place"] for e in log}
    told = []
    for entry in log:
        key = (entry["target_kind"], entry["target"])
        mine = now.get(key)
        known = codes.code_list(TERMS).codes.get(entry["term"])
        told.append({
            **entry,
            "term_label": known.label if known else entry["term"],
            "superseded": last[*key, _folded(entry["by"])] != entry["place"],
            "changed": "gone" if mine is None
            else "" if mine.digest == entry["value_digest"] else "changed",
            "says_now": mine.said if mine else None,
            "is_count": mine is not None and mine.grade in COUNTS
            and entry["proposition_digest"] is None,
            **chain.told_erased(TABLE, entry, requests),
        })  # fmt: skip
    return told


def targets(case: Case) -> list[Target]:
    """Everything that can be judged: the hypotheses, and the current findings."""
    with case.reading():
        rows = case.tables(["hypotheses", "ratings"])
        findings = case.findings()
    return [
        *_hypotheses(rows["hypotheses"].to_pylist(), rows["ratings"].to_pylist()),
        *(Target("finding", f["id"], f["text"], value_digest(f), f["grade"]) for f in findings),
    ]


def value_digest(finding: Mapping[str, Any]) -> str:
    """The digest of what a finding says: the message, its parameters and its figures."""
    told = json.dumps([finding[name] for name in MOVES], ensure_ascii=False, sort_keys=True)
    return str(digest_uuid("judged", told))


def _hypotheses(
    listed: Iterable[Mapping[str, Any]], ratings: Iterable[Mapping[str, Any]]
) -> list[Target]:
    """Hypotheses move with their text and with any rating, since they are weighed together."""
    rated = sorted(json.dumps([str(r[name] or "") for name in RATED]) for r in ratings)
    return [
        Target("hypothesis", str(h["id"]), str(h["text"]),
               str(digest_uuid("judged", str(h["id"]), str(h["text"]), *rated)))
        for h in listed
    ]  # fmt: skip


def _aim(target: str, known: Sequence[Target]) -> Target:
    """The one thing that is named. Raises InputError when none or several are."""
    kind, _, own = target.strip().partition(":")
    if kind not in KINDS:
        kind, own = "", target
    own = own.strip()
    named = [t for t in known if t.kind == "hypothesis" and t.id == own and kind != "finding"]
    if kind != "hypothesis" and len(own) >= SHORTEST:
        named += [t for t in known if t.kind == "finding" and t.id.startswith(own.lower())]
    if len({(t.kind, t.id) for t in named}) == 1:
        return named[0]
    if named:
        raise InputError(
            f"{shown(own)} names {len(named)} things",
            cure="Give more of the finding's id, or hypothesis:ID for a hypothesis.",
        )
    ids = [t.id for t in known if t.kind == "hypothesis"]
    listed = f"Hypotheses: {', '.join(ids)}. " if ids else "The case has no hypotheses. "
    raise InputError(
        f"there is no finding and no hypothesis {shown(own)}",
        cure=f"{did_you_mean(own, ids)}{listed}`acta findings CASE` lists the findings.",
    )


def _term(given: str) -> str:
    """The code of a term, given as its code or in words."""
    told = "_".join(given.casefold().replace("-", " ").replace("_", " ").split())
    for code in codes.code_list(TERMS).codes.values():
        if told == "_".join(code.synonym.split()):
            raise UnknownCode(
                f"{shown(given)} is of the other row of terms, which is not mixed with this one",
                cure=f"Write --term {code.code}.",
            )
    return told


def _folded(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
