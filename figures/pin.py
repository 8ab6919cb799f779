"""Set a floor; lowering one needs a flag and a reason, and both are kept in the file."""

from __future__ import annotations

import json
from typing import Any

from figures.fingerprint import ROOT
from figures.floors import floors
from figures.record import newest

HEAD = """# Floors of `make {kind}`; set with
#   python -m figures pin {kind} MEASURE FIGURE (--at-least N | --at-most N) --reason TEXT
# A floor is never loosened silently: that takes --loosen, and the old one stays listed.
"""


def pin(
    kind: str, name: str, *, figure: str, at: tuple[str, float], reason: str, loosen: bool
) -> None:
    """Pin `figure` at `at` (`("at_least", 0.8)`) on the corpus of its newest result."""
    path = newest(ROOT / kind / name)
    if path is None:
        raise SystemExit(f"{kind}/{name} has no figures yet: run `make {kind} ONLY={name}`.")
    corpus = json.loads(path.read_text(encoding="utf-8"))["corpus"]["sha256"]
    known = floors(kind)
    old = known.get(name, {}).get(figure, {})
    looser = looser_than(old, at)
    if looser and not loosen:
        raise SystemExit(f"{figure} has a tighter floor: {old}. Say --loosen and why.")
    entry: dict[str, Any] = {at[0]: at[1], "corpus": corpus, "reason": reason}
    past = [*old.get("loosened_from", ()), *([old.get(at[0])] if looser else [])]
    known.setdefault(name, {})[figure] = entry | ({"loosened_from": past} if past else {})
    (ROOT / kind / "floors.toml").write_text(render(kind, known), encoding="utf-8")


def looser_than(old: dict[str, Any], at: tuple[str, float]) -> bool:
    bound, value = at
    if bound not in old:
        return bool(old)
    before = float(old[bound])
    return value < before if bound == "at_least" else value > before


def render(kind: str, known: dict[str, dict[str, dict[str, Any]]]) -> str:
    lines = [HEAD.format(kind=kind)]
    for name in sorted(known):
        for figure in sorted(known[name]):
            lines.append(f"[{name}.{figure}]")
            lines += [
                f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in known[name][figure].items()
            ]
            lines.append("")
    return "\n".join(lines)
