"""Staging a table of the Meta Content Library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.engine.staged import ReadOptions, Staged
from actaverba.readers.columns import Headers, beside, distinct, first, headers_of, seconds, viewed
from actaverba.readers.csv import stage as stage_csv

if TYPE_CHECKING:
    import duckdb

ACCOUNTS = ("account", "platform")


def stage(con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions) -> list[Staged]:
    """The posts, and who made them; lines are those of the file.

    A table with columns of a surface or of an attached link is taken for Facebook's, any other
    for Instagram's. Ids are those of the Content Library, which no other source shares.
    """
    staged = stage_csv(con, path, options)
    posts = viewed(con, staged, "posts", _posts(headers_of(staged)))
    return [posts, distinct(con, posts, "accounts", ACCOUNTS)]


def _posts(headers: Headers) -> dict[str, str | None]:
    cell = headers.cell
    is_facebook = headers.has("surface.id") or headers.has("link_attachment.link")
    media, language, made = cell("multimedia"), cell("lang"), cell("creation_time")
    ids = f"array_to_string(regexp_extract_all({media}, '\"id\": *\"?([0-9]+)', 1), ';')"
    return {
        "id": cell("id"),
        "platform": "'facebook'" if is_facebook else "'instagram'",
        "account": cell("post_owner.id", "surface.id"),
        "host": "'facebook.com'" if is_facebook else "'instagram.com'",
        "published": first(seconds(made), made),
        "language": f"nullif(regexp_extract({language}, '^[a-z]{{2,3}}$'), '')"
        if language else None,
        "url": cell("mcl_url"),
        "text": beside(cell("text"), cell("link_attachment.link")),
        "repost_of": cell("shared_post_id"),
        "media": f"nullif({ids}, '')" if media else None,
    }  # fmt: skip
