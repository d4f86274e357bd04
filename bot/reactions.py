"""Reactions: what follows when Telegram refuses or does not reply; decisions only, nothing is sent here."""

from collections.abc import Callable
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.wire import Unsent
from data.dates import Value

TRIES = 6
"""How often one message is tried in all, waits apart that Telegram orders or the network imposes."""
LONGEST_WAIT = 30.0
"""Seconds between two tries while Telegram cannot be reached."""


class Outcome(StrEnum):
    """What became of a message."""

    SENT = "sent"
    UNCERTAIN = "uncertain"
    """It may have arrived: it is not sent again."""
    GONE = "gone"
    """Nobody can be reached there: blocked, thrown out, account deleted."""
    UNKNOWN = "unknown"
    """Telegram knows no such chat, or we may not write there; that may pass."""
    LATER = "later"
    """It certainly did not leave and is owed again."""
    UNREACHABLE = "unreachable"
    """The same, because Telegram cannot be reached."""
    REFUSED = "refused"
    """Telegram will not have it; our own fault."""


class Place(Value):
    """Where a message goes: a chat, a topic of it, the message it answers or the one it replaces."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    edit: int | None = None


class Attempt(Value):
    """One try at sending: where to, in which form, after how long a wait (seconds), the how manieth."""

    place: Place
    plain: bool = False
    """Whether as plain words instead of HTML."""
    document: bool = False
    """Whether a picture goes as a document."""
    wait: float = 0.0
    stayed: bool = False
    """Whether it is certain that the try before left nothing behind, so that it may be put off."""
    number: int = 1


def _same(attempt: Attempt) -> Outcome:
    return Outcome.SENT


def _plain(attempt: Attempt) -> Attempt | Outcome:
    return Outcome.REFUSED if attempt.plain else _again(attempt, plain=True)


def _general(attempt: Attempt) -> Attempt | Outcome:
    place = attempt.place
    if place.thread_id is None and place.edit is None:
        return Outcome.UNKNOWN
    return _again(attempt, place=Place(chat_id=place.chat_id, reply_to=place.reply_to))


def _anew(attempt: Attempt) -> Attempt:
    return _again(attempt, place=attempt.place.model_copy(update={"edit": None}))


def _unknown(attempt: Attempt) -> Outcome:
    return Outcome.UNKNOWN


def _document(attempt: Attempt) -> Attempt | Outcome:
    return Outcome.REFUSED if attempt.document else _again(attempt, document=True)


def _again(attempt: Attempt, wait: float = 0.0, stayed: bool = False, **changed: object) -> Attempt:
    following = {"wait": wait, "stayed": stayed, "number": attempt.number + 1, **changed}
    return attempt.model_copy(update=following)


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
    "photo_invalid_dimensions": _document,
    "image_process_failed": _document,
    "photo_ext_invalid": _document,
    "photo_content_type_invalid": _document,
    "upgraded to a supergroup": _unknown,  # without the new number, which ChatMigrated carries
    "chat not found": _unknown,
    "not enough rights": _unknown,
    "have no rights": _unknown,
    "chat_write_forbidden": _unknown,
    "chat_restricted": _unknown,
    "group chat was deactivated": _unknown,
    "peer_id_invalid": _unknown,
}
"""What to do about a 400, by Telegram's words in small letters (the library changes their case)."""


def decide(error: TelegramError, attempt: Attempt) -> Attempt | Outcome:
    """What follows from a failed try: another one, or an outcome. Raises InvalidToken: nothing helps."""
    if isinstance(error, InvalidToken):
        raise error
    if isinstance(error, Forbidden):
        return Outcome.GONE
    following = _following(error, attempt)
    if isinstance(following, Attempt) and following.number > TRIES and not following.stayed:
        return Outcome.REFUSED
    return following


def _following(error: TelegramError, attempt: Attempt) -> Attempt | Outcome:
    if isinstance(error, ChatMigrated):
        return _again(attempt, place=Place(chat_id=error.new_chat_id))
    if isinstance(error, RetryAfter):
        # as often as Telegram says so
        return attempt.model_copy(update={"wait": seconds(error), "stayed": True})
    if isinstance(error, BadRequest):
        words = error.message.lower()
        react = next((react for known, react in REACTIONS.items() if known in words), None)
        return react(attempt) if react else Outcome.REFUSED
    if not isinstance(error, NetworkError):
        return Outcome.REFUSED
    wait = min(0.5 * 2 ** min(attempt.number, 10), LONGEST_WAIT)
    if isinstance(error, Unsent):
        return attempt.model_copy(update={"wait": wait, "stayed": True, "number": attempt.number + 1})
    # An edit is the same however often it is made; a message would be there twice.
    if attempt.place.edit is not None and attempt.number < TRIES:
        return _again(attempt, wait=wait)
    return Outcome.UNCERTAIN


def seconds(error: RetryAfter) -> float:
    """How long Telegram tells us to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
