"""The same files under other names are the same case: nothing rests on one state, host or field.

The bundled case is rewritten: states exchanged, hosts and fields renamed, quantities
multiplied. What the methods find must follow, word for word. `bundled` is the case as it is.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import actaverba
from actaverba.case.case import Case

NOW = "2026-01-01T00:00:00Z"
STATES = {"SRB": "BOL", "RUS": "JPN", "CHN": "KEN", "USA": "NZL", "UKR": "PER", "BOL": "SRB",
          "JPN": "RUS", "KEN": "CHN", "NZL": "USA", "PER": "UKR", "BGR": "FJI", "FJI": "BGR",
          "CZE": "OMN", "OMN": "CZE", "POL": "TCD", "TCD": "POL"}  # fmt: skip
STATE = re.compile(r"\b(" + "|".join(STATES) + r")\b")
PARTIES = {
    "statements.csv": ["speaker_state", "target_state"],
    "outlets.csv": ["state"],
    "claims.csv": ["subject", "object", "via"],
    "relay_fields.csv": ["value"],
    "deeds.csv": ["actor", "counterpart"],
    "deed_axes.csv": ["pole"],
    "series.csv": ["state", "counterpart"],
}
WORDS = ["summary", "text", "note", "short", "basis", "target", "description"]
FIELDS = {"shells": "hulls", "rounds": "crates", "intermediaries": "ports"}

Change = Callable[[str, dict[str, str]], dict[str, str] | None]


def rewritten(source: Path, target: Path, change: Change, toml: Callable[[str], str]) -> Path:
    """A copy of a case folder with every row changed; None leaves a row out."""
    target.mkdir()
    for path in sorted(source.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as given:
            reader = csv.DictReader(given)
            rows = [change(path.name, dict(row)) for row in reader]
            names = reader.fieldnames or []
        with (target / path.name).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, names)
            writer.writeheader()
            writer.writerows(row for row in rows if row is not None)
    text = (source / "case.toml").read_text(encoding="utf-8")
    (target / "case.toml").write_text(toml(text), encoding="utf-8")
    return target


def swapped(text: str) -> str:
    return STATE.sub(lambda m: STATES[m[0]], text)


def with_other_names(name: str, row: dict[str, str]) -> dict[str, str]:
    for column in PARTIES.get(name, []):
        row[column] = swapped(row[column])
    for column in WORDS:
        # Sentences may quote what the coder wrote, so that is rewritten, too.
        if row.get(column):
            row[column] = row[column].replace("Serbia", "Bolivia")
    if row.get("host"):
        row["host"] = f"x{row['host']}"
    if name in ("fields.csv", "relay_fields.csv"):
        row["field"] = FIELDS.get(row["field"], row["field"])
    return row


def times_seven(name: str, row: dict[str, str]) -> dict[str, str]:
    if name == "relay_fields.csv" and row["unit"]:
        for column in ("value", "low", "high"):
            if row[column]:
                row[column] = f"{float(row[column]) * 7:.10g}"
    return row


def without_quantities(name: str, row: dict[str, str]) -> dict[str, str] | None:
    quantities = {"shells", "rounds", "companies", "companies_claimed", "total_value",
                  "rockets_denied"}  # fmt: skip
    return None if row.get("field") in quantities else row


def made(folder: Path, place: Path) -> Case:
    case = actaverba.new(place, now=NOW)
    report = actaverba.read(case, folder, now=NOW)
    assert (report.failed, [t.refused for t in report.files if t.refused]) == ([], [])
    actaverba.run(case, now=NOW)
    return case


@pytest.fixture
def plain(bundled: Path) -> Case:
    return actaverba.open(bundled)


def families(case: Case) -> list[tuple[str, int | None]]:
    result = case.result("drift")
    assert result is not None
    rows = result["results"]["placement"].to_pylist()
    return sorted(((r["relay"], r["family"]) for r in rows), key=str)


def quantities(case: Case) -> list[float]:
    rows = case.table("relay_fields").to_pylist()
    found = sorted((r["relay"], r["field"], r["value"]) for r in rows if r["unit"] and r["value"])
    return [float(value) for _, _, value in found]


def shape(case: Case) -> Iterable[tuple[str, str, int | None, int]]:
    """What is found, without its names: how many of what, carried by how many rows.

    Methods that know who belongs to which bloc are left out: the names of states were
    exchanged, their memberships were not.
    """
    return sorted(
        (f["method"], f["message"], f["n"], f["evidence"]["count"])
        for f in case.findings()
        if f["method"] in ("statements", "relay", "drift", "ledger")
    )


def test_other_names_give_the_same_findings_under_other_names(
    serbia: Path, plain: Case, tmp_path: Path
) -> None:
    folder = rewritten(serbia, tmp_path / "other", with_other_names, swapped)
    other = made(folder, tmp_path / "other.case")
    assert families(other) == families(plain)
    assert shape(other) == shape(plain)
    assert json.dumps([f["text"] for f in other.findings()]).count("Serbia ") == 0


def test_quantities_times_seven_give_the_same_families(
    serbia: Path, plain: Case, tmp_path: Path
) -> None:
    """The one file that differs takes the place of the other in a copy of the case."""
    folder = rewritten(serbia, tmp_path / "seven", times_seven, str)
    shutil.copy(plain.path, tmp_path / "seven.case")
    shutil.copy(f"{plain.path}.key", tmp_path / "seven.case.key")
    seven = actaverba.open(tmp_path / "seven.case")
    (file,) = actaverba.read(seven, folder / "relay_fields.csv", now=NOW).files
    assert file.refused == ()
    assert quantities(seven) == pytest.approx([q * 7 for q in quantities(plain)])
    actaverba.run(seven, now=NOW)
    assert families(seven) == families(plain)
    assert shape(seven) == shape(plain)


def test_a_case_without_quantities_is_read_and_run(serbia: Path, tmp_path: Path) -> None:
    folder = rewritten(serbia, tmp_path / "none", without_quantities, str)
    case = made(folder, tmp_path / "none.case")
    texts = [f["text"] for f in case.findings() if f["method"] == "drift"]
    assert texts
    assert not any("shells" in text for text in texts)


def test_the_second_case_is_read_without_a_line_of_code(tmp_path: Path) -> None:
    folder = Path(__file__).parent / "data" / "cable-2024"
    case = made(folder, tmp_path / "cable.case")
    assert {f["method"] for f in case.findings()} >= {"statements", "relay", "drift", "ledger"}
