"""Texts as they are compared: folded, without links, mentions, marks of passing on, or signs.

Everything works on arrays of code points, text by text, in one pass and in a time that grows
with the length only: nothing in a text can make it slow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled
from actaverba.kernels.decoding import decode, fold
from actaverba.kernels.digests import digest
from actaverba.kernels.folding import LATIN, LETTER, SIGN, SPACE

Bytes = NDArray[np.uint8]
Points = NDArray[np.uint32]
Ints = NDArray[np.int64]

AT, HASH, BLANK = 0x40, 0x23, 0x20
FIRST_IDEOGRAPHIC = 0x3000  # where no blank ends a link
PARTS_A_BYTE = 6  # code points that a byte may become: 18 from the three bytes of U+FDFA


@compiled
def _is_word(kinds: Bytes, plain: Points, i: int, n: int) -> bool:
    return i < n and (kinds[i] >= LETTER or plain[i] == 0x5F)


@compiled
def _starts(plain: Points, i: int, n: int, word: Points) -> bool:
    if i + word.size > n:
        return False
    j = 0
    while j < word.size and plain[i + j] == word[j]:
        j += 1
    return j == word.size


@compiled
def _after_link(
    plain: Points, kinds: Bytes, i: int, n: int, heads: tuple[Points, Points, Points]
) -> int:
    """Where a link that begins at `i` ends; `i` where none begins."""
    if not (
        _starts(plain, i, n, heads[0]) or _starts(plain, i, n, heads[1])
        or _starts(plain, i, n, heads[2])
    ):  # fmt: skip
        return i
    while i < n and kinds[i] != SPACE and plain[i] < FIRST_IDEOGRAPHIC:
        i += 1
    return i


@compiled
def _after_mention(plain: Points, kinds: Bytes, i: int, n: int) -> int:
    """Where a mention that begins at `i` ends, its server included; `i` where none begins."""
    if plain[i] != AT or not _is_word(kinds, plain, i + 1, n):
        return i
    i += 1
    while i < n:
        joins = plain[i] == AT or plain[i] == 0x2E or plain[i] == 0x2D
        if not (_is_word(kinds, plain, i, n) or (joins and _is_word(kinds, plain, i + 1, n))):
            break
        i += 1
    return i


@compiled
def _without_rt(out: Points, n: int) -> int:
    """Take back an `rt` that stands right before a mention."""
    if n >= 2 and out[n - 1] == 0x74 and out[n - 2] == 0x72 and (n == 2 or out[n - 3] == BLANK):
        n -= 2
        if n and out[n - 1] == BLANK:
            n -= 1
    return n


@compiled
def _words(
    plain: Points, seen: Points, kinds: Bytes, n: int, heads: tuple[Points, Points, Points],
    tagged: NDArray[np.bool_],
) -> int:  # fmt: skip
    """Write the words over the folded text, one blank between; `tagged` marks hashtags.

    `kinds` and `seen` move along. What is written never overtakes what is read, since a
    blank stands only where something was left out.
    """
    m = 0
    i = 0
    is_tag = False
    gap = False
    while i < n:
        if i == 0 or gap or kinds[i - 1] < LETTER or plain[i - 1] >= FIRST_IDEOGRAPHIC:
            j = _after_link(plain, kinds, i, n, heads)
            if j == i:
                j = _after_mention(plain, kinds, i, n)
                if j > i:
                    m = _without_rt(plain, m)
            if j > i:
                gap, is_tag = True, False
                i = j
                continue
        if kinds[i] < LETTER:
            joins = is_tag and plain[i] == 0x5F
            is_tag = joins or (plain[i] == HASH and _is_word(kinds, plain, i + 1, n))
            gap = True
            i += 1
            continue
        if gap and m:
            plain[m] = seen[m] = BLANK
            kinds[m] = SPACE
            tagged[m] = False
            m += 1
        plain[m], seen[m], kinds[m], tagged[m] = plain[i], seen[i], kinds[i], is_tag
        gap = False
        m += 1
        i += 1
    return m


@compiled
def _is_latin(kinds: Bytes, n: int) -> bool:
    letters = latin = 0
    for i in range(n):
        letters += kinds[i] == LETTER or kinds[i] == LATIN
        latin += kinds[i] == LATIN
    return 2 * latin > letters


@compiled
def _word(plain: Points, seen: Points, kinds: Bytes, low: int, n: int) -> tuple[int, int, int, int]:
    """Where the word that begins at `low` ends, its letters, those that are Latin, and those
    that look like no Latin one."""
    letters = latin = strange = 0
    i = low
    while i < n and plain[i] != BLANK:
        is_latin = kinds[i] == LATIN
        is_letter = is_latin or kinds[i] == LETTER
        letters += is_letter
        latin += is_latin
        strange += is_letter and not is_latin and seen[i] == plain[i]
        i += 1
    return i, letters, latin, strange


@compiled
def _see_through(plain: Points, seen: Points, kinds: Bytes, n: int) -> None:
    """Write Latin letters for those that look so, in words that have others of them.

    A word all of letters that look Latin becomes Latin where most letters of it and of the
    words beside it are: a quotation in another script stays what it is.
    """
    low = 0
    letters_before = latin_before = 0
    end, letters, latin, strange = _word(plain, seen, kinds, 0, n)
    while low < n:
        next_end, letters_after, latin_after, next_strange = _word(plain, seen, kinds, end + 1, n)
        around = letters_before + letters + letters_after
        if latin or (strange == 0 and 2 * (latin_before + latin_after) > around):
            plain[low:end] = seen[low:end]
        letters_before, latin_before = letters, latin
        low = end + 1
        end, letters, latin, strange = next_end, letters_after, latin_after, next_strange


@compiled
def _core(kinds: Bytes, tagged: NDArray[np.bool_], n: int) -> tuple[int, int]:
    """The text between hashtags at its edges; all of it where there is nothing else."""
    low, high = 0, n
    while low < n and (tagged[low] or kinds[low] == SPACE):
        low += 1
    if low == n:
        return 0, n
    while tagged[high - 1] or kinds[high - 1] == SPACE:
        high -= 1
    return low, high


@compiled
def plain_texts(
    data: Bytes, offsets: Ints, start: NDArray[np.int32], plain_of: Points, alike_of: Points,
    kind_of: Bytes, heads: tuple[Points, Points, Points],
) -> tuple[Points, Ints, Ints, Ints, NDArray[np.uint64]]:  # fmt: skip
    """The texts of a block as they are compared.

    Returns the code points of all texts, where each begins (one more at the end), where its
    core without hashtags at the edges begins and ends, how many graphemes that has (signs
    that belong to a letter do not count), and three digests: two of the core, one of all.
    """
    texts = int(offsets.size) - 1
    begin = np.zeros(texts + 1, np.int64)
    core = np.zeros((texts, 2), np.int64)
    graphemes = np.zeros(texts, np.int64)
    digests = np.zeros((texts, 3), np.uint64)
    out = np.empty(max(1024, offsets[-1] - offsets[0]), np.uint32)
    room = 0
    points = plain = seen = np.empty(0, np.uint32)
    kinds = np.empty(0, np.uint8)
    tagged = np.empty(0, np.bool_)
    at = 0
    for r in range(texts):
        size = offsets[r + 1] - offsets[r]
        if size > room:
            room = 2 * size
            points = np.empty(room, np.uint32)
            plain = np.empty(room * PARTS_A_BYTE, np.uint32)
            seen = np.empty(plain.size, np.uint32)
            kinds = np.empty(plain.size, np.uint8)
            tagged = np.empty(plain.size, np.bool_)
        n = decode(data, offsets[r], offsets[r + 1], points)
        n = fold(points, n, start, plain_of, alike_of, kind_of, plain, seen, kinds)
        n = _words(plain, seen, kinds, n, heads, tagged)
        if _is_latin(kinds, n):
            _see_through(plain, seen, kinds, n)
        while at + n > out.size:
            out = np.concatenate((out, np.empty(out.size, np.uint32)))
        out[at : at + n] = plain[:n]
        low, high = _core(kinds, tagged, n)
        core[r, 0], core[r, 1] = at + low, at + high
        for i in range(low, high):
            graphemes[r] += kinds[i] != SIGN
        digests[r, 0] = digest(plain, low, high, 1)
        digests[r, 1] = digest(plain, low, high, 0x632BE59BD9B4E019)
        digests[r, 2] = digest(plain, 0, n, 1)
        at += n
        begin[r + 1] = at
    return out[:at], begin, core, graphemes, digests
