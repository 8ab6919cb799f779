"""Are copies found and nothing else, in D3lta's set, in our own disguises, and in forms?

Thresholds were looked for on D3lta's groups of odd numbers; what is shown is of the even ones.
A pair of texts is found when it is an edge of any kind, or when both texts are equal; it is
false when the two are of different groups, those with odd ones included. Intervals resample
whole groups, or are Wilson's.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import actaverba
from actaverba.engine.typed import plain
from actaverba.kernels.proportions import wilson
from actaverba.methods.words.copies.searching import SHORTEST, found
from evaluate.copies.dressed import DRESSED, FORMS, edited
from evaluate.drift.agreement import bootstrap
from figures.fingerprint import ROOT
from figures.record import Figure, record

SEED = 1
VERSIONS = 60
DATA = Path(os.environ.get("ACTAVERBA_DATA") or ROOT.parent / "shared" / "data") / "coordination"
SET, PUBLISHED = DATA / "d3lta_synth_docs.parquet", DATA / "d3lta_published_edges.parquet"
Pair = tuple[int, int]


def as_posts(texts: Iterable[str]) -> pa.Table:
    """Texts as posts of as many accounts; ids say the place."""
    texts = list(texts)
    numbers = [f"{n:06d}" for n in range(len(texts))]
    return plain("posts", pa.table({
        "id": pa.array(numbers), "platform": pa.array(["p"] * len(texts)),
        "account": pa.array(numbers), "published_t": pa.nulls(len(texts), pa.int64()),
        "text": pa.array(texts, pa.string()),
    }))  # fmt: skip


def pairs_found(texts: Sequence[str]) -> tuple[dict[Pair, str], list[int]]:
    """The pairs of texts that are found with their kinds, and the graphemes of each text."""
    hits = found(as_posts(texts))
    carrying = defaultdict(list)
    graphemes = [0] * len(texts)
    for place, code in zip(hits.known.posts.tolist(), hits.known.code.tolist(), strict=True):
        carrying[code].append(place)
        graphemes[place] = int(hits.known.graphemes[code])
    kinds = {}
    for a, b, kind in zip(hits.edges.a, hits.edges.b, hits.edges.kind, strict=True):
        for i in carrying[int(a)]:
            for j in carrying[int(b)]:
                kinds[min(i, j), max(i, j)] = "copy" if kind == 0 else "passages"
    for places in carrying.values():
        kinds |= dict.fromkeys(combinations(sorted(places), 2), "copy")
    return kinds, graphemes


def _recall(groups: Sequence[tuple[int, int]]) -> float:
    return sum(hits for hits, _ in groups) / max(sum(n for _, n in groups), 1)


def synthetic() -> dict[str, Figure]:
    """D3lta's set: recall by kind of variant, and false pairs, on the groups held out."""
    rows = pq.read_table(SET)
    group, kind = rows["grp"].to_pylist(), rows["grp_type"].to_pylist()
    place = {id: n for n, id in enumerate(rows["id"].to_pylist())}
    kinds, graphemes = pairs_found(rows["text"].to_pylist())
    theirs = {
        (min(a, b), max(a, b))
        for a, b in (
            (place.get(e["source"], -1), place.get(e["target"], -1))
            for e in pq.read_table(PUBLISHED, columns=["source", "target"]).to_pylist()
        )
    }
    figures = {}
    for name, of, least in (
        ("copy_paste", "copypasta", SHORTEST), ("copy_paste_short_too", "copypasta", 0),
        ("rewording", "rewording", SHORTEST), ("translation", "translation", SHORTEST),
    ):  # fmt: skip
        per_group: dict[int, list[Pair]] = defaultdict(list)
        for n, number in enumerate(group):
            if number % 2 == 0 and graphemes[n] >= least:
                per_group[number].append((n, n))
        pairs = {
            number: [
                (i, j)
                for (i, _), (j, _) in combinations(members, 2)
                if of in (kind[i], kind[j]) and {kind[i], kind[j]} <= {of, "original"}
            ]
            for number, members in per_group.items()
        }
        figures[f"{name}_recall"] = _share(pairs, set(kinds), theirs)
        copies = {pair for pair, what in kinds.items() if what == "copy"}
        figures[f"{name}_called_copy"] = _share(pairs, copies, None)
    wrong = [p for p in kinds if group[p[0]] != group[p[1]]]
    held_out = [p for p in wrong if any(group[n] % 2 == 0 for n in p)]
    even = sum(number % 2 == 0 for number in group)
    looked_at = even * (len(group) - even) + even * (even - 1) // 2
    figures["false_pairs_held_out"] = Figure(
        len(held_out), low=0, high=wilson(len(held_out), looked_at)[1] * looked_at, n=looked_at,
        note="pairs with at least one text of the groups held out",
    )  # fmt: skip
    figures["false_pairs"] = Figure(len(wrong), n=len(group) * (len(group) - 1) // 2)
    return figures


def _share(pairs: dict[int, list[Pair]], hits: set[Pair], theirs: set[Pair] | None) -> Figure:
    """Recall with its interval; the base rate is what D3lta published for the same pairs."""
    groups = [(sum(p in hits for p in mine), len(mine)) for mine in pairs.values() if mine]
    low, high = bootstrap(groups, _recall, seed=SEED)
    base = None
    if theirs is not None:
        base = _recall([(sum(p in theirs for p in mine), len(mine)) for mine in pairs.values()])
    return Figure(
        _recall(groups), low=low, high=high, n=sum(n for _, n in groups), base_rate=base,
        note="" if base is None else "base rate: D3lta's published pairs, with an encoder",
    )  # fmt: skip


def seeds() -> list[str]:
    """The longest text of each of D3lta's groups."""
    longest: dict[int, str] = {}
    for row in pq.read_table(SET, columns=["grp", "text"]).to_pylist():
        if len(row["text"]) > len(longest.get(row["grp"], "")):
            longest[row["grp"]] = row["text"]
    return [longest[number] for number in sorted(longest)]


def disguises() -> dict[str, Figure]:
    """One mechanical copy of each seed: how many pairs are found, whatever they are called."""
    texts = seeds()
    figures = {}
    for name, made in DRESSED.items():
        chance = random.Random(SEED)
        kinds, _ = pairs_found([*texts, *(made(t, chance) for t in texts)])
        hits = [kinds.get((n, n + len(texts))) for n in range(len(texts))]
        k = sum(h is not None for h in hits)
        figures[f"found_{name}"] = Figure(
            k / len(texts), *wilson(k, len(texts)), n=len(texts),
            note=f"{sum(h == 'copy' for h in hits)} of them called copies",
        )  # fmt: skip
    return figures


def forms() -> dict[str, Figure]:
    """Texts made from a form are named so; copies edited here and there are not."""
    right = 0
    trials = 25
    missed = defaultdict(int)
    for name, made in FORMS.items():
        for trial in range(trials):
            chance = random.Random(f"{SEED}/{name}/{trial}")
            is_named = _named([made(chance) for _ in range(VERSIONS)])
            right += is_named
            missed[name] += not is_named
    texts = [t for t in seeds() if len(t.split()) >= 12]
    wrong = 0
    for n, text in enumerate(texts):
        wrong += _named(edited(text, random.Random(f"{SEED}/edited/{n}"), 6))
    n = trials * len(FORMS)
    return {
        "forms_named": Figure(
            right / n, *wilson(right, n), n=n,
            note=f"{VERSIONS} texts each; not named: {dict(sorted(missed.items()))}",
        ),
        "edited_copies_named_a_form": Figure(
            wrong / len(texts), *wilson(wrong, len(texts)), n=len(texts),
            note="six versions each, one word changed, each time somewhere",
        ),
    }  # fmt: skip


def _named(texts: Sequence[str]) -> bool:
    clusters: list[dict[str, Any]] = actaverba.copies(as_posts(texts)).clusters.to_pylist()
    return bool(clusters) and clusters[0]["template"] is not None


def main() -> None:
    record(
        __file__,
        question="Are copies found, and nothing else? Which are called templates?",
        figures={**synthetic(), **disguises(), **forms()},
        corpus=[str(SET), str(PUBLISHED), "evaluate/copies/dressed.py"],
        code=["src/actaverba/methods/words/copies"],
        seed=SEED,
        notes=[
            (
                "D3lta's texts are variants that a model wrote from reviews, headlines, posts:"
                " nobody tried to hide anything in them."
            ),
            (
                "Without an encoder translations are not found, and rewordings only by names and"
                " phrases that stay."
            ),
            "The disguises and forms are those that their author thought of.",
        ],
    )


if __name__ == "__main__":
    main()
