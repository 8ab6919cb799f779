"""Staging a table of 4CAT: which column is what depends on the platform it was taken from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.engine.staged import ReadOptions, Staged
from actaverba.readers.columns import Headers, beside, distinct, first, headers_of, seconds, viewed
from actaverba.readers.csv import stage as stage_csv

if TYPE_CHECKING:
    import duckdb

FILE_ID = r'"id": *"?([0-9]+)'
SHORT_LINK = "https?://t[.]co/[A-Za-z0-9]+"
ACCOUNTS = ("account", "platform", "disclosed_automation")
# By the host of a post's address.
PLATFORMS = {
    "x.com": "x", "twitter.com": "x", "bsky.app": "bluesky", "t.me": "telegram",
    "tiktok.com": "tiktok", "instagram.com": "instagram", "facebook.com": "facebook",
    "threads.net": "threads", "threads.com": "threads", "youtube.com": "youtube",
    "reddit.com": "reddit", "linkedin.com": "linkedin", "truthsocial.com": "truthsocial",
    "gab.com": "gab", "vk.com": "vk", "douyin.com": "douyin", "xiaohongshu.com": "xiaohongshu",
    "boards.4chan.org": "4chan", "8kun.top": "8kun", "imgur.com": "imgur", "9gag.com": "9gag",
}  # fmt: skip


def stage(con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions) -> list[Staged]:
    """The items as posts, and their authors as accounts; lines are those of the file.

    The time is `unix_timestamp` where the table has it; a `timestamp` alone has no offset.
    Messages of Telegram are named by their chat and number, others by their id.
    """
    staged = stage_csv(con, path, options)
    headers = headers_of(staged)
    columns = _posts(headers)
    authors = viewed(con, staged, "accounts", _authors(headers, columns))
    return [viewed(con, staged, "posts", columns), distinct(con, authors, "accounts", ACCOUNTS)]


def _is_telegram(headers: Headers) -> bool:
    return headers.has("chat") and headers.has("author_forwarded_from_name")


def _posts(headers: Headers) -> dict[str, str | None]:
    cell = headers.cell
    url = cell("link", "url", "post_url", "tiktok_url")
    id, reply = cell("id"), cell("reply_to", "replied_to_post", "in_reply_to")
    if _is_telegram(headers):
        chat, answered = cell("chat"), cell("reply_to")
        # Newer versions write the chat in front of the number: chan-7.
        number = f"nullif(regexp_extract({id}, '([0-9]+)$', 1), '')"
        url = f"'https://t.me/' || {chat} || '/' || {number}"
        reply = f"{chat} || '/' || {answered}" if answered else None
        id = f"{chat} || '/' || {number}"
    stamp = cell("timestamp")
    language = cell("language_guess")
    return {
        "id": id,
        "platform": _platform(headers, url),
        "account": cell("author_id", "author", *(["chat"] if _is_telegram(headers) else [])),
        "host": _host(url),
        "published": first(seconds(cell("unix_timestamp")), seconds(stamp), stamp),
        "language": f"regexp_extract({language}, '^[a-z]{{2,3}}$')" if language else None,
        "url": f"case when regexp_full_match({url}, 'https?://[^\\s<>]+') then {url} end"
        if url else None,
        "text": _text(headers),
        "reply_to": reply,
        "repost_of_account": cell(
            "retweeted_user", "author_forwarded_from_username", "author_forwarded_from_id",
            "author_forwarded_from_name",
        ),
        "media": _media(headers),
    }  # fmt: skip


def _host(url: str | None) -> str | None:
    shape = "'^https?://(?:www[.]|m[.])?([^/:?#]+)'"
    return f"nullif(lower(regexp_extract({url}, {shape}, 1)), '')" if url else None


def _platform(headers: Headers, url: str | None) -> str | None:
    """By the columns that only one platform has, else by the host of the post's address."""
    if _is_telegram(headers):
        return "'telegram'"
    if headers.has("is_retweet"):
        return "'x'"
    host = _host(url)
    if host is None:
        return None
    cases = " ".join(f"when {sql.text(h)} then {sql.text(p)}" for h, p in PLATFORMS.items())
    return f"case {host} {cases} end"


def _text(headers: Headers) -> str | None:
    """The title if it has one, the text, and the links in full that stand in their own column."""
    body, subject = headers.cell("body"), headers.cell("subject", "title")
    links = headers.cell("urls", "links", "link_attached")
    if links:
        links = f"replace({links}, ',http', ' http')"
    if links and headers.has("is_retweet"):
        # The short links in the text are those in the column.
        bare = f"trim(regexp_replace({body}, {sql.text(SHORT_LINK)}, '', 'g'))"
        body = f"case when {links} is null then {body} else nullif({bare}, '') end"
    whole = f"nullif(concat_ws(chr(10), {subject}, {body}), '')" if subject else body
    return beside(whole, links)


def _media(headers: Headers) -> str | None:
    """Ids or addresses of media: of Telegram the id of the file, which forwarding keeps."""
    found = [
        f"replace(replace({cell}, ';', '%3B'), ',http', ';http')"
        for cell in (headers.cell("images", "image_url"), headers.cell("videos", "video_url"))
        if cell
    ]
    attached, md5 = headers.cell("attachment_data"), headers.cell("image_md5")
    if attached and _is_telegram(headers):
        found.append(f"nullif(regexp_extract({attached}, {sql.text(FILE_ID)}, 1), '')")
    if md5:
        found.append(f"'md5:' || {md5}")
    return f"nullif(concat_ws(';', {', '.join(found)}), '')" if found else None


def _authors(headers: Headers, posts: Mapping[str, str | None]) -> dict[str, str | None]:
    """What is told of the authors; that one is a bot, of Telegram alone."""
    bot = headers.cell("author_is_bot")
    says = f"case lower({bot}) when 'true' then 'yes' when 'yes' then 'yes' end" if bot else None
    return {
        "account": posts["account"], "platform": posts["platform"], "disclosed_automation": says,
    }  # fmt: skip
