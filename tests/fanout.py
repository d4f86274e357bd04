"""The fan-out of one brief to many chats: `python -m tests.fanout [CHATS]` prints seconds and memory."""

import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from data.store import subscriptions
from data.store.store import Store
from handlers import delivering
from tests.world import START, World


def subscribed(path: Path, chats: int) -> World:
    """A store with this many chats that want the same brief at the same time, and 60 facts since."""
    world = World(Store(path))
    with world.desk.store.writing() as db:
        for chat in range(1, chats + 1):
            db.execute(
                """INSERT INTO chat (id, kind, state, zone, brief_at, recorded_at)
                   VALUES (?, 'private', 'approved', 'Asia/Karachi', '07:00', '')""",
                (chat,),
            )
            subscriptions.subscribe(db, chat, 0, chat, 0, delivering.stamp(START))
    for number in range(60):
        world.fact(f"Official {number % 12}", f"an agreement on readmission and training, text {number}")
    return world


def resident() -> float:
    """The most memory that this program has held so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fan_out(path: Path, chats: int) -> tuple[int, float, float]:
    """How many messages are owed after the tick, in how many seconds, with how many MB beyond idle."""
    world = subscribed(path, chats)
    idle, begin = resident(), time.perf_counter()
    delivering.tick(world.desk, START + timedelta(hours=21))
    seconds = time.perf_counter() - begin
    owed = int(world.desk.shelf.row("SELECT count(*) FROM outbox WHERE state = 'due'")[0])
    world.desk.store.close()
    return owed, seconds, resident() - idle


def main() -> None:
    """Print what a fan-out takes."""
    chats = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        owed, seconds, megabytes = fan_out(Path(folder) / "a.db", chats)
    print(f"{chats} chats: {owed} messages owed in {seconds:.1f} s, {megabytes:.0f} MB beyond idle")


if __name__ == "__main__":
    main()
