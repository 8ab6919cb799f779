"""Tables of posts from the Meta Content Library."""

from __future__ import annotations

from typing import Any

from actaverba.readers.heads import headers

__all__ = ["recognises", "stage"]


def recognises(head: str) -> bool:
    """The fields of the data dictionary: nested ones stand with a dot between."""
    found = headers(head)
    return {"id", "creation_time", "text"} <= found and bool(
        found & {"post_owner.id", "surface.id", "mcl_url"}
    )


def stage(con: Any, path: Any, options: Any) -> Any:
    from actaverba.readers.content_library.read import stage as staging

    return staging(con, path, options)
