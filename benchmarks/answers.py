"""`python -m benchmarks.answers [FACTS ...]`: how long every command takes, on stores of growing size.

Each command of the table is asked with words as people type them: names that are everywhere and names
that are rare, some misspelled, some of nobody; common and rare words; usage without words. Printed are
the median and the 99th percentile in milliseconds for each size, how many times longer the median of
the largest takes than that of the smallest, how many times more lines and buttons its answers have (a
larger store has more to say of a name), the times of the largest in processor time alone (what they are
on a machine that does nothing else), and the memory of the process that answers. Each store is
answered from by a process of its own, and the sizes are asked in turn, a few questions at a time: a
machine that is slower for a minute is so for all of them. The stores are made in a temporary folder and
deleted; FACTS=path measures a store that `benchmarks.generator` made before.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.generator import generate
from benchmarks.namegen import Names, spoil
from benchmarks.world import COMMON, COUNTED, MONTHS, TOPICS, World
from data.store.store import Store
from data.values import EntityKind
from handlers.answer import answer
from handlers.commands import COMMANDS
from handlers.desk import Desk
from handlers.remembering import Memory
from handlers.request import Principal, Request
from handlers.settings import Settings
from handlers.warming import warm

SIZES = (10_000, 100_000)
"""Facts; name 1000000 as well when there are minutes to spare."""
ASKED = 200
"""Questions for each command."""
READER = Principal(user_id=1, chat_id=1, role="admin")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
Ask = Callable[[World, Random], str]


def name(world: World, chance: Random, *kinds: EntityKind) -> str:
    """What somebody types who means an entity of these kinds; now and then it is nobody."""
    kind = chance.choice(kinds or tuple(world.things))
    thing = world.any(kind) if chance.random() < 0.7 else chance.choice(world.things[kind])
    luck = chance.random()
    if luck < 0.05:
        return _strangers(chance.randrange(50)).person()
    if luck < 0.3:
        return spoil(thing.name, chance)[0]
    return thing.short if luck < 0.5 and thing.short else thing.name


@cache
def _strangers(seed: int) -> Names:
    """Names of people who are in no store."""
    return Names(seed)


def words(world: World, chance: Random) -> str:
    """One to five words that a text may hold: of the topics, common ones, rare ones, names."""
    luck = chance.random()
    if luck < 0.3:
        return chance.choice(TOPICS)
    if luck < 0.6:
        return " ".join(chance.sample(COMMON, chance.randrange(1, 6)))
    return f"{world.words(chance.randrange(1, 4))} {name(world, chance) if luck > 0.8 else ''}"


def _figure(world: World, chance: Random) -> str:
    luck = chance.random()
    if luck < 0.3:
        return f"{chance.randrange(1, 90_000):,}"
    return f"{chance.choice(COUNTED)} {name(world, chance, 'place', 'organisation') if luck < 0.6 else ''}"


def _office(world: World, chance: Random) -> str:
    title = chance.choice(["DG", "Director General", "Minister", "Ambassador", "Secretary", "Spokesperson"])
    when = chance.choice(["", "", " in 2017", f" on 3 {chance.choice(MONTHS)} 2020"])
    return f"{title} {name(world, chance, 'organisation')}{when}"


def _asof(world: World, chance: Random) -> str:
    day = f"{chance.choice([2024, 2025])}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}"
    command = chance.choice(
        ["actor", "country", "timeline", "quote", "latest", "about", "search", "upcoming"]
    )
    return f"{day} /{command} {QUESTIONS[command](world, chance)}"


def _question(world: World, chance: Random) -> str:
    who = name(world, chance, "person", "organisation")
    questions = [
        f"who is the {_office(world, chance)}?",
        f"who is {who}?",
        f"what did {who} say on {chance.choice(TOPICS)}?",
        f"how many {_figure(world, chance)}?",
        f"latest on {name(world, chance)}",
        f"is {who} still in office?",
        f"when was the {words(world, chance)} opened?",
        who,
        words(world, chance),
    ]
    return chance.choice(questions)


def _nothing(world: World, chance: Random) -> str:
    return ""


def _named(*kinds: EntityKind) -> Ask:
    return lambda world, chance: name(world, chance, *kinds) if chance.random() < 0.95 else ""


def _two(world: World, chance: Random) -> str:
    kind: EntityKind = chance.choice(("person", "organisation", "project", "place"))
    return f"{name(world, chance, kind)}, {name(world, chance, kind)}"


def _either(*asks: Ask | str) -> Ask:
    def ask(world: World, chance: Random) -> str:
        one = chance.choice(asks)
        return one if isinstance(one, str) else one(world, chance)

    return ask


def _number(below: int) -> Ask:
    return lambda world, chance: str(chance.randrange(1, below))


QUESTIONS: dict[str, Ask] = {
    "start": _nothing,
    "help": _nothing,
    "actor": _named("person", "organisation"),
    "org": _named("organisation"),
    "project": _named("project"),
    "country": _named("place"),
    "event": _named("event"),
    "find": _named(),
    "figure": _figure,
    "quote": _either(_named("person"), words),
    "timeline": _named(),
    "related": _named(),
    "compare": _two,
    "who": _office,
    "upcoming": _nothing,
    "latest": _either("", name),
    "brief": _either("", name, "since 1 Jan 2024", "since 1 Nov 2026"),
    "search": words,
    "source": _either(_number(900), words),
    "why": _either(_number(9_000), words),
    "asof": _asof,
    "about": _nothing,
    "ask": _question,
}
"""What is asked of each command; one that is not here is asked with words."""


LEFT_OUT = ("backup", "export")
"""Commands that copy the whole store: what they take is the disk's."""


AT_A_TIME = 25
"""Questions that one size is asked before the next one is."""


def questions(world: World, command: str, count: int) -> list[str]:
    """The questions of one command, the same for every run."""
    chance = Random(f"{command}1")
    return [f"/{command} {QUESTIONS.get(command, words)(world, chance)}" for _ in range(count)]


class Measured(NamedTuple):
    """Milliseconds of the answers of one command, by the clock and of the processor, each sorted."""

    clock: list[float]
    processor: list[float]
    answered: int
    """How many of them found something."""
    lines: int
    """Lines and buttons of all these answers."""


class Told(NamedTuple):
    """What one question took, in milliseconds, and how it ended."""

    clock: float
    processor: float
    verdict: str
    lines: int
    is_bug: bool


class Answering:
    """A process of its own that answers from one store, so that its memory is that of answering alone."""

    def __init__(self, file: Path, size: int) -> None:
        self.world = World(max(60, size // 10))
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), _open, (file,))

    def __enter__(self) -> "Answering":
        return self

    def __exit__(self, *problem: object) -> None:
        self._pool.shutdown()

    def told(self, texts: Sequence[str]) -> list[Told]:
        """What each of these questions took."""
        return self._pool.submit(_timed, texts).result()

    def memory(self) -> int:
        """MB that the answering process has in memory now (Linux; 0 elsewhere)."""
        return self._pool.submit(memory).result()


_desk: list[Desk] = []
"""In an answering process: the desk that it answers from."""


def _open(file: Path) -> None:
    """Begin to answer from a store, as if every question were one that nobody asked before."""
    _desk.append(Desk(Store(file), Settings(), memory=Memory(0)))
    warm(_desk[0], NOW)


def _timed(texts: Sequence[str]) -> list[Told]:
    return [_once(text, str(number)) for number, text in enumerate(texts)]


def _once(text: str, key: str) -> Told:
    request = Request(text=text, who=READER, where="private", when=NOW, key=key)
    began = time.perf_counter(), time.process_time()
    page = answer(_desk[0], request)
    clock, processor = time.perf_counter() - began[0], time.process_time() - began[1]
    is_bug = page.title.startswith("Something went wrong")
    return Told(clock * 1000, processor * 1000, page.verdict, len(page.lines) + len(page.choices), is_bug)


def measure(sizes: Iterable[Answering], command: str, count: int = ASKED) -> list[Measured]:
    """The times of `count` questions to one command, for each store.

    Stops the benchmark at an answer that tells of a bug.
    """
    asked = [(one, questions(one.world, command, count), list[Told]()) for one in sizes]
    for first in range(0, count, AT_A_TIME):
        for one, texts, told in asked:
            told += one.told(texts[first : first + AT_A_TIME])
    for _, texts, told in asked:
        for text, one_told in zip(texts, told, strict=True):
            if one_told.is_bug:
                raise SystemExit(f"a bug was answered to {text}")
    found = [_measured(told) for _, _, told in asked]
    pairs = "".join(_pair(one.processor) for one in found)
    print(f"  /{command}: {pairs} ms of processor", file=sys.stderr, flush=True)
    return found


def _measured(told: Sequence[Told]) -> Measured:
    answered = sum(one.verdict == "answer" for one in told)
    clock, processor = ([one[place] for one in told] for place in (0, 1))
    return Measured(sorted(clock), sorted(processor), answered, sum(one.lines for one in told))


def at(times: Sequence[float], share: float) -> float:
    """The value that this share of the sorted times does not exceed."""
    return times[min(len(times) - 1, int(len(times) * share))]


def memory() -> int:
    """MB of this process that are in memory now (Linux; 0 elsewhere)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return (
        int(next(line for line in status.read_text().splitlines() if line.startswith("VmRSS")).split()[1])
        // 1024
    )


def main(arguments: Sequence[str]) -> None:
    """Measure the sizes named, or SIZES, the smallest first, and print one table."""
    asked = [argument.partition("=") for argument in arguments] or [(str(size), "", "") for size in SIZES]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        stores: dict[int, Answering] = {}
        for facts, _, path in sorted(asked, key=lambda one: int(one[0])):
            size = int(facts)
            file = Path(path) if path else made(Path(folder), size)
            stores[size] = opened.enter_context(Answering(file, size))
        gc.freeze()
        rows = {name: measure(stores.values(), name) for name in COMMANDS if name not in LEFT_OUT}
        tables = {size: {name: row[place] for name, row in rows.items()} for place, size in enumerate(stores)}
        _print(tables, {size: one.memory() for size, one in stores.items()})


def made(folder: Path, size: int) -> Path:
    """A store of so many facts, made in a folder."""
    file = folder / f"{size}.db"
    generate(file, size, told=lambda line: print(f"  {line}", file=sys.stderr))
    return file


def _print(tables: dict[int, dict[str, Measured]], held: dict[int, int]) -> None:
    sizes = sorted(tables)
    heads = "".join(f"{size:>16,}" for size in sizes)
    print(f"{'ms p50 / p99':<17}{heads}   growth  of lines   processor only   answered")
    for command, largest in tables[sizes[-1]].items():
        cells = "".join(_pair(tables[size][command].clock) for size in sizes)
        smallest = tables[sizes[0]][command]
        growth = at(largest.clock, 0.5) / at(smallest.clock, 0.5)
        lines = largest.lines / max(1, smallest.lines)
        share = largest.answered / len(largest.clock)
        print(f"/{command:<16}{cells}{growth:8.1f}x {lines:8.1f}x {_pair(largest.processor)}{share:11.0%}")
    print(f"{'memory, MB':<17}" + "".join(f"{held[size]:>16}" for size in sizes))


def _pair(times: Sequence[float]) -> str:
    return f"{at(times, 0.5):8.1f}/{at(times, 0.99):7.1f}"


if __name__ == "__main__":
    main(sys.argv[1:])
