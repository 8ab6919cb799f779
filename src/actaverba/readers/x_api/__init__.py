"""Answers of the X API, version 2."""

from __future__ import annotations

from typing import Any

from actaverba.readers.heads import keys

BESIDE = {"includes", "meta", "errors", "__twarc"}
POST = {"id", "text"}
# Names of the X API for what a post says of itself; `id` and `text` alone are anybody's.
OWN = {"author_id", "edit_history_tweet_ids", "conversation_id", "referenced_tweets",
       "public_metrics", "in_reply_to_user_id"}  # fmt: skip

__all__ = ["recognises", "stage"]


def recognises(head: str) -> bool:
    """Pages with `data`, or posts without pages, by names that are the X API's own."""
    inside = 1 if head.lstrip().startswith("[") else 0
    top = set(keys(head, 1 + inside))
    if "data" in top:
        posts = set(keys(head, 2 + inside)) | set(keys(head, 3 + inside))
        return posts >= POST and bool((OWN & posts) | (BESIDE & top))
    return top >= POST | {"author_id"} and len(OWN & top) > 1


def stage(con: Any, path: Any, options: Any) -> Any:
    from actaverba.readers.x_api.read import stage as staging

    return staging(con, path, options)
