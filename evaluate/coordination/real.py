"""Real look-alikes: accounts whose ties are known and innocent, or which have none.

`uploads`: packages of one distribution whose changes are shared word for word (see
`uploads.py`); many belong to one person, who uploads them in a sitting.
`mentions`: outlets that carry the same events in one quarter of an hour (GDELT): real
syndication, with times that tell nothing, since all are the same.
`relays`: outlets that passed on two statements, dated to the day (the bundled case).
"""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import actaverba
from actaverba.kernels.proportions import wilson
from evaluate.coordination.uploads import FILE
from figures.record import Figure

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("ACTAVERBA_DATA", ROOT.parent / "shared" / "data"))
MENTIONS = DATA / "events" / "gdelt2_mentions_20170101073000.parquet"
RELAYS = ROOT / "src" / "actaverba" / "cases" / "serbia-2025" / "relays.csv"


def figures() -> dict[str, Figure]:
    rows = pq.read_table(FILE).to_pylist()
    shares = [(f"change{r['change']}", r["package"], r["upload"], r["t"]) for r in rows]
    of = defaultdict(Counter)
    for row in rows:
        of[row["package"]][row["uploader"]] += 1
    owners = [
        {"account": package, "platform": "uploads", "owner": f"uploader {who.most_common(1)[0][0]}"}
        for package, who in sorted(of.items())
    ]
    made = {
        **_told("real_uploads_owners_known", shares, owners),
        **_told("real_uploads", shares),
        **_told("real_relays", _relays()),
    }
    return made | (_told("real_mentions", _mentions()) if MENTIONS.exists() else {})


def _mentions() -> list[tuple[str, str, str, int]]:
    return [
        (r["GLOBALEVENTID"], r["MentionSourceName"], f"{r['MentionIdentifier']}#{n}",
         int(datetime.strptime(r["MentionTimeDate"] + "+0000", "%Y%m%d%H%M%S%z").timestamp()))
        for n, r in enumerate(pq.read_table(MENTIONS).to_pylist())
    ]  # fmt: skip


def _relays() -> list[tuple[str, str, str, int]]:
    """Items with a whole date; nothing is known of the time of day."""
    found = []
    with RELAYS.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if len(row["published"] or "") == len("2025-05-31"):
                day = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)
                found.append((row["statement"], row["host"], row["id"], int(day.timestamp())))
    return found


def _told(
    name: str, shares: list[tuple[str, str, str, int]], accounts: list[dict[str, Any]] | None = None
) -> dict[str, Figure]:
    """The share of accounts in a group that stands, and how many CooRTweet's defaults flag."""
    columns = [list(values) for values in zip(*shares, strict=True)]
    table = pa.table(columns, names=["object_id", "account_id", "content_id", "t"])
    result = actaverba.coordination(table, accounts=accounts)
    grade = {row["group"]: row["grade"] for row in result.groups.to_pylist()}
    members = {
        row["account"] for row in result.members.to_pylist()
        if grade[row["group"]] != "not_enough_evidence"
    }  # fmt: skip
    n = len(set(columns[1]))
    found = [p for p in result.planted.to_pylist() if (p["accounts"], p["objects"]) == (5, 10)]
    power = ", ".join(f"{p['found']}/{p['teams']} within {p['seconds']} s" for p in found)
    note = (
        f"accounts in a group that stands; {len(shares)} shares, {len(set(columns[0]))} objects,"
        f" {len(grade)} groups in all"
        + (f"; of planted teams of 5 with 10 objects {power} would be found" if power else "")
    )
    flagged: set[str] = set()
    peer = actaverba.cooRTweet(table, time_window=60, min_participation=2)
    for row in peer.edges.to_pylist():
        if row["weight_threshold"]:
            flagged |= {row["from"], row["to"]}
    return {
        f"{name}_accounts_standing": Figure(
            len(members) / n, *wilson(len(members), n), n=n, note=note
        ),
        f"{name}_accounts_coortweet_60s": Figure(
            len(flagged) / n, *wilson(len(flagged), n), n=n,
            note="accounts with an edge flagged at the default quantile",
        ),
    }  # fmt: skip
