"""The one list of commands, in the order of the work, each with its line in `acta --help`.

The command `new` is `command` in `actaverba.cli.new`, which is imported when it is called.
"""

from __future__ import annotations

from actaverba.cli.words import _

COMMANDS = {
    "demo": _("Build the bundled case and its dossier."),
    "template": _("Write the empty files of a case, with the codebook."),
    "new": _("Make an empty case."),
    "read": _("Read files into a case."),
    "info": _("Show what a case is and holds."),
    "refused": _("List what was not let in, and the cure."),
    "attach": _("Keep the page of a row, with its time, hash and who brought it."),
    "run": _("Run the methods, or one of them."),
    "simulate": _("Write a simulated world, or see what could be found in yours."),
    "findings": _("List what was found."),
    "evidence": _("Show the rows that carry a finding."),
    "hypotheses": _("Show the matrix of competing hypotheses, or write it for a spreadsheet."),
    "grade": _("Grade how reliable a source is, or how credible an item."),
    "judge": _("Record a judgement, with its reason and your name."),
    "dossier": _("Write the dossier."),
    "export": _("Write tables, results and findings as CSV or Parquet."),
    "verify": _("Check that a case is whole."),
    "forget": _("Erase rows from a case, for good."),
}

EXIT_CODES = (
    (0, _("all went well")),
    (1, _("something was refused that has no code of its own")),
    (2, _("the command line is wrong")),
    (3, _("a file, row or cell cannot be read")),
    (4, _("the case is missing, exists already, or is not whole")),
    (5, _("another process holds the case")),
    (6, _("the file holds something that no case holds")),
    (7, _("a method cannot run as asked")),
    (8, _("the folder of a method or reader is not well formed")),
)
