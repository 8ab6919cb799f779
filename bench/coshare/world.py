"""Shares of made-up accounts: few objects are popular, shares come in bursts.

About half of the shares of an object fall into its first hours. There are a tenth as many accounts
as shares, and a million shares make between four and five million pairs within a minute. Ids are
short texts, rows stand in no order.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

MOST = 500


def world(shares: int, *, seed: int = 1) -> pa.Table:
    """About `shares` rows with CooRTweet's columns."""
    import numpy as np
    import pyarrow as pa

    chance = np.random.default_rng(seed)
    popularity = np.minimum(chance.pareto(1.0, shares // 20) + 1, MOST)
    size = np.maximum(popularity * shares / popularity.sum(), 1).round().astype(int)
    thing = np.repeat(np.arange(size.size), size)
    thing = thing[chance.permutation(thing.size)]
    begin = chance.integers(0, 14 * 86_400, size.size)
    lag = chance.exponential(1.0, thing.size) ** 2 * 5_200
    who = (shares // 10 * chance.random(thing.size) ** 1.5).astype(int)
    # The toolkit of QUT keeps whole numbers as such; texts of digits are the same to all.
    return pa.table({
        "object_id": _texts(thing),
        "account_id": _texts(who),
        "content_id": _texts(np.arange(thing.size) + 10_000_000),
        "timestamp_share": 1_700_000_000 + begin[thing] + lag.astype(int),
    })  # fmt: skip


def _texts(numbers: object) -> pa.Array:
    import pyarrow as pa

    return pa.array(numbers).cast(pa.string())


if __name__ == "__main__":
    import pyarrow.csv as arrow_csv

    arrow_csv.write_csv(world(int(sys.argv[1])), sys.argv[2])
