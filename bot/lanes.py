"""Lanes: connections to Telegram, each by itself, so that a request looks at one of them and not at all."""

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Self

import httpx


class Lanes(httpx.AsyncBaseTransport):
    """So many connections, the one used last is taken first.

    The HTTP library's own pool looks at each connection (with a system call) and at each request that
    waits, whenever one begins or ends; with hundreds waiting that is most of what an answer costs.
    """

    def __init__(self, number: int) -> None:
        self._context = httpx.create_ssl_context()  # one for all: reading the certificates takes a while
        self._lanes: set[httpx.AsyncHTTPTransport] = set()
        self._free = [self._lane() for _ in range(number)]
        self._closing: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(number)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The reply, read to its end. Raises PoolTimeout when no connection is free in time."""
        await self._enter(request)
        lane = self._free.pop()
        try:
            response = await lane.handle_async_request(request)
            try:
                body = b"".join([part async for part in response.aiter_raw()])
            finally:
                await response.aclose()
        except BaseException:
            # Given up in the middle, its pool may wait for ever for the one connection it has.
            self._close(lane)
            lane = self._lane()
            raise
        finally:
            self._free.append(lane)
            self._room.release()
        return httpx.Response(response.status_code, headers=response.headers, stream=httpx.ByteStream(body))

    def _lane(self) -> httpx.AsyncHTTPTransport:
        lane = httpx.AsyncHTTPTransport(verify=self._context, limits=httpx.Limits(max_connections=1))
        self._lanes.add(lane)
        return lane

    def _close(self, lane: httpx.AsyncHTTPTransport) -> None:
        """Close a connection, beside what is being done."""

        self._lanes.discard(lane)

        async def close() -> None:
            with suppress(Exception):
                await lane.aclose()

        task = asyncio.create_task(close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _enter(self, request: httpx.Request) -> None:
        if not self._room.locked():
            await self._room.acquire()
            return
        try:
            async with asyncio.timeout(request.extensions.get("timeout", {}).get("pool")):
                await self._room.acquire()
        except TimeoutError:
            raise httpx.PoolTimeout("no connection is free", request=request) from None

    async def aclose(self) -> None:
        """End every connection."""
        for lane in self._lanes:
            await lane.aclose()
        if self._closing:
            await asyncio.wait(self._closing)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self.aclose()
