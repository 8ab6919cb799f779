"""What the peer's tables say when they are counted, and what its numbers do not mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from actaverba.case.finding import Evidence, Finding
from actaverba.engine.typed import row_ids
from actaverba.errors import InputError
from actaverba.methods.words.coortweet.edges import Edges
from actaverba.methods.words.coortweet.shared import Flags

if TYPE_CHECKING:
    import pyarrow as pa

CITED = 20


def findings(
    shares: pa.Table, edges: Edges, threshold: Flags, flags: Flags | None, *, window: int,
    fast_window: int,
) -> list[Finding]:  # fmt: skip
    """Counts of pairs, edges, thresholds and flags; none says that anybody acted together."""
    pairs = edges.paired
    if not pairs.size:
        params = {"n": 0, "window": window}
        none = Finding("how many pairs", "all shares", "pairs.none", params, value=0.0,
                       n=shares.num_rows, unit="PAIRS", grade="not_enough_evidence")  # fmt: skip
        return [none]
    is_joined = np.zeros(len(pairs.shared.accounts), bool)
    is_joined[edges.a] = is_joined[edges.b] = True
    once = int((edges.weight == 1).sum())
    heaviest = np.flatnonzero(edges.weight == edges.weight.max())
    told = [
        _counted("how many pairs", "pairs.count", pairs.size, "PAIRS", of=shares.num_rows,
                 params={"window": window, "accounts": int(is_joined.sum()), "edges": edges.size}),
        _counted("how many edges of one pair", "edges.once", once, "EDGES", of=edges.size,
                 params={"edges": edges.size}),
        _counted("how heavy is the heaviest edge", "edges.heaviest", int(edges.weight.max()),
                 "PAIRS", of=edges.size, params={"edges": int(heaviest.size)},
                 evidence=_shares_of(shares, edges, int(heaviest[0]))),
        _counted("how many edges above the threshold", "edges.above", int(threshold.sum()),
                 "EDGES", of=edges.size, params={"edges": edges.size}),
    ]  # fmt: skip
    if flags is not None:
        told.append(
            _counted("how many flagged pairs", "pairs.flagged", int(flags.sum()), "PAIRS",
                     of=pairs.size, params={"window": fast_window, "pairs": pairs.size})
        )  # fmt: skip
    return told


def _counted(
    question: str, message: str, n: int, unit: str, *, of: int, params: dict[str, Any],
    evidence: tuple[Evidence, ...] = (),
) -> Finding:  # fmt: skip
    return Finding(
        question, "all shares", message, {"n": n, **params}, value=float(n), unit=unit, n=of,
        evidence=evidence,
    )  # fmt: skip


def _shares_of(shares: pa.Table, edges: Edges, which: int) -> tuple[Evidence, ...]:
    """The first shares that carry an edge, as evidence."""
    pairs = edges.paired
    carrying = np.flatnonzero(edges.of == which)[:CITED]
    places = np.unique(np.concatenate([pairs.earlier[carrying], pairs.later[carrying]]))
    rows = [int(r) for r in np.sort(pairs.shared.place[places])]
    try:
        ids = row_ids("shares", shares, rows)
    except InputError:
        return ()  # no case would take these rows (a time before 1970), so they have no id
    return tuple(Evidence("shares", row, "in a pair of the edge") for row in ids)
