"""`case.toml`: what is sound stays, what is not is left out with its line."""

from __future__ import annotations

import pytest

from actaverba.errors import InputError
from actaverba.readers.case_toml import read_about

HEAD = 'title = "A"\nquestion = "B?"\n'


@pytest.fixture
def about(tmp_path):
    def reading(content):
        path = tmp_path / "case.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_about(path)

    return reading


def test_a_sound_file(about):
    text = HEAD + 'poles = ["EU", "SRB"]\ncut_off = 2025-12-31\n[sampling]\nrelays = "census"\n'
    assert about("\ufeff" + text) == (
        {
            "title": "A", "question": "B?", "poles": ["EU", "SRB"], "cut_off": "2025-12-31",
            "sampling": {"relays": "census"},
        },
        [],
    )  # fmt: skip


def test_what_is_left_out_has_its_line_and_cure(about):
    told, refused = about(
        HEAD + 'titel = "x"\ncut_off = "2025-13-01"\npoles = ["Serbia"]\n'
        '[period]\nfrom = "soon"\n[sampling]\nrelays = "sample"\nstatments = "census"\n'
        'my_posts = "register"\n'
    )
    assert told == {"title": "A", "question": "B?", "sampling": {"my_posts": "register"}}
    assert [(r.line, r.column, r.code) for r in refused] == [
        (3, "titel", "bad_key"),
        (4, "cut_off", "bad_key"),
        (5, "poles", "bad_key"),
        (7, "period.from", "bad_key"),
        (9, "sampling.relays", "bad_key"),
        (10, "sampling.statments", "unknown_dataset"),
    ]
    assert refused[0].cure.startswith("Did you mean title?")
    assert refused[5].cure == "Did you mean statements?"


def test_parts_of_the_question(about):
    told, refused = about(
        HEAD + '[sampling]\nrelays = "census"\n'
        '[[part]]\ntitle = "How it went on"\nmethods = ["relay", "drfit"]\n'
        '[[part]]\nmethods = ["drift"]\n'
        '[[part]]\ntitle = "Words"\nmethods = ["relay", "drift"]\norder = 1\n'
    )
    assert told["part"] == [
        {"title": "How it went on", "methods": ["relay"]},
        {"title": "Words", "methods": ["drift"]},
    ]
    assert [(r.line, r.column, r.message) for r in refused] == [
        (7, "part 1.methods", "'drfit' is not a method"),
        (8, "part 2", "a part has no title"),
        (12, "part 3.methods", "'relay' is in an earlier part"),
        (13, "part 3.order", "a part has no key 'order'"),
    ]
    assert refused[0].cure.startswith("Did you mean drift? Each is in one part: ")
    assert about(HEAD + 'part = "one"\n')[0]["part"] == []


def test_title_and_question_are_asked_for(about):
    assert [(r.line, r.column, r.code) for r in about("")[1]] == [
        (0, "question", "missing"),
        (0, "title", "missing"),
    ]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (HEAD + "scope = \n", "case.toml, line 3"),
        (HEAD + 'title = "twice"\n', "case.toml, line 3"),
        (HEAD.encode() + b'scope = "\xff"\n', "case.toml, line 3"),
        ("title = " + "[" * 5000, "case.toml"),
        ('note = "' + "x" * (1 << 20) + '"', "case.toml"),
    ],
)
def test_no_toml(about, content, where):
    with pytest.raises(InputError) as refusal:
        about(content)
    assert refusal.value.where == where
    assert refusal.value.cure
