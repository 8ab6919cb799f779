"""Staging a table of CrowdTangle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.engine.staged import ReadOptions, Staged
from actaverba.readers.columns import Headers, beside, distinct, headers_of, viewed
from actaverba.readers.csv import stage as stage_csv

if TYPE_CHECKING:
    import duckdb

ACCOUNTS = ("account", "platform")


def stage(con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions) -> list[Staged]:
    """The posts, and the pages or accounts that made them; lines are those of the file.

    Times stand in the zone of the dashboard, with an abbreviation that names more than one
    offset: only UTC and GMT are believed, others are refused unless the zone is told.
    """
    staged = stage_csv(con, path, options)
    headers = headers_of(staged)
    is_facebook = headers.has("facebook id")
    posts = viewed(con, staged, "posts", _posts(headers, is_facebook=is_facebook))
    return [posts, distinct(con, posts, "accounts", ACCOUNTS)]


def _posts(headers: Headers, *, is_facebook: bool) -> dict[str, str | None]:
    cell = headers.cell
    url = cell("url")
    title = cell("title")
    caption = (
        f"concat_ws(chr(10), {title}, {cell('description')})" if title else cell("description")
    )
    return {
        "id": f"nullif(regexp_extract({url}, '([^/?#]+)/*(?:[?#].*)?$', 1), '')",
        "platform": "'facebook'" if is_facebook else "'instagram'",
        "account": cell("facebook id") if is_facebook else cell("user name"),
        "host": "'facebook.com'" if is_facebook else "'instagram.com'",
        "published": _time(str(cell("post created", "created"))),
        "url": url,
        "text": beside(cell("message"), _link(headers)) if is_facebook else caption,
    }


def _time(cell: str) -> str:
    """Without the abbreviation of the zone; UTC and GMT become an offset."""
    shape = r"'^([0-9-]+ [0-9:]+) (?:[A-Z]{2,5}|[+-][0-9]{2})$'"
    utc = r"'^([0-9-]+ [0-9:]+) (?:UTC|GMT)$'"
    return rf"regexp_replace(regexp_replace({cell}, {utc}, '\1Z'), {shape}, '\1')"


def _link(headers: Headers) -> str | None:
    """What a post links to; the address of the page's own picture or film is no link."""
    link, url, page = (headers.cell(*n) for n in (("final link", "link"), ("url",), ("user name",)))
    if link is None:
        return None
    own = f"{link} = {url} or contains(lower({link}), 'facebook.com/' || lower({page}) || '/')"
    return f"case when not coalesce({own}, false) then {link} end"
