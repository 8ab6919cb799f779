"""`python -m figures evaluate|bench [NAME …]` runs measures; `… pin` sets a floor."""

from __future__ import annotations

import argparse
import subprocess
import sys

from figures.fingerprint import ROOT
from figures.floors import KINDS, measures, troubles
from figures.pin import pin


def run(kind: str, names: list[str]) -> int:
    known = measures(kind)
    for name in names or known:
        if name not in known:
            print(f"there is no {kind}/{name}; there are: {', '.join(known)}", file=sys.stderr)
            return 2
        subprocess.run([sys.executable, "-m", f"{kind}.{name}.measure"], check=True, cwd=ROOT)
    found = [t for name in names or known for t in troubles(kind, name)]
    print("\n".join(found), file=sys.stderr)
    return 1 if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m figures", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for kind in KINDS:
        one = commands.add_parser(kind, help=f"run the measures in {kind}/")
        one.add_argument("names", nargs="*", metavar="NAME")
    setter = commands.add_parser("pin", help="set a floor")
    setter.add_argument("kind", choices=KINDS)
    setter.add_argument("name")
    setter.add_argument("figure")
    bound = setter.add_mutually_exclusive_group(required=True)
    bound.add_argument("--at-least", type=float)
    bound.add_argument("--at-most", type=float)
    setter.add_argument("--reason", required=True)
    setter.add_argument("--loosen", action="store_true")
    asked = parser.parse_args()
    if asked.command != "pin":
        return run(asked.command, asked.names)
    least = asked.at_least is not None
    at = ("at_least", asked.at_least) if least else ("at_most", asked.at_most)
    reason, loosen = asked.reason, asked.loosen
    pin(asked.kind, asked.name, figure=asked.figure, at=at, reason=reason, loosen=loosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
