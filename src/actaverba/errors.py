"""Everything actaverba refuses, in one tree.

ActaError
├── InputError        a file, row or cell that cannot be read
│   └── UnknownCode   a code that is not in the vocabulary
├── CaseError         the case file itself
│   ├── CaseMissing   there is no such case
│   ├── CaseExists    there is one already
│   ├── CaseBusy      another process holds it
│   └── CaseHostile   it holds something that no case holds
├── MethodError       a method cannot run as asked
│   ├── BadSetting    a setting outside its range
│   └── NotApplicable the case lacks the rows that the method needs
└── ManifestError     a method or reader folder that is not well formed
"""

from __future__ import annotations


class ActaError(Exception):
    """A refusal that says what, where, and what to do about it.

    `where` names the file, row and column as far as they are known.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        self.what = what
        self.where = where
        self.cure = cure
        super().__init__(what)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.cure}" if self.cure else head


class InputError(ActaError):
    exit_code = 3


class UnknownCode(InputError):
    pass


class CaseError(ActaError):
    exit_code = 4


class CaseMissing(CaseError):
    pass


class CaseExists(CaseError):
    pass


class CaseBusy(CaseError):
    exit_code = 5


class CaseHostile(CaseError):
    exit_code = 6


class MethodError(ActaError):
    exit_code = 7


class BadSetting(MethodError):
    pass


class NotApplicable(MethodError):
    pass


class ManifestError(ActaError):
    exit_code = 8
