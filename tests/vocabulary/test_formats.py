"""Readers are found by their manifests."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from actaverba.errors import InputError, ManifestError
from actaverba.vocabulary import formats

HOUSE = [
    "case-toml", "csv", "jsonl", "parquet", "telegram", "x-api", "fourcat", "crowdtangle",
    "content-library",
]  # fmt: skip


def test_the_readers_of_the_house():
    assert list(formats.readers()) == HOUSE
    for reader in formats.readers().values():
        assert reader.summary
        assert reader.example.startswith("acta read ")


@pytest.mark.parametrize(
    ("name", "reader"),
    [("case.toml", "case-toml"), ("lower.case.toml", None), ("A.CSV", "csv"), ("a.tsv", "csv"),
     ("a.ndjson", "jsonl"), ("a.parquet", "parquet"), ("csv", None), ("a.xlsx", None)],
)  # fmt: skip
def test_files_are_claimed_by_their_names(name, reader):
    found = formats.reader_of(name)
    assert (found and found.name) == reader


def test_readers_that_look_into_a_file_are_asked_by_its_content():
    asked = {name: [r.name for r in formats.readers_by_content(name)]
             for name in ("a.json", "a.jsonl", "a.CSV", "a.parquet")}  # fmt: skip
    assert asked == {
        "a.json": ["telegram", "x-api"],
        "a.jsonl": ["x-api"],
        "a.CSV": ["fourcat", "crowdtangle", "content-library"],
        "a.parquet": [],
    }
    for reader in formats.readers().values():
        assert not reader.recognises('{"a": 1}'), reader.name
        assert not reader.recognises("id,text\n"), reader.name


def test_a_reader_by_name():
    assert formats.reader("csv").module == "actaverba.readers.csv"
    with pytest.raises(InputError, match="there is no reader") as refusal:
        formats.reader("parket")
    assert refusal.value.cure.startswith("Did you mean parquet?")


def test_manifests_that_do_not_hold(tmp_path):
    path = tmp_path / "manifest.toml"
    for text in ("name = ", 'name = "x"'):
        path.write_text(text)
        with pytest.raises(ManifestError) as refusal:
            formats._load(path, "x")
        assert refusal.value.where == str(path)


def test_a_reader_of_another_project(tmp_path):
    package = tmp_path / "acta_more"
    reader = package / "readers" / "dat"
    reader.mkdir(parents=True)
    for place in (package, package / "readers"):
        (place / "__init__.py").write_text("")
    (reader / "__init__.py").write_text("def stage(con, path, options):\n    return 'staged'\n")
    (reader / "manifest.toml").write_text(
        'name = "dat"\nsummary = "s"\nsuffixes = [".dat"]\norder = 90\nexample = "e"\n'
    )
    metadata = tmp_path / "acta_more-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: acta-more\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[actaverba.plugins]\nmore = acta_more\n")
    asked = (
        "from actaverba.vocabulary import formats;"
        "print(list(formats.readers()), formats.reader_of('a.dat').stage()(0, 0, 0));"
        "from actaverba.vocabulary.manifest import manifests; assert 'dat' not in manifests()"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": f"{tmp_path}:src"},
    )  # fmt: skip
    assert told.stdout == f"{[*HOUSE, 'dat']} staged\n"


def test_the_digest_of_a_file(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"abc" * 1_000_000)
    assert formats.digest_of_file(path) == (
        hashlib.sha256(b"abc" * 1_000_000).hexdigest(),
        3_000_000,
    )
