"""Cells that go out to a spreadsheet and come back: nothing runs there, nothing is lost.

A part of a cell that a spreadsheet would take for a formula gets an apostrophe in front, and
so does one that begins with apostrophes before such a sign, so that taking one away again
gives back what was written.
"""

from __future__ import annotations

import re

SIGNS = "=+\\-@＝＋－＠"
NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*")
# A spreadsheet that cuts cells at `;`, or that loses a quote, sees a new cell after these.
CUTS = re.compile(r"([;\t\r\n])")
RUNS = re.compile(rf"\s*'*[{SIGNS}]")


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet runs.

    >>> neutral("=1+1"), neutral("-2"), neutral("a;@b")
    ("'=1+1", '-2', "a;'@b")
    """
    return "".join(map(_neutral, CUTS.split(text)))


def restored(cell: str) -> str:
    """What was written, from a cell of `neutral`.

    >>> restored("'=1+1"), restored("'tis")
    ('=1+1', "'tis")
    """
    return "".join(map(_restored, CUTS.split(cell)))


def _neutral(part: str) -> str:
    return f"'{part}" if RUNS.match(part) and not NUMBER.fullmatch(part) else part


def _restored(part: str) -> str:
    return part[1:] if part.startswith("'") and RUNS.match(part[1:]) else part
