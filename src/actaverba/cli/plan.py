"""A plan: runs in order, written down, each with its settings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from actaverba.cli.words import _
from actaverba.errors import InputError
from actaverba.methods.run import asked


def steps(plan: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """The methods and settings of a plan; every step is checked before any is run.

    Raises InputError where the file is no plan, and what the manifests raise where a method
    or a setting is not known.
    """
    cure = _('Write it as [[run]], method = "drift", settings = {fields = ["a"]}.')
    try:
        told = tomllib.loads(plan.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise InputError(str(trouble), where=str(plan), cure=cure) from trouble
    entries = told.get("run")
    if not isinstance(entries, list) or not entries:
        raise InputError(_("there is no [[run]] in it"), where=str(plan), cure=cure)
    found: list[tuple[str, Mapping[str, Any]]] = []
    for entry in entries:
        if not isinstance(entry, dict) or set(entry) - {"method", "settings"}:
            raise InputError(_("a [[run]] has method and settings"), where=str(plan), cure=cure)
        method, settings = entry.get("method"), entry.get("settings", {})
        if not isinstance(method, str) or not isinstance(settings, dict):
            raise InputError(_("a [[run]] names no method"), where=str(plan), cure=cure)
        known, given = asked(method, settings)
        known.read_settings(given)
        found.append((method, settings))
    return found
