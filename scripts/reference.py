"""Write the reference pages from manifests, vocabulary, errors and the command line.

`python scripts/reference.py FOLDER` writes Markdown pages for Sphinx. Nothing in them is
typed by hand, so they cannot say what the program does not do.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

import actaverba
from actaverba import errors
from actaverba.cli import main as acta
from actaverba.cli.commands import EXIT_CODES
from actaverba.vocabulary import codes, formats, schema
from actaverba.vocabulary.manifest import Manifest, manifests

WIDTH = 88


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; what would break a cell is escaped."""
    text = [[_cell(c) for c in row] for row in (head, *rows)]
    lines = ["| " + " | ".join(row) + " |" for row in text]
    return "\n".join([lines[0], "|" + " --- |" * len(text[0]), *lines[1:]]) + "\n"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def fence(text: str, kind: str = "text") -> str:
    return f"```{kind}\n{text.rstrip()}\n```\n"


def commands() -> dict[str, click.Command]:
    """Every command by its full name, groups of groups included."""
    found: dict[str, click.Command] = {}

    def walk(group: click.Group, before: str) -> None:
        context = click.Context(group, info_name=before)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None, f"{before} lists {name} but has it not"
            found[f"{before} {name}"] = command
            if isinstance(command, click.Group):
                walk(command, f"{before} {name}")

    walk(acta, "acta")
    return found


def help_of(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    return command.get_help(context)


def commands_page() -> str:
    parts = ["# Commands\n", fence(help_of("acta", acta))]
    for name, command in commands().items():
        parts += [f"## {name}\n", fence(help_of(name, command))]
    return "\n".join(parts)


def exit_codes_page() -> str:
    known = vars(errors).values()
    tree = [c for c in known if isinstance(c, type) and issubclass(c, errors.ActaError)]
    rows = []
    for code, meaning in EXIT_CODES:
        raised = ", ".join(f"`{kind.__name__}`" for kind in tree if kind.exit_code == code)
        rows.append((code, meaning, raised))
    return "# Exit codes\n\n" + table(["code", "what it means", "raised in Python as"], rows)


def tables_page() -> str:
    kinds = {
        "case": "A person fills these in, as CSV files of the same name.",
        "bulk": "A reader fills these from big files.",
        "program": "The case keeps its own books in these.",
    }
    parts = ["# Tables\n"]
    for kind, what in kinds.items():
        parts += [f"## Kind: {kind}\n", what + "\n"]
        for t in schema.tables_of(kind):
            identity = ", ".join(f"`{c}`" for c in t.identity) or "all columns"
            parts += [f"### {t.name}\n", f"One row is {t.one_row_is}. Identity: {identity}.\n"]
            parts.append(table(["column", "type", "what it means", "example"], _columns(t)))
    return "\n".join(parts)


def _columns(t: schema.Table) -> Iterable[tuple[str, str, str, str]]:
    for c in t.columns:
        kind = f"[{c.codes}](codes.md#{c.codes.replace('_', '-')})" if c.codes else c.type
        refers = f" of `{c.references}`" if c.references else ""
        needed = " **Required.**" if c.required else ""
        yield f"`{c.name}`", kind + refers, c.description + needed, c.example and f"`{c.example}`"


def codes_page() -> str:
    parts = ["# Codes\n", "Closed lists. A code that is not in its list is refused.\n"]
    for name in codes.list_names():
        one = codes.code_list(name)
        source = f" After {one.source}, version {one.version}." if one.source else ""
        extra = sorted({k for c in one.codes.values() for k in c.extra})
        parts += [f"({name.replace('_', '-')})=\n\n## {name}\n", f"{one.title}.{source}\n"]
        rows = [
            (f"`{c.code}`", c.label, c.description, *(c.extra.get(k, "") for k in extra))
            for c in one.codes.values()
        ]
        parts.append(table(["code", "label", "what counts as it", *extra], rows))
    return "\n".join(parts)


def method_page(m: Manifest) -> str:
    """One page a method, all of it from its manifest."""
    needs = [f"`{i.table}`" + (" (may be missing)" if i.optional else "") for i in m.inputs]
    parts = [f"# {m.name}\n", f"*{m.question}* {m.summary}\n"]
    parts += [fence(f"acta run CASE {m.name} --json", "sh")]
    parts += [f"Version {m.version}. It takes {', '.join(needs)}.\n"]
    if m.settings:
        rows = [(f"`--{s.name}`", s.type, _default(s.default), s.why) for s in m.settings]
        parts += ["## Settings\n", table(["setting", "type", "default", "why"], rows)]
    for title, lines in (
        ("What it assumes", m.assumptions),
        ("What it cannot show", m.limits),
        ("Other explanations", [f"**{k}**: {v}" for k, v in m.explanations.items()]),
        ("Literature", m.references),
    ):
        if lines:
            parts += [f"## {title}\n", "".join(f"- {line}\n" for line in lines)]
    parts += ["## Result tables\n"]
    for r in m.results:
        parts += [f"**{r.name}**: one row is {r.one_row_is}.\n"]
        columns = [(f"`{c['name']}`", c["type"], c.get("description", "")) for c in r.columns]
        parts.append(table(["column", "type", "what it means"], columns))
    return "\n".join(parts)


def _default(value: object) -> str:
    return "none" if value in ("", (), None) else f"`{value}`"


def methods_page() -> str:
    rows = [(f"[{m.name}](methods/{m.name}.md)", m.part, m.question) for m in manifests().values()]
    toc = "\n".join(f"methods/{name}" for name in manifests())
    listed = table(["method", "part", "question"], rows)
    return f"# Methods\n\n{listed}\n" + fence(f":hidden:\n\n{toc}", "{toctree}")


def readers_page() -> str:
    parts = ["# Readers\n"]
    for r in formats.readers().values():
        suffixes = ", ".join(f"`{s}`" for s in r.suffixes)
        parts += [f"## {r.name}\n", f"{r.summary}\n", f"It claims {suffixes}.\n"]
        parts.append(fence(r.example, "sh"))
    return "\n".join(parts)


def python_page() -> str:
    parts = ["# Python\n", "`import actaverba` is quick; heavy things load when first used.\n"]
    for name in actaverba.__all__:
        thing = getattr(actaverba, name)
        parts += [f"## actaverba.{name}\n", _described(name, thing)]
        if inspect.isclass(thing):
            for inner, member in vars(thing).items():
                if callable(member) and not inner.startswith("_"):
                    parts += [f"### {name}.{inner}\n", _described(inner, member)]
    return "\n".join(parts)


def _described(name: str, thing: Any) -> str:
    if name.replace("_", "-") in manifests():
        return _of_method(manifests()[name.replace("_", "-")])
    try:
        shown = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(thing)))
        signature = fence(name + shown, "python")
    except (TypeError, ValueError):
        signature = ""
    return signature + "\n" + prose(inspect.getdoc(thing) or "")


def _of_method(m: Manifest) -> str:
    """How a method is called on tables; its settings are given by name."""
    tables = [i.table + ("=None" if i.optional else "") for i in m.inputs]
    settings = [f"{s.name.replace('-', '_')}={s.default!r}" for s in m.settings]
    call = ",\n    ".join([", ".join(tables), *(["*", *settings] if settings else [])])
    results = ", ".join(f"`{r.name}`" for r in m.results)
    return (
        fence(f"actaverba.{m.function}(\n    {call},\n)", "python")
        + f"\nThe method [{m.name}](methods/{m.name}.md) on tables. The result has the tables"
        + f" {results}, and `findings`.\n"
    )


def prose(doc: str) -> str:
    """A docstring as Markdown: examples become code, numpydoc headings become bold."""
    parts = []
    for block in re.split(r"\n\s*\n", doc):
        heading = re.match(r"(\w[\w ]*)\n-{3,}\n?", block)
        if heading:
            parts.append(f"**{heading.group(1)}**\n")
            block = block[heading.end() :]
        if block.startswith(">>>"):
            parts.append(fence(block, "python"))
        elif block.strip():
            parts.append(block.rstrip() + "\n")
    return "\n".join(parts)


PAGES: Mapping[str, Callable[[], str]] = {
    "commands": commands_page,
    "exit-codes": exit_codes_page,
    "tables": tables_page,
    "codes": codes_page,
    "methods": methods_page,
    "readers": readers_page,
    "python": python_page,
}


def write(folder: Path) -> list[Path]:
    """Write all pages under the folder; return their paths."""
    pages = {f"{name}.md": make() for name, make in PAGES.items()}
    pages |= {f"methods/{m.name}.md": method_page(m) for m in manifests().values()}
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for stale in set(folder.rglob("*.md")) - {folder / name for name in pages}:
        stale.unlink()
    return [folder / name for name in pages]


if __name__ == "__main__":
    write(Path(sys.argv[1]))
