"""What a person types into a log: trimmed, composed, and free of what would mislead a reader."""

from __future__ import annotations

import re
import unicodedata

from actaverba.errors import InputError
from actaverba.vocabulary.nearest import shown

LONGEST = 4000
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def entered(text: str | None, option: str, *, required: bool = True) -> str | None:
    """The text as it goes into the log; None where there is none.

    Raises InputError where it is missing, too long, or has characters that no reader sees.

    >>> entered("  a  ", "because")
    'a'
    """
    told = unicodedata.normalize("NFC", text or "").strip()
    if not told:
        if required:
            raise InputError(f"--{option} is empty", cure=f"Give it: --{option} TEXT.")
        return None
    if HIDDEN.search(told):
        raise InputError(
            f"--{option} has control characters or marks that turn the direction of writing:"
            f" {shown(told)}",
            cure="Take them out; they change what a reader or a terminal shows.",
        )
    if len(told) > LONGEST:
        raise InputError(f"--{option} is longer than {LONGEST} characters", cure="Shorten it.")
    return told
