"""The method: shares or posts in, groups of accounts with what may explain them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actaverba.case.finding import Finding
from actaverba.errors import BadSetting
from actaverba.methods.method import Rows, method
from actaverba.methods.words.coordination.found import NOT_ENOUGH, picture
from actaverba.methods.words.coordination.measuring import Record
from actaverba.methods.words.coordination.pairs import bound_for, search
from actaverba.methods.words.coordination.planted import planted
from actaverba.methods.words.coordination.power import power
from actaverba.methods.words.coordination.shares import first_shares
from actaverba.methods.words.coordination.source import source
from actaverba.methods.words.coordination.tables import tables
from actaverba.methods.words.coordination.telling import MIDDLING, findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

PRUNE = {"auto": None, "yes": True, "no": False}
OF_TWO = 2
A_YEAR = 31_536_000


@method(__file__)
def coordination(
    shares: pa.Table | None = None, posts: pa.Table | None = None,
    accounts: pa.Table | None = None, objects: pa.Table | None = None,
    outlets: pa.Table | None = None, *, windows: Sequence[str], alpha: float, bound: str,
    kinds: Sequence[str], least_accounts: int, pairs: bool, prune: str, take_from: str,
) -> tuple[dict[str, Rows], list[Finding]]:  # fmt: skip
    """Which accounts share the same things at the same time more often than chance has it.

    Every pair is tested exactly against what all others do with the same objects, and against
    its own speed of reaction. Groups that known facts explain are set aside, and the rest is
    tested again. It assumes that most sharers of an object act alone; it cannot tell a team
    from anything else that ties accounts together and is not on record, and says so.

    Parameters
    ----------
    shares, posts, accounts, objects, outlets : pyarrow.Table, or anything like it
        Shares or posts are needed; the others say what is known of accounts and objects.
    windows : sequence of int
        Seconds that two shares may lie apart.
    alpha : float
        False discovery rate at which a pair is reported.

    Returns
    -------
    Result
        Tables `groups`, `members`, `explanations`, `pairs`, `edges`, `objects`, `meetings`,
        `limits`, `power`, `planted`.
    """
    from_rows = source(shares, posts, asked=take_from, kinds=kinds)
    known = from_rows.objects(objects)
    record = Record(accounts, known, outlets, objects)
    first = first_shares(from_rows.shares, known, kinds=kinds)
    searched = search(
        first, windows=_seconds(windows), alpha=alpha, bound=bound_for(first, bound),
        prune=PRUNE[prune],
    )  # fmt: skip
    told_from = OF_TWO if pairs else least_accounts
    seen = picture(first, searched, record, least=least_accounts, told_from=told_from)
    could = power(first, searched)
    is_left = any(found.grade != NOT_ENOUGH for found in seen.groups)
    plants = [] if is_left else planted(first, searched, accounts=(MIDDLING,))
    return (
        tables(seen, record, could) | {"planted": [vars(one) for one in plants]},
        findings(seen, from_rows, record, could, plants, told_from=told_from),
    )


def _seconds(windows: Sequence[str]) -> tuple[int, ...]:
    """The windows as whole seconds, each once, in order."""
    try:
        found = sorted({int(w) for w in windows})
    except ValueError:
        found = []
    if not found or found[0] < 0 or found[-1] > A_YEAR:
        raise BadSetting(
            f"--windows cannot be {','.join(map(str, windows))!r}",
            cure=f"It takes whole seconds from 0 to {A_YEAR}, such as 10,60,600.",
        )
    return tuple(found)
