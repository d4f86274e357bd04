"""Measures a file of many names in use: its first answer, adding and removing, other readers, bad input."""

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.namegen import corpus
from data.matching import NameIndex, create_tables

BAD: dict[str, str] = {
    "nothing": "",
    "10,000 letters": "mahmood" * 1_500,
    "10,000 letters in words": "muhammad ali khan " * 600,
    "10,000 Arabic letters": "محمود " * 1_700,
    "only titles": "H.E. Mr Dr Syed Sahib " * 10,
    "only signs": "!?.,;:-" * 1_000,
    "pictures": "🙂👩‍👩‍👧‍👦" * 500,
    "marks without letters": "́" * 10_000,
    "hidden signs": "\u200b\u202e\u2066" * 3_000 + "khan",
    "look-alikes": "Muhаmmad Аli Кhаn",
    "mixed scripts": "Muhammad علی Хан 汗",
    "one letter": "a",
    "24 common names": "muhammad ahmad ali hassan hussain khan malik shah " * 3,
}
"""What people and machines send that is no name, by what it is called in the table."""
CHANGES = 300

FIRST = """
import sqlite3, sys, time
from data.matching import NameIndex
db = sqlite3.connect(sys.argv[1], isolation_level=None)
start = time.perf_counter()
NameIndex(db).search("Tariq Hashmi")
print((time.perf_counter() - start) * 1000)
"""


def report_limits(size: int) -> None:
    """Print the times of one file of `size` names, in milliseconds."""
    print(f"\na file of {size:,} names, in milliseconds")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.db"
        with closing(_open(path)) as db:
            index = _filled(db, size)
            print(f"first answer after opening, in a new process   {_first_answer(path):8.1f}")
            added, removed = _changes(index)
            print(f"adding an alias, p50 with its commit            {added:8.2f}")
            print(f"removing an alias, p50 with its commit          {removed:8.2f}")
            print(f"found by another connection's next query        {_seen_by_another(index, path)}")
            for name, text in BAD.items():
                print(f"  {name:46}{_worst(index, text):8.2f}")


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = wal")
    db.execute("PRAGMA synchronous = normal")
    return db


def _filled(db: sqlite3.Connection, size: int) -> NameIndex:
    index = NameIndex(db)
    db.execute("BEGIN")
    create_tables(db)
    index.fill(corpus(size))
    db.execute("COMMIT")
    return index


def _first_answer(path: Path) -> float:
    """The quietest of three: the time of the first search of a process that has just opened the file."""
    run = [sys.executable, "-c", FIRST, str(path)]
    return min(float(subprocess.run(run, check=True, capture_output=True).stdout) for _ in range(3))


def _changes(index: NameIndex) -> tuple[float, float]:
    """The median time of adding one alias, and of removing one."""
    names = [(10_000_000 + id, f"{name} Junior") for id, name in corpus(CHANGES, seed=77)]
    return _timed(index, names, index.add), _timed(index, names, index.discard)


def _timed(index: NameIndex, names: list[tuple[int, str]], change: Callable[[int, str], None]) -> float:
    times = []
    for id, name in names:
        start = time.perf_counter()
        index.db.execute("BEGIN IMMEDIATE")
        change(id, name)
        index.db.execute("COMMIT")
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def _seen_by_another(index: NameIndex, path: Path) -> str:
    with closing(_open(path)) as db:
        other = NameIndex(db)
        before = [match.entity_id for match in other.search("Quizzical Wombatson")]
        index.add(99_999_999, "Quizzical Wombatson")
        after = [match.entity_id for match in other.search("Quizzical Wombatson")]
        index.discard(99_999_999, "Quizzical Wombatson")
    return "yes" if 99_999_999 in after and 99_999_999 not in before else "NO"


def _worst(index: NameIndex, text: str) -> float:
    """The time of the thread itself for the longer of a first search for the text and a second."""
    times = []
    for _ in range(2):
        start = time.thread_time()
        index.search(text)
        times.append((time.thread_time() - start) * 1000)
    return max(times)
