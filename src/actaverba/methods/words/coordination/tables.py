"""The result tables, as rows and Arrow tables; groups by their number, in the order told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from actaverba.methods.counting import text
from actaverba.methods.words.coordination.columns import instants, joined
from actaverba.methods.words.coordination.explaining import Verdict
from actaverba.methods.words.coordination.found import Found, Picture
from actaverba.methods.words.coordination.measuring import Record
from actaverba.methods.words.coordination.meeting import most_partners
from actaverba.methods.words.coordination.power import Power

Ints = NDArray[np.int64]
Made = dict[str, Any]

# The meetings that are listed: of a pair, and of a group.
MOST_OF_PAIR = 10
MOST_OF_GROUP = 1000
# The groups and the objects of each that the timeline draws.
MOST_DRAWN = 12
MOST_MARKS = 40


def tables(picture: Picture, record: Record, power: list[Power]) -> dict[str, Any]:
    numbered = list(enumerate(picture.groups, 1))
    return {
        "groups": [_group(picture, n, found) for n, found in numbered],
        "members": [row for n, found in numbered for row in _members(picture, n, found, record)],
        "explanations": [
            _explanation(n, verdict) for n, found in numbered for verdict in found.verdicts
        ],
        "pairs": joined([_pairs(picture, n, found) for n, found in numbered], PAIRS),
        "edges": joined([_edges(picture, n, found) for n, found in numbered], EDGES),
        "objects": joined([_objects(picture, n, found) for n, found in numbered], OBJECTS),
        "meetings": joined([_meetings(picture, n, found) for n, found in numbered], MEETINGS),
        "timeline": [
            row for n, found in numbered[:MOST_DRAWN] for row in _timeline(picture, n, found)
        ],
        "limits": _limits(picture),
        "power": [vars(one) for one in power],
    }


def _group(picture: Picture, n: int, found: Found) -> Made:
    part, g = found.part, found.g
    seen, pairs = part.seen, part.groups.pairs
    chosen, met = part.pairs_of(g), part.meetings_of(g)
    times = np.concatenate([part.meetings.t_a[met], part.meetings.t_b[met]])
    accounts = found.accounts
    return {
        "group": n,
        "key": found.key,
        "accounts": accounts,
        "pairs": int(seen.pairs[g]),
        "density": float(chosen.size / (accounts * (accounts - 1) / 2)),
        "objects": int(seen.objects[g]),
        "meetings": int(seen.met[g]),
        "sittings": int(seen.sittings[g]),
        "listed": int(_listed(part.meetings.key[met]).size),
        "window": int(pairs.window[chosen].max()),
        "p": float(pairs.p[chosen].min()),
        "q": float(pairs.q[chosen].max()),
        "surviving": int(seen.surviving[g]),
        "grade": found.grade,
        "explained_by": _joined_codes(found.of_status("supported")),
        "plausible": _joined_codes(found.of_status("plausible")),
        "not_examined": _joined_codes(found.of_status("not_examined")),
        "first": instants(times.min(keepdims=True))[0],
        "last": instants(times.max(keepdims=True))[0],
        "nth_pass": part.groups.nth_pass,
    }


def _joined_codes(codes: list[str]) -> str | None:
    return ";".join(codes) or None


def _members(picture: Picture, n: int, found: Found, record: Record) -> list[Made]:
    part, g = found.part, found.g
    here = part.members_of(g)
    seen, chosen = part.seen, part.pairs_of(g)
    member = seen.member[here]
    partners = np.concatenate([part.groups.pairs.a[chosen], part.groups.pairs.b[chosen]])
    met = part.meetings_of(g)
    shares = np.unique(np.concatenate([part.meetings.share_a[met], part.meetings.share_b[met]]))
    of_share = picture.shares.account[shares]
    hosts = [seen.host.name(c) for c in seen.host.code[here]]
    kinds = _outlet_kinds(hosts, record)
    return [
        {
            "group": n,
            "account": name,
            "partners": int((partners == code).sum()),
            "objects": int((of_share == code).sum()),
            "owner": seen.owner.name(owner),
            "disclosed_automation": seen.automated.name(automated) or "unknown",
            "host": host,
            "outlet_kind": kinds.get(host or "", "unknown"),
        }
        for code, name, owner, automated, host in zip(
            member, picture.shares.accounts.take(pa.array(member)).to_pylist(),
            seen.owner.code[here], seen.automated.code[here], hosts, strict=True,
        )
    ]  # fmt: skip


def _outlet_kinds(hosts: list[str | None], record: Record) -> Mapping[str, str]:
    if record.outlets is None:
        return {}
    wanted = set(hosts)
    return {
        text(row, "host"): text(row, "kind")
        for row in record.outlets.select(["host", "kind"]).to_pylist()
        if row["host"] in wanted
    }


def _explanation(n: int, verdict: Verdict) -> Made:
    return {
        "group": n,
        "explanation": verdict.explanation,
        "status": verdict.status,
        "fits": verdict.fits,
        "known": verdict.known,
        "of": verdict.of,
        "least": verdict.least,
        "what": verdict.what,
        "why": verdict.innocent().why,
    }


PAIRS = {
    "group": pa.int64(), "a": pa.string(), "b": pa.string(), "window": pa.int64(),
    "met": pa.int64(), "expected": pa.float64(), "shared": pa.int64(), "p": pa.float64(),
    "q": pa.float64(), "p_reaction": pa.float64(), "q_reaction": pa.float64(),
    "survives_reaction": pa.bool_(),
}  # fmt: skip
EDGES = {
    "a": pa.string(), "b": pa.string(), "weight": pa.int64(), "first": pa.string(),
    "last": pa.string(), "group": pa.int64(),
}  # fmt: skip
OBJECTS = {
    "group": pa.int64(), "object_id": pa.string(), "accounts": pa.int64(), "sharers": pa.int64(),
    "first": pa.string(), "published": pa.string(), "author": pa.string(), "host": pa.string(),
}  # fmt: skip
MEETINGS = {
    "group": pa.int64(), "a": pa.string(), "b": pa.string(), "object_id": pa.string(),
    "a_at": pa.string(), "b_at": pa.string(), "seconds": pa.int64(), "chance": pa.float64(),
}  # fmt: skip


def _pairs(picture: Picture, n: int, found: Found) -> dict[str, Any]:
    chosen = found.part.pairs_of(found.g)
    pairs = found.part.groups.pairs
    names = picture.shares.accounts
    columns: dict[str, Any] = {
        name: getattr(pairs, name)[chosen]
        for name in PAIRS
        if name not in ("group", "a", "b", "survives_reaction")
    }
    return {
        **columns,
        "group": np.full(chosen.size, n),
        "a": names.take(pa.array(pairs.a[chosen])),
        "b": names.take(pa.array(pairs.b[chosen])),
        "survives_reaction": pairs.q_reaction[chosen] <= found.part.groups.alpha,
    }


def _edges(picture: Picture, n: int, found: Found) -> dict[str, Any]:
    """The pairs of a group, each with when it met; a reported pair has met at least once."""
    part = found.part
    chosen, met = part.pairs_of(found.g), part.meetings_of(found.g)
    pairs, all_ = part.groups.pairs, part.meetings
    order = met[np.argsort(all_.key[met], kind="stable")]
    key = all_.key[order]
    begins = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    own = pairs.a[chosen].astype(np.int64) << 32 | pairs.b[chosen]
    at = np.searchsorted(key[begins], own)
    first = np.minimum.reduceat(np.minimum(all_.t_a[order], all_.t_b[order]), begins)
    last = np.maximum.reduceat(np.maximum(all_.t_a[order], all_.t_b[order]), begins)
    names = picture.shares.accounts
    return {
        "a": names.take(pa.array(pairs.a[chosen])),
        "b": names.take(pa.array(pairs.b[chosen])),
        "weight": pairs.met[chosen],
        "first": instants(first[at]),
        "last": instants(last[at]),
        "group": np.full(chosen.size, n),
    }


def _objects(picture: Picture, n: int, found: Found) -> dict[str, Any]:
    here, seen, shares = found.part.objects_of(found.g), found.part.seen, picture.shares
    order = np.argsort(-seen.accounts_at[here], kind="stable")
    at = seen.object[here][order]
    is_known = shares.published_known[at]
    published = pc.if_else(
        pa.array(is_known),
        pa.array(instants(shares.published[at]), pa.string()),
        pa.scalar(None, pa.string()),
    )
    return {
        "group": np.full(at.size, n),
        "object_id": shares.objects.take(pa.array(at)),
        "accounts": seen.accounts_at[here][order],
        "sharers": shares.size[at],
        "first": instants(shares.t[shares.start[at]]),
        "published": published,
        "author": [seen.author.name(c) for c in seen.author.code[here][order]],
        "host": [seen.domain.name(c) for c in seen.domain.code[here][order]],
    }


def _timeline(picture: Picture, n: int, found: Found) -> list[Made]:
    here, seen = found.part.objects_of(found.g), found.part.seen
    # Objects of most accounts first, as in the table of objects.
    order = np.argsort(-seen.accounts_at[here], kind="stable")[:MOST_MARKS]
    names = picture.shares.objects.take(pa.array(seen.object[here][order])).to_pylist()
    return [
        {
            "row": f"group {n}, {found.accounts} accounts",
            "date": _day(int(at)),
            "object_id": name,
            "grade": found.grade,
        }
        for name, at in zip(names, seen.first_at[here][order], strict=True)
    ]


def _day(seconds: int) -> date | None:
    """The day in UTC; none outside the calendar."""
    ordinal = date(1970, 1, 1).toordinal() + seconds // 86_400
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def _meetings(picture: Picture, n: int, found: Found) -> dict[str, Any]:
    all_, shares = found.part.meetings, picture.shares
    met = found.part.meetings_of(found.g)
    met = met[_listed(all_.key[met])]
    return {
        "group": np.full(met.size, n),
        "a": shares.accounts.take(pa.array(all_.key[met] >> 32)),
        "b": shares.accounts.take(pa.array(all_.key[met] & 0xFFFFFFFF)),
        "object_id": shares.objects.take(pa.array(all_.object[met])),
        "a_at": instants(all_.t_a[met]),
        "b_at": instants(all_.t_b[met]),
        "seconds": np.abs(all_.t_a[met] - all_.t_b[met]),
        "chance": all_.chance[met],
    }


def _listed(key: Ints) -> Ints:
    """Which meetings of a group are listed: the first of each pair, as long as there is room."""
    if not key.size:
        return np.empty(0, np.int64)
    begins = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    nth = np.arange(key.size) - np.repeat(begins, np.diff(np.append(begins, key.size)))
    return np.flatnonzero(nth < MOST_OF_PAIR)[:MOST_OF_GROUP]


def _limits(picture: Picture) -> list[Made]:
    searched, shares = picture.searched, picture.shares
    told = {
        "shares": shares.t.size,
        "accounts": len(shares.accounts),
        "objects": len(shares.objects),
        **{f"shares_{why}": n for why, n in sorted(shares.dropped.items())},
        "objects_with_known_publication": int(shares.published_known.sum()),
        "shares_in_first_seconds_of_a_minute": int((shares.t % 60 <= 2).sum()),
        "tests": searched.tests,
        "tests_are_counted": int(searched.is_counted),
        "pairs_tested_exactly": len(searched.tested),
        "pairs_reported": len(searched.reported),
        "pruned": int(searched.is_pruned),
        "accounts_left_out": searched.accounts_left_out if searched.is_pruned else 0,
        "objects_not_listed": searched.objects_not_listed,
        "most_evidence_of_one_not_listed": searched.most_lost,
        "partners_whose_meetings_count": most_partners(searched.reported),
        "groups_told": len(picture.groups),
        "groups_too_small_to_tell": picture.small,
        "pairs_between_groups": picture.loose,
    }
    return [{"name": name, "value": float(value)} for name, value in told.items()]
