"""Whether the JSON of an edition has the shape that is read from it.

An edition from elsewhere is hostile input, and its id can be made to fit anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# What is read, in the words of Python: a list of one shape, a mapping of any names to one
# shape (`*`), a pair, one of several types, or a mapping with at least these names.
LONGEST = 40
DEEPEST = 30
TEXT, COUNT, ANY = (str,), (int,), (object,)
SAYS = (str, int, float, bool, list, dict, type(None))
FINDING = {
    "id": TEXT, "says": TEXT, "label": TEXT, "text": TEXT, "method": TEXT, "scope": TEXT,
}  # fmt: skip
RUN = {
    "id": TEXT, "scope": TEXT, "method_version": TEXT, "findings": [FINDING],
    "settings": [{"name": TEXT, "value": SAYS}], "inputs": [{"table": TEXT, "digest": TEXT}],
}  # fmt: skip
EDITION: dict[str, Any] = {
    "format": TEXT,
    "id": TEXT,
    "case": {"*": ANY},
    "logs": [{"log": TEXT, "entries": COUNT, "digest": TEXT}],
    "rows": {"*": {"*": (TEXT, TEXT)}},
    "results": {"*": {"*": TEXT}},
    "sources": {"*": TEXT},
    "refused": [{"file": TEXT, "column": SAYS, "code": TEXT, "line": SAYS, "digest": TEXT}],
    "methods": [{"name": TEXT, "version": TEXT, "runs": [RUN]}],
    "judgements": [{"digest": TEXT}],
}


def is_deep(made: Any) -> bool:
    """Whether lists and mappings stand in each other deeper than any edition has them."""
    level = [made]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, list | dict)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(level)


def amiss(made: Any, shape: Any = EDITION, at: str = "") -> Iterator[str]:
    """Where a value is not of a shape: the way to it, and what is amiss."""
    if isinstance(shape, dict):
        yield from _in_mapping(made, shape, at)
    elif isinstance(shape, list):
        yield from _in_list(made, shape * len(made) if isinstance(made, list) else [], at)
    elif isinstance(shape[0], tuple):
        yield from _in_list(made, list(shape), at)
    elif not isinstance(made, shape) or (shape is COUNT and isinstance(made, bool)):
        yield f"{at or 'it'} is of another kind"


def _in_mapping(made: Any, shape: Mapping[str, Any], at: str) -> Iterator[str]:
    if not isinstance(made, Mapping):
        yield f"{at or 'it'} is no mapping"
        return
    inside = shape if "*" not in shape else dict.fromkeys(made, shape["*"])
    for name, inner in inside.items():
        if name not in made:
            yield f"{at or 'it'} has no {name}"
        else:
            yield from amiss(made[name], inner, f"{at}.{name[:LONGEST]}".lstrip("."))


def _in_list(made: Any, shapes: list[Any], at: str) -> Iterator[str]:
    if not isinstance(made, list) or len(made) != len(shapes):
        yield f"{at or 'it'} is no list of such a length"
        return
    for nth, (value, shape) in enumerate(zip(made, shapes, strict=True)):
        yield from amiss(value, shape, f"{at}[{nth}]")
