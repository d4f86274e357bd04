"""The inbox: updates are written before Telegram may forget them, and each is answered once."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from inspect import iscoroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.scribe import Scribe
from data.store import received
from data.store.shelf import Connection
from data.store.store import Store

log = logging.getLogger(__name__)

AT_ONCE = 2048
"""Updates in hand at once. Nearly all of them wait for their turn to leave."""
ENOUGH = 40
"""Unanswered updates beyond which no more are read for a while: more than may be answered in a second."""
PASSING = ("inline_query",)
"""What is of no use any more after a moment, and so not kept."""
PAGE = 100


class Inbox:
    """Knows which updates are new, and how far each is."""

    def __init__(self, store: Store, scribe: Scribe, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._scribe = scribe
        self._clock = clock
        self._fresh: dict[int, str] = {}
        self._in_hand: dict[int, str] = {}
        self._fewer = asyncio.Event()
        self._closed = False

    async def keep(self, updates: Sequence[dict[str, Any]]) -> None:
        """Write updates as they came. Raises BadStore: then they were not kept and must come again."""
        keyed = [(key_of(update), update) for update in updates]
        rows = [(key, json.dumps(update, ensure_ascii=False)) for key, update in keyed if key]
        fresh = await self._scribe.write(partial(received.keep, updates=rows, now=self._clock()))
        for key, update in keyed:
            if not key or key in fresh:
                self._fresh[int(update["update_id"])] = key
                fresh.discard(key)

    async def calm(self, patience: float) -> None:
        """Wait until fewer than ENOUGH are unanswered, at most so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while len(self._fresh) + len(self._in_hand) >= ENOUGH:
                    self._fewer.clear()
                    await self._fewer.wait()

    def left_over(self) -> list[dict[str, Any]]:
        """What an earlier run received and did not answer, in its order; it is fresh again.

        What it was just answering counts as answered: better no answer than two.
        """
        with self._store.writing() as db:
            doubtful = received.give_up(db)
        if doubtful:
            log.warning("%s answers were leaving when we stopped; they may not have arrived", doubtful)
        found: list[dict[str, Any]] = []
        after = ""
        while rows := received.unanswered(self._store.shelf(), PAGE, after):
            after = rows[-1][2]
            for key, body, _ in rows:
                found.append(json.loads(body))
                self._fresh[int(found[-1]["update_id"])] = key
        return found

    def claim(self, update: Update) -> bool:
        """Take an update in hand; False when it was before, or when we stop: the next start has it then."""
        key = None if self._closed else self._fresh.pop(update.update_id, None)
        if key is None:
            return False
        self._in_hand[update.update_id] = key
        return True

    def far(self, update_id: int, state: received.State) -> Callable[[Connection], None]:
        """The change that notes how far an update is; nothing for one that is not kept."""
        key = self._in_hand.get(update_id)
        return partial(received.move, key=key, state=state) if key else lambda db: None

    def release(self, update_id: int) -> None:
        """Leave an update for the next start."""
        self._let_go(update_id)

    def done(self, update_id: int) -> None:
        """An update needs nothing more."""
        self._scribe.post(self.far(update_id, "answered"))
        self._let_go(update_id)

    def _let_go(self, update_id: int) -> None:
        self._in_hand.pop(update_id, None)
        self._fewer.set()

    def discard(self, update_id: int) -> None:
        """An update cannot be answered, now or later."""
        if key := self._fresh.pop(update_id, ""):
            self._fewer.set()
            self._scribe.post(partial(received.move, key=key, state="answered"))

    def close(self) -> None:
        """Take nothing more in hand."""
        self._closed = True


class Processor(BaseUpdateProcessor):
    """How the library handles updates: many at once, each of them once."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(AT_ONCE)
        self._inbox = inbox

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update that is new; what is not handled to its end is left for the next start."""
        if not isinstance(update, Update) or not self._inbox.claim(update):
            if iscoroutine(coroutine):
                coroutine.close()
            return
        try:
            await coroutine
        except BaseException:
            self._inbox.release(update.update_id)
            raise
        self._inbox.done(update.update_id)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to end."""


def key_of(update: dict[str, Any]) -> str:
    """What makes an update the same when it comes again, under whatever number; '' when it is not kept.

    The date is part of it: a number alone may come again when a chat is begun anew.
    """
    if any(kind in update for kind in PASSING):
        return ""
    message, tap = update.get("message"), update.get("callback_query")
    if isinstance(message, dict) and isinstance(message.get("chat"), dict):
        return f"{message['chat'].get('id')}:{message.get('message_id')}:{message.get('date')}"
    if isinstance(tap, dict):
        return f"tap:{tap.get('id')}:{(tap.get('message') or {}).get('date')}"
    return f"update:{update.get('update_id')}"
