"""Every command on the bundled case, as an analyst would type them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actaverba.vocabulary.manifest import manifests

NOW = "2026-06-30T12:00:00Z"
FINDING = {
    "id", "method", "question", "subject", "value", "low", "high", "unit", "category", "n",
    "base_rate", "grade", "text", "evidence", "innocent", "observed_or_inferred", "stale",
}  # fmt: skip
Acta = Callable[..., Result]


@pytest.fixture
def copied(bundled: Path, tmp_path: Path) -> Path:
    """A case of one's own to write to, with its key."""
    place = tmp_path / bundled.name
    shutil.copy(bundled, place)
    shutil.copy(f"{bundled}.key", f"{place}.key")
    return place


def applicable() -> list[str]:
    """The methods that run on the case: those that take no posts and no shares."""
    bulk = {"posts", "shares"}
    return [m.name for m in manifests().values() if not bulk & {i.table for i in m.inputs}]


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def again(acta: Acta, bundled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another demo, in a folder where a case of that name stands already."""
    folder = tmp_path_factory.mktemp("again")
    shutil.copy(bundled, folder)
    told = acta("demo", "-o", folder, "--now", NOW)
    assert told.stdout == f"{folder / bundled.name}\n{folder / 'dossier.html'}\n"
    assert told.stderr == f"{folder / bundled.name} was there; it is made anew\n"
    return folder


@pytest.mark.slow
def test_the_same_inputs_give_the_same_bytes(
    acta: Acta, bundled: Path, demo: Path, again: Path
) -> None:
    for name in ("dossier.html", "dossier.json"):
        assert (demo / name).read_bytes() == (again / name).read_bytes()
    other = again / bundled.name
    for words in (["info", "--json"], ["findings", "--json"], ["refused", "--json"]):
        told = [acta(words[0], case, *words[1:]).stdout for case in (bundled, other)]
        assert told[0] == told[1]
    digests = [json.loads(acta("verify", c, "--json").stdout)["digest"] for c in (bundled, other)]
    assert digests[0] == digests[1]


@pytest.mark.slow
@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_the_same_case_gives_the_same_export(
    acta: Acta, bundled: Path, again: Path, tmp_path: Path, to: str
) -> None:
    acta("export", bundled, "--to", to, "-o", tmp_path / "1")
    acta("export", again / bundled.name, "--to", to, "-o", tmp_path / "2")
    assert files(tmp_path / "1") == files(tmp_path / "2")


def test_info_counts_what_the_files_hold(acta: Acta, bundled: Path, serbia: Path) -> None:
    info = json.loads(acta("info", bundled, "--json").stdout)
    assert info["case"] == "serbia-2025.case"
    assert info["refused"] == 0
    assert {s["table"] for s in info["sources"]} == {
        p.stem for p in serbia.glob("*.csv")
    } | {"case"}  # fmt: skip
    assert [r["method"] for r in info["runs"]] == applicable()
    text = acta("info", bundled).stdout
    assert info["about"]["title"] in text
    assert f"next: acta findings {bundled}" in text


def test_refused_is_empty_and_says_what_comes_next(acta: Acta, bundled: Path) -> None:
    assert json.loads(acta("refused", bundled, "--json").stdout) == []
    assert f"next: acta run {bundled}" in acta("refused", bundled).stdout


def test_run_prints_the_same_shape_for_every_method(acta: Acta, copied: Path) -> None:
    lines = acta("run", copied, "--json", "--now", NOW).stdout.splitlines()
    told = [json.loads(line) for line in lines]
    assert [t["run"]["method"] for t in told] == applicable()
    for name, one in zip(applicable(), told, strict=True):
        assert list(one) == ["run", "results", "findings"]
        assert list(one["results"]) == [r.name for r in manifests()[name].results]
        assert one["findings"]
        for finding in one["findings"]:
            assert set(finding) >= FINDING
            assert set(finding["evidence"]) == {"count", "rows"}
        alone = acta("run", copied, name, "--json", "--now", NOW).stdout
        assert json.loads(alone) == one


def test_drift_says_where_each_relay_stands_and_why(acta: Acta, copied: Path) -> None:
    told = json.loads(acta("run", copied, "drift", "--json").stdout)
    assert {"relay", "family", "why"} <= set(told["results"]["placement"][0])
    narrow = acta("run", copied, "drift", "--fields", "shells,rounds", "--json").stdout
    assert json.loads(narrow)["run"]["settings"]["fields"] == ["shells", "rounds"]
    both = json.loads(acta("info", copied, "--json").stdout)["runs"]
    assert [r["scope"] for r in both if r["method"] == "drift"] == [
        "", '{"fields":["shells","rounds"]}',
    ]  # fmt: skip


def test_a_plan_runs_in_its_own_order(acta: Acta, copied: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    drift = '[[run]]\nmethod = "drift"\nsettings = {fields = ["shells"]}\n'
    plan.write_text(f'[[run]]\nmethod = "ledger"\n\n{drift}')
    told = acta("run", copied, "--plan", plan, "--json").stdout.splitlines()
    assert [json.loads(line)["run"]["method"] for line in told] == ["ledger", "drift"]
    plan.write_text('[[run]]\nmethod = "ledger"\n\n[[run]]\nmethod = "drfit"\n')
    assert "Did you mean drift?" in acta("run", copied, "--plan", plan, code=7).stderr
    plan.write_text("run = 1\n")
    assert str(plan) in acta("run", copied, "--plan", plan, code=3).stderr


def test_findings_lead_to_their_rows(acta: Acta, bundled: Path) -> None:
    found = json.loads(acta("findings", bundled, "--json").stdout)
    carried = next(f for f in found if f["evidence"]["count"])
    told = json.loads(acta("evidence", bundled, carried["id"][:10], "--json").stdout)
    assert told["finding"] == carried
    assert told["count"] == len(told["rows"]) == carried["evidence"]["count"]
    for row, cited in zip(told["rows"], carried["evidence"]["rows"], strict=True):
        assert {name: row[name] for name in cited} == cited
        assert row["source"] == f"{row['table']}.csv"
        assert row["line"] > 1
        assert len(row["source_sha256"]) == 64
        assert row["row"]["row_id"] == row["row_id"]
    text = acta("evidence", bundled, carried["id"][:10]).stdout
    assert carried["text"] in text
    assert all(str(row["id"]) in text for row in told["rows"])
    listed = acta("findings", bundled).stdout
    assert all(f["id"][:8] in listed for f in found)


def test_a_finding_that_is_not_there(acta: Acta, bundled: Path) -> None:
    assert "acta findings CASE" in acta("evidence", bundled, "zzzz", code=7).stderr


def test_dossier_and_edition(acta: Acta, bundled: Path, tmp_path: Path) -> None:
    page = tmp_path / "d.html"
    told = acta("dossier", bundled, "-o", page, "--json", "--now", NOW).stdout
    assert json.loads(told) == {"dossier": str(page), "edition": str(tmp_path / "d.json")}
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_dossier_says_what_was_not_run(acta: Acta, serbia: Path, tmp_path: Path) -> None:
    case = tmp_path / "my.case"
    acta("new", case)
    acta("read", case, serbia)
    told = acta("dossier", case, "-o", tmp_path / "d.html").stdout
    assert told.startswith(f"not run, or stale: {', '.join(applicable())}; ")
    assert told.endswith(f"{tmp_path / 'd.html'} is written, and d.json beside it;"
                         " open it in a browser\n")  # fmt: skip


def test_export_lists_its_files_and_replaces_itself(
    acta: Acta, bundled: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    acta("export", bundled, "--to", "csv", "-o", out, "--bom")
    first = files(out)
    told = json.loads(first["export.json"])
    assert {f["file"] for f in told["files"]} == set(first) - {"export.json"}
    assert {
        "tables/relays.csv", "results/drift/placement.csv", "findings.csv", "evidence.csv",
        "innocent.csv", "judgements.csv", "grades.csv", "runs.csv", "sources.csv",
    } <= set(first)  # fmt: skip
    assert "refused.csv" not in first
    assert all(content.startswith(b"\xef\xbb\xbf") for n, content in first.items() if ".csv" in n)
    acta("export", bundled, "--to", "parquet", "-o", out)
    assert all(name.endswith((".parquet", "export.json")) for name in files(out))
    (out / "mine.txt").write_text("mine")
    acta("export", bundled, "--to", "csv", "-o", out, "--raw")
    assert {"mine.txt", "refused.csv"} <= set(files(out))
    assert "other files" in acta("export", bundled, "-o", tmp_path, code=1).stderr


def test_verify_tells_the_digest(acta: Acta, bundled: Path) -> None:
    *_, digest, last = acta("verify", bundled).stdout.splitlines()
    assert digest.startswith("digest ")
    assert last == f"{bundled} is whole; compare the digest with the one you noted"
