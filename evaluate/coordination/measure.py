"""Does `coordination` leave innocent look-alikes alone, and does it find planted teams?

Look-alike worlds have no teams: a background and one kind of look-alike, or all kinds at once.
What counts is a world with any group of three accounts or more that is graded above
not_enough_evidence, whatever explanations are attached. `separated` kinds are those that
timing can tell from a team; for the others the rate is what it is, and findings say so. The
record (owners, outlets, automation, authors, publication) is left as the world has it (`all`),
has 40 % of its cells removed (`part`), or all (`none`).

Planted worlds have all look-alikes and all teams. A team is found when a group that stands
has three of its members or more and no more of others. False groups are those that stand
and in which most members act alone. CooRTweet runs on the same worlds, at its defaults and at a
stricter quantile. Real look-alikes are described in `real.py`.

Intervals: Wilson for shares, normal over worlds for means. Seeds were not looked at before. The
laws of the worlds (`actaverba/worlds/laws.py`) are assumptions: order and kind of failures should
hold elsewhere, the rates need not. The rates are also written to the method's `rates.toml`,
so that its findings can print them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from actaverba.worlds.laws import INNOCENT, PLANTED, Laws
from evaluate.coordination import lookalikes, planted, real
from evaluate.coordination.lookalikes import RECORDS, SEPARATED, Counted
from figures.record import Figure, record

ROOT = Path(__file__).resolve().parents[2]
METHOD = "src/actaverba/methods/words/coordination"
RATES = ROOT / METHOD / "rates.toml"
SEED = 70_000
# Worlds of one kind, for each state of the record: more where a floor is kept.
OF_SEPARATED = {"all": 100, "part": 60, "none": 40}
OF_OTHERS = {"all": 40, "part": 40, "none": 40}
TOGETHER = 20
WITH_TEAMS = {"all": 60, "part": 60, "none": 30}
WITH_BOUND = 30
OF_PEER = 20
WORKERS = 2
WORDS = {
    "follower": "followers of one account",
    "fan": "fans of one author",
    "feed": "accounts that print one feed",
    "crosspost": "accounts of one owner",
}


def seeds(first: int, n: int) -> range:
    return range(SEED + first, SEED + first + n)


def alone() -> dict[str, Callable[[], Any]]:
    """Each kind by itself, for each state of the record."""
    return {
        f"{kind}_{name}": partial(lookalikes.counted, kind, name, seeds(0, n[name]))
        for name in RECORDS for kind in INNOCENT
        for n in [OF_SEPARATED if kind in SEPARATED else OF_OTHERS]
    }  # fmt: skip


def tasks() -> dict[str, Callable[[], Any]]:
    return {
        **alone(),
        **{f"together_{name}": partial(lookalikes.all_kinds, name, seeds(1000, TOGETHER))
           for name in RECORDS},
        **{f"planted_{name}": partial(planted.tallied, name, seeds(2000, WITH_TEAMS[name]))
           for name in RECORDS},
        "bound": partial(planted.tallied, "all", seeds(2000, WITH_BOUND), bound="cheap"),
        **{f"peer_{window}_{quantile}": partial(
            planted.peer, seeds(2000, OF_PEER), window=window, quantile=quantile
           ) for window, quantile in ((10, 0.5), (60, 0.5), (60, 0.9))},
        "real": real.figures,
    }  # fmt: skip


def done() -> dict[str, Any]:
    made = tasks()
    with ProcessPoolExecutor(WORKERS) as pool:
        running = {name: pool.submit(task) for name, task in made.items()}
        return {name: future.result() for name, future in running.items()}


def figures(found: dict[str, Any]) -> dict[str, Figure]:
    by_kind = {name: lookalikes.figure(found[name]) for name in alone()}
    together = [one for name in RECORDS for one in found[f"together_{name}"]]
    separated = [found[f"{kind}_all"] for kind in SEPARATED]
    others = [found[f"{kind}_all"] for kind in INNOCENT if kind not in SEPARATED]
    made = {
        "separated_worst": lookalikes.worst(separated),
        "separated_worst_part": lookalikes.worst(found[f"{k}_part"] for k in SEPARATED),
        "separated_worst_none": lookalikes.worst(found[f"{k}_none"] for k in SEPARATED),
        "not_separated_worst": lookalikes.worst(others),
        **by_kind,
        **{f"together_{one.kind}_{one.record}": lookalikes.figure(one) for one in together},
    }
    for name in RECORDS:
        made |= planted.figures(found[f"planted_{name}"], f"planted_{name}")
    made |= planted.figures(found["bound"], "planted_cheap_bound")
    for name, value in found.items():
        if name.startswith("peer") or name == "real":
            made |= value
    return made


def write_rates(found: dict[str, Any]) -> None:
    """The rates that findings print."""
    told = [found[f"{k}_{r}"] for k in INNOCENT for r in ("all", "none")]
    teams = found["planted_all"]
    head = RATES.read_text(encoding="utf-8").partition("measured =")[0]
    lines = [
        f'measured = "{datetime.now(UTC).date().isoformat()}"',
        f'base = "worlds of about 60,000 shares, seeds from {SEED} on"',
    ]
    lines += [_rate(one) for one in told]
    lines += [_team(kind, teams.found[kind], teams.teams[kind]) for kind in PLANTED]
    RATES.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def _rate(one: Counted) -> str:
    low, high = one.interval
    return _table("rate", {
        "look_alike": WORDS.get(one.kind, one.kind), "separated": one.kind in SEPARATED,
        "metadata": one.record, "worlds": one.worlds, "with_group": one.standing,
        "low": round(low, 4), "high": round(high, 4),
    })  # fmt: skip


def _team(kind: str, found: int, n: int) -> str:
    low, high = lookalikes.wilson(found, n)
    return _table("planted", {
        "team": _words(kind), "teams": n, "found": found, "low": round(low, 4),
        "high": round(high, 4),
    })  # fmt: skip


def _words(kind: str) -> str:
    law: Any = getattr(Laws(), kind)
    if kind == "boost":
        return f"teams of {law.accounts} that boost one author"
    when = "half an hour apart on average" if law.spread else f"within {law.within:g} seconds"
    return f"teams of {law.accounts} that share {law.objects} objects {when}"


def _table(name: str, values: dict[str, Any]) -> str:
    """One table of an array in TOML; JSON's texts, numbers and flags are TOML's."""
    return "\n".join([f"[[{name}]]", *(f"{k} = {json.dumps(v)}" for k, v in values.items())])


def told(found: dict[str, Any]) -> None:
    """Write the rates and the figures."""
    # First, since the rates are in the method's folder, whose fingerprint is taken.
    write_rates(found)
    record(
        __file__,
        question="Does it leave innocent look-alikes alone, and does it find planted teams?",
        figures=figures(found),
        corpus=["evaluate/coordination/uploads.parquet", "src/actaverba/worlds"],
        code=[METHOD, "src/actaverba/worlds"],
        seed=SEED,
        notes=[
            "The worlds are ours: how often look-alikes occur, and what is on record, is assumed.",
            "That meetings soon after publication explain a group was decided on other seeds.",
            "Boosters of one author do what fans do, by construction; none can be found.",
        ],
    )


def main() -> None:
    told(done())


if __name__ == "__main__":
    main()
