"""Files that are read in place: the case keeps their hash, not their rows.

Advised above 20 million rows. The file must lie where it lay, unchanged: its hash is
checked before a row of it is believed.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.engine import sql
from actaverba.engine.cells import Columns
from actaverba.engine.staged import ReadOptions
from actaverba.engine.validate import check
from actaverba.errors import InputError
from actaverba.vocabulary.formats import digest_of_file, reader
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
