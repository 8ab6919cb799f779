"""Writing the dossier: the page, and beside it the edition as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from actaverba.case.custody_edition import earlier
from actaverba.dossier.build import edition
from actaverba.dossier.page import page
from actaverba.errors import ActaError


def write(
    case: Any, out: str | Path, *, now: str | None = None, since: str | Path | None = None
) -> tuple[Path, Path]:
    """Write `out` (HTML) and the edition beside it (`.json`).

    `since` is the JSON of an earlier edition, from which the changes are told.

    Both are made whole under other names, then moved in, the edition first. Raises
    ActaError when `out` itself ends in `.json` or its folder cannot be written to.
    """
    place = Path(out)
    beside = place.with_suffix(".json")
    if beside == place:
        raise ActaError(
            "the page cannot be called .json",
            where=str(place),
            cure="The edition is written to that name; call the page .html.",
        )
    before = earlier(Path(since), case) if since is not None else None
    with case.reading():
        made = edition(case, now, since=before)
    _put({beside: as_json(made), place: page(made)})
    return place, beside


def as_json(made: Mapping[str, Any]) -> str:
    """The edition as text: keys in the order of the page, one line each."""
    lines = (f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in made.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _put(texts: Mapping[Path, str]) -> None:
    making = {p: p.with_name(f".{p.name}.making-{os.getpid()}") for p in texts}
    try:
        for place, text in texts.items():
            with making[place].open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        for place in texts:
            os.replace(making[place], place)
    except OSError as trouble:
        raise ActaError(
            f"cannot be written ({trouble.strerror})",
            where=str(trouble.filename or next(iter(texts))),
            cure="Is there such a folder, may you write there, is the disk full?",
        ) from trouble
    finally:
        for place in making.values():
            place.unlink(missing_ok=True)
