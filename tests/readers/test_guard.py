"""Packed files that mean harm."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile

import pytest

from actaverba.errors import InputError
from actaverba.readers import guard
from actaverba.readers.guard import unpacked


@pytest.fixture
def scratch(tmp_path):
    return tmp_path / "scratch"


def zipped(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def names(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_plain_files_are_what_they_are(tmp_path, scratch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"id\n")
    assert unpacked(path, scratch) == path
    assert unpacked(tmp_path, scratch) == tmp_path


def test_gzip(tmp_path, scratch):
    path = tmp_path / "posts.jsonl.gz"
    path.write_bytes(gzip.compress(b"one") + gzip.compress(b"two"))
    plain = unpacked(path, scratch)
    assert (plain.name, plain.read_bytes()) == ("posts.jsonl", b"onetwo")


def test_zip(tmp_path, scratch):
    path = zipped(tmp_path / "case.zip", [("my/case.toml", "a"), ("my/sub/x.csv", "b"),
                                          ("__MACOSX/my/._case.toml", "c")])  # fmt: skip
    folder = unpacked(path, scratch)
    assert folder.name == "my"
    assert names(folder) == ["case.toml", "sub/x.csv"]
    flat = zipped(tmp_path / "flat.zip", [("a.csv", "a"), ("b.csv", "b")])
    assert names(unpacked(flat, scratch)) == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("../a.csv", "its path leaves the folder"),
        ("x/../../a.csv", "its path leaves the folder"),
        ("/etc/a.csv", "its path leaves the folder"),
        ("..\\a.csv", "its path leaves the folder"),
        ("C:a.csv", "its path leaves the folder"),
        ("inner.zip", "an archive in an archive"),
        ("posts.jsonl.gz", "an archive in an archive"),
        ("x" * 201 + ".csv", "its name is too long"),
    ],
)
def test_entries_that_mean_harm(tmp_path, scratch, name, what):
    path = zipped(tmp_path / "a.zip", [("good.csv", "id\n"), (name, "id\n")])
    with pytest.raises(InputError, match=what) as refusal:
        unpacked(path, scratch)
    assert refusal.value.where.startswith("a.zip: ")
    assert names(tmp_path) == ["a.zip", "scratch/unpacked_1/good.csv"]


def test_links_and_passwords_and_equal_names(tmp_path, scratch):
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(InputError, match="it is a link"):
        unpacked(zipped(tmp_path / "a.zip", [(link, "/etc/passwd")]), scratch)
    locked = bytearray(zipped(tmp_path / "b.zip", [("a.csv", "id")]).read_bytes())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(locked)
    with pytest.raises(InputError, match="locked with a password"):
        unpacked(tmp_path / "b.zip", scratch)
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped(tmp_path / "c.zip", [("a.csv", "1"), ("a.csv", "2")])
    with pytest.raises(InputError, match="have one name"):
        unpacked(path, scratch)
    with pytest.raises(InputError, match="have one name"):
        unpacked(zipped(tmp_path / "d.zip", [("a", "1"), ("a/b.csv", "2")]), scratch)


def test_bombs_of_every_kind_stop_early(tmp_path, scratch, monkeypatch):
    monkeypatch.setattr(guard, "HARMLESS", 1 << 20)
    zeros = b"\0" * (8 << 20)
    bombs = [tmp_path / "bomb.csv.gz", zipped(tmp_path / "bomb.zip", [("a.csv", zeros)])]
    bombs[0].write_bytes(gzip.compress(zeros))
    for bomb in bombs:
        with pytest.raises(InputError, match="unpacks to more than 250 times its size"):
            unpacked(bomb, scratch)
    assert all(p.stat().st_size <= 3 << 20 for p in scratch.rglob("*.csv"))
    many = zipped(tmp_path / "many.zip", [(f"{n}.csv", "") for n in range(1001)])
    with pytest.raises(InputError, match="more than 1000 entries"):
        unpacked(many, scratch)


def test_a_real_bomb_is_stopped_by_the_default_limits(tmp_path, scratch):
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as out:
        for _ in range(100):
            out.write(b"\0" * (1 << 20))
    with pytest.raises(InputError, match="250 times"):
        unpacked(path, scratch)


@pytest.mark.parametrize("name", ["a.csv.gz", "a.zip"])
def test_damaged_archives(tmp_path, scratch, name):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", bytes(range(256)) * 50)
    sound = whole.getvalue() if name == "a.zip" else gzip.compress(bytes(range(256)) * 50)
    middle = len(sound) // 2
    flipped = sound[:60] + bytes(b ^ 255 for b in sound[60:90]) + sound[90:]
    for content in (b"", b"hello", sound[:middle], flipped):
        (tmp_path / name).write_bytes(content)
        if content == b"" and name == "a.csv.gz":
            continue
        with pytest.raises(InputError, match="damaged or cut short") as refusal:
            unpacked(tmp_path / name, scratch)
        assert refusal.value.where == name


def test_an_archive_in_a_gzip(tmp_path, scratch):
    path = tmp_path / "a.tar.gz"
    path.write_bytes(gzip.compress(b"x"))
    with pytest.raises(InputError, match="another archive"):
        unpacked(path, scratch)
