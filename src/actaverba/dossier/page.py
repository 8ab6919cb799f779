"""The page: one HTML file from an edition, and from nothing else.

No script, no address that is loaded, every value escaped by the template. The policy in the
page's head allows nothing but the style sheet inside it, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from actaverba.dossier import figures
from actaverba.dossier.clean import clean, isolated, language_tag, web_address
from actaverba.dossier.drawn import printed
from actaverba.dossier.judged import banded, ruler, strip
from actaverba.dossier.labels import code_label, column_name, state
from actaverba.dossier.sentences import split
from actaverba.vocabulary import codes, printing
from actaverba.vocabulary.messages import catalogue

HERE = Path(__file__).parent
POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
FIRST_CHIPS = 8
FIRST_FINDINGS = 6
OPENING = 3
OPENING_LIMITS = 2
TALLEST, ROW = 470, 34
MOST_MARKS = 1500


def page(edition: Mapping[str, Any]) -> str:
    """The page of an edition; the same edition gives the same bytes."""
    environment = _environment(edition["language"])
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    drawn = _first_figures(edition)
    low = {ident for ident, figure in drawn.items() if _height(figure) <= TALLEST}
    rendered = environment.get_template("page.html").render(
        edition=edition,
        style=Markup(style),  # noqa: S704 our own file, not a value of the case
        policy=POLICY.format(digest=digest),
        to_rows=_to_rows(edition["evidence"]),
        first_chips=FIRST_CHIPS,
        most_marks=MOST_MARKS,
        marks={mark["kind"]: mark["name"] for mark in edition["marks"]},
        first_findings=FIRST_FINDINGS,
        opening=OPENING,
        drawn=drawn,
        opens_with=lambda figures: bool(figures) and figures[0]["id"] in low,
        opening_limits=OPENING_LIMITS,
        methods={m["name"]: m for m in edition["methods"]},
    )
    return clean(rendered)


def _to_rows(evidence: list[Mapping[str, Any]]) -> Callable[[Any], list[dict[str, str]]]:
    """Finds the rows that a cell names by their ids; nothing where any part is no id."""
    by_label = {e["label"]: e["anchor"] for e in evidence if e["has_id"]}

    def find(value: Any) -> list[dict[str, str]]:
        parts = value.split(";") if isinstance(value, str) else []
        if not parts or any(part not in by_label for part in parts):
            return []
        return [{"label": part, "anchor": by_label[part]} for part in parts]

    return find


@cache
def _style() -> str:
    lines = (HERE / "style.css").read_text(encoding="utf-8").splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = catalogue(language)
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {
        "number": printing.number,
        "date": printing.date,
        "words": column_name,
        "code": lambda code, name: code_label(code, (name,)),
        "meaning": _meaning,
        "state": lambda code: state(code, language),
        "cell": lambda value, column: _cell(value, column, language),
        "day": _day,
        "setting": lambda value: _setting(value, words),
        "iso": isolated,
        "follow": web_address,
        "tag": language_tag,
        "lead": lambda text: split(str(text))[0],
        "rest": lambda text: split(str(text))[1],
    }
    environment.globals["band"] = lambda judgement: banded(judgement, words)
    environment.globals["strip"] = lambda judgement: _strip(judgement, words)
    environment.globals["terms"] = lambda judgements: _terms(judgements, words)
    environment.globals["drawing"] = lambda figure, order, ident: _drawing(
        figure, order, ident, language
    )
    return environment


def _day(text: str | None) -> str:
    """A date or time in words, with the precision it has; other texts as they stand."""
    if text and re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?(T.*)?", text):
        return printing.date(text)
    return text or printing.date("")


def _setting(value: Any, words: NullTranslations) -> str:
    if isinstance(value, bool):
        return words.gettext("yes") if value else words.gettext("no")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or words.gettext("not narrowed")
    return str(value)


def _meaning(code: str, name: str) -> str:
    """What a code of a closed list means; nothing where it is not in the list."""
    found = codes.code_list(name).codes.get(code)
    return found.description if found else ""


def _cell(value: Any, column: Mapping[str, str], language: str) -> str:
    words = catalogue(language)
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return words.gettext("yes") if value else words.gettext("no")
    if isinstance(value, int | float):
        return str(value) if column["name"].endswith("year") else printing.number(value)
    return printed(column["name"], value, language, frozenset())


def _strip(judgement: Mapping[str, Any], words: NullTranslations) -> Markup:
    """The judged band on a line from 0 to 100 %."""
    band = banded(judgement, words)
    said = words.gettext("A line from 0 to 100 % with the bands of all seven terms.")
    return strip(judgement, figures.Drawing(f"ruler-{judgement['place']}", band, said, words))


def _terms(judgements: list[Mapping[str, Any]], words: NullTranslations) -> Markup:
    """All seven terms with their bands."""
    title = words.gettext("The seven terms and their bands, in per cent")
    said = words.gettext("Filled: the terms that were used here.")
    used = [j["term"] for j in judgements]
    return ruler(used, figures.Drawing("terms", title, said, words))


def _first_figures(edition: Mapping[str, Any]) -> dict[str, Markup]:
    """The first figure of each method, drawn, by its id; those of too many marks are empty."""
    order = [p["code"] for p in edition["case"]["poles"]]
    firsts = [m["runs"][0]["figures"][0] for m in edition["methods"]
              if m["runs"] and m["runs"][0]["figures"]]  # fmt: skip
    return {
        f["id"]: _drawing(f, order, f["id"], edition["language"])
        if len(f["rows"]) <= MOST_MARKS
        else Markup("")
        for f in firsts
    }


def _height(drawn: Markup) -> int:
    found = re.search(r'viewBox="0 0 \d+ (\d+)"', drawn)
    return int(found[1]) if found else drawn.count("<tr") * ROW


def _drawing(figure: Mapping[str, Any], order: list[str], ident: str, language: str) -> Markup:
    told = figures.Drawing(
        ident=ident,
        title=figure["title"],
        says=figure["says"],
        words=catalogue(language),
        order=tuple(order),
        mark_name=figure["mark_name"],
    )
    return figures.draw(figure["kind"], figure["rows"], told)
