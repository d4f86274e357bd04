"""Inline: what is typed after the bot's name in any chat becomes cards to choose from and to send there."""

import asyncio
import hashlib
import logging

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ContextTypes

from bot.keys import Table
from bot.kit import Kit
from bot.render import messages
from bot.requests import known_as, of_inline
from briefs.page import Page
from handlers import offering
from handlers.links import BEGIN
from handlers.people import role_of
from handlers.request import Request

log = logging.getLogger(__name__)

Cards = tuple[tuple[str, Page], ...]
"""Cards, each with its command."""
CACHE_SECONDS = 30
"""How long Telegram may repeat an answer to the same person: new facts come at any time."""
STRANGER_SECONDS = 5
"""The same for whoever was not let in: they may be at any time."""
TITLE, DESCRIPTION = 64, 160
"""Letters of a result that a phone shows."""


class Inline:
    """Answers inline queries; the cards are made in the pool."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def on_query(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show the cards; an answer that comes too late is nobody's loss."""
        query = update.inline_query
        if query is None:
            return
        request = of_inline(query, self._kit.clock(), context.bot.username)
        refusal, cards = await asyncio.wrap_future(self._kit.pool.submit(self._cards, request))
        try:
            await _show(query, refusal, cards)
        except InvalidToken:
            raise
        except TelegramError as error:
            log.info("an inline query was not answered: %s", error)

    def _cards(self, request: Request) -> tuple[str, Cards]:
        desk, who = self._kit.desk, request.who
        return offering.cards(desk, known_as(request, role_of(desk, who.user_id, who.chat_id)))


async def _show(query: InlineQuery, refusal: str, cards: Cards) -> None:
    if refusal:
        button = InlineQueryResultsButton(text=refusal, start_parameter=BEGIN)
        await query.answer([], cache_time=STRANGER_SECONDS, is_personal=True, button=button)
        return
    results = [result(command, page) for command, page in cards]
    await query.answer(results, cache_time=CACHE_SECONDS, is_personal=True)


def result(command: str, page: Page) -> InlineQueryResultArticle:
    """A card as Telegram lists and sends it: HTML, no preview, and only the buttons that lead somewhere."""
    message = messages(page.model_copy(update={"choices": (), "files": ()}), Table())[0]
    buttons = [[InlineKeyboardButton(c.label, url=c.link)] for c in page.choices if c.link]
    said = next((line.text for line in page.lines if line.role in ("lead", "bullet", "quote")), "")
    return InlineQueryResultArticle(
        id=hashlib.sha256(command.encode()).hexdigest()[:32],
        title=page.title[:TITLE],
        description=said[:DESCRIPTION] or None,
        input_message_content=InputTextMessageContent(
            message.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=InlineKeyboardMarkup(buttons) if buttons else None,
    )
