"""The result tables: clusters, the posts in them, versions with their differences, pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from actaverba.methods.words.copies.clusters import UNKNOWN, Clusters
from actaverba.methods.words.copies.judging import COPY, KINDS
from actaverba.methods.words.copies.searching import Found
from actaverba.methods.words.copies.slots import MOST_VERSIONS, Template, template
from actaverba.methods.words.copies.words import MOST_LETTERS, Words, changes, printed, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

MOST_SHOWN = 2_000  # letters of a text in a table
MOST_LISTED = 500  # versions of one cluster
SLICE = 2_000  # clusters that are worked out at once
DAY = 86_400
EARLIEST, LATEST = -62_135_596_800, 253_402_300_799  # the years 1 to 9999
VERSION = pa.schema([
    ("cluster", pa.string()), ("version", pa.int64()), ("text", pa.string()),
    ("posts", pa.int64()), ("accounts", pa.int64()), ("removed", pa.string()),
    ("added", pa.string()), ("diff", pa.string()), ("diff_is_cut", pa.bool_()),
])  # fmt: skip


@dataclass(frozen=True)
class Version:
    """One version of a cluster's text: where its first post stands among the members, and how
    it differs from the first version."""

    number: int
    at: int
    text: str
    read: Words
    posts: int
    accounts: int


def versions_of(made: Clusters, texts: pa.ChunkedArray, cluster: int) -> list[Version]:
    """The versions of one cluster in the order in which they are first seen."""
    low, high = int(made.start[cluster]), int(made.start[cluster + 1])
    number = made.version[low:high]
    first = np.unique(number, return_index=True)[1][:MOST_LISTED]
    posts = np.bincount(number)
    listed = []
    for nth, at in enumerate(first, 1):
        text = texts[int(made.place[low + at])].as_py() or ""
        who = made.account[low:high][number == nth]
        accounts = int(np.unique(who[who >= 0]).size)
        listed.append(
            Version(nth, low + int(at), text[:MOST_LETTERS], words(text), int(posts[nth]), accounts)
        )
    return listed


def version_table(made: Clusters, posts: pa.Table) -> tuple[pa.Table, list[Template | None]]:
    """The table of versions, and the template of each cluster where there is one."""
    templates: list[Template | None] = []
    slices = [range(low, min(low + SLICE, len(made))) for low in range(0, len(made), SLICE)]
    parts = [_versions(made, posts, templates, some) for some in slices or [range(0)]]
    return pa.concat_tables(parts), templates


def _versions(
    made: Clusters, posts: pa.Table, templates: list[Template | None], some: range
) -> pa.Table:
    """The same for some clusters; their templates are added to the list."""
    texts = posts["text"]
    rows: list[dict[str, Any]] = []
    at: list[int] = []
    for cluster in some:
        listed = versions_of(made, texts, cluster)
        templates.append(template([v.read for v in listed[:MOST_VERSIONS]]))
        at += [v.at for v in listed]
        rows += (
            {
                "cluster": made.name[cluster], "version": v.number, "text": v.text[:MOST_SHOWN],
                "posts": v.posts, "accounts": v.accounts, **_difference(listed[0], v),
            }
            for v in listed
        )  # fmt: skip
    first = posts.select(["id", "published"]).take(made.place[np.array(at, np.int64)])
    undated = pa.array(made.t[np.array(at, np.int64)] == UNKNOWN)
    whole = pa.Table.from_pylist(rows, schema=VERSION)
    whole = whole.append_column("first_post", first["id"])
    seen = pc.if_else(undated, pa.scalar(None, pa.string()), first["published"])
    return whole.append_column("first_seen", seen)


def _difference(one: Version, other: Version) -> dict[str, Any]:
    is_cut = one.read.is_cut or other.read.is_cut
    if one.number == other.number:
        return {"removed": None, "added": None, "diff": None, "diff_is_cut": False}
    found = changes(one.read, other.read)
    removed = [" ".join(one.read.shown[c.low : c.high]) for c in found if c.low < c.high]
    added = [" ".join(c.put) for c in found if c.put]
    return {
        "removed": " | ".join(removed)[:MOST_SHOWN] or None,
        "added": " | ".join(added)[:MOST_SHOWN] or None,
        "diff": printed(one.read, found)[: 2 * MOST_SHOWN] or None,
        "diff_is_cut": is_cut,
    }


def cluster_rows(
    made: Clusters, posts: pa.Table, templates: list[Template | None]
) -> Iterator[dict[str, Any]]:
    """The table of clusters, those of most accounts first."""
    cells = _Cells(posts, made)
    accounts, versions = made.distinct(made.account), made.distinct(made.version)
    size = np.diff(made.start)
    order = np.lexsort((np.array(made.name), -size, -accounts))
    language = posts["language"].take(made.place).to_pylist()
    for c in order.tolist():
        low, high = int(made.start[c]), int(made.start[c + 1])
        dated = int((made.t[low:high] != UNKNOWN).sum())
        found = templates[c]
        yield {
            "cluster": made.name[c], "text": cells.text(low), "posts": high - low,
            "accounts": int(accounts[c]), "versions": int(versions[c]),
            "languages": ";".join(sorted({x for x in language[low:high] if x})) or None,
            "first_post": cells.post(low) if dated else None,
            "first_account": cells.account(low) if dated else None,
            "first_seen": cells.time(low),
            "first_at_once": int((made.order[low:high] == 1).sum()),
            "last_seen": cells.time(low + dated - 1) if dated else None,
            "undated": high - low - dated, "loosest": float(made.loosest[c]),
            "is_short": bool(made.is_short[c]),
            "template": found.pattern[:MOST_SHOWN] if found else None,
            "slots": ";".join(found.kinds) if found else None,
        }  # fmt: skip


def post_table(made: Clusters, posts: pa.Table) -> pa.Table:
    """The posts in clusters, in the order in which they were seen."""
    rows = posts.select(["id", "platform", "account", "published", "language"]).take(made.place)
    dated = made.t != UNKNOWN
    moment = made.start[made.cluster] + np.maximum(made.order, 1) - 1
    at_once = np.bincount(moment[dated], minlength=made.t.size)[moment] - 1
    first_t = made.t[made.start[:-1]][made.cluster] if len(made) else made.t
    in_years = dated & (made.t >= EARLIEST) & (made.t <= LATEST)
    day = np.where(in_years, made.t // DAY, 0).astype(np.int32)
    return pa.table({
        "cluster": pa.array(made.name, pa.string()).take(pa.array(made.cluster)),
        **{name: rows[name] for name in rows.column_names},
        "day": pa.array(day, pa.int32(), mask=~in_years).cast(pa.date32()),
        "order": pa.array(made.order, mask=~dated),
        "at_once": pa.array(at_once, mask=~dated),
        "seconds_after": pa.array(np.where(dated, made.t - np.where(dated, first_t, 0), 0),
                                  mask=~dated),
        "version": made.version,
    })  # fmt: skip


def edge_table(found: Found, made: Clusters, posts: pa.Table) -> pa.Table:
    """The pairs of different texts, each named by its first post."""
    edges, first = found.edges, found.known.first
    ids = posts["id"]
    is_copy = edges.kind == COPY
    cluster = np.where(is_copy, made.of_text[edges.a], 0)
    names = pa.array(made.name or [""], pa.string())
    return pa.table({
        "a": ids.take(first[edges.a]), "b": ids.take(first[edges.b]),
        "kind": pa.array(np.array(KINDS, object)[edges.kind], pa.string()),
        "jaccard": _number(edges.runs), "levenshtein": _number(edges.edit),
        "containment": _number(edges.held), "cosine": _number(edges.meaning),
        "cluster": names.take(pa.array(cluster, mask=~is_copy)),
    })  # fmt: skip


def _number(values: NDArray[np.float64]) -> pa.Array:
    return pa.array(np.round(values, 6), pa.float64(), from_pandas=True)


class _Cells:
    """Single cells of the posts in clusters, taken once for all."""

    def __init__(self, posts: pa.Table, made: Clusters) -> None:
        taken = posts.select(["id", "account", "published"]).take(made.place)
        self._id, self._account, self._published = (c.to_pylist() for c in taken.columns)
        self._texts, self._place, self._t = posts["text"], made.place, made.t

    def post(self, at: int) -> str:
        return str(self._id[at])

    def account(self, at: int) -> str | None:
        found: str | None = self._account[at]
        return found

    def time(self, at: int) -> str | None:
        """When, as the post says it, where its time is known."""
        found: str | None = self._published[at]
        return found if self._t[at] != UNKNOWN else None

    def text(self, at: int) -> str:
        return str(self._texts[int(self._place[at])].as_py())[:MOST_SHOWN]
