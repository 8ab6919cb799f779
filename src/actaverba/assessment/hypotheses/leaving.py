"""What the order hangs on: one item, source, rater or grade at a time is left out or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from actaverba.assessment.hypotheses.items import NOT_GRADED, Item
from actaverba.assessment.hypotheses.matrix import Marks, Matrix, first, plain, sums
from actaverba.methods.counting import grouped
from actaverba.vocabulary.codes import code_list

Weight = Callable[[Item], Fraction]
SUMS: Mapping[str, Weight] = {"plain": plain, "weighted": Item.weight}


@dataclass(frozen=True)
class Trial:
    """One change, and which hypotheses stand first after it. `kind` says what was changed,
    `what` which one; `sum` whether plain or weighted sums are compared."""

    kind: str
    what: str
    sum: str
    items: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether another stands first; where nothing is left to compare, none does."""
        return bool(self.after) and self.before != self.after


def sources(items: Mapping[str, Item], marks: Marks) -> dict[str, list[str]]:
    """The items that count, by their source, where that is known."""
    found: dict[str, list[str]] = grouped(
        (e for e in marks if items[e].source), lambda e: items[e].source
    )
    return found


def removals(matrix: Matrix, marks: Marks) -> list[Trial]:
    """Every item and every source left out, one at a time, for both sums."""
    left_out = [("item", evidence, [evidence]) for evidence in marks]
    left_out += [("source", s, own) for s, own in sources(matrix.items, marks).items()]
    trials = []
    for name, weight in SUMS.items():
        before = _first(matrix, marks, weight)
        for kind, what, without in left_out:
            added = sums(
                marks, matrix.items, matrix.hypotheses, weight=weight, without=set(without)
            )
            left = len(marks) - len(without)
            trials.append(Trial(kind, what, name, left, before, first(added) if left else ()))
    return trials


def raters(matrix: Matrix, marks: Marks, names: list[str]) -> list[Trial]:
    """Each rater left out, and each rater alone; nothing where only one rated."""
    if len(names) < 2:
        return []
    trials = []
    for sum_name, weight in SUMS.items():
        before = _first(matrix, marks, weight)
        for name in names:
            for kind, kept in (("without_rater", set(names) - {name}), ("rater_alone", {name})):
                own = matrix.marks(kept)
                after = _first(matrix, own, weight) if own else ()
                trials.append(Trial(kind, name, sum_name, len(own), before, after))
    return trials


def gradings(matrix: Matrix, marks: Marks) -> list[Trial]:
    """Grades as recorded and only what is graded middling or better, against the plain sum;
    then what is not graded taken as best or worst, and each source as best or worst, against
    the sum weighted as recorded."""
    simple, before = _first(matrix, marks, plain), _first(matrix, marks, Item.weight)
    best, worst = ends()
    trials = [Trial("as_graded", "", "weighted", len(marks), simple, before)]
    for kind, codes in (("not_graded_best", best), ("not_graded_worst", worst)):
        after = _first(matrix, marks, _not_graded(codes))
        trials.append(Trial(kind, "", "weighted", len(marks), before, after))
    good = {e: row for e, row in marks.items() if is_good(matrix.items[e])}
    trials.append(
        Trial("well_graded_only", "", "plain", len(good), simple,
              _first(matrix, good, plain) if good else ())
    )  # fmt: skip
    for source in sources(matrix.items, marks):
        for kind, codes in (("source_best", best), ("source_worst", worst)):
            after = _first(matrix, marks, _of_source(source, codes))
            trials.append(Trial(kind, source, "weighted", len(marks), before, after))
    return trials


def ends() -> tuple[dict[str, str], dict[str, str]]:
    """The best and the worst code of each scale, by its weight."""
    best, worst = {}, {}
    for scale in NOT_GRADED:
        ordered = sorted(code_list(scale).codes.values(), key=lambda c: (c.weight, c.code))
        best[scale], worst[scale] = ordered[-1].code, ordered[0].code
    return best, worst


def is_good(item: Item) -> bool:
    """Whether all its grades are recorded, and middling or better."""
    return all(
        item.is_graded(scale) and code_list(scale).codes[item.code(scale)].weight >= 1
        for scale in item.scales
    )


def _not_graded(codes: Mapping[str, str]) -> Weight:
    def weight(item: Item) -> Fraction:
        return item.weight({s: c for s, c in codes.items() if not item.is_graded(s)})

    return weight


def _of_source(source: str, codes: Mapping[str, str]) -> Weight:
    def weight(item: Item) -> Fraction:
        mine = {"reliability": codes["reliability"]} if item.source == source else None
        return item.weight(mine)

    return weight


def _first(matrix: Matrix, marks: Marks, weight: Weight) -> tuple[str, ...]:
    return first(sums(marks, matrix.items, matrix.hypotheses, weight=weight))


def trials(matrix: Matrix, marks: Marks, names: list[str]) -> Iterator[Trial]:
    """All of them, in a fixed order."""
    yield from removals(matrix, marks)
    yield from raters(matrix, marks, names)
    yield from gradings(matrix, marks)
