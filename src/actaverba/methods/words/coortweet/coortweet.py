"""The method: shares in, CooRTweet's tables out."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from actaverba.case.finding import Finding
from actaverba.errors import BadSetting
from actaverba.methods.method import Result, Rows, method
from actaverba.methods.words.coortweet import stats
from actaverba.methods.words.coortweet.edges import above, edges_of, table
from actaverba.methods.words.coortweet.flags import fast_table, flag_table, flagged
from actaverba.methods.words.coortweet.given import renamed
from actaverba.methods.words.coortweet.pairing import paired
from actaverba.methods.words.coortweet.shared import ranks, shared
from actaverba.methods.words.coortweet.telling import findings

if TYPE_CHECKING:
    import pyarrow as pa

NO_WINDOW = -1


@method(__file__)
def _compute(
    shares: pa.Table, *, time_window: int, min_participation: int, remove_loops: bool,
    edge_weight: float, fast_window: int, subgraph: int, weight_threshold: str, objects: bool,
    collation: str, most_pairs: int,
) -> tuple[dict[str, Rows], list[Finding]]:  # fmt: skip
    """The tables and findings, for `cooRTweet`."""
    is_fast = fast_window != NO_WINDOW
    if subgraph > 1 and not is_fast:
        raise BadSetting(
            f"--subgraph {subgraph} needs a fast window", cure="Give one: --fast-window 10."
        )
    coded = shared(shares, min_participation)
    pairs = paired(
        coded, time_window=time_window, min_participation=min_participation,
        remove_loops=remove_loops, most_pairs=most_pairs,
    )  # fmt: skip
    name_rank = None if collation == "bytes" else ranks(coded.accounts, collation)
    edges = edges_of(pairs, name_rank)
    edges = edges.with_objects() if objects else edges
    threshold = above(edges.weight, edge_weight)
    shown = np.flatnonzero(threshold) if subgraph == 1 else np.arange(edges.size)
    counted = shown[threshold[shown]] if weight_threshold == "full" else shown
    tables = {
        "groups": pairs.table(),
        "edges": table(edges, threshold, shown),
        "accounts": stats.accounts(edges, counted),
        "objects": stats.objects(edges, shown) if objects else [],
        "flag": [],
        "fast": [],
    }
    flags = None
    if is_fast:
        ordered, flags = flagged(
            pairs, fast_window=fast_window, min_participation=min_participation
        )
        tables["flag"] = flag_table(ordered, flags)
        if flags.any():
            tables["fast"] = fast_table(
                ordered, flags, edge_weight=edge_weight, subgraph=subgraph, name_rank=name_rank
            )
    told = findings(shares, edges, threshold, flags, window=time_window, fast_window=fast_window)
    return tables, told


@functools.wraps(_compute)
def cooRTweet(*tables: Any, **named: Any) -> Result:  # noqa: N802 - the peer's own name
    """What CooRTweet 2.1.3 finds in a table of shares, row for row and in its order.

    Parameters
    ----------
    shares : pyarrow.Table, or anything with the Arrow interface, or a list of dictionaries
        `object_id`, `account_id`, `content_id` and when: `t`, or CooRTweet's own
        `timestamp_share`, in whole seconds or as times. The order of rows matters: it settles
        ties and the order of the results, as in CooRTweet. Ids are compared as texts, byte by
        byte; those of a library call are taken as they are.
    time_window, min_participation, remove_loops : int, int, bool
        As in `detect_groups`. The window is inclusive, in seconds.
    edge_weight, subgraph, objects : float, int, bool
        As in `generate_coordinated_network`.
    fast_window : int, optional
        As the window of `flag_speed_share`; fills the tables `flag` and `fast`.
    weight_threshold : {"none", "full"}
        As in `account_stats`.
    collation : {"bytes", "root"}
        How R would compare names: `bytes` as in the C locale, `root` as in most others.

    Returns
    -------
    Result
        With the Arrow tables `groups`, `edges`, `accounts`, `objects`, `flag` and `fast`, under
        CooRTweet's own column names.

    Raises
    ------
    InputError
        Where a cell is empty or a time is no whole second.
    BadSetting
        Where there would be more pairs than `most_pairs`.

    Notes
    -----
    It assumes nothing of chance: every pair within the window counts. `min_participation` is no
    least number of shared objects, and the threshold is relative to the other edges; see
    `docs/explanation/coortweet.md`.

    Examples
    --------
    >>> import actaverba
    >>> shares = [
    ...     {"object_id": "x", "account_id": "a", "content_id": "1", "timestamp_share": 0},
    ...     {"object_id": "x", "account_id": "b", "content_id": "2", "timestamp_share": 5},
    ... ]
    >>> actaverba.cooRTweet(shares, min_participation=1).edges["weight"].to_pylist()
    [1]
    """
    return _compute(*map(renamed, tables), **{k: _given(k, v) for k, v in named.items()})


def _given(name: str, value: Any) -> Any:
    return renamed(value) if name == "shares" else value
