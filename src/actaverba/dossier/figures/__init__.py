"""The figures of the dossier: one module a kind, found by its name.

A module `figures/<kind>.py` has two pure functions. `says(rows, words)` returns the numbers
that a title may name and, under `says`, one sentence for those who do not see the figure.
`draw(rows, drawing)` returns the SVG. Rows are dictionaries from the roles that the kind
knows (its `ROLES`) to values; `href` is where a row's mark leads, or None. A kind of which no
mark stands for a row has `keep(rows)` as well: the few rows that an edition keeps instead.
"""

from __future__ import annotations

import gettext
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

from markupsafe import Markup

from actaverba.errors import ManifestError
from actaverba.vocabulary.nearest import did_you_mean

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Drawing:
    """What a figure is told besides its rows: texts, and the order of its panels."""

    ident: str
    title: str
    says: str
    words: gettext.NullTranslations
    order: Sequence[str] = field(default_factory=tuple)
    mark_name: str = ""


def kinds() -> list[str]:
    """The kinds of figure there are."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def kind(name: str) -> ModuleType:
    """The module that draws this kind."""
    if name not in kinds():
        raise ManifestError(
            f"there is no kind of figure {name!r}",
            cure=f"{did_you_mean(name, kinds())}Kinds: {', '.join(kinds())}.",
        )
    return import_module(f"{__name__}.{name}")


def says(name: str, rows: Sequence[Row], words: gettext.NullTranslations) -> dict[str, Any]:
    """The numbers a title may name, and `says`: the finding in one sentence."""
    found: dict[str, Any] = kind(name).says(rows, words)
    return found


def is_whole(name: str) -> bool:
    """Whether the figure shows a table as a whole, and no row of it by a mark."""
    return hasattr(kind(name), "keep")


def keep(name: str, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What an edition keeps of the rows, for a figure of a whole table."""
    kept: list[dict[str, Any]] = kind(name).keep(rows)
    return kept


def draw(name: str, rows: Sequence[Row], drawing: Drawing) -> Markup:
    """The figure as SVG."""
    drawn: Markup = kind(name).draw(rows, drawing)
    return drawn
