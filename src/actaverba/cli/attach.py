"""`acta attach`: proof of a page, kept with who brought it and when it was captured."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import FILE, case_argument, instant_option, json_option, now_option
from actaverba.cli.output import say, say_json, say_table, say_wrapped, typed
from actaverba.cli.words import _, ngettext

if TYPE_CHECKING:
    from actaverba.case.custody_bring import Brought

SHORT = 12
MOST_INSIDE = 16 * 1024 * 1024
OWN_WORD = ("canonical", "og:url")


@click.command(
    "attach",
    cls=Command,
    help=_(
        "Keep the page of a row: a saved HTML file, a PDF, a picture or a WARC file, with the"
        " time of its capture, its SHA-256 and your name. The original goes, as it is, into a"
        " folder beside the case, CASE.pages; it is never opened or shown. Each step is an entry"
        " of a log that is only added to; `acta verify` looks at the log and at every original."
        "\n\nWith --folder each file finds its rows by address: that of a file index.csv with the"
        " columns url and file, or of a file of the same name that ends in .url; else what the"
        " tool that saved it wrote into it (WARC, MHTML, browsers, SingleFile), else its name"
        " (host/path, as mirrors lay pages down), else what the page calls itself (canonical)."
        " The time is --captured-at, else the one in the file (WARC, MHTML, SingleFile), else"
        " now."
        "\n\nROW is table:id, like relays:A001. With --url and no FILE the page is fetched;"
        " what a browser would show of it may be more."
    ),
    examples=[
        'acta attach my.case relays:A001 page.html --by "A. B."',
        "acta attach my.case relays:A001 --url https://example.org/item --by AB",
        "acta attach my.case --folder pages/ --by AB",
    ],
)
@case_argument
@click.argument("row", required=False)
@click.argument("page", metavar="FILE", required=False, type=FILE)
@click.option("--folder", metavar="DIR", type=FILE, help=_("Pages that find their rows."))
@click.option(
    "--url", metavar="URL", default="",
    help=_("The address of the page, where it is not the row's own; without FILE it is fetched."),
)  # fmt: skip
@click.option("--archive-url", metavar="URL", default="", help=_("Where an archive has a copy."))
@instant_option("--captured-at", _("When the page was captured, in ISO 8601."))
@click.option("--by", metavar="NAME", required=True, help=_("Who captured or brought it."))
@click.option(
    "--replace", is_flag=True,
    help=_("Show it in the place of what was attached to the row from this address before; the"
           " earlier original stays kept."),
)  # fmt: skip
@click.option(
    "--inside-below", metavar="BYTES", type=click.IntRange(0, MOST_INSIDE), default=0,
    help=_("Keep originals smaller than this inside the case; at most 16 MiB. Default: none."),
)  # fmt: skip
@json_option
@now_option
def command(
    case: Path, row: str | None, page: Path | None, folder: Path | None, url: str,
    archive_url: str, captured_at: str | None, by: str, replace: bool, inside_below: int,
    as_json: bool, now: str | None,
) -> None:  # fmt: skip
    """Attach, and say what was kept and what was left alone."""
    done = actaverba.attach(
        case, row, page, folder=folder, url=url, archive_url=archive_url,
        captured_at=captured_at or "", by=by, replace=replace, inside_below=inside_below, now=now,
    )  # fmt: skip
    if as_json:
        say_json({
            "attached": [dataclasses.asdict(a) for a in done.attached],
            "left": [u._asdict() for u in done.left],
            "said": list(done.said),
        })  # fmt: skip
        return
    _say(case, done)


def _say(case: Path, done: Brought) -> None:
    told = {"attach": _("attached"), "replace": _("replaced"), "": _("was there")}
    if done.attached:
        say_table(
            [_("row"), _("captured"), _("what"), _("bytes"), "sha256", _("kept"), _("state")],
            [
                (a.target, a.captured_at, a.media, a.bytes, a.sha256[:SHORT], a.kept,
                 told[a.action])
                for a in done.attached
            ],
            right={3},
        )  # fmt: skip
    for line in done.said:
        say_wrapped(line, "")
    own_word = sorted({a.target for a in done.attached if a.how in OWN_WORD})
    if own_word:
        told_own = _("found by what the page calls itself, so look at it: {rows}")
        say_wrapped(told_own.format(rows=", ".join(own_word)), "")
    for file, why in done.left:
        say_wrapped(f"{file}: {why}", "")
    n = sum(bool(a.action) for a in done.attached)
    told_next = ngettext(
        "{n} page attached; next: acta verify {case}",
        "{n} pages attached; next: acta verify {case}",
        n,
    )
    say(told_next.format(n=n, case=typed(case)))
