"""Lanes: connections to Telegram, each by itself, so that a request looks at one of them and not at all."""

import asyncio
from types import TracebackType
from typing import Self

import httpx


class Lanes(httpx.AsyncBaseTransport):
    """So many connections, the one used last is taken first.

    The HTTP library's own pool looks at each connection (with a system call) and at each request that
    waits, whenever one begins or ends; with hundreds waiting that is most of what an answer costs.
    """

    def __init__(self, number: int) -> None:
        context = httpx.create_ssl_context()  # one for all: reading the certificates takes a while
        one = httpx.Limits(max_connections=1)
        self._lanes = [httpx.AsyncHTTPTransport(verify=context, limits=one) for _ in range(number)]
        self._free = list(reversed(self._lanes))
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
        finally:
            self._free.append(lane)
            self._room.release()
        return httpx.Response(response.status_code, headers=response.headers, stream=httpx.ByteStream(body))

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

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self.aclose()
