"""Reactions: what follows when Telegram refuses or does not reply; decisions only, nothing is sent here."""

from collections.abc import Callable
from enum import StrEnum

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from data.dates import Value

TRIES = 6
"""How often one message is tried in all, waits ordered by Telegram apart."""
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""The failures after which it is certain that nothing left this machine."""


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
