"""A million short posts of no meaning, one in twenty a near copy of another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

WORDS = 20_000
NEAR_COPIES = 0.05
LETTERS = "etaoinshrdlucmfwypvbgkjqxz"
BLOCK = 100_000
FIRST = 1_700_000_000


def write(path: Path, posts: int, *, seed: int) -> float:
    """Write the posts as the vocabulary has them; how long their texts are on average.

    A text has about 17 words of a vocabulary with the usual few frequent and many rare ones.
    A near copy has one word of the copied text changed and a tag added.
    """
    chance = np.random.default_rng(seed)
    words = _vocabulary(chance)
    weight = 1 / (np.arange(WORDS) + 20)
    weight /= weight.sum()
    letters = 0
    writer = None
    for low in range(0, posts, BLOCK):
        n = min(BLOCK, posts - low)
        texts = _texts(chance, words, weight, n)
        letters += sum(map(len, texts))
        table = _table(low, texts, chance)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    assert writer is not None
    writer.close()
    return letters / posts


def _vocabulary(chance: np.random.Generator) -> list[str]:
    known: dict[str, None] = {}
    while len(known) < WORDS:
        size = int(chance.integers(2, 11))
        known["".join(chance.choice(list(LETTERS), size))] = None
    return list(known)


def _texts(chance: np.random.Generator, words: list[str], weight: np.ndarray, n: int) -> list[str]:
    sizes = chance.integers(12, 22, n)
    drawn = chance.choice(len(words), int(sizes.sum()), p=weight)
    ends = np.cumsum(sizes)
    texts = [
        " ".join([words[w] for w in drawn[end - size : end]])
        for end, size in zip(ends.tolist(), sizes.tolist(), strict=True)
    ]
    for at in np.flatnonzero(chance.random(n) < NEAR_COPIES).tolist():
        copied = texts[int(chance.integers(0, n))].split(" ")
        copied[int(chance.integers(0, len(copied)))] = words[int(chance.integers(0, len(words)))]
        texts[at] = f"{' '.join(copied).capitalize()}! #tag{at % 7}"
    return texts


def _table(low: int, texts: list[str], chance: np.random.Generator) -> pa.Table:
    n = len(texts)
    second = FIRST + chance.integers(0, 86_400 * 30, n)
    published = np.datetime_as_string(second.astype("datetime64[s]"))
    return pa.table({
        "id": pa.array([str(low + i) for i in range(n)]),
        "platform": pa.array(["platform"] * n),
        "account": pa.array([f"user{i}" for i in chance.integers(0, 50_000, n)]),
        "published": pa.array([f"{t}Z" for t in published]),
        "published_t": pa.array(second),
        "language": pa.array(["en"] * n),
        "text": pa.array(texts),
    })  # fmt: skip
