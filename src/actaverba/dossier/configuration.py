"""The list of all runs of an edition, and one hash of how they were asked.

The hash changes when a method, its version, a setting or a seed does; the rows that went in
have digests of their own, beside each run.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

ASKED = ("method", "version", "scope", "settings", "seed")


def configuration(sections: list[dict[str, Any]]) -> dict[str, Any]:
    """Every run with its id, what was asked and what went in, and the hash over what was asked."""
    runs = [
        {
            "method": section["name"],
            "version": run["method_version"],
            "scope": run["scope"],
            "settings": {s["name"]: s["value"] for s in run["settings"]},
            "seed": run["seed"],
            "run": run["id"],
            "inputs": {i["table"]: i["digest"] for i in run["inputs"]},
            "software": run["software"],
            "computed": run["ran_at"],
            "findings": len(run["findings"]),
            "stale": run["stale"],
        }
        for section in sections
        for run in section["runs"]
    ]
    return {"sha256": hash_of(runs), "runs": runs}


def hash_of(runs: list[dict[str, Any]]) -> str:
    """SHA-256 over what was asked of each run, as canonical JSON in UTF-8."""
    asked = [{key: run[key] for key in ASKED} for run in runs]
    text = json.dumps(asked, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
