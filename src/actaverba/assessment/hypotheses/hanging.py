"""What the order hangs on, as findings: items, sources, raters, grades, letters."""

from __future__ import annotations

from collections.abc import Iterator

from actaverba.assessment.hypotheses.leaving import Trial
from actaverba.assessment.hypotheses.matrix import first, printed, said
from actaverba.assessment.hypotheses.turning import Turn
from actaverba.assessment.hypotheses.weighed import Weighed
from actaverba.case.finding import Evidence, Finding
from actaverba.methods.counting import listing

MOST = 5


def hanging(weighed: Weighed) -> Iterator[Finding]:
    yield _removals(weighed)
    yield from _each(weighed)
    yield from (_turn(weighed, turn) for turn in weighed.turns)
    yield from _raters(weighed)
    yield _weights(weighed)
    yield _gradings(weighed)
    yield from _diagnosticity(weighed)


def _removals(weighed: Weighed) -> Finding:
    """The share of all removals of one item or one source that change what stands first."""
    items, sources = (weighed.of(kind, "plain") for kind in ("item", "source"))
    bad_items, bad_sources = (sum(t.changes for t in tried) for tried in (items, sources))
    n, of = bad_items + bad_sources, len(items) + len(sources)
    return Finding(
        question="robustness",
        subject="removals",
        message="removals.count" if n else "removals.none",
        params={"n": n, "of": of, "items": bad_items, "of_items": len(items),
                "sources": bad_sources, "of_sources": len(sources)},
        value=round(n / of, 4),
        unit="SHARE",
        n=of,
        evidence=weighed.rows([t.what for t in items if t.changes], "changes the first"),
    )  # fmt: skip


def _each(weighed: Weighed) -> Iterator[Finding]:
    """Which items and which sources those are, by name and with what then stands first."""
    for kind in ("item", "source"):
        changing = [t for t in weighed.of(kind, "plain") if t.changes]
        if not changing:
            continue
        names = [t.what for t in changing]
        shown = weighed.named(names) if kind == "item" else names
        message, params = listing(f"removals.{kind}", names=shown)
        after = [weighed.label(h) for h in sorted({h for t in changing for h in t.after})]
        yield Finding(
            question=f"removal of {kind}",
            subject=kind,
            message=message,
            params={**params, "n": len(changing), "after": after},
            value=float(len(changing)),
            unit="SOURCES" if kind == "source" else "ITEMS",
            n=len(weighed.of(kind, "plain")),
            evidence=_carriers(weighed, changing),
        )


def _carriers(weighed: Weighed, changing: list[Trial]) -> tuple[Evidence, ...]:
    named = {t.what for t in changing}
    items = [e for e in weighed.marks if e in named or weighed.matrix.items[e].source in named]
    return weighed.rows(items, "changes the first")


def _turn(weighed: Weighed, turn: Turn) -> Finding:
    message, params = listing("turn.count", items=weighed.named(turn.items))
    return Finding(
        question="what would turn it",
        subject=f"{turn.hypothesis} against {turn.leader}",
        message=message,
        params={"hypothesis": weighed.label(turn.hypothesis),
                "leader": weighed.label(turn.leader), "n": len(turn.items),
                "gap": said(turn.gap), "letters": turn.letters, **params},
        value=float(len(turn.items)),
        unit="ITEMS",
        n=len(weighed.marks),
        observed_or_inferred="inferred",
        evidence=weighed.rows(list(turn.items), "holds them apart"),
    )  # fmt: skip


def _raters(weighed: Weighed) -> Iterator[Finding]:
    names = weighed.rated.raters()
    if len(names) < 2:
        is_named = bool(names[0])
        yield Finding(
            question="raters",
            subject="raters",
            message="raters.one" if is_named else "raters.unnamed",
            params={"rater": names[0]},
            value=1.0,
            unit="RATERS",
            n=len(weighed.rated.letters),
        )
        return
    shared = [c for c in weighed.matrix.cells.values() if len(c) > 1]
    differ = sum(len(set(c.values())) > 1 for c in shared)
    yield Finding(
        question="raters",
        subject="raters",
        message="raters.several",
        params={"n": len(names), "cells": differ, "of": len(shared)},
        value=float(len(names)),
        unit="RATERS",
        n=len(weighed.rated.letters),
    )
    left_out = [t for t in weighed.of("without_rater", "plain") if t.items]
    if not left_out:
        return
    changing = [t.what for t in left_out if t.changes]
    yield Finding(
        question="removal of rater",
        subject="raters",
        message="raters.change" if changing else "raters.keep",
        params={"n": len(changing), "of": len(left_out), "names": changing},
        value=float(len(changing)),
        unit="RATERS",
        n=len(left_out),
    )


def _weights(weighed: Weighed) -> Finding:
    items = [weighed.matrix.items[e] for e in weighed.marks]
    graded = [i.evidence for i in items if any(map(i.is_graded, i.scales))]
    plain, weighted = first(weighed.plain), first(weighed.weighted)
    message = "weights.none"
    if graded:
        message = "weights.same" if plain == weighted else "weights.other"
    return Finding(
        question="weights",
        subject="grades",
        message=message,
        params={"n": len(graded), "of": len(items),
                "first": [weighed.label(h) for h in weighted],
                "plain": [weighed.label(h) for h in plain]},
        category=";".join(weighted),
        n=len(items),
        evidence=weighed.rows(graded, "graded"),
    )  # fmt: skip


def _gradings(weighed: Weighed) -> Finding:
    tried = [t for t in weighed.trials if t.kind.startswith(("source_", "not_graded"))]
    changing = [t for t in tried if t.changes]
    named = sorted({t.what for t in changing if t.what})
    message, params = listing("gradings.count", names=named)
    if not changing:
        message = "gradings.none"
    elif not named:
        message = "gradings.count.many"
    return Finding(
        question="other grades",
        subject="grades",
        message=message,
        params={**params, "n": len(changing), "of": len(tried)},
        value=float(len(changing)),
        unit="CHANGES",
        n=len(tried),
        evidence=_carriers(weighed, changing),
    )


def _diagnosticity(weighed: Weighed) -> Iterator[Finding]:
    apart = {e: weighed.matrix.diagnosticity(e) for e in weighed.by_diagnosticity()}
    known = {e: d for e, d in apart.items() if d is not None and e in weighed.marks}
    idle = [e for e, d in known.items() if not d]
    top = [d for d in sorted(set(known.values()), reverse=True) if d]
    most: list[str] = []
    for value in top:
        level = [e for e, d in known.items() if d == value]
        if most and len(most) + len(level) > MOST:
            break
        most += level
    if most:
        message, params = listing("diagnostic.most", items=weighed.named(most))
        yield Finding(
            question="diagnosticity",
            subject="most",
            message=message,
            params={**params, "n": len(most), "most": said(top[0])},
            value=float(printed(top[0])),
            unit="LETTERS",
            n=len(known),
            evidence=weighed.rows(most, "tells apart"),
        )
    if idle:
        message, params = listing("diagnostic.none", items=weighed.named(idle))
        yield Finding(
            question="diagnosticity",
            subject="none",
            message=message,
            params={**params, "n": len(idle)},
            value=float(len(idle)),
            unit="ITEMS",
            n=len(known),
            evidence=weighed.rows(idle, "tells nothing apart"),
        )
