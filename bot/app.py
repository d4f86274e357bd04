"""The application: the parts of this room put together, started, and stopped again."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from typing import Any

from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.conversation import Conversation
from bot.courier import Courier
from bot.crew import Crew
from bot.duties import Duties
from bot.figures import Figures
from bot.gate import Gate
from bot.hands import Hand, Hands
from bot.inbox import Inbox, Processor
from bot.inline import Inline
from bot.kit import Answer, Kit
from bot.logs import configure
from bot.membership import Membership, leave_overdue, look_often
from bot.menus import Menus
from bot.pacing import Closed, Limits, Pace, Pacer, limits
from bot.presence import Presence
from bot.pulse import listen
from bot.receiving import BAD_TOKEN, App, Polling, insist, poll, replay, take_calls, take_in
from bot.reception import Reception
from bot.redaction import redacted_logs
from bot.scribe import Scribe
from bot.sending import Sender
from bot.turns import Turns
from bot.wire import Wire
from data.errors import BadStore
from data.store import counts
from data.store.alone import alone
from handlers import access
from handlers.answer import answer
from handlers.desk import Desk
from handlers.job import Compose
from handlers.ticking import TICKS, Tick
from handlers.warming import warm

log = logging.getLogger(__name__)

CONNECTIONS = 16
"""To Telegram, beside the one for updates: at 30 messages a second, enough for a reply that takes 500 ms."""
POOL_SECONDS = 30.0
"""How long a message may wait for a free connection."""
REPLY_SECONDS = 20.0
"""How long Telegram may take to reply to a message: what comes later counts as lost, though it arrived."""
WORKERS = 2
"""Threads that make answers, when there are not more processes for it: one, and one more for what comes while
an answer takes long. With processes there is one thread more than those, so that none waits for a job."""
SWITCH_SECONDS = 0.001
"""How long a thread that makes an answer may keep the interpreter from the event loop; usual are 0.005."""
FAREWELL_SECONDS = 5.0
"""How long answers in hand may still leave when we are told to stop; the others leave at the next start."""
ARRIVAL_SECONDS = 2.0
"""How long after that what is on its way may take to arrive."""
END_SECONDS = 9.0
"""How long stopping takes at most, whatever hangs."""


def utc() -> datetime:
    """The clock of this program."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Means:
    """What the bot works with besides the desk: how it answers, its duties by the clock, its pace."""

    answer: Answer = answer
    ticks: Sequence[Tick] = TICKS
    limits: Limits | None = None
    """At which pace messages leave; None: as the settings say."""
    clock: Callable[[], datetime] = utc
    pulse: bool = False
    """Whether /health and /metrics are served by HTTP, as the settings say where."""


def serve(desk: Desk, means: Means | None = None) -> int:
    """Answer on Telegram until SIGTERM or Ctrl-C, then finish what is in hand.

    Returns 0 after a stop, 1 when it could not go on; then one sentence on stderr says why.
    """
    configure(desk.settings.log_format)
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        with alone(desk.store.path), asyncio.Runner(loop_factory=_event_loop()) as runner:
            reason = runner.run(_until_told(desk, means or Means(pulse=True)))
    except BadStore as error:
        reason = str(error)
    if reason:
        print(reason, file=sys.stderr)
    return 1 if reason else 0


def _event_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, which takes a tenth less of the processor for a message; Python's own where there is none."""
    if find_spec("uvloop") is None:
        return None
    from uvloop import new_event_loop  # only for serving, and not on Windows

    return new_event_loop


async def _until_told(desk: Desk, means: Means) -> str:
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # where there are no signals, Ctrl-C still ends the loop
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    return await run(desk, stop, means)


async def run(desk: Desk, stop: asyncio.Event, means: Means | None = None) -> str:
    """Answer on Telegram until `stop` is set. Gives '' then, or the sentence why it could not go on."""
    settings = desk.settings
    reasons: list[str] = []

    def end(reason: str) -> None:
        reasons.append(reason)
        stop.set()

    with redacted_logs(settings.token.get_secret_value(), settings.webhook_secret.get_secret_value()):
        stack = AsyncExitStack()
        try:
            room = Room(desk, means or Means(), end, stack)
            await insist(room.application.bot.initialize, settings.api_url, stop)
            if not stop.is_set():
                await room.open(stop)
            await stop.wait()
        except InvalidToken:
            return BAD_TOKEN
        except BadRequest as error:
            return f"Telegram refuses the webhook: {error.message}."
        except OSError as error:
            why = (error.strerror or str(error)).partition(" (")[0]
            return f"Cannot listen on {settings.webhook_listen}: {why}."
        finally:
            await _unwind(stack)
    return reasons[0] if reasons else ""


def _composing(desk: Desk, stack: AsyncExitStack) -> Compose:
    """Where answers are made: here, and by processes beside ours when there is a file that they can open."""
    path, settings = desk.store.path, desk.settings
    if path is None or not settings.processes:
        return Turns()
    hands = Hands(lambda: Hand(path, settings), settings.processes)
    stack.callback(hands.close)
    return hands


async def _unwind(stack: AsyncExitStack) -> None:
    """Undo what was begun, in the time there is."""
    try:
        await asyncio.wait_for(stack.aclose(), END_SECONDS)
    except TimeoutError:
        log.error("stopped although not everything came to its end; what is owed is kept")


class Room:
    """The parts, put together but not yet at work. Raises InvalidToken for an empty token."""

    def __init__(self, desk: Desk, means: Means, end: Callable[[str], None], stack: AsyncExitStack) -> None:
        self.desk = desk = replace(desk, compose=_composing(desk, stack))
        self.means = means
        self.stack = stack
        self.end = end
        scribe = Scribe(desk.store)
        stack.push_async_callback(scribe.close)
        self.workers = max(WORKERS, desk.settings.processes + 1)
        self.crew = pool = Crew(self.workers, "answer")
        stack.callback(pool.shutdown, cancel_futures=True)
        self.figures = Figures(self._health)
        self.kit = Kit(desk, scribe, pool, means.clock, self.figures.counting(means.answer))
        self.inbox = Inbox(desk.store, scribe, means.clock)
        self.presence = Presence(desk, scribe, means.clock, lambda: self.courier.poke())
        self.application = _application(desk, self.inbox, end)
        stack.push_async_callback(_shut_down, self.application)
        self.pacer = Pacer(Pace(means.limits or limits(desk.settings.pace)), at_once=CONNECTIONS)
        self.gate = Gate(self.pacer.ready)
        self.pacer.granted = self.gate.look
        self.sender = Sender(self.application.bot, self.pacer, self.presence, count=self.figures.count)
        stack.callback(self.sender.close)
        self.courier = Courier(self.kit, self.sender, self.pacer, lambda error: end(BAD_TOKEN))
        clock = asyncio.get_running_loop().time
        self.membership = Membership(self.application.bot, clock)
        self.menus = Menus(self.application.bot, self.kit)
        reception = Reception(self.membership, clock)
        self.conversation = Conversation(
            self.kit, self.sender, self.inbox, reception, self.menus, self.gate, self.courier.poke
        )
        self.inline = Inline(self.kit)
        _listen_to(self)

    async def open(self, stop: asyncio.Event) -> None:
        """Begin to answer and to send; what has to be undone at the end goes onto the stack."""
        application, settings = self.application, self.desk.settings
        await application.initialize()
        await application.start()
        self.stack.push_async_callback(self._finish)
        warming = asyncio.create_task(self._warm(stop))
        self.stack.push_async_callback(asyncio.wait, [warming], timeout=ARRIVAL_SECONDS)
        await replay(application, self.inbox)
        if settings.webhook_url:
            await take_calls(application, self.inbox, settings, stop, self.stack)
        else:
            await poll(application, settings, stop, self.stack)
        sending = asyncio.create_task(self.courier.run())
        self.stack.callback(sending.cancel)
        duties = Duties(self.desk, self.means.ticks, self.means.clock, self.courier.poke)
        self.stack.callback(duties.stop)
        if self.means.pulse and settings.health_listen:
            self._beat(settings.health_listen)
        log.info("@%s answers", application.bot.username)
        leaving = asyncio.create_task(look_often(self._leave))
        self.stack.callback(leaving.cancel)
        setting = asyncio.create_task(self._set_menus())
        self.stack.callback(setting.cancel)

    def _health(self) -> counts.Health:
        return counts.health(self.desk.shelf)

    def _beat(self, where: str) -> None:
        """Serve what a supervisor asks for until the stack is unwound."""
        pulse = listen(where, lambda: {"ok": True, **self._health().model_dump()}, self.figures.text)
        if pulse is not None:
            self.stack.push_async_callback(pulse.close_all_connections)
            self.stack.callback(pulse.stop)

    async def _warm(self, stop: asyncio.Event) -> None:
        """Warm one thread after another until `stop`, so that who asks meanwhile does not wait for it."""
        for some in self.crew.each(partial(warm, self.desk, self.means.clock())):
            await asyncio.gather(*map(asyncio.wrap_future, some), return_exceptions=True)
            if stop.is_set():
                return

    async def _set_menus(self) -> None:
        """Give Telegram the menus, beside the answers."""
        try:
            await self.menus.set_all()
        except InvalidToken:
            self.end(BAD_TOKEN)

    async def _leave(self) -> None:
        """Leave the groups that nobody let in in time."""
        desk, clock = self.desk, self.means.clock
        await leave_overdue(
            self.application.bot,
            self.kit.pool,
            lambda: access.overdue(desk, clock()),
            lambda chat: access.left(desk, chat, clock()),
        )

    async def _finish(self) -> None:
        """Let what is in hand leave, but not for ever; what stays is kept for the next start."""
        self.inbox.close()
        ends = (self.application.stop(), self.courier.stop())
        in_hand = asyncio.gather(*ends, return_exceptions=True)
        await asyncio.wait([in_hand], timeout=FAREWELL_SECONDS)
        self.gate.close()
        self.pacer.close()
        await asyncio.wait([in_hand], timeout=ARRIVAL_SECONDS)
        if not in_hand.done():
            log.warning("stopped with answers still in hand")
            in_hand.cancel()


def _application(desk: Desk, inbox: Inbox, end: Callable[[str], None]) -> App:
    # Telegram's waits as timedelta, as the library will have them; else it warns at each of them.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    settings = desk.settings

    async def take(updates: Sequence[dict[str, Any]]) -> None:
        await take_in(application, inbox, updates)

    builder = Application.builder().token(settings.token.get_secret_value())
    builder = builder.base_url(f"{settings.api_url}/bot").base_file_url(f"{settings.api_url}/file/bot")
    builder = builder.request(Wire(CONNECTIONS, POOL_SECONDS, REPLY_SECONDS))
    builder = builder.get_updates_request(Polling(end, take)).job_queue(None)  # type: ignore[arg-type]  # its manual allows None
    builder = builder.concurrent_updates(Processor(inbox))
    application: App = (builder.updater(None) if settings.webhook_url else builder).build()
    return application


def _listen_to(room: Room) -> None:
    """Only new messages and taps: an edited message must not run its command again.

    A handler of another group is called beside those of the first, for the same update.
    """

    async def failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        error = context.error
        if isinstance(update, Update) and isinstance(error, InvalidToken | Closed):
            room.inbox.release(update.update_id)
        if isinstance(error, Closed):
            return
        if isinstance(error, BadStore | NetworkError | InvalidToken):
            log.error("an update could not be handled: %s", error)
        else:
            log.error("an update could not be handled", exc_info=error)
        if isinstance(error, InvalidToken):
            room.end(BAD_TOKEN)

    application, conversation, presence = room.application, room.conversation, room.presence
    new = filters.UpdateType.MESSAGE
    application.add_handler(MessageHandler(new, conversation.on_message))
    application.add_handler(CallbackQueryHandler(conversation.on_tap))
    application.add_handler(InlineQueryHandler(room.inline.on_query))
    application.add_handler(ChatMemberHandler(conversation.on_arrival, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(ChatMemberHandler(room.membership.on_member, ChatMemberHandler.CHAT_MEMBER))
    application.add_handler(MessageHandler(new & filters.StatusUpdate.MIGRATE, presence.on_migration), 1)
    application.add_handler(ChatMemberHandler(presence.on_member, ChatMemberHandler.MY_CHAT_MEMBER), 1)
    application.add_error_handler(failed)


async def _shut_down(application: App) -> None:
    await application.shutdown()
    await application.bot.shutdown()
