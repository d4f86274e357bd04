"""An outage costs what was on its way when it began: everything else waits, and is sent when it is over."""

import asyncio
import time

import pytest

from bot.app import CONNECTIONS
from bot.pacing import Limits, Pace, Pacer
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
    ask_all(server)
    await server.until(lambda: len(server.made("sendMessage")) >= 1)
    await asyncio.sleep(2.0)
    tried = len(server.made("sendMessage"))
    assert tried <= CONNECTIONS + 5
    server.faults = []
    await server.until(lambda: len(server.made("sendMessage")) >= ASKING)


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
