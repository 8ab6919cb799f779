"""Cells of a CSV file that a spreadsheet opens: text stays text and is never run."""

from __future__ import annotations

import re

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
# A spreadsheet that cuts cells at `;`, or that loses a quote, sees a new cell after these.
CUTS = re.compile(r"([;\t\r\n])")
QUOTED = re.compile(r'[",\r\n]|^\s|\s$')


def safe_cell(value: object) -> str:
    """A cell as text; what a spreadsheet would take for a formula begins with an apostrophe.

    Plain numbers stay numbers, and nothing becomes an empty cell.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("-2"), safe_cell(40.0), safe_cell("a;=b")
    ("'=HYPERLINK(1)", '-2', '40', "a;'=b")
    """
    if isinstance(value, str):
        text = "".join(map(_safe, CUTS.split(value)))
        return f"'{text}" if text.startswith(("\t", "\r")) else text
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0") if value - value == 0 else ""
    return str(value)


def _safe(part: str) -> str:
    text = part.strip()
    return f"'{part}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else part


def line(cells: list[str]) -> str:
    """One line of a CSV file, quoted where needed.

    >>> print(line(["a", "b, c", ""]), end="")
    a,"b, c",
    """
    if cells == [""]:
        return '""\n'  # an empty line would be no row
    return ",".join(map(_quoted, cells)) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if QUOTED.search(cell) else cell
