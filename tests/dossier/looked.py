"""A dossier as it lies on disk, taken apart for tests: the page as a tree, the JSON beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
BLOCKS = frozenset({"dd", "div", "dt", "h3", "h4", "li", "p", "summary", "td", "th"})


@dataclass
class Element:
    """One element of the page; `text` is all that is printed in it, in one line."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self._said().split())

    def _said(self) -> str:
        text = "".join(i if isinstance(i, str) else i._said() for i in self.inside)
        return f" {text} " if self.tag in BLOCKS else text

    def walk(self) -> Iterator[Element]:
        yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one.walk()

    def all(self, tag: str = "", *, cls: str = "") -> list[Element]:
        """The elements in it, in their order, of a tag and with a class."""
        return [
            e
            for e in self.walk()
            if (not tag or e.tag == tag)
            and (not cls or cls in e.attributes.get("class", "").split())
        ]

    @property
    def links(self) -> set[str]:
        return {e.attributes["href"] for e in self.all("a")}


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> where <{self.open[-1].tag}> is open"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


class Dossier:
    """One dossier: its files, the page as a tree, the edition as JSON."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.html = path.read_text(encoding="utf-8")
        self.made: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
        tree = _Tree()
        tree.feed(self.html)
        [whole] = tree.open
        self.page = whole
        self.by_id = {e.attributes["id"]: e for e in whole.walk() if "id" in e.attributes}
        [self.head] = whole.all("header")
        [self.foot] = whole.all("footer")

    @property
    def runs(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """Every run with its method."""
        return [(m, r) for m in self.made["methods"] for r in m["runs"]]

    @property
    def findings(self) -> list[dict[str, Any]]:
        return [f for _, run in self.runs for f in run["findings"]]

    def point(self, number: int) -> str:
        """What the page says of one of the eighteen points; the JSON says the same."""
        told = self.made["standards"][number - 1]
        rows = [[cell.text for cell in r.inside if not isinstance(cell, str)]
                for r in self.by_id["methods"].all("tr")]  # fmt: skip
        assert [str(number), told["name"], told["text"]] in rows
        assert told["point"] == number
        return str(told["text"])
