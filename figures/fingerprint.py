"""Fingerprints: has the data, or the code behind a figure, changed since it was taken?"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
LEFT_OUT = {"__pycache__", "results"}


def files_under(paths: Iterable[Path]) -> list[Path]:
    """Every file under the paths, in a fixed order, without caches and results."""
    found: set[Path] = set()
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        found |= {p for p in inside if p.is_file() and not LEFT_OUT & set(p.parts)}
    return sorted(found)


def sha256_of(paths: Iterable[Path], base: Path = ROOT) -> str:
    """One SHA-256 over names (relative to `base`, else bare) and contents of all files."""
    total = hashlib.sha256()
    for path in files_under(paths):
        name = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def with_kernels(paths: Iterable[Path]) -> list[Path]:
    """The paths, and every kernel that their modules import, directly or through another."""
    seen = files_under(paths)
    waiting = [p for p in seen if p.suffix == ".py"]
    while waiting:
        for kernel in _kernels(waiting.pop()):
            if kernel not in seen:
                seen.append(kernel)
                waiting.append(kernel)
    return sorted(seen)


def _kernels(module: Path) -> list[Path]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    inside = [n.split(".") for n in sorted(names) if n.startswith("actaverba.kernels.")]
    paths = [SOURCE.joinpath(*parts).with_suffix(".py") for parts in inside]
    return [p for p in paths if p.is_file()]
