"""The rows that carry a group: shares at which its accounts met, and what is on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from actaverba.case.finding import Evidence
from actaverba.engine.typed import row_ids
from actaverba.methods.words.coordination.found import Found, Picture
from actaverba.methods.words.coordination.known import Values
from actaverba.methods.words.coordination.measuring import Record
from actaverba.methods.words.coordination.source import Source

Ints = NDArray[np.int64]

# A finding cites this many shares at most, and rows on record for each explanation.
MOST_SHARES = 100
MOST_ROWS = 20


def carrying(picture: Picture, found: Found) -> Ints:
    """The shares at which accounts of a group met: objects of most accounts first."""
    part, g = found.part, found.g
    met = part.meetings_of(g)
    shares = np.unique(np.concatenate([part.meetings.share_a[met], part.meetings.share_b[met]]))
    at = picture.shares.object[shares]
    here = part.objects_of(g)
    accounts = part.seen.accounts_at[here][np.searchsorted(part.seen.object[here], at)]
    carried: Ints = shares[np.lexsort((shares, at, -accounts))]
    return carried


def evidence(
    picture: Picture, some: Sequence[Found], source: Source, record: Record
) -> list[tuple[Evidence, ...]]:
    """The evidence of each of some groups, with one look at each table."""
    shares = [carrying(picture, found)[:MOST_SHARES] for found in some]
    places = [[int(p) for p in picture.shares.place[s]] for s in shares]
    ids = source.ids([p for group in places for p in group])
    on_record = [_on_record(found) for found in some]
    rows = {
        table: _ids(table, record, [row for told in on_record for t, row, _ in told if t == table])
        for table in ("accounts", "objects")
    }
    return [
        (
            *(Evidence(source.table, ids[p], "shared together") for p in group),
            *(Evidence(t, rows[t][row], role) for t, row, role in told if row in rows[t]),
        )
        for group, told in zip(places, on_record, strict=True)
    ]


def _ids(table: str, record: Record, rows: Sequence[int]) -> Mapping[int, str]:
    """Ids by row; what only posts tell of an object has no row of its own."""
    given = record.accounts if table == "accounts" else record.cited_objects
    wanted = sorted({row for row in rows if given is not None and row < given.num_rows})
    if given is None or not wanted:
        return {}
    return dict(zip(wanted, row_ids(table, given, wanted), strict=True))


def _on_record(found: Found) -> list[tuple[str, int, str]]:
    """Rows of accounts and objects that speak for what may explain the group."""
    seen = found.part.seen
    members, objects = found.part.members_of(found.g), found.part.objects_of(found.g)
    what = {v.explanation: v.what for v in found.verdicts if v.status in ("supported", "plausible")}
    told: list[tuple[str, int, str]] = []
    if "single_feed" in what:
        told += _rows("accounts", seen.owner, members, what["single_feed"], "names the owner")
    if "benign_automation" in what:
        told += _rows("accounts", seen.automated, members, "yes", "says that it is automated")
    if "syndicated_wire" in what:
        told += _rows("accounts", seen.host, members, None, "names its outlet")
        told += _rows("objects", seen.domain, objects, what["syndicated_wire"], "names the host")
    if "audience" in what:
        told += _rows("objects", seen.author, objects, what["audience"], "names the author")
    return list(dict.fromkeys(told))


def _rows(
    table: str, values: Values, some: slice, name: str | None, role: str
) -> list[tuple[str, int, str]]:
    """Rows that say one name, or any where none is given."""
    found = [
        (table, int(row), role)
        for code, row in zip(values.code[some], values.row[some], strict=True)
        if row >= 0 and code >= 0 and name in (None, values.name(int(code)))
    ]
    return found[:MOST_ROWS]
