"""A network as a figure keeps it: groups as discs with their dots, and the lines between.

What is kept are places on the page and numbers, no names: a network of thousands of nodes
makes a few hundred rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actaverba.dossier.figures import Row
from actaverba.dossier.figures._svg import WIDTH
from actaverba.kernels.communities import grouped
from actaverba.kernels.network import Codes, Floats, Network, groups, network, part
from actaverba.kernels.packing import Packed, between, packed

MOST_LINES = 2000
MOST_CROSSING = 150
# All edges of groups with so few are drawn, as long as these are not too many together.
MOST_OF_SMALL, MOST_IN_SMALL = 60, 5000
MOST_DISCS = 300
MOST_PACKED = 2000
MOST_NODES = 12_000
TALL, MARGIN, HEAD = 385, 8, 20
# The most that two dots lie apart, so that thirty nodes do not fill a page.
WIDEST = 30.0


@dataclass(frozen=True)
class Seen:
    """The network of some rows, with its groups: the largest is 0."""

    given: Network
    label: Codes
    names: tuple[str, ...]
    is_named: bool

    @cached_property
    def is_inside(self) -> NDArray[np.bool_]:
        inside: NDArray[np.bool_] = self.label[self.given.a] == self.label[self.given.b]
        return inside

    @cached_property
    def small(self) -> int:
        """Groups with so many edges or fewer show them all; 0 is none."""
        own = np.bincount(self.label[self.given.a[self.is_inside]], minlength=len(self.names))
        sizes, times = np.unique(own[(own > 0) & (own <= MOST_OF_SMALL)], return_counts=True)
        fits = np.flatnonzero(np.cumsum(sizes * times) <= MOST_IN_SMALL)
        return int(sizes[fits[-1]]) if fits.size else 0

    @cached_property
    def in_small(self) -> NDArray[np.bool_]:
        """Which edges lie in groups that show all of theirs."""
        own = np.bincount(self.label[self.given.a[self.is_inside]], minlength=len(self.names))
        inside: NDArray[np.bool_] = self.is_inside & (own[self.label[self.given.a]] <= self.small)
        return inside

    @cached_property
    def least(self) -> float:
        """The smallest weight of which all other edges are drawn."""
        return threshold(self.given.weight[~self.in_small], MOST_LINES)

    @property
    def lines(self) -> NDArray[np.bool_]:
        """Which edges are drawn."""
        return self.in_small | (self.given.weight >= self.least)

    @property
    def is_added_up(self) -> bool:
        """Whether edges between groups are too many to draw, and become a line a pair."""
        return int((self.lines & ~self.is_inside).sum()) > MOST_CROSSING

    @property
    def sizes(self) -> NDArray[np.int64]:
        return np.bincount(self.label, minlength=len(self.names))

    @property
    def is_drawn(self) -> NDArray[np.bool_]:
        """Which groups there is room for: the largest that are not too large, and so many."""
        fits = self.sizes <= MOST_NODES
        nodes = np.cumsum(np.where(fits, self.sizes, 0))
        drawn: NDArray[np.bool_] = fits & (nodes <= MOST_NODES) & (np.cumsum(fits) <= MOST_PACKED)
        return drawn

    def drawn(self) -> Seen:
        """The part that is drawn."""
        if self.is_drawn.all():
            return self
        number = (np.cumsum(self.is_drawn) - 1).astype(np.int32)
        keep = self.is_drawn[self.label]
        names = tuple(n for n, is_drawn in zip(self.names, self.is_drawn, strict=True) if is_drawn)
        return Seen(part(self.given, keep), number[self.label[keep]], names, self.is_named)


def seen(rows: Sequence[Row]) -> Seen:
    """The network; where no row names a group, groups are communities that are computed."""
    a, b = [r.get("a") for r in rows], [r.get("b") for r in rows]
    given = network(a, b, [r.get("weight") for r in rows])
    named = groups(given, a, b, [r.get("group") for r in rows])
    label = grouped(given, named)
    first = np.unique(label, return_index=True)[1]
    is_named = any(named)
    shown = _printed(rows)
    names = tuple(
        shown.get(named[at], named[at]) if is_named else str(n + 1) for n, at in enumerate(first)
    )
    return Seen(given, label, names, is_named)


def _printed(rows: Sequence[Row]) -> dict[str, str]:
    names = {str(r["group"]): str(r.get("group_name") or r["group"]) for r in rows
             if r.get("group") is not None}  # fmt: skip
    return {group: names[group] for group in sorted(names)}


def numbers(found: Seen) -> dict[str, Any]:
    """What is shown and what is left out, counted."""
    shown = found.drawn()
    edges = int(found.given.weight.size)
    drawn = int(shown.lines.sum())
    of_large = drawn - int(shown.in_small.sum())
    return {
        "nodes": len(found.given.names), "edges": edges, "groups": len(found.names),
        "largest": int(max(found.sizes, default=0)), "drawn": drawn, "left_out": edges - drawn,
        "small": shown.small, "of_large": of_large, "least": shown.least if of_large else 0.0,
        "is_named": found.is_named,
        "is_added_up": shown.is_added_up,
        "without_disc": max(len(shown.names) - MOST_DISCS, 0),
        "groups_left_out": len(found.names) - len(shown.names),
        "nodes_left_out": len(found.given.names) - len(shown.given.names),
    }  # fmt: skip


def threshold(weight: Floats, most: int) -> float:
    """The smallest weight of which at most `most` edges are as heavy or heavier.

    >>> threshold(np.array([1.0, 3.0, 2.0, 2.0]), 2), threshold(np.array([1.0, 1.0]), 1)
    (3.0, inf)
    """
    if weight.size <= most:
        return float(weight.min()) if weight.size else 0.0
    value, count = np.unique(-weight, return_counts=True)
    fits = np.flatnonzero(np.cumsum(count) <= most)
    return float(-value[fits[-1]]) if fits.size else float("inf")


def kept(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows that the figure keeps: one of the lines, then one a group, the largest first."""
    whole = seen(rows)
    found = whole.drawn()
    if not found.given.names:
        return []
    laid = packed(found.given, found.label)
    scale, left, top, height = _frame(laid)
    x, y = (laid.x - left) * scale + MARGIN, (laid.y - top) * scale + MARGIN + HEAD
    disc_x = (laid.disc_x - left) * scale + MARGIN
    disc_y = (laid.disc_y - top) * scale + MARGIN + HEAD
    drawn = _lines(found, (x, y), (disc_x, disc_y))
    head = {"height": height, "apart": _round(scale), **drawn, "told": numbers(whole)}
    made: list[dict[str, Any]] = [{**head, "key": None}]
    sizes = found.sizes
    order = np.split(np.argsort(found.label, kind="stable"), np.cumsum(sizes)[:-1])
    for n, members in enumerate(order[:MOST_DISCS]):
        made.append({
            "group": found.names[n], "is_named": found.is_named, "n": int(sizes[n]),
            "x": _round(disc_x[n]), "y": _round(disc_y[n]), "r": _round(laid.radius[n] * scale),
            "dots": _pairs(x[members], y[members]), "key": None,
        })  # fmt: skip
    if len(order) > MOST_DISCS:
        rest = np.concatenate(order[MOST_DISCS:])
        made.append({"groups": len(order) - MOST_DISCS, "n": int(rest.size),
                     "dots": _pairs(x[rest], y[rest]), "key": None})  # fmt: skip
    return made


def _frame(laid: Packed) -> tuple[float, float, float, int]:
    """How the places come onto the page: scale, left, top; and the height of the page."""
    left, right = (laid.disc_x - laid.radius).min(), (laid.disc_x + laid.radius).max()
    top, foot = (laid.disc_y - laid.radius).min(), (laid.disc_y + laid.radius).max()
    scale = min((WIDTH - 2 * MARGIN) / (right - left), TALL / (foot - top), WIDEST)
    spare = (WIDTH - 2 * MARGIN) / scale - (right - left)
    height = round((foot - top) * scale + 2 * (MARGIN + HEAD) - 4)
    return float(scale), float(left - spare / 2), float(top), height


def _lines(
    found: Seen, node: tuple[Floats, Floats], disc: tuple[Floats, Floats]
) -> dict[str, list[list[float]]]:
    """Edges to draw: those of small groups, and the heaviest `others`; and `bands`, one a pair
    of groups, where too many edges run between groups.

    Each is `x1 y1 x2 y2 heaviness`, with heaviness 1, 2 or 3.
    """
    given, others, bands = found.given, found.lines & ~found.in_small, []
    if found.is_added_up:
        others &= found.is_inside
        bands = _ends(disc, *_heaviest(*between(given, found.label)))
    small, large = (
        _ends(node, given.a[own], given.b[own], given.weight[own])
        for own in (found.in_small, others)
    )
    return {"small": small, "others": large, "bands": bands}


def _heaviest(a: Codes, b: Codes, weight: Floats) -> tuple[Codes, Codes, Floats]:
    drawn = weight >= threshold(weight, MOST_CROSSING)
    return a[drawn], b[drawn], weight[drawn]


def _ends(place: tuple[Floats, Floats], a: Codes, b: Codes, weight: Floats) -> list[list[float]]:
    if not a.size:
        return []
    x, y = place
    # Three kinds of line, each for a third of the way from the lightest to the heaviest.
    low, high = float(weight.min()), float(weight.max())
    heavy = 1 + np.minimum((weight - low) / max(high - low, 1e-9) * 3, 2).astype(int)
    return [
        [_round(x[i]), _round(y[i]), _round(x[j]), _round(y[j]), int(h)]
        for i, j, h in zip(a, b, heavy, strict=True)
    ]


def _pairs(x: Floats, y: Floats) -> list[float]:
    return [_round(one) for pair in zip(x, y, strict=True) for one in pair]


def _round(value: Any) -> float:
    return round(float(value), 1)
