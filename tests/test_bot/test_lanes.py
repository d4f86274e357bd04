"""The connections to Telegram: each carries one request, the last used first, and a wait for one ends in time."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.lanes import Lanes


@pytest.fixture
async def server() -> AsyncIterator["Slow"]:
    async with Slow() as slow:
        yield slow


class Slow:
    """A server that replies when it is told, and knows how many connections it was given."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.connections = 0
        self._came = asyncio.Condition()

    async def __aenter__(self) -> "Slow":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/"
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()

    async def reached(self, connections: int) -> None:
        async with self._came:
            await self._came.wait_for(lambda: self.connections >= connections)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with self._came:
            self.connections += 1
            self._came.notify_all()
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await self.go.wait()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def test_requests_one_after_another_share_a_connection(server: Slow) -> None:
    server.go.set()
    async with httpx.AsyncClient(transport=Lanes(4)) as client:
        assert [(await client.get(server.url)).text for _ in range(3)] == ["ok"] * 3
    assert server.connections == 1


async def test_when_all_are_taken_a_request_waits_and_is_told_so_in_time(server: Slow) -> None:
    async with httpx.AsyncClient(transport=Lanes(2), timeout=httpx.Timeout(30, pool=0.05)) as client:
        busy = [asyncio.create_task(client.get(server.url)) for _ in range(2)]
        await server.reached(2)
        with pytest.raises(httpx.PoolTimeout):
            await client.get(server.url)
        server.go.set()
        assert [reply.text for reply in await asyncio.gather(*busy)] == ["ok", "ok"]
        assert (await client.get(server.url)).text == "ok"
    assert server.connections == 2


async def test_a_request_that_is_called_off_or_fails_gives_its_connection_back(server: Slow) -> None:
    async with httpx.AsyncClient(transport=Lanes(1)) as client:
        gone = asyncio.create_task(client.get(server.url))
        await server.reached(1)
        gone.cancel()
        await asyncio.wait([gone])
        with pytest.raises(httpx.ConnectError):
            await client.get("http://127.0.0.1:1/")
        server.go.set()
        assert (await client.get(server.url)).text == "ok"


@pytest.mark.parametrize("steps", range(1, 40))
async def test_wherever_a_request_is_called_off_the_next_one_gets_through(server: Slow, steps: int) -> None:
    """The only connection is given up after so many steps of the loop, in every stage of a request."""
    server.go.set()
    async with httpx.AsyncClient(transport=Lanes(1), timeout=httpx.Timeout(5)) as client:
        for _ in range(2):
            request = asyncio.create_task(client.get(server.url))
            for _ in range(steps):
                await asyncio.sleep(0)
            request.cancel()
            await asyncio.wait([request])
            assert (await client.get(server.url)).text == "ok"
