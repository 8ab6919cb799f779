"""What may stand in a page and in a sheet that are opened by a stranger's programs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from actaverba.exports.cells import FORMULA, NUMBER

ACTIVE = {"script", "img", "iframe", "object", "embed", "link", "form", "base", "input", "video",
          "audio", "source", "image", "use", "foreignobject", "animate", "set", "math"}  # fmt: skip
LOADS = {"src", "srcset", "style", "action", "formaction", "background", "poster", "data", "ping",
         "xlink:href", "srcdoc", "manifest"}  # fmt: skip
EMPTY = {"meta", "br", "hr", "col", "wbr"}
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Seen(HTMLParser):
    """Goes through a page and notes what should not be in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.inner: set[str] = set()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.found.append(f"the page has <{tag}>")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> closes what is not open")
            self.open = []

    def handle_comment(self, data: str) -> None:
        self.found.append(f"the page has a comment: {data[:40]!r}")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in LOADS:
            self.found.append(f"<{tag}> has the attribute {name}")
        if name == "id":
            self.ids.append(value)
        if name == "href" and value.startswith("#"):
            self.inner.add(value[1:])
        elif name == "href" and not (tag == "a" and re.match(r"https?://", value, re.I)):
            self.found.append(f"<{tag}> leads to {value[:60]!r}")


def page_troubles(html: str) -> Iterator[str]:
    """What is wrong with a dossier: active, loaded, badly nested, leading nowhere."""
    seen = Seen()
    seen.feed(html)
    seen.close()
    yield from seen.found
    if seen.open:
        yield f"the page ends inside <{seen.open[-1]}>"
    if len(set(seen.ids)) != len(seen.ids):
        yield "the page has an id twice"
    if missing := seen.inner - set(seen.ids):
        yield f"links of the page lead nowhere: {sorted(missing)[:3]}"
    if raw := RAW.search(html):
        yield f"the page holds {raw[0]!r}"
    style = "".join(re.findall(r"<style>(.*?)</style>", html, re.S))
    if re.search(r"url\(|@import", style):
        yield "the style sheet loads something"


def sheet_troubles(paths: Iterable[Path]) -> Iterator[str]:
    """Cells that a spreadsheet would run, and rows of another width."""
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        if any(len(row) != len(rows[0]) for row in rows):
            yield f"{path.name} has rows of another width"
        for cell in (cell for row in rows for cell in row):
            if cell.startswith((*FORMULA, "\t", "\r")) and not NUMBER.fullmatch(cell):
                yield f"{path.name} has the cell {cell[:60]!r}"
