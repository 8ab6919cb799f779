"""Texts as they are compared: what is dress goes, what is text stays."""

from __future__ import annotations

import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actaverba.kernels.folding import COVERED, folding
from actaverba.kernels.plain_text import PARTS_A_BYTE
from actaverba.methods.words.copies.reading import LOOK_ALIKE, gathered


def plain(*texts: str) -> list[tuple[str, str]]:
    """All of each text, and its core."""
    block = gathered(pa.chunked_array([pa.array(texts, pa.string())]), np.arange(len(texts)))
    whole = [
        block.points[low:high] for low, high in zip(block.begin, block.begin[1:], strict=False)
    ]
    return [(points.tobytes().decode("utf-32-le"), block.text(n)) for n, points in enumerate(whole)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Stop, NOW!", "stop now"),
        ("ﬁne ｆｕｌｌ Ⅳ", "fine full iv"),
        ("don’t don't", "dont dont"),
        ("cafe\u0301 Straße İ", "cafe strasse i"),
        ("zero\u200bwidth \u202ertl\u202c nul\x00l", "zerowidth rtl null"),
        ("one 😀 two👍🏽three 🇪🇺", "one two three"),
        ("RT @a.b: told by @c@host.example", "told by"),
        ("a rt @b c", "a c"),
        ("start rt", "start rt"),
        ("see https://example.org/a?b=#c or www.example.org me@x.org", "see or me x org"),
        ("読んでhttps://example.org/読む", unicodedata.normalize("NFKD", "読んで 読む")),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8 한국", "한국 한국"),
        ("हिन्दी ไทย", "हिन्दी ไทย"),
        ("", ""),
    ],
)  # fmt: skip
def test_dress_goes(text: str, read: str) -> None:
    assert plain(text) == [(read, read)]


@pytest.mark.parametrize(
    ("text", "whole", "core"),
    [
        ("#one #Two_3 we #say it #end", "one two 3 we say it end", "we say it"),
        ("#only #tags", "only tags", "only tags"),
        ("#open: text", "open text", "text"),
    ],
)  # fmt: skip
def test_hashtags_at_the_edges_are_not_in_the_core(text: str, whole: str, core: str) -> None:
    assert plain(text) == [(whole, core)]


def test_letters_that_look_latin_are_read_so_where_latin_is_written() -> None:
    assert plain("thе mіnіѕtry оf trаdе") == [("the ministry of trade",) * 2]
    assert plain("он сказал так") == [("он сказал так",) * 2]
    quoted = "he wrote that он сказал так много слов in his letter of last week"
    assert plain(quoted) == [(quoted, quoted)]


def test_digests_do_not_see_blanks() -> None:
    texts = pa.chunked_array([pa.array(["a b, c", "a-bc", "abd"])])
    found = gathered(texts, np.arange(3)).digests[:, 0].tolist()
    assert (found[0] == found[1], found[0] == found[2]) == (True, False)


def test_graphemes_leave_out_signs_of_letters() -> None:
    texts = pa.chunked_array([pa.array(["हिन्दी", "abc"])])
    assert gathered(texts, np.arange(2)).graphemes.tolist() == [3, 3]


def test_no_character_becomes_more_than_there_is_room_for() -> None:
    parts = np.diff(folding(LOOK_ALIKE).start)
    codes = np.arange(COVERED)
    size = 1 + (codes >= 0x80) + (codes >= 0x800) + (codes >= 0x10000)
    assert (parts <= PARTS_A_BYTE * size).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_is_read_alike_alone_and_among_others(texts: list[str]) -> None:
    assert plain(*texts) == [plain(text)[0] for text in texts]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_what_is_plain_stays_plain(text: str) -> None:
    whole, core = plain(text)[0]
    assert core in whole
    assert plain(whole)[0][0] == plain(plain(whole)[0][0])[0][0]
