"""Our peer mode on one file: CPU seconds of the call, peak bytes, counts; then whose pairs."""

from __future__ import annotations

import json
import sys
import time

import pyarrow.parquet as pq

import actaverba
from bench.coshare.pairs import digest
from figures.timing import own_peak


def main() -> None:
    shares = pq.read_table(sys.argv[1])
    # Imports and what is compiled at first use are no part of the work.
    actaverba.cooRTweet(shares.slice(0, 1000), time_window=60)
    start = time.process_time()
    found = actaverba.cooRTweet(shares, time_window=60, min_participation=1)
    seconds = time.process_time() - start
    told = {"seconds": seconds, "peak": own_peak(), "rows": shares.num_rows,
            "pairs": found.groups.num_rows, "edges": found.edges.num_rows}  # fmt: skip
    if len(sys.argv) > 2:
        told["digest"] = digest(zip(found.edges["from"].to_pylist(),
                                    found.edges["to"].to_pylist(), strict=True))  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main()
