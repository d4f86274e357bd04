"""The courier: sends what is owed to chats, as long as it is due, and writes down what became of it."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from telegram.error import InvalidToken

from bot.crew import Crew
from bot.keys import Table
from bot.kit import Kit
from bot.pacing import Closed, Pacer
from bot.reactions import Outcome, Place
from bot.render import Message, messages
from bot.sending import Fate, Sender
from briefs.page import Page
from data.errors import BadStore
from data.store import buttons, outbox
from data.store.outbox import Owed
from data.store.shelf import Connection
from handlers import leaving

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Messages in hand. The others stay in the store: ten thousand owed take no more memory than these."""
LOOK_SECONDS = 5.0
"""How long at most until the store is looked at again: other programs may owe something, too."""
UNKNOWN_LATER = timedelta(minutes=10)
"""When a chat is tried again that Telegram did not know."""
LONGEST_PAUSE = 30.0
"""Seconds until the next try while Telegram cannot be reached."""
URGENCY = {"answer": 0, "notice": 1, "brief": 2}


class Courier:
    """Sends what the outbox holds, one message of a chat after another, several chats at once."""

    def __init__(self, kit: Kit, sender: Sender, pacer: Pacer, end: Callable[[InvalidToken], None]) -> None:
        self._kit = kit
        self._sender = sender
        self._pacer = pacer
        self._end = end
        self._poked = asyncio.Event()
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._crew = Crew(1, "outbox")
        self._unreachable = False
        self._stopping = False

    def poke(self) -> None:
        """Something may be owed: look at once."""
        self._poked.set()

    async def run(self) -> None:
        """Send what is owed until told to stop. What an earlier run was sending is not sent again."""
        doubtful = await self._kit.scribe.insist(partial(outbox.doubt, now=self._kit.now))
        if doubtful:
            log.warning("%s messages were leaving when we stopped; they may have arrived", doubtful)
        pause = 0.0
        while not self._stopping:
            self._poked.clear()
            try:
                wait = await self._look()
            except BadStore as error:
                log.error("%s What is owed waits.", error)
                wait = LOOK_SECONDS
            except Exception as error:  # whatever it is, the next look may be better
                log.error("the outbox could not be looked at", exc_info=error)
                wait = LOOK_SECONDS
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._poked.wait(), wait)
            pause = min(2 * pause or 1.0, LONGEST_PAUSE) if self._unreachable else 0.0
            self._unreachable = False
            await asyncio.sleep(pause)

    async def stop(self) -> None:
        """Begin nothing more, and wait for what is on its way."""
        self._stopping = True
        self._crew.shutdown()
        if self._in_hand:
            await asyncio.wait(self._in_hand.values())

    async def _look(self) -> float:
        """Take what is due in hand; gives the seconds until there may be more."""
        free = AT_ONCE - len(self._in_hand)
        if free < AT_ONCE // 2:
            return LOOK_SECONDS  # whatever is finished pokes
        beside = [*self._in_hand, *self._pacer.held()]
        due, moment = await asyncio.wrap_future(self._crew.submit(self._due, free, beside))
        for owed in due:
            if owed.chat not in self._in_hand:
                task = asyncio.create_task(self._send(owed))
                self._in_hand[owed.chat] = task
                task.add_done_callback(partial(self._finished, owed.chat))
        if due:
            return 0.0
        if moment is None:
            return LOOK_SECONDS
        return max(0.0, min(LOOK_SECONDS, (moment - self._kit.clock()).total_seconds()))

    def _due(self, limit: int, beside: list[int]) -> tuple[list[Owed], datetime | None]:
        """What is due, and when there will be more; off the event loop."""
        shelf, now = self._kit.desk.shelf, self._kit.now
        moment = outbox.next_due(shelf, now)
        due = self._allowed(outbox.due(shelf, now, limit, beside))
        return due, datetime.fromisoformat(moment) if moment else None

    def _allowed(self, due: list[Owed]) -> list[Owed]:
        """What may still be told where it goes; the rest is noted as skipped, with the reason."""
        desk = self._kit.desk
        reasons = {owed.id: reason for owed in due if (reason := leaving.kept_back(desk, owed))}
        if reasons:
            with desk.store.writing() as db:
                for number, reason in reasons.items():
                    outbox.move(db, number, "skipped", self._kit.now, reason=reason)
        return [owed for owed in due if owed.id not in reasons]

    def _finished(self, chat: int, task: asyncio.Task[None]) -> None:
        self._in_hand.pop(chat, None)
        self._poked.set()
        if not task.cancelled() and (error := task.exception()):
            if isinstance(error, BadStore):
                log.error("%s What is owed to chat %s waits.", error, chat)
                return
            log.error("what was owed to chat %s could not be handled", chat, exc_info=error)

    async def _send(self, owed: Owed) -> None:
        """Send one message, or what is left of it, and note its fate."""
        keeper = Table()
        try:
            drawn = messages(Page.model_validate_json(owed.page), keeper)
        except ValueError as error:
            log.error("message %s could not be drawn", owed.id, exc_info=error)
            await self._note(owed, Fate(outcome=Outcome.REFUSED, reason="it could not be drawn"))
            return
        trail = Dispatch(self._kit, owed, drawn, keeper.commands)
        place = Place(chat_id=owed.chat, thread_id=owed.topic, reply_to=owed.reply_to)
        try:
            fate = await self._sender.deliver(place, drawn[len(owed.messages) :], trail)
        except Closed:
            return
        except BadStore as error:
            log.error("%s Message %s waits.", error, owed.id)
            fate = Fate(outcome=Outcome.UNREACHABLE)
        except InvalidToken as error:
            self._stopping = True
            self._end(error)
            return
        self._unreachable |= fate.outcome is Outcome.UNREACHABLE
        await self._note(owed, fate)

    async def _note(self, owed: Owed, fate: Fate) -> None:
        """Write down the fate of what did not leave; what left was noted when it did."""
        clock, now = self._kit.clock, self._kit.now
        if fate.outcome is Outcome.REFUSED or (fate.outcome is Outcome.GONE and owed.sort == "brief"):
            change = partial(outbox.move, number=owed.id, state="failed", now=now, reason=fate.reason)
        elif fate.outcome in (Outcome.GONE, Outcome.UNKNOWN):
            later = UNKNOWN_LATER if fate.outcome is Outcome.UNKNOWN else timedelta()
            until = (clock() + later).isoformat(timespec="seconds")
            change = partial(outbox.postpone, number=owed.id, until=until, now=now, reason=fate.reason)
        else:
            return
        await self._kit.scribe.insist(change)


class Dispatch:
    """The trail of what the outbox holds: each part is noted before it leaves and after."""

    def __init__(self, kit: Kit, owed: Owed, drawn: tuple[Message, ...], commands: dict[str, str]) -> None:
        self._kit = kit
        self._owed = owed
        self._parts = len(drawn)
        self._commands = commands
        self._numbers = list(owed.messages)

    @property
    def urgency(self) -> int:
        """Answers first, then notices, then briefs."""
        return URGENCY[self._owed.sort]

    async def leaving(self) -> None:
        """Note that the next part is on its way. Raises BadStore: what cannot be noted does not leave."""
        now = self._kit.now

        def change(db: Connection) -> None:
            outbox.begin(db, self._owed.id, self._parts, now)
            buttons.keep(db, self._commands, now)

        await self._kit.scribe.write(change)

    async def stayed(self, seconds: float) -> bool:
        """Owe it again from then on; it is not waited for here, where others wait for their turn."""
        # A second more, because moments are written without their fractions.
        until = (self._kit.clock() + timedelta(seconds=seconds + 1)).isoformat(timespec="seconds")
        change = partial(outbox.postpone, number=self._owed.id, until=until, now=self._kit.now)
        await self._kit.scribe.insist(change)
        return False

    async def left(self, message: Message, place: Place, number: int | None) -> None:
        """Note what became of a part, and what the chat was told by it."""
        self._numbers.append(number or 0)
        whole, doubtful = len(self._numbers) >= self._parts, 0 in self._numbers
        state: outbox.State = "due" if not whole else "uncertain" if doubtful else "sent"
        now, numbers = self._kit.now, tuple(self._numbers)
        reason = f"part {numbers.index(0) + 1} may not have arrived" if doubtful else ""

        def change(db: Connection) -> None:
            outbox.move(db, self._owed.id, state, now, numbers, reason)
            outbox.note_told(db, place.chat_id, place.thread_id, message.facts, number, now)

        await self._kit.scribe.insist(change)
