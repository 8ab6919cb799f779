"""Tables that CrowdTangle exported, of Facebook or Instagram."""

from __future__ import annotations

from typing import Any

from actaverba.readers.heads import headers

__all__ = ["recognises", "stage"]


def recognises(head: str) -> bool:
    """The columns of posts of Facebook, or those of Instagram; `Post Created` was `Created`."""
    found = headers(head)
    if not {"user name", "url", "likes"} <= found or not found & {"post created", "created"}:
        return False
    return {"facebook id", "message"} <= found or {"account", "description"} <= found


def stage(con: Any, path: Any, options: Any) -> Any:
    from actaverba.readers.crowdtangle.read import stage as staging

    return staging(con, path, options)
