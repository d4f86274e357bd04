"""`python -m benchmarks`: run every benchmark at its quick size, one table each."""

import runpy
from pathlib import Path

TABLES = ("names", "reading", "answers", "startup", "store", "updates", "briefs", "ingest")
"""The benchmarks, each a module of this folder that prints its own table."""


def main() -> None:
    """Run those that are there, in order."""
    for name in TABLES:
        if (Path(__file__).parent / f"{name}.py").exists():
            print(f"\n== {name} ==", flush=True)
            runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
