"""Puts public words beside public acts: a case file, methods, and a dossier with its evidence.

`import actaverba` is quick: DuckDB, Arrow and Jinja load when they are first needed. Every
method stands here by the name of its manifest, `-` written `_` (`actaverba.drift`), takes
tables and needs no case. Where `now` is not given the clock is read, by `case.clock` alone.
"""

from __future__ import annotations

import sys
import types
import typing

from actaverba import version as _version

if typing.TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from actaverba.case.case import Case as Case
    from actaverba.case.custody_bring import Brought
    from actaverba.case.forget import Forgotten
    from actaverba.case.report import Report
    from actaverba.engine.typed import typed as typed
    from actaverba.methods.run import Ran
    from actaverba.readers.read import ReadReport

    Place = str | Path

__version__ = _version.VERSION
_LAZY = {"Case": "actaverba.case.case", "typed": "actaverba.engine.typed"}
_OWN = (
    "Case", "attach", "dossier", "export", "forget", "grade", "judge", "new", "open", "power",
    "read", "run", "simulate", "typed", "verify",
)  # fmt: skip


def new(path: Place, *, clear_names: bool = False, now: str | None = None) -> Case:
    """Make an empty case; the key of its pseudonyms lies beside it unless names are clear.

    Raises CaseExists when there is a file of that name.
    """
    from actaverba.case import case

    return case.new(path, clear_names=clear_names, now=now or _clock())


def open(path: Place) -> Case:  # noqa: A001 - `actaverba.open` reads well, and none is opened here
    """A case that exists. Nothing is held open: each question opens the file and closes it.

    Raises CaseMissing, CaseBusy, or CaseHostile where the file holds what no case holds.
    """
    from actaverba.case.case import Case

    return Case(path)


def read(
    case: Case | Place, paths: Place | Iterable[Place], *, table: str | None = None,
    columns: Mapping[str, str] | None = None, constants: Mapping[str, str] | None = None,
    encoding: str | None = None, timezone: str = "", now: str | None = None, **options: Any,
) -> ReadReport:  # fmt: skip
    """Read files or folders into a case; good rows stay, bad ones are refused with a reason.

    For other people's files: `table` says what a row is, `columns` which header feeds which
    column, `constants` what to fill in for all rows, `encoding` how the text is written,
    `timezone` where times without an offset were.
    Further options: `dataset` (a name for where the rows belong), `link=True` (read big files
    in place), `dry_run=True` (check and write nothing), `by` (who rated, for a matrix of competing
    hypotheses), `told` (a function that hears progress).
    What became of each file stands in the report.
    """
    from pathlib import Path

    from actaverba.engine.staged import ReadOptions
    from actaverba.readers import read as reading

    asked = ReadOptions(table, dict(columns or {}), dict(constants or {}), encoding,
                        timezone=timezone)  # fmt: skip
    places = [paths] if isinstance(paths, str | Path) else list(paths)
    return reading.read(_case(case), places, options=asked, now=now or _clock(), **options)


def run(
    case: Case | Place, method: str | None = None, *, settings: Mapping[str, Any] | None = None,
    again: bool = False, now: str | None = None, told: Callable[[str], None] = lambda _: None,
    **named: Any,
) -> list[Ran]:  # fmt: skip
    """Run one method on a case, or all that apply; results and findings stay in the case.

    Settings of the method are given by name, or together as `settings`. What was computed
    before from the same rows and settings is not computed anew unless `again`.
    """
    from actaverba.methods import run as running

    asked = {**(settings or {}), **named}
    return running.run(
        _case(case), method, settings=asked, again=again, now=now or _clock(), told=told
    )


def attach(
    case: Case | Place, row: str | None = None, page: Place | None = None, *,
    folder: Place | None = None, url: str = "", archive_url: str = "", captured_at: str = "",
    by: str, replace: bool = False, inside_below: int = 0, now: str | None = None,
) -> Brought:  # fmt: skip
    """Keep the page of a row (`relays:A001`), or all pages of a folder, with time, hash, name.

    Without `page` the `url` is fetched. What became of each page stands in the answer.
    """
    from pathlib import Path

    from actaverba.case import custody_bring

    asked = custody_bring.Asked(
        row, Path(page) if page else None, Path(folder) if folder else None, url, archive_url,
        captured_at,
    )  # fmt: skip
    return custody_bring.bring(
        _case(case), asked, by=by, now=now or _clock(), replace=replace, inside_below=inside_below
    )


def judge(
    case: Case | Place, target: str, *, term: str, confidence: str, because: str, by: str,
    confidence_because: str | None = None, that: str | None = None, now: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Note what a person judges of a finding or a hypothesis; nothing is ever taken back.

    `target` is the start of a finding's id or the id of a hypothesis, `term` one of the seven
    of ICD 203, `confidence` low, medium or high. `that` is the proposition judged, where the
    words of a finding are none.
    """
    from actaverba.case import judgements

    return judgements.judge(
        _case(case), target, term=term, confidence=confidence, because=because, by=by,
        confidence_because=confidence_because, that=that, now=now or _clock(),
    )  # fmt: skip


def grade(
    case: Case | Place, target: str, *, reliability: str | None = None,
    credibility: str | None = None, because: str, by: str, now: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Note an Admiralty grade: the reliability (A-F) of `outlets:HOST` or `speaker:NAME`, or the
    credibility (1-6) of `statements:ID` or `relays:ID`. The latest counts; all are kept.
    """
    from actaverba.case import grades

    return grades.grade(
        _case(case), target, reliability=reliability, credibility=credibility, because=because,
        by=by, now=now or _clock(),
    )  # fmt: skip


def dossier(
    case: Case | Place, out: Place, *, since: Place | None = None, now: str | None = None
) -> tuple[Path, Path]:
    """Write the dossier as one HTML file, and its edition as JSON beside it; both paths.

    It renders what the case holds and runs nothing: stale or missing parts are said to be so.
    With `since`, the JSON of an earlier edition, it tells what has changed, and why.
    """
    from actaverba.dossier import write

    return write.write(_case(case), out, since=since, now=now or _clock())


def export(
    case: Case | Place, to: str, out: Place, *, bom: bool = False, raw: bool = False
) -> list[Path]:
    """Write all tables, results and findings of a case to a folder, as `csv` or `parquet`; or
    its networks alone, as `gexf` (the first of them where `out` ends in `.gexf`).

    Account names in texts and addresses are masked, and refused rows left out, unless `raw`.
    """
    from actaverba.exports import write

    return write.write(_case(case), to, out, bom=bom, raw=raw)


def verify(
    case: Case | Place, *, against: Place | None = None, by: str | None = None,
    now: str | None = None,
) -> Report:  # fmt: skip
    """Whether a case holds what was read into it and computed from it, and nothing else.

    `against` is the JSON of an earlier edition of its dossier, from which logs, rows, settings
    and findings must follow. With `by` the custody log notes who looked at the originals.
    """
    return _case(case).verify(against=against, by=by, now=now)


def forget(
    case: Case | Place, *, account: str | None = None, row: str | None = None,
    source: str | None = None, why: str, now: str | None = None,
) -> Forgotten:  # fmt: skip
    """Erase the rows of an account, one row (`table:id`) or those of a file, for good.

    What was computed from them is taken out, too; that something was erased, when and why
    stays. Copies, dossiers and exports made before are not reached.
    """
    return _case(case).forget(account=account, row=row, source=source, why=why, now=now)


def simulate(
    folder: Place, *, seed: int = 1, kinds: Iterable[str] = (),
    settings: Mapping[str, str] | None = None, like: Case | Place | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Write a simulated world in which it is known who moves together; what it holds, in numbers.

    The folder gets `shares.csv`, `accounts.csv` and `objects.csv`, which `read` takes, and
    `truth.csv`. `like` a case, the world has the activity, popularity and hours of its shares.
    `settings` change laws and rates, such as `{"weak.accounts": "10"}`.
    """
    from pathlib import Path

    from actaverba.methods.words.coordination import foreseen
    from actaverba.worlds import simulate as simulating

    shares = None if like is None else foreseen.shares_of(_case(like)).shares
    return simulating.simulate(
        Path(folder), seed=seed, kinds=tuple(kinds), settings=settings or {}, shares=shares
    )


def power(case: Case | Place, *, seed: int | None = None) -> list[dict[str, Any]]:
    """How many teams planted in the shares of a case `coordination` would find, by their size.

    Each dict says how many accounts moved how many objects within how many seconds, how many
    such teams were planted one at a time and found, and the 95 % interval of their share.
    """
    from dataclasses import asdict

    from actaverba.methods.words.coordination import foreseen

    return [asdict(one) for one in foreseen.foreseen(_case(case), seed=seed)]


def _case(case: Case | Place) -> Case:
    from actaverba.case.case import Case

    return case if isinstance(case, Case) else Case(case)


def _clock() -> str:
    from actaverba.case import clock

    return clock.now()


def __getattr__(name: str) -> Any:
    import importlib

    if name == "__all__":
        return [*_OWN, *_methods()]
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    if not name.startswith("_"):
        known = _methods().get(name)
        if known is not None:
            return getattr(importlib.import_module(known), name)
    raise AttributeError(f"module 'actaverba' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_OWN, *_methods()})


def _methods() -> dict[str, str]:
    """The functions of all methods, each with the module that has it."""
    from actaverba.vocabulary.manifest import manifests

    return {m.function: m.module for m in manifests().values()}


class _Package(types.ModuleType):
    """Python puts a room on the package under its name when it is loaded; that must not hide
    a function of the same name (`dossier`)."""

    def __setattr__(self, name: str, value: Any) -> None:
        is_function = isinstance(vars(self).get(name), types.FunctionType)
        if not (is_function and isinstance(value, types.ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
