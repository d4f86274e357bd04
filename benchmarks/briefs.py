"""`python -m benchmarks.briefs [CHATS]`: the daily brief of many chats, from its minute to the last reply.

Composing: a generated store with a day of news, and CHATS subscriptions (a third of them groups, all due at
one minute) that follow everything, one of fifty interests, or each its own. Measured is what the duty by
the clock does then (book, compose, owe): milliseconds for each brief, the different briefs that were
composed for them, and the memory that grew.

Fan-out: the real pacer on a clock that jumps from event to event, with as many messages in hand as the
courier takes. Seconds until all have left for chats that all were briefed at once, the seconds lost above
what 30 messages a second would take, and how long a question that comes meanwhile waits for its turn.
"""

import asyncio
import selectors
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.answers import at, memory
from benchmarks.generator import generate
from benchmarks.world import TOPICS, World
from bot.courier import AT_ONCE
from bot.pacing import TELEGRAM, Pace, Pacer
from data.store import news, subscriptions
from data.store.news import Follow
from data.store.store import Store
from handlers import delivering, making
from handlers.desk import Desk
from handlers.outgoing import stamp
from handlers.settings import Settings

CHATS = 1_000
FACTS = 10_000
"""In the store; about a tenth of them came since the last brief."""
INTERESTS = 50
REPLIES = (0.05, 0.15, 0.4)
"""Seconds until Telegram acknowledges a message."""
PARTS = (1, 1, 1, 1, 2)
"""Messages of a brief, drawn for each chat."""
BRIEF = 2
"""The urgency of a brief."""


class Made(NamedTuple):
    """What making the briefs of all chats took."""

    briefs: int
    different: int
    messages: int
    clock: float
    """Milliseconds for each brief."""
    processor: float
    grown: int
    """MB."""


def interest(world: World, chance: Random) -> tuple[Follow, ...]:
    """One to four things that somebody follows: entities, named often or seldom, and words."""
    things = [one for kind, some in world.things.items() if kind != "event" for one in some]
    found = [Follow(entity=chance.choice(things).id) for _ in range(chance.randrange(1, 4))]
    return (*found, Follow(words=chance.choice(TOPICS))) if chance.random() < 0.3 else tuple(found)


def subscribe(
    desk: Desk, chats: int, follows: Callable[[int], tuple[Follow, ...]], since: datetime, now: datetime
) -> None:
    """Let chats want a brief at seven in UTC with what is recorded after a moment; every third is a group."""
    with desk.store.writing() as db:
        cursor = news.before(desk.shelf, stamp(since))
        for number in range(1, chats + 1):
            chat = -number if number % 3 == 0 else number
            db.execute(
                "INSERT INTO chat (id, kind, state, zone, brief_at, recorded_at)"
                " VALUES (?, ?, 'approved', 'UTC', '07:00', '')",
                (chat, "group" if chat < 0 else "private"),
            )
            subscriptions.subscribe(db, chat, 0, 1, cursor, stamp(now - timedelta(hours=1)))
            db.execute(
                "UPDATE subscription SET follows = ? WHERE chat = ?",
                (subscriptions.FOLLOWS.dump_json(follows(number)).decode(), chat),
            )


def compose(path: Path, chats: int, follows: Callable[[int], tuple[Follow, ...]]) -> Made:
    """Make the brief of every chat once."""
    desk = Desk(Store(path), Settings(access="open"))
    newest = datetime.fromisoformat(desk.shelf.row("SELECT max(recorded_at) FROM fact")[0])
    now = (newest + timedelta(days=1)).replace(hour=7, minute=1, tzinfo=UTC)
    subscribe(desk, chats, follows, newest - timedelta(days=1), now)
    delivering.book(desk, now)
    different = _different(desk, chats, now)
    before, began = memory(), (time.perf_counter(), time.process_time())
    making.make(desk, now)
    clock, processor = time.perf_counter() - began[0], time.process_time() - began[1]
    made = desk.shelf.row("SELECT count(*) FROM delivery WHERE state IN ('sending', 'skipped')")[0]
    owed = desk.shelf.row("SELECT count(*) FROM outbox")[0]
    desk.store.close()
    if made != chats:
        raise SystemExit(f"{made} of {chats} briefs were made")
    return Made(made, different, owed, 1000 * clock / made, 1000 * processor / made, memory() - before)


def _different(desk: Desk, chats: int, now: datetime) -> int:
    """How many different briefs there are among those of all chats."""
    subs = [subscriptions.get(desk.shelf, number, "UTC") for number in range(1, chats + 1)]
    return len({making.order_of(desk, one, now) for one in subs if one is not None})


class Skipping(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    """A selector that does not wait: it lets the clock jump instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        """What is ready now; when nothing is, the time until the next event is over at once."""
        ready = super().select(0)
        if not ready and timeout:
            self.now += timeout
        return ready


class Jumping(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps from event to event."""

    def __init__(self) -> None:
        self._skipping = Skipping()
        super().__init__(self._skipping)

    def time(self) -> float:
        """Seconds since it began."""
        return self._skipping.now


async def fan_out(chats: int, reply: float) -> tuple[int, float, list[float]]:
    """Messages sent, seconds until the last was acknowledged, and the waits of a question every second."""
    pacer, loop, chance = Pacer(Pace(TELEGRAM)), asyncio.get_running_loop(), Random(1)
    owed = [(-n if n % 3 == 0 else n, chance.choice(PARTS)) for n in range(1, chats + 1)]
    sent, waits, hands = sum(parts for _, parts in owed), list[float](), asyncio.Semaphore(AT_ONCE)

    async def send(chat: int, parts: int) -> None:
        for _ in range(parts):
            async with pacer.turn(chat, BRIEF):
                await asyncio.sleep(reply)
        hands.release()

    async def ask() -> None:
        for number in range(10**9):
            began = loop.time()
            async with pacer.turn(10**6 + number):
                waits.append(loop.time() - began)
                await asyncio.sleep(reply)
            await asyncio.sleep(1.0)

    asking = asyncio.create_task(ask())
    async with asyncio.TaskGroup() as group:
        for chat, parts in owed:
            await hands.acquire()
            group.create_task(send(chat, parts))
    seconds = loop.time()
    asking.cancel()
    return sent, seconds, sorted(waits)


def composing(chats: int) -> None:
    """Print the table of composing."""
    print(f"Briefs of {chats:,} chats over a store of {FACTS:,} facts\n")
    print("| interests | briefs | different | messages | ms a brief | CPU ms a brief | MB grown |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        master, copy = Path(folder, "master.db"), Path(folder, "copy.db")
        world, chance = generate(master, FACTS), Random(1)
        shared = [interest(world, chance) for _ in range(INTERESTS)]
        own = [interest(world, chance) for _ in range(chats + 1)]
        kinds: dict[str, Callable[[int], tuple[Follow, ...]]] = {
            "all follow everything": lambda number: (),
            f"one of {INTERESTS} interests": lambda number: shared[number % INTERESTS],
            "each its own": lambda number: own[number],
        }
        for name, follows in kinds.items():
            copy.write_bytes(master.read_bytes())
            made = compose(copy, chats, follows)
            print(
                f"| {name} | {made.briefs:,} | {made.different:,} | {made.messages:,} | {made.clock:.2f}"
                f" | {made.processor:.2f} | {made.grown} |",
                flush=True,
            )


def leaving(chats: int) -> None:
    """Print the table of the fan-out."""
    print(
        f"\nFan-out at Telegram's {TELEGRAM.overall} messages a second, a question every second beside it\n"
    )
    print(
        "| chats | messages | s until a reply | s at the limit | s | lost | a question waits p50 s | p99 s |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for count in (chats, 10 * chats):
        for reply in REPLIES:
            with asyncio.Runner(loop_factory=Jumping) as runner:
                sent, seconds, waits = runner.run(fan_out(count, reply))
            least = sent / TELEGRAM.overall
            print(
                f"| {count:,} | {sent:,} | {reply:.2f} | {least:.1f} | {seconds:.1f}"
                f" | {seconds / least - 1:.0%} | {at(waits, 0.5):.2f} | {at(waits, 0.99):.2f} |",
                flush=True,
            )


def main() -> None:
    """Print the tables."""
    chats = int(sys.argv[1]) if len(sys.argv) > 1 else CHATS
    composing(chats)
    leaving(chats)
    print(f"\nMemory of this program: {memory()} MB")


if __name__ == "__main__":
    main()
