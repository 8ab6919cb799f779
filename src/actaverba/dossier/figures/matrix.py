"""The matrix of competing hypotheses: letters in lightly tinted cells, and how much each item
tells the hypotheses apart as a bar at the right.

Letters are words, so this figure is a table; every tint stands behind its letter.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from actaverba.dossier.clean import isolated
from actaverba.dossier.figures import Drawing, Row
from actaverba.dossier.figures._svg import cut, joined, tag
from actaverba.dossier.labels import natural
from actaverba.vocabulary import printing
from actaverba.vocabulary.codes import code_list

ROLES = ("link", "item", "column", "letters", "counts", "apart", "without", "sum")

MOST_APART, BAR, TALL = 4.0, 80, 10


def says(rows: Sequence[Row], words: gettext.NullTranslations) -> dict[str, Any]:
    """Numbers of items and hypotheses, and the order with its sums."""
    sums = _sums(rows)
    items = {str(r["item"]) for r in rows}
    turning = {str(r["item"]) for r in rows if r.get("without")}
    told: dict[str, Any] = {
        "n": len(rows),
        "items": len(items),
        "hypotheses": len(_columns(rows)),
        "turning": len(turning),
        "order": ", ".join(f"{h} {printing.number(n)}" for h, n in sums) or "–",
    }
    sentence = words.gettext(
        "Marks against each hypothesis, fewest first: {order}. {turning} of {items} items change"
        " what stands first when left out."
    )
    return {**told, "says": sentence.format_map(told)}


def draw(rows: Sequence[Row], drawing: Drawing) -> Markup:
    """The table: items that tell the hypotheses apart most on top, the sums at the foot."""
    say = drawing.words.gettext
    columns = _columns(rows)
    items: dict[str, dict[str, Row]] = {}
    for row in sorted(rows, key=_order):
        items.setdefault(str(row["item"]), {})[str(row["column"])] = row
    named = [_short(rows, column) for column in columns]
    heads = [say("Evidence"), *named, say("Tells apart"), say("First without it")]
    head = joined(tag("th", isolated(h), scope="col") for h in heads)
    body = joined(_line(own, columns) for own in items.values())
    sums = dict(_sums(rows))
    cells = joined(
        tag("td", printing.number(sums[c]) if c in sums else "–", class_="number") for c in columns
    )
    foot = tag("tr", tag("th", say("Marks against"), scope="row"), cells, tag("td"), tag("td"))
    return tag(
        "table", _key(), tag("thead", tag("tr", head)), tag("tbody", body), tag("tfoot", foot),
        class_="matrix",
    )  # fmt: skip


def _key() -> Markup:
    """What the letters stand for."""
    letters = (
        joined([tag("b", c.code), f" {c.label}"]) for c in code_list("rating").codes.values()
    )
    return tag("caption", Markup("; ").join(letters), ".", class_="small")


def _short(rows: Sequence[Row], column: str) -> str:
    """A hypothesis with the few words it is called by."""
    found = (str(r.get("column_name") or "") for r in rows if str(r["column"]) == column)
    words = next(found, "")
    return f"{column} {words}" if words and words != column else column


def _line(own: dict[str, Row], columns: Sequence[str]) -> Markup:
    first = next(iter(own.values()))
    item = str(first["item"])
    name = isolated((item.partition(":")[2] or item) if first.get("href") else item)
    if first.get("href"):
        name = tag("a", name, href=first["href"])
    if first.get("tip"):
        told = str(first["tip"]).rpartition(" · ")[2]
        name += tag("span", f" {cut(told, 52)}", class_="small")
    cells = joined(_cell(own.get(c, {}).get("letters")) for c in columns)
    return tag(
        "tr",
        tag("th", name, scope="row"),
        cells,
        tag("td", _bar(first.get("apart"))),
        tag("td", isolated(str(first.get("without") or "–").replace(";", ", "))),
        class_=None if first.get("counts") else "idle",
    )


def _cell(letters: Any) -> Markup:
    """The letters of a cell; its tint is that of the letter when all raters gave the same."""
    given = str(letters or "").split(";")
    known = set(given) & set(code_list("rating").codes)
    look = f"letter-{given[0].lower()}" if len(set(given)) == 1 and known else None
    return tag("td", isolated(" / ".join(given) or "–"), class_=look)


def _bar(apart: Any) -> Markup:
    if apart is None:
        return Markup("–")
    long = max(0.0, min(float(apart) / MOST_APART, 1.0)) * BAR
    bar = tag("rect", x=0, y=0, width=long, height=TALL)
    return tag("svg", bar, width=BAR, height=TALL, aria_hidden="true", class_="apart-bar") + tag(
        "span", printing.number(round(float(apart), 2))
    )


def _order(row: Row) -> tuple[Any, ...]:
    apart = row.get("apart")
    return (
        -1.0 * float(apart) if apart is not None else 1.0,
        natural(str(row["item"])),
        natural(str(row["column"])),
    )


def _columns(rows: Sequence[Row]) -> list[str]:
    return sorted({str(r["column"]) for r in rows}, key=natural)


def _sums(rows: Sequence[Row]) -> list[tuple[str, float]]:
    """The hypotheses with their marks, fewest first."""
    found = {str(r["column"]): float(r["sum"]) for r in rows if r.get("sum") is not None}
    return sorted(found.items(), key=lambda pair: (pair[1], natural(pair[0])))
