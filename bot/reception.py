"""Reception: what has to be known of who asks before the answer is made: their role, and what they sent."""

from collections.abc import Callable
from threading import Lock

from telegram import CallbackQuery, Message
from telegram.error import TelegramError

from bot.keys import Keeper
from bot.limits import Limits
from bot.membership import Membership
from bot.requests import asker_of_tap, speaker_of
from briefs import asides
from briefs.page import Page
from data.errors import BriefingError
from handlers.commands import meant
from handlers.request import ROLES, Request

DOWNLOAD_BYTES = 20 * 1024 * 1024
"""Telegram's limit for what a bot may fetch."""


class Reception:
    """Fills in what an update does not say of who asks, and keeps count of how much they ask."""

    def __init__(
        self, membership: Membership, clock: Callable[[], float], limits: Limits | None = None
    ) -> None:
        self._membership = membership
        self._clock = clock
        self._limits = limits or Limits()
        self._counting = Lock()

    def admit(self, request: Request) -> Request | Page | None:
        """The request, whose role is known; or what to say instead; or nothing.

        Whoever asks too much hears so once; administrators of the bot may ask as much as they like.
        """
        who = request.who
        if who.role == "admin":
            return request
        with self._counting:
            verdict = self._limits.ask(who.user_id, who.chat_id, self._clock())
            wait = self._limits.wait(who.user_id, who.chat_id) if verdict == "told" else 0
        if verdict == "free":
            return request
        return asides.too_much(wait) if wait and not request.tapped else None

    def complete(self, request: Request) -> bool:
        """Whether nothing has to be asked of Telegram before it can be answered."""
        attached = request.attached
        return not (attached and not attached.data) and not (
            request.where == "group" and needs_rights(request)
        )

    async def completed(self, request: Request, message: Message | None = None) -> Request | Page:
        """The request with every right and what was sent with it; or what to say instead."""
        who = request.who
        if request.where == "group" and needs_rights(request):
            runs = await self._membership.runs(who.chat_id, who.user_id)
            request = request.model_copy(update={"who": who.model_copy(update={"runs_group": runs})})
        return await fetched(request, message) if message is not None else request

    async def turned_down(self, query: CallbackQuery, keeper: Keeper) -> str:
        """Why somebody may not press a button, which is another's; '' when they may, or run the group."""
        asker = asker_of_tap(query, keeper)
        message = query.message
        if asker is None or message is None:
            return ""
        speaker = speaker_of(query.from_user, None, message.chat) or 0
        if speaker == asker or await self._membership.runs(message.chat.id, query.from_user.id):
            return ""
        return asides.anothers_button()


def needs_rights(request: Request) -> bool:
    """Whether it matters for the command that is asked for who runs the group."""
    try:
        command, _ = meant(request)
    except BriefingError:
        return False
    return command.right.group_admins


async def fetched(request: Request, message: Message) -> Request | Page:
    """The request with the bytes of the document that came with it, when it is an editor's in private."""
    document = message.document
    if document is None or request.attached is None or request.where != "private":
        return request
    if ROLES.index(request.who.role) < ROLES.index("editor"):
        return request
    if (document.file_size or 0) > DOWNLOAD_BYTES:
        return asides.too_big(DOWNLOAD_BYTES // 1024 // 1024)
    try:
        file = await document.get_file()
        data = bytes(await file.download_as_bytearray())
    except TelegramError:
        return asides.not_fetched()
    return request.model_copy(update={"attached": request.attached.model_copy(update={"data": data})})
