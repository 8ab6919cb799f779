"""JSON lines: values in are cells out, and broken lines are refused alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.engine import sql
from actaverba.engine.staged import ReadOptions
from actaverba.errors import InputError
from actaverba.readers.jsonl import keys, stage

RUSSIAN = '{"id":1,"текст":"Служба внешней разведки"}\n\n{"id":2,"текст":"Россия сообщила"}\n'


def test_values_become_text_with_the_line_of_their_object(read):
    done = read(
        "a.jsonl",
        b'{"id":1,"a":" x "}\n\n  \t\n{"a":null,"id":"2","b":[1,{"c":"\\u0416"}]}\r\n'
        b'{"id":12345678901234567890,"a":true,"b":2.50}',
    )
    assert done.staged.headers == ("id", "a", "b")
    assert done.rows == [
        (1, "1", " x ", None),
        (4, "2", None, '[1,{"c":"Ж"}]'),
        (5, "12345678901234567890", "true", "2.5"),
    ]
    assert done.refused == []


def test_broken_lines_are_refused_alone(read):
    done = read(
        "a.jsonl",
        b'{"id":1}\n{"id":2\n\n[1]\n5\n{}\n{"id":"\\ud800"}\n{"id":"x\\u0000"}\n{"id":3} {"id":4}\n'
        b'{"id":"' + b"x" * 50 + b'"}\n{"id":5}\n',
        cell_limit=40,
    )
    assert done.rows == [(1, "1"), (11, "5")]
    assert [(r.line, r.column, r.code, r.message) for r in done.staged.refused] == [
        (2, "", "broken_json", "it is no JSON: Expecting ',' delimiter, at character 9"),
        (4, "", "no_object", "it is JSON, but no object"),
        (5, "", "no_object", "it is JSON, but no object"),
        (7, "id", "lone_surrogate",
         "half of a character (\\ud800 to \\udfff without its pair) cannot be stored"),
        (8, "id", "zero_byte", "the cell holds a zero byte, which no text can"),
        (9, "", "broken_json", "it is no JSON: Extra data, at character 10"),
        (10, "id", "cell_too_long", "the cell is longer than 40 bytes"),
    ]  # fmt: skip
    assert done.staged.said == ("read as UTF-8", "1 objects without values were passed over")


def test_big_lines_are_refused_and_their_neighbours_stay(read):
    big = b'{"id":"' + b"x" * 10_000_000 + b'"}\n'
    done = read("a.jsonl", b'{"id":1}\n' + big + b'{"id":3}\n')
    assert done.rows == [(1, "1"), (3, "3")]
    assert done.refused == [(2, "id", "cell_too_long")]
    done = read("b.jsonl", b'{"id":1}\n\n' + big.replace(b"x", b"xxxx") + b'{"id":3}\n')
    assert done.rows == [(1, "1"), (4, "3")]
    assert done.refused == [(3, "", "line_too_long")]


def test_depth_and_odd_keys_do_no_harm(read):
    deep = b'{"id":2,"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}\n"
    odd = b'{"id":3,"":1,"' + b"k" * 300 + b'":2,"line":4}\n'
    done = read("a.jsonl", b'{"id":1}\n' + deep + odd)
    assert done.staged.headers == ("id", "line", "a")
    assert [row[:3] for row in done.rows] == [(1, "1", None), (2, "2", None), (3, "3", "4")]
    assert done.staged.line_column == "line_2"
    assert "2 keys that cannot name a column were left out" in done.staged.said


def test_what_is_only_odd_stays(read):
    odd = "\u202e\u200f\x1b[31m</script>=HYPERLINK(1)"
    assert read("a.jsonl", json.dumps({"id": odd}).encode()).rows == [(1, odd)]


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"),
     ("utf-16-be", "utf-16-be"), ("cp1251", "windows-1251")],
)  # fmt: skip
def test_encodings(read, codec, name):
    done = read("a.jsonl", RUSSIAN.encode(codec))
    assert done.staged.encoding == name
    assert done.staged.headers == ("id", "текст")
    assert done.rows == [(1, "1", "Служба внешней разведки"), (3, "2", "Россия сообщила")]
    assert done.refused == []


def test_bad_bytes_in_utf_8_cost_their_line(read):
    done = read("a.jsonl", RUSSIAN.encode() + b'{"id":3,"a":"\xff"}\n')
    assert [row[:2] for row in done.rows] == [(1, "1"), (3, "2")]
    assert [(r.line, r.code, r.message) for r in done.staged.refused] == [
        (4, "bad_byte", "byte 0xff is not utf-8")
    ]


def test_bad_bytes_in_an_encoding_that_the_user_gave(read):
    done = read("a.jsonl", b'{"id":1}\n{"id":"\x98"}\n', encoding="windows-1251")
    assert done.rows == [(1, "1")]
    assert [(r.line, r.code, r.message) for r in done.staged.refused] == [
        (2, "bad_byte", "byte 0x98 is not windows-1251")
    ]


def test_an_array_is_taken_whole_or_not_at_all(read):
    done = read("a.json", b'\n[{"id":1,\n "a":"x"},\n {"id":2}]\n')
    assert done.staged.headers == ("a", "id")
    assert done.rows == [(1, "x", "1"), (2, None, "2")]
    assert "one JSON array; lines are the numbers of its elements" in done.staged.said
    for broken in (b'[{"id":1},', b'[{"id":1},5]', b"[]", b"[1]", b'[{"id":"\\ud800"}]'):
        with pytest.raises(InputError, match="array") as refusal:
            read("a.json", broken)
        assert "/" not in str(refusal.value).replace("a.json", "")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"hello\n", "no line of the file is an object"),
        (b'{\n "id": 1\n}\n', "no line of the file is an object"),
        (b"{}\n", "no line of the file is an object"),
        (b'{"id":1,"ID":2}\n', "are both called"),
        (b"{" + b",".join(b'"k%d":1' % n for n in range(1001)) + b"}", "1001 columns"),
    ],
)
def test_files_that_are_none(read, content, what):
    with pytest.raises(InputError, match=what) as refusal:
        read("a.jsonl", content)
    assert refusal.value.where.startswith("a.jsonl")
    assert refusal.value.cure


def test_a_file_that_is_broken_throughout_is_given_up(read, monkeypatch):
    monkeypatch.setattr("actaverba.readers.filling.MOST_REFUSED", 5)
    with pytest.raises(InputError, match="more than 5 records are broken"):
        read("a.jsonl", b'{"id":1}\n' + b"{\n" * 6)


def test_rare_keys_of_big_files(read, monkeypatch):
    monkeypatch.setattr(keys, "HEAD", 100)
    monkeypatch.setattr(keys, "SAMPLED_FROM", 100)
    monkeypatch.setattr(keys, "SAMPLE", 1)
    plain = b'{"id":1,"text":"x"}\n' * 500
    rare = b'{"id":2,"reply_to":"1","strange":"s"}\n'
    known = read("a.jsonl", plain + rare + plain, table="posts")
    assert known.staged.headers == ("id", "text", "reply_to")
    assert known.rows[500] == (501, "2", None, "1")
    assert read("b.jsonl", plain + rare + plain).staged.headers == (
        "id", "text", "reply_to", "strange",
    )  # fmt: skip


def test_paths_are_no_patterns(bench, tmp_path):
    folder = tmp_path / "year=2020"
    folder.mkdir()
    (folder / "[a]*.jsonl").write_bytes(b'{"id":1}\n')
    (folder / "ab.jsonl").write_bytes(b'{"id":2}\n')
    staged = stage(bench, folder / "[a]*.jsonl", ReadOptions())
    assert bench.execute(f"from {staged.relation}").fetchall() == [("1", 1)]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
RECORD = st.dictionaries(st.sampled_from(["id", "text", "ключ", 'a"b', "x y"]), TEXT, min_size=1)


@given(
    records=st.lists(RECORD, min_size=1, max_size=8),
    blank=st.lists(st.integers(0, 3), min_size=8, max_size=8),
    ascii_only=st.booleans(),
)
def test_texts_in_are_cells_out(tmp_path_factory, records, blank, ascii_only):
    text, expected = "", []
    for record, blanks in zip(records, blank, strict=False):
        text += "\n" * blanks
        expected.append((text.count("\n") + 1, record))
        text += json.dumps(record, ensure_ascii=ascii_only) + "\n"
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    path.write_bytes(text.encode("utf-8"))
    con = sql.workbench()
    staged = stage(con, path, ReadOptions())
    headers = [*staged.headers, staged.line_column]
    rows = con.execute(f"from {staged.relation}").fetchall()
    found = [dict(zip(headers, row, strict=True)) for row in rows]
    assert [
        (row.pop(staged.line_column), {k: v for k, v in row.items() if v is not None})
        for row in found
    ] == expected
    assert staged.refused == ()


LINE = st.one_of(
    st.sampled_from([b"{}", b"", b" ", b"[1]", b"null", b'{"id":"\xff"}', b'{"id":"\\udfff"}',
                     b'{"id":1', b'{"id":NaN}', b'{"id":1}x', b"\x0b", b'{"id":"a\x01"}']),
    st.binary(max_size=8).filter(lambda b: b"\n" not in b and not b.startswith(b"[")),
)  # fmt: skip


@given(lines=st.lists(LINE, max_size=12))
def test_hostile_lines_never_take_good_ones_with_them(tmp_path_factory, lines):
    text = b'{"id":"first"}\n' + b"".join(b + b'\n{"id":"good"}\n' for b in lines)
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    path.write_bytes(text)
    con = sql.workbench()
    staged = stage(con, path, ReadOptions(encoding="utf-8"))
    good = f"select {staged.line_column} from {staged.relation} where id in ('first', 'good')"
    assert [line for (line,) in con.execute(good).fetchall()] == [
        1, *range(3, 2 * len(lines) + 3, 2),
    ]  # fmt: skip
