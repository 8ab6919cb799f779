"""`case.toml`: what the case says of itself."""

from actaverba.readers.case_toml.read import read_about

__all__ = ["read_about"]
