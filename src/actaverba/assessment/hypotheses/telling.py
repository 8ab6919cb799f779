"""What is said of the matrix: the order, and before it is believed, what it hangs on."""

from __future__ import annotations

from actaverba.assessment.hypotheses.hanging import hanging
from actaverba.assessment.hypotheses.lacking import lacking
from actaverba.assessment.hypotheses.matrix import first, said
from actaverba.assessment.hypotheses.weighed import Weighed
from actaverba.case.finding import Finding, Innocent
from actaverba.methods.counting import innocent

METHOD = "hypotheses"
BOTH_WAYS = ("N", "NA")


def findings(weighed: Weighed) -> list[Finding]:
    """The order first, then that it does not overrule judgement, then what it hangs on."""
    if len(weighed.matrix.hypotheses) < 2 or not weighed.marks:
        return [_no_order(weighed), *lacking(weighed)]
    return [
        _order(weighed),
        Finding(
            question="verdict",
            subject="sum",
            message="sum.no_verdict",
            n=len(weighed.marks),
            category="no_verdict",
        ),
        *_idle(weighed),
        *hanging(weighed),
        *(_score(weighed, h) for h in weighed.order()),
        *lacking(weighed),
    ]


def _no_order(weighed: Weighed) -> Finding:
    single = len(weighed.matrix.hypotheses) < 2
    return Finding(
        question="order",
        subject="hypotheses",
        message="order.single" if single else "order.none",
        params={"n": len(weighed.matrix.hypotheses)},
        category="not_compared",
        n=len(weighed.marks),
        grade="not_enough_evidence",
    )


def _order(weighed: Weighed) -> Finding:
    leaders = first(weighed.plain)
    behind = [h for h in weighed.order() if h not in leaders]
    message = "order.level" if not behind else "order.tie" if len(leaders) > 1 else "order.first"
    flips = {kind: sum(t.changes for t in weighed.of(kind, "plain")) for kind in ("item", "source")}
    is_firm = len(leaders) == 1 and not any(flips.values())
    letters = weighed.letters(leaders[0])
    neutral = sum(map(letters.count, BOTH_WAYS))
    return Finding(
        question="order",
        subject="hypotheses",
        message=message,
        params={
            "first": [weighed.label(h) for h in leaders],
            "marks": said(weighed.plain[leaders[0]]),
            "against": sum(bool(row[leaders[0]]) for row in weighed.marks.values()),
            "rest": [[weighed.label(h), said(weighed.plain[h])] for h in behind],
            "gap": said(weighed.plain[behind[0]] - weighed.plain[leaders[0]]) if behind else 0,
            "flips": flips["item"],
            "holds": not flips["item"],
            "neutral": neutral,
            "letters": len(letters),
            "idle": 2 * neutral >= len(letters),
            "n": len(weighed.marks),
        },
        category=";".join(leaders),
        n=len(weighed.marks),
        grade="moderate" if is_firm else "weak",
        observed_or_inferred="inferred",
        evidence=weighed.rows(weighed.marks, "rated"),
        innocent=_innocents(weighed),
    )


def _innocents(weighed: Weighed) -> tuple[Innocent, ...]:
    several = len(weighed.rated.raters()) > 1
    return (
        innocent("selection", "plausible", method=METHOD, message="why.selection"),
        innocent("coding", "plausible", method=METHOD,
                 message="why.coding_several" if several else "why.coding_one"),
    )  # fmt: skip


def _idle(weighed: Weighed) -> list[Finding]:
    """Of several that stand first, each of which at least half of the letters say nothing;
    of a single one the order itself says so."""
    found: list[Finding] = []
    leaders = first(weighed.plain)
    for hypothesis in leaders if len(leaders) > 1 else ():
        letters = weighed.letters(hypothesis)
        n = sum(map(letters.count, BOTH_WAYS))
        if 2 * n >= len(letters):
            found.append(
                Finding(
                    question="hardly tested",
                    subject=hypothesis,
                    message="idle.most",
                    params={"hypothesis": weighed.label(hypothesis), "n": n, "of": len(letters)},
                    value=float(n),
                    unit="LETTERS",
                    n=len(letters),
                )
            )
    return found


def _score(weighed: Weighed, hypothesis: str) -> Finding:
    bad = [e for e, row in weighed.marks.items() if row[hypothesis]]
    marks = said(weighed.plain[hypothesis])
    return Finding(
        question="score",
        subject=hypothesis,
        message="score.count" if bad else "score.none",
        params={
            "hypothesis": weighed.label(hypothesis),
            "marks": marks,
            "weighted": said(weighed.weighted[hypothesis]),
            "n": len(bad),
            "of": len(weighed.marks),
            "neutral": sum(map(weighed.letters(hypothesis).count, BOTH_WAYS)),
        },
        value=float(marks),
        unit="MARKS",
        n=len(weighed.marks),
        grade="listed",
        observed_or_inferred="inferred",
        evidence=weighed.rows(bad, "goes against"),
    )
