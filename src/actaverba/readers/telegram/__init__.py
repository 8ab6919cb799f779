"""Exports of Telegram Desktop."""

from __future__ import annotations

from typing import Any

from actaverba.readers.heads import keys

ACCOUNT = {"personal_information", "contacts", "frequent_contacts", "chats", "left_chats"}

__all__ = ["recognises", "stage"]


def recognises(head: str) -> bool:
    """One chat has type, id and messages; an account tells about itself first."""
    if not head.lstrip().startswith("{"):
        return False
    found = keys(head)
    one_chat = {"type", "id", "messages"} <= set(found)
    return one_chat or (found[:1] == ["about"] and bool(ACCOUNT & set(found)))


def stage(con: Any, path: Any, options: Any) -> Any:
    from actaverba.readers.telegram.read import stage as staging

    return staging(con, path, options)
