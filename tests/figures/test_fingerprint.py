"""Fingerprints change with what counts, and with nothing else."""

from __future__ import annotations

from pathlib import Path

from figures import fingerprint


def test_names_and_contents_count_and_caches_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    first = fingerprint.sha256_of([tmp_path], tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("x", encoding="utf-8")
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "2026-01-01.json").write_text("{}", encoding="utf-8")
    assert fingerprint.sha256_of([tmp_path], tmp_path) == first
    (tmp_path / "a.py").write_text("2", encoding="utf-8")
    second = fingerprint.sha256_of([tmp_path], tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({first, second, fingerprint.sha256_of([tmp_path], tmp_path)}) == 3


def test_kernels_are_followed_through_each_other(tmp_path: Path) -> None:
    source = tmp_path / "src"
    kernels = source / "actaverba" / "kernels"
    kernels.mkdir(parents=True)
    for name, text in {
        "one.py": "from actaverba.kernels import two\n",
        "two.py": "import actaverba.kernels.three\n",
        "three.py": "",
        "unused.py": "",
    }.items():
        (kernels / name).write_text(text, encoding="utf-8")
    method = tmp_path / "method.py"
    method.write_text("from actaverba.kernels.one import f\n", encoding="utf-8")
    before, fingerprint.SOURCE = fingerprint.SOURCE, source
    try:
        found = [p.name for p in fingerprint.with_kernels([method])]
    finally:
        fingerprint.SOURCE = before
    assert sorted(found) == ["method.py", "one.py", "three.py", "two.py"]
