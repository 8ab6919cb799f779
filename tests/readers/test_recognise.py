"""Which files are read, and for which table."""

from __future__ import annotations

import gzip
import os

import pytest

from actaverba.engine.cells import Columns
from actaverba.engine.staged import ReadOptions
from actaverba.errors import InputError
from actaverba.readers.recognise import (
    LeftAlone,
    files,
    look,
    table_by_headers,
    table_by_name,
    table_for,
)


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "case"
    inside.mkdir()
    return inside


def names(collection):
    return [(f.name, f.reader.name, f.table) for f in collection.files]


def test_a_folder(folder, tmp_path):
    for name in ("relays.csv", "case.toml", "outlets.csv", "README.md", ".hidden.csv", "relay.csv",
                 "posts_001.jsonl", "inner.zip", "old.toml"):  # fmt: skip
        (folder / name).write_bytes(b"id\n")
    (folder / "shares.csv.gz").write_bytes(gzip.compress(b"id\n"))
    (folder / "keys").mkdir()
    (folder / "keys" / "deeds.csv").write_bytes(b"id\n")
    (tmp_path / "secret.csv").write_bytes(b"id\n")
    (folder / "claims.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "deeds.csv").symlink_to(folder / "relays.csv")
    (folder / "fields.csv").symlink_to(folder / "nothing.csv")
    os.mkfifo(folder / "series.csv")
    told = look(folder, tmp_path / "scratch")
    assert names(told) == [
        ("case.toml", "case-toml", None),
        ("outlets.csv", "csv", "outlets"),
        ("relays.csv", "csv", "relays"),
        ("deeds.csv", "csv", "deeds"),
        ("posts_001.jsonl", "jsonl", "posts"),
        ("shares.csv.gz", "csv", "shares"),
    ]
    assert [f.packed for f in told.files] == [False, False, False, False, False, True]
    assert told.left_alone == (
        LeftAlone(".hidden.csv", "a hidden file"),
        LeftAlone("README.md", "no table"),
        LeftAlone("claims.csv", "a link that leads out of the folder"),
        LeftAlone("fields.csv", "no plain file"),
        LeftAlone("inner.zip", "an archive; read it by itself"),
        LeftAlone("keys", "a folder in the folder"),
        LeftAlone("old.toml", "no table"),
        LeftAlone("relay.csv", "not named after a table. Did you mean relays?"),
        LeftAlone("series.csv", "no plain file"),
    )


def test_one_file_whatever_its_name(folder, tmp_path):
    (folder / "export 12.csv").write_bytes(b"id\n")
    told = look(folder / "export 12.csv", tmp_path / "scratch")
    assert names(told) == [("export 12.csv", "csv", None)]


def test_what_cannot_be_read(folder, tmp_path):
    (folder / "a.docx").write_bytes(b"x")
    os.mkfifo(folder / "pipe.csv")
    for place, what in (
        (folder / "none.csv", "there is no such file or folder"),
        (folder / "a.docx", "no reader knows files like 'a.docx'"),
        (folder, "there is no file of a case in it"),
        (folder / "pipe.csv", "it is neither a file nor a folder"),
    ):
        with pytest.raises(InputError) as refusal:
            look(place, tmp_path / "scratch")
        assert refusal.value.what == what


TELEGRAM = b'{"name": "n", "type": "public_channel", "id": 1, "messages": []}'
FOUR_CAT = b"id,thread_id,timestamp,author,body\n"


def test_files_that_are_known_by_their_content(folder, tmp_path):
    """Whatever they are called, packed too, and in a folder that has other files."""
    (folder / "result.json").write_bytes(TELEGRAM)
    (folder / "posts.csv").write_bytes(FOUR_CAT)
    (folder / "more.json.gz").write_bytes(gzip.compress(b"\xef\xbb\xbf" + TELEGRAM))
    (folder / "wide.json").write_bytes(TELEGRAM.decode().encode("utf-16"))
    (folder / "package.json").write_bytes(b'{"name": "n"}')
    (folder / "cut.json.gz").write_bytes(gzip.compress(TELEGRAM)[:20])
    found = look(folder, tmp_path / "scratch")
    assert names(found) == [
        ("more.json.gz", "telegram", None), ("posts.csv", "fourcat", None),
        ("result.json", "telegram", None), ("wide.json", "telegram", None),
    ]  # fmt: skip
    assert [left.name for left in found.left_alone] == ["cut.json.gz", "package.json"]
    assert names(look(folder / "package.json", tmp_path)) == [("package.json", "jsonl", None)]


def test_several_places_one_after_the_other(folder, tmp_path):
    (folder / "relays.csv").write_bytes(b"id\n")
    (folder / "notes.txt").write_bytes(b"x")
    (tmp_path / "x.csv").write_bytes(b"id\n")
    skipped: list[tuple[str, str]] = []
    found = list(files([folder, str(tmp_path / "x.csv")], skipped, scratch=tmp_path / "scratch"))
    assert [f.name for f in found] == ["relays.csv", "x.csv"]
    assert skipped == [("notes.txt", "no table")]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("relays.csv", "relays"), ("RELAYS.CSV", "relays"), ("relay_fields.csv", "relay_fields"),
        ("posts.jsonl.gz", "posts"), ("posts-2024-01.parquet", "posts"), ("posts2.csv", "posts"),
        ("my relays.csv", None), ("source.csv", None), ("relays.txt.csv", None),
    ],
)  # fmt: skip
def test_names(name, table):
    assert table_by_name(name) == table


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        (["object_id", "account_id", "content_id", "timestamp_share"],
         ("shares", {"t": "timestamp_share"})),
        (["object_id", "account_id", "content_id", "t"], ("shares", {})),
        (["ID", "Text", " published "], ("posts", {})),
        (["id", "text"], None),
        (["a", "b", "c"], None),
        ([], None),
    ],
)  # fmt: skip
def test_headers(headers, found):
    assert table_by_headers(headers) == found


def test_the_table_of_a_file(folder, tmp_path):
    def of(name, headers, **options):
        path = folder / name
        path.write_bytes(b"")
        found = look(path, tmp_path / "scratch").files[0]
        table, columns = table_for(found, headers, ReadOptions(**options))
        return table.name, columns

    cooked = ["object_id", "account_id", "content_id", "timestamp_share"]
    assert of("x.csv", cooked) == ("shares", Columns({"t": "timestamp_share"}, {}))
    assert of("shares.csv", cooked) == ("shares", Columns({"t": "timestamp_share"}, {}))
    assert of("x.csv", cooked, table="shares", constants={"t": "5"}) == (
        "shares", Columns({}, {"t": "5"}),
    )  # fmt: skip
    assert of("x.csv", ["a"], table="posts", columns={"id": "a"}) == (
        "posts", Columns({"id": "a"}, {}),
    )  # fmt: skip
    assert of("relays.csv", ["a"]) == ("relays", Columns({}, {}))
    with pytest.raises(InputError, match="cannot tell which table") as refusal:
        of("relayz.csv", ["statement", "host", "url"])
    assert refusal.value.where == "relayz.csv"
    assert refusal.value.cure.startswith("Nearest: relays, ")
    assert "--map" in refusal.value.cure
