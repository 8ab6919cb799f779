"""Findings: one for each cluster of several accounts, and counts of what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from actaverba.case.finding import Evidence, Finding, Innocent
from actaverba.engine.typed import row_ids
from actaverba.methods.words.copies.clusters import UNKNOWN, Clusters
from actaverba.methods.words.copies.explaining import (
    Accounts,
    innocents,
    is_linked,
    many,
    members,
)
from actaverba.methods.words.copies.judging import COPY
from actaverba.methods.words.copies.searching import Found
from actaverba.methods.words.copies.slots import Template

if TYPE_CHECKING:
    import pyarrow as pa

CITED = 12
FEW = 3
ALL = "all posts"


def findings(
    posts: pa.Table, found: Found, made: Clusters, *, templates: Sequence[Template | None],
    accounts: Accounts, most: int,
) -> list[Finding]:  # fmt: skip
    """What the rows say; who wrote first anywhere, and why, they do not."""
    largest = many(made)
    shown = [int(c) for c in largest[:most]]
    if not len(made):
        n = int(found.known.posts.size)
        return [
            Finding("how many clusters", ALL, "clusters.none", {"n": n}, value=0.0, n=n,
                    unit="CLUSTERS", grade="not_enough_evidence"),
            *_passages(found),
        ]  # fmt: skip
    cited = [_cited(made, c) for c in shown]
    ids = iter(row_ids("posts", posts, [p for places in cited for p in places]) if shown else [])
    told = [_counted(found, made, largest.size)]
    for c, places in zip(shown, cited, strict=True):
        evidence = tuple(Evidence("posts", next(ids), "carries the text") for _ in places)
        others = innocents(
            members(made, posts, c), accounts, form=templates[c],
            is_linked=is_linked(made, posts["text"], c),
        )  # fmt: skip
        told.append(_cluster(posts, made, c, evidence=evidence, others=others))
    return [*told, *_rest(made, largest.size - len(shown)), *_passages(found)]


def _cluster(
    posts: pa.Table, made: Clusters, c: int, *, evidence: tuple[Evidence, ...],
    others: tuple[Innocent, ...],
) -> Finding:  # fmt: skip
    low, high = int(made.start[c]), int(made.start[c + 1])
    who = made.account[low:high]
    accounts = int(np.unique(who[who >= 0]).size)
    undated = int((made.t[low:high] == UNKNOWN).sum())
    first = undated < high - low
    row = posts.select(["id", "published"]).take([int(made.place[low])]).to_pylist()[0]
    at_once = int((made.order[low:high] == 1).sum())
    params: dict[str, Any] = {
        "cluster": made.name[c], "posts": high - low, "accounts": accounts,
        "versions": int(np.unique(made.version[low:high]).size),
        "post": str(row["id"]) if first else "",
        "first": str(row["published"]) if first else "",
        "at_once": at_once if at_once > 1 else 0, "undated": undated,
        "unnamed": int((who < 0).sum()),
    }  # fmt: skip
    return Finding(
        "who carries the same text", made.name[c], "cluster", params, value=float(accounts),
        unit="ACCOUNTS", n=high - low, grade=_grade(accounts, others),
        observed_or_inferred="inferred", evidence=evidence, innocent=others,
    )  # fmt: skip


def _grade(accounts: int, others: Sequence[Innocent]) -> str:
    """At most moderate: no row of posts can rule out a common source elsewhere."""
    if any(o.status == "supported" for o in others):
        return "not_enough_evidence"
    return "moderate" if accounts >= FEW else "weak"


def _cited(made: Clusters, c: int) -> list[int]:
    """The earliest post of each account, then of unnamed ones; the first dozen."""
    low, high = int(made.start[c]), int(made.start[c + 1])
    first = np.sort(np.unique(made.account[low:high], return_index=True)[1])[:CITED]
    return [int(p) for p in made.place[low + first]]


def _counted(found: Found, made: Clusters, several: int) -> Finding:
    """How many clusters, and how few of them say anything about several accounts."""
    one_account = int((~made.is_short).sum()) - several
    params = {
        "n": len(made), "posts": int(made.place.size), "of": int(found.known.posts.size),
        "several": several, "one_account": one_account, "short": int(made.is_short.sum()),
    }  # fmt: skip
    return Finding("how many clusters", ALL, "clusters.count", params, value=float(len(made)),
                   unit="CLUSTERS", n=params["of"])  # fmt: skip


def _rest(made: Clusters, n: int) -> list[Finding]:
    if n <= 0:
        return []
    return [Finding("how many clusters have no finding of their own", ALL, "clusters.rest",
                    {"n": n}, value=float(n), unit="CLUSTERS", n=len(made))]  # fmt: skip


def _passages(found: Found) -> list[Finding]:
    n = int((found.edges.kind != COPY).sum())
    if not n:
        return []
    return [Finding("how many pairs share passages", ALL, "passages.count", {"n": n},
                    value=float(n), unit="PAIRS", n=int(found.known.texts))]  # fmt: skip
