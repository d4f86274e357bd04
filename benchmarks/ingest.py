"""`python -m benchmarks.ingest [ARTICLES [NICE]]`: articles through the watched folder, answers meanwhile.

That many articles of an invented world, about 400 words each, are put into a folder and read in by the
process that the bot starts for it, with the person finder where it is installed. Meanwhile this process
asks the store questions of every sort, several a second. At half of the way the reading process is killed
with signal 9, the same questions are asked with nobody reading, and it is started again.
Printed are, every 500 articles, the speed and the memory of the processes; then articles and words a
second, whether the memory grows, the answers' times with and without the reading, by the clock and of the
processor alone, and whether anything was lost or doubled. NICE is how far the writing process steps back
(the bot's own choice is `data.ways.folder.NICE`); on a machine that others use as well, only the processor
time is to be believed. 10,000 articles take about a quarter of an hour on two cores.
"""

import os
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
from benchmarks.processes import Used, kill, used
from benchmarks.world import PUBLISHERS, World
from data.store.store import Store
from data.ways.folder import NICE, watch_apart
from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Principal, Request
from handlers.settings import Settings

ARTICLES = 10_000
SENTENCES = 24
"""In an article; about 400 words."""
ASKED = ("actor", "org", "country", "find", "figure", "quote", "timeline", "latest", "search", "who", "about")
EVERY = 0.15
"""Seconds from one question to the next."""
IDLE = 300
"""Questions that are asked while nobody reads."""
TOLD = 500
"""Articles after which it is printed how it goes."""
FLAT = 3.0
"""MB for every 1,000 articles up to which memory counts as flat."""
SETTLED = 4_000
"""Articles after which what is held for speed (pages, words, the finder of languages) is full."""
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
    """How far the reading is, at a moment of the clock."""

    seconds: float
    read: int
    used: Used


class Times(NamedTuple):
    """Of answers, in milliseconds, by the clock and of the processor alone."""

    clock: list[float]
    processor: list[float]


def main(arguments: Sequence[str]) -> None:
    """Run it and print what was measured."""
    count = int(arguments[0]) if arguments else ARTICLES
    nice = int(arguments[1]) if len(arguments) > 1 else NICE
    with tempfile.TemporaryDirectory() as at_:
        folder, database = Path(at_, "in"), Path(at_, "briefing.db")
        world = World(12_000)
        words = _write(folder, count, world)
        desk = Desk(Store(database), Settings())
        print(f"{count:,} articles, {words / count:.0f} words each", flush=True)
        print("articles  articles/s  ms of the processor each  writer MB  readers MB", flush=True)
        meanwhile = Times([], [])
        first = _stretch(database, folder, desk, world, count // 2, nice, meanwhile)
        kill(database)
        print(f"  killed with signal 9 at {_read(desk):,}; questions with nobody reading", flush=True)
        without = Times([], [])
        _ask(desk, world, without, IDLE)
        second = _stretch(database, folder, desk, world, count, nice, meanwhile)
        kill(database)
        _print(words / count, (first, second), without, meanwhile)
        _check(desk, folder, count)
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


def _ask(desk: Desk, world: World, times: Times, count: int, stop: threading.Event | None = None) -> None:
    """Ask one question after the other, and add the times of the answers."""
    chance = Random(7)
    for number in range(count):
        if stop and stop.is_set():
            return
        command = ASKED[number % len(ASKED)]
        text = f"/{command} {QUESTIONS[command](world, chance)}"
        request = Request(text=text, who=READER, where="private", when=datetime.now(UTC), key=str(number))
        began = time.perf_counter(), time.thread_time()
        answer(desk, request)
        spent = time.perf_counter() - began[0]
        times.clock.append(spent * 1000)
        times.processor.append((time.thread_time() - began[1]) * 1000)
        time.sleep(max(0.0, EVERY - spent))


def _stretch(
    database: Path, folder: Path, desk: Desk, world: World, until: int, nice: int, times: Times
) -> list[State]:
    """Let the folder be read until there are so many articles, asking meanwhile; what was seen of it."""
    watch_apart(database, folder, nice)
    before = _read(desk)
    while _read(desk) == before and before < until:  # libraries and models are being loaded
        time.sleep(0.1)
    stop = threading.Event()
    asking = threading.Thread(target=_ask, args=(desk, world, times, 10**9, stop))
    asking.start()
    states = [_state(desk, database)]
    while states[-1].read < until:
        time.sleep(0.5)
        now = _state(desk, database)
        if now.read - states[-1].read >= min(TOLD, max(1, until // 8)) or now.read >= until:
            _tell(states[-1], now)
            states.append(now)
    stop.set()
    asking.join()
    return states


def _state(desk: Desk, database: Path) -> State:
    return State(time.monotonic(), _read(desk), used(database))


def _tell(one: State, other: State) -> None:
    count = max(1, other.read - one.read)
    each = 1000 * (other.used.processor - one.used.processor) / count
    print(
        f"{other.read:8,}{count / (other.seconds - one.seconds):12.1f}{each:26.0f}"
        f"{other.used.writer:11}{other.used.readers:12}",
        flush=True,
    )


def _print(words: float, stretches: Sequence[Sequence[State]], without: Times, meanwhile: Times) -> None:
    read = sum(states[-1].read - states[0].read for states in stretches)
    seconds = sum(states[-1].seconds - states[0].seconds for states in stretches)
    spent = sum(states[-1].used.processor - states[0].used.processor for states in stretches)
    print(f"{read / seconds:.1f} articles/s, {words * read / seconds:,.0f} words/s by the clock")
    print(f"{1000 * spent / read:.0f} ms of one processor for an article, all processes together")
    _judge("writer", [(one.read, one.used.writer) for one in stretches[-1]])
    _judge("readers", [(one.read, one.used.readers) for one in stretches[-1] if one.used.count])
    print("answers, ms       clock p50      p99   processor p50      p99   asked")
    for name, times in (("without", without), ("meanwhile", meanwhile)):
        cells = [at(sorted(one), share) for one in times for share in (0.5, 0.99)]
        print(f"{name:<15}{cells[0]:12.1f}{cells[1]:9.1f}{cells[2]:16.1f}{cells[3]:9.1f}{len(times.clock):8}")
    slower = [
        at(sorted(one), 0.99) / at(sorted(other), 0.99) for one, other in zip(meanwhile, without, strict=True)
    ]
    print(f"at p99 {slower[0]:.1f} times as slow by the clock, {slower[1]:.1f} times by the processor")


def _judge(name: str, points: Sequence[tuple[int, int]]) -> None:
    """Say whether memory grows in the last quarter of the articles, when what is held for speed is full."""
    late = points[len(points) // 2 :]
    grows = _slope(late)
    verdict = "flat" if grows <= FLAT else "GROWS"
    if late[-1][0] < SETTLED:
        verdict = f"too short a run to tell (under {SETTLED:,})"
    print(f"memory of the {name}: {verdict}, {grows:+.1f} MB for every 1,000 articles, {late[-1][1]} MB")


def _slope(points: Sequence[tuple[int, int]]) -> float:
    """MB for every 1,000 articles, by least squares; 0 for fewer than three points."""
    if len(points) < 3:
        return 0.0
    middle = [sum(values) / len(points) for values in zip(*points, strict=True)]
    across = sum((read - middle[0]) * (memory - middle[1]) for read, memory in points)
    return 1000 * across / (sum((read - middle[0]) ** 2 for read, _ in points) or 1)


def _check(desk: Desk, folder: Path, count: int) -> None:
    """Whether every file is there as one article, whole, and the file of the store is sound."""
    db = desk.shelf.db
    held = db.execute("SELECT count(*), count(DISTINCT url), count(DISTINCT file) FROM article").fetchone()
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    changed = [
        row[0] for row in db.execute("SELECT file, text FROM article") if not written[row[0]].endswith(row[1])
    ]
    doubled = db.execute(DOUBLED).fetchone()[0]
    sound = db.execute("PRAGMA integrity_check").fetchone()[0]
    broken = len(db.execute("PRAGMA foreign_key_check").fetchall())
    if tuple(held) == (count, count, count) and sound == "ok" and not (changed or doubled or broken):
        print("nothing lost, nothing doubled, the store is sound")
    else:
        print(f"NOT WHOLE: {tuple(held)} of {count}, {len(changed)} with another text, {doubled} doubled, "
              f"{sound}, {broken} rows that lead nowhere")  # fmt: skip


DOUBLED = """
    SELECT (SELECT count(*) - count(DISTINCT article || ' ' || start) FROM passage)
    + (SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM passage))
    + (SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM arrival))
"""
"""Passages that stand twice in one article, and articles without passages or without a note of arrival."""


if __name__ == "__main__":
    main(sys.argv[1:])
