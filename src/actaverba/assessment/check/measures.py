"""Figures beside a claim: which bear on it, and which way the predicate's rule reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actaverba.assessment.check.acts import ANY, BACKWARD, FORWARD, unsigned
from actaverba.assessment.check.claims import Claim
from actaverba.assessment.check.parties import NOT_NAMED, TIES, WORLD, nearest, sides, tie
from actaverba.assessment.check.records import Reading, Record
from actaverba.methods.counting import text
from actaverba.methods.deeds.figures import (
    OVERLAP,
    Figure,
    change,
    earlier,
    hull,
    moves_with_prices,
    rivals,
)
from actaverba.vocabulary.sign_rules import FigureClause

MIRRORED = {"export": "import", "import": "export"}
STEPS = (
    "not_in_the_rule",
    "other_flow",
    "no_number",
    "own_figure_of_the_speaker",
    "level_without_sign",
    "no_comparable_figure",
    "intervals_overlap",
)


@dataclass(frozen=True)
class Match:
    order: str
    ties: tuple[str, str]


def of_figures(claim: Claim, known: Sequence[Figure]) -> list[Record]:
    """The figures that bear on a claim; rivals for one quantity are one record."""
    names = set(claim.known.predicate.bears_on_indicators)
    bearing = [f for f in known if _names(f) & names]
    return [
        _record(claim, group, match, known=bearing)
        for group in rivals(bearing)
        if (match := _match(claim, group[0]))
    ]


def _names(figure: Figure) -> set[str]:
    indicator, commodity = text(figure.row, "indicator"), text(figure.row, "commodity")
    return {indicator, f"{indicator}:{commodity}"}


def _match(claim: Claim, figure: Figure) -> Match | None:
    """How the parties of a figure stand to those of the claim; the nearest way."""
    day = figure.last or figure.first

    def to_object(coded: str) -> str:
        # A figure with one party is no figure for everyone.
        every = [t for side in sides(claim.object) if (t := tie(side, coded, day))]
        return nearest([t for t in every if claim.object != WORLD or coded == WORLD])

    counts = tie(claim.subject, figure.state, day)
    found = [
        Match(FORWARD, (counts, to_object(figure.counterpart))),
        Match(BACKWARD, (tie(claim.subject, figure.counterpart, day), to_object(figure.state))),
    ]
    if not claim.object or any(c.order == ANY and _counts(c, figure) for c in claim.rule.figures):
        found.append(Match(ANY, (counts, NOT_NAMED)))
    whole = [m for m in found if all(m.ties)]
    return min(whole, key=lambda m: [TIES.index(t) for t in m.ties], default=None)


def _record(
    claim: Claim, group: Sequence[Figure], match: Match, *, known: Sequence[Figure]
) -> Record:
    first = group[0]
    place = claim.period.place(first.first or first.last, first.last)
    if first.first is None and claim.period.first is not None:
        place = claim.period.place(None, first.last)
    reading = _read(claim, group, match, place=place, known=known)
    own_page = claim.is_on_the_page_of([f.row for f in group])
    if own_page and reading.side:
        reading = Reading("", "own_page")
    return Record(
        table="series",
        name=" ".join(filter(None, first.quantity)),
        rows=tuple(figure.row for figure in group),
        date=first.period,
        earliest=first.first or first.last,
        place=place,
        reading=reading,
        label=_label(group),
        ties=match.ties,
        own_page=own_page,
        sources=len({figure.source for figure in group}),
        with_prices=any(moves_with_prices(f.unit) for f in group),
    )


def _label(group: Sequence[Figure]) -> str:
    """What was counted, and every printed value."""
    row = group[0].row
    what = [text(row, n).replace("_", " ") for n in ("indicator", "commodity", "flow")]
    values = list(dict.fromkeys(f.printed for f in group))
    return f"{' '.join(filter(None, what))}: {' / '.join(values)}"


def _read(
    claim: Claim, group: Sequence[Figure], match: Match, *, place: str, known: Sequence[Figure]
) -> Reading:
    if plain := unsigned(claim, place, ties=match.ties, clauses=bool(claim.rule.figures)):
        return plain
    tried = [
        _clause(claim, figure, clause, order=match.order, known=known)
        for clause in claim.rule.figures
        for figure in group
    ]
    held = [reading for reading in tried if reading.side]
    if len({reading.side for reading in held}) == 2:
        return Reading("", "rivals_differ")
    if held:
        return held[0]
    return max(tried, key=lambda r: STEPS.index(r.reason))


def _clause(
    claim: Claim, figure: Figure, clause: FigureClause, *, order: str, known: Sequence[Figure]
) -> Reading:
    if not _counts(clause, figure):
        return Reading("", "not_in_the_rule")
    if not _flows(clause, figure, order):
        return Reading("", "other_flow")
    if figure.ends is None:
        return Reading("", "no_number")
    if is_own_word(claim, figure):
        return Reading("", "own_figure_of_the_speaker")
    if clause.number is None:
        return _changed(figure, clause, known)
    if _at_level(clause, figure.ends):
        return Reading(clause.side, clause.test, {"n": clause.number, "value": figure.printed})
    return Reading("", "level_without_sign")


def _counts(clause: FigureClause, figure: Figure) -> bool:
    same = clause.indicator == text(figure.row, "indicator")
    return same and clause.commodity in ("", text(figure.row, "commodity"))


def _flows(clause: FigureClause, figure: Figure, order: str) -> bool:
    """The figure runs the way the clause asks; one side's export is the other's import."""
    straight = clause.order in (order, "either_way") or (clause.order, order) == (ANY, FORWARD)
    if straight and clause.flow in ("", figure.flow):
        return True
    turned = {FORWARD: BACKWARD, BACKWARD: FORWARD}.get(clause.order) == order
    return turned and MIRRORED.get(clause.flow) == figure.flow


def _at_level(clause: FigureClause, ends: tuple[float, float]) -> bool:
    assert clause.number is not None
    low, high = ends
    if clause.test == "above":
        return low > clause.number
    return high < clause.number if clause.test == "below" else low == high == clause.number


def _changed(figure: Figure, clause: FigureClause, known: Sequence[Figure]) -> Reading:
    base = earlier(figure, known)
    before = hull(base)
    if before is None or figure.ends is None:
        return Reading("", "no_comparable_figure")
    went = change(before, figure.ends)
    params = {
        "value": figure.printed,
        "base": [f"{f.printed} ({f.period}, {f.id})" for f in base],
    }
    if went != clause.test:
        return Reading("", "intervals_overlap" if went == OVERLAP else "level_without_sign", params)
    reason = f"{went}_price" if moves_with_prices(figure.unit) else went
    return Reading(clause.side, reason, params)


def is_own_word(claim: Claim, figure: Figure) -> bool:
    """The figure is the speaker's own: then it is words, and no deed to lay beside them.

    Either the speaker is named as the one who counted, or the figure stands on the page of
    the statement and names nobody who counted, or one who shares a name with the speaker.
    """
    if claim.statement is None:
        return False
    reporter = text(figure.row, "reporter").casefold()
    speaker = text(claim.statement, "speaker").casefold()
    if reporter and reporter == speaker:
        return True
    page = text(figure.row, "url")
    if not page or page != text(claim.statement, "url"):
        return False
    return not reporter or bool(_names_in(reporter) & _names_in(speaker))


def _names_in(words: str) -> set[str]:
    return {word for word in re.findall(r"\w+", words) if len(word) > 3}
