"""processes: what the processes that read for a database use of the machine, as /proc tells it (Linux)."""

import os
import signal
import time
from pathlib import Path
from typing import NamedTuple

from data.ways.folder import is_watched


class Used(NamedTuple):
    """MB in memory of the process that writes and of those that read, and seconds of the processor of all."""

    writer: int = 0
    readers: int = 0
    count: int = 0
    """How many read."""
    processor: float = 0.0


def used(database: Path) -> Used:
    """What the processes that watch a folder for this database use now."""
    head, *others = reading_for(database) or [0]
    seconds = _seconds(head, ended=True) + sum(map(_seconds, others))
    return Used(_memory(head), sum(map(_memory, others)), len(others), seconds)


def reading_for(database: Path) -> list[int]:
    """The process that reads for this database, then its children; none when there is none."""
    parents: dict[int, int] = {}
    head = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if str(database).encode() in (entry / "cmdline").read_bytes().split(b"\0"):
                head = int(entry.name)
        except OSError:
            continue
    return [head, *(child for child, parent in parents.items() if parent == head)] if head else []


def kill(database: Path) -> None:
    """End the reading process with signal 9, as a failing machine would, and wait until it has gone."""
    for number in reading_for(database)[:1]:
        os.kill(number, signal.SIGKILL)
    while is_watched(database):
        time.sleep(0.05)


def _memory(number: int) -> int:
    try:
        lines = Path(f"/proc/{number}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def _seconds(number: int, ended: bool = False) -> float:
    """Seconds of the processor of a process, with those of its children that have ended."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11 : 15 if ended else 13])) / float(os.sysconf("SC_CLK_TCK"))
