"""answer: from a request to a page; the one place where commands are found, rights checked and errors told."""

import hashlib
import re

import structlog

from briefs import notices
from briefs.page import Page
from data.errors import BadUsage, BriefingError, NotAllowed
from handlers.commands import COMMANDS, Command
from handlers.desk import Desk
from handlers.request import ROLES, Request

log = structlog.get_logger()

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,32}))?(?=\s|$)\s*(.*)", re.DOTALL)
LONGEST = 4096
"""Characters of a request: what one Telegram message can hold."""


def answer(desk: Desk, request: Request) -> Page:
    """The page that answers a request. Never raises: a bug is logged whole under a short reference."""
    try:
        command, words = understand(request)
        allow(command, request)
        return command.handle(desk, request.model_copy(update={"words": words}))
    except BriefingError as error:
        return notices.of(error)
    except Exception as error:
        return notices.bug(log_bug(error, request))


def understand(request: Request) -> tuple[Command, str]:
    """The command that is asked for and the words after it; plain words ask for whatever has that name."""
    text = clean(request.text)
    if not any(c.isalnum() for c in text):
        raise BadUsage("Send a name or a command, for example /actor Naqvi; /help lists them all.")
    if not text.startswith("/"):
        return COMMANDS["find"], text
    asked = COMMAND.match(text)
    command = COMMANDS.get(asked[1].casefold()) if asked else None
    if asked is None or command is None:
        raise BadUsage(f"There is no command {text.split()[0][:40]}; /help lists them all.")
    return command, asked[3].strip()


def clean(text: str) -> str:
    """The text without control and direction marks, white space folded, at most LONGEST characters."""
    kept = "".join(c if c.isprintable() or c == "\u200c" else " " for c in text[:LONGEST])
    return " ".join(kept.split())


def allow(command: Command, request: Request) -> None:
    """The only permission check. Raises NotAllowed when the principal's role is less than the command needs."""
    if ROLES.index(request.who.role) >= ROLES.index(command.role):
        return
    if request.who.role == "stranger":
        raise NotAllowed(
            "This bot answers approved readers only. Ask an administrator to let you in; "
            f"your number is {request.who.user_id}."
        )
    raise NotAllowed(f"/{command.name} is for {command.role}s only.")


def log_bug(error: Exception, request: Request) -> str:
    """Log a bug whole, without the text of the message; returns the short reference that the user is told."""
    reference = hashlib.sha256(f"{request.key}{request.when.isoformat()}{error!r}".encode()).hexdigest()[:8]
    log.error("bug", reference=reference, user=request.who.user_id, chat=request.who.chat_id, exc_info=error)
    return reference
