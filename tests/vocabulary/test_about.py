import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actaverba.vocabulary import about


def test_sound_keys_stay_as_they_are(serbia: Path) -> None:
    raw = tomllib.loads((serbia / "case.toml").read_text(encoding="utf-8"))
    assert about.checked(raw) == (raw, [])


def test_dates_and_lists_may_be_written_in_two_ways() -> None:
    raw = {"cut_off": date(2024, 6, 30), "poles": "NZL; JPN", "period": {"from": 2023}}
    assert about.checked(raw) == (
        {"cut_off": "2024-06-30", "poles": ["NZL", "JPN"], "period": {"from": "2023"}},
        [],
    )


@pytest.mark.parametrize(
    ("raw", "key", "what", "cure"),
    [
        ({"titel": "x"}, "titel", "case.toml has no key 'titel'", "Did you mean title?"),
        ({"poles": ["Serbia"]}, "poles", "'Serbia' is not a party", "Write SRB (Serbia)."),
        ({"tlp": "WHITE"}, "tlp", "'WHITE' is not a code of tlp", "One of: CLEAR"),
        ({"period": {"to": "2025-02-30"}}, "period.to",
         "'2025-02-30' is not a date: 2025-02 has 28 days", "Write YYYY-MM-DD"),
        ({"sampling": {"deeds": "cenus"}}, "sampling.deeds",
         "'cenus' is not a code of sampling", "Did you mean census?"),
        ({"title": ["x"]}, "title", "is not a text", "Write it in quotes"),
        ({"title": True}, "title", "is not a text", "Write it in quotes"),
        ({"period": "2025"}, "period", "case.toml has no key 'period'", "Did you mean"),
    ],
)  # fmt: skip
def test_what_is_left_out_and_why(raw: dict[str, Any], key: str, what: str, cure: str) -> None:
    sound, problems = about.checked({"note": "kept", **raw})
    assert sound["note"] == "kept"
    assert [(p.key, p.what) for p in problems] == [(key, what)]
    assert problems[0].cure.startswith(cure)


def test_the_examples_of_the_keys_are_sound() -> None:
    for key in about.keys().values():
        section, _, name = key.name.rpartition(".")
        raw = {section: {name: key.example}} if section else {name: key.example}
        assert about.checked(raw) == (raw, [])
