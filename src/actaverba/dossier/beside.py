"""Judgements of hypotheses beside the sums of the ratings: where the two part, and together.

Nothing here is an error. A judge may have reasons that no letter holds, and hypotheses need
not exclude each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from typing import Any

HALF = 0.5


def beside(
    judgements: Sequence[Mapping[str, Any]],
    sections: Sequence[Mapping[str, Any]],
    words: NullTranslations,
) -> list[str]:
    """One sentence for each that departs from the sums, and one on bands that add up."""
    mine = [j for j in judgements if j["target_kind"] == "hypothesis" and not j["superseded"]]
    leaders = _leaders(sections)
    told = [_parted(j, leaders, words) for j in mine if leaders and _parts(j, leaders)]
    by_judge: dict[str, list[Mapping[str, Any]]] = {}
    for judgement in mine:
        by_judge.setdefault(str(judgement["by"]), []).append(judgement)
    return told + [_sum(j, by, words) for by, j in sorted(by_judge.items()) if _adds_up(j)]


def _leaders(sections: Sequence[Mapping[str, Any]]) -> list[str]:
    """The hypotheses against which least goes, where the ratings were added up."""
    for section in sections:
        if section["name"] == "hypotheses" and section["runs"]:
            found = [f for f in section["runs"][0]["findings"] if f["question"] == "order"]
            if found and found[0]["grade"] != "not_enough_evidence":
                return str(found[0]["category"]).split(";")
    return []


def _parts(judgement: Mapping[str, Any], leaders: Sequence[str]) -> bool:
    """Judged likely and not first in the sums, or first in the sums and judged unlikely."""
    if judgement["target"] in leaders:
        return bool(judgement["high"] < HALF)
    return bool(judgement["low"] > HALF)


def _parted(judgement: Mapping[str, Any], leaders: Sequence[str], words: NullTranslations) -> str:
    """Said without the term, which stands with its band in the judgement itself."""
    said = {"hypothesis": judgement["target"], "by": judgement["by"], "first": ", ".join(leaders)}
    if judgement["target"] in leaders:
        return words.gettext(
            "{by} judged {hypothesis} below even, although least goes against it in the ratings:"
            " the judgement differs from the sum, which does not overrule it."
        ).format(**said)
    return words.gettext(
        "{by} judged {hypothesis} above even, although in the ratings least goes against"
        " {first}: the judgement differs from the sum, which does not overrule it."
    ).format(**said)


def _adds_up(judgements: Sequence[Mapping[str, Any]]) -> bool:
    return len(judgements) > 1 and sum(j["high"] for j in judgements) > 1


def _sum(judgements: Sequence[Mapping[str, Any]], by: str, words: NullTranslations) -> str:
    return words.gettext(
        "The bands that {by} gave to {hypotheses} may add up to more than 100 %. That is no error:"
        " the hypotheses need not exclude each other."
    ).format(by=by, hypotheses=", ".join(str(j["target"]) for j in judgements))
