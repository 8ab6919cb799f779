from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.engine.masking import masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no account here", "no account here"),
        ("by @someone and @some.one_2.", "by @[masked] and @[masked]."),
        ("@user@social.example wrote", "@[masked] wrote"),
        ("mail press@example.org", "mail press@example.org"),
        ("@", "@"),
        ("see https://x.com/someone/status/12?s=20", "see https://x.com/[masked]"),
        ("x.com/someone", "x.com/[masked]"),
        ("https://mobile.twitter.com/someone", "https://mobile.twitter.com/[masked]"),
        ("https://x.com/search?q=a", "https://x.com/search?q=a"),
        ("https://t.me/s/someone/5", "https://t.me/s/[masked]"),
        ("https://www.youtube.com/watch?v=1", "https://www.youtube.com/watch?v=1"),
        ("https://www.youtube.com/@someone/videos", "https://www.youtube.com/[masked]"),
        ("https://youtube.com/channel/UC1", "https://youtube.com/channel/[masked]"),
        ("https://social.example/@someone/1", "https://social.example/[masked]"),
        ("https://www.reddit.com/u/someone", "https://www.reddit.com/u/[masked]"),
        ("https://www.reddit.com/r/europe/1", "https://www.reddit.com/r/europe/1"),
        ("https://example.org/someone", "https://example.org/someone"),
        ("https://notx.com/someone", "https://notx.com/someone"),
        ("https://x.com/", "https://x.com/"),
        ("(https://x.com/someone)", "(https://x.com/[masked]"),
    ],
)
def test_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_public_accounts_stay() -> None:
    clear = {"@Office", "broadcaster"}
    assert masked("@office https://t.me/Broadcaster/1 @other", clear) == (
        "@office https://t.me/Broadcaster/1 @[masked]"
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(st.from_regex(r"[a-z][a-z0-9_]{2,14}", fullmatch=True), st.sampled_from(["x", "t", "vk"]))
def test_no_account_name_is_left(name: str, platform: str) -> None:
    host = {"x": "x.com", "t": "t.me", "vk": "vk.com"}[platform]
    text = masked(f"@{name} at https://{host}/@{name}/status/1")
    assert text == f"@[masked] at https://{host}/[masked]"
