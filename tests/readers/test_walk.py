"""A JSON text read piece by piece."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actaverba.readers import walk as walking
from actaverba.readers.encoding import Encoding
from actaverba.readers.walk import BrokenValueError, StoppedError, Walk, opened, value_of

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"],
                                                                     exclude_characters="\0")),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), inner),
    max_leaves=8,
)  # fmt: skip


def walked(path, text):
    """Each element of the array under `list`, or why it was not taken."""
    path.write_text(text, encoding="utf-8")
    found = []
    with Walk(opened(path, Encoding("utf-8"))) as walk:
        try:
            for key in walk.members():
                if key == "list":
                    for _ in walk.elements():
                        try:
                            found.append(walk.value())
                        except BrokenValueError as trouble:
                            found.append(f"! {trouble}")
        except StoppedError as trouble:
            found.append(f"!! {trouble}")
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(ANYTHING), st.sampled_from([None, 1, "\t"]), st.integers(1, 9))
def test_whatever_stands_in_a_list_is_read_in_any_pieces(tmp_path, monkeypatch, values, indent, n):
    text = json.dumps({"about": values, "list": values, "more": {"list": []}}, indent=indent)
    with monkeypatch.context() as patch:
        patch.setattr(walking, "CHUNK", n)
        assert walked(tmp_path / "a.json", text) == values


def test_a_broken_value_does_not_end_the_text(tmp_path):
    deep = "[" * 100_000 + "]" * 100_000
    broken = ['{"a": }', '{"a": 1, "a": 2}', "NaN", '{"b": Infinity}', deep, "1" * 5000,
              '"\\ud800"', '"\\u0000"', '{"c": "\\x0B"}', "nonsense"]  # fmt: skip
    text = '{"list": [1, ' + ", 2, ".join(broken) + ", 3]}"
    found = walked(tmp_path / "a.json", text)
    assert [v for v in found if not isinstance(v, str)] == [1, *[2] * (len(broken) - 1), 3]
    assert [str(v)[:32] for v in found if isinstance(v, str)] == [
        "! it is no JSON: Expecting value", "! the key 'a' stands twice in it",
        "! NaN is no JSON", "! Infinity is no JSON", "! it is nested too deeply",
        "! a number in it has too many di", "! half of a character, or a byte",
        "! it holds a zero character, whi", "! it is no JSON: Invalid \\escape",
        "! it is no JSON: Expecting value",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"list": [1, {"a": "b', "!! it is cut short"), ('{"list": [1,', "!! it is cut short"),
        ('{"list": [1', "!! it is cut short"), ('{"list": [1 2]}', "!! , or ] is missing"),
        ('{"list": [1, 5 "a"]}', None),
    ],
)  # fmt: skip
def test_what_stands_before_a_break_is_kept(tmp_path, text, why):
    found = walked(tmp_path / "a.json", text)
    assert found[0] == 1
    assert why is None or found[-1] == why


def test_long_values_are_read_in_growing_pieces_and_end_somewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(walking, "CHUNK", 100)
    monkeypatch.setattr(walking, "LONGEST", 5000)
    long = json.dumps("x" * 4000)
    assert walked(tmp_path / "a.json", f'{{"list": [{long}, 1]}}') == ["x" * 4000, 1]
    tail = walked(tmp_path / "a.json", f'{{"list": [1, {json.dumps("x" * 20_000)}]}}')
    assert tail[0] == 1
    assert str(tail[1]).startswith("!! a value is longer than")


def test_a_value_by_itself():
    assert value_of(' {"a": [1, "\\\\u0000"]} ') == {"a": [1, "\\u0000"]}
    with pytest.raises(BrokenValueError, match="half of a character"):
        value_of('{"\\udc00": 1}')
