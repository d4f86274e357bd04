"""Sending: everything that leaves for Telegram passes here, one message of a chat after another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import InvalidToken, TelegramError

from bot.reactions import Attempt, Outcome, Place, decide
from bot.render import Message

log = logging.getLogger(__name__)

NO_TOPIC = Message(
    html="<i>The topic of the question is closed or gone, so the answer comes here.</i>",
    plain="The topic of the question is closed or gone, so the answer comes here.",
)


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
