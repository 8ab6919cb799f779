"""How the command line speaks: plain lines, aligned tables, progress only on a terminal."""

from __future__ import annotations

import json
import shlex
import sys
import textwrap
import unicodedata
from collections.abc import Collection, Iterable, Sequence

import click

from actaverba.cli.visible import as_json, visible
from actaverba.vocabulary import printing

GAP = "  "
NARROW = 40


def say(line: str = "", *, err: bool = False) -> None:
    """Print one line; what the terminal's encoding lacks is written out."""
    stream = sys.stderr if err else sys.stdout
    coding = getattr(stream, "encoding", None) or "utf-8"
    click.echo(visible(line).encode(coding, "backslashreplace").decode(coding), err=err)


def say_json(value: object, *, indent: int | None = 2) -> None:
    click.echo(as_json(value, indent))


def progress(line: str) -> None:
    """Say what is being done, to a person only: silent in pipes and files."""
    if sys.stderr.isatty():
        say(line, err=True)


def typed(place: object) -> str:
    """A path as it would be typed, quoted where a shell needs it."""
    return shlex.quote(str(place))


def asked(scope: str) -> str:
    """The settings that make a question another one, in plain words; empty is the default.

    >>> asked('{"fields":["a","b"]}')
    'fields a,b'
    """
    told = json.loads(scope) if scope else {}
    return "; ".join(
        f"{name} {','.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in told.items()
    )


def cell(value: object) -> str:
    """One cell as people read it; a number has thin spaces, nothing is a dash."""
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return printing.number(value) if isinstance(value, int | float) else visible(str(value))


def say_table(
    head: Sequence[str], rows: Iterable[Sequence[object]], *, right: Collection[int] = ()
) -> None:
    """Print rows in columns; those in `right` hold numbers and end flush."""
    shown = [[visible(h) for h in head], *([cell(v) for v in row] for row in rows)]
    widths = [max(width(row[n]) for row in shown) for n in range(len(head))]
    for row in shown:
        padded = [_padded(text, widths[n], to_right=n in right) for n, text in enumerate(row)]
        say(GAP.join(padded).rstrip())


def _padded(text: str, wide: int, *, to_right: bool) -> str:
    space = " " * (wide - width(text))
    return space + text if to_right else text + space


def width(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def say_wrapped(text: str, indent: str) -> None:
    """Print a sentence, broken at the width of a terminal; in a pipe it stays one line."""
    text = visible(text)
    if not sys.stdout.isatty():
        say(indent + text)
        return
    columns = max(NARROW, click.get_current_context().terminal_width or _columns())
    for line in textwrap.wrap(
        text, columns, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
        break_on_hyphens=False,
    ):  # fmt: skip
        say(line)


def _columns() -> int:
    import shutil

    return min(shutil.get_terminal_size().columns, 100)
