"""The dossier of the bundled case, as `make demo` writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_BYTES = 3_300_000


def test_the_bundled_case_makes_a_whole_page(demo: Path, page_of: Callable[..., Any]) -> None:
    html = (demo / "dossier.html").read_text(encoding="utf-8")
    made = json.loads((demo / "dossier.json").read_text(encoding="utf-8"))
    assert len(html.encode()) < MOST_BYTES
    assert all(m["runs"] for m in made["methods"] if m["name"] in {"statements", "relay", "drift"})
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    shown = page_of(html, width=360)
    assert shown.said == []
    assert len(shown.asked) == 1
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360
