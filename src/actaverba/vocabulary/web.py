"""What of a web address is not part of what it names: data in `data/web/*.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data" / "web"


@dataclass(frozen=True)
class Parameters:
    """Names of parameters, folded, and how such names begin."""

    names: frozenset[str]
    prefixes: tuple[str, ...]

    def has(self, name: str) -> bool:
        return name in self.names or (bool(self.prefixes) and name.startswith(self.prefixes))


@dataclass(frozen=True)
class AmpCache:
    """Where a cache keeps copies: on a host, or on any host below one."""

    path: re.Pattern[str]
    host: str = ""
    host_below: str = ""

    def keeps(self, host: str) -> bool:
        below = self.host_below
        return host == self.host if self.host else host.endswith(f".{below}")


@dataclass(frozen=True)
class WebRules:
    """All rules. `leads_on` has the parameters with the target by host and path; `amp_values`
    the values with which a parameter asks for an AMP page (empty: with any)."""

    tracking: Parameters
    tracking_on: Mapping[str, Parameters]
    labels: frozenset[str]
    given_out_below: frozenset[str]
    same: Mapping[str, str]
    leads_on: Mapping[tuple[str, str], tuple[str, ...]]
    amp_caches: tuple[AmpCache, ...]
    amp_paths: tuple[tuple[re.Pattern[str], str], ...]
    amp_values: Mapping[str, str]


@cache
def web_rules() -> WebRules:
    tracking, hosts, amp = (_load(name) for name in ("tracking", "hosts", "amp"))
    on_host = {host: _parameters([r]) for r in tracking["on_host"] for host in r["hosts"]}
    leads_on: dict[tuple[str, str], tuple[str, ...]] = {}
    for rule in hosts["leads_on"]:
        page = (rule["host"], rule["path"])
        leads_on[page] = (*leads_on.get(page, ()), rule["parameter"])
    caches = (
        AmpCache(re.compile(r["path"]), r.get("host", ""), r.get("host_below", ""))
        for r in amp["cache"]
    )
    return WebRules(
        tracking=_parameters(tracking["any_host"]),
        tracking_on=on_host,
        labels=frozenset(hosts["labels"]),
        given_out_below=frozenset(hosts["given_out_below"]),
        same=hosts["same"],
        leads_on=leads_on,
        amp_caches=tuple(caches),
        amp_paths=tuple((re.compile(r["find"]), r["put"]) for r in amp["path"]),
        amp_values={r["name"].lower(): r.get("value", "") for r in amp["parameter"]},
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _parameters(rules: list[dict[str, Any]]) -> Parameters:
    names = {name.lower() for rule in rules for name in rule.get("names", ())}
    prefixes = {p.lower() for rule in rules for p in rule.get("prefixes", ())}
    return Parameters(frozenset(names), tuple(sorted(prefixes)))
