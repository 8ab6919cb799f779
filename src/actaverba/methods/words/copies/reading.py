"""The texts of posts as they are compared, block by block so that memory does not grow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from actaverba.kernels import folding, plain_text

if TYPE_CHECKING:
    Ints = NDArray[np.int64]

BLOCK_POSTS = 16_000
BLOCK_BYTES = 4_000_000

# Letters that are read as the Latin ones they look like, where most letters are Latin.
CYRILLIC = (
    "авеікмнорстухһјԁԛԝӏѕґАВЕІКМНОРСТУХҺЈԀԚԜӀЅ", "abeikmhopctyxhjdqwlsrabeikmhopctyxhjdqwls"
)  # fmt: skip
GREEK = ("αεηικνορτυχγωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeniknoptuxywabezhikmnoptyx")
OTHERS = ("ıɑɡοսօԁɩʀɴʟᴀᴄᴅᴇᴍᴏᴘᴛᴜᴠᴡᴢ", "iagouodirnlacdemoptuvwz")
LOOK_ALIKE = tuple(
    pair for these, those in (CYRILLIC, GREEK, OTHERS) for pair in zip(these, those, strict=True)
)
HTTP, HTTPS, WWW = (
    np.array([ord(c) for c in word], np.uint32) for word in ("http://", "https://", "www.")
)


@dataclass(frozen=True)
class Block:
    """Some texts in the order of their rows. `points` are all code points, `begin` where each
    text begins, `core` where it begins and ends without hashtags at its edges."""

    rows: NDArray[np.int64]
    points: NDArray[np.uint32]
    begin: NDArray[np.int64]
    core: NDArray[np.int64]
    graphemes: NDArray[np.int64]
    digests: NDArray[np.uint64]

    def text(self, nth: int) -> str:
        """The core of one text."""
        low, high = self.core[nth]
        return self.points[low:high].tobytes().decode("utf-32-le", "replace")


def blocks(texts: pa.ChunkedArray, rows: NDArray[np.int64] | None = None) -> Iterator[Block]:
    """The texts of all rows, or of some, given in ascending order; missing ones are empty."""
    tables = folding.folding(LOOK_ALIKE)
    wanted = np.arange(len(texts)) if rows is None else rows
    first = 0
    for piece in pieces(texts):
        low, high = np.searchsorted(wanted, [first, first + len(piece)])
        mine = wanted[low:high]
        taken = piece if mine.size == len(piece) else piece.take(pa.array(mine - first))
        first += len(piece)
        if mine.size:
            data, offsets = as_bytes(taken)
            made = plain_text.plain_texts(
                data,
                offsets,
                tables.start,
                tables.plain,
                tables.alike,
                tables.kind,
                (HTTP, HTTPS, WWW),
            )
            yield Block(mine, *made)


def gathered(texts: pa.ChunkedArray, rows: NDArray[np.int64]) -> Block:
    """Some texts as one block."""
    found = list(blocks(texts, rows))
    if len(found) == 1:
        return found[0]
    shift = np.cumsum([0] + [b.points.size for b in found])
    begins = [b.begin[:-1] + s for b, s in zip(found, shift, strict=False)]
    return Block(
        rows,
        np.concatenate([b.points for b in found]),
        np.concatenate([*begins, shift[-1:]]),
        np.concatenate([b.core + s for b, s in zip(found, shift, strict=False)]),
        np.concatenate([b.graphemes for b in found]),
        np.concatenate([b.digests for b in found]),
    )


def pieces(texts: pa.ChunkedArray) -> Iterator[pa.Array]:
    """Slices of few enough posts and bytes; one post may be as long as it likes."""
    for chunk in texts.chunks:
        ends = _offsets(chunk)
        low = 0
        while low < len(chunk):
            full = int(np.searchsorted(ends, ends[low] + BLOCK_BYTES, "right")) - 1
            high = min(max(full, low + 1), low + BLOCK_POSTS, len(chunk))
            yield chunk.slice(low, high - low)
            low = high


def _offsets(texts: pa.Array) -> NDArray[np.int64]:
    kind = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    buffer = texts.buffers()[1]
    if buffer is None or not len(texts):
        return np.zeros(len(texts) + 1, np.int64)
    whole = np.frombuffer(buffer, kind)
    return whole[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)


def as_bytes(texts: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of the texts and where each begins; nothing is copied but the offsets."""
    if texts.null_count:
        texts = texts.fill_null("")
    buffer = texts.buffers()[2]
    data = np.frombuffer(buffer, np.uint8) if buffer and buffer.size else np.zeros(1, np.uint8)
    return data, _offsets(texts)
