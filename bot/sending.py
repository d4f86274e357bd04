"""Sending: everything that leaves for Telegram passes here, at its pace, written down before and after."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

from telegram import (
    Bot,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.outage import Outage
from bot.pacing import Pacer
from bot.reactions import Attempt, Outcome, Place, decide
from bot.render import Button, Message
from bot.wire import Unreadable
from data.dates import Value

log = logging.getLogger(__name__)

UPLOAD_SECONDS = 60.0
"""How long a file may take to leave, and Telegram then to reply to it."""
REPLY_SECONDS = 30.0
"""How long Telegram may take to say that it is there."""
LEFT = (Outcome.SENT, Outcome.UNCERTAIN)


class Fate(Value):
    """What became of messages, and in Telegram's words why."""

    outcome: Outcome
    reason: str = ""


class Trail(Protocol):
    """What is written down of messages on their way, so that a crash loses none and repeats none."""

    @property
    def urgency(self) -> int:
        """Who goes first: answers 0, the others after them."""
        ...

    async def leaving(self) -> None:
        """Called just before each request leaves."""
        ...

    async def stayed(self, seconds: float) -> bool:
        """It certainly did not leave and may in so many seconds; whether it is waited for here."""
        ...

    async def left(self, message: Message, place: Place, number: int | None) -> None:
        """It left, and is Telegram's message `number`; None when that is not known."""
        ...


class Reach(Protocol):
    """Who needs to know that a chat is not what it was."""

    async def moved(self, old: int, new: int) -> None:
        """A chat has another number now."""
        ...

    async def lost(self, chat: int, reason: str) -> None:
        """A chat cannot be written to."""
        ...

    async def missed(self, chat: int, reason: str) -> None:
        """Telegram does not know a chat, this time."""
        ...

    async def shut_out(self, chat: int, topic: int) -> Message | None:
        """A topic is closed: what is to be said about it, None when that was said before."""
        ...


class Sender:
    """The one way out. A wait for one chat holds up no other."""

    def __init__(
        self,
        bot: Bot,
        pacer: Pacer,
        reach: Reach,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        count: Callable[[Outcome], object] = lambda outcome: None,
    ) -> None:
        self._bot = bot
        self._pacer = pacer
        self._reach = reach
        self._sleep = sleep
        self._count = count
        """Hears of the outcome of each message."""
        self._outage = Outage(pacer, partial(bot.get_me, read_timeout=REPLY_SECONDS), sleep)

    async def acknowledge(self, query_id: str, notice: str = "") -> None:
        """Answer a tap, so that the button stops waiting; with `notice` the person sees these words.

        Never raises for a tap that is too old or was answered before.
        """
        try:
            await self._bot.answer_callback_query(
                query_id, text=notice[:200] or None, show_alert=bool(notice)
            )
        except InvalidToken:
            raise
        except TelegramError as error:
            log.info("a tap was not acknowledged: %s", error)

    async def deliver(self, place: Place, messages: tuple[Message, ...], trail: Trail) -> Fate:
        """Send the messages in order, the first one in place of `place.edit` when that is given.

        Gives the worst fate of any; when one did not leave, the rest is not tried. Raises Closed when
        we stop and InvalidToken; then the rest did not leave either.
        """
        worst = Fate(outcome=Outcome.SENT)
        for message in messages:
            fate, place = await self._one(Attempt(place=place), message, trail)
            if fate.outcome not in LEFT:
                return fate
            worst = fate if worst.outcome is Outcome.SENT else worst
            place = place.model_copy(update={"edit": None})
        return worst

    async def _one(self, attempt: Attempt, message: Message, trail: Trail) -> tuple[Fate, Place]:
        """Try one message until it has a fate; gives that and where it went."""
        while True:
            number, error = await self._try(attempt, message, trail)
            following = Outcome.SENT if error is None else await self._react(error, attempt, trail)
            if isinstance(following, Attempt):
                attempt = following
                continue
            self._count(following)
            if following in LEFT:
                await trail.left(message, attempt.place, number)
            return Fate(outcome=following, reason=str(error or "")), attempt.place

    async def _try(
        self, attempt: Attempt, message: Message, trail: Trail
    ) -> tuple[int | None, TelegramError | None]:
        """Make one request in its turn; gives Telegram's number of the message, or what went wrong."""
        async with self._pacer.turn(attempt.place.chat_id, trail.urgency):
            await trail.leaving()
            number, error = await self._called(attempt, message)
            self._outage.hear(error)
            return number, error

    async def _called(self, attempt: Attempt, message: Message) -> tuple[int | None, TelegramError | None]:
        """Make the request; gives Telegram's number of the message, or what went wrong."""
        try:
            return await self._call(attempt, message), None
        except TelegramError as error:
            return None, error
        except (TypeError, AttributeError, KeyError) as error:
            # The library makes a message of whatever Telegram says came of the call.
            return None, _unreadable(error)

    def close(self) -> None:
        """Ask no more whether Telegram can be reached."""
        self._outage.end()

    async def _react(self, error: TelegramError, attempt: Attempt, trail: Trail) -> Attempt | Outcome:
        """What follows from a failed try, with whoever has to know told, and waited for where need be."""
        if isinstance(error, InvalidToken):
            await trail.stayed(0)
        following, chat = decide(error, attempt), attempt.place.chat_id
        _note(error, attempt, following)
        if following is Outcome.GONE:
            await self._reach.lost(chat, str(error))
        if following is Outcome.UNKNOWN:
            await self._reach.missed(chat, str(error))
        if isinstance(following, Outcome):
            return following
        if isinstance(error, RetryAfter):
            self._pacer.hold(chat, following.wait)
        if following.stayed and not await trail.stayed(following.wait):
            return Outcome.LATER if isinstance(error, RetryAfter) else Outcome.UNREACHABLE
        if not isinstance(error, RetryAfter):
            await self._sleep(following.wait)
        await self._change(attempt.place, following.place)
        return following

    async def _change(self, old: Place, new: Place) -> None:
        """Tell who needs to know that a chat has moved or a topic is closed."""
        if new.chat_id != old.chat_id:
            await self._reach.moved(old.chat_id, new.chat_id)
        if new.chat_id != old.chat_id or new.thread_id == old.thread_id or old.thread_id is None:
            return
        notice = await self._reach.shut_out(old.chat_id, old.thread_id)
        if notice is None:
            return
        async with self._pacer.turn(new.chat_id):
            _number, error = await self._called(Attempt(place=new), notice)
            self._outage.hear(error)
        if error is not None:
            log.info("chat %s was not told of its closed topic: %s", new.chat_id, error)

    async def _call(self, attempt: Attempt, message: Message) -> int:
        """Make the request; gives Telegram's number of the message."""
        if message.file is not None:
            return await self._send_file(attempt, message)
        place, mode = attempt.place, None if attempt.plain else ParseMode.HTML
        text = message.plain if attempt.plain else message.html
        if place.edit is not None:
            await self._bot.edit_message_text(
                text,
                chat_id=place.chat_id,
                message_id=place.edit,
                parse_mode=mode,
                reply_markup=_keyboard(message),
                link_preview_options=NO_PREVIEW,
            )
            return place.edit
        sent = await self._bot.send_message(
            place.chat_id,
            text,
            parse_mode=mode,
            reply_markup=_markup(message, place),
            message_thread_id=place.thread_id,
            reply_parameters=_reply(place),
            link_preview_options=NO_PREVIEW,
        )
        return sent.message_id

    async def _send_file(self, attempt: Attempt, message: Message) -> int:
        """Send a picture or a document with its caption; always as a message of its own."""
        assert message.file is not None, "only a message with a file comes here"
        place, file = attempt.place, message.file
        content = InputFile(file.data, filename=file.name)
        common: dict[str, Any] = {
            "caption": (message.plain if attempt.plain else message.html) or None,
            "parse_mode": None if attempt.plain else ParseMode.HTML,
            "reply_markup": _markup(message, place),
            "message_thread_id": place.thread_id,
            "reply_parameters": _reply(place),
            "write_timeout": UPLOAD_SECONDS,
            "read_timeout": UPLOAD_SECONDS,
        }
        if message.pictured and not attempt.document:
            sent = await self._bot.send_photo(place.chat_id, content, **common)
        else:
            sent = await self._bot.send_document(place.chat_id, content, **common)
        return sent.message_id


NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def _reply(place: Place) -> ReplyParameters | None:
    return ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None


def _markup(message: Message, place: Place) -> InlineKeyboardMarkup | ForceReply | None:
    """The buttons; in a group without any, the box to reply in, where words are awaited.

    A group's privacy mode hides from us what is not said as a reply.
    """
    if message.asks and not message.keyboard and place.chat_id < 0:
        return ForceReply(selective=True)
    return _keyboard(message)


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    rows = [[_button(button) for button in row] for row in message.keyboard]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.copied:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copied))
    if button.link:
        return InlineKeyboardButton(button.label, url=button.link)
    return InlineKeyboardButton(button.label, callback_data=button.data)


def _unreadable(error: Exception) -> Unreadable:
    found = Unreadable(f"what the reply says of the message is not understood ({type(error).__name__})")
    found.__cause__ = error
    return found


def _note(error: TelegramError, attempt: Attempt, following: Attempt | Outcome) -> None:
    """Log a failed try: loudly when it is our own fault or when it is not known what arrived."""
    ours = following is Outcome.REFUSED or (
        isinstance(following, Attempt) and following.plain and not attempt.plain
    )
    level = logging.ERROR if ours else logging.WARNING if following is Outcome.UNCERTAIN else logging.INFO
    said = following if isinstance(following, Outcome) else "another try"
    log.log(level, "to chat %s: %s: %s", attempt.place.chat_id, error, said)
