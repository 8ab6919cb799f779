"""Two cases for tests of the dossier, each before and after people add to it.

The bundled case, and an invented one. What people add: a filled `case.toml`, two judgements,
three grades, the original of one page; in the invented one, ratings that can be weighed too.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
from pathlib import Path
from typing import Any

import actaverba
from tests.dossier.looked import Dossier

NOW, LATER = "2026-01-02T03:04:05Z", "2026-02-03T04:05:06Z"
CABLE = Path(__file__).parent.parent / "data" / "cable-2024"
SERBIA = Path(actaverba.__file__).parent / "cases" / "serbia-2025"
PAGE = b"<html>the page as it was"
SHA = hashlib.sha256(PAGE).hexdigest()
SAID = {
    "authors": '["A. One", "B. Two"]', "reviewer": '"C. Three"', "funding": '"own means"',
    "right_of_reply": '"all were asked on 3 June"', "corrections": '"desk@news.example; none yet"',
    "retention": '"two years, then erased"', "public_figures": '"holders of office"',
    "tlp": '"AMBER"',
}  # fmt: skip
CASES: dict[str, dict[str, Any]] = {
    "bundled": {
        "files": SERBIA,
        "statement": "S001", "relay": "A001", "hypothesis": "H1",
        "head": ("1 January 2014 to 31 December 2025", "31 December 2025",
                 "Public statements, their relays, acts and figures concerning Serbia and Russia"),
        "tlp": "TLP:CLEAR", "not_stated": ("Reviewer", "Funding", "Right of reply", "Corrections"),
    },
    "invented": {
        "files": CABLE,
        "statement": "T2", "relay": "B1", "hypothesis": "Q1",
        "head": ("2023 to June 2024", "30 June 2024", "Invented statements, relays and acts"),
        "tlp": "TLP:GREEN", "not_stated": ("Reviewer", "Funding", "Corrections"),
    },
}  # fmt: skip


class Told:
    """One case with its dossiers before and after, and the sheets that it was read from."""

    def __init__(self, name: str, here: Path) -> None:
        self.name = name
        self.expected = CASES[name]
        self.files = here / "files"
        shutil.copytree(self.expected["files"], self.files)
        self.case = actaverba.new(here / "a.case", now=NOW)
        self._read(NOW)
        self.before = Dossier(actaverba.dossier(self.case, here / "before.html", now=NOW)[0])
        self._filled()
        self._read(LATER)
        self._handed(here)
        made = actaverba.dossier(
            self.case, here / "after.html", since=here / "before.json", now=LATER
        )
        self.after = Dossier(made[0])
        self.csv = here / "csv"
        actaverba.export(self.case, "csv", self.csv)

    def sheet(self, name: str) -> list[dict[str, str]]:
        with (self.files / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def _read(self, now: str) -> None:
        actaverba.read(self.case, self.files, now=now)
        actaverba.run(self.case, now=now)

    def _filled(self) -> None:
        """All that a case may say of itself; a second hypothesis is rated in the invented one."""
        path = self.files / "case.toml"
        lines = path.read_text(encoding="utf-8").splitlines()
        rest = [line for line in lines if line.split(" =")[0] not in SAID]
        path.write_text("\n".join([*(f"{k} = {v}" for k, v in SAID.items()), *rest]), "utf-8")
        if self.name == "invented":
            rows = ["hypothesis,evidence,rating,reason,by,at"]
            rows += [f"{h},deeds:{e},{letter},r,cd,2024-05-01"
                     for e, letters in (("E1", "CI"), ("E2", "NC"), ("E4", "IC"))
                     for h, letter in zip(("Q1", "Q2"), letters, strict=True)]  # fmt: skip
            (self.files / "ratings.csv").write_text("\n".join(rows), "utf-8")

    def _handed(self, here: Path) -> None:
        """What people add: two judgements, three grades, the original of one page."""
        e, case = self.expected, self.case
        finding = self.before.findings[0]["id"]
        given = {"by": "J. Udge", "now": LATER}
        actaverba.judge(case, finding, term="likely", confidence="low",
                        because="as @private_person says", **given)  # fmt: skip
        actaverba.judge(case, e["hypothesis"], term="unlikely", confidence="high",
                        because="many acts", confidence_because="many sources",
                        **given)  # fmt: skip
        statement = next(r for r in self.sheet("statements") if r["id"] == e["statement"])
        grade = {"because": "seen often", "by": "G. Rader", "now": LATER}
        actaverba.grade(case, f"outlets:{statement['host']}", reliability="B", **grade)
        actaverba.grade(case, f"speaker:{statement['speaker']}", reliability="C", **grade)
        actaverba.grade(case, f"statements:{e['statement']}", credibility="2", **grade)
        (here / "page.html").write_bytes(PAGE)
        actaverba.attach(
            case, f"relays:{e['relay']}", here / "page.html", by="C. Aptor",
            archive_url="https://archive.example/1", captured_at="2025-06-01T08:30:00+02:00",
            now=LATER,
        )  # fmt: skip
