"""Where a text is cut so that a page can open with it; nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.dossier.sentences import SHORT, split

LONG = "a word and then another word, and so on and on, until it is long enough to stand all alone"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("", ""),
        ("One sentence without an end", "One sentence without an end"),
        (f"By A. B, {LONG}. Then more.", f"By A. B, {LONG}."),
        (f"It rose by 2.5, {LONG} 12. Then more. And more.", f"It rose by 2.5, {LONG} 12."),
        ("They are 102. Of these 3 accuse. The rest do not.", "They are 102. Of these 3 accuse."),
        (f"He says: \u201c{LONG}.\u201d No record.", f"He says: \u201c{LONG}.\u201d"),
    ],
)
def test_a_lead_is_one_sentence_or_two_short_ones(text: str, lead: str) -> None:
    assert split(text) == (lead, text[len(lead) :].lstrip())


@given(st.text(alphabet="ab .!?”A1", max_size=4 * SHORT))
def test_nothing_is_lost(text: str) -> None:
    lead, rest = split(text)
    assert "".join((lead + rest).split()) == "".join(text.split())
