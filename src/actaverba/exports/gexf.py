"""GEXF 1.3, the format of Gephi: a network that opens with places, colours and times.

Colours are written twice, as `hex` and as `r`, `g`, `b`: Gephi takes either, older readers of
the format know the latter alone and draw anything else black.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from actaverba.version import VERSION

# What XML 1.0 cannot hold, not even escaped; and marks that turn the direction of a label.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Escaped, or a reader makes blanks of them.
BLANKS = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}

Values = Mapping[str, Any]
Span = tuple[str, str]
OPEN: Span = ("", "")


@dataclass(frozen=True)
class Node:
    """A node; `span` is from when to when it is known, empty where it is not."""

    id: str
    label: str
    values: Values = field(default_factory=dict)
    place: tuple[float, float] | None = None
    size: float = 1.0
    colour: str = "#4a4d52"
    span: Span = OPEN


@dataclass(frozen=True)
class Edge:
    source: str
    target: str
    weight: float | None = None
    values: Values = field(default_factory=dict)
    span: Span = OPEN


@dataclass(frozen=True)
class Graph:
    """A network to write. Columns are names with types of GEXF: string, long, double, boolean.

    Times are ISO, all of them days (`timeformat` date) or moments (dateTime); "" is no times.
    """

    what: str
    nodes: Sequence[Node]
    edges: Iterable[Edge]
    edge_count: int
    node_columns: Mapping[str, str]
    edge_columns: Mapping[str, str]
    timeformat: str = ""


def legal(text: str) -> str:
    """The text with what XML cannot hold written out.

    >>> legal("a\\x00b")
    'a[U+0000]b'
    """
    return ILLEGAL.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", text)


def write_gexf(graph: Graph, place: Path) -> None:
    """Write a network; the same network gives the same bytes.

    Assumes that ids are unlike each other and that edges name nodes that are there.
    """
    with place.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">'
    )
    yield "<meta>"
    yield f"<creator>actaverba {_text(VERSION)}</creator>"
    yield f"<description>{_text(graph.what)}</description>"
    yield "</meta>"
    mode = {"mode": "dynamic", "timeformat": graph.timeformat} if graph.timeformat else {}
    settings = {"defaultedgetype": "undirected", "idtype": "string", **(mode or {"mode": "static"})}
    yield _tag("graph", settings, ends=False)
    yield from _columns("node", graph.node_columns)
    yield from _columns("edge", graph.edge_columns)
    yield f'<nodes count="{len(graph.nodes)}">'
    for node in graph.nodes:
        yield _node(node, list(graph.node_columns))
    yield "</nodes>"
    yield f'<edges count="{graph.edge_count}">'
    for number, edge in enumerate(graph.edges):
        yield _edge(edge, number, list(graph.edge_columns))
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _columns(of: str, columns: Mapping[str, str]) -> Iterator[str]:
    if columns:
        yield f'<attributes class="{of}">'
        for number, (title, kind) in enumerate(columns.items()):
            yield _tag("attribute", {"id": number, "title": title, "type": kind})
        yield "</attributes>"


def _node(node: Node, columns: Sequence[str]) -> str:
    label = TURNS.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", node.label)
    head = _tag("node", {"id": node.id, "label": label, **_span(node.span)}, ends=False)
    r, g, b = (int(node.colour[n : n + 2], 16) for n in (1, 3, 5))
    parts = [
        _values(node.values, columns),
        _tag("viz:color", {"hex": node.colour, "r": r, "g": g, "b": b}),
        _tag("viz:size", {"value": f"{node.size:.2f}"}),
    ]
    if node.place is not None:
        x, y = node.place
        parts.append(_tag("viz:position", {"x": f"{x:.2f}", "y": f"{y:.2f}", "z": "0.0"}))
    return f"{head}{''.join(parts)}</node>"


def _edge(edge: Edge, number: int, columns: Sequence[str]) -> str:
    weight = {} if edge.weight is None else {"weight": repr(float(edge.weight))}
    ends = {"id": number, "source": edge.source, "target": edge.target}
    head = _tag("edge", {**ends, **weight, **_span(edge.span)}, ends=False)
    return f"{head}{_values(edge.values, columns)}</edge>"


def _values(values: Values, columns: Sequence[str]) -> str:
    """What is known; an unknown value has no element."""
    known = [(n, _value(values.get(title))) for n, title in enumerate(columns)]
    told = "".join(_tag("attvalue", {"for": n, "value": v}) for n, v in known if v)
    return f"<attvalues>{told}</attvalues>" if told else ""


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value) if value - value == 0 else ""
    return "" if value is None else str(value)


def _span(span: Span) -> dict[str, str]:
    return {name: at for name, at in zip(("start", "end"), span, strict=True) if at}


def _tag(name: str, attributes: Mapping[str, Any], *, ends: bool = True) -> str:
    said = "".join(f' {k}="{_text(str(v), BLANKS)}"' for k, v in attributes.items())
    return f"<{name}{said}{'/' if ends else ''}>"


def _text(text: str, also: Mapping[str, str] | None = None) -> str:
    return escape(legal(text), dict(also or {}))
