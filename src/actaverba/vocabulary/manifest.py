"""Manifests: what a method says of itself, read without importing it.

A method is a folder with `manifest.toml` under `methods/` or `assessment/`, or in a
package that another project offers under the entry point group `actaverba.plugins`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import Any

from actaverba.errors import BadSetting, ManifestError, MethodError
from actaverba.vocabulary.nearest import did_you_mean

PACKAGE = Path(__file__).resolve().parent.parent
LIKE = "like"
PLAIN = ("name", "type", "why", "unit", "scope", "from_case")
SETTING_TYPES = {"integer": int, "number": float, "text": str, "list": tuple, "flag": bool}


@dataclass(frozen=True)
class Setting:
    """One thing an analyst may set. `scope`: another value asks another question,
    so its run and findings stand beside the default ones instead of replacing them.
    `from_case`: the key of `case.toml` that gives the value where the analyst gives none.
    `also`: other names that a command line may use for it."""

    name: str
    type: str
    default: Any
    why: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    scope: bool = False
    from_case: str = ""
    also: tuple[str, ...] = ()

    def read(self, given: Any) -> Any:
        """The value as the method takes it; text from a command line is parsed."""
        if given is None:
            return self.default
        value = self._typed(given)
        if self.choices and value not in self.choices:
            raise BadSetting(
                f"--{self.name} cannot be {value!r}",
                cure=f"{did_you_mean(str(value), self.choices)}One of: {', '.join(self.choices)}.",
            )
        if isinstance(value, int | float) and not isinstance(value, bool):
            below = self.low is not None and value < self.low
            above = self.high is not None and value > self.high
            if below or above:
                raise BadSetting(
                    f"--{self.name} {value} is out of range",
                    cure=f"It goes from {self.low} to {self.high} {self.unit}".rstrip() + ".",
                )
        return value

    def _typed(self, given: Any) -> Any:
        if self.type == "list":
            parts = given.split(",") if isinstance(given, str) else list(given)
            return tuple(str(p).strip() for p in parts if str(p).strip())
        if self.type == "flag":
            return bool(given)
        try:
            return SETTING_TYPES[self.type](given)
        except ValueError:
            raise BadSetting(
                f"--{self.name} cannot be {given!r}", cure=f"It takes a {self.type}."
            ) from None


@dataclass(frozen=True)
class Input:
    """A table that a method takes. `plain`: a bulk table of which only the own columns are
    wanted, and row ids where the case has them; its rows are checked, not hashed. `in_order`:
    a plain table comes in the order of its files and their lines, which costs a sort."""

    table: str
    optional: bool = False
    plain: bool = False
    in_order: bool = False


@dataclass(frozen=True)
class ResultTable:
    name: str
    one_row_is: str
    columns: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Manifest:
    """What `manifest.toml` of one method holds; see `docs/how-to/new-method.md`.

    `needs_one`: of these optional inputs at least one must have rows. `peer_of`: the method
    does what another program does and answers the question of that method; it runs on request
    only (`acta run CASE coordination --like cooRTweet`)."""

    name: str
    version: str
    part: str
    order: int
    question: str
    summary: str
    folder: Path
    module: str
    assumptions: tuple[str, ...]
    limits: tuple[str, ...]
    inputs: tuple[Input, ...]
    needs: tuple[str, ...]
    settings: tuple[Setting, ...]
    results: tuple[ResultTable, ...]
    messages: Mapping[str, Any]
    figures: tuple[Mapping[str, Any], ...] = ()
    references: tuple[str, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    seeded: bool = False
    needs_one: tuple[str, ...] = ()
    peer_of: str = ""

    @property
    def data(self) -> list[Path]:
        """The data beside its manifest, such as measured rates: they count as an input."""
        return sorted(set(self.folder.glob("*.toml")) - {self.folder / "manifest.toml"})

    @property
    def function(self) -> str:
        return self.name.replace("-", "_")

    def read_settings(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Every setting with its value, defaults filled in, in the manifest's order."""
        known = {s.name.replace("-", "_"): s for s in self.settings}
        asked = {k.replace("-", "_"): v for k, v in given.items()}
        for name in asked:
            if name not in known:
                raise BadSetting(
                    f"{self.name} has no setting {name!r}",
                    cure=f"{did_you_mean(name, known)}See `acta run CASE {self.name} --help`.",
                )
        return {name: s.read(asked.get(name)) for name, s in known.items()}

    def scope(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """The settings that make this another question than the default one."""
        return {
            s.name: settings[s.name.replace("-", "_")]
            for s in self.settings
            if s.scope and settings[s.name.replace("-", "_")] != s.default
        }

    def result(self, name: str) -> ResultTable:
        return next(r for r in self.results if r.name == name)


def _load(path: Path, module: str) -> Manifest:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        settings = []
        for s in raw.get("setting", []):
            default = tuple(s["default"]) if s["type"] == "list" else s["default"]
            low, high = s.get("range", (None, None))
            plain = {k: s[k] for k in PLAIN if k in s}
            plain |= {k: tuple(s[k]) for k in ("choices", "also") if k in s}
            settings.append(Setting(**plain, default=default, low=low, high=high))
        return Manifest(
            name=raw["name"],
            version=str(raw["version"]),
            part=raw["part"],
            order=raw["order"],
            question=raw["question"],
            summary=raw["summary"],
            folder=path.parent,
            module=module,
            assumptions=tuple(raw["assumptions"]),
            limits=tuple(raw["limits"]),
            inputs=tuple(Input(**i) for i in raw["inputs"]),
            needs=tuple(raw.get("needs", ())),
            settings=tuple(settings),
            results=tuple(
                ResultTable(r["name"], r["one_row_is"], tuple(r["columns"])) for r in raw["result"]
            ),
            messages=raw["messages"],
            figures=tuple(raw.get("figure", ())),
            references=tuple(raw.get("references", ())),
            explanations=raw.get("explanations", {}),
            seeded=raw.get("seeded", False),
            needs_one=tuple(raw.get("needs_one", ())),
            peer_of=raw.get("peer_of", ""),
        )
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as trouble:
        raise ManifestError(
            f"manifest is not well formed ({trouble})",
            where=str(path),
            cure="Compare it with the manifest of another method.",
        ) from trouble


def _roots() -> list[tuple[Path, str]]:
    roots = [(PACKAGE / room, f"actaverba.{room}") for room in ("methods", "assessment")]
    for plugin in metadata.entry_points(group="actaverba.plugins"):
        spec = util.find_spec(plugin.value)
        if spec and spec.submodule_search_locations:
            roots.append((Path(spec.submodule_search_locations[0]), plugin.value))
    return roots


@cache
def manifests() -> dict[str, Manifest]:
    """All methods, in the order of the dossier: name to manifest."""
    found = []
    for root, package in _roots():
        for path in sorted(root.rglob("manifest.toml")):
            inside = path.parent.relative_to(root).parts
            if inside[:1] == ("readers",):
                continue  # a project may offer readers beside methods; see `formats`
            found.append(_load(path, ".".join((package, *inside))))
    return {m.name: m for m in sorted(found, key=lambda m: (m.order, m.name))}


def peers(of: str) -> dict[str, Manifest]:
    """The methods that do what another program does, for one of ours: name to manifest."""
    return {m.name: m for m in manifests().values() if m.peer_of == of}


def peer(of: str, like: str) -> Manifest:
    """The method that answers the question of `of` as the program `like` would."""
    known = peers(manifest(of).name)
    if like not in known:
        told = f"One of: {', '.join(known)}." if known else "No other program is imitated there."
        raise BadSetting(f"--{LIKE} cannot be {like!r}", cure=f"{did_you_mean(like, known)}{told}")
    return known[like]


def manifest(name: str) -> Manifest:
    """The manifest of one method, by its name (`ideal-points` or `ideal_points`)."""
    known = manifests()
    wanted = name.replace("_", "-")
    if wanted not in known:
        raise MethodError(
            f"there is no method {name!r}",
            cure=f"{did_you_mean(wanted, known)}Methods: {', '.join(known)}.",
        )
    return known[wanted]
