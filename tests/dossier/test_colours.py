"""Contrast of the colours in the style sheet, both by day and by night (WCAG 2.2)."""

from __future__ import annotations

import re

import pytest

from actaverba.dossier.page import HERE

STYLE = (HERE / "style.css").read_text(encoding="utf-8")
DAY, NIGHT = (
    dict(re.findall(r"--([a-z0-9]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.S)
)


def brightness(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
def test_text_and_marks_can_be_seen(tokens: dict[str, str]) -> None:
    assert set(tokens) == set(DAY)
    for ground in ("paper", "tint", "lit"):
        for text in ("ink", "muted", "accent", "alarm"):
            assert contrast(tokens[text], tokens[ground]) >= 4.5, (text, ground)
    for mark in (f"c{n}" for n in range(1, 9)):
        assert contrast(tokens[mark], tokens["paper"]) >= 3, mark


def test_no_colour_is_written_outside_the_tokens() -> None:
    rest = re.sub(r":root \{.*?\}", "", STYLE, flags=re.S)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;, ])|rgba?\(", rest) == []
