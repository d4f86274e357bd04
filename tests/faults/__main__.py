"""`python -m tests.faults [--times N] [NAME ...]`: break the program and print the table of what came of it.

Exit code 1 when a promise was broken. N is how often it is killed (200 is what is promised).
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.faults.cases import FAULTS


def main() -> int:
    """Run the faults that are named, else all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    chosen = {name: run for name, run in FAULTS.items() if not given.names or name in given.names}
    print("| fault | outcome | recovery s | promises |\n|---|---|---|---|", flush=True)
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, run) in enumerate(chosen.items()):
            found = run(Path(folder, str(number)), given.times)
            broken += bool(found.wrong)
            kept = f"BROKEN: {found.wrong}" if found.wrong else "kept" if found.tried else "not tried"
            print(f"| {name} | {found.said} | {found.recovery:.1f} | {kept} |", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
