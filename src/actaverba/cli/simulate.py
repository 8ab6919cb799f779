"""`acta simulate`: a world whose truth is known, or what could be found in one's own data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import FILE, json_option
from actaverba.cli.output import say, say_json, say_table, typed
from actaverba.cli.words import _

HEAD = (_("accounts"), _("objects"), _("seconds"), _("found"), _("of"), _("95 % interval"))


def _settings(ctx: click.Context, param: click.Parameter, given: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in given:
        name, is_set, value = one.partition("=")
        if not is_set:
            raise click.BadParameter(_("{value} has no `=`.").format(value=repr(one)))
        found[name.strip()] = value.strip()
    return found


@click.command(
    "simulate",
    cls=Command,
    help=_(
        "Write a simulated world to a folder: shares, what is on record of accounts and objects,"
        " and the truth. Teams are planted in it, and innocent look-alikes: accounts with habits,"
        " schedulers, news, followers, fans, a wire, a feed, owners of several accounts, alerts."
        "\n\nWith --like a case, the world has the activity, popularity and hours of its shares,"
        " nobody in it moves with anybody, and teams are planted. With --power nothing is"
        " written: teams of several sizes are planted in the case's shares one at a time, and it"
        " is told how many the method would find. Do that before you judge that nothing is there."
        "\n\nThe rates of the world are assumptions. --set changes them; world.json lists them."
    ),
    examples=[
        "acta simulate world/ --seed 1",
        "acta simulate -o world/ --kind weak --kind fan --set on_record.removed=0.4",
        "acta simulate -o like-mine/ --like my.case",
        "acta simulate --like my.case --power",
    ],
)
@click.argument("folder", type=FILE, required=False)
@click.option("-o", "--out", metavar="DIR", type=FILE, help=_("The folder, if it is not named so."))
@click.option(
    "--seed", type=click.IntRange(min=0), help=_("What all chance is drawn from; 1 if not given.")
)
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND",
    help=_("A kind that lives in the world, such as weak or fan; may be given again. All, if none"
           " is."),
)  # fmt: skip
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", callback=_settings,
    help=_("Change a law or rate, such as weak.accounts=10; may be given again."),
)  # fmt: skip
@click.option("--like", metavar="CASE", type=FILE, help=_("The case whose shape the world takes."))
@click.option(
    "--power", is_flag=True, help=_("Tell what could be found in the case; write nothing.")
)
@json_option
def command(
    folder: Path | None, out: Path | None, seed: int | None, kinds: Sequence[str],
    settings: dict[str, str], like: Path | None, power: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write the world, or print the power."""
    place = folder or out
    if power:
        if like is None or place is not None or kinds or settings:
            raise click.UsageError(
                _("--power takes a case with --like, and neither a folder nor --kind nor --set.")
            )
        _tell(actaverba.power(like, seed=seed), as_json=as_json)
        return
    if place is None or (folder and out):
        raise click.UsageError(_("Name one folder: acta simulate world/"))
    seed = 1 if seed is None else seed
    made = actaverba.simulate(place, seed=seed, kinds=kinds, settings=settings, like=like)
    if as_json:
        say_json(made)
        return
    say(
        _("{shares} shares, {accounts} accounts, {objects} objects, {teams} planted teams are in"
          " {folder}; truth.csv says who is who").format(**made)
    )  # fmt: skip
    say(_("next: acta read my.case {folder}").format(folder=typed(place)))


def _tell(power: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        say_json(power)
        return
    say(
        _("Teams planted in these shares one at a time, half of their objects among those that"
          " circulate here; found is a team of which three accounts or more are told together:")
    )  # fmt: skip
    say_table(
        HEAD,
        [
            (p["accounts"], p["objects"], p["seconds"], p["found"], p["teams"],
             f"{p['low']:.2f} to {p['high']:.2f}")
            for p in power
        ],
        right={0, 1, 2, 3, 4},
    )  # fmt: skip
