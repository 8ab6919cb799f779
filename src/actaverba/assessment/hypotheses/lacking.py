"""What does not count, as findings: replaced, unsettled and incomplete ratings, lost rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actaverba.assessment.hypotheses.weighed import Weighed
from actaverba.case.finding import Finding
from actaverba.case.rated import pair_of
from actaverba.methods.counting import Row, evidence, listing, text


def lacking(weighed: Weighed) -> Iterator[Finding]:
    n = len(weighed.ratings)
    yield from _ratings("older", [row for row, _ in weighed.rated.older], n)
    pairs = set(weighed.rated.unsettled)
    yield from _ratings("unsettled", [r for r in weighed.ratings if pair_of(r) in pairs], n)
    known = set(weighed.matrix.hypotheses)
    strays = [r for r in weighed.ratings if text(r, "hypothesis") not in known]
    yield from _ratings("stray", strays, n)
    yield from _items("missing", [e for e, i in weighed.matrix.items.items() if not i.is_known],
                      weighed)  # fmt: skip
    yield from _items("incomplete", _incomplete(weighed), weighed)


def _incomplete(weighed: Weighed) -> list[str]:
    whole = weighed.matrix
    return [
        evidence
        for evidence, item in whole.items.items()
        if item.is_known and not all(whole.letters(evidence, h) for h in whole.hypotheses)
    ]


def _ratings(what: str, found: Sequence[Row], of: int) -> Iterator[Finding]:
    if found:
        yield Finding(
            question="ratings",
            subject=what,
            message=f"ratings.{what}",
            params={"n": len(found)},
            value=float(len(found)),
            unit="RATINGS",
            n=of,
            evidence=evidence("ratings", found, what),
        )


def _items(what: str, names: Sequence[str], weighed: Weighed) -> Iterator[Finding]:
    if not names:
        return
    filled = what == "incomplete" and weighed.matrix.fill_blanks
    message, params = listing(f"items.{'filled' if filled else what}", items=weighed.named(names))
    yield Finding(
        question="items",
        subject=what,
        message=message,
        params={**params, "n": len(names)},
        value=float(len(names)),
        unit="ITEMS",
        n=len(weighed.matrix.items),
        evidence=weighed.rows(names, what),
    )
