"""The networks of a case: each result table that a method draws as one, ready for GEXF."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actaverba.engine.masking import masked
from actaverba.exports.gexf import Edge, Graph, Node, Span, legal
from actaverba.exports.sheets import place_of, results
from actaverba.exports.spans import joined, spans
from actaverba.vocabulary.manifest import Manifest, manifests

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.case import Case

KIND = "network"
# As in the figure: by the size of groups, no side.
COLOURS = ("#0072b2", "#b06f00", "#00805e", "#a3548a", "#2b83b5", "#c25200", "#7a7200", "#4a4d52")
SPREAD = 20.0
SMALLEST, LARGEST = 4.0, 14.0
# Beyond this many nodes places take minutes and show nothing; Gephi can lay out what is left.
MOST_PLACED = 50_000


@dataclass(frozen=True)
class Found:
    """A network and the name of its file without suffix."""

    name: str
    what: str
    graph: Graph


def methods_with_networks() -> list[str]:
    """The methods that draw a result as a network."""
    return [m.name for m in manifests().values() if _figures(m)]


def networks(case: Case, clear: Collection[str] | None) -> Iterator[Found]:
    """Each network of the current runs, in the order of the dossier; account names masked but
    for `clear`, None for all."""
    for result, method, figure in _drawn(case):
        table, told = str(figure["table"]), result["results"]
        members = told.get(figure["nodes"]) if "nodes" in figure else None
        what = method.result(table).one_row_is
        made = graph(
            told[table], columns=figure["columns"], members=members,
            key=str(figure.get("node", "")), clear=clear, what=f"{method.question} {what}",
        )  # fmt: skip
        yield Found(place_of(result["run"], method, table), what, made)


def places(case: Case) -> list[str]:
    """The names of all networks of a case, none of them made."""
    return [
        place_of(result["run"], method, str(figure["table"]))
        for result, method, figure in _drawn(case)
    ]


def _drawn(case: Case) -> list[tuple[dict[str, Any], Manifest, Mapping[str, Any]]]:
    known = list(manifests())
    found = [(result, manifests()[result["run"]["method"]]) for result in results(case)]
    found.sort(key=lambda pair: (known.index(pair[1].name), str(pair[0]["run"]["scope"])))
    return [(result, method, f) for result, method in found for f in _figures(method)]


def _figures(method: Manifest) -> list[Mapping[str, Any]]:
    return [f for f in method.figures if f["kind"] == KIND]


def graph(
    edges: pa.Table, *, columns: Mapping[str, str], members: pa.Table | None = None, key: str = "",
    clear: Collection[str] | None = None, what: str = "",
) -> Graph:  # fmt: skip
    """The network of a table of edges.

    `columns` says which columns are the ends `a` and `b`, and which, if any, `weight`, `group`,
    `start` and `end`; `members` is a table of nodes with their names in the column `key`. Each
    row is an edge; ends, rows and nodes come in the order of their values.
    """
    rows = _in_order(edges.to_pylist(), columns)
    named = {role: [row.get(column) for row in rows] for role, column in columns.items()}
    nothing = [None] * len(rows)
    weights = named.get("weight", nothing)
    timeformat, when = spans(named.get("start", nothing), named.get("end", nothing))
    shown = _ids({str(row[columns[end]]) for row in rows for end in ("a", "b")}, clear)
    edge_columns = {n: k for n, k in _types(edges).items() if n not in _taken(columns)}
    made = [
        Edge(
            shown[str(row[columns["a"]])], shown[str(row[columns["b"]])], _weight(weight),
            {name: _shown(row[name], clear) for name in edge_columns}, span,
        )
        for row, weight, span in zip(rows, weights, when, strict=True)
    ]  # fmt: skip
    nodes, node_columns = _nodes(rows, columns, shown, members=members, key=key, clear=clear)
    nodes = _dated(nodes, made) if timeformat else nodes
    return Graph(what, nodes, made, len(made), node_columns, edge_columns, timeformat)


def _taken(columns: Mapping[str, str]) -> set[str]:
    return {columns[role] for role in ("a", "b", "weight", "start", "end") if role in columns}


def _in_order(rows: Sequence[dict[str, Any]], columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """The edges with both ends, the smaller name first, in the order of all their values."""
    a, b = columns["a"], columns["b"]
    made = []
    for row in rows:
        if row[a] is not None and row[b] is not None:
            low, high = sorted((str(row[a]), str(row[b])))
            made.append({**row, a: low, b: high})
    return sorted(made, key=lambda row: (row[a], row[b], repr(sorted(row.items()))))


def _nodes(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], shown: Mapping[str, str], *,
    members: pa.Table | None, key: str, clear: Collection[str] | None,
) -> tuple[list[Node], dict[str, str]]:  # fmt: skip
    import numpy as np

    from actaverba.kernels.communities import communities, grouped
    from actaverba.kernels.network import groups, network
    from actaverba.kernels.packing import packed

    a, b = [row[columns["a"]] for row in rows], [row[columns["b"]] for row in rows]
    of_edges = [row.get(columns["group"]) if "group" in columns else None for row in rows]
    given = network(a, b, [row.get(columns.get("weight", "")) for row in rows])
    if not given.names:
        return [], {}
    in_groups = groups(given, a, b, of_edges)
    label = grouped(given, in_groups)
    found = communities(given.a, given.b, given.weight, nodes=len(given.names))
    degree = np.bincount(given.a, minlength=label.size) + np.bincount(given.b, minlength=label.size)
    laid = packed(given, label) if label.size <= MOST_PLACED else None
    own = _members(members, key)
    types = {n: k for n, k in (_types(members) if members is not None else {}).items() if n != key}
    if any(in_groups) and "group" not in types:
        types["group"] = "string"
    nodes = [
        Node(
            shown[name],
            shown[name],
            {
                "group": in_groups[n] or None,
                **{c: _shown(v, clear) for c, v in own.get(name, {}).items()},
                "community": int(found[n]) + 1,
            },
            None if laid is None else (SPREAD * float(laid.x[n]), -SPREAD * float(laid.y[n])),
            min(SMALLEST + 1.5 * float(degree[n]) ** 0.5, LARGEST),
            COLOURS[int(label[n]) % len(COLOURS)],
        )
        for n, name in enumerate(given.names)
    ]
    return nodes, {**types, "community": "long"}


def _members(members: pa.Table | None, key: str) -> dict[str, dict[str, Any]]:
    """The row of each node; of several, the first by its values."""
    if members is None:
        return {}
    rows = sorted(members.to_pylist(), key=lambda row: repr(sorted(row.items())), reverse=True)
    return {str(row[key]): {n: v for n, v in row.items() if n != key} for row in rows}


def _dated(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[Node]:
    """The nodes with the span in which all their edges lie."""
    from dataclasses import replace

    own: dict[str, list[Span]] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            own.setdefault(end, []).append(edge.span)
    return [replace(node, span=joined(own.get(node.id, []))) for node in nodes]


def _ids(names: set[str], clear: Collection[str] | None) -> dict[str, str]:
    """Each name as it is shown: masked, and with a number where others look the same."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        one = legal(name if clear is None else masked(name, clear)) or "–"
        number = 1
        shown = one
        while shown in taken:
            number += 1
            shown = f"{one} ({number})"
        taken.add(shown)
        made[name] = shown
    return made


def _types(table: pa.Table) -> dict[str, str]:
    import pyarrow as pa

    kinds = ((pa.types.is_boolean, "boolean"), (pa.types.is_integer, "long"),
             (pa.types.is_floating, "double"))  # fmt: skip
    return {
        field.name: next((kind for fits, kind in kinds if fits(field.type)), "string")
        for field in table.schema
    }


def _weight(value: Any) -> float | None:
    """A weight that readers take; others count as 1, which is their default."""
    number = float(value) if isinstance(value, int | float) else 0.0
    return number if 0 < number < float("inf") else None


def _shown(value: Any, clear: Collection[str] | None) -> Any:
    if isinstance(value, str) and clear is not None:
        return masked(value, clear)
    return value
