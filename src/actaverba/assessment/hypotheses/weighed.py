"""The matrix with everything that is computed of it, for the tables and the findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from actaverba.assessment.hypotheses.items import Item, named
from actaverba.assessment.hypotheses.leaving import Trial
from actaverba.assessment.hypotheses.matrix import Marks, Matrix, Sums, sums
from actaverba.assessment.hypotheses.turning import Turn, turns
from actaverba.case.finding import Evidence
from actaverba.case.rated import Rated
from actaverba.methods.counting import Row, evidence

FEW_WORDS, MOST_IN_WORDS = 5, 4


@dataclass(frozen=True)
class Weighed:
    """The matrix with everything that was computed of it. `ratings` are all of them; `short`
    says of a hypothesis in a few words what it is, where somebody wrote that down."""

    matrix: Matrix
    marks: Marks
    rated: Rated
    trials: tuple[Trial, ...]
    ratings: tuple[Row, ...]
    short: Mapping[str, str] = field(default_factory=dict)

    def sums_of(self, marks: Marks) -> Sums:
        return sums(marks, self.matrix.items, self.matrix.hypotheses)

    @cached_property
    def plain(self) -> Sums:
        return self.sums_of(self.marks)

    @cached_property
    def weighted(self) -> Sums:
        return sums(self.marks, self.matrix.items, self.matrix.hypotheses, weight=Item.weight)

    @cached_property
    def turns(self) -> list[Turn]:
        return turns(self.marks, self.plain) if self.marks else []

    def label(self, hypothesis: str) -> str:
        """The hypothesis as it stands in a sentence: an id alone says nothing to a reader."""
        short = self.short.get(hypothesis)
        return f"{hypothesis} ({short})" if short else hypothesis

    def named(self, evidence: Iterable[str]) -> list[str]:
        """Items as they stand in a sentence: the id of the row, and where they are few, a few
        words of it."""
        items = [self.matrix.items[one] for one in evidence]
        return [named(item, FEW_WORDS if len(items) <= MOST_IN_WORDS else 0) for item in items]

    def of(self, kind: str, sum_name: str) -> list[Trial]:
        return [t for t in self.trials if (t.kind, t.sum) == (kind, sum_name)]

    def letters(self, hypothesis: str) -> list[str]:
        """The letters of a hypothesis among the items that count, of all raters."""
        return [x for e in self.marks for x in self.matrix.letters(e, hypothesis).values()]

    def order(self) -> list[str]:
        return sorted(self.plain, key=lambda h: (self.plain[h], h))

    def by_diagnosticity(self) -> list[str]:
        """The items, those that tell the hypotheses apart most first."""
        apart = {e: self.matrix.diagnosticity(e) for e in self.matrix.items}
        return sorted(apart, key=lambda e: (-(apart[e] or 0), e))

    def rows(self, names: Iterable[str], role: str) -> tuple[Evidence, ...]:
        """The rows of some items, as far as they are in the case."""
        found = [self.matrix.items[name] for name in names]
        return tuple(
            e for item in found if item.row is not None
            for e in evidence(item.table, [item.row], role)
        )  # fmt: skip
