"""SVG as text: every attribute and every word is escaped, nothing is styled by data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from actaverba.dossier.clean import clean
from actaverba.dossier.figures import Drawing

WIDTH = 980
TEXT = 13
COLOURS = 8
SPACE = re.compile(r"[ \t\n]+")  # not the thin spaces inside numbers


def tag(name: str, *inside: Any, **attributes: Any) -> Markup:
    """An element. `class_` is `class`, other underscores are hyphens; None leaves one out.

    >>> tag("text", "<b>", class_="label", x=1.50)
    Markup('<text class="label" x="1.5">&lt;b&gt;</text>')
    """
    said = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _attribute(value))
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(name, said, joined(inside))


def joined(parts: Iterable[Any]) -> Markup:
    """The parts one after the other; what is not markup is cleaned and escaped."""
    return Markup("").join(p if isinstance(p, Markup) else clean(str(p)) for p in parts)


def _attribute(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return clean(str(value))


def cut(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis.

    >>> cut("a longer text", 8)
    'a longe…'
    """
    text = SPACE.sub(" ", text).strip(" ")
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def wrapped(text: str, most: int, lines: int = 2) -> list[str]:
    """The text in at most so many lines, the last one cut.

    >>> wrapped("controlled by a state", 12)
    ['controlled', 'by a state']
    """
    rows: list[str] = [""]
    for word in SPACE.sub(" ", text).split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and len(longer) > most and len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = longer
    return [cut(row, most) for row in rows]


NARROW, WIDE = frozenset("ijltfrI.,:;'|!()[]- "), frozenset("mwMW@%—…")


def width(text: str, size: float = TEXT) -> float:
    """About how wide the text is; fonts differ, so what follows it gets some room."""
    ems = 0.0
    for letter in text:
        if letter in NARROW:
            ems += 0.34
        elif letter in WIDE or letter > "\u2e7f":
            ems += 0.95
        else:
            ems += 0.66 if letter.isupper() else 0.58
    return ems * size


def colour(position: int) -> str:
    """The class of the colour at a place in an order; after eight it starts again."""
    return f"c{position % COLOURS + 1}"


def mark(shape: Markup, label: str, href: str | None, foot: float) -> Markup:
    """A mark that leads to its row and shows its label at the foot when it has the focus."""
    if not href:
        return shape
    tip = tag("text", cut(label, 120), class_="tip", x=0, y=foot)
    return tag("a", shape, tip, href=href)


def figure(drawing: Drawing, height: float, *, still: Markup, marks: Markup) -> Markup:
    """The whole drawing: a still image with title and description, and the marks upon it.

    An image has no inside for those who hear the page, so links cannot stand in it: the
    still part is the image, the links are a layer of their own with the same frame.
    """
    box = f"0 0 {WIDTH} {height:.0f}"
    image = tag(
        "svg",
        tag("title", drawing.title, id=f"{drawing.ident}-title"),
        tag("desc", drawing.says, id=f"{drawing.ident}-desc"),
        still,
        role="img",
        aria_labelledby=f"{drawing.ident}-title {drawing.ident}-desc",
        width=WIDTH,
        height=f"{height:.0f}",
    )
    return tag("svg", image, marks, viewBox=box, class_="figure", focusable="false")


def small(drawing: Drawing, size: tuple[int, int], still: Markup) -> Markup:
    """A drawing that is never wider than it is drawn, so that its words stay readable."""
    wide, tall = size
    return tag(
        "svg",
        tag("title", drawing.title, id=f"{drawing.ident}-title"),
        tag("desc", drawing.says, id=f"{drawing.ident}-desc"),
        still,
        role="img",
        aria_labelledby=f"{drawing.ident}-title {drawing.ident}-desc",
        viewBox=f"0 0 {wide} {tall}",
        width=wide,
        height=tall,
        class_="small-figure",
    )
