"""GEXF: well formed whatever the names, as the schema has it, typed, dated, the same again."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actaverba.exports.gexf import Edge, Graph, Node, write_gexf
from actaverba.exports.networks import graph
from actaverba.exports.spans import joined, spans
from tests.exports.gexf_rules import GEXF, VIZ, breaks

HOSTILE = "</node>\x00\x1b\u202e\ud800\ufffe\"'<&>\t\n]]>"
COLUMNS = {"a": "a", "b": "b", "weight": "weight", "group": "group"}
EDGES = pa.table(
    {
        "a": ["ann", "cat", "ann", "dan"],
        "b": ["bob", "bob", "cat", "eve"],
        "weight": [3, 1, 2, 9],
        "group": [1, 1, 1, 2],
        "note": ["x", None, "=cmd()", "z"],
        "share": [0.5, float("nan"), None, float("inf")],
        "sure": [True, False, None, True],
    }
)
MEMBERS = pa.table(
    {"account": ["ann", "eve", "gone"], "group": [1, 2, 3], "owner": ["@someone", None, "x"]}
)


def read(made: Graph, place: Path) -> ElementTree.Element:
    write_gexf(made, place)
    root = ElementTree.fromstring(place.read_bytes())  # noqa: S314 our own output
    assert breaks(root) == []
    return root


def values(element: ElementTree.Element) -> dict[str | None, str | None]:
    return {v.get("for"): v.get("value") for v in element.iter(f"{GEXF}attvalue")}


def one(root: ElementTree.Element, tag: str, **wanted: str) -> ElementTree.Element:
    [found] = [e for e in root.iter(tag) if all(e.get(k) == v for k, v in wanted.items())]
    return found


def ends(root: ElementTree.Element) -> list[tuple[str | None, ...]]:
    return [
        tuple(e.get(k) for k in ("source", "target", "weight")) for e in root.iter(f"{GEXF}edge")
    ]


def columns_of(root: ElementTree.Element, of: str) -> list[tuple[str | None, str | None]]:
    return [
        (a.get("title"), a.get("type")) for a in one(root, f"{GEXF}attributes", **{"class": of})
    ]


def test_edges_and_nodes_are_typed(tmp_path: Path) -> None:
    root = read(graph(EDGES, columns=COLUMNS, members=MEMBERS, key="account"), tmp_path / "g")
    assert columns_of(root, "node") == [
        ("group", "long"), ("owner", "string"), ("community", "long"),
    ]  # fmt: skip
    assert columns_of(root, "edge") == [
        ("group", "long"), ("note", "string"), ("share", "double"), ("sure", "boolean"),
    ]  # fmt: skip
    assert [n.get("id") for n in root.iter(f"{GEXF}node")] == ["ann", "bob", "cat", "dan", "eve"]
    assert ends(root) == [
        ("ann", "bob", "3.0"), ("ann", "cat", "2.0"), ("bob", "cat", "1.0"), ("dan", "eve", "9.0"),
    ]  # fmt: skip
    assert values(one(root, f"{GEXF}edge", id="0")) == {"0": "1", "1": "x", "2": "0.5", "3": "true"}
    assert values(one(root, f"{GEXF}edge", id="2")) == {"0": "1", "3": "false"}
    assert values(one(root, f"{GEXF}node", id="ann")) == {"0": "1", "1": "@someone", "2": "1"}


def test_a_node_has_place_size_and_colour(tmp_path: Path) -> None:
    root = read(graph(EDGES, columns=COLUMNS), tmp_path / "g")
    colours = {n.get("id"): n.find(f"{VIZ}color").attrib for n in root.iter(f"{GEXF}node")}  # type: ignore[union-attr]
    assert colours["ann"] == {"hex": "#0072b2", "r": "0", "g": "114", "b": "178"}
    assert colours["dan"] == {"hex": "#b06f00", "r": "176", "g": "111", "b": "0"}
    places = {(p.get("x"), p.get("y")) for p in root.iter(f"{VIZ}position")}
    assert len(places) == 5
    assert len(list(root.iter(f"{VIZ}size"))) == 5


def test_names_that_would_break_out_stay_names(tmp_path: Path) -> None:
    hostile = pa.table({"a": [HOSTILE[:8] + "\x01", "x"], "b": ["y\u202e", "<!--\t&"]})
    root = read(graph(hostile, columns={"a": "a", "b": "b"}, what=HOSTILE), tmp_path / "g")
    assert sorted(str(n.get("id")) for n in root.iter(f"{GEXF}node")) == [
        "<!--\t&", "</node>[U+0000][U+0001]", "x", "y\u202e",
    ]  # fmt: skip
    assert one(root, f"{GEXF}node", id="y\u202e").get("label") == "y[U+202E]"


def test_names_that_look_the_same_when_shown_stay_two_nodes(tmp_path: Path) -> None:
    edges = pa.table({"a": ["@ann", "x\x00"], "b": ["@bob", "x[U+0000]"]})
    root = read(graph(edges, columns={"a": "a", "b": "b"}, clear=()), tmp_path / "g")
    assert [n.get("id") for n in root.iter(f"{GEXF}node")] == [
        "@[masked]", "@[masked] (2)", "x[U+0000]", "x[U+0000] (2)",
    ]  # fmt: skip
    assert "ann" not in (tmp_path / "g").read_text()


def test_account_names_in_values_are_masked_unless_raw(tmp_path: Path) -> None:
    args: dict[str, Any] = {"columns": COLUMNS, "members": MEMBERS, "key": "account"}
    write_gexf(graph(EDGES, **args, clear=()), tmp_path / "masked")
    write_gexf(graph(EDGES, **args), tmp_path / "raw")
    assert "@someone" not in (tmp_path / "masked").read_text()
    assert "@someone" in (tmp_path / "raw").read_text()


def test_the_order_of_rows_and_ends_means_nothing(tmp_path: Path) -> None:
    turned = EDGES.take([2, 0, 3, 1]).rename_columns(
        ["b", "a", *EDGES.column_names[2:]]
    ).select(EDGES.column_names)  # fmt: skip
    write_gexf(graph(EDGES, columns=COLUMNS), tmp_path / "1")
    write_gexf(graph(turned, columns=COLUMNS), tmp_path / "2")
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_times_make_it_dynamic(tmp_path: Path) -> None:
    edges = pa.table(
        {
            "a": ["x", "y"],
            "b": ["y", "z"],
            "first": ["2025-05-01T10:00:00Z", "2025-05-01T14:00:00+02:00"],
            "last": ["2025-05-03", None],
        }
    )
    columns = {"a": "a", "b": "b", "start": "first", "end": "last"}
    root = read(graph(edges, columns=columns), tmp_path / "g")
    head = one(root, f"{GEXF}graph")
    assert (head.get("mode"), head.get("timeformat")) == ("dynamic", "dateTime")
    span = ("2025-05-01T10:00:00Z", "2025-05-03T00:00:00Z")
    assert [(e.get("start"), e.get("end")) for e in root.iter(f"{GEXF}edge")] == [
        span, ("2025-05-01T12:00:00Z", None),
    ]  # fmt: skip
    assert [(n.get("start"), n.get("end")) for n in root.iter(f"{GEXF}node")] == [
        span, ("2025-05-01T10:00:00Z", None), ("2025-05-01T12:00:00Z", None),
    ]  # fmt: skip


def test_days_stay_days_and_what_is_no_time_is_unknown() -> None:
    day = datetime.date(2025, 5, 1)
    assert spans([day, "2025-05-02", "soon"], [None, "2025-05-01", ""]) == (
        "date",
        [("2025-05-01", ""), ("2025-05-02", ""), ("", "")],
    )
    assert spans(["x"], [None]) == ("", [("", "")])
    assert spans(["0001-01-01"], ["9999-12-31T23:59:59-12:00"]) == (
        "dateTime",
        [("0001-01-01T00:00:00Z", "")],
    )
    assert joined([("1", "2"), ("0", "3")]) == ("0", "3")
    assert joined([("1", "2"), ("", "3")]) == ("", "3")
    assert joined([]) == ("", "")


def test_a_network_of_nothing_is_a_network(tmp_path: Path) -> None:
    root = read(graph(EDGES.slice(0, 0), columns=COLUMNS), tmp_path / "g")
    assert [n.get("count") for n in (*root.iter(f"{GEXF}nodes"), *root.iter(f"{GEXF}edges"))] == [
        "0",
        "0",
    ]


def test_edges_without_both_ends_are_none(tmp_path: Path) -> None:
    edges = pa.table({"a": ["x", None, "y"], "b": ["y", "z", "y"], "weight": [-1, 1, 0]})
    root = read(
        graph(edges, columns={"a": "a", "b": "b", "weight": "weight"}), tmp_path / "g"
    )  # fmt: skip
    assert ends(root) == [
        ("x", "y", None), ("y", "y", None),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(name=st.text(st.characters(codec=None), max_size=8), value=st.one_of(
    st.text(st.characters(codec=None), max_size=8), st.floats(), st.integers(), st.booleans(),
    st.none()))  # fmt: skip
def test_no_text_makes_it_ill_formed(
    name: str, value: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.getbasetemp() / "h.gexf"
    made = Graph(
        name, [Node(f"1{name}", name, {"v": value}), Node("2", name)],
        [Edge(f"1{name}", "2", 1.0, {"v": value})], 1, {"v": "string"}, {"v": "string"},
    )  # fmt: skip
    ids = [n.get("id") for n in read(made, place).iter(f"{GEXF}node")]
    assert len(set(ids)) == 2
