"""Reaching: what follows for what we keep and owe when a chat is lost, comes back, or becomes another."""

from datetime import datetime

from briefs import notices
from data.store import chats, outbox, reach
from data.store.shelf import Connection
from handlers.access import admins
from handlers.desk import Desk
from handlers.outgoing import owe


def lost(desk: Desk, db: Connection, chat: int, reason: str, now: datetime) -> bool:
    """A chat cannot be written to. Its settings are kept, and admins are told once when it is a group.

    Part of the caller's transaction; False when it was known.
    """
    before = chats.chat(desk.shelf, chat)
    if not reach.gone(db, chat, _said(now), reason):
        return False
    if chat < 0 and _served(desk, before):
        page = notices.removed(before.title if before else "", chat)
        for admin in admins(desk):
            owe(db, f"gone:{chat}:{admin}:{_said(now)}", admin, page, now)
    return True


def missed(desk: Desk, db: Connection, chat: int, reason: str, now: datetime) -> bool:
    """Telegram did not know a chat; after a few times in a row it is lost. Whether it is by that."""
    return reach.missed(db, chat, _said(now), reason)


def back(db: Connection, chat: int) -> bool:
    """A chat can be written to again; False when it always could."""
    return reach.back(db, chat)


def moved(db: Connection, old: int, new: int, now: datetime) -> bool:
    """A group became a supergroup with another number: everything kept for it goes there."""
    return reach.moved(db, old, new, _said(now))


def shut_out(db: Connection, chat: int, topic: int, now: datetime) -> bool:
    """A topic is closed; whether that is to be said, which it is once."""
    number = outbox.put(db, f"topic:{chat}:{topic}", chat, "{}", _said(now))
    if number is not None:
        outbox.move(db, number, "skipped", _said(now), reason="said at once, when the topic was found closed")
    return number is not None


def _served(desk: Desk, chat: chats.Chat | None) -> bool:
    """Whether a group was let in, so that its loss matters to anybody."""
    if chat is None or chat.state in ("new", "gone"):
        return desk.settings.access == "open"
    return chat.state == "approved"


def _said(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
