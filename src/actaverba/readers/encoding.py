"""In which encoding a text file is written, told from its bytes alone.

A byte order mark decides, then UTF-16 without a mark, then whether the bytes are UTF-8. What
is left is an old one-byte encoding: Cyrillic words are runs of high bytes, in Latin text they
stand alone between plain letters. Where the bytes fit several encodings, the file is
refused and the user is asked; a wrong guess would turn names into other names.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from actaverba.errors import InputError
from actaverba.vocabulary.nearest import did_you_mean

# What --encoding takes, and what Python calls it. Only the first five are ever guessed.
KNOWN = {
    "utf-8": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "windows-1250": "cp1250",
    "windows-1256": "cp1256",
    "iso-8859-2": "iso8859-2",
    "koi8-r": "koi8-r",
    "gb18030": "gb18030",
    "big5": "big5",
    "shift-jis": "shift-jis",
    "euc-kr": "euc-kr",
}
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
KEEP = "actaverba-keep"
CHUNK = 1 << 20
LOOKED_AT = 16 << 20

_WORD = re.compile(rb"[\xc0-\xff\xa8\xb8]+")
# The nine commonest letters of Russian, Ukrainian, Bulgarian and Serbian: over half of a text.
_COMMON_CYRILLIC = frozenset("оеаинтсрв".encode("cp1251"))
# Bytes that mean the same in Windows-1251 and -1252 (quotes, dashes, signs).
_SHARED = frozenset(
    byte
    for byte in range(128, 256)
    if bytes([byte]).decode("cp1251", "replace") == bytes([byte]).decode("cp1252", "ignore")
)
# Inside words these are letters of Central Europe or Turkey, and rare or signs in the West.
_NOT_WESTERN = re.compile(
    rb"[A-Za-z\xc0-\xff][\x8a\x8e\x9a\x9e\xb3\xb9\xba\xbf]|[\x8a\x8e\x9a\x9e\xb3\xb9\xbf][A-Za-z\xc0-\xff]"
    rb"|[\xd0\xdd\xde\xf0\xfd\xfe\xff]|i\xe6(?![A-Za-z\x80-\xff])"
)
_KEPT_BYTE = re.compile("[\udc00-\udcff]")


def _keep_bad_bytes(trouble: UnicodeError) -> tuple[str, int]:
    """Stand a lone surrogate U+DC00 + byte for each byte that cannot be decoded."""
    if not isinstance(trouble, UnicodeDecodeError):
        raise trouble
    bad = trouble.object[trouble.start : trouble.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), trouble.end


codecs.register_error(KEEP, _keep_bad_bytes)


@dataclass(frozen=True)
class Encoding:
    """How a file is written. `mark` is the length of its byte order mark; `clean` says that
    every byte was decoded. Open the file with `codec` and errors=KEEP."""

    name: str
    mark: int = 0
    clean: bool = True

    @property
    def codec(self) -> str:
        return KNOWN[self.name]

    @property
    def said(self) -> str:
        mark = ", with a byte order mark" if self.mark else ""
        doubt = "" if self.name.startswith("utf") else "; if letters look wrong, use --encoding"
        return f"read as {self.name.upper() if 'utf' in self.name else self.name}{mark}{doubt}"


def first_bad_byte(text: str) -> int | None:
    """The first byte that could not be decoded in a text read with KEEP."""
    found = _KEPT_BYTE.search(text)
    return ord(found.group()) - 0xDC00 if found else None


def by_mark(path: Path) -> Encoding | None:
    """The encoding that a byte order mark or the zero bytes of UTF-16 give away."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _cannot_tell(path, "it is UTF-32, which is not read", "Save it as UTF-8.")
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 20 >= len(head) and max(even, odd) >= 4 and min(even, odd) == 0:
        return Encoding("utf-16-le" if odd else "utf-16-be")
    return None


def of_json(path: Path, given: str | None = None) -> Encoding:
    """The encoding of a JSON text, which is UTF-8 unless its mark or the user says otherwise.

    Nothing is guessed from bytes that are not: a file that was cut short has such, too.
    """
    return detect(path, given) if given else by_mark(path) or Encoding("utf-8")


def detect(path: Path, given: str | None = None) -> Encoding:
    """The encoding of a file, as the user says or as its bytes show.

    `clean` is False for a file that is UTF-8 or UTF-16 but for some bytes; their rows are
    to be refused. Hungarian in Windows-1250 is taken for 1252: nothing in the bytes tells.

    Raises
    ------
    InputError
        When the bytes fit more than one encoding, or none.
    """
    marked = by_mark(path)
    if given is not None:
        name = _known(given, path)
        mark = marked.mark if marked and marked.name == name else 0
        return Encoding(name, mark, clean=_kept(path, KNOWN[name])[1] == 0)
    name = marked.name if marked else "utf-8"
    good, bad = _kept(path, KNOWN[name])
    if bad == 0 or marked:
        return Encoding(name, marked.mark if marked else 0, clean=bad == 0)
    if good >= 4 * bad:
        return Encoding("utf-8", clean=False)
    if good * 20 > bad:
        raise _cannot_tell(path, "it mixes UTF-8 with another encoding")
    guessed = _one_byte(path)
    return Encoding(guessed, clean=_kept(path, KNOWN[guessed])[1] == 0)


def _known(given: str, path: Path) -> str:
    asked = given.strip().lower().replace("_", "-")
    asked = {"utf8": "utf-8", "cp1250": "windows-1250", "cp1251": "windows-1251",
             "cp1252": "windows-1252", "utf-8-sig": "utf-8"}.get(asked, asked)  # fmt: skip
    if asked == "utf-16":
        marked = by_mark(path)
        return marked.name if marked and marked.name != "utf-8" else "utf-16-le"
    if asked not in KNOWN:
        raise InputError(
            f"there is no encoding {given!r}",
            where=path.name,
            cure=f"{did_you_mean(asked, KNOWN)}Encodings: {', '.join(KNOWN)}.",
        )
    return asked


def _chunks(path: Path, most: int | None = None) -> Iterator[bytes]:
    left = most
    with path.open("rb") as file:
        while chunk := file.read(CHUNK if left is None else min(CHUNK, left)):
            yield chunk
            left = None if left is None else left - len(chunk)


def _kept(path: Path, codec: str) -> tuple[int, int]:
    """How many non-ASCII characters are whole, and how many bytes are not."""
    decoder = codecs.getincrementaldecoder(codec)(KEEP)
    good = bad = 0
    ascii_so_far = codec == "utf-8"
    for chunk in _chunks(path):
        if ascii_so_far and chunk.isascii():
            continue
        ascii_so_far = False
        text = decoder.decode(chunk)
        if not text.isascii():
            kept = len(_KEPT_BYTE.findall(text))
            bad += kept
            good += len(text) - len(text.encode("ascii", "ignore")) - kept
    bad += len(_KEPT_BYTE.findall(decoder.decode(b"", True)))
    return good, bad


def _one_byte(path: Path) -> str:
    """Windows-1251 or -1252, for bytes that are neither UTF-8 nor UTF-16."""
    text = b"".join(_chunks(path, LOOKED_AT))
    high = {b for b in text if b > 127}
    if high <= _SHARED:
        return "windows-1252"
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    in_runs = b"".join(w for w in words if len(w) >= 3)
    if letters and len(in_runs) >= 0.6 * letters:
        return _cyrillic(path, in_runs)
    if letters and len(in_runs) <= 0.1 * letters:
        if _NOT_WESTERN.search(text):
            raise _cannot_tell(path, "it may be windows-1252, windows-1250 or another")
        return "windows-1252"
    raise _cannot_tell(path, "it may be windows-1251, windows-1252 or another")


def _cyrillic(path: Path, letters: bytes) -> str:
    folded = Counter(b + 32 if 0xC0 <= b < 0xE0 else b for b in letters)
    common = sum(folded[b] for b in _COMMON_CYRILLIC)
    capitals = sum(1 for b in letters if 0xC0 <= b < 0xE0)
    # In KOI8-R small letters lie where Windows-1251 has capitals.
    if common < 0.45 * len(letters) or capitals * 2 > len(letters):
        raise _cannot_tell(path, "it may be windows-1251, koi8-r or another")
    return "windows-1251"


def _cannot_tell(path: Path, why: str, cure: str = "") -> InputError:
    with path.open("rb") as file:
        lines = enumerate(iter(lambda: file.readline(CHUNK), b""), start=1)
        line = next((number for number, text in lines if not text.isascii()), 0)
    return InputError(
        f"cannot tell the encoding: {why}",
        where=f"{path.name}, line {line}",
        cure=cure or f"Save it as UTF-8, or give --encoding. Encodings: {', '.join(KNOWN)}.",
    )
