"""`acta read`: files into a case; good rows stay, bad ones are refused with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import actaverba
from actaverba.cli import mapping
from actaverba.cli.group import Command, say_refusal
from actaverba.cli.options import FILE, case_argument, json_option, now_option
from actaverba.cli.output import progress, say, say_json, say_table, say_wrapped, typed
from actaverba.cli.words import _, ngettext
from actaverba.engine.staged import ReadOptions
from actaverba.errors import InputError
from actaverba.readers.mapping import FileMapping, save_mapping

if TYPE_CHECKING:
    from actaverba.case.intake import Taken
    from actaverba.readers.read import ReadReport

TOLD = 20
REFUSAL = ("line", "column", "code", "message", "cure")


@click.command(
    "read",
    cls=Command,
    help=_(
        "Read files, or folders with the files of a case. Every row is checked: good ones go"
        " into the case, all of them in one step, and bad ones are refused with file, line,"
        " column and cure. The same file twice changes nothing; a changed file takes the place"
        " of its earlier version."
        "\n\nThe name of a file says which table it is for (relays.csv), or --table does."
        " Headers of other people's files are named with --map. Exports of platforms are known"
        " by their content and may fill several tables."
        "\n\nExit code 3 where a file could not be read at all; the others are read"
        " nevertheless."
    ),
    examples=[
        "acta read my.case folder/",
        "acta read my.case folder/ --dry-run",
        "acta read my.case links.csv --map relays.id=Nr --map relays.host=Medium",
        "acta read my.case posts.jsonl --link",
        "acta read my.case result.json",
        "acta read my.case export.csv --timezone Europe/Belgrade",
        'acta read my.case matrix.csv --by "A. Analyst"',
    ],
)
@case_argument
@click.argument("paths", metavar="PATH...", type=FILE, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help=_("Check everything and write nothing."))
@click.option(
    "mapped", "--map", metavar="TABLE.COLUMN=HEADER", multiple=True,
    help=_("Which header of the file feeds which column; as often as needed."),
)  # fmt: skip
@click.option(
    "fixed", "--set", metavar="TABLE.COLUMN=VALUE", multiple=True,
    help=_("What to fill in where the file has no such column; as often as needed."),
)  # fmt: skip
@click.option("--mapping", "saved", metavar="FILE", type=FILE, help=_("A mapping saved before."))
@click.option(
    "--save-mapping", "save_to", metavar="FILE", type=FILE,
    help=_("Keep the mapping of this command for the next file of this kind."),
)  # fmt: skip
@click.option("--table", metavar="TABLE", help=_("The table that the rows are for."))
@click.option(
    "--dataset", metavar="NAME",
    help=_("The dataset that the rows belong to; the file's name unless given."),
)  # fmt: skip
@click.option(
    "--encoding", metavar="NAME", help=_("How the text is written, where the guess is wrong.")
)
@click.option(
    "--timezone", metavar="ZONE",
    help=_("Where times without an offset were written, like Europe/Belgrade; without it they are"
           " refused."),
)  # fmt: skip
@click.option(
    "--link", is_flag=True,
    help=_("Leave big files of posts or shares where they are and keep a hash of each."),
)  # fmt: skip
@click.option(
    "--by", metavar="NAME", default="",
    help=_("Who rated: for a matrix of hypotheses, and for ratings that name nobody."),
)  # fmt: skip
@json_option
@now_option
def command(case: Path, paths: tuple[Path, ...], **asked: Any) -> None:
    """Read, print what became of each file, and say what to do next."""
    map_ = mapping.asked(
        asked["mapped"], asked["fixed"], table=asked["table"], encoding=asked["encoding"],
        timezone=asked["timezone"], file=asked["saved"],
    )  # fmt: skip
    _one_table_at_a_time(paths, map_)
    if asked["save_to"] is not None and map_ is None:
        raise click.UsageError(_("There is no mapping to keep; say one with --map or --table."))
    timezone = asked["timezone"] or ""
    said = map_.options() if map_ else ReadOptions(encoding=asked["encoding"], timezone=timezone)
    report = actaverba.read(
        actaverba.open(case), paths, table=said.table, columns=said.columns,
        constants=said.constants, encoding=said.encoding, timezone=said.timezone,
        dataset=asked["dataset"],
        link=asked["link"], dry_run=asked["dry_run"], by=asked["by"], now=asked["now"],
        told=progress,
    )  # fmt: skip
    if asked["save_to"] is not None and map_ is not None:
        save_mapping(map_, asked["save_to"])
    if asked["as_json"]:
        say_json(_told(report, is_dry=asked["dry_run"]))
    else:
        _say(case, report, is_dry=asked["dry_run"])
    for failed in report.failed:
        say_refusal(failed.error, at=failed.name)
    if report.failed:
        raise click.exceptions.Exit(InputError.exit_code)


def _one_table_at_a_time(paths: Sequence[Path], map_: FileMapping | None) -> None:
    folders = [p for p in paths if p.is_dir()]
    if map_ is not None and folders:
        raise InputError(
            _("a mapping or --table is for files of one table, not for a folder"),
            where=str(folders[0]),
            cure=_("Name the file itself."),
        )


def _told(report: ReadReport, *, is_dry: bool) -> dict[str, Any]:
    return {
        "dry_run": is_dry,
        "files": [_file(taken) for taken in report.files],
        "skipped": [{"file": name, "why": why} for name, why in report.skipped],
        "failed": [
            {"file": f.name, "where": f.error.where, "what": f.error.what, "cure": f.error.cure}
            for f in report.failed
        ],
    }


def _file(taken: Taken) -> dict[str, Any]:
    read = taken.file
    return {
        "file": read.name, "dataset": read.dataset, "table": read.table,
        "format": read.format, "encoding": read.encoding, "sha256": read.sha256,
        "bytes": read.size, "status": taken.status, "rows": taken.rows, "new": taken.new,
        "changed": taken.changed, "gone": taken.gone, "refused": len(taken.refused),
        "said": list(taken.said),
        "refusals": [{name: getattr(r, name) for name in REFUSAL} for r in taken.refused],
    }  # fmt: skip


def _say(case: Path, report: ReadReport, *, is_dry: bool) -> None:
    files = [_file(taken) for taken in report.files]
    if files:
        counts = ("rows", "refused") if is_dry else ("rows", "new", "changed", "gone", "refused")
        shown = ("file", "table", "status", "encoding", *counts)
        head = {"file": _("file"), "table": _("table"), "status": _("state"),
                "encoding": _("encoding"), "rows": _("rows"), "new": _("new"),
                "changed": _("changed"), "gone": _("gone"), "refused": _("refused")}  # fmt: skip
        right = range(len(shown) - len(counts), len(shown))
        rows = [[_count(f, s) if s in counts else f[s] for s in shown] for f in files]
        say_table([head[s] for s in shown], rows, right=right)
    for sentence, names in _said(files).items():
        say_wrapped(f"{', '.join(names)}: {sentence}", "")
    for name, why in report.skipped:
        say_wrapped(_("{file} was left alone: {why}").format(file=name, why=why), "")
    if is_dry:
        _say_refusals(files)
    say(_next(case, files, is_dry=is_dry))


def _count(one: Mapping[str, Any], name: str) -> int | None:
    """A count of what was done now; with a file that is in already nothing was."""
    return None if one["status"] == "unchanged" else one[name]


def _said(files: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """What was said, once, with the files that it was said of."""
    said: dict[str, list[str]] = {}
    for f in files:
        for sentence in f["said"]:
            said.setdefault(sentence, []).append(f["file"])
    return said


def _say_refusals(files: Sequence[Mapping[str, Any]]) -> None:
    """The refusals of a dry run, which no case keeps."""
    told = [(f["file"], r) for f in files for r in f["refusals"]]
    for name, r in told[:TOLD]:
        place = ", ".join(filter(None, [f"{name}:{r['line']}", r["column"]]))
        say(f"{place}: {r['message']}")
        say_wrapped(r["cure"], "    ")
    if len(told) > TOLD:
        say(_("and {n} more; --json lists all").format(n=len(told) - TOLD))


def _next(case: Path, files: Sequence[Mapping[str, Any]], *, is_dry: bool) -> str:
    refused = sum(f["refused"] for f in files)
    if is_dry:
        told = ngettext(
            "checked, nothing is written; {n} refusal",
            "checked, nothing is written; {n} refusals",
            refused,
        )
    elif refused:
        told = ngettext(
            "{n} refusal, the rest is in; next: acta refused {case}",
            "{n} refusals, the rest is in; next: acta refused {case}",
            refused,
        )
    elif not files:
        told = _("nothing was read")
    elif all(f["status"] == "unchanged" for f in files):
        told = _("nothing has changed; next: acta run {case}")
    else:
        told = _("all of it is in; next: acta run {case}")
    return told.format(n=refused, case=typed(case))
