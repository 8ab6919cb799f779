"""How quickly is a million posts read, against DuckDB's bare `read_json` into a table?

Each reading is a process of its own, in turns; what is timed is the reading alone, from an
empty case or database to a closed one. Ours checks every cell, gives ids and hashes, keeps
pseudonyms and lists what it refuses; one post in ten thousand is broken so that it has to.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from figures.record import Figure, record
from figures.timing import ratio

POSTS = 1_000_000
ROUNDS = 5
MAKE = """
    copy (select i::VARCHAR as id, 'platform' as platform, 'user' || (hash(i) % 50000) as account,
                 'example.org' as host,
                 case when i % 10000 = 77 then 'yesterday'
                      else strftime(make_timestamp(1700000000000000 + i * 1000000),
                                    '%Y-%m-%dT%H:%M:%SZ') end as published,
                 case when i % 5 = 0 then 'de' else 'en' end as language,
                 'https://example.org/post/' || i as url,
                 'A post of about the usual length, number ' || i || ', that says something about'
                 || ' a state and what it did to another one last week' as text,
                 case when i % 3 = 0 then (i // 3)::VARCHAR end as reply_to
          from range({posts}) t(i)) to '{path}' (format json)
"""
BARE = """
import duckdb, sys, time
start = time.perf_counter()
con = duckdb.connect(sys.argv[2])
con.execute("create table posts as select * from read_json(?)", [sys.argv[1]])
con.close()
print(time.perf_counter() - start)
"""
OURS = """
import sys, time
import actaverba.readers.read, actaverba.readers.jsonl, duckdb, pyarrow
from actaverba.case.case import new
case = new(sys.argv[2], now="2026-01-01T00:00:00Z")
start = time.perf_counter()
report = actaverba.readers.read.read(case, [sys.argv[1]], now="2026-01-01T00:00:00Z")
print(time.perf_counter() - start)
taken, = report.files
assert taken.rows + len(taken.refused) == int(sys.argv[3]), taken
"""
PEAK = """
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def _read(program: str, posts: Path, into: Path) -> tuple[float, int]:
    done = subprocess.run(
        [sys.executable, "-c", program + PEAK, str(posts), str(into), str(POSTS)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak)


def main() -> None:
    import duckdb

    bare, ours, peaks = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        posts = Path(folder) / "posts.jsonl"
        duckdb.connect().execute(MAKE.format(posts=POSTS, path=posts))
        for number in range(ROUNDS):
            bare.append(_read(BARE, posts, Path(folder) / f"{number}.db")[0])
            seconds, peak = _read(OURS, posts, Path(folder) / f"{number}.case")
            ours.append(seconds)
            peaks.append(peak)
    record(
        __file__,
        question="How quickly is a million posts read, against DuckDB's bare read_json?",
        figures={
            "speed_against_read_json": ratio(bare, ours),
            "seconds": Figure(sorted(ours)[ROUNDS // 2], n=ROUNDS, unit="s"),
            "peak_bytes": Figure(max(peaks), n=ROUNDS, unit="B"),
        },
        code=["src/actaverba/engine", "src/actaverba/readers", "src/actaverba/case/intake.py"],
        seed=1,
    )
    print(json.dumps({"bare": bare, "ours": ours}), file=sys.stderr)


if __name__ == "__main__":
    main()
