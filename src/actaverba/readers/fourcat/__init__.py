"""Tables that 4CAT exports, of any platform."""

from __future__ import annotations

from typing import Any

from actaverba.readers.heads import headers

ALL = {"id", "thread_id", "timestamp", "author", "body"}

__all__ = ["recognises", "stage"]


def recognises(head: str) -> bool:
    """The columns that every table of 4CAT has."""
    return headers(head) >= ALL


def stage(con: Any, path: Any, options: Any) -> Any:
    from actaverba.readers.fourcat.read import stage as staging

    return staging(con, path, options)
