"""Menus on Telegram: set when they differ from what was set last, for everybody and for who may do more."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeChat
from telegram.error import InvalidToken, TelegramError

from bot.kit import Kit
from briefs.language import LANGUAGES
from data.store import chats
from handlers.menus import SCOPES, descriptions, menu
from handlers.request import Role

log = logging.getLogger(__name__)

Call = Callable[[], Awaitable[object]]


class Menus:
    """Gives Telegram the menus; a fingerprint of each is kept in the store, so that none is set twice."""

    def __init__(self, bot: Bot, kit: Kit) -> None:
        self._bot = bot
        self._kit = kit
        self._people: dict[int, tuple[Role, str]] = {}

    async def set_all(self) -> None:
        """The menus that everybody sees, and what the bot says of itself, in every language."""
        usual = self._kit.desk.settings.language
        for language in (usual, *(one for one in LANGUAGES if one != usual)):
            code = "" if language == usual else language
            for scope in SCOPES:
                rows = menu("reader", scope.where, language, scope.runs_group)
                await self._menu(BotCommandScope(scope.name), f"{scope.name}/{code}", rows, code)
            await self._descriptions(language, code)

    async def set_for(self, chat: int, role: Role, language: str) -> None:
        """The menu of one person in their private chat: theirs when they may do more, else everybody's."""
        if self._people.get(chat) == (role, language):
            return
        self._people[chat] = role, language
        scope, name = BotCommandScopeChat(chat), f"chat:{chat}"
        if role in ("editor", "admin"):
            await self._menu(scope, name, menu(role, "private", language), "")
        elif await self._kept(name):
            await self._once(name, "", lambda: self._bot.delete_my_commands(scope))

    async def _menu(
        self, scope: BotCommandScope, name: str, rows: tuple[tuple[str, str], ...], code: str
    ) -> None:
        commands = [BotCommand(command, about) for command, about in rows]
        call = lambda: self._bot.set_my_commands(commands, scope=scope, language_code=code or None)  # noqa: E731
        await self._once(name, self._fingerprint(rows), call)

    async def _descriptions(self, language: str, code: str) -> None:
        long, short = descriptions(language)
        bot = self._bot
        await self._once(
            f"description/{code}",
            self._fingerprint(long),
            lambda: bot.set_my_description(long, language_code=code or None),
        )
        await self._once(
            f"short/{code}",
            self._fingerprint(short),
            lambda: bot.set_my_short_description(short, language_code=code or None),
        )

    def _fingerprint(self, content: object) -> str:
        """Of what is set, and for which bot on which server."""
        whole = json.dumps([self._kit.desk.settings.api_url, self._bot.id, content], ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()[:32]

    async def _once(self, name: str, fingerprint: str, call: Call) -> None:
        """Make a call unless its fingerprint is the one kept; what fails is tried at the next start."""
        if await self._kept(name) == fingerprint:
            return
        try:
            await call()
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("the menu %s was not set: %s", name, error)
        else:
            self._kit.scribe.post(partial(chats.keep_menu, scope=name, fingerprint=fingerprint))

    async def _kept(self, name: str) -> str:
        """The fingerprint of what was set last."""
        read = self._kit.pool.submit(lambda: chats.menu(self._kit.desk.shelf, name))
        return await asyncio.wrap_future(read)
