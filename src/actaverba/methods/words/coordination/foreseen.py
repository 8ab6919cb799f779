"""Power before any verdict: which planted teams would be found in the shares of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actaverba.errors import NotApplicable
from actaverba.methods.words.coordination.pairs import bound_for, search
from actaverba.methods.words.coordination.planted import SEED, Planted, planted
from actaverba.methods.words.coordination.shares import first_shares
from actaverba.methods.words.coordination.source import Source, source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actaverba.case.case import Case


def shares_of(case: Case) -> Source:
    """The shares of a case, or those that its posts hold."""
    return source(case.plain("shares"), case.plain("posts"), asked="auto", kinds=())


def foreseen(
    case: Case, *, windows: Sequence[int] = (10, 60, 600), seed: int | None = None
) -> list[Planted]:
    """How many planted teams `coordination` would find in a case at its defaults."""
    from_rows = shares_of(case)
    first = first_shares(from_rows.shares, from_rows.objects(case.plain("objects")))
    if not first.t.size:
        raise NotApplicable(
            "the case holds no shares and no posts that share anything", where=str(case.path),
            cure="Read a table of shares or posts into it first.",
        )  # fmt: skip
    searched = search(first, windows=windows, bound=bound_for(first, "auto"))
    return planted(first, searched, seed=SEED if seed is None else seed)
