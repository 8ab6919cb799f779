"""Every figure we show was measured with the code as it stands, and is above its floor."""

from __future__ import annotations

import pytest

from figures.fingerprint import ROOT
from figures.floors import KINDS, below, floors, measures, troubles
from figures.pin import looser_than, render

ALL = [(kind, name) for kind in KINDS for name in measures(kind)]


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_figures_are_of_today_and_above_their_floors(kind: str, name: str) -> None:
    assert troubles(kind, name) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_floor_belongs_to_a_measure(kind: str) -> None:
    assert set(floors(kind)) - set(measures(kind)) == set()


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_a_measure_says_how_it_measures(kind: str, name: str) -> None:
    text = (ROOT / kind / name / "measure.py").read_text(encoding="utf-8")
    assert text.startswith('"""')


def test_below_names_figure_and_floor() -> None:
    result = {"figures": {"ratio": {"value": 0.5}}, "corpus": {"sha256": "aa"}}
    assert below("bench/x: ratio", {"at_least": 0.4, "corpus": "aa"}, result, "ratio") == []
    assert below("bench/x: ratio", {"at_least": 0.6}, result, "ratio") == [
        "bench/x: ratio is 0.5, its floor is 0.6."
    ]
    assert below("bench/x: ratio", {"at_most": 0.4, "corpus": "bb"}, result, "ratio") == [
        "bench/x: ratio was measured on another corpus than its floor was set on.",
        "bench/x: ratio is 0.5, at most 0.4 is allowed.",
    ]
    assert below("bench/x: seconds", {"at_most": 1}, result, "seconds") == [
        "bench/x: seconds has a floor but was not measured."
    ]


def test_a_floor_is_not_loosened_unseen() -> None:
    assert looser_than({"at_least": 0.8}, ("at_least", 0.7))
    assert not looser_than({"at_least": 0.8}, ("at_least", 0.9))
    assert looser_than({"at_most": 4}, ("at_most", 5))
    assert looser_than({"at_most": 4}, ("at_least", 1))
    assert not looser_than({}, ("at_least", 0.1))


def test_floors_are_written_as_they_are_read() -> None:
    import tomllib

    known = {"drift": {"rand": {"at_least": 0.8, "corpus": "aa", "reason": 'said "so"'}}}
    assert tomllib.loads(render("evaluate", known)) == known
