"""The physical lines of a text file, with a bound on their length and a way back."""

from __future__ import annotations

from collections import deque
from functools import partial
from pathlib import Path
from types import TracebackType

from actaverba.readers.encoding import CHUNK, KEEP, Encoding

LINE_LIMIT = 16 << 20
RAW_LIMIT = 500


class Lines:
    """Lines with their terminators, one after the other; `number` is that of the last one.

    Lines end with LF or CR LF, or with CR in a file that has no LF near its start. Bytes that
    cannot be decoded stand as lone surrogates (see `readers.encoding`). Of a line longer than
    `LINE_LIMIT` characters only the start is kept, and `overlong` is true.
    """

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self.number = 0
        self.overlong = False
        self._back: deque[str] = deque()
        end = _line_end(path, encoding)
        self._file = path.open(encoding=encoding.codec, errors=KEEP, newline=end)
        self._end = end
        if encoding.mark:
            self._file.read(1)
        self._read = partial(self._file.readline, LINE_LIMIT)

    def __enter__(self) -> Lines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._file.close()

    def next(self) -> str:
        """The next line, or an empty text at the end."""
        if self._back:
            self.number += 1
            return self._back.popleft()
        line = self._read()
        if line:
            self.number += 1
            self.overlong = len(line) == LINE_LIMIT and not line.endswith(self._end)
            if self.overlong:
                self._skip()
        return line

    def give_back(self, lines: list[str]) -> None:
        """Let the last lines come once more."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)

    def _skip(self) -> None:
        while (more := self._read()) and not more.endswith(self._end):
            pass


def _line_end(path: Path, encoding: Encoding) -> str:
    with path.open("rb") as file:
        head = file.read(CHUNK).decode(encoding.codec, "replace")
    return "\r" if "\r" in head and "\n" not in head else "\n"


def body(line: str) -> str:
    """A line without its terminator."""
    if line.endswith("\n"):
        line = line[:-1]
    return line[:-1] if line.endswith("\r") else line


def raw(text: str) -> str:
    """The start of a record as a refusal may quote it: no control characters, no surrogates."""
    return "".join(map(_visible, text[:RAW_LIMIT])) + ("…" if len(text) > RAW_LIMIT else "")


def _visible(char: str) -> str:
    code = ord(char)
    if 0xDC00 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if 0xD800 <= code <= 0xDFFF:
        return f"\\u{code:04x}"
    if code < 32 or 127 <= code < 160:
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char, f"\\x{code:02x}")
    return char
