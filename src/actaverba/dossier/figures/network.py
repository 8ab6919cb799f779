"""A network without a tangle: groups as discs, dots inside, the heaviest edges, no names.

Colours follow the size of groups and carry no side; each colour has its own shape of dot.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from actaverba.dossier.figures import Drawing, Row
from actaverba.dossier.figures._network import kept, numbers, seen
from actaverba.dossier.figures._svg import WIDTH, colour, cut, figure, joined, tag, width, wrapped
from actaverba.vocabulary import printing

ROLES = ("a", "b", "weight", "group", "start", "end")

LETTERS, LINE = 150, 16
MOST_LABELS = 60
# The labels of the largest groups stand, even upon another disc.
SURE = 6
SMALLEST, LARGEST = 1.1, 5.5
LEAST_LABELLED = 9.0
# Middle, baseline and half of the width of a label, and the label.
Spot = tuple[float, float, float, str]
WIDTHS = {1: 0.7, 2: 1.4, 3: 2.4}


def says(rows: Sequence[Row], words: gettext.NullTranslations) -> dict[str, Any]:
    """Numbers of nodes, edges and groups, of edges drawn and left out, and the sentence."""
    told = numbers(seen(rows))
    sentences = [
        words.gettext(
            "{nodes} nodes in {groups} groups, tied by {edges} edges; the largest group has"
            " {largest}."
        ),
        *_notes(told, words),
    ]
    return {"n": told["edges"], **told, "says": " ".join(sentences).format_map(_printed(told))}


def _printed(told: Mapping[str, Any]) -> dict[str, str]:
    return {k: printing.number(v) for k, v in told.items() if not isinstance(v, bool)}


def _notes(told: Mapping[str, Any], words: gettext.NullTranslations) -> list[str]:
    """What a reader must know of how it is drawn, and what is left out."""
    say = words.gettext
    cut, small, large = told["left_out"], told["small"], told["of_large"]
    notes = {
        say("Groups are communities by modularity; networks of chance have some, too."):
            not told["is_named"],
        say("Drawn are all edges of groups with up to {small} edges, and of the others those of"
            " weight {least} or more; {left_out} edges are left out."): cut and small and large,
        say("Drawn are all edges of groups with up to {small} edges; {left_out} of others are left"
            " out, since too many have the same weight."): cut and small and not large,
        say("Drawn are the {drawn} edges of weight {least} or more; {left_out} others are left"
            " out."): cut and large and not small,
        say("No edge is drawn: too many have the same weight."): cut and not told["drawn"],
        say("Edges between groups are added up: one line a pair of groups, the heaviest only."):
            told["is_added_up"],
        say("{groups_left_out} groups with {nodes_left_out} nodes are too many to draw, or too"
            " large."): told["groups_left_out"],
        say("The {without_disc} smallest groups stand without a disc."): told["without_disc"],
        say("The number after a label is how many a group has; where a disc lies means nothing."):
            True,
    }  # fmt: skip
    return [text for text, is_said in notes.items() if is_said]


def keep(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The few rows that an edition keeps in place of the edges, and that `draw` takes as well."""
    return kept(rows)


def draw(rows: Sequence[Row], drawing: Drawing) -> Markup:
    """The network as SVG, from edges or from what is kept of them."""
    if not rows or "height" not in rows[0]:
        rows = kept(rows)
    if not rows:
        return figure(drawing, 24, still=Markup(""), marks=Markup(""))
    first, *groups = rows
    dot = min(max(0.25 * first["apart"], SMALLEST), LARGEST)
    # The more lines, the fainter each, so that dots and discs stay on top.
    small, others = (
        min(0.5, much / max(len(first[of]), 1) ** 0.5)
        for of, much in (("small", 14), ("others", 6))
    )
    still = [
        *_strokes(first["bands"], 0.22, 1.6),
        *(_disc(g, n) for n, g in enumerate(groups) if "r" in g),
        *_strokes(first["others"], others, 1.0),
        *_strokes(first["small"], small, 1.0),
        *(_dots(g["dots"], n if "r" in g else 7, dot) for n, g in enumerate(groups)),
        *_labels(groups, drawing),
    ]
    notes = " ".join(_notes(first["told"], drawing.words)).format_map(_printed(first["told"]))
    lines = wrapped(notes, LETTERS, 4)
    still += [
        tag("text", line, class_="axis", x=0, y=first["height"] + 14 + n * LINE)
        for n, line in enumerate(lines)
    ]
    tall = first["height"] + len(lines) * LINE + 6
    return figure(drawing, tall, still=joined(still), marks=Markup(""))


def _disc(group: Row, place: int) -> Markup:
    return tag("circle", class_=colour(place), cx=group["x"], cy=group["y"], r=group["r"],
               opacity="0.15")  # fmt: skip


def _strokes(lines: Sequence[Sequence[float]], opacity: float, factor: float) -> list[Markup]:
    """Three paths, of the light, middling and heavy lines."""
    made = []
    for heavy, wide in WIDTHS.items():
        way = "".join(
            f"M{_short(x1)} {_short(y1)}L{_short(x2)} {_short(y2)}"
            for x1, y1, x2, y2, h in lines
            if h == heavy
        )
        if way:
            made.append(tag("path", class_="tick", d=way, stroke_opacity=f"{opacity:.2f}",
                            stroke_width=f"{wide * factor:.1f}"))  # fmt: skip
    return made


def _dots(flat: Sequence[float], place: int, size: float) -> Markup:
    """All dots of a group as one path: round, square, diamond or triangle by its place."""
    pairs = list(zip(flat[::2], flat[1::2], strict=True))
    shape = place % 4
    if shape < 2:
        way = "".join(f"M{_short(x)} {_short(y)}h.01" for x, y in pairs)
        wide = 2 * size if shape == 0 else 1.8 * size
        return tag("path", class_=colour(place), d=way, stroke_width=f"{wide:.1f}",
                   stroke_linecap="round" if shape == 0 else "square")  # fmt: skip
    s = size * 1.25
    inner = f"l{s:.1f} {s:.1f}l-{s:.1f} {s:.1f}l-{s:.1f} -{s:.1f}z"
    if shape == 3:
        inner = f"l{s:.1f} {1.8 * s:.1f}h-{2 * s:.1f}z"
    way = "".join(f"M{_short(x)} {_short(y - s)}{inner}" for x, y in pairs)
    return tag("path", class_=colour(place), d=way, stroke_width="0")


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _labels(groups: Sequence[Row], drawing: Drawing) -> list[Markup]:
    """Names of the largest groups above or below their discs, where there is room."""
    say = drawing.words.gettext
    kind = say("group {name}") if groups and groups[0].get("is_named") else say("community {name}")
    discs = [g for g in groups if "r" in g]
    made: list[Markup] = []
    taken: list[Spot] = []
    for place, group in enumerate(discs[:MOST_LABELS]):
        name = kind.format(name=cut(group["group"] or "–", 18))
        texts = [f"{name} · {printing.number(group['n'])}"]
        texts.append(texts[0].removeprefix(kind.format(name="")))
        around = discs[:place] + discs[place + 1 :] if place >= SURE else []
        spot = next(
            (at for t in texts for at in _spots(group, t) if _free(at, around, taken)), None
        )
        if spot and group["r"] >= LEAST_LABELLED:
            taken.append(spot)
            x, y, _, text = spot
            made.append(tag("text", text, class_="label halo", x=x, y=y, text_anchor="middle"))
    return made


def _spots(disc: Row, text: str) -> list[Spot]:
    """Where a label may stand: above its disc, or below."""
    half = width(text) / 2
    x = min(max(disc["x"], half), WIDTH - half)
    above, below = max(disc["y"] - disc["r"] - 5, 12.0), disc["y"] + disc["r"] + 14
    return [(x, above, half, text), (x, below, half, text)]


def _free(spot: Spot, discs: Sequence[Row], taken: Sequence[Spot]) -> bool:
    """Whether no other label stands there, and no other group's disc."""
    x, y, half, _ = spot
    beside = all(abs(x - ox) > half + other or abs(y - oy) > 16 for ox, oy, other, _ in taken)
    return beside and not any(
        max(abs(d["x"] - x) - half, 0.0) ** 2 + max(abs(d["y"] - y + 4) - 7, 0.0) ** 2
        < (d["r"] - 3) ** 2
        for d in discs
    )
