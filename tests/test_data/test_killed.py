"""Killed: a program that edits is killed over and over; what it acknowledged is there, and nothing is half made.

BRIEFING_LONG=1 makes it 2,000 edits.
"""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from data.store import trail
from data.store.store import Store
from tests.conftest import ROOT
from tests.test_data.test_changes import KNOWN, _names_in_step, _sorted, dump, replayed

EDITS, KILLS = (2_000, 60) if os.environ.get("BRIEFING_LONG") else (120, 8)


def edits_until_killed(path: Path, first: int, acknowledged: int) -> int:
    """Let the program edit from a number on and kill it after so many acknowledgements; the last one."""
    command = [sys.executable, "-m", "tests.edited_until_killed", str(path), str(first), str(EDITS)]
    last = first - 1
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        assert program.stdout is not None
        for line in program.stdout:
            last = int(line) if line.endswith("\n") else last
            if last - first + 1 == acknowledged:
                program.send_signal(signal.SIGKILL)
    return last


def check(path: Path, start: dict[str, list[dict[str, object]]], last: int) -> None:
    """The file is sound, every acknowledged change is there, and the rows are those that the log leads to."""
    store = Store(path)
    db = store.shelf().db
    assert [tuple(row) for row in db.execute("PRAGMA integrity_check")] == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchone() is None
    with store.writing() as writer:
        writer.execute("INSERT INTO fact_text (fact_text, rank) VALUES ('integrity-check', 1)")
    log = trail.between(store.shelf(), limit=100_000)[::-1]
    assert [change.key for change in log[: last + 1]] == [f"edit {number}" for number in range(last + 1)]
    assert len(log) <= last + 2, "at most the one that was not acknowledged any more"
    led, held = replayed(start, log), dump(store)
    for table in KNOWN:
        assert sorted(map(repr, map(_sorted, led[table]))) == sorted(map(repr, map(_sorted, held[table]))), (
            table
        )
    _names_in_step(store)
    store.close()


def test_an_editing_program_that_is_killed_loses_nothing_and_leaves_nothing_half_made(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    store = Store(path)
    start = dump(store)
    store.close()
    chance, last = random.Random(8), -1
    for _kill in range(KILLS):
        last = edits_until_killed(path, last + 1, chance.randint(1, 2 * EDITS // KILLS))
        if _kill % 10 == 0 or not os.environ.get("BRIEFING_LONG"):
            check(path, start, last)
        if last >= EDITS - 1:
            break
    check(path, start, last)
