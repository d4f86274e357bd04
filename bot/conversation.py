"""Conversation: from an update to the answer sent, and the one place where an unexpected error ends."""

import asyncio
import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime
from weakref import WeakValueDictionary

from telegram import Update
from telegram.error import InvalidToken
from telegram.ext import ContextTypes

from bot.keys import Keeper
from bot.reactions import Outcome, Place
from bot.render import Message, messages
from bot.requests import known_as, of_message, of_tap, place_of, place_of_tap
from bot.sending import Sender
from briefs.page import Line, Page
from handlers.request import Request, Role

log = logging.getLogger(__name__)

Answer = Callable[[Request], Page]
RoleOf = Callable[[int, int], Role]
"""The role of a user id in a chat id."""

EXPIRED = "This button has expired. Please send the command again."
REMEMBERED = 10_000
"""How many requests are remembered, so that an update delivered twice is answered once."""


class Conversation:
    """Answers messages and taps. `answer` and `role_of` run in `pool`, off the event loop."""

    def __init__(
        self,
        sender: Sender,
        answer: Answer,
        role_of: RoleOf,
        keeper: Keeper,
        pool: Executor,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sender = sender
        self._answer = answer
        self._role_of = role_of
        self._keeper = keeper
        self._pool = pool
        self._clock = clock
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a message that is meant for us."""
        if update.message is None:
            return
        request = of_message(update.message, context.bot.username)
        if request is not None:
            await self._reply(request, place_of(update.message))

    async def on_tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a tap: acknowledge it before anything else, then change the message it came from."""
        query = update.callback_query
        if query is None:
            return
        request = of_tap(query, self._clock(), context.bot.username, self._keeper)
        await self._sender.acknowledge(query.id, "" if request else EXPIRED)
        place = place_of_tap(query)
        if request is not None and place is not None:
            await self._reply(request, place)

    async def _reply(self, request: Request, place: Place) -> None:
        """Send the answer to a request, in its turn; what fails unexpectedly is told by a reference."""
        if not self._first_time(request.key):
            log.info("request %s came a second time", request.key)
            return
        turn = self._turns.setdefault(place.chat_id, asyncio.Lock())
        async with turn:
            try:
                outcome = await self._sender.deliver(place, await self._messages(request))
            except InvalidToken:
                raise
            except Exception as error:
                await self._own_up(request, place, error)
            else:
                if outcome is Outcome.REFUSED:
                    await self._own_up(request, place, None)

    async def _messages(self, request: Request) -> tuple[Message, ...]:
        page = await asyncio.get_running_loop().run_in_executor(self._pool, self._page, request)
        return messages(page, self._keeper)

    def _page(self, request: Request) -> Page:
        """The answer, made in a thread of the pool: both functions may read the store."""
        role = self._role_of(request.who.user_id, request.who.chat_id)
        return self._answer(known_as(request, role))

    async def _own_up(self, request: Request, place: Place, error: Exception | None) -> None:
        """Log a bug whole and tell the person its reference."""
        reference = secrets.token_hex(4)
        who = request.who
        log.error("bug %s: user %s, chat %s", reference, who.user_id, who.chat_id, exc_info=error)
        place = place.model_copy(update={"edit": None})
        await self._sender.deliver(place, messages(apology(reference), self._keeper))

    def _first_time(self, key: str) -> bool:
        if key in self._seen:
            return False
        self._seen[key] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return True


def apology(reference: str) -> Page:
    """What a person hears of a bug: that it was logged, and under what."""
    said = f"The fault is ours and has been logged as {reference}; an administrator can look it up."
    return Page(title="This could not be answered", lines=(Line(text=said, role="plain"),), verdict="refusal")
