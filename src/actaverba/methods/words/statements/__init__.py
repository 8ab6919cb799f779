"""Who said what about whom, in the order in which it was said."""

from actaverba.methods.words.statements.listing import statements

__all__ = ["statements"]
