"""`python -m benchmarks`: run every benchmark at its quick size, one table each; `benchmarks.work`, which
counts what `benchmarks.answers` times, is run by itself."""

import subprocess
import sys
import time

TABLES = {
    "names": (), "reading": (), "answers": (), "startup": (), "store": (), "updates": (),
    "briefs": (), "ingest": ("500",),
}  # fmt: skip
"""The benchmarks, each a module of this folder that prints its own table, with its quick size if that is
not what it takes by itself."""
LONGEST_SECONDS = 300
"""After which one is given up; on a quiet machine the slowest takes a third of that."""


def main() -> int:
    """Run them in order, each a process of its own; gives how many failed, after the rest went on."""
    failed = 0
    for name, size in TABLES.items():
        print(f"\n== {name} ==", flush=True)
        began = time.perf_counter()
        try:
            code = subprocess.run(
                [sys.executable, "-m", f"benchmarks.{name}", *size], check=False, timeout=LONGEST_SECONDS
            ).returncode
        except subprocess.TimeoutExpired:
            code = -1
        failed += bool(code)
        ended = "done" if not code else "given up" if code == -1 else f"FAILED (exit code {code})"
        print(f"-- {name}: {ended} after {time.perf_counter() - began:.0f} s", flush=True)
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
