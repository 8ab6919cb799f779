"""The least that would have to be otherwise for another hypothesis to draw level with the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from actaverba.assessment.hypotheses.matrix import NOUGHT, Marks, Sums, first
from actaverba.vocabulary.codes import code_list


@dataclass(frozen=True)
class Turn:
    """How `hypothesis` would draw level with `leader`, which has `gap` marks fewer.

    `items` are the fewest that would have to be left out, `letters` is the fewest cells whose
    letter would have to be another.
    """

    hypothesis: str
    leader: str
    gap: Fraction
    items: tuple[str, ...]
    letters: int


def turns(marks: Marks, added: Sums) -> list[Turn]:
    """For each hypothesis behind the first, and each that stands first."""
    leaders = first(added)
    return [
        Turn(behind, leader, added[behind] - added[leader],
             _items(marks, behind, leader), _letters(marks, behind, leader))
        for behind in sorted(added, key=lambda h: (added[h], h))
        for leader in leaders
        if behind not in leaders
    ]  # fmt: skip


def _items(marks: Marks, behind: str, leader: str) -> tuple[str, ...]:
    """The items that hold the two apart most, until the gap is closed: no fewer would do."""
    apart = {e: row[behind] - row[leader] for e, row in marks.items()}
    return tuple(_until_closed(apart))


def _letters(marks: Marks, behind: str, leader: str) -> int:
    """The cells that could close most of the gap, until it is closed."""
    gap = sum((row[behind] - row[leader] for row in marks.values()), NOUGHT)
    most = Fraction(max(code.against for code in code_list("rating").codes.values()))
    gains: dict[str, Fraction] = {}
    for evidence, row in marks.items():
        gains[f"{evidence} behind"] = row[behind]
        gains[f"{evidence} leader"] = most - row[leader]
    return len(_until_closed(gains, gap))


def _until_closed(gains: Mapping[str, Fraction], gap: Fraction | None = None) -> list[str]:
    left = sum(gains.values(), NOUGHT) if gap is None else gap
    taken = []
    for name in sorted(gains, key=lambda n: (-gains[n], n)):
        if left <= 0:
            break
        left -= gains[name]
        taken.append(name)
    return taken
