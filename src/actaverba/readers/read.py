"""Reading files into a case: recognise, stage, check, and take all of them or none.

Files are staged and checked on a workbench that knows no case; then everything that is good
goes into the case in one short write transaction.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.case import file, intake
from actaverba.case.case import Case
from actaverba.case.intake import FileRead, Intake, Taken
from actaverba.engine import sql
from actaverba.engine.cells import Columns
from actaverba.engine.staged import ReadOptions, Refusal
from actaverba.engine.validate import Checked, check
from actaverba.errors import ActaError, InputError
from actaverba.vocabulary.formats import digest_of_file, reader
from actaverba.vocabulary.schema import Table, tables_of
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb
