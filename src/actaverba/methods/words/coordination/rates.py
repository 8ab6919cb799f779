"""How often innocent look-alikes give a group, as it was measured on simulated worlds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

FILE = Path(__file__).parent / "rates.toml"


@dataclass(frozen=True)
class Rates:
    """What `rates.toml` holds; empty while nothing is measured."""

    measured: str
    base: str
    rates: tuple[Mapping[str, Any], ...]
    planted: tuple[Mapping[str, Any], ...]

    @property
    def base_rate(self) -> float | None:
        """The share of worlds of the worst look-alike that timing does not separate."""
        found = [r["with_group"] / r["worlds"] for r in self.rates if not r["separated"]]
        return max(found, default=None)

    def of_look_alikes(self) -> str:
        """One sentence for a finding: the measured rates, or that there are none."""
        if not self.measured or not self.rates:
            return _said("rates.none", {})
        listed = [_said("rates.one", {**r, "low": f"{r['low']:.2f}", "high": f"{r['high']:.2f}"})
                  for r in self.rates if not r["separated"]]  # fmt: skip
        return _said(
            "rates.measured", {"rates": listed, "measured": self.measured, "base": self.base}
        )

    def of_teams(self) -> str:
        """One sentence beside nothing found: how many planted teams are found."""
        if not self.measured or not self.planted:
            return _said("power.none", {})
        listed = [_said("power.one", {**r, "low": f"{r['low']:.2f}", "high": f"{r['high']:.2f}"})
                  for r in self.planted]  # fmt: skip
        return _said(
            "power.measured", {"teams": listed, "measured": self.measured, "base": self.base}
        )


@cache
def rates() -> Rates:
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Rates(raw["measured"], raw["base"], tuple(raw["rate"]), tuple(raw["planted"]))


def _said(message: str, params: Mapping[str, Any]) -> str:
    return render(manifest("coordination").messages[message], params)
