"""The words of the command line, in the user's language."""

from __future__ import annotations

from actaverba.vocabulary.messages import catalogue

_ = catalogue("en").gettext
ngettext = catalogue("en").ngettext
