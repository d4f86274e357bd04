"""`python -m benchmarks.load [--minutes M] [--rate R] [--store FILE]`: the whole bot under a steady load.

R updates a second for M minutes go to `run_bot.py` from a cheap server on loopback (benchmarks/sink.py),
whether or not it keeps up: mixed commands about what the store holds, from 5,000 people, no pace of its
own. FILE is a store that `benchmarks.generator` made of SIZE facts (the default makes a small one in a
temporary folder); it is written to, so give it a copy. After WARM questions that do not count, printed
are the updates a second that were asked and answered, how long an answer took from the moment it was asked
(median, 99th percentile), the memory of the bot at the start, at each tenth and at the end, and how many
still waited two minutes later: lost when the bot kept up, else what it had not come to yet.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections import deque
from pathlib import Path
from random import Random

from benchmarks.answers import QUESTIONS
from benchmarks.generator import generate
from benchmarks.sink import TOKEN, Sink
from benchmarks.updates import ROOT, bot, megabytes, ours
from benchmarks.world import World
from data.store.store import Store

PEOPLE = 5_000
WARM = 3_000
"""Questions before the first that is measured, at half the rate: by then the caches are nearly full."""
DRAIN_SECONDS = 120.0
"""How long it is waited for the last answers."""
MIX = {
    "actor": 30, "ask": 20, "country": 8, "project": 8, "org": 8, "latest": 5, "who": 4, "quote": 4,
    "timeline": 3, "figure": 3, "related": 2, "search": 2, "upcoming": 1, "about": 1, "help": 1,
}  # fmt: skip
"""Of a hundred questions, how many are asked of each command: an assumption, mostly names."""
SMALL = 20_000


class Load:
    """Who asked when and is still waiting, and how long the others waited."""

    def __init__(self, sink: Sink, world: World) -> None:
        self.sink = sink
        self.world = world
        self.chance = Random(7)
        self.waiting: dict[int, deque[float]] = {}
        self.took: list[float] = []
        self.seen = 0
        self.asked = 0

    def ask(self) -> None:
        """The next person asks something; nobody asks who still waits."""
        chat = 10_000 + self.asked % PEOPLE
        command = self.chance.choices(list(MIX), list(MIX.values()))[0]
        words = QUESTIONS[command](self.world, self.chance)
        self.sink.ask(words if command == "ask" and words else f"/{command} {words}".rstrip(), chat)
        self.waiting.setdefault(chat, deque()).append(time.perf_counter())
        self.asked += 1

    def look(self) -> None:
        """Note who was answered since; a second message of an answer counts for nothing."""
        fresh = self.sink.answered[self.seen :]
        self.seen += len(fresh)
        for chat, at in fresh:
            if self.waiting.get(chat):
                self.took.append(at - self.waiting[chat].popleft())

    @property
    def open(self) -> int:
        """Questions that wait for their answer."""
        return sum(map(len, self.waiting.values()))

    async def go(self, count: int, rate: float) -> None:
        """Ask so many questions at this rate, late ones at once."""
        began = time.perf_counter()
        for number in range(count):
            wait = began + number / rate - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            elif number % 20 == 0:
                await asyncio.sleep(0)
            self.ask()
            if number % 50 == 0:
                self.look()

    async def drain(self, seconds: float) -> None:
        """Wait for the last answers."""
        end = time.perf_counter() + seconds
        while self.open and time.perf_counter() < end:
            await asyncio.sleep(0.05)
            self.look()


async def run(store: Path, size: int, minutes: float, rate: float) -> int:
    """Measure and print; gives how many updates were lost."""
    settings = {
        "BRIEFING_TOKEN": TOKEN, "BRIEFING_ACCESS": "open", "BRIEFING_DATABASE": str(store),
        "BRIEFING_ARTICLES": str(ROOT / "data" / "articles"), "BRIEFING_PACE": "0",
        "BRIEFING_HEALTH_LISTEN": "off",
    }  # fmt: skip
    world = World(max(60, size // 10), 1)
    async with Sink() as sink, bot(sink, ours(), {**settings, "BRIEFING_API_URL": sink.url}) as process:
        load = Load(sink, world)
        await load.go(WARM, rate / 2)
        await load.drain(DRAIN_SECONDS)
        lost, load.took, load.waiting = load.open, [], {}
        memory = [megabytes(process)]
        began, before = time.perf_counter(), load.asked
        for _ in range(10):
            await load.go(round(rate * minutes * 6), rate)
            memory.append(megabytes(process))
        over = time.perf_counter() - began
        await load.drain(DRAIN_SECONDS)
        lost += load.open
        memory.append(megabytes(process))
        _tell(load, load.asked - before, over, time.perf_counter() - began, memory, lost)
    return lost


def _tell(load: Load, asked: int, over: float, whole: float, memory: list[float], lost: int) -> None:
    took = sorted(load.took) or [0.0]
    p50, p99 = statistics.median(took), took[int(0.99 * len(took))]
    print(
        "| asked | asked/s | answered/s | p50 ms | p99 ms | max ms | waiting |\n|---|---|---|---|---|---|---|"
    )
    print(
        f"| {asked:,} | {asked / over:.0f} | {len(took) / whole:.0f} | {1000 * p50:.0f} | {1000 * p99:.0f} "
        f"| {1000 * took[-1]:.0f} | {lost} |"
    )
    between = " ".join(f"{one:.0f}" for one in memory[1:-1])
    print(f"memory MB: start {memory[0]:.0f}; {between}; end {memory[-1]:.0f}")


def main() -> None:
    """Print the table; exit code 1 when an update was lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--size", type=int, default=1_000_000, help="facts of the store, for its names")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, size = given.store, given.size
        if path is None:
            path, size = Path(folder, "load.db"), SMALL
            generate(path, size)
        store = Store(path)
        store.note_filled()
        store.close()
        lost = asyncio.run(run(path, size, given.minutes, given.rate))
    raise SystemExit(1 if lost else 0)


if __name__ == "__main__":
    main()
