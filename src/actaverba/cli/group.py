"""`acta` itself: commands are imported when called, refusals are printed, not thrown."""

from __future__ import annotations

import errno
import importlib
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from actaverba.cli.commands import COMMANDS, EXIT_CODES
from actaverba.cli.output import say
from actaverba.cli.words import _
from actaverba.errors import ActaError


def say_refusal(error: ActaError, *, at: str = "") -> None:
    """Print `acta: where: what` on stderr, and the cure below."""
    said = ["acta", error.where or at, error.what]
    say(": ".join(filter(None, said)), err=True)
    if error.cure:
        say(f"  {error.cure}", err=True)


def refuse(error: ActaError) -> NoReturn:
    """End with a refusal and its exit code."""
    say_refusal(error)
    raise click.exceptions.Exit(error.exit_code)


class Command(click.Command):
    """A command with examples, which stand before its options."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **named: Any) -> None:
        super().__init__(*args, **named)
        self.examples = tuple(examples)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help_text(ctx, formatter)
        self.write_examples(formatter, self.examples)

    def write_examples(self, formatter: click.HelpFormatter, examples: Sequence[str]) -> None:
        with formatter.section(_("Examples")):
            for line in examples:
                formatter.write(f"{' ' * formatter.current_indent}{line}\n")


class Acta(click.Group):
    """The group of all commands; listing them imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"actaverba.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            from actaverba.vocabulary.nearest import did_you_mean

            hint = did_you_mean(name, COMMANDS) or _("See `acta --help`.")
            ctx.fail(_("There is no command {name}. {hint}").format(name=repr(name), hint=hint))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl(list(COMMANDS.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Exit codes")):
            formatter.write_dl([(str(code), meaning) for code, meaning in EXIT_CODES])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ActaError as refusal:
            refuse(refusal)
        except OSError as trouble:
            if trouble.errno == errno.EPIPE:
                raise
            refuse(_of_system(trouble))
        except _database_errors() as trouble:
            refuse(_of_database(trouble))


def _of_system(trouble: OSError) -> ActaError:
    return ActaError(
        trouble.strerror or str(trouble),
        where=str(trouble.filename or ""),
        cure=_("Is the path right, may you read and write there, is the disk full?"),
    )


def _database_errors() -> tuple[type[BaseException], ...]:
    """DuckDB's own errors, if it was loaded at all."""
    duckdb = sys.modules.get("duckdb")
    return (duckdb.Error,) if duckdb else ()


def _of_database(trouble: BaseException) -> ActaError:
    first = (str(trouble).splitlines() or [type(trouble).__name__])[0]
    return ActaError(
        _("the database refused: {first}").format(first=first[:300]),
        cure=_("Nothing was written. `acta verify` tells whether the case is whole."),
    )
