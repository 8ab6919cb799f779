"""Runs of letters: the same for the same letters, few of them, in any text."""

from __future__ import annotations

import numpy as np

from actaverba.kernels.grams import in_both, runs, sets, winnowed


def points(text: str) -> np.ndarray:
    return np.array([ord(c) for c in text], np.uint32)


def numbers(text: str, size: int) -> list[int]:
    into = np.empty(len(text) + 1, np.uint32)
    return into[: runs(points(text), 0, len(text), size, into)].tolist()


def test_equal_runs_have_equal_numbers() -> None:
    found = numbers("abcabcd", 3)
    assert (len(found), found[0] == found[3], len(set(found))) == (5, True, 4)
    assert numbers("ab", 3) == []


def test_a_window_gives_its_smallest_once() -> None:
    grams = np.array([5, 3, 3, 9, 8, 7, 1], np.uint32)
    into = np.empty(9, np.uint32)
    assert into[: winnowed(grams, 7, 3, into)].tolist() == [3, 7, 1]
    assert into[: winnowed(grams, 2, 3, into)].tolist() == [3]
    assert winnowed(grams, 0, 3, into) == 0


def test_sets_are_sorted_and_compared() -> None:
    text = points("abcdeabcdeXabcde")
    core = np.array([[0, 10], [10, 16], [3, 3]])
    start, grams = sets(text, core, 5, 0)
    assert start.tolist() == [0, 5, 7, 7]
    assert all((np.diff(grams[a:b]) > 0).all() for a, b in ((0, 5), (5, 7)))
    pairs = in_both(start, grams, np.array([0, 0, 1]), np.array([1, 2, 1]))
    assert pairs.tolist() == [1, 0, 2]


def test_a_shared_passage_is_winnowed_alike() -> None:
    passage = "the ministry said that it would not answer any further question today"
    text = points(f"one began so {passage} and ended#or elsewhere {passage} it went on in this way")
    middle = "".join(map(chr, text)).index("#")
    start, grams = sets(text, np.array([[0, middle], [middle + 1, text.size]]), 12, 8)
    both = in_both(start, grams, np.array([0]), np.array([1]))
    assert both[0] >= (len(passage) - 12 - 8 + 2) // 8
