"""The matrix: letters of several raters, the marks against each hypothesis, and their sums.

All sums are exact fractions, so that a tie is a tie whatever the order of the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from actaverba.assessment.hypotheses.items import Item
from actaverba.case.rated import Rated
from actaverba.vocabulary.codes import Code, code_list

Marks = Mapping[str, Mapping[str, Fraction]]
"""Item to hypothesis to the marks that the item puts against it."""
Sums = dict[str, Fraction]
NOUGHT = Fraction(0)
NOT_APPLICABLE = "NA"


@dataclass(frozen=True)
class Matrix:
    """Items by hypotheses; a cell holds the letter of each rater who gave one."""

    hypotheses: tuple[str, ...]
    items: Mapping[str, Item]
    cells: Mapping[tuple[str, str], Mapping[str, str]]
    fill_blanks: bool = False

    def letters(self, evidence: str, hypothesis: str) -> Mapping[str, str]:
        return self.cells.get((evidence, hypothesis), {})

    def marks(self, raters: Collection[str] | None = None) -> Marks:
        """The marks of the items that are rated against every hypothesis, as the mean over
        the raters. Where blanks are filled, every item counts and a blank puts no mark."""
        found: dict[str, dict[str, Fraction]] = {}
        for evidence, item in self.items.items():
            row = {h: self._mark(evidence, h, raters) for h in self.hypotheses}
            known = {h: mark for h, mark in row.items() if mark is not None}
            is_whole = len(known) == len(row) or (self.fill_blanks and bool(known))
            if item.is_known and is_whole:
                found[evidence] = {h: known.get(h, NOUGHT) for h in self.hypotheses}
        return found

    def _mark(
        self, evidence: str, hypothesis: str, raters: Collection[str] | None
    ) -> Fraction | None:
        given = self.letters(evidence, hypothesis)
        return mean(against(x) for by, x in given.items() if raters is None or by in raters)

    def diagnosticity(self, evidence: str) -> Fraction | None:
        """How far the letters of an item lie apart: the mean difference over all pairs of
        hypotheses, from 0 (it bears on all alike) up; None where no two can be compared."""
        leans = [self._lean(evidence, h) for h in self.hypotheses]
        return mean(abs(a - b) for a, b in combinations([x for x in leans if x is not None], 2))

    def _lean(self, evidence: str, hypothesis: str) -> Fraction | None:
        letters = self.letters(evidence, hypothesis).values()
        return mean(Fraction(_codes(x).weight) for x in letters if x != NOT_APPLICABLE)


def matrix(
    hypotheses: Sequence[str], found: Rated, item: Callable[[str], Item], *, fill_blanks: bool
) -> Matrix:
    """The matrix of the ratings that count, of the hypotheses that there are."""
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for (evidence, hypothesis, by), letter in sorted(found.letters.items()):
        if hypothesis in hypotheses:
            cells.setdefault((evidence, hypothesis), {})[by] = letter
    items = {evidence: item(evidence) for evidence in sorted({e for e, _ in cells})}
    return Matrix(tuple(hypotheses), items, cells, fill_blanks)


def against(letter: str) -> Fraction:
    """The marks that a letter puts against a hypothesis."""
    return Fraction(_codes(letter).against)


def _codes(letter: str) -> Code:
    return code_list("rating").codes[letter]


def mean(values: Iterable[Fraction]) -> Fraction | None:
    listed = list(values)
    return sum(listed, NOUGHT) / len(listed) if listed else None


def plain(item: Item) -> Fraction:
    """The weight of every item in the plain sum."""
    return Fraction(1)


def sums(
    marks: Marks, items: Mapping[str, Item], hypotheses: Iterable[str], *,
    weight: Callable[[Item], Fraction] = plain, without: Collection[str] = (),
) -> Sums:  # fmt: skip
    """The marks against each hypothesis, added over the items."""
    weights = {e: weight(items[e]) for e in marks if e not in without}
    return {h: sum((w * marks[e][h] for e, w in weights.items()), NOUGHT) for h in hypotheses}


def first(added: Sums) -> tuple[str, ...]:
    """The hypotheses with the fewest marks; several where they are level.

    >>> first({"a": Fraction(2), "b": Fraction(1), "c": Fraction(1)})
    ('b', 'c')
    """
    least = min(added.values(), default=NOUGHT)
    return tuple(sorted(h for h, n in added.items() if n == least))


def rank(added: Sums, hypothesis: str) -> int:
    """The place from the fewest marks on; level ones share it."""
    return 1 + sum(n < added[hypothesis] for n in added.values())


def printed(value: Fraction) -> float | int:
    """A sum as it is stored and printed: whole, or to three decimals."""
    return int(value) if value.denominator == 1 else round(float(value), 3)


def said(value: Fraction) -> float | int:
    """A sum as it stands in a sentence: to one decimal, unless that were nought."""
    return printed(value) if value.denominator == 1 else round(float(value), 1) or printed(value)
