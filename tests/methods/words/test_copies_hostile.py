"""Texts that were made to break something: nothing hangs, explodes or leaks into another."""

from __future__ import annotations

import time
from typing import Any

import pyarrow as pa
import pytest

import actaverba
from actaverba.methods.words.copies import alike
from actaverba.methods.words.copies.words import words

TEXT = "Nobody in the whole town had ever seen the like of it before that morning"


def posts(*texts: str | None) -> list[Any]:
    return [
        {"id": str(n), "platform": "p", "account": f"a{n}", "text": text}
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    "trick",
    [
        f"\u202e{TEXT}\u202c", f"{TEXT}\x00", f"\ufeff{TEXT}", "\u200d".join(TEXT),
        "".join(c + "\u0301\u0316" * 8 for c in TEXT), f"{TEXT}\U000e0041\U000e007f",
        f"{TEXT} {'😀' * 500}", f"@a {'#' * 400} {TEXT} {'@' * 400}",
        f"{TEXT} https://x.org/{'a' * 5000}",
        TEXT.replace(" ", "\u2003\n\t"),
    ],
)  # fmt: skip
def test_tricks_do_not_hide_a_copy(trick: str) -> None:
    assert actaverba.copies(posts(TEXT, trick)).clusters["posts"].to_pylist() == [2]


def test_texts_that_make_slow_patterns_slow_are_quick() -> None:
    stress = ["a" * 300_000, "@" * 300_000, "#a" * 150_000, "http://" * 40_000, "rt @a " * 50_000,
              "ﷺ" * 100_000, "\u0301" * 300_000, "(" * 300_000, "a " * 150_000]  # fmt: skip
    actaverba.copies(posts(TEXT, TEXT))
    start = time.process_time()
    actaverba.copies(posts(*stress, *(s + "b" for s in stress)))
    assert time.process_time() - start < 20


def test_a_text_of_one_huge_word_is_shown_cut() -> None:
    found = actaverba.copies(posts("x" * 1_000_000, "x" * 1_000_000))
    assert [len(t) for t in found.clusters["text"].to_pylist()] == [2000]


def test_no_posts_and_empty_ones() -> None:
    none = pa.table({"id": pa.array([], pa.string()), "text": pa.array([], pa.string()),
                     "platform": pa.array([], pa.string())})  # fmt: skip
    assert actaverba.copies(none).clusters.num_rows == 0
    assert actaverba.copies(posts(None, "", "  ")).clusters.num_rows == 0


def test_a_thousand_versions_of_one_text_make_no_million_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alike, "CHECKS_FREE", 1_000)
    monkeypatch.setattr(alike, "STEPS_FREE", 1_000)
    found = actaverba.copies(posts(*(f"{TEXT} {n:04d}" for n in range(1_000))))
    cut = {r["what"]: r["n"] for r in found.left_out.to_pylist()}
    assert found.clusters["posts"].to_pylist() == [1_000]
    assert cut["chained_texts"] == 1_000
    assert found.versions.num_rows == 500
    assert cut["pairs_compared"] < 100_000


def test_when_there_is_no_room_for_pairs_the_texts_still_meet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alike, "PAIRS_FREE", 0)
    found = actaverba.copies(posts(*(f"{TEXT} {n:03d}" for n in range(150))))
    cut = {r["what"]: r["n"] for r in found.left_out.to_pylist()}
    assert found.clusters["posts"].to_pylist() == [150]
    assert (cut["is_full"], cut["pairs_compared"] < 3_000) == (1, True)


def test_words_show_nothing_that_cannot_be_seen() -> None:
    assert words("a\u202eb\x00 \ud800".replace("\ud800", "") + "\u2067 読む").shown == (
        "ab", "読", "む"
    )  # fmt: skip
