"""`python -m benchmarks.ingest [ARTICLES [NICE]]`: articles through the watched folder, answers meanwhile.

That many articles of an invented world, about 400 words each, are put into a folder and read in by the
process that the bot starts for it, with the person finder where it is installed. Meanwhile this process
asks the store questions of every sort, four times a second, as it did before and does again afterwards
with nothing else to do. After a third the reading process is killed with signal 9 and started again.
Printed are articles and words a second, the memory of the reading processes as the store grows, the
answers' times before, meanwhile and after, and whether anything was lost or doubled. NICE is how far
the reading steps back (the bot's own choice is 10); on a machine that others use as well, only the
processor time is to be believed.
"""

import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.answers import QUESTIONS, at
from benchmarks.world import PUBLISHERS, World
from data.store.store import Store
from data.ways.folder import NICE, is_watched, watch_apart
from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Principal, Request
from handlers.settings import Settings

ARTICLES = 10_000
SENTENCES = 24
"""In an article; about 400 words."""
ASKED = ("actor", "org", "country", "find", "figure", "quote", "timeline", "latest", "search", "who", "about")
EVERY = 0.25
"""Seconds between two questions."""
IDLE = 120
"""Questions that are asked before and after."""
READER = Principal(user_id=1, chat_id=1, role="admin")


def articles(count: int, world: World) -> Iterator[str]:
    """Texts of news reports with a header, each of its own."""
    for number in range(count):
        told = [world.told() if world.chance.random() < 0.55 else world.filler() for _ in range(SENTENCES)]
        paragraphs = [" ".join(one.text for one in told[n : n + 3]) for n in range(0, SENTENCES, 3)]
        head = f"title: {told[0].things[0].surface}: {world.words(5)}\n"
        head += f"publisher: {PUBLISHERS.draw(world.chance)}\n"
        head += f"published: {world.day().edtf}\nurl: https://news.example/{number}\n\n"
        yield head + "\n\n".join(paragraphs) + "\n"


class State(NamedTuple):
    """How far the reading is."""

    seconds: float
    read: int
    memory: int
    """MB of the reading processes together."""


def main(arguments: Sequence[str]) -> None:
    """Run it and print what was measured."""
    count = int(arguments[0]) if arguments else ARTICLES
    nice = int(arguments[1]) if len(arguments) > 1 else NICE
    with tempfile.TemporaryDirectory() as at_:
        folder, database = Path(at_, "in"), Path(at_, "briefing.db")
        world = World(12_000)
        words = _write(folder, count, world)
        desk = Desk(Store(database), Settings())
        _until(database, folder, desk, min(200, count // 5), nice)
        _end(database)
        before = _ask(desk, world, IDLE)
        meanwhile, states, processor = _measure(database, folder, desk, world, count, nice)
        after = _ask(desk, world, IDLE)
        _print(count, words, states, processor, before, meanwhile, after)
        _check(desk, count)
        desk.store.close()


def _write(folder: Path, count: int, world: World) -> int:
    folder.mkdir()
    words = 0
    for number, text in enumerate(articles(count, world)):
        path = folder / f"{number:06}.txt"
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1, 1))
        words += len(text.split())
    return words


def _read(desk: Desk) -> int:
    return int(desk.shelf.db.execute("SELECT count(*) FROM article").fetchone()[0])


def _until(database: Path, folder: Path, desk: Desk, count: int, nice: int) -> None:
    """Let the folder be read until there are so many articles."""
    watch_apart(database, folder, nice)
    while _read(desk) < count:
        time.sleep(0.2)


def _processes(database: Path) -> list[int]:
    """The process that reads for this database, and its children."""
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


def _memory(database: Path) -> int:
    total = 0
    for number in _processes(database):
        try:
            lines = Path(f"/proc/{number}/status").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024
    return total


def _processor(database: Path) -> float:
    """Seconds of the processor that the reading processes have used."""
    ticks = 0
    for number in _processes(database):
        try:
            ticks += sum(map(int, Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[11:13]))
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def _end(database: Path) -> None:
    """Kill the reading process, as a failing machine would."""
    for number in _processes(database)[:1]:
        os.kill(number, signal.SIGKILL)
    while is_watched(database):
        time.sleep(0.05)


def _ask(desk: Desk, world: World, count: int, stop: threading.Event | None = None) -> list[float]:
    """The times of answers in milliseconds, sorted."""
    chance, times = Random(7), []
    number = 0
    while number < count and not (stop and stop.is_set()):
        command = ASKED[number % len(ASKED)]
        text = f"/{command} {QUESTIONS[command](world, chance)}"
        request = Request(text=text, who=READER, where="private", when=datetime.now(UTC), key=str(number))
        began = time.perf_counter()
        answer(desk, request)
        spent = time.perf_counter() - began
        times.append(spent * 1000)
        number += 1
        time.sleep(max(0.0, EVERY - spent))
    return sorted(times)


def _measure(
    database: Path, folder: Path, desk: Desk, world: World, count: int, nice: int
) -> tuple[list[float], list[State], float]:
    """Answers while the folder is read, what was seen of the reading, and its processor time."""
    stop, times = threading.Event(), []
    asking = threading.Thread(target=lambda: times.extend(_ask(desk, world, 10**9, stop)))
    asking.start()
    began, states, processor, killed = time.monotonic(), [], 0.0, False
    watch_apart(database, folder, nice)
    while (read := _read(desk)) < count:
        states.append(State(time.monotonic() - began, read, _memory(database)))
        if not killed and read > count // 3:
            processor += _processor(database)
            _end(database)
            watch_apart(database, folder, nice)
            killed = True
        time.sleep(1.0)
    states.append(State(time.monotonic() - began, read, _memory(database)))
    processor += _processor(database)
    stop.set()
    asking.join()
    _end(database)
    return sorted(times), states, processor


def _print(
    count: int, words: int, states: Sequence[State], processor: float,
    before: Sequence[float], meanwhile: Sequence[float], after: Sequence[float],
) -> None:  # fmt: skip
    first, last = states[0], states[-1]
    read = last.read - first.read
    rate = read / (last.seconds - first.seconds)
    print(f"{count:,} articles, {words / count:.0f} words each; killed once and started again")
    print(f"{rate:.1f} articles/s, {rate * words / count:,.0f} words/s in {last.seconds:.0f} s by the clock")
    print(
        f"{1000 * processor / read:.0f} ms of one processor for an article (main process and those that live)"
    )
    print("articles  articles/s  memory MB")
    step = max(1, len(states) // 10)
    for one, other in zip(states[::step], states[step::step], strict=False):
        speed = (other.read - one.read) / (other.seconds - one.seconds)
        print(f"{other.read:8,}  {speed:10.1f}  {other.memory:9,}")
    print("answers, ms         p50      p99   asked")
    for name, times in (("before", before), ("meanwhile", meanwhile), ("after", after)):
        print(f"{name:<12}{at(times, 0.5):11.1f}{at(times, 0.99):9.1f}{len(times):8}")


def _check(desk: Desk, count: int) -> None:
    """Whether every article is there once, whole."""
    db = desk.shelf.db
    titles = db.execute(
        "SELECT count(*), count(DISTINCT url), count(DISTINCT sha256) FROM article"
    ).fetchone()
    bare = db.execute(
        "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM passage)"
    ).fetchone()[0]
    whole = tuple(titles) == (count, count, count) and not bare
    print("nothing lost, nothing doubled" if whole else f"NOT WHOLE: {tuple(titles)}, {bare} without text")


if __name__ == "__main__":
    main(sys.argv[1:])
