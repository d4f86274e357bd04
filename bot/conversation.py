"""Conversation: from an update to the answer sent, and the one place where an unexpected error ends."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar
from weakref import WeakValueDictionary

from telegram import CallbackQuery, Update
from telegram import Message as Incoming
from telegram.error import InvalidToken
from telegram.ext import ContextTypes

from bot.gate import Gate
from bot.inbox import Inbox
from bot.keys import Stored, Table, named
from bot.kit import Kit
from bot.membership import arrived
from bot.menus import Menus
from bot.owners import owned
from bot.pacing import URGENT, Closed
from bot.reactions import Outcome, Place
from bot.reception import Reception
from bot.render import Message, messages
from bot.requests import (
    asker_of_tap,
    for_another,
    is_below,
    known_as,
    of_arrival,
    of_message,
    of_tap,
    place_of,
    place_of_tap,
)
from bot.sending import Sender
from briefs import notices
from briefs.page import Page
from data.errors import BadStore
from data.store import buttons, chats, expecting, outbox
from data.store.shelf import Connection
from data.store.store import read_plainly
from handlers import reaching
from handlers.commands import COMMANDS
from handlers.people import language_of, role_of
from handlers.request import Request, Role

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
PATIENCE = timedelta(hours=1)
"""How long the words of a command are awaited."""
TWICE_SECONDS = 1.0
"""Within which a second tap on the same button is a slip of the finger."""


@dataclass(frozen=True)
class Made:
    """An answer that is ready to leave, and what is to be written down with it."""

    messages: tuple[Message, ...]
    commands: dict[str, str] = field(default_factory=dict)
    """The commands behind the short keys of its buttons."""
    expects: str = ""
    """The command that the person's next plain message is put behind."""
    settles: bool = False
    """Whether nothing is awaited any more of what was."""
    menu: tuple[Role, str] | None = None
    """The role and the language of whoever asked in private, for the menu of their chat."""


@dataclass(frozen=True)
class Begun:
    """A request that is admitted, for whose answer Telegram has to be asked something."""

    request: Request
    settles: bool


class Conversation:
    """Answers messages and taps. What reads the store runs off the event loop."""

    def __init__(
        self,
        kit: Kit,
        sender: Sender,
        inbox: Inbox,
        reception: Reception,
        menus: Menus,
        gate: Gate,
        poke: Callable[[], None],
    ) -> None:
        self._kit = kit
        self._sender = sender
        self._inbox = inbox
        self._reception = reception
        self._menus = menus
        self._gate = gate
        self._poke = poke
        self._keeper = Stored(kit.desk.store, kit.clock)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._tapped: dict[Hashable, float] = {}

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a message that is meant for us."""
        if update.message is None:
            return
        request = of_message(update.message, context.bot.username)
        if request is not None and not for_another(request, COMMANDS):
            await self._reply(update.update_id, request, place_of(update.message), update.message)

    async def on_arrival(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Introduce ourselves in a group that we were put into."""
        change = update.my_chat_member
        if change is not None and arrived(change):
            request = of_arrival(change, update.update_id, context.bot.username)
            await self._reply(update.update_id, request, Place(chat_id=change.chat.id))

    async def on_tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a tap: acknowledge it before anything else, then change the message it came from."""
        query = update.callback_query
        if query is None:
            return
        request = of_tap(query, self._kit.clock(), context.bot.username, self._keeper)
        refusal = await self._reception.turned_down(query, self._keeper) if request else _expired(query)
        await self._sender.acknowledge(query.id, refusal)
        place = place_of_tap(query)
        if request is None or place is None or refusal:
            return
        if isinstance(query.message, Incoming) and query.message.text is None:
            place = place.model_copy(update={"edit": None})  # a picture has no text that could be changed
        if is_below(query, self._keeper):
            place = place.model_copy(update={"edit": None, "reply_to": place.edit})
        owner = asker_of_tap(query, self._keeper)
        await self._once(query, self._reply(update.update_id, request, place, owner=owner))

    async def _once(self, query: CallbackQuery, reply: Coroutine[Any, Any, None]) -> None:
        """Reply to the first of several quick taps of one person on one button."""
        clock = asyncio.get_running_loop().time
        self._tapped = {tap: until for tap, until in self._tapped.items() if until > clock()}
        message = query.message
        tap = (message and message.chat.id, message and message.message_id, query.data, query.from_user.id)
        if tap in self._tapped:
            reply.close()
            return
        self._tapped[tap] = float("inf")
        try:
            await reply
        finally:
            self._tapped[tap] = clock() + TWICE_SECONDS

    async def _reply(
        self,
        update_id: int,
        request: Request,
        place: Place,
        message: Incoming | None = None,
        owner: int | None = None,
    ) -> None:
        """Send the answer to a request, in its turn; what fails unexpectedly is told by a reference."""
        turn = self._turns.setdefault(place.chat_id, asyncio.Lock())
        made: Made | None = None
        clock = asyncio.get_running_loop().time
        async with turn:
            began = clock()
            try:
                made = await self._made(request, message, owner)
                if made is None:
                    return
                ready = clock()
                trail = Reply(self._kit, self._inbox, update_id, request, made)
                fate = await self._sender.deliver(place, made.messages, trail)
            except (InvalidToken, Closed):
                raise
            except Exception as error:
                await self._own_up(update_id, request, place, error)
            else:
                took = (1000 * (ready - began), 1000 * (clock() - ready))
                log.info(
                    "request %s: ready after %.0f ms, %s after %.0f ms more",
                    request.key,
                    took[0],
                    fate.outcome,
                    took[1],
                )
                if fate.outcome is Outcome.REFUSED:
                    await self._own_up(update_id, request, place, None)
        if made is not None and made.menu is not None:
            await self._menus.set_for(place.chat_id, *made.menu)
        self._poke()

    async def _made(self, request: Request, message: Incoming | None, owner: int | None) -> Made | None:
        """The answer to a request, or None when there is none."""
        begun = await self._in_pool(self._begin, request, owner)
        if not isinstance(begun, Begun):
            return begun
        completed = await self._reception.completed(begun.request, message)
        if isinstance(completed, Page):
            return Made(messages=messages(completed, Table()))
        return await self._in_pool(self._make, completed, begun.settles, owner)

    async def _in_pool(self, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it in a thread of the pool, as soon as it is wanted."""
        async with self._gate.making():
            return await asyncio.wrap_future(self._kit.pool.submit(do, *args, **kwargs))

    def _begin(self, request: Request, owner: int | None) -> "Made | Begun | None":
        """The answer, when nothing has to be asked of Telegram for it; else how far it has come."""
        asked, awaited = self._known(request)
        admitted = self._reception.admit(asked)
        if admitted is None:
            return None
        if isinstance(admitted, Page):
            return Made(messages=messages(admitted, Table()))
        settles = awaited or request.tapped or request.text.startswith("/")
        if not self._reception.complete(admitted):
            return Begun(admitted, settles)
        return self._make(admitted, settles, owner)

    def _known(self, request: Request) -> tuple[Request, bool]:
        """The request with the role of who asks, behind the command that awaited it; whether one did."""
        with read_plainly(self._kit.desk.store.path):
            return self._awaited_by(request)

    def _awaited_by(self, request: Request) -> tuple[Request, bool]:
        desk, who = self._kit.desk, request.who
        chat = chats.chat(desk.shelf, who.chat_id)
        if chat is not None and chat.state == "gone":
            with suppress(BadStore), desk.store.writing() as db:
                reaching.back(db, who.chat_id)
        asked, awaited = self._awaited(request)
        return known_as(asked, role_of(desk, who.user_id, who.chat_id)), awaited

    def _make(self, request: Request, settles: bool, owner: int | None) -> Made:
        """The answer, made in a thread of the pool; in a group its buttons belong to whoever asked."""
        keeper, alone = Table(), request.where == "private"
        page = self._kit.answer(self._kit.desk, request)
        if request.where == "group":
            page = owned(page, request.who.user_id if owner is None else owner)
        return Made(
            messages=messages(page, keeper),
            commands=keeper.commands,
            expects=page.expects,
            settles=settles,
            menu=(request.who.role, language_of(self._kit.desk, request)) if alone else None,
        )

    def _awaited(self, request: Request) -> tuple[Request, bool]:
        """The request behind the command that awaited it, and whether there was one."""
        if request.tapped or request.text.startswith("/"):
            return request, False
        since = (self._kit.clock() - PATIENCE).isoformat(timespec="seconds")
        command = expecting.expected(self._kit.desk.shelf, request.who.chat_id, request.who.user_id, since)
        if not command:
            return request, False
        return request.model_copy(update={"text": f"{command} {request.text}"}), True

    async def _own_up(self, update_id: int, request: Request, place: Place, error: Exception | None) -> None:
        """Log a bug whole and tell the person its reference; of the store they hear what is the matter."""
        if isinstance(error, BadStore):
            log.error("request %s: %s", request.key, error)
            await self._say(update_id, request, place, notices.of(error))
            return
        reference = secrets.token_hex(4)
        who = request.who
        log.error("bug %s: user %s, chat %s", reference, who.user_id, who.chat_id, exc_info=error)
        await self._say(update_id, request, place, notices.apology(reference))

    async def _say(self, update_id: int, request: Request, place: Place, page: Page) -> None:
        """Send a page that has no buttons, as a message of its own."""
        said = Made(messages=messages(page, Table()))
        trail = Reply(self._kit, self._inbox, update_id, request, said)
        await self._sender.deliver(place.model_copy(update={"edit": None}), said.messages, trail)


class Reply:
    """The trail of an answer: how far its update is, its buttons, what it awaits, and what it told."""

    urgency = URGENT

    def __init__(self, kit: Kit, inbox: Inbox, update_id: int, request: Request, made: Made) -> None:
        self._kit = kit
        self._inbox = inbox
        self._update_id = update_id
        self._request = request
        self._made = made
        self._parts = 0

    async def leaving(self) -> None:
        """Note that it is being answered. An answer leaves even when the store cannot be written."""
        answering = self._inbox.far(self._update_id, "answering")

        def change(db: Connection) -> None:
            answering(db)
            if not self._parts:
                self._keep(db)

        try:
            await self._kit.scribe.write(change)
        except BadStore as error:
            log.error("%s The answer leaves all the same.", error)

    def _keep(self, db: Connection) -> None:
        made, who = self._made, self._request.who
        buttons.keep(db, made.commands, self._kit.now)
        if made.expects:
            expecting.expect(db, who.chat_id, who.user_id, made.expects, self._kit.now)
        elif made.settles:
            expecting.forget(db, who.chat_id, who.user_id)

    async def stayed(self, seconds: float) -> bool:
        """Note that it is still to be answered, when nothing of it left before; it is waited for here."""
        if not self._parts:
            self._kit.scribe.post(self._inbox.far(self._update_id, "received"))
        return True

    async def left(self, message: Message, place: Place, number: int | None) -> None:
        """Note the facts that the chat was told, so that a correction will reach it."""
        self._parts += 1
        if message.facts:
            now = self._kit.now

            def change(db: Connection) -> None:
                outbox.note_told(db, place.chat_id, place.thread_id, message.facts, number, now)

            self._kit.scribe.post(change)


def _expired(query: CallbackQuery) -> str:
    command = COMMANDS.get(named(query.data or ""))
    return notices.expired(command.usage if command else "")
