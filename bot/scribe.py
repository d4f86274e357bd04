"""Scribe: one thread that writes what the event loop has to keep, many changes in one transaction."""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from data.errors import BadStore
from data.store.shelf import Connection
from data.store.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")
MOST = 500
"""Changes of one transaction, so that nobody waits long for a commit."""
AGAIN_SECONDS = 0.5
"""Between two tries to write what has to be written."""


class _Change(Generic[T]):
    """A change that is wanted, and who waits for it; `lasting` when it is wanted until it is made."""

    def __init__(
        self, make: Callable[[Connection], T], future: asyncio.Future[T] | None, lasting: bool = False
    ) -> None:
        self.make = make
        self.future = future
        self.lasting = lasting
        self.result: T
        self.error: Exception | None = None

    def settle(self) -> None:
        """Tell whoever waits; in the loop's own thread."""
        if self.future is None or self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Scribe:
    """Writes changes in the order in which they are asked for. What is asked for at once is one commit."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._loop = asyncio.get_running_loop()
        self._changes: SimpleQueue[_Change[Any] | None] = SimpleQueue()
        self._put_off: list[_Change[Any]] = []
        self._ended = asyncio.Event()
        threading.Thread(target=self._work, name="scribe", daemon=True).start()

    async def write(self, make: Callable[[Connection], T]) -> T:
        """Make a change; returns once it is committed. Raises BadStore when the file cannot be written."""
        future: asyncio.Future[T] = self._loop.create_future()
        self._changes.put(_Change(make, future))
        return await future

    async def insist(self, make: Callable[[Connection], T]) -> T:
        """Make a change that has to be made: while the file cannot be written, try again."""
        while True:
            try:
                return await self.write(make)
            except BadStore as error:
                log.error("%s It is tried again.", error)
                await asyncio.sleep(AGAIN_SECONDS)

    def post(self, make: Callable[[Connection], object], lasting: bool = True) -> None:
        """Make a change that nobody waits for; a lasting one is tried again until the file can be written."""
        self._changes.put(_Change(make, None, lasting))

    async def close(self) -> None:
        """Write what was asked for so far, what was put off once more, and end."""
        self._again()
        self._changes.put(None)
        await self._ended.wait()

    def _again(self) -> None:
        """Try once more what was put off."""
        put_off, self._put_off = self._put_off, []
        for change in put_off:
            self._changes.put(change)

    def _work(self) -> None:
        going = True
        while going:
            batch = [self._changes.get()]
            while len(batch) < MOST and batch[-1] is not None:
                try:
                    batch.append(self._changes.get_nowait())
                except Empty:
                    break
            changes = [change for change in batch if change is not None]
            going = len(changes) == len(batch)
            self._commit(changes)
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._settle, changes)
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._ended.set)

    def _commit(self, changes: list[_Change[Any]]) -> None:
        """All in one transaction; when one of them fails, each by itself, so that it fails alone."""
        if not changes:
            return
        try:
            with self._store.writing() as db:
                for change in changes:
                    change.result = change.make(db)
        except Exception as error:
            if len(changes) > 1 and not isinstance(error, BadStore):
                for change in changes:
                    self._commit([change])
                return
            for change in changes:
                change.error = error
            unheard = sum(change.future is None for change in changes)
            if unheard:
                log.error("%s changes were not written: %s", unheard, error)

    def _settle(self, changes: list[_Change[Any]]) -> None:
        """Tell whoever waits, and put off what is wanted until it is made; in the loop's own thread."""
        for change in changes:
            if change.lasting and isinstance(change.error, BadStore):
                change.error = None
                if not self._put_off:
                    self._loop.call_later(AGAIN_SECONDS, self._again)
                self._put_off.append(change)
            else:
                change.settle()
