"""Records of a delimited text file (RFC 4180), each with the line on which it starts.

A cell may be quoted; in quotes a delimiter and line ends are text and `""` is a quote. A quote
inside an unquoted cell is text; blanks behind a closing quote are dropped. A record that
does not hold is refused, and the rest is still read. Where a quote is not closed, it cannot
be told for certain where the record ends: if the lines below are by themselves whole
records, only the first line is refused, otherwise all that the quote swallows, and the
refusal says which lines.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from actaverba.readers.lines import LINE_LIMIT, Lines, body

Record = tuple[int, list[str]]

_IN_QUOTES = re.compile(r'[^"]*(?:""[^"]*)*')
LOOK_AHEAD = 100
QUOTES_CURE = 'Check its quotes and delimiters; a quote inside quotes is written "".'


@dataclass(frozen=True)
class Broken:
    """A record that is refused, from line `line` to line `last`; `cell` where it is one."""

    line: int
    last: int
    code: str
    message: str
    cure: str
    text: str
    cell: int = 0


@dataclass
class _Scan:
    """Cells found so far in one record, and what stands in the way of more.

    `open` holds the pieces of a quoted cell that goes on in the next line; `stray` says
    that an unquoted cell holds a quote.
    """

    cells: list[str] = field(default_factory=list)
    open: list[str] | None = None
    trouble: str = ""
    stray: bool = False

    def take(self, line: str, delimiter: str) -> None:
        """Split one line, going on with the cell that is open."""
        text, at = body(line), 0
        while not self.trouble:
            if self.open is not None or text.startswith('"', at):
                at = self._quoted(line, text, at, delimiter)
            else:
                end = text.find(delimiter, at)
                cell = text[at:] if end < 0 else text[at:end]
                self.stray = self.stray or '"' in cell
                self.cells.append(cell)
                at += len(cell)
            if at >= len(text):
                return
            at += 1

    def _quoted(self, line: str, text: str, at: int, delimiter: str) -> int:
        """Take a quoted cell from `at`; the place behind it."""
        start = at if self.open is not None else at + 1
        found = _IN_QUOTES.match(text, start)
        assert found is not None
        end = found.end()
        pieces = self.open or []
        if end == len(text):
            pieces.append(text[start:] + line[len(text) :])
            self.open = pieces
            return end
        pieces.append(text[start:end])
        self.cells.append("".join(pieces).replace('""', '"'))
        self.open = None
        at = end + 1
        while text.startswith(" ", at):
            at += 1
        if at < len(text) and text[at] != delimiter:
            self.trouble = f"text follows the closing quote of cell {len(self.cells)}"
        return at

    @property
    def open_length(self) -> int:
        return sum(map(len, self.open or ()))


def split_line(line: str, delimiter: str) -> list[str] | None:
    """The cells of a line that is a record by itself, or None when it is not one."""
    scan = _Scan()
    scan.take(line, delimiter)
    return None if scan.open is not None or scan.trouble or scan.stray else scan.cells


class Records:
    """The records of a file after its header: `(line, cells)`, or `Broken`.

    `width` is the number of cells in the header, `limit` the most bytes of a cell.
    `skipped` counts lines without any content; they are no records.
    """

    def __init__(self, lines: Lines, delimiter: str, *, width: int, limit: int) -> None:
        self.lines = lines
        self.delimiter = delimiter
        self.width = width
        self.limit = limit
        self.skipped = 0

    def __iter__(self) -> Iterator[Record | Broken]:
        lines, delimiter, width, plain = self.lines, self.delimiter, self.width, self.limit // 4
        while line := lines.next():
            if '"' not in line:
                cells = body(line).split(delimiter)
            else:
                try:
                    cells = next(csv.reader((body(line),), delimiter=delimiter, strict=True))
                except csv.Error:
                    yield self._careful(line)
                    continue
            if len(cells) == width and any(cells) and len(line) <= plain and "\0" not in line:
                yield lines.number, cells
            elif any(map(str.strip, cells)):
                yield self._judged(lines.number, cells, [line])
            else:
                self.skipped += 1

    def _careful(self, line: str) -> Record | Broken:
        """A record over several lines, or one with trouble in its quotes."""
        start, taken, scan, kept = self.lines.number, [line], _Scan(), 0
        scan.take(line, self.delimiter)
        while scan.open is not None and not self.lines.overlong:
            line = self.lines.next()
            if not line:
                cell = len(scan.cells) + 1
                return self._given_up(start, taken, f"the quote of cell {cell} is never closed")
            taken.append(line)
            kept += len(line)
            scan.take(line, self.delimiter)
            if kept > self.limit and scan.open_length > self.limit:
                return self._too_long(start, taken, scan)
        if self.lines.overlong:
            return self._overlong(start, taken)
        if scan.trouble:
            return self._given_up(start, taken, scan.trouble)
        return self._judged(start, scan.cells, taken)

    def _judged(self, start: int, cells: list[str], taken: list[str]) -> Record | Broken:
        """The record, if it has the right number of cells and each can be stored."""
        if self.lines.overlong:
            return self._overlong(start, taken)
        if len(cells) != self.width:
            trouble = f"{len(cells)} cells where the header has {self.width}"
            return self._given_up(start, taken, trouble, code="wrong_number_of_cells")
        for number, cell in enumerate(cells, start=1):
            if len(cell) * 4 > self.limit and len(cell.encode("utf-8", "replace")) > self.limit:
                trouble, cure = f"the cell is longer than {self.limit} bytes", "Shorten it."
                return self._broken(start, taken, "cell_too_long", trouble, cure, cell=number)
            if "\0" in cell:
                trouble, cure = "the cell holds a zero byte, which no text can", "Take it out."
                return self._broken(start, taken, "zero_byte", trouble, cure, cell=number)
        return start, cells

    def _given_up(
        self, start: int, taken: list[str], trouble: str, *, code: str = "broken_quotes"
    ) -> Broken:
        """Refuse one line and go on below it, or refuse all lines taken."""
        if self._holds_records(taken[1:]):
            self.lines.give_back(taken[1:])
            del taken[1:]
            trouble = f"{trouble}; reading went on at line {start + 1}"
        return self._broken(start, taken, code, trouble, QUOTES_CURE)

    def _too_long(self, start: int, taken: list[str], scan: _Scan) -> Broken:
        """A quoted cell beyond the limit: a quote left open, or a very long text."""
        trouble = f"cell {len(scan.cells) + 1} is longer than {self.limit} bytes"
        if self._holds_records(taken[1:]):
            return self._given_up(start, taken, trouble)
        del taken[5:]
        rest = _Scan(open=[])
        while rest.open is not None and not self.lines.overlong:
            line = self.lines.next()
            if not line:
                return self._broken(
                    start, taken, "broken_quotes", f"{trouble}, and its quote is never closed",
                    QUOTES_CURE,
                )  # fmt: skip
            rest = _Scan(open=[])
            rest.take(line, self.delimiter)
        return self._broken(start, taken, "cell_too_long", trouble, "Shorten it.")

    def _overlong(self, start: int, taken: list[str]) -> Broken:
        trouble = f"the line is longer than {LINE_LIMIT} characters"
        return self._broken(start, taken, "line_too_long", trouble, "Shorten it.")

    def _holds_records(self, swallowed: list[str]) -> bool:
        """Are the lines under an open quote records by themselves? Told from the first ones.

        With one or two columns any line of prose may look like a record, so nothing is told.
        """
        looked_at = [line for line in swallowed[:LOOK_AHEAD] if line.strip()]
        if self.width < 3 or not looked_at:
            return False
        whole = [len(split_line(line, self.delimiter) or ()) == self.width for line in looked_at]
        return whole[0] and sum(whole) * 2 >= len(whole)

    def _broken(
        self, start: int, taken: list[str], code: str, message: str, cure: str, *, cell: int = 0
    ) -> Broken:
        last = self.lines.number
        span = f" (lines {start} to {last} are refused)" if last > start else ""
        return Broken(start, last, code, message + span, cure, "".join(taken[:5])[:2000], cell)
