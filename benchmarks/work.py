"""`python -m benchmarks.work [FACTS[=STORE] ...]`: how much work every answer is, on stores of growing size.

What `benchmarks.answers` times, counted instead: calls of functions, Python's and those written in C, and
steps of SQLite's virtual machine. Both are the same on every machine and in every run, whatever else it
does, and whether the pages of the file are in memory or on the disk. Printed are the medians for each size
and how many times those of the largest store are those of the smallest; the logarithm of the size grows
by half from 10,000 to 1,000,000.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.answers import LEFT_OUT, NOW, READER, SIZES, made, questions
from benchmarks.world import World
from data.store.store import Store
from handlers.answer import answer
from handlers.commands import COMMANDS
from handlers.desk import Desk
from handlers.remembering import Memory
from handlers.request import Request
from handlers.settings import Settings
from handlers.warming import warm

ASKED = 100
"""Questions of each command."""
EVERY = 10
"""Steps of SQLite after which it tells of them."""


class Work(NamedTuple):
    """What one answer took."""

    calls: int
    steps: int


def worked(desk: Desk, do: Callable[[], object]) -> Work:
    """The work of doing something, with the connection of this thread."""
    calls = steps = 0

    def told() -> int:
        nonlocal steps
        steps += EVERY
        return 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    db = desk.shelf.db
    db.set_progress_handler(told, EVERY)
    sys.setprofile(called)
    try:
        do()
    finally:
        sys.setprofile(None)
        db.set_progress_handler(None, EVERY)
    return Work(calls, steps)


class Counting:
    """A desk over one store, which answers every question as if nobody had asked it before."""

    def __init__(self, file: Path, size: int) -> None:
        self.world = World(max(60, size // 10))
        self.desk = Desk(Store(file), Settings(), memory=Memory(0))
        warm(self.desk, NOW)

    def median(self, command: str) -> Work:
        """The median work of the answers to a command."""
        found = [self._once(text) for text in questions(self.world, command, ASKED)]
        return Work(round(median(one.calls for one in found)), round(median(one.steps for one in found)))

    def _once(self, text: str) -> Work:
        request = Request(text=text, who=READER, where="private", when=NOW, key="1")
        return worked(self.desk, lambda: answer(self.desk, request))


def main(arguments: Sequence[str]) -> None:
    """Count for the sizes named, or SIZES, and print one table."""
    asked = [argument.partition("=") for argument in arguments] or [(str(size), "", "") for size in SIZES]
    with tempfile.TemporaryDirectory() as folder:
        stores = {
            int(facts): Counting(Path(path) if path else made(Path(folder), int(facts)), int(facts))
            for facts, _, path in sorted(asked, key=lambda one: int(one[0]))
        }
        heads = "".join(f"{size:>18,}" for size in stores)
        print(f"{'calls / steps':<17}{heads}   growth of calls   of steps")
        for name in COMMANDS:
            if name not in LEFT_OUT:
                print(f"/{name:<16}{_row([one.median(name) for one in stores.values()])}", flush=True)


def _row(found: Sequence[Work]) -> str:
    cells = "".join(f"{one.calls:>10,}/{one.steps:>7,}" for one in found)
    first, last = found[0], found[-1]
    return f"{cells}{last.calls / max(1, first.calls):>17.1f}x{last.steps / max(1, first.steps):>10.1f}x"


if __name__ == "__main__":
    main(sys.argv[1:])
