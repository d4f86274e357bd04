"""An outage costs what was on its way when it began: everything else waits, and is sent when it is over."""

import asyncio
import time

import pytest
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.app import CONNECTIONS
from bot.outage import Outage
from bot.pacing import Limits, Pace, Pacer
from bot.wire import Unsent
from tests.fake_telegram import FakeTelegram, drop, garble, gateway
from tests.test_bot.desk import Desk

ASKING, EVER = 60, 10**6


def ask_all(server: FakeTelegram) -> list:
    people = [server.private(f"Person {n}") for n in range(ASKING)]
    for person in people:
        person.says("/actor Nadia")
    return people


@pytest.mark.parametrize(
    "kind", [gateway, lambda m, n: drop(m, n, accept=False), garble], ids=["502", "reset", "no JSON"]
)
async def test_questions_that_come_in_an_outage_are_answered_after_it(
    server: FakeTelegram, desk: Desk, kind
) -> None:
    """Updates still arrive, and nothing can be sent: without halting, all answers would leave into it."""
    server.faults = [kind("sendMessage", EVER), kind("getMe", EVER)]
    people = ask_all(server)
    await server.until(lambda: len(server.made("sendMessage")) >= 1)
    await asyncio.sleep(1.5)
    assert len(server.made("sendMessage")) <= CONNECTIONS
    assert not any(person.answers for person in people)
    server.faults = []
    lost = len(server.made("sendMessage"))
    await server.until(lambda: sum(bool(person.answers) for person in people) >= ASKING - lost)
    await server.idle()
    assert all(len(person.answers) <= 1 for person in people)
    assert sum(not person.answers for person in people) == lost <= CONNECTIONS


async def test_where_only_sending_fails_it_is_tried_one_by_one(server: FakeTelegram, desk: Desk) -> None:
    server.faults = [gateway("sendMessage", EVER)]
    people = ask_all(server)
    await server.until(lambda: len(server.made("sendMessage")) >= 1)
    await asyncio.sleep(3.0)
    tried = len(server.made("sendMessage"))
    assert tried <= CONNECTIONS + 5
    server.faults = []
    await server.until(lambda: sum(bool(person.answers) for person in people) >= ASKING - tried - 2)
    await server.idle()
    assert all(len(person.answers) <= 1 for person in people)


async def test_one_failure_holds_the_others_up_for_a_moment_only(server: FakeTelegram, desk: Desk) -> None:
    server.faults = [gateway("sendMessage")]
    people = ask_all(server)
    began = time.monotonic()
    await server.until(lambda: sum(bool(person.answers) for person in people) >= ASKING - 1)
    assert time.monotonic() - began < 8


async def test_a_halted_pacer_lets_nothing_leave_and_then_one_at_a_time() -> None:
    pacer = Pacer(Pace(Limits()))
    on_their_way, most, over = 0, 0, asyncio.Event()

    async def leave(chat: int) -> None:
        nonlocal on_their_way, most
        async with pacer.turn(chat):
            on_their_way += 1
            most = max(most, on_their_way)
            await over.wait()
            on_their_way -= 1

    pacer.halt()
    tasks = [asyncio.create_task(leave(chat)) for chat in range(1, 6)]
    await asyncio.sleep(0.01)
    assert most == 0
    pacer.resume(alone=True)
    await asyncio.sleep(0.01)
    assert most == 1
    pacer.resume()
    await asyncio.sleep(0.01)
    assert most == 5
    over.set()
    await asyncio.gather(*tasks)


async def test_what_left_before_holds_nobody_up_who_goes_alone() -> None:
    """A file that takes a minute to leave."""
    pacer = Pacer(Pace(Limits()))
    async with pacer.turn(1):
        pacer.halt()
        pacer.resume(alone=True)
        async with asyncio.timeout(1), pacer.turn(2):
            pass
        async with asyncio.timeout(1), pacer.turn(3):
            pass


class Asked:
    """Whatever replies in place of Telegram: each error once, then it is Telegram again."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.waited: list[float] = []

    async def ask(self) -> None:
        if self.errors:
            raise self.errors.pop(0)

    async def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)


async def at_once(pacer: Pacer, chats: int = 4) -> int:
    """How many of so many messages are on their way at the same time."""
    on_their_way, over = 0, asyncio.Event()

    async def leave(chat: int) -> None:
        nonlocal on_their_way
        async with pacer.turn(chat):
            on_their_way += 1
            await over.wait()

    tasks = [asyncio.create_task(leave(chat)) for chat in range(1, chats + 1)]
    await asyncio.sleep(0.01)
    found = on_their_way
    over.set()
    await asyncio.gather(*tasks)
    return found


@pytest.mark.parametrize(
    "error", [NetworkError("Bad Gateway"), TimedOut(), Unsent("no"), KeyError("result"), TypeError()]
)
async def test_whatever_replies_it_is_asked_until_telegram_does(error: Exception) -> None:
    """A gateway's page may be one that the library itself stumbles over."""
    asked, pacer = Asked(error, error, error), Pacer(Pace())
    outage = Outage(pacer, asked.ask, asked.sleep)
    outage.hear(NetworkError("Bad Gateway"))
    await asyncio.sleep(0.01)
    assert asked.waited == [0.5, 1.0, 2.0]
    assert await at_once(pacer) == 1
    outage.hear(None)
    assert await at_once(pacer) == 4


async def test_after_one_late_reply_all_may_leave_and_after_the_next_one_by_one() -> None:
    asked, pacer = Asked(), Pacer(Pace())
    outage = Outage(pacer, asked.ask, asked.sleep)
    for expected in (4, 1, 1):
        outage.hear(TimedOut())
        await asyncio.sleep(0.01)
        assert await at_once(pacer) == expected
    outage.hear(BadRequest("no such chat"))
    assert await at_once(pacer) == 4


async def test_what_certainly_was_not_sent_halts_nobody() -> None:
    pacer = Pacer(Pace())
    Outage(pacer, Asked().ask).hear(Unsent("no connection"))
    assert await at_once(pacer) == 4


async def test_when_we_stop_nothing_is_asked_any_more() -> None:
    asked, pacer = Asked(*[NetworkError("down")] * 100), Pacer(Pace())
    outage = Outage(pacer, asked.ask)
    outage.hear(NetworkError("down"))
    await asyncio.sleep(0.01)
    outage.end()
    await asyncio.sleep(0.01)
    left = len(asked.errors)
    outage.hear(NetworkError("down"))
    await asyncio.sleep(0.6)
    assert len(asked.errors) == left
