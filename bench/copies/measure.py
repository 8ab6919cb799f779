"""What do a million short posts cost: CPU seconds of the method, and memory of the process?

The posts are made from a seed and read from a Parquet file; what is timed is `copies` alone,
with its functions compiled before. The peak is that of the whole process, the table of posts
and the interpreter included. CPU seconds count all threads.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.copies.posts import write
from figures.record import Figure, record

POSTS = 1_000_000
SEED = 1
RUN = """
import json, resource, sys, time
import pyarrow.parquet as pq
import actaverba
posts = pq.read_table(sys.argv[1])
actaverba.copies(posts.slice(0, 2000))
start, wall = time.process_time(), time.perf_counter()
found = actaverba.copies(posts)
print(json.dumps({
    "seconds": time.process_time() - start, "wall": time.perf_counter() - wall,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    "clusters": found.clusters.num_rows, "pairs": found.edges.num_rows,
    "compared": {r["what"]: r["n"] for r in found.left_out.to_pylist()}["pairs_compared"],
}))
"""


def measured(posts: int) -> dict[str, float]:
    """The figures of one run in a process of its own, and the mean length of a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posts.parquet"
        made = subprocess.run(
            [sys.executable, "-m", "bench.copies.measure", str(path), str(posts)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", RUN, str(path)], check=True, capture_output=True, text=True
        )
        return {**json.loads(done.stdout), "letters": float(made.stdout)}


def main() -> None:
    found = measured(POSTS)
    print(json.dumps(found), file=sys.stderr)
    record(
        __file__,
        question="What do a million short posts cost, in CPU seconds and memory?",
        figures={
            "cpu_seconds": Figure(found["seconds"], n=POSTS, unit="s"),
            "peak_bytes": Figure(found["peak"], n=POSTS, unit="B"),
            "clusters": Figure(found["clusters"], n=POSTS),
            "pairs": Figure(found["pairs"], n=POSTS, note="copies and shared passages"),
            "pairs_compared": Figure(found["compared"], n=POSTS),
            "mean_letters": Figure(found["letters"], n=POSTS),
        },
        corpus=["bench/copies/posts.py"],
        code=["src/actaverba/methods/words/copies"],
        seed=SEED,
        notes=["Texts are words drawn at random: real posts share more runs, so take longer."],
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(write(Path(sys.argv[1]), int(sys.argv[2]), seed=SEED))
    else:
        main()
