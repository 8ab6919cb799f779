"""Where the first sentence of a text ends, so that a page can open with it."""

from __future__ import annotations

import re
from itertools import islice

SHORT = 100

# A point ends a sentence where it follows a word of three letters, a number or a bracket, and
# what comes next begins like one; 'A. B' and '2.5' do not.
_END = re.compile(r"(?:\w{3}|\d|[)”\"%])[.!?]”?\s+(?=[\"“(]?[A-Z0-9\u0400-\u04ff])")


def split(text: str) -> tuple[str, str]:
    """The first sentence, or the first two where one is short; and the rest, maybe empty.

    >>> split("There are 3 of A. B here. They are old. So old! Very.")
    ('There are 3 of A. B here. They are old.', 'So old! Very.')
    """
    ends = [m.end() for m in islice(_END.finditer(text), 2)]
    end = ends[0] if ends and ends[0] > SHORT else ends[1] if len(ends) > 1 else len(text)
    return (text[:end].rstrip(), text[end:])
