"""Presence: chats that put us out, take us back, or become supergroups, as Telegram tells of them."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from telegram import ChatMember, Update
from telegram.ext import ContextTypes

from bot.keys import Table
from bot.render import Message, messages
from bot.scribe import Scribe
from briefs import notices
from handlers import reaching
from handlers.desk import Desk

log = logging.getLogger(__name__)

OUT = (ChatMember.LEFT, ChatMember.BANNED)


class Presence:
    """Keeps the store right about where we can be reached; what is owed there follows."""

    def __init__(
        self, desk: Desk, scribe: Scribe, clock: Callable[[], datetime], poke: Callable[[], None]
    ) -> None:
        self._desk = desk
        self._scribe = scribe
        self._clock = clock
        self._poke = poke

    async def moved(self, old: int, new: int) -> None:
        """A chat has another number now."""
        if await self._scribe.insist(partial(reaching.moved, old=old, new=new, now=self._clock())):
            log.info("chat %s became %s", old, new)

    async def lost(self, chat: int, reason: str) -> None:
        """A chat cannot be written to: its data is kept, and admins hear once of a group."""
        change = partial(reaching.lost, self._desk, chat=chat, reason=reason, now=self._clock())
        if await self._scribe.insist(change):
            log.info("chat %s cannot be written to: %s", chat, reason)

    async def missed(self, chat: int, reason: str) -> None:
        """Telegram does not know a chat, this time."""
        change = partial(reaching.missed, self._desk, chat=chat, reason=reason, now=self._clock())
        if await self._scribe.insist(change):
            log.info("chat %s is taken for gone: %s", chat, reason)

    async def shut_out(self, chat: int, topic: int) -> Message | None:
        """A topic is closed: what is to be said about it, None when that was said before."""
        change = partial(reaching.shut_out, chat=chat, topic=topic, now=self._clock())
        if not await self._scribe.insist(change):
            return None
        return messages(notices.topic_closed(), Table())[0]

    async def back(self, chat: int) -> None:
        """A chat can be written to again."""
        if await self._scribe.insist(partial(reaching.back, chat=chat)):
            log.info("chat %s can be written to again", chat)

    async def on_member(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """We were put out of a chat, or taken in."""
        change = update.my_chat_member
        if change is None:
            return
        if change.new_chat_member.status in OUT:
            await self.lost(change.chat.id, f"the bot is {change.new_chat_member.status} there")
        else:
            await self.back(change.chat.id)
        self._poke()

    async def on_migration(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A group became a supergroup: both of them say so."""
        message = update.message
        if message is not None and message.migrate_to_chat_id:
            await self.moved(message.chat.id, message.migrate_to_chat_id)
        if message is not None and message.migrate_from_chat_id:
            await self.moved(message.migrate_from_chat_id, message.chat.id)
