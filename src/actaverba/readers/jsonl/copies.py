"""Copies of a JSON lines file that DuckDB can read, line for line."""

from __future__ import annotations

import codecs
from pathlib import Path

from actaverba.readers.encoding import CHUNK, KEEP, Encoding
from actaverba.readers.jsonl.broken import LINE_LIMIT, numbered


def transcoded(path: Path, encoding: Encoding, folder: Path) -> Path:
    """The same text as UTF-8; bytes that the encoding does not have stay no UTF-8."""
    copy = folder / "utf8.jsonl"
    decoder = codecs.getincrementaldecoder(encoding.codec)(KEEP)
    with path.open("rb") as file, copy.open("wb") as out:
        file.seek(encoding.mark)
        while chunk := file.read(CHUNK):
            out.write(_encoded(decoder.decode(chunk)))
        out.write(_encoded(decoder.decode(b"", True)))
    return copy


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def shortened(path: Path, folder: Path) -> tuple[Path, set[int]]:
    """The file with an empty object for each line that is too long, and their numbers."""
    copy, overlong = folder / "shortened.jsonl", set()
    with copy.open("wb") as out:
        for number, line in numbered(path):
            if len(line) == LINE_LIMIT:
                overlong.add(number)
                out.write(b"{}\n")
            else:
                out.write(line)
    return copy, overlong
