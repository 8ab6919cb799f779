"""Our peer mode on one file: CPU seconds of reading it and of the call, peak bytes, counts.

`python -m bench.coshare.ours SHARES.csv WINDOW [digest]`; the digest is of the pairs of accounts.
"""

from __future__ import annotations

import json
import sys
import time

import pyarrow.csv as arrow_csv

import actaverba
from bench.coshare.pairs import digest
from figures.timing import own_peak


def main() -> None:
    path, window = sys.argv[1], int(sys.argv[2])
    # Imports are no part of the work.
    actaverba.cooRTweet(arrow_csv.read_csv(path).slice(0, 1000), time_window=window)
    start = time.process_time()
    shares = arrow_csv.read_csv(path)
    read = time.process_time()
    found = actaverba.cooRTweet(shares, time_window=window, min_participation=1, objects=False)
    end = time.process_time()
    told = {
        "seconds": end - read, "reading": read - start, "peak": own_peak(),
        "rows": shares.num_rows, "pairs": found.groups.num_rows, "edges": found.edges.num_rows,
    }  # fmt: skip
    if sys.argv[3:]:
        ends = (found.edges[c].to_pylist() for c in ("from", "to"))
        told["digest"] = digest(zip(*ends, strict=True))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
