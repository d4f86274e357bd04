"""Membership: who runs a group, asked of Telegram only when it matters; and leaving groups nobody let in."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor

from telegram import Bot, ChatMember, ChatMemberUpdated, Update
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.ext import ContextTypes

from data.errors import BadStore

log = logging.getLogger(__name__)

RUNS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
IN = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)
FRESH_SECONDS = 300.0
"""How long what Telegram said of a member is taken for so."""
REMEMBERED = 10_000
LOOK_SECONDS = 600.0
"""Between two looks for groups that are to be left."""


class Membership:
    """Who is an administrator of which group, as far as was asked lately."""

    def __init__(self, bot: Bot, clock: Callable[[], float]) -> None:
        self._bot = bot
        self._clock = clock
        self._known: OrderedDict[tuple[int, int], tuple[bool, float]] = OrderedDict()

    async def runs(self, chat: int, user: int) -> bool:
        """Whether somebody is an administrator of a group; False when Telegram does not say."""
        known = self._known.get((chat, user))
        if known is not None and self._clock() - known[1] < FRESH_SECONDS:
            return known[0]
        if user <= 0 or chat >= 0:
            return False
        try:
            member = await self._bot.get_chat_member(chat, user)
        except InvalidToken:
            raise
        except TelegramError as error:
            log.info("who runs chat %s was not said: %s", chat, error)
            return False
        return self._note(chat, user, member.status in RUNS)

    def _note(self, chat: int, user: int, runs: bool) -> bool:
        self._known[chat, user] = runs, self._clock()
        self._known.move_to_end((chat, user))
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return runs

    async def on_member(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Somebody became an administrator of a group, or is none any more."""
        change = update.chat_member
        if change is not None:
            self._note(change.chat.id, change.new_chat_member.user.id, change.new_chat_member.status in RUNS)


def arrived(change: ChatMemberUpdated) -> bool:
    """Whether the bot was put into a group it was not in."""
    groups = (change.chat.GROUP, change.chat.SUPERGROUP)
    return (
        change.chat.type in groups and not _is_in(change.old_chat_member) and _is_in(change.new_chat_member)
    )


def _is_in(member: ChatMember) -> bool:
    return member.status in IN or bool(getattr(member, "is_member", False))


async def leave_overdue(
    bot: Bot, pool: Executor, overdue: Callable[[], list[int]], left: Callable[[int], object]
) -> None:
    """Leave the groups that are overdue; `overdue` and `left`, which notes it, run in the pool."""
    for chat in await asyncio.wrap_future(pool.submit(overdue)):
        try:
            await bot.leave_chat(chat)
        except (BadRequest, Forbidden) as error:
            log.info("the bot is not in group %s any more: %s", chat, error)
        except InvalidToken:
            raise
        except TelegramError as error:
            log.info("group %s is left later: %s", chat, error)
            continue
        else:
            log.info("left group %s, which nobody let in", chat)
        await asyncio.wrap_future(pool.submit(left, chat))


async def look_often(look: Callable[[], Awaitable[None]], seconds: float = LOOK_SECONDS) -> None:
    """Do it now and then, for ever; what fails is logged and tried again."""
    while True:
        try:
            await look()
        except BadStore as error:
            log.error("looking for groups to leave waits: %s", error)
        except Exception:
            log.exception("looking for groups to leave failed")
        await asyncio.sleep(seconds)
