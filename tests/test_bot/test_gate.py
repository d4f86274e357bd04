"""The gate: answers are made in the order they were asked for, little ahead of their turn to leave."""

import asyncio

import pytest

from bot.gate import Gate
from bot.pacing import Closed, Limits, Pace, Pacer


class Shop:
    """Answers that are made, and wait until they are let go."""

    def __init__(self, most: int) -> None:
        self.ready = 0
        self.made: list[int] = []
        self.gate = Gate(lambda: self.ready, most)

    async def make(self, number: int) -> None:
        async with self.gate.making():
            self.made.append(number)
            await asyncio.sleep(0)
            self.ready += 1

    def sell(self, answers: int) -> None:
        self.ready -= answers
        self.gate.look()


async def settled() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def test_no_more_are_made_than_wait_to_leave_and_the_first_asked_comes_first() -> None:
    shop = Shop(3)
    asked = [asyncio.create_task(shop.make(number)) for number in range(10)]
    await settled()
    assert shop.made == [0, 1, 2]
    shop.sell(2)
    await settled()
    assert shop.made == [0, 1, 2, 3, 4]
    shop.sell(3)
    await settled()
    shop.sell(3)
    await asyncio.gather(*asked)
    assert shop.made == list(range(10))


async def test_whoever_is_called_off_in_the_line_takes_nobodys_place() -> None:
    shop = Shop(1)
    asked = [asyncio.create_task(shop.make(number)) for number in range(4)]
    await settled()
    asked[1].cancel()
    asked[2].cancel()
    shop.sell(1)
    await settled()
    assert shop.made == [0, 3]


async def test_whoever_is_called_off_just_when_let_in_leaves_the_gate_open() -> None:
    shop = Shop(1)
    first, second, third = (asyncio.create_task(shop.make(number)) for number in range(3))
    await settled()
    shop.sell(1)
    second.cancel()  # let in by `sell`, and not yet awake
    await settled()
    assert shop.made == [0, 2]
    await asyncio.gather(first, third)


async def test_when_we_stop_whoever_waits_is_told_and_nobody_more_is_let_in() -> None:
    shop = Shop(1)
    first, second = (asyncio.create_task(shop.make(number)) for number in range(2))
    await settled()
    shop.gate.close()
    with pytest.raises(Closed):
        await second
    with pytest.raises(Closed):
        await shop.make(5)
    await first
    assert shop.made == [0]


async def test_an_answer_whose_own_chat_has_to_wait_keeps_no_other_from_being_made() -> None:
    pacer = Pacer(Pace(Limits(overall=2)))
    gate = Gate(pacer.ready, 2)
    pacer.granted = gate.look
    pacer.hold(5, 60)
    held = [asyncio.create_task(leave(pacer, 5)) for _ in range(3)]
    await settled()
    assert pacer.ready() == 0
    async with asyncio.timeout(5), gate.making(), gate.making():
        pass
    pacer.close()
    assert all(isinstance(end, Closed) for end in await asyncio.gather(*held, return_exceptions=True))


async def leave(pacer: Pacer, chat: int) -> None:
    async with pacer.turn(chat):
        pass
