"""What comes from data is shown, never obeyed: control characters and bidi overrides."""

from __future__ import annotations

import json
import re

# Controls, lone surrogates, line and paragraph separators, marks that turn the direction
# of what follows, and invisible tags.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with everything that a terminal would obey written out.

    >>> print(visible("a\\x1b[31mb\\u202ec"))
    a\\x1b[31mb\\u202ec
    """
    return HIDDEN.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def as_json(value: object, indent: int | None = 2) -> str:
    """JSON in ASCII, keys in their order: nothing in it can reach a terminal raw.

    Dates are ISO, what is no number is null, Arrow tables are lists of rows.
    """
    text = json.dumps(plain(value), ensure_ascii=True, allow_nan=False, indent=indent)
    return text.replace("\x7f", "\\u007f")


def plain(value: object) -> object:
    """The value in what JSON knows."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, float):
        is_finite = value - value == 0
        return value if is_finite else None
    if value is None or isinstance(value, str | int):
        return value
    if hasattr(value, "to_pylist"):
        return plain(value.to_pylist())
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
