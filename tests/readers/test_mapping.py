"""`--map`, `--set`, and mappings kept in files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.engine.staged import ReadOptions
from actaverba.errors import InputError
from actaverba.readers.mapping import FileMapping, load_mapping, parse, save_mapping


def test_options_of_the_command_line():
    told = parse(
        ["posts.text=Message = body", "posts.id=ID", "shares.t=when"],
        ["posts.platform=telegram"],
        encoding="windows-1251",
    )
    assert told == {
        "posts": FileMapping(
            "posts", {"text": "Message = body", "id": "ID"}, {"platform": "telegram"},
            "windows-1251",
        ),
        "shares": FileMapping("shares", {"t": "when"}, {}, "windows-1251"),
    }  # fmt: skip
    assert told["posts"].options() == ReadOptions(
        "posts", {"text": "Message = body", "id": "ID"}, {"platform": "telegram"}, "windows-1251"
    )


@pytest.mark.parametrize(
    ("maps", "sets", "what", "cure"),
    [
        (["text=body"], [], "--map text=body is not well formed", "Write --map TABLE.COLUMN="),
        (["posts.text"], [], "--map posts.text is not well formed", "Write --map"),
        (["posts.text="], [], "--map posts.text= is not well formed", "Write --map"),
        (["post.text=body"], [], "there is no table 'post' to read into", "Did you mean posts"),
        (["source.id=x"], [], "there is no table 'source' to read into", ""),
        (["posts.txt=body"], [], "posts has no column 'txt'", "Did you mean text"),
        ([], ["posts.plattform=x"], "posts has no column 'plattform'", "Did you mean platform"),
        (["posts.id=a", "posts.id=b"], [], "--map gives posts.id twice", ""),
        (["posts.id=a"], ["posts.id=b"], "posts.id has both a header and a constant", ""),
    ],
)
def test_what_is_not_well_formed(maps, sets, what, cure):
    with pytest.raises(InputError) as refusal:
        parse(maps, sets)
    assert refusal.value.what == what
    assert refusal.value.cure.startswith(cure)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(
    header=TEXT, constant=TEXT, encoding=st.sampled_from([None, "windows-1251"]),
    timezone=st.sampled_from(["", "Europe/Belgrade", "+02:00"]),
)  # fmt: skip
def test_a_saved_mapping_is_read_as_it_was(tmp_path, header, constant, encoding, timezone):
    mapping = FileMapping("posts", {"text": header}, {"platform": constant}, encoding, timezone)
    path = tmp_path / "posts.toml"
    save_mapping(mapping, path)
    assert load_mapping(path) == mapping


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("table = ", "the mapping is not TOML in UTF-8"),
        ('tabel = "posts"', "a mapping has no key 'tabel'"),
        ("", "table is missing or no text"),
        ('table = "post"', "there is no table 'post' to read into"),
        ('table = "posts"\ncolumns = 5', "columns is no section"),
        ('table = "posts"\n[columns]\ntext = 5', "columns.text is missing or no text"),
        ('table = "posts"\n[columns]\ntxt = "x"', "posts has no column 'txt'"),
        ('table = "posts"\nencoding = "utf-9"', "there is no encoding 'utf-9'"),
    ],
)
def test_files_that_are_no_mapping(tmp_path, text, what):
    path = tmp_path / "posts.toml"
    path.write_text(text)
    with pytest.raises(InputError) as refusal:
        load_mapping(path)
    assert refusal.value.what.startswith(what)
    assert refusal.value.where == "posts.toml"
