"""`python -m benchmarks.answers [FACTS ...]`: how long every command takes, on stores of growing size.

Each command of the table is asked with words as people type them: names that are everywhere and names
that are rare, some misspelled, some of nobody; common and rare words; usage without words. Printed are
the median and the 99th percentile in milliseconds for each size, how many times longer the median of
the largest takes than that of the smallest, the same of the largest in processor time alone (what it
is on a machine that does nothing else), and the memory of the process. The stores are made in a
temporary folder and deleted; FACTS=path measures a store that `benchmarks.generator` made before.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
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


class Measured(NamedTuple):
    """Milliseconds of the answers of one command, by the clock and of the processor, each sorted."""

    clock: list[float]
    processor: list[float]
    answered: int
    """How many of them found something."""


def measure(desk: Desk, world: World, command: str, count: int = ASKED) -> Measured:
    """The times of `count` questions to one command. Stops the benchmark at an answer that tells of a bug."""
    chance = Random(f"{command}1")
    clock, processor, answered = [], [], 0
    for number in range(count):
        text = f"/{command} {QUESTIONS.get(command, words)(world, chance)}"
        request = Request(text=text, who=READER, where="private", when=NOW, key=str(number))
        began = time.perf_counter(), time.process_time()
        page = answer(desk, request)
        clock.append((time.perf_counter() - began[0]) * 1000)
        processor.append((time.process_time() - began[1]) * 1000)
        answered += page.verdict == "answer"
        if page.title.startswith("Something went wrong"):
            raise SystemExit(f"a bug was answered to {text}")
    print(f"  /{command}: {_pair(sorted(processor))} ms of processor", file=sys.stderr, flush=True)
    return Measured(sorted(clock), sorted(processor), answered)


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
    tables: dict[int, dict[str, Measured]] = {}
    held: dict[int, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for facts, _, path in sorted(asked, key=lambda one: int(one[0])):
            size = int(facts)
            file = Path(path) if path else _made(Path(folder), size)
            world, desk = World(max(60, size // 10)), _asked_anew(file)
            gc.freeze()  # as the bot does once it has started; the names of the world are ours alone
            tables[size] = {name: measure(desk, world, name) for name in COMMANDS if name not in LEFT_OUT}
            held[size] = memory()
            desk.store.close()
            if not path:
                file.unlink()
    _print(tables, held)


def _asked_anew(file: Path) -> Desk:
    """A desk that remembers no answers: every question counts as one that nobody asked before."""
    return Desk(Store(file), Settings(), memory=Memory(0))


def _made(folder: Path, size: int) -> Path:
    file = folder / f"{size}.db"
    generate(file, size, told=lambda line: print(f"  {line}", file=sys.stderr))
    return file


def _print(tables: dict[int, dict[str, Measured]], held: dict[int, int]) -> None:
    sizes = sorted(tables)
    heads = "".join(f"{size:>16,}" for size in sizes)
    print(f"{'ms p50 / p99':<17}{heads}   growth   processor only   answered")
    for command, largest in tables[sizes[-1]].items():
        cells = "".join(_pair(tables[size][command].clock) for size in sizes)
        growth = at(largest.clock, 0.5) / at(tables[sizes[0]][command].clock, 0.5)
        share = largest.answered / len(largest.clock)
        print(f"/{command:<16}{cells}{growth:8.1f}x {_pair(largest.processor)}{share:11.0%}")
    print(f"{'memory, MB':<17}" + "".join(f"{held[size]:>16}" for size in sizes))


def _pair(times: Sequence[float]) -> str:
    return f"{at(times, 0.5):8.1f}/{at(times, 0.99):7.1f}"


if __name__ == "__main__":
    main(sys.argv[1:])
