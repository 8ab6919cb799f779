"""What posts share: the addresses and hashtags in their texts, the posts they pass on or answer.

A share is a post of a known account at a known time. Addresses and hashtags are looked for by
a pattern, so that one without http:// in front is not found, and a link that a platform keeps
beside the text is found where its reader put it into the text. Names of objects of different
kinds are never the same: an address begins with https://, a hashtag with #, the others but
domains with their kind.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from actaverba.engine import sql
from actaverba.engine.portable.urls import canonical, host_of, trimmed
from actaverba.errors import BadSetting
from actaverba.vocabulary.nearest import did_you_mean

if TYPE_CHECKING:
    import duckdb

KINDS = ("url", "domain", "hashtag", "repost", "reply", "media")
USUAL = ("url", "hashtag", "repost", "reply", "media")
BATCH = 200_000
SHARES = pa.schema([
    ("object_id", pa.string()), ("account_id", pa.string()), ("content_id", pa.string()),
    ("object_kind", pa.string()), ("t", pa.int64()), ("place", pa.int64()),
])  # fmt: skip
OBJECTS = pa.schema([
    ("object_id", pa.string()), ("object_kind", pa.string()), ("author", pa.string()),
    ("host", pa.string()), ("published", pa.string()), ("published_t", pa.int64()),
])  # fmt: skip
# Where an address ends in a text: at a blank, a quote, a bracket that no address has.
ADDRESS = r"""(?i)https?://[^\s<>"«»“”„‚‘’‹›`\\^{}|\x{200b}\x{200e}\x{200f}\x{2060}]+"""
# At least one letter or mark; no letter, sign of an address or other # in front.
TAG = (
    r"(?:^|[^\p{L}\p{M}\p{N}_&/#\x{ff03}])[#\x{ff03}]"
    r"([\p{N}_\x{200c}]*[\p{L}\p{M}][\p{L}\p{M}\p{N}_\x{200c}]*)"
)


def objects_of(posts: pa.Table, kinds: Sequence[str] = ()) -> pa.Table:
    """The shares that posts make: one row a post and object, in the order of the posts.

    Parameters
    ----------
    posts : the table `posts` of the vocabulary with its derived columns
    kinds : of `KINDS`; unless given, what one decision to post shares is counted once: all
        but the domain, which follows from the address, and of a post that passes on another
        only that one, whose addresses, hashtags and media somebody else chose

    Returns
    -------
    pa.Table
        The columns of `shares`, and `place`, the row of `posts`. Posts without an account or a
        time share nothing.
    """
    wanted = _wanted(kinds)
    if not wanted:
        return SHARES.empty_table()
    usable = pc.and_(pc.is_valid(posts["account"]), pc.is_valid(posts["published_t"]))
    made = [
        _shares(batch, posts, wanted, of_others=bool(kinds))
        for batch in _batches(posts, usable, with_text=bool({"url", "domain", "hashtag"} & wanted))
    ]
    return pa.concat_tables([SHARES.empty_table(), *made]).combine_chunks()


def known_objects(posts: pa.Table) -> pa.Table:
    """What posts tell of the posts that they pass on or answer, as rows of `objects`.

    Author, host and time stand in the post itself where it is among the posts; the author of
    one that is not may be told by those that pass it on. Where they differ, the first by name.
    """
    con = sql.workbench()
    columns = ["id", "platform", "account", "host", "published", "published_t", "reply_to",
               "repost_of", "repost_of_account"]  # fmt: skip
    con.register("posts", posts.select(columns))
    found = con.execute(
        """
        with pointed as (
            select 'repost' as kind, platform, repost_of as id, min(repost_of_account) as told
            from posts where repost_of is not null group by all
            union all
            select 'reply', platform, reply_to, null from posts where reply_to is not null
            group by all
        ), own as (
            select platform, id, min(account) as account, min(host) as host,
                   min(published) as published, min(published_t) as published_t
            from posts group by platform, id
        )
        select kind, p.platform, p.id, coalesce(o.account, p.told) as author, o.host,
               o.published, o.published_t
        from pointed p left join own o on o.id = p.id and o.platform is not distinct from p.platform
        where coalesce(o.account, p.told, o.host, o.published) is not null
        order by kind, p.platform, p.id
        """
    ).fetchall()
    con.close()
    rows = [(named(kind, platform, id), kind, *told) for kind, platform, id, *told in found]
    columns_of = list(zip(*rows, strict=True)) or [()] * len(OBJECTS)
    return pa.table({f.name: pa.array(c, f.type) for f, c in zip(OBJECTS, columns_of, strict=True)})


def named(kind: str, platform: str | None, id: str) -> str:
    """The name of an object that is known by an id on a platform.

    >>> named("repost", "x", "12")
    'repost:x:12'
    """
    return f"{kind}:{platform or ''}:{id}"


def _wanted(kinds: Sequence[str]) -> set[str]:
    for kind in kinds:
        if kind not in KINDS and kind != "copy":
            raise BadSetting(
                f"posts have no objects of kind {kind!r}",
                cure=f"{did_you_mean(kind, KINDS)}Kinds: {', '.join(KINDS)}.",
            )
    return set(kinds or USUAL) & set(KINDS)


def _batches(posts: pa.Table, usable: Any, *, with_text: bool) -> Iterator[pa.Table]:
    """The usable posts piece by piece, with `place`; texts where they are looked at."""
    columns = ["id", "platform", "reply_to", "repost_of", "media"] + ["text"] * with_text
    places = pa.array(np.arange(posts.num_rows))
    numbered = posts.select(columns).append_column("place", places)
    for start in range(0, posts.num_rows, BATCH):
        piece = numbered.slice(start, BATCH).filter(usable.slice(start, BATCH))
        if piece.num_rows:
            yield piece


def _shares(batch: pa.Table, posts: pa.Table, wanted: set[str], *, of_others: bool) -> pa.Table:
    """The shares of one piece, sorted by post, kind and object; `of_others` says whether what
    a post passes on counts as what it holds, too."""
    con = sql.workbench()
    con.register("batch", batch)
    kept = "true" if of_others else "repost_of is null"
    con.execute(f"create temp view own as select * from batch where {kept}")
    found: list[pa.Table] = []
    if {"url", "domain"} & wanted:
        addresses = _renamed(_in_texts(con, "url"), _address)
        if "url" in wanted:
            found.append(addresses)
        if "domain" in wanted:
            found.append(_of_kind("domain", _renamed(addresses, host_of)))
    if "hashtag" in wanted:
        found.append(_renamed(_in_texts(con, "hashtag"), _tag))
    found += [_beside_texts(con, kind) for kind in ("repost", "reply", "media") if kind in wanted]
    con.register("found", pa.concat_tables(found))
    made = con.sql(
        "select distinct f.object_id, b.id as content_id, f.object_kind, f.place"
        " from found f join batch b using (place) order by f.place, f.object_kind, f.object_id"
    ).to_arrow_table()
    con.close()
    place = made["place"].combine_chunks()
    columns = [made["object_id"], posts["account"].take(place), made["content_id"],
               made["object_kind"], posts["published_t"].take(place), place]  # fmt: skip
    return pa.table(columns, schema=SHARES)


def _in_texts(con: duckdb.DuckDBPyConnection, kind: str) -> pa.Table:
    """What is found in the texts, as it stands there."""
    if kind == "url":
        text, pattern, group, has = "text", ADDRESS, 0, "contains(text, '://')"
    else:
        # The fragment of an address is no hashtag.
        bare = f"regexp_replace(text, {sql.text(ADDRESS)}, ' ', 'g')"
        text = f"case when contains(text, '://') then {bare} else text end"
        pattern, group, has = TAG, 1, "(contains(text, '#') or contains(text, '\uff03'))"
    return con.sql(
        f"select unnest(regexp_extract_all({text}, {sql.text(pattern)}, {group})) as object_id,"
        f" {sql.text(kind)} as object_kind, place from own where {has}"
    ).to_arrow_table()


def _beside_texts(con: duckdb.DuckDBPyConnection, kind: str) -> pa.Table:
    """What a post says beside its text: which post it passes on or answers, its media.

    A hash of a medium means the same on every platform, any other id on its own alone.
    """
    column = {"repost": "repost_of", "reply": "reply_to"}.get(kind, "id_of_medium")
    source = "batch" if kind == "repost" else "own"
    if kind == "media":
        source = (
            "(select platform, place, trim(unnest(string_split(media, ';'))) as id_of_medium"
            " from own where media is not null)"
        )
    on = "case when regexp_matches(id_of_medium, '^[a-z0-9]+:') then '' else platform end"
    where = on if kind == "media" else "platform"
    return con.sql(
        f"select {sql.text(kind + ':')} || coalesce({where}, '') || ':' || {column} as object_id,"
        f" {sql.text(kind)} as object_kind, place from {source} where {column} <> ''"
    ).to_arrow_table()


def _renamed(found: pa.Table, rename: Callable[[str], str | None]) -> pa.Table:
    """The objects under another name, each asked for once; without those that have none."""
    encoded = pc.dictionary_encode(found["object_id"].combine_chunks())
    names = pa.array([rename(name) for name in encoded.dictionary.to_pylist()], pa.string())
    renamed = found.set_column(0, "object_id", names.take(encoded.indices))
    return renamed.filter(pc.is_valid(renamed["object_id"]))


def _of_kind(kind: str, found: pa.Table) -> pa.Table:
    return found.set_column(1, "object_kind", pa.array([kind] * found.num_rows, pa.string()))


def _address(found: str) -> str | None:
    return canonical(trimmed(found))


def _tag(found: str) -> str:
    """A hashtag in one spelling: wide and narrow, large and small letters are the same."""
    folded = unicodedata.normalize("NFKC", found).casefold()
    return f"#{unicodedata.normalize('NFC', folded)}"
