"""Do the families match the classes that a person made, and families that were planted?

Real case: the families of `drift --fields shells,rounds` against the hand-made classes of
`evaluate/keys/serbia-2025/quantity_classes.csv`, on the items that stand in exactly one
family. The method never sees the key. The class of an item is the pair of its two codes
as they stand; the interval is over items drawn with replacement. The classes were made
once by one coder, and by people who know the case, so this is a check and no more.

Made-up cases: `worlds.py`, with seeds that were not looked at while the method was made;
intervals are over worlds. The base rate is that of the naive way: items are one family
when all that they print is the same, word for word.

Innocent control: one true version, printed with different hedges and roundings, must give
one family; the interval is Wilson's. `bare` prints roundings to two digits as if exact.
"""

from __future__ import annotations

import csv
import random
import statistics
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import actaverba
from actaverba.kernels.proportions import wilson
from evaluate.drift.agreement import adjusted_rand, bootstrap
from evaluate.drift.worlds import Noise, World, together, world
from figures.record import Figure, record

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "src" / "actaverba" / "cases" / "serbia-2025"
KEY = ROOT / "evaluate" / "keys" / "serbia-2025" / "quantity_classes.csv"
SEED = 20261125
WORLDS = 300


def rows_of(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{k: v or None for k, v in row.items()} for row in csv.DictReader(file)]


def placed(result: Any) -> dict[str, list[str]]:
    """Relay to its families; empty where it has none."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in result.placement.to_pylist():
        found[row["relay"]] += [row["family"]] if row["family"] else []
    return found


def real_case() -> dict[str, Figure]:
    names = ("relays", "relay_fields", "fields", "outlets")
    tables = [rows_of(CASE / f"{name}.csv") for name in names]
    where = placed(actaverba.drift(*tables, fields=["shells", "rounds"]))
    statement = {row["id"]: row["statement"] for row in tables[0]}
    key = {r["relay"]: f"{r['shells_class']} | {r['rounds_class']}" for r in rows_of(KEY)}
    compared = [r for r in sorted(key) if len(where[r]) == 1]
    pairs = [(where[r][0], key[r]) for r in compared]
    may = [p for r, p in zip(compared, pairs, strict=True) if statement[r] == statement["A001"]]
    chance = random.Random(SEED)
    families = [family for family, _ in pairs]
    shuffled = [chance.sample(families, len(families)) for _ in range(500)]
    by_chance = statistics.fmean(adjusted_rand(s, [k for _, k in pairs]) for s in shuffled)
    low, high = bootstrap(pairs, _ari, seed=SEED)
    strict = placed(actaverba.drift(*tables, fields=["shells", "rounds"], bounds=False))
    strictly = [(strict[r][0], key[r]) for r in sorted(key) if len(strict[r]) == 1]
    low_may, high_may = bootstrap(may, _ari, seed=SEED)
    return {
        "adjusted_rand_index": Figure(
            _ari(pairs), low=low, high=high, n=len(pairs), base_rate=by_chance,
            note="both statements; their families are kept apart, the classes of the key are"
            " not; base rate: families shuffled (one family for all gives 0)",
        ),
        "adjusted_rand_index_may": Figure(
            _ari(may), low=low_may, high=high_may, n=len(may), base_rate=0.0,
            note="only the items of the May statement",
        ),
        "adjusted_rand_index_strict_bounds": Figure(
            _ari(strictly), *bootstrap(strictly, _ari, seed=SEED), n=len(strictly),
            note="the setting `bounds` off: 'more than a million' never stands beside 'a million'",
        ),
        "families_of_the_may_statement": Figure(len({f for f, _ in may}), n=len(may)),
        "items_of_the_key_in_no_family": Figure(sum(not where[r] for r in key), n=len(key)),
        "items_of_the_key_in_two_families": Figure(sum(len(where[r]) > 1 for r in key), n=len(key)),
        "items_in_no_family": Figure(sum(not f for f in where.values()), n=len(where)),
    }  # fmt: skip


def _ari(pairs: Sequence[tuple[str, str]]) -> float:
    return adjusted_rand([a for a, _ in pairs], [b for _, b in pairs])


def naive(made: World) -> dict[str, str]:
    """Families by print: all that an item says, word for word."""
    said: dict[str, list[str]] = defaultdict(list)
    for row in made.relay_fields:
        said[row["relay"]].append(f"{row['field']}={row['printed'] or row['value']}")
    return {relay: " ".join(sorted(words)) for relay, words in said.items()}


def found_in(worlds: dict[int, World], **settings: float) -> dict[int, dict[str, list[str]]]:
    """Per world the families of its relays."""
    where = placed(actaverba.drift(*together(worlds), **settings))
    return {
        seed: {relay: where[f"{seed}/{relay}"] for relay in made.truth}
        for seed, made in worlds.items()
    }


def planted_with_less_kept() -> dict[str, Figure]:
    """The same worlds when a split may leave two thirds of a family's items unplaced."""
    worlds = {seed: world(seed) for seed in range(SEED, SEED + WORLDS)}
    found, shares = [], []
    for seed, where in found_in(worlds, keep=0.33).items():
        made = worlds[seed]
        single = [r for r in made.truth if len(where[r]) == 1]
        shares.append(len(single) / len({row["relay"] for row in made.relay_fields}))
        if len(single) > 1:
            truth = [made.truth[r] for r in single]
            found.append(adjusted_rand([where[r][0] for r in single], truth))
    means = (statistics.fmean(found), *bootstrap(found, statistics.fmean, seed=SEED))
    placing = (statistics.fmean(shares), *bootstrap(shares, statistics.fmean, seed=SEED))
    note = "the setting `keep` at 0.33, to show what it trades"
    return {
        "planted_keep_third_adjusted_rand": Figure(*means, n=len(found), note=note),
        "planted_keep_third_share_placed": Figure(*placing, n=len(shares), note=note),
    }


def planted() -> dict[str, Figure]:
    found, plain, shares, numbers = [], [], [], []
    worlds = {seed: world(seed) for seed in range(SEED, SEED + WORLDS)}
    for seed, where in found_in(worlds).items():
        made = worlds[seed]
        single = [r for r in made.truth if len(where[r]) == 1]
        stating = {row["relay"] for row in made.relay_fields}
        by_print = naive(made)
        if len(single) > 1:
            truth = [made.truth[r] for r in single]
            found.append(adjusted_rand([where[r][0] for r in single], truth))
            plain.append(adjusted_rand([by_print[r] for r in single], truth))
        shares.append(len(single) / len(stating))
        numbers.append(len({f for r in where.values() for f in r}) - len(set(made.truth.values())))
    low, high = bootstrap(found, statistics.fmean, seed=SEED)
    low_share, high_share = bootstrap(shares, statistics.fmean, seed=SEED)
    right = sum(n == 0 for n in numbers)
    return {
        "planted_adjusted_rand_index": Figure(
            statistics.fmean(found), low=low, high=high, n=len(found),
            base_rate=statistics.fmean(plain), note="mean over worlds, on items in one family",
        ),
        "planted_worst_tenth": Figure(sorted(found)[len(found) // 10], n=len(found)),
        "planted_share_placed": Figure(
            statistics.fmean(shares), low=low_share, high=high_share, n=len(shares),
            note="of the items that print anything, those in exactly one family",
        ),
        "planted_number_of_families_right": Figure(
            right / len(numbers), *wilson(right, len(numbers)), n=len(numbers),
            note=f"too many in {sum(n > 0 for n in numbers)},"
            f" too few in {sum(n < 0 for n in numbers)}",
        ),
    }  # fmt: skip


def innocent(name: str, noise: Noise) -> dict[str, Figure]:
    seeds = range(SEED + 10_000, SEED + 10_000 + WORLDS)
    worlds = {seed: world(seed, families=1, noise=noise) for seed in seeds}
    split = sum(
        len({f for families in where.values() for f in families}) > 1
        for where in found_in(worlds).values()
    )
    return {name: Figure(split / WORLDS, *wilson(split, WORLDS), n=WORLDS)}


def main() -> None:
    record(
        __file__,
        question="Do the families match hand-made classes, and families that were planted?",
        figures={
            **real_case(),
            **planted(),
            **planted_with_less_kept(),
            **innocent("innocent_false_splits", Noise(crossed=0.0)),
            **innocent("innocent_false_splits_bare", Noise(crossed=0.0, bare_rounding=0.5)),
        },
        corpus=["src/actaverba/cases/serbia-2025", "evaluate/keys/serbia-2025"],
        code=["src/actaverba/methods/words/drift"],
        seed=SEED,
        notes=[
            "The classes of the key are single-coded; no agreement between coders was measured.",
            "The worlds hold what their author thought of; they say nothing of other noise.",
        ],
    )


if __name__ == "__main__":
    main()
