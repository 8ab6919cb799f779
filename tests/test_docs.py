"""Docs are a contract: everything is documented, every example runs, sentences are collected."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from actaverba import errors
from actaverba.cli.commands import EXIT_CODES
from actaverba.vocabulary import codes, formats, schema
from actaverba.vocabulary.manifest import manifests
from scripts import messages, reference

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [p for p in sorted(DOCS.rglob("*.md")) if "generated" not in p.parts]
FENCE = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = reference.commands()


def options() -> Iterator[tuple[str, click.Parameter]]:
    for name, command in COMMANDS.items():
        for parameter in command.params:
            yield name, parameter


@cache
def generated() -> dict[str, str]:
    return {name: make() for name, make in reference.PAGES.items()}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_has_help_and_an_example(name: str) -> None:
    text = reference.help_of(name, COMMANDS[name])
    assert COMMANDS[name].help, "no help"
    examples = text.partition("Examples:")[2]
    assert re.search(rf"^ +{re.escape(name)}\b", examples, re.MULTILINE), f"no example in:\n{text}"
    assert f"## {name}\n" in generated()["commands"]


def test_an_option_has_help() -> None:
    silent = [
        f"{name} {parameter.opts[0]}"
        for name, parameter in options()
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert silent == []


def test_every_command_is_used_in_a_page() -> None:
    text = "\n".join(p.read_text(encoding="utf-8") for p in [ROOT / "README.md", *PAGES])
    unused = [name for name in COMMANDS if len(name.split()) == 2 and name not in text]
    assert unused == []


@pytest.mark.parametrize("name", sorted(manifests()))
def test_a_method_has_its_page(name: str) -> None:
    manifest = manifests()[name]
    page = reference.method_page(manifest)
    assert manifest.limits, "a method says what it cannot show"
    assert manifest.assumptions, "a method says what it assumes"
    for setting in manifest.settings:
        assert setting.why, f"--{setting.name} has no reason"
        assert f"`--{setting.name}`" in page
    for result in manifest.results:
        assert f"**{result.name}**" in page
        for column in result.columns:
            assert column.get("description"), f"{result.name}.{column['name']} means nothing"
    assert f"methods/{name}.md" in generated()["methods"]


@pytest.mark.parametrize("name", sorted(formats.readers()))
def test_a_reader_has_summary_suffixes_and_example(name: str) -> None:
    reader = formats.reader(name)
    assert reader.summary
    assert reader.suffixes
    assert reader.example.startswith("acta read ")
    assert f"## {name}\n" in generated()["readers"]


@pytest.mark.parametrize("name", sorted(schema.tables()))
def test_a_table_is_documented(name: str) -> None:
    for column in schema.table(name).columns:
        assert column.description, f"{name}.{column.name} means nothing"
    assert f"### {name}\n" in generated()["tables"]


@pytest.mark.parametrize("name", codes.list_names())
def test_a_code_list_is_documented(name: str) -> None:
    for code in codes.code_list(name).codes.values():
        assert code.description, f"{code.code} of {name} means nothing"
    assert f"## {name}\n" in generated()["codes"]


def test_every_exit_code_is_explained() -> None:
    tree = [c for c in vars(errors).values() if isinstance(c, type)]
    raised = {c.exit_code for c in tree if issubclass(c, errors.ActaError)}
    assert {0, 2} | raised == {code for code, _ in EXIT_CODES}


def test_pages_are_the_same_each_time() -> None:
    assert {name: make() for name, make in reference.PAGES.items()} == generated()


# The tutorial makes the demo; where other pages want one, they get a copy.
DEMO = re.compile(r"^acta demo -o (\w+)$", re.MULTILINE)
MAKES_THE_DEMO = DOCS / "tutorial.md"


def with_examples() -> list[Path]:
    return [p for p in PAGES if FENCE.search(p.read_text(encoding="utf-8"))]


@pytest.mark.slow
@pytest.mark.timeout(600)  # a page is many commands
@pytest.mark.parametrize("page", with_examples(), ids=lambda p: p.relative_to(DOCS).as_posix())
def test_the_examples_of_a_page_run(
    page: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """All of a page's examples, in its order, in one empty folder."""

    def copy(wanted: re.Match[str]) -> str:
        made: Path = request.getfixturevalue("only_demo")
        return f"cp -Rp {shlex.quote(str(made / 'demo'))} {wanted[1]}"

    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "PYTHONUTF8": "1"}
    for kind, example in FENCE.findall(page.read_text(encoding="utf-8")):
        if page != MAKES_THE_DEMO:
            example = DEMO.sub(copy, example)
        command = ["bash", "-euo", "pipefail", "-c"] if kind == "sh" else [sys.executable, "-c"]
        ran = subprocess.run(
            [*command, example],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=200,
            check=False,
        )
        assert ran.returncode == 0, f"{example}\n{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *PAGES]:
        for target in re.findall(r"\]\(([^)#:]+\.md)[^)]*\)", page.read_text(encoding="utf-8")):
            aim = (page.parent / target).resolve()
            if "generated" not in aim.parts and not aim.exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_sentences_are_collected_for_translators() -> None:
    now = messages.TEMPLATE.read_bytes() if messages.TEMPLATE.exists() else b""
    assert now == messages.template(), "run `make messages` and commit the file"
