"""What the published schema of GEXF 1.3 allows (gexf.xsd, dynamics.xsd, viz), as a table."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree

GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
ANY, NUMBER = r"(?s:.*)", r"-?\d+(\.\d+)?([eE][+-]?\d+)?"
TIME = rf"{NUMBER}|\d{{4}}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?"
COUNT, CHANNEL = r"\d+", r"\d{1,2}|1\d\d|2[0-4]\d|25[0-5]"
TIMED = {"start": TIME, "end": TIME}
TYPES = "integer|long|double|float|boolean|string"

# Element: its attributes, with ! those that it must have; its children, with the most of each.
RULES: dict[str, tuple[dict[str, str], dict[str, int | None]]] = {
    "gexf": ({"version!": "1\\.3", SCHEMA: ANY}, {"meta": 1, "graph": 1}),
    "meta": ({"lastmodifieddate": r"\d{4}-\d\d-\d\d"},
             {"creator": 1, "description": 1, "keywords": 1}),
    "creator": ({}, {}),
    "description": ({}, {}),
    "graph": ({"defaultedgetype": "directed|undirected|mutual", "idtype": "integer|string",
               "mode": "static|dynamic|slice", "timeformat": "integer|double|date|dateTime",
               "timerepresentation": "interval|timestamp", **TIMED},
              {"attributes": None, "nodes": 1, "edges": 1}),
    "attributes": ({"class!": "node|edge", "mode": "static|dynamic"}, {"attribute": None}),
    "attribute": ({"id!": ANY, "title!": ANY, "type!": TYPES}, {"default": 1, "options": 1}),
    "nodes": ({"count": COUNT}, {"node": None}),
    "edges": ({"count": COUNT}, {"edge": None}),
    "node": ({"id!": ANY, "label": ANY, **TIMED},
             {"attvalues": 1, "spells": 1, "viz:color": 1, "viz:position": 1, "viz:size": 1}),
    "edge": ({"id": ANY, "source!": ANY, "target!": ANY, "weight": NUMBER, "label": ANY,
              "type": "directed|undirected|mutual", **TIMED}, {"attvalues": 1, "viz:color": 1}),
    "attvalues": ({}, {"attvalue": None}),
    "attvalue": ({"for!": ANY, "value!": ANY, **TIMED}, {}),
    "viz:color": ({"hex": "#[0-9a-fA-F]{6}", "r": CHANNEL, "g": CHANNEL, "b": CHANNEL,
                   "a": NUMBER}, {}),
    "viz:position": ({"x!": NUMBER, "y!": NUMBER, "z": NUMBER}, {}),
    "viz:size": ({"value!": NUMBER}, {}),
}  # fmt: skip


def breaks(root: ElementTree.Element) -> list[str]:
    """What in a document is not as the schema has it; nothing is fine."""
    found = [f"<{_name(root)}> is the root"] if _name(root) != "gexf" else []
    for element in root.iter():
        found += _of_element(element)
    return found + _of_references(root)


def _name(element: ElementTree.Element) -> str:
    return element.tag.replace(GEXF, "").replace(VIZ, "viz:")


def _of_element(element: ElementTree.Element) -> list[str]:
    name = _name(element)
    if name not in RULES:
        return [f"<{name}> is unknown"]
    attributes, children = RULES[name]
    known = {key.rstrip("!"): pattern for key, pattern in attributes.items()}
    found = [f"<{name}> lacks {k[:-1]}" for k in attributes
             if k.endswith("!") and k[:-1] not in element.attrib]  # fmt: skip
    for key, value in element.attrib.items():
        if key not in known or not re.fullmatch(known[key], value):
            found.append(f"<{name} {key}={value!r}>")
    for child, times in Counter(map(_name, element)).items():
        most = children.get(child, 0)
        if most is not None and times > most:
            found.append(f"<{name}> has {times} <{child}>")
    return found


def _of_references(root: ElementTree.Element) -> list[str]:
    """Ids are unlike each other, edges name nodes, values name attributes, counts count."""
    nodes = [n.get("id") for n in root.iter(f"{GEXF}node")]
    found = ["two nodes have one id"] if len(set(nodes)) < len(nodes) else []
    for edge in root.iter(f"{GEXF}edge"):
        found += [f"no node {edge.get(e)!r}" for e in ("source", "target")
                  if edge.get(e) not in set(nodes)]  # fmt: skip
    for of in ("node", "edge"):
        known = {a.get("id") for part in root.iter(f"{GEXF}attributes") if part.get("class") == of
                 for a in part}  # fmt: skip
        told = {v.get("for") for e in root.iter(f"{GEXF}{of}") for v in e.iter(f"{GEXF}attvalue")}
        found += [f"no attribute {name!r} of {of}s" for name in told - known]
        [listed] = root.iter(f"{GEXF}{of}s")
        found += [f"wrong count of {of}s"] if listed.get("count") != str(len(listed)) else []
    return found
