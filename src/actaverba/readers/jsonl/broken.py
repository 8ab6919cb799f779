"""Why a line of a JSON lines file is no record; asked only for lines that gave nothing."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from pathlib import Path

from actaverba.engine.staged import Refusal
from actaverba.readers.lines import raw

CURE = 'Each line must be one JSON object: {"key": "value", …}.'
LINE_LIMIT = 8 << 20


def numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers; of an overlong line only the start."""
    number = 0
    with path.open("rb") as file:
        while line := file.readline(LINE_LIMIT):
            number += 1
            yield number, line
            while line and not line.endswith(b"\n"):
                line = file.readline(LINE_LIMIT)


def blank_lines(path: Path) -> list[int]:
    return [number for number, line in numbered(path) if not line.strip()]


def refusals(
    path: Path, lines: Container[int], overlong: Container[int] = (), *, encoding: str = "utf-8"
) -> Iterator[Refusal | None]:
    """For each of these lines the refusal, or None when it is an object without values."""
    for number, line in numbered(path):
        if number in overlong:
            what = f"the line is longer than {LINE_LIMIT} bytes"
            yield Refusal(number, "", "line_too_long", what, "Shorten it.")
        elif number in lines:
            yield refusal(number, line, encoding)


def refusal(number: int, line: bytes, encoding: str = "utf-8") -> Refusal | None:
    """What is wrong with one line.

    >>> refusal(3, b'{"id": 1').message
    "it is no JSON: Expecting ',' delimiter, at character 9"
    """
    text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
    try:
        record = json.loads(text.decode("utf-8"))
    except UnicodeDecodeError as trouble:
        return Refusal(
            number, "", "bad_byte", f"byte 0x{text[trouble.start]:02x} is not {encoding}",
            "Save the file as UTF-8, or give --encoding.", raw(text.decode("utf-8", "replace")),
        )  # fmt: skip
    except json.JSONDecodeError as trouble:
        what = f"it is no JSON: {trouble.msg}, at character {trouble.pos + 1}"
        return Refusal(number, "", "broken_json", what, CURE, raw(text.decode("utf-8")))
    except (RecursionError, ValueError):
        return Refusal(
            number, "", "broken_json", "it is nested too deeply", CURE, raw(str(text[:200]))
        )
    quoted = raw(text.decode("utf-8"))
    if not isinstance(record, dict):
        return Refusal(number, "", "no_object", "it is JSON, but no object", CURE, quoted)
    if _lone_surrogate(record):
        return Refusal(
            number, _lone_surrogate(record), "lone_surrogate",
            "half of a character (\\ud800 to \\udfff without its pair) cannot be stored",
            "Write the text anew as UTF-8.", quoted,
        )  # fmt: skip
    if any(value is not None for value in record.values()):
        return Refusal(number, "", "no_column", "none of its keys can be a column", CURE, quoted)
    return None


def _lone_surrogate(record: dict[str, object]) -> str:
    """The first key with half of a character in it or in its value."""
    for key, value in record.items():
        text = key + json.dumps(value, ensure_ascii=False)
        if any(0xD800 <= ord(char) <= 0xDFFF for char in text):
            return key.encode("utf-8", "replace").decode("utf-8")
    return ""
