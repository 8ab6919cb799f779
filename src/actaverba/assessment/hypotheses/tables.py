"""The result tables of the method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from actaverba.assessment.hypotheses.items import told
from actaverba.assessment.hypotheses.matrix import against, mean, printed, rank
from actaverba.assessment.hypotheses.weighed import Weighed
from actaverba.methods.counting import Row, text
from actaverba.vocabulary.codes import code_list

Rows = list[dict[str, Any]]


def tables(weighed: Weighed, listed: Sequence[Row]) -> Mapping[str, Iterable[Mapping[str, Any]]]:
    return {
        "scores": _scores(weighed, listed),
        "items": _items(weighed),
        "matrix": _matrix(weighed),
        "raters": _raters(weighed),
        "trials": _trials(weighed),
        "turns": _turns(weighed),
        "older": _older(weighed),
    }


def _scores(weighed: Weighed, listed: Sequence[Row]) -> Rows:
    """By the number of marks; without an item that counts there is no sum."""
    texts = {text(row, "id"): text(row, "text") for row in reversed(listed)}
    made = []
    for h in weighed.order():
        letters = weighed.letters(h)
        is_summed = bool(weighed.marks)
        made.append({
            "hypothesis": h,
            "text": texts[h],
            "short": weighed.short.get(h) or None,
            "rank": rank(weighed.plain, h) if is_summed else None,
            "marks": printed(weighed.plain[h]) if is_summed else None,
            "weighted_rank": rank(weighed.weighted, h) if is_summed else None,
            "weighted_marks": printed(weighed.weighted[h]) if is_summed else None,
            "items_against": sum(bool(row[h]) for row in weighed.marks.values()),
            **{f"letters_{c.lower()}": letters.count(c) for c in code_list("rating").codes},
        })  # fmt: skip
    return made


def _items(weighed: Weighed) -> Rows:
    """The items that tell the hypotheses apart most come first."""
    flips = {t.what: t.after for t in weighed.of("item", "plain") if t.changes}
    weighted = {t.what for t in weighed.of("item", "weighted") if t.changes}
    made = []
    for evidence in weighed.by_diagnosticity():
        item = weighed.matrix.items[evidence]
        apart = weighed.matrix.diagnosticity(evidence)
        row = weighed.marks.get(evidence)
        grades = {s: item.grades.get(s) for s in ("reliability", "credibility")}
        made.append({
            "evidence": evidence,
            "row": evidence.partition(":")[2],
            "what": told(item.table, item.row) if item.row is not None else None,
            "source": item.source or None,
            **{s: g.code if g else None for s, g in grades.items()},
            **{f"{s}_by": (g.by or None) if g else None for s, g in grades.items()},
            "weight": float(item.weight()),
            "diagnosticity": None if apart is None else float(printed(apart)),
            "spread": None if row is None else float(printed(max(row.values())
                                                             - min(row.values()))),
            "counts": row is not None,
            "in_case": item.is_known,
            "changes_first": evidence in flips,
            "changes_first_weighted": evidence in weighted,
            "first_without": ";".join(flips.get(evidence, ())) or None,
        })  # fmt: skip
    return made


def _matrix(weighed: Weighed) -> Rows:
    whole = weighed.matrix
    without = {t.what: ";".join(t.after) for t in weighed.of("item", "plain") if t.changes}
    sums = {h: printed(n) for h, n in weighed.plain.items()} if weighed.marks else {}
    made = []
    for evidence in weighed.by_diagnosticity():
        apart = whole.diagnosticity(evidence)
        for h in whole.hypotheses:
            given = whole.letters(evidence, h)
            marks = mean(map(against, given.values()))
            made.append({
                "evidence": evidence,
                "row": evidence.partition(":")[2],
                "hypothesis": h,
                "letters": ";".join(x for _, x in sorted(given.items())) or None,
                "raters": ";".join(by for by, _ in sorted(given.items())) or None,
                "marks": None if marks is None else float(printed(marks)),
                "counts": evidence in weighed.marks,
                "diagnosticity": None if apart is None else float(printed(apart)),
                "first_without": without.get(evidence),
                "sum": sums.get(h),
            })  # fmt: skip
    return made


def _raters(weighed: Weighed) -> Rows:
    """What each rater's own letters add up to."""
    made = []
    for name in weighed.rated.raters():
        marks = weighed.matrix.marks({name})
        added = weighed.sums_of(marks)
        made += [
            {
                "rater": name or None,
                "hypothesis": h,
                "items": len(marks),
                "marks": printed(added[h]) if marks else None,
                "rank": rank(added, h) if marks else None,
            }
            for h in weighed.matrix.hypotheses
        ]
    return made


def _trials(weighed: Weighed) -> Rows:
    return [
        {
            "changed": t.kind,
            "what": t.what or None,
            "sum": t.sum,
            "items": t.items,
            "first": ";".join(t.after) or None,
            "changes_first": t.changes,
        }
        for t in weighed.trials
    ]


def _turns(weighed: Weighed) -> Rows:
    return [
        {
            "hypothesis": t.hypothesis,
            "level_with": t.leader,
            "gap": float(printed(t.gap)),
            "fewest_items": len(t.items),
            "items": ";".join(t.items),
            "fewest_letters": t.letters,
        }
        for t in weighed.turns
    ]


def _older(weighed: Weighed) -> Rows:
    return [
        {
            "evidence": text(row, "evidence"),
            "hypothesis": text(row, "hypothesis"),
            "rater": text(row, "by") or None,
            "at": text(row, "at") or None,
            "rating": text(row, "rating"),
            "rating_now": now,
        }
        for row, now in weighed.rated.older
    ]
