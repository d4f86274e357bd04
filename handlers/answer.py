"""answer: from a request to a page; the one place where rights are checked and errors are told."""

import hashlib
import logging
from dataclasses import replace

from briefs import notices
from briefs.language import speaking
from briefs.page import Page
from briefs.private import without_contacts
from data.errors import BadStore, BriefingError
from data.store.store import read_plainly
from handlers.access import turned_away
from handlers.commands import meant
from handlers.desk import Desk
from handlers.pages import sourced
from handlers.people import ceiling_of, language_of, numbers_of
from handlers.request import Request
from handlers.rights import allow, usable
from handlers.showing import shown

log = logging.getLogger(__name__)


def answer(desk: Desk, request: Request) -> Page:
    """The page that answers a request, in the language of whoever asks.

    Never raises: a bug is logged whole under a short reference.
    """
    with speaking(*_wanted(desk, request)):
        return _answered(desk, request)


def _wanted(desk: Desk, request: Request) -> tuple[str, str]:
    """The language of the answer, and how its numbers are written."""
    try:
        return language_of(desk, request), numbers_of(desk, request)
    except Exception:
        return desk.settings.language, ""  # whatever broke here breaks the command too, and is logged there


def _answered(desk: Desk, request: Request) -> Page:
    try:
        with read_plainly(desk.store.path):
            return _made(desk, request)
    except BriefingError as error:
        if isinstance(error, BadStore):
            log.error("request %s: %s", request.key, error)
        return without_contacts(sourced(desk, notices.of(error)))
    except Exception as error:
        return notices.bug(log_bug(error, request))


def _made(desk: Desk, request: Request) -> Page:
    away = None if _at_the_door(request) else turned_away(desk, request)
    if away is not None:
        return away
    command, words = meant(request)
    allow(command.right, command.name, request)
    desk = replace(desk, ceiling=ceiling_of(desk, request), searched={})
    return without_contacts(shown(desk, request, command, words))


def _at_the_door(request: Request) -> bool:
    """Whether it is a command that may be used by whoever asks before they, or the group, were let in."""
    try:
        command, _ = meant(request)
    except BriefingError:
        return False
    return command.right.entry and usable(command.right, request)


def log_bug(error: Exception, request: Request) -> str:
    """Log a bug whole, without the text of the message; returns the short reference that the user is told."""
    reference = hashlib.sha256(f"{request.key}{request.when.isoformat()}{error!r}".encode()).hexdigest()[:8]
    where = f"user {request.who.user_id}, chat {request.who.chat_id}"
    log.error("bug %s (%s)", reference, where, exc_info=error)
    return reference
