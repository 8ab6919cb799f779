"""Account names that do not leave the case: `@handles` and addresses of profiles in texts.

Whoever writes texts for others (dossier, exports) passes them through `masked`. Names of
outlets and of people in office are not accounts and stay as they are; an account that the
case names as public is given in `clear`. It knows the platforms below and the shape
`/@name` on any host; a profile on another platform is not recognised.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

MASK = "[masked]"

# Where on each platform the account stands: "first" part of the path, or after a word.
PLATFORMS: dict[str, tuple[str, ...]] = {
    "bsky.app": ("profile",),
    "facebook.com": ("first",),
    "fb.com": ("first",),
    "instagram.com": ("first",),
    "linkedin.com": ("in",),
    "livejournal.com": ("users",),
    "ok.ru": ("first",),
    "reddit.com": ("u", "user"),
    "t.me": ("first",),
    "telegram.me": ("first",),
    "threads.com": ("first",),
    "threads.net": ("first",),
    "tiktok.com": ("first",),
    "twitter.com": ("first",),
    "vk.com": ("first",),
    "weibo.com": ("first",),
    "x.com": ("first",),
    "youtube.com": ("c", "channel", "user"),
}
NO_ACCOUNT = frozenset(
    {"about", "events", "explore", "groups", "hashtag", "help", "home", "intent", "i", "policies",
     "privacy", "search", "settings", "share", "sharer", "sharer.php", "terms", "topics", "watch"}
)  # fmt: skip

_URL = re.compile(r"(?i)\b(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/[^\s<>\"'«»“”]*")
_HANDLE = re.compile(r"(?<![\w.+/@-])@(\w[\w.-]*\w|\w)(@[\w.-]+\w)?")


def public_names(about: Mapping[str, Any], hosts: Iterable[str | None]) -> frozenset[str]:
    """Accounts that the case names as public, and those that are coded outlets."""
    said = about.get("public_figures") or []
    named = said.split(";") if isinstance(said, str) else [str(p) for p in said]
    accounts = [host.rpartition("/")[2] for host in hosts if host and "/" in host]
    return frozenset(n.strip() for n in [*named, *accounts] if n)


def masked(text: str, clear: Collection[str] = ()) -> str:
    """The text without account names.

    `clear` are the account names, with or without `@` and in any case, that may be read.

    >>> masked("by @someone, see https://x.com/someone/status/1")
    'by @[masked], see https://x.com/[masked]'
    """
    if "@" not in text and "/" not in text:
        return text
    allowed = {name.lstrip("@").casefold() for name in clear}
    text = _URL.sub(lambda found: _address(found[0], allowed), text)
    return _HANDLE.sub(lambda found: _handle(found, allowed), text)


def _handle(found: re.Match[str], allowed: set[str]) -> str:
    return found[0] if found[1].casefold() in allowed else f"@{MASK}"


def _address(url: str, allowed: set[str]) -> str:
    has_scheme = "://" in url
    try:
        parts = urlsplit(url if has_scheme else f"//{url}")
    except ValueError:
        return url
    found = _account(parts.netloc, parts.path)
    if found is None:
        return url
    before, account = found
    if account.lstrip("@").casefold() in allowed:
        return url
    scheme = f"{parts.scheme}://" if has_scheme else ""
    return f"{scheme}{parts.netloc}/{before}{MASK}"


def _account(netloc: str, path: str) -> tuple[str, str] | None:
    """What of the path stands before the account, and the account; None where there is none."""
    words = [w for w in path.split("/") if w]
    for at, word in enumerate(words):
        if word.startswith("@") and len(word) > 1:
            return "".join(f"{w}/" for w in words[:at]), word
    places = _places(netloc)
    if not words or not places:
        return None
    head = words[0].casefold()
    if places == ("first",):
        if head == "s" and len(words) > 1:
            return "s/", words[1]
        return None if head in NO_ACCOUNT else ("", words[0])
    if head in places and len(words) > 1:
        return f"{words[0]}/", words[1]
    return None


def _places(netloc: str) -> tuple[str, ...]:
    host = netloc.rpartition("@")[2].partition(":")[0].casefold()
    while host:
        if host in PLATFORMS:
            return PLATFORMS[host]
        host = host.partition(".")[2]
    return ()
