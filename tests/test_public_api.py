"""What `import actaverba` offers is what its page documents, and importing it is light."""

from __future__ import annotations

import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import actaverba
from actaverba.version import VERSION
from actaverba.vocabulary.manifest import manifests

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"duckdb", "pyarrow", "babel", "jinja2", "numpy", "pandas", "polars"}


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh process has loaded after running the code."""
    script = f"{code}\nimport sys\nprint(*{{m.partition('.')[0] for m in sys.modules}})"
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(ran.stdout.splitlines()[-1].split())


def test_import_is_light() -> None:
    assert loaded_by("import actaverba") & (HEAVY | {"click"}) == set()


def test_help_is_light() -> None:
    code = (
        "from actaverba.cli import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit as end:\n    assert not end.code"
    )
    assert loaded_by(code) & HEAVY == set()


def test_everything_offered_is_there_and_documented() -> None:
    assert sorted(actaverba.__all__) == sorted(set(actaverba.__all__))
    for name in actaverba.__all__:
        assert inspect.getdoc(getattr(actaverba, name)), f"actaverba.{name} has no docstring"
    assert set(actaverba.__all__) <= set(dir(actaverba))


def test_every_method_is_offered_by_its_name() -> None:
    functions = {m.function for m in manifests().values()}
    assert functions <= set(actaverba.__all__)


@pytest.mark.parametrize("name", sorted(m.function for m in manifests().values()))
def test_a_method_takes_its_manifests_inputs(name: str) -> None:
    manifest = manifests()[name.replace("_", "-")]
    named = inspect.signature(getattr(actaverba, name)).parameters
    inputs = [i.table for i in manifest.inputs]
    assert list(named)[: len(inputs)] == inputs
    if all(p.kind is not p.VAR_KEYWORD for p in named.values()):
        settings = [s.name.replace("-", "_") for s in manifest.settings]
        apart = [f"asked_{s}" if s in inputs else s for s in settings]
        assert list(named)[len(inputs) :] == apart


def test_no_public_name_is_missing_from_the_list() -> None:
    hidden = {"annotations"}
    public = {
        n
        for n, thing in vars(actaverba).items()
        if not n.startswith("_") and not inspect.ismodule(thing) and n not in hidden
    }
    typing_only = {n for n in public if getattr(vars(actaverba)[n], "__module__", "") in STANDARD}
    assert public - typing_only - set(actaverba.__all__) == set()


STANDARD = {"typing", "collections.abc", "pathlib", "importlib", "functools", "datetime"}


def test_an_unknown_name_says_so() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        actaverba.nonsense  # noqa: B018


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert f"version: {VERSION}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_methods_take_the_tables_of_others() -> None:
    """Arrow, pandas, polars and plain dictionaries give the same result."""
    import pandas
    import polars
    import pyarrow

    relays = [
        {
            "id": f"A{n}",
            "statement": "S1",
            "host": "a.example.org",
            "url": f"https://a.example.org/{n}",
        }
        for n in range(4)
    ]
    values = [
        {"relay": f"A{n}", "field": "tonnes", "printed": str(v), "value": float(v)}
        for n, v in enumerate((40, 40, 400, 400))
    ]
    fields = [{"field": "tonnes", "kind": "quantity", "unit": "TONNES"}]
    given = (relays, values, fields)
    kinds = (
        list,
        pyarrow.Table.from_pylist,
        pandas.DataFrame,
        polars.DataFrame,
    )
    placed = [actaverba.drift(*(kind(t) for t in given)).placement.to_pylist() for kind in kinds]
    assert len({row["family"] for row in placed[0]}) == 2
    assert placed == [placed[0]] * len(kinds)
