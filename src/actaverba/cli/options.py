"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from actaverba.cli.words import _

FILE = click.Path(path_type=Path)


def _instant(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        given = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            _("{value} is no ISO 8601 time; write it as 2026-06-30T12:00:00Z.").format(
                value=repr(value)
            )
        ) from None
    moment = given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def case_argument(function: Any) -> Any:
    return click.argument("case", type=FILE)(function)


def json_option(function: Any) -> Any:
    told = _("Print JSON for programs instead.")
    return click.option("as_json", "--json", is_flag=True, help=told)(function)


def now_option(function: Any) -> Any:
    told = _("The time to note, in ISO 8601, instead of the clock's: for results that can be"
             " made again byte for byte.")  # fmt: skip
    return click.option("--now", metavar="ISO", callback=_instant, help=told)(function)


def instant_option(name: str, told: str) -> Callable[[Any], Any]:
    """An option that takes a point in time."""
    option: Callable[[Any], Any] = click.option(name, metavar="ISO", callback=_instant, help=told)
    return option
