"""A JSON text read piece by piece, whatever its size; a broken value does not end it.

The decoder of the standard library reads a value at a place of a piece. Where that fails, the
value's end is looked for by its brackets alone, so that the next one can be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from actaverba.readers.encoding import CHUNK, KEEP, Encoding

LONGEST = 64 << 20
_BLANK = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+("?)|[{}\[\]]', re.DOTALL)
_SIMPLE_END = re.compile(r"[,\]}\s]")
# Half characters, bytes that could not be decoded, and zero characters: none can be stored.
_SUSPECT = re.compile(r"[\ud800-\udfff\x00]|\\u(?:[dD][89a-fA-F]|0000)")


class BrokenValueError(ValueError):
    """One value that cannot be taken; the text goes on behind it. `text` is its start."""

    def __init__(self, why: str, text: str = "") -> None:
        super().__init__(why)
        self.text = text


class StoppedError(ValueError):
    """The text cannot be followed any further."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BrokenValueError(f"the key {twice[:80]!r} stands twice in it")
    return found


def _no_number(name: str) -> Any:
    raise BrokenValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def value_of(text: str) -> Any:
    """The value of a JSON text, without keys that stand twice and what cannot be stored.

    Raises BrokenValueError, which says what is wrong.
    """
    try:
        found = _DECODER.decode(text)
    except RecursionError:
        raise BrokenValueError("it is nested too deeply", text) from None
    except BrokenValueError as trouble:
        raise BrokenValueError(str(trouble), text) from None
    except json.JSONDecodeError as trouble:
        what = f"it is no JSON: {trouble.msg}, at character {trouble.pos + 1} of it"
        raise BrokenValueError(what, text) from None
    except ValueError:
        raise BrokenValueError("a number in it has too many digits", text) from None
    if _SUSPECT.search(text):
        _check_texts(found, text)
    return found


def _check_texts(found: Any, text: str) -> None:
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and "\0" in one:
            raise BrokenValueError("it holds a zero character, which no text can", text)
        elif isinstance(one, str) and any(0xD800 <= ord(char) <= 0xDFFF for char in one):
            raise BrokenValueError("half of a character, or a byte of another encoding", text)


def opened(path: Path, written: Encoding) -> TextIO:
    """The text of a file, as `Walk` takes it."""
    file = path.open(encoding=written.codec, errors=KEEP, newline="")
    if written.mark:
        file.read(1)
    return file


class Walk:
    """Goes through the text of a file: `members` and `elements` enter what is open next,
    `value` takes the next value whole, `skip` passes over it. What a loop over members or
    elements leaves where it is, is passed over.

    `mend` puts right what a known writer does wrong, in the text of a value that is no JSON.
    """

    def __init__(self, file: TextIO, *, mend: Callable[[str], str] = lambda text: text) -> None:
        self._file = file
        self._mend = mend
        self._text = ""
        self._at = self._before = 0
        self._ended = False

    def __enter__(self) -> Walk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._file.close()

    def peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def members(self) -> Iterator[str]:
        """The keys of the object that is next, each before its value."""
        for _ in self._inside("{", "}"):
            try:
                key = self.value() if self.peek() == '"' else None
            except BrokenValueError as trouble:
                raise StoppedError(f"a key cannot be read: {trouble}") from None
            if not isinstance(key, str) or self.peek() != ":":
                raise StoppedError("a key or the colon behind it is missing")
            self._at += 1
            self.peek()
            place = self._before + self._at
            yield key
            if place == self._before + self._at:
                self.skip()

    def elements(self) -> Iterator[None]:
        """Stops before each element of the array that is next."""
        for _ in self._inside("[", "]"):
            place = self._before + self._at
            yield
            if place == self._before + self._at:
                self.skip()

    def value(self) -> Any:
        """The next value. Raises BrokenValueError, after which the walk goes on behind it."""
        self.peek()
        try:
            found, end = _DECODER.raw_decode(self._text, self._at)
        except (ValueError, RecursionError):
            return self._whole()
        if end == len(self._text) and not self._ended:
            return self._whole()
        start, self._at = self._at, end
        if _SUSPECT.search(self._text, start, end):
            _check_texts(found, self._text[start:end])
        return found

    def skip(self) -> None:
        self._to_end(keep=False)

    def _whole(self) -> Any:
        text = self._to_end(keep=True)
        try:
            return value_of(text)
        except BrokenValueError:
            mended = self._mend(text)
            if mended == text:
                raise
            return value_of(mended)

    def _inside(self, opens: str, closes: str) -> Iterator[None]:
        if self.peek() != opens:
            raise StoppedError(f"{opens} was to come next")
        self._at += 1
        first = True
        while (char := self.peek()) != closes:
            if not first and char == ",":
                self._at += 1
                self.peek()
            elif not first or not char:
                raise StoppedError("it is cut short" if not char else f", or {closes} is missing")
            first = False
            yield
        self._at += 1

    def _to_end(self, *, keep: bool) -> str:
        """Go to the end of the next value; its text if it is to be kept."""
        depth, place = 0, self._at
        if self.peek() not in '"{[':
            return self._simple()
        place = self._at
        while True:
            token = _TOKEN.search(self._text, place)
            if token is None or (token[0][0] == '"' and not token[1]):
                place = token.start() if token else len(self._text)
                if not keep:
                    self._at = place
                place -= self._at
                if len(self._text) - self._at > LONGEST:
                    raise StoppedError(f"a value is longer than {LONGEST >> 20} MiB")
                if not self._more():
                    raise StoppedError("it is cut short")
                place += self._at
                continue
            place = token.end()
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
            if depth <= 0:
                text, self._at = self._text[self._at : place] if keep else "", place
                return text

    def _simple(self) -> str:
        """A number, a word or something that is neither."""
        while (end := _SIMPLE_END.search(self._text, self._at)) is None and self._more():
            pass
        place = end.start() if end else len(self._text)
        if place == self._at:
            raise StoppedError("a value is missing")
        text, self._at = self._text[self._at : place], place
        return text

    def _more(self) -> bool:
        """Read on; what lies behind is dropped. A long value is read in growing pieces."""
        piece = self._file.read(max(CHUNK, len(self._text) - self._at))
        self._before += self._at
        self._text, self._at = self._text[self._at :] + piece, 0
        self._ended = not piece
        return bool(piece)
