"""The coordination-network-toolkit of QUT on one file, run by an interpreter that has it.

`python qut.py read SHARES.csv DATABASE`, then `compute`, which is timed from outside as a
process of its own, then `digest`, which prints the pairs' digest.
"""

from __future__ import annotations

import csv
import sqlite3
import sys

from coordination_network_toolkit.compute_networks import compute_co_retweet_parallel
from coordination_network_toolkit.preprocess import preprocess_data
from pairs import digest

WINDOW = 60


def read(shares: str, database: str) -> None:
    with open(shares, encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        messages = ((post, who, who, what, "", "", int(t), []) for what, who, post, t in rows)
        preprocess_data(database, messages)


def compute(database: str) -> None:
    compute_co_retweet_parallel(database, WINDOW, n_threads=1)


def told(database: str) -> str:
    found = sqlite3.connect(database).execute(
        "select user_1, user_2 from co_retweet_network where user_1 <> user_2"
    )
    return digest((str(a), str(b)) for a, b in found)


if __name__ == "__main__":
    step, shares, database = sys.argv[1:]
    if step == "read":
        read(shares, database)
    elif step == "compute":
        compute(database)
    else:
        print(told(database))
