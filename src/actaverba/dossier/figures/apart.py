"""What tells two groups apart: a table, with the words that the other does not print marked.

A figure of words is a table, so this one is HTML instead of SVG.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from actaverba.dossier.clean import isolated
from actaverba.dossier.figures import Drawing, Row
from actaverba.dossier.figures._svg import tag

ROLES = ("panel", "field", "a", "words_a", "n_a", "b", "words_b", "n_b")
EDGES = "()[]{}.,;:!?\"'«»“”„‘’"


def says(rows: Sequence[Row], words: gettext.NullTranslations) -> dict[str, Any]:
    """Numbers of differences and of fields, and the sentence."""
    fields = sorted({str(r.get("field") or "") for r in rows})
    told: dict[str, Any] = {"n": len(rows), "fields": len(fields), "names": fields}
    sentence = words.gettext("{n} differences in {fields} fields: {names}.")
    return {**told, "says": sentence.format_map({**told, "names": ", ".join(fields) or "–"})}


def draw(rows: Sequence[Row], drawing: Drawing) -> Markup:
    """The table, in the order of the rows."""
    say = drawing.words.gettext
    heads = (say("Statement"), say("Field"), say("Family"), say("prints"), say("Family"),
             say("prints"))  # fmt: skip
    head = Markup("").join(tag("th", h, scope="col") for h in heads)
    body = Markup("").join(_line(row) for row in rows)
    return tag("table", tag("thead", tag("tr", head)), tag("tbody", body), class_="apart")


def _line(row: Row) -> Markup:
    words = (str(row.get("words_a") or ""), str(row.get("words_b") or ""))
    return tag(
        "tr",
        tag("td", isolated(row.get("panel") or "")),
        tag("th", isolated(row.get("field") or ""), scope="row"),
        tag("td", isolated(row.get("a") or "–")),
        tag("td", _marked(words[0], words[1]), _count(row.get("n_a"))),
        tag("td", isolated(row.get("b") or "–")),
        tag("td", _marked(words[1], words[0]), _count(row.get("n_b"))),
    )


def _count(n: Any) -> Markup:
    return Markup("") if n is None else tag("span", f" n = {n}", class_="small")


def _marked(own: str, other: str) -> Markup:
    """The words, with those marked that the other text has not."""
    known = {_bare(w) for w in other.split(" ")}
    marked = (
        isolated(w) if not _bare(w) or _bare(w) in known else tag("mark", isolated(w))
        for w in own.split(" ")
    )
    return Markup(" ").join(marked)


def _bare(word: str) -> str:
    return word.strip(EDGES).casefold()
