"""A command that takes its options from the manifest of the method it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from actaverba.cli.group import Command
from actaverba.cli.words import _
from actaverba.vocabulary import printing
from actaverba.vocabulary.manifest import (
    LIKE,
    Manifest,
    Setting,
    manifest,
    manifests,
    peer,
    peers,
)

ASKED = "actaverba.cli.asked"


class Asking(Command):
    """`acta run`: `CASE METHOD` decide which further options there are."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[ASKED] = self._asked(ctx, args)
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        params = super().get_params(ctx)
        asked: Manifest | None = ctx.meta.get(ASKED)
        if asked is None:
            return params
        like = [_like(known)] if (known := peers(asked.peer_of or asked.name)) else []
        return [*map(option, asked.settings), *like, *params]

    def _asked(self, ctx: click.Context, args: Sequence[str]) -> Manifest | None:
        """The method among the arguments: the second that is no option.

        With `--help` the case may be missing: `acta run drift --help` explains drift, too.
        """
        places = self._places(ctx, args)
        if len(places) > 1:
            like = _value(args, f"--{LIKE}")
            return peer(places[1], like) if like else manifest(places[1])
        is_help = "--help" in args and len(places) == 1
        return manifests().get(places[0].replace("_", "-")) if is_help else None

    def _places(self, ctx: click.Context, args: Sequence[str]) -> list[str]:
        """Up to two arguments that are no options and no values of options."""
        own = {
            name: p.is_flag
            for p in super().get_params(ctx)
            if isinstance(p, click.Option)
            for name in p.opts
        }
        places: list[str] = []
        rest = iter(args)
        for arg in rest:
            if not arg.startswith("-"):
                places.append(arg)
            elif arg.partition("=")[0] not in own:
                told = _("There is no option {name}. Settings follow their method: acta run CASE"
                         " METHOD {name} …")  # fmt: skip
                ctx.fail(told.format(name=arg.partition("=")[0]))
            elif not own.get(arg, True):
                next(rest, None)
            if len(places) == 2:
                break
        return places

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        asked: Manifest | None = ctx.meta.get(ASKED)
        return ["CASE", asked.name, "[OPTIONS]"] if asked else super().collect_usage_pieces(ctx)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        asked: Manifest | None = ctx.meta.get(ASKED)
        if asked is None:
            super().format_help_text(ctx, formatter)
            with formatter.section(_("Methods")):
                formatter.write_dl([(m.name, _(m.question)) for m in manifests().values()])
            return
        self._explain(asked, formatter)

    def _explain(self, asked: Manifest, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(f"{_(asked.question)} {_(asked.summary)}")
        self.write_examples(formatter, examples(asked))
        for title, lines in (
            (_("It takes"), [_input(i.table, i.optional) for i in asked.inputs]),
            (_("It assumes"), [_(line) for line in asked.assumptions]),
            (_("It cannot show"), [_(line) for line in asked.limits]),
        ):
            with formatter.section(title):
                for line in lines:
                    formatter.write_text(line)
        with formatter.section(_("Result tables")):
            formatter.write_dl([(r.name, _(r.one_row_is)) for r in asked.results])


def _value(args: Sequence[str], name: str) -> str | None:
    """The value of an option, before the other options are known."""
    for n, arg in enumerate(args):
        if arg.startswith(f"{name}="):
            return arg.partition("=")[2]
        if arg == name:
            return args[n + 1] if n + 1 < len(args) else None
    return None


def _like(known: Mapping[str, Manifest]) -> click.Option:
    told = _("Do exactly what another program does, with its settings: see --help with it.")
    return click.Option([f"--{LIKE}"], metavar="|".join(known), help=told)


def _input(table: str, optional: bool) -> str:
    return _("{table} (may be missing)").format(table=table) if optional else table


def examples(asked: Manifest) -> list[str]:
    """A plain run, and one with the first setting."""
    plain = f"acta run my.case {asked.name}"
    first = (f"{plain} --{s.name} {_sample(s)}".rstrip() for s in asked.settings[:1])
    return [plain, f"{plain} --json", *first]


def _sample(setting: Setting) -> str:
    if setting.choices:
        return setting.choices[-1]
    value = setting.default
    if setting.type == "list":
        return ",".join(value) if value else "a,b"
    return "" if setting.type == "flag" else str(value)


def option(setting: Setting) -> click.Option:
    """The option of a setting. Its value is read by the manifest, so that every face
    refuses the same values in the same words."""
    name = setting.name.replace("-", "_")
    declared = [name, *(f"--{other}" for other in (setting.name, *setting.also))]
    named: dict[str, Any] = {"default": None, "help": _told(setting)}
    if setting.type == "flag":
        return click.Option([name, f"--{setting.name}/--no-{setting.name}"], **named)
    metavar = "|".join(setting.choices) or {"list": "A,B"}.get(setting.type, setting.type.upper())
    return click.Option(declared, metavar=metavar, **named)


def _told(setting: Setting) -> str:
    facts = [_(setting.why)]
    if setting.from_case:
        facts.append(_("Taken from {key} of case.toml unless given.").format(key=setting.from_case))
    if setting.default not in ("", (), None):
        default = f"{_shown(setting.default)} {setting.unit}".rstrip()
        facts.append(_("Default: {value}.").format(value=default))
    if setting.low is not None and setting.high is not None:
        facts.append(
            _("From {low} to {high}.").format(low=_shown(setting.low), high=_shown(setting.high))
        )
    return " ".join(facts)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return printing.number(value) if isinstance(value, int | float) else str(value)
