"""The gate: answers are made little ahead of their turn to leave, so that making them holds up no sending."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.pacing import Closed

AHEAD = 30
"""Answers that are made or ready at once: as many as may leave at one moment after a rest. More would only
take the processor from what sends them."""


class Gate:
    """Lets answers be made in the order they were asked for, while fewer than `most` wait to leave."""

    def __init__(self, ready: Callable[[], int], most: int = AHEAD) -> None:
        self._ready = ready
        """How many answers wait for nothing but room to leave."""
        self._most = most
        self._making = 0
        self._line: deque[asyncio.Future[None]] = deque()
        self._closed = False

    @asynccontextmanager
    async def making(self) -> AsyncIterator[None]:
        """Wait until an answer may be made; it is made inside. Raises Closed when we stop."""
        await self._enter()
        try:
            yield
        finally:
            self._making -= 1
            # Only after the answer has taken its place among those that wait to leave.
            asyncio.get_running_loop().call_soon(self.look)

    async def _enter(self) -> None:
        if self._closed:
            raise Closed
        if not self._line and self._open():
            self._making += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn in self._line:
                self._line.remove(turn)
            elif not turn.cancelled() and turn.exception() is None:
                self._making -= 1  # it was let in just then, and does not come
                self.look()
            raise

    def look(self) -> None:
        """Let in as many as there is room for: something was made, or left."""
        while self._line and self._open():
            turn = self._line.popleft()
            if not turn.done():
                self._making += 1
                turn.set_result(None)

    def close(self) -> None:
        """Let in nobody any more; whoever waits is told by Closed."""
        self._closed = True
        while self._line:
            turn = self._line.popleft()
            if not turn.done():
                turn.set_exception(Closed())

    def _open(self) -> bool:
        return self._making + self._ready() < self._most
