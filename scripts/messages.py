"""Collect every sentence for translators: manifests, codes and `_()` calls of the faces.

Writes `src/actaverba/locale/actaverba.pot`, the same bytes for the same sources.
"""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import write_po

from actaverba.vocabulary.messages import texts

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "actaverba"
TEMPLATE = PACKAGE / "locale" / "actaverba.pot"
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)

Message = tuple[str | tuple[str, str], str, int]


def of_manifests() -> Iterator[Message]:
    """`[messages]` of every manifest, a text or `{one, other, count}`."""
    for path in sorted(PACKAGE.rglob("manifest.toml")):
        for message in tomllib.loads(path.read_text(encoding="utf-8")).get("messages", {}).values():
            for text in texts(message):
                yield text, str(path.relative_to(ROOT)), 1


def of_message_files() -> Iterator[Message]:
    """Message files of the faces (`messages.toml`), in the same shape."""
    for path in sorted(PACKAGE.rglob("messages.toml")):
        for message in _leaves(tomllib.loads(path.read_text(encoding="utf-8"))):
            for text in texts(message):
                yield text, str(path.relative_to(ROOT)), 1


def of_code() -> Iterator[Message]:
    """`_()` and `ngettext()` in modules and templates, and `say()` of the dossier."""
    for pattern, method in (("*.py", "python"), ("*.html", "jinja2.ext:babel_extract")):
        for path in sorted(PACKAGE.rglob(pattern)):
            # The dossier calls `gettext` of the edition's language `say`; a command prints by it.
            is_dossier = path.is_relative_to(PACKAGE / "dossier")
            keywords = DEFAULT_KEYWORDS | ({"say": None} if is_dossier else {})
            for line, message, _, _ in extract_from_file(method, path, keywords):
                text = message if isinstance(message, str) else (message[0], message[1])
                yield text, str(path.relative_to(ROOT)), line


def _leaves(tree: Any) -> Iterator[Any]:
    for value in tree.values():
        if isinstance(value, str) or "other" in value:
            yield value
        else:
            yield from _leaves(value)


def template() -> bytes:
    """The whole file, as it should stand."""
    catalogue = Catalog(
        project="actaverba",
        copyright_holder="The actaverba project",
        creation_date=LONG_AGO,
        charset="utf-8",
    )
    for text, file, line in (*of_manifests(), *of_message_files(), *of_code()):
        catalogue.add(text, locations=[(file, line)])
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head.encode() + out.getvalue()


def main() -> int:
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(template())
    print(TEMPLATE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
