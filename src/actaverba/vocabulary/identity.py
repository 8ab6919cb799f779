"""Ids from content: the first 128 bits of SHA-256 over length-prefixed fields.

`digest_uuid` and `digest_sql` give the same id for the same fields; the one is for a few
values in Python, the other for a column of millions. Nothing is not the empty text.
"""

from __future__ import annotations

import hashlib
import unicodedata
import uuid
from collections.abc import Iterable

SCHEMA_VERSION = "2"
# DuckDB's `nfc_normalize` ends a text beyond ASCII at the first NUL. A digest takes in its
# place what Unicode promises never to make a character.
NUL = "\uffff"


def _prefixed(value: str | None) -> str:
    if value is None:
        return "-"
    text = unicodedata.normalize("NFC", value.replace("\0", NUL))
    return f"{len(text.encode('utf-8'))}:{text}"


def digest_uuid(*fields: str | None) -> uuid.UUID:
    """The id of these fields.

    >>> str(digest_uuid("a", None))
    '90f1254f-f827-d659-0e78-01f3633736f7'
    """
    joined = "".join(map(_prefixed, fields)).encode("utf-8")
    return uuid.UUID(bytes=hashlib.sha256(joined).digest()[:16])


def composed_sql(expression: str) -> str:
    """A text in NFC, with its NULs."""
    parts = f"list_transform(string_split({expression}, chr(0)), lambda part: nfc_normalize(part))"
    return (
        f"case when contains({expression}, chr(0)) then array_to_string({parts}, chr(0))"
        f" else nfc_normalize({expression}) end"
    )


def digest_sql(expressions: Iterable[str]) -> str:
    """The same over SQL text expressions, for DuckDB, whose texts are UTF-8 and `strlen` bytes."""
    parts = []
    for sql in expressions:
        whole = (
            f"case when contains({sql}, chr(0)) then replace({sql}, chr(0), '{NUL}') else {sql} end"
        )
        text = f"nfc_normalize({whole})"
        parts.append(f"ifnull(strlen({text}) || ':' || {text}, '-')")
    return f"sha256(concat({', '.join(parts)}))[:32]::UUID"
