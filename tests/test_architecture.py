"""The house stands as ARCHITECTURE.md says: floors, rooms, and modules one can read."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "actaverba"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
FLOOR = re.compile(r"^\| (\d+) \| (.+?) \|", re.MULTILINE)


def floors() -> dict[str, int]:
    """Room to floor, as the table in ARCHITECTURE.md has it."""
    return {
        room.removesuffix("/").removesuffix(".py"): int(number)
        for number, rooms in FLOOR.findall(TEXT)
        for room in re.findall(r"`([^`]+)`", rooms)
    }


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(p): p for p in MODULES}


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] != "__main__" else ""


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path, *, nodes: list[ast.stmt] | None = None) -> set[str]:
    """Our own modules that one imports; `nodes` narrows it, for instance to its top level."""
    found: set[str] = set()
    walk = ast.walk(tree_of(path)) if nodes is None else (n for s in nodes for n in ast.walk(s))
    for node in walk:
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{a.name}" for a in node.names}
            found |= {n if n in NAMES else node.module for n in inner}
    return {n for n in found if n in NAMES}


def at_load(path: Path) -> set[str]:
    """What is imported when the module is: not in functions, not for type checkers only."""
    body = [
        s
        for s in tree_of(path).body
        if isinstance(s, ast.Import | ast.ImportFrom | ast.Try)
        or (isinstance(s, ast.If) and "TYPE_CHECKING" not in ast.unparse(s.test))
    ]
    return imported(path, nodes=list(body))


def test_a_room_imports_only_from_floors_below() -> None:
    floor = floors()
    wrong = []
    for name, path in NAMES.items():
        here = room_of(name)
        for other in sorted(imported(path)):
            there = room_of(other)
            if here and there and here != there and floor[there] >= floor[here]:
                wrong.append(f"{name} (floor {floor[here]}) imports {other} ({floor[there]})")
    assert wrong == []


def test_only_a_face_imports_the_whole_package() -> None:
    inside = [n for n, p in NAMES.items() if room_of(n) and "actaverba" in imported(p)]
    assert [n for n in inside if room_of(n) != "cli"] == []


def test_no_cycles() -> None:
    graph = {name: at_load(path) - {name} for name, path in NAMES.items()}
    while free := [n for n, others in graph.items() if not others & graph.keys()]:
        for name in free:
            del graph[name]
    # What is left is in a cycle or stands above one.
    assert graph == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_can_be_read(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 300, f"{lines} lines: two rooms in one?"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            long = (node.end_lineno or 0) - node.lineno + 1
            assert long <= 60, f"{node.name} has {long} lines"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"line {node.lineno} catches everything"
            caught = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
            broad = caught & {"Exception", "BaseException"}
            goes_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            assert not broad or goes_on, f"line {node.lineno} swallows {broad}"


def test_no_rooms_for_leftovers() -> None:
    names = {part for p in MODULES for part in p.relative_to(PACKAGE).with_suffix("").parts}
    assert names & {"utils", "util", "helpers", "internals", "misc", "common", "manager"} == set()


def test_every_room_is_on_a_floor() -> None:
    folders = {p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists()}
    modules = {p.stem for p in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    assert sorted(folders | modules) == sorted(floors())


def test_everything_named_in_the_architecture_exists() -> None:
    named = set(re.findall(r"`([\w./-]+(?:/|\.(?:py|toml|md|csv|sql)))`", TEXT))
    missing = {n for n in named if not (ROOT / n).exists() and not (PACKAGE / n).exists()}
    assert missing == set()


def test_every_folder_beside_the_package_is_named() -> None:
    hidden = {"build", "dist", "src"}
    beside = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith(".")}
    assert {n for n in beside - hidden if f"`{n}/`" not in TEXT} == set()


def test_every_part_of_the_methods_is_named() -> None:
    parts = {p.parent.name for p in (PACKAGE / "methods").glob("*/__init__.py")}
    assert {p for p in parts if f"`methods/{p}/`" not in TEXT} == set()
