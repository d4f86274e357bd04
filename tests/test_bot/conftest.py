"""A fresh server and a bot at work on it, for each conversation."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.fake_telegram import FakeTelegram
from tests.test_bot.desk import Desk, Library, at_work


@pytest.fixture
def server() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def library() -> Library:
    return Library()


@pytest.fixture
async def desk(server: FakeTelegram, library: Library) -> AsyncIterator[Desk]:
    asyncio.get_running_loop().set_debug(True)
    async with at_work(server, library) as desk:
        yield desk
    assert desk.task.result() == ""
    assert not server.blunders
