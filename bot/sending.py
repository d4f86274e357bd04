"""Sending: everything that leaves for Telegram passes here, and every refusal has its reaction here."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from enum import StrEnum
from weakref import WeakValueDictionary

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.render import Message
from data.dates import Value

log = logging.getLogger(__name__)

TRIES = 6
"""How often one message is tried in all, waits ordered by Telegram apart."""
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""The failures after which it is certain that nothing left this machine."""
NO_TOPIC = Message(
    html="<i>The topic of the question is closed or gone, so the answer comes here.</i>",
    plain="The topic of the question is closed or gone, so the answer comes here.",
)


class Outcome(StrEnum):
    """What became of a message."""

    SENT = "sent"
    UNCERTAIN = "uncertain"
    """It may have arrived: it is not sent again."""
    GONE = "gone"
    """Nobody can be reached there: blocked, thrown out, no such chat."""
    REFUSED = "refused"
    """Telegram will not have it; our own fault."""


class Place(Value):
    """Where a message goes: a chat, a topic of it, the message it answers or the one it replaces."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    edit: int | None = None


class Attempt(Value):
    """One try at sending: where to, as HTML or plain, after how long a wait (seconds), the how manieth."""

    place: Place
    plain: bool = False
    wait: float = 0.0
    number: int = 1


def _same(attempt: Attempt) -> Outcome:
    return Outcome.SENT


def _plain(attempt: Attempt) -> Attempt | Outcome:
    return Outcome.REFUSED if attempt.plain else _again(attempt, plain=True)


def _general(attempt: Attempt) -> Attempt | Outcome:
    place = attempt.place
    if place.thread_id is None and place.edit is None:
        return Outcome.GONE
    return _again(attempt, place=Place(chat_id=place.chat_id, reply_to=place.reply_to))


def _anew(attempt: Attempt) -> Attempt:
    return _again(attempt, place=attempt.place.model_copy(update={"edit": None}))


def _gone(attempt: Attempt) -> Outcome:
    return Outcome.GONE


def _again(attempt: Attempt, wait: float = 0.0, **changed: object) -> Attempt:
    return attempt.model_copy(update={"wait": wait, "number": attempt.number + 1, **changed})


REACTIONS: dict[str, Callable[[Attempt], Attempt | Outcome]] = {
    "message is not modified": _same,
    "can't parse entities": _plain,
    "message thread not found": _general,
    "topic_closed": _general,
    "topic_deleted": _general,
    "message to edit not found": _anew,
    "message can't be edited": _anew,
    "message_id_invalid": _anew,
    "there is no text in the message to edit": _anew,
    "chat not found": _gone,
    "not enough rights": _gone,
    "have no rights": _gone,
    "chat_write_forbidden": _gone,
    "chat_restricted": _gone,
    "group chat was deactivated": _gone,
    "peer_id_invalid": _gone,
}
"""What to do about a 400, by Telegram's words in small letters (the library changes their case)."""


def decide(error: TelegramError, attempt: Attempt) -> Attempt | Outcome:
    """What follows from a failed try: another one, or an outcome. Raises InvalidToken: nothing helps."""
    if isinstance(error, InvalidToken):
        raise error
    if isinstance(error, Forbidden):
        return Outcome.GONE
    following = _following(error, attempt)
    if isinstance(following, Attempt) and following.number > TRIES:
        return Outcome.REFUSED
    return following


def _following(error: TelegramError, attempt: Attempt) -> Attempt | Outcome:
    if isinstance(error, ChatMigrated):
        return _again(attempt, place=Place(chat_id=error.new_chat_id))
    if isinstance(error, RetryAfter):
        return attempt.model_copy(update={"wait": seconds(error)})  # as often as Telegram says so
    if isinstance(error, BadRequest):
        words = error.message.lower()
        react = next((react for known, react in REACTIONS.items() if known in words), None)
        return react(attempt) if react else Outcome.REFUSED
    if not isinstance(error, NetworkError):
        return Outcome.REFUSED
    # An edit is the same however often it is made; a message would be there twice.
    if attempt.place.edit is not None or isinstance(error.__cause__, UNSENT):
        return _again(attempt, wait=0.5 * 2**attempt.number) if attempt.number < TRIES else Outcome.UNCERTAIN
    return Outcome.UNCERTAIN


def seconds(error: RetryAfter) -> float:
    """How long Telegram tells us to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()


class Sender:
    """The one way out. Messages to one chat leave one after another; a wait there holds up no other chat."""

    def __init__(
        self,
        bot: Bot,
        migrated: Callable[[int, int], None] = lambda old, new: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._migrated = migrated
        self._sleep = sleep
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._told: set[tuple[int, int | None]] = set()

    async def acknowledge(self, query_id: str, notice: str = "") -> None:
        """Answer a tap, so that the button stops waiting; with `notice` the person sees these words.

        Never raises for a tap that is too old or was answered before.
        """
        try:
            await self._bot.answer_callback_query(query_id, text=notice or None, show_alert=bool(notice))
        except InvalidToken:
            raise
        except TelegramError as error:
            log.info("a tap was not acknowledged: %s", error)

    async def deliver(self, place: Place, messages: tuple[Message, ...]) -> Outcome:
        """Send the messages in order, the first one in place of `place.edit` when that is given.

        Gives the worst outcome of any; after a GONE or REFUSED the rest is not tried.
        """
        worst = Outcome.SENT
        lock = self._locks.setdefault(place.chat_id, asyncio.Lock())
        async with lock:
            for message in messages:
                outcome, place = await self._one(Attempt(place=place), message)
                if outcome in (Outcome.GONE, Outcome.REFUSED):
                    return outcome
                worst = outcome if worst is Outcome.SENT else worst
                place = place.model_copy(update={"edit": None})
        return worst

    async def _one(self, attempt: Attempt, message: Message) -> tuple[Outcome, Place]:
        """Try one message until it has an outcome; gives that and where it went."""
        while True:
            try:
                await self._call(attempt, message)
            except TelegramError as error:
                following = decide(error, attempt)
                _note(error, attempt, following)
            else:
                return Outcome.SENT, attempt.place
            if isinstance(following, Outcome):
                return following, attempt.place
            await self._change(attempt.place, following.place)
            await self._sleep(following.wait)
            attempt = following

    async def _change(self, old: Place, new: Place) -> None:
        """Tell who needs to know that a chat has moved or a topic is closed, once."""
        if new.chat_id != old.chat_id:
            self._migrated(old.chat_id, new.chat_id)
        topic = (old.chat_id, old.thread_id)
        if new.thread_id == old.thread_id or new.chat_id != old.chat_id or topic in self._told:
            return
        self._told.add(topic)
        try:
            await self._call(Attempt(place=new), NO_TOPIC)
        except TelegramError as error:
            log.info("chat %s was not told of its closed topic: %s", new.chat_id, error)

    async def _call(self, attempt: Attempt, message: Message) -> None:
        place, mode = attempt.place, None if attempt.plain else ParseMode.HTML
        text, markup = message.plain if attempt.plain else message.html, _markup(message)
        if place.edit is not None:
            await self._bot.edit_message_text(
                text,
                chat_id=place.chat_id,
                message_id=place.edit,
                parse_mode=mode,
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
            )
            return
        await self._bot.send_message(
            place.chat_id,
            text,
            parse_mode=mode,
            reply_markup=markup,
            message_thread_id=place.thread_id,
            reply_parameters=_reply(place),
            link_preview_options=NO_PREVIEW,
        )


NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def _reply(place: Place) -> ReplyParameters | None:
    return ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None


def _markup(message: Message) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(b.label, callback_data=b.data) for b in row] for row in message.keyboard]
    return InlineKeyboardMarkup(rows) if rows else None


def _note(error: TelegramError, attempt: Attempt, following: Attempt | Outcome) -> None:
    """Log a failed try: loudly when it is our own fault or when it is not known what arrived."""
    ours = following is Outcome.REFUSED or (
        isinstance(following, Attempt) and following.plain and not attempt.plain
    )
    level = logging.ERROR if ours else logging.WARNING if following is Outcome.UNCERTAIN else logging.INFO
    said = following if isinstance(following, Outcome) else "another try"
    log.log(level, "to chat %s: %s: %s", attempt.place.chat_id, error, said)
