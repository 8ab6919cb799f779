"""CSV to the letter: cells in are cells out, and what does not hold is refused alone."""

from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.engine import sql
from actaverba.engine.staged import ReadOptions
from actaverba.errors import InputError
from actaverba.readers.csv import fast, stage


def test_cells_stand_as_they_are_with_the_line_their_record_starts_on(read):
    done = read("a.csv", b'id,text\n1, a \n2,"two\r\nlines, ""quoted"""\n\n3,a"b\n4,\n')
    assert done.staged.headers == ("id", "text")
    assert done.rows == [
        (2, "1", " a "),
        (3, "2", 'two\r\nlines, "quoted"'),
        (6, "3", 'a"b'),
        (7, "4", ""),
    ]
    assert done.staged.said == ("read as UTF-8", "1 empty lines were passed over")
    assert done.refused == []


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends(read, end):
    content = end.join([b"id,text", b"1,a", b"2,b"])
    assert read("a.csv", content).rows == [(2, "1", "a"), (3, "2", "b")]


@pytest.mark.parametrize(
    ("delimiter", "said"), [(b";", "semicolons"), (b"\t", "tabs"), (b",", None)]
)
def test_delimiters_are_detected_and_said(read, delimiter, said):
    done = read("a.csv", delimiter.join([b"id", b"text\n1", b"x, y" if said else b"x"]))
    assert done.rows == [(2, "1", "x, y" if said else "x")]
    assert [s for s in done.staged.said if "between" in s] == (
        [f"cells stand between {said}"] if said else []
    )


def test_ragged_rows_are_refused_alone(read):
    done = read("a.csv", b"id,a,b\n1,x\n2,x,y\n3,x,y,z\n4,x,y\n")
    assert done.rows == [(3, "2", "x", "y"), (5, "4", "x", "y")]
    assert done.refused == [(2, "", "wrong_number_of_cells"), (4, "", "wrong_number_of_cells")]
    first = done.staged.refused[0]
    assert first.message == "2 cells where the header has 3"
    assert first.raw == "1,x\\n"


def test_a_broken_quote_costs_its_line_where_the_lines_below_are_records(read):
    done = read("a.csv", b'id,a,b\n1,"x\n2,y,z\n3,"q",r\n4,k,l\n')
    assert done.rows == [(3, "2", "y", "z"), (4, "3", "q", "r"), (5, "4", "k", "l")]
    assert [r.message for r in done.staged.refused] == [
        "text follows the closing quote of cell 2; reading went on at line 3"
    ]


def test_a_quote_that_is_never_closed(read):
    done = read("a.csv", b'id,a,b\n1,x,y\n2,"x\nsome prose\nmore prose\n')
    assert done.rows == [(2, "1", "x", "y")]
    assert [(r.line, r.message) for r in done.staged.refused] == [
        (3, "the quote of cell 2 is never closed (lines 3 to 5 are refused)")
    ]
    assert read("b.csv", b'id,a,b\n1,"x,y\n2,x,y\n3,x,y\n').rows == [
        (3, "2", "x", "y"),
        (4, "3", "x", "y"),
    ]


def test_prose_under_a_broken_quote_is_not_taken_for_rows(read):
    done = read("a.csv", b'id,text\n1,"one\n2, two\n3, three"x\n4,four\n')
    assert done.rows == [(5, "4", "four")]
    assert [r.message for r in done.staged.refused] == [
        "text follows the closing quote of cell 2 (lines 2 to 4 are refused)"
    ]


def test_empty_files_are_errors_and_headers_alone_are_no_rows(read):
    for nothing in (b"", b"\n\n", codecs.BOM_UTF8):
        with pytest.raises(InputError, match="the file is empty"):
            read("a.csv", nothing)
    assert read("a.csv", b"id,text\r\n").rows == []


@pytest.mark.parametrize("header", [b"id,text,id", b"id,ID"])
def test_two_headers_of_one_name_are_an_error(read, header):
    with pytest.raises(InputError, match="are both called"):
        read("a.csv", header + b"\n")


def test_headers_are_trimmed_named_where_empty_and_never_hide_the_line(read):
    done = read("a.csv", codecs.BOM_UTF8 + b" id ,,line\n1,2,3\n")
    assert done.staged.headers == ("id", "column 2", "line")
    assert done.staged.line_column == "line_2"
    assert done.rows == [(2, "1", "2", "3")]
    assert "columns without a header: column 2" in done.staged.said


@pytest.mark.parametrize("header", [b"id,a\0b", b"id," + b"x" * 201, b"id,\xff", b'id,"a'])
def test_headers_that_cannot_be_read_are_an_error(read, header):
    with pytest.raises(InputError):
        read("a.csv", header + "\n1,é\n".encode() * 9)


def test_a_field_of_ten_megabytes_is_refused_and_its_neighbours_stay(read):
    big = b"x" * 10_000_000
    done = read("a.csv", b"id,a,b\n1,a,b\n2," + big + b',c\n3,"' + big + b'",d\n4,a,b\n')
    assert done.rows == [(2, "1", "a", "b"), (5, "4", "a", "b")]
    assert done.refused == [(3, "a", "cell_too_long"), (4, "a", "cell_too_long")]
    assert done.staged.refused[0].message == "the cell is longer than 1048576 bytes"
    assert len(done.staged.refused[0].raw) < 600


def test_a_long_quoted_field_over_many_lines_is_refused_whole(read):
    done = read("a.csv", b'id,a,b\n1,"' + b"prose\n" * 400_000 + b'",c\n2,a,b\n')
    assert done.rows == [(400_003, "2", "a", "b")]
    assert done.refused == [(2, "", "cell_too_long")]


def test_a_line_of_twenty_megabytes(read):
    done = read("a.csv", b"id,a\n1," + b"x" * 20_000_000 + b"\n2,b\n")
    assert done.rows == [(3, "2", "b")]
    assert done.refused == [(2, "", "line_too_long")]


def test_the_limit_of_a_cell_is_in_bytes(read):
    done = read("a.csv", "id,a\n1,ééé\n2,éé\n".encode(), cell_limit=4)
    assert done.rows == [(3, "2", "éé")]
    assert done.refused == [(2, "a", "cell_too_long")]


def test_what_cannot_be_stored_is_refused_and_what_is_only_odd_stays(read):
    odd = "\u202e\u200f\x1b[31m\x07</script>=HYPERLINK(1)"
    rows = f"id,é\n1,{odd}\n2,a\0b\n".encode() + b"3,\xff\xfe\n4," + "éééééé\n".encode()
    done = read("a.csv", rows)
    assert done.rows == [(2, "1", odd), (5, "4", "éééééé")]
    assert [(r.line, r.column, r.code, r.message, r.raw) for r in done.staged.refused] == [
        (3, "é", "zero_byte", "the cell holds a zero byte, which no text can", "2,a\\x00b\\n"),
        (4, "é", "bad_byte", "byte 0xff is not utf-8", "\\xff\\xfe"),
    ]


def test_a_file_that_is_broken_throughout_is_given_up(read, monkeypatch):
    monkeypatch.setattr("actaverba.readers.filling.MOST_REFUSED", 5)
    with pytest.raises(InputError, match="more than 5 records are broken"):
        read("a.csv", b"id,a\n" + b"1\n" * 6)


def test_too_many_columns(read):
    with pytest.raises(InputError, match="there are 1001 columns"):
        read("a.csv", ",".join(f"c{n}" for n in range(1001)).encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1251", "utf-8-sig"])
def test_encodings(read, encoding):
    text = 'id,текст\r\n1,Служба разведки сообщила\r\n2,"две\r\nстроки"\r\n'
    done = read("a.csv", text.encode(encoding))
    assert done.staged.headers == ("id", "текст")
    assert done.rows == [(2, "1", "Служба разведки сообщила"), (3, "2", "две\r\nстроки")]
    assert done.refused == []


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(
    width=st.integers(2, 5),
    cells=st.lists(st.lists(CELL, min_size=5, max_size=5), max_size=8),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    always=st.booleans(),
)
def test_cells_in_are_cells_out(tmp_path_factory, width, cells, delimiter, end, always):
    text, lines, expected = delimiter.join(f"h{n}" for n in range(width)) + end, [], []
    for record in cells:
        record = record[:width]
        out = io.StringIO()
        # Python's writer leaves a lone CR bare, which at the end of a line is no cell.
        bare = not always and "\r" not in "".join(record)
        quoting = csv.QUOTE_MINIMAL if bare else csv.QUOTE_ALL
        csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerow(record)
        if any(record):
            lines.append(text.count("\n") + 1)
            expected.append(tuple(record))
        text += out.getvalue()
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(text.encode("utf-8"))
    con = sql.workbench()
    staged = stage(con, path, ReadOptions(encoding="utf-8"))
    rows = con.execute(f"from {staged.relation}").fetchall()
    assert rows == [(*cells, line) for cells, line in zip(expected, lines, strict=True)]
    assert staged.refused == ()


@given(
    body=st.lists(
        st.text(st.sampled_from(list("ab\",;\t\r'\\#é \x0b\xa0")), max_size=10), max_size=6
    ),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_the_fast_way_gives_what_the_careful_way_gives(tmp_path_factory, body, end):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(end.join(["x,y", *body]).encode("utf-8"))
    both = []
    for worth_it in (0, 1 << 40):
        con = sql.workbench()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fast, "WORTH_IT", worth_it)
            staged = stage(con, path, ReadOptions(encoding="utf-8"))
        rows = con.execute(f"from {staged.relation}").fetchall()
        both.append((rows, staged.refused, staged.headers, staged.rows))
    assert both[0] == both[1]


@pytest.mark.parametrize("worth_it", [0, 1 << 40])
def test_an_empty_cell_too_many_is_one_too_many(read, monkeypatch, worth_it):
    # DuckDB would drop it, and with a bare comma in a name it would be the name that shifts.
    monkeypatch.setattr(fast, "WORTH_IT", worth_it)
    done = read("a.csv", b"id,name,note\n1,Smith, John,\n2,Doe,\n", encoding="utf-8")
    assert done.rows == [(3, "2", "Doe", "")]
    assert done.refused == [(2, "", "wrong_number_of_cells")]


def test_a_big_plain_file_goes_the_fast_way(bench, tmp_path):
    path = tmp_path / "year=2020[a]*.csv"
    path.write_bytes(b"id,text\r\n" + b"".join(b'%d,"a,b"\r\n' % n for n in range(700_000)))
    staged = stage(bench, path, ReadOptions())
    assert staged.headers == ("id", "text")
    told = bench.execute(
        f"select count(*), count(*) filter (id::BIGINT + 2 = line and text = 'a,b')"
        f" from {staged.relation}"
    ).fetchall()
    assert told == [(700_000, 700_000)]
    views = "select count(*) from duckdb_views() where temporary and not internal"
    assert bench.execute(views).fetchall() == [(1,)], "DuckDB split it"
