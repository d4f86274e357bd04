"""Briefs and corrections by a process of its own over the strict server, killed again and again."""

import random
import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.store import deliveries, subscriptions
from data.store.store import Store
from handlers.delivering import stamp
from tests.fake_telegram import Chat, FakeTelegram, drop, flood, forbid
from tests.test_bot.test_serving import process
from tests.world import World


def prepared(server: FakeTelegram, path: Path, people: int, groups: int) -> tuple[World, list[Chat]]:
    """A store in which these chats subscribed yesterday for eleven, and one fact came since.

    They live where it is past noon now: whenever this runs, their day and their next brief are hours away.
    """
    world, now = World(Store(path)), datetime.now(UTC)
    world.now = yesterday = now - timedelta(days=1)
    zone = f"Etc/GMT{now.hour - 12:+}"
    chats = [server.private(f"Person {n}") for n in range(people)]
    chats += [server.group(f"Group {n}", [server.user(f"Member {n}")]) for n in range(groups)]
    for chat in chats:
        world.chat(chat.id, "Desk", zone=zone, brief_at="11:00")
        with world.desk.store.writing() as db:
            subscriptions.subscribe(db, chat.id, 0, chat.id, 0, stamp(yesterday))
    return world, chats


def briefs(chat: Chat) -> list[str]:
    return [m.text for m in chat.answers if m.text.startswith("Daily brief")]


def serve_until(server: FakeTelegram, path: Path, what: object, *, kill: bool) -> None:
    """A process that serves until something is so, and is then killed or told to stop."""
    with process(server.url, server.token, str(path)) as bot:
        server.wait(what, 40)  # type: ignore[arg-type]
        bot.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        _, err = bot.communicate(timeout=30)
        assert "Traceback" not in err, err


OUTBOX = "SELECT count(*) FROM outbox WHERE state IN ('due', 'sending')"
LEDGER = "SELECT count(*) FROM delivery WHERE state IN ('due', 'composing', 'sending')"


def left(path: Path, what: str) -> int:
    """How many are not settled yet."""
    time.sleep(0.3)
    store = Store(path)
    try:
        return int(store.shelf().rows(what)[0][0])
    finally:
        store.close()


@pytest.mark.parametrize("seed", [1])
def test_killed_again_and_again_each_chat_gets_its_brief_once_or_the_ledger_says_why_not(
    server: FakeTelegram, tmp_path: Path, seed: int
) -> None:
    chance, path = random.Random(seed), tmp_path / "a.db"
    world, chats = prepared(server, path, 20, 4)
    fact = world.fact("Ann Lee", "a deal on visas")
    world.desk.store.close()
    server.faults = [
        flood("sendMessage", 1, chat=chats[3].id),
        forbid("sendMessage", "bot was blocked by the user", 5, chat=chats[4].id),
        drop("sendMessage", chat=chats[5].id),
        drop("sendMessage", chat=chats[6].id, accept=False),
    ]
    for _ in range(2):
        enough = sum(map(len, map(briefs, chats))) + chance.randrange(2, 6)
        serve_until(server, path, lambda n=enough: sum(map(len, map(briefs, chats))) >= n, kill=True)
    serve_until(server, path, lambda: not left(path, OUTBOX), kill=False)
    serve_until(server, path, lambda: not left(path, LEDGER), kill=False)
    counts, told = account(path, chats)
    assert counts["sent"] >= 18
    assert counts["failed"] == 1
    withdrawn(path, fact)
    hear = [chat for chat in chats if chat.id in told]
    serve_until(server, path, lambda: all("CORRECTED" in chat.last.text for chat in hear), kill=False)
    for chat in hear:
        assert [m.text.startswith("CORRECTED") for m in chat.answers].count(True) == 1
        replied = chat.find(chat.last.reply_to or 0)
        assert replied is not None
        assert replied.text.startswith("Daily brief")
    assert not server.blunders


def account(path: Path, chats: list[Chat]) -> tuple[Counter[str], set[int]]:
    """The states of all briefs, each compared with what arrived; and the chats that were told."""
    store, counts, told = Store(path), Counter[str](), set[int]()
    for chat in chats:
        one = subscriptions.of_chat(store.shelf(), chat.id, 0, "UTC")
        assert one is not None
        [row] = store.shelf().rows("SELECT id FROM delivery WHERE subscription = :id", id=one.id)
        [delivery] = deliveries.get_all(store.shelf(), [row["id"]])
        arrived = len(briefs(chat))
        allowed = {"sent": (1,), "uncertain": (0, 1), "failed": (0,)}
        assert arrived in allowed[delivery.state], (delivery, arrived)
        assert delivery.reason or delivery.state == "sent"
        counts[delivery.state] += 1
        if delivery.state == "sent":
            told.add(chat.id)
    store.close()
    return counts, told


def withdrawn(path: Path, fact: int) -> None:
    world = World(Store(path))
    world.now = datetime.now(UTC)
    world.withdraw(fact)
    world.desk.store.close()


def test_what_a_button_of_a_brief_opens_comes_below_it_and_the_brief_stays(
    server: FakeTelegram, tmp_path: Path
) -> None:
    path = tmp_path / "a.db"
    world, [chat] = prepared(server, path, 1, 0)
    world.fact("Ann Lee", "a deal on visas")
    world.desk.store.close()
    with process(server.url, server.token, str(path)) as bot:
        server.wait(lambda: briefs(chat), 30)
        brief = chat.answers[-1]
        said = brief.text
        chat.taps(brief, "Ann Lee")
        server.wait(lambda: len(chat.answers) > 1, 20)
        assert chat.last.text.startswith("Ann Lee")
        assert chat.last.reply_to == brief.id
        assert brief.text == said
        bot.send_signal(signal.SIGTERM)
        bot.communicate(timeout=30)
