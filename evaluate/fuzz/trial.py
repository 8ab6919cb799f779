"""One made-up case from its files to a verified dossier, and what does not hold on the way.

A complaint is one sentence. Refusals of our own, in the places where something may be
refused, are no complaints; any other exception goes on to the caller.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import actaverba
from actaverba.case.case import Case
from actaverba.case.entered import entered
from actaverba.cli import main as acta
from actaverba.cli.visible import HIDDEN
from actaverba.errors import InputError
from actaverba.readers.read import ReadReport
from evaluate.fuzz.cases import Made, Sheet
from evaluate.fuzz.files import written
from evaluate.fuzz.kept import lost
from evaluate.fuzz.looked_at import page_troubles, sheet_troubles
from evaluate.fuzz.tampered import tamper

NOW = "2026-01-01T00:00:00Z"
LATER = "2026-01-02T00:00:00Z"
SHOWN = (
    ("info",), ("info", "--json"), ("refused",), ("findings",), ("findings", "--json"), ("verify",),
)  # fmt: skip
# What costs as much again is done with some of the cases only: with every so many, from which.
TWICE, TAMPERED, EXPORTED, PRINTED, REREAD = (20, 3), (5, 1), (4, 3), (4, 2), (4, 1)


@dataclass
class Trial:
    """One case, the empty folder in which it is tried, and what was counted on the way.

    `nth` decides which of the dearer steps are taken, and whether names are clear: where a
    case is made twice they are, since each key of pseudonyms is another.
    """

    made: Made
    folder: Path
    nth: int
    rows: int = 0
    refused: int = 0
    findings: int = 0

    def complaints(self) -> Iterator[str]:
        """Take the case through all steps; what did not hold."""
        one, two = self.folder / "one", self.folder / "two"
        yield from _through(self, one)
        if self.has(TWICE):
            yield from _through(replace(self), two)
            yield from _unlike(one, two)

    def has(self, step: tuple[int, int]) -> bool:
        """Whether a dearer step is taken."""
        every, first = step
        return self.nth % every == first


def _through(trial: Trial, folder: Path) -> Iterator[str]:
    made = trial.made
    folder.mkdir()
    case = actaverba.new(folder / "made.case", clear_names=bool(trial.nth % 2), now=NOW)
    yield from _read(case, trial, made.sheets, folder / "first")
    if made.again:
        yield from _read(case, trial, made.again, folder / "second")
    actaverba.run(case, now=NOW)
    findings = case.findings()
    trial.findings = len(findings)
    yield from _evidence(case, findings)
    yield from _judged(case, made, findings)
    _graded(case, made)
    page, edition = actaverba.dossier(case, folder / "made.html", now=NOW)
    yield from page_troubles(page.read_text(encoding="utf-8"))
    json.loads(edition.read_text(encoding="utf-8")).keys()
    if trial.has(EXPORTED):
        kind = ("csv", "parquet")[trial.nth // 4 % 2]
        exported = actaverba.export(case, kind, folder / kind)
        yield from sheet_troubles(path for path in exported if path.suffix == ".csv")
    report = actaverba.verify(actaverba.open(case.path), against=edition, now=NOW)
    for trouble in report.troubles:
        yield f"verify: {trouble.table} {trouble.row}: {trouble.what}"
    (folder / "digest").write_text(report.digest, encoding="utf-8")
    if trial.has(PRINTED):
        yield from _printed(case)
    if trial.has(TAMPERED):
        yield from tamper(case, pick=made.pick)


def _read(case: Case, trial: Trial, sheets: Sequence[Sheet], folder: Path) -> Iterator[str]:
    """Write the files, read them, and look for each row of each."""
    folder.mkdir()
    places = {
        sheet.layout.file_name(sheet.table): written(
            folder / sheet.layout.file_name(sheet.table), sheet.layout, sheet.rows
        )
        for sheet in sheets
    }
    toml = ["case.toml"] if trial.made.toml else []
    for name in toml:
        (folder / name).write_bytes(trial.made.toml.encode("utf-8", "surrogatepass"))
    report = actaverba.read(case, folder, now=NOW)
    yield from _reported(report, {*places, *toml})
    yield from lost(case, report, places=places, sheets=sheets)
    trial.rows += sum(t.rows + len({r.line for r in t.refused}) for t in report.files)
    trial.refused += sum(len({r.line for r in t.refused}) for t in report.files)
    if trial.has(REREAD):
        yield from _read_again(case, folder, failed=[f.name for f in report.failed])


def _read_again(case: Case, folder: Path, *, failed: Sequence[str]) -> Iterator[str]:
    """The same files again, by the command: nothing changes, and its exit code is the one told."""
    result = _invoked("read", str(case.path), str(folder), "--json", "--now", LATER)
    if result.exit_code != (InputError.exit_code if failed else 0):
        yield f"acta read ends with {result.exit_code}, files that failed: {failed}"
        return
    told = json.loads(result.stdout)
    if sorted(f["file"] for f in told["failed"]) != sorted(failed):
        yield f"files that failed again: {told['failed']}, before: {failed}"
    changed = [f["file"] for f in told["files"] if f["status"] != "unchanged"]
    if changed:
        yield f"the same files again are not unchanged: {changed}"


def _invoked(*words: str) -> Result:
    """A command in this process; what is raised in it is raised here."""
    result = CliRunner().invoke(acta, list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _reported(report: ReadReport, names: set[str]) -> Iterator[str]:
    """Each file is taken, left alone or failed, and said to be."""
    told = [t.file.name for t in report.files] + [n for n, _ in report.skipped]
    told += [f.name for f in report.failed]
    if sorted(told) != sorted(names):
        yield f"files given {sorted(names)}, files told of {sorted(told)}"
    for failed in report.failed:
        if not (failed.error.what and failed.error.cure):
            yield f"{failed.name} failed without a reason or cure"


def _evidence(case: Case, findings: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Every row that carries a finding is there, and every finding has words."""
    cited: dict[str, set[str]] = {}
    for finding in findings:
        if not finding["text"].strip():
            yield f"{finding['id']} ({finding['method']}) says nothing"
        for row in finding["evidence"]["rows"]:
            cited.setdefault(row["table"], set()).add(row["row_id"])
    for table, ids in sorted(cited.items()):
        there = {str(row["row_id"]) for row in case.rows(table, sorted(ids))}
        if there != ids:
            yield f"{len(ids - there)} rows of {table} carry a finding and are not there"


def _judged(case: Case, made: Made, findings: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Judge a finding and a hypothesis; only a reason that cannot be entered may be refused."""
    ids = [f["id"] for f in findings]
    names = [f"hypothesis:{h}" for h in case.table("hypotheses")["id"].to_pylist()]
    chosen = [some[made.pick % len(some)] for some in (ids, names) if some]
    for target in chosen:
        try:
            noted = actaverba.judge(
                case, target, term=made.term, confidence=made.confidence,
                because=made.because, by="A. Analyst", now=NOW,
            )  # fmt: skip
        except InputError as refusal:
            if _can_be_entered(made.because):
                yield f"a judgement of {target!r} was refused: {refusal}"
        else:
            if noted["because"] != entered(made.because, "because"):
                yield f"the reason became {noted['because']!r}"


def _can_be_entered(text: str) -> bool:
    try:
        return entered(text, "because") is not None
    except InputError:
        return False


def _graded(case: Case, made: Made) -> None:
    """Grade a row of each sort that takes a grade."""
    for table, column, kind in (
        ("outlets", "host", "outlets"), ("statements", "speaker", "speaker"),
        ("relays", "id", "relays"),
    ):  # fmt: skip
        names = case.table(table)[column].to_pylist()
        if not names or made.pick % 3:
            continue
        name = names[made.pick % len(names)]
        asked = {"credibility": "3"} if kind == "relays" else {"reliability": "B"}
        actaverba.grade(
            case, f"{kind}:{name}", **asked, because="as seen", by="A. Analyst", now=NOW
        )  # fmt: skip


def _printed(case: Case) -> Iterator[str]:
    """What the commands print of a case, and that nothing in it reaches a terminal raw."""
    shown = [*SHOWN, ("hypotheses",)] if case.table("hypotheses").num_rows else SHOWN
    for command, *options in shown:
        result = _invoked(command, str(case.path), *options)
        called = " ".join(["acta", command, *options])
        if result.exit_code:
            yield f"{called} ends with {result.exit_code}: {result.output[-300:]!r}"
        raw = HIDDEN.search(result.output.replace("\n", ""))
        if raw:
            yield f"{called} prints {raw[0]!r}"


def _unlike(one: Path, two: Path) -> list[str]:
    """What differs between two runs of the same case."""
    names = ["made.html", "made.json", "digest"]
    names += sorted(str(p.relative_to(one)) for p in one.glob("csv/**/*.csv"))
    return [
        f"{name} differs the second time"
        for name in names
        if (one / name).read_bytes() != (two / name).read_bytes()
    ]
