"""Hearing: how a chat is to be spoken to when nobody asked: its language, its ceiling, its quiet hours."""

from datetime import datetime

from data.dates import Value
from data.store import chats
from handlers.desk import Desk
from handlers.people import ceiling_of, role_of
from handlers.request import Principal, Request


class Ear(Value):
    """A chat or topic, as far as it matters to what is sent there unasked."""

    chat: int
    topic: int
    language: str
    ceiling: int
    quiet: str
    zone: str
    may_hear: bool
    """Whether it can be reached and is let in."""


def ear(desk: Desk, chat: int, topic: int, asked_by: int, now: datetime) -> Ear:
    """How a chat is to be spoken to; `asked_by` is who set up what is sent there."""
    held = chats.chat(desk.shelf, chat)
    private = chat > 0
    user = chat if private else 0
    role = role_of(desk, user, chat)
    who = Principal(user_id=user, chat_id=chat, role=role)
    request = Request(text="/brief", who=who, where="private" if private else "group", when=now)
    let_in = role != "stranger" or role_of(desk, asked_by, chat) != "stranger"
    return Ear(
        chat=chat, topic=topic, ceiling=ceiling_of(desk, request),
        language=(held.language if held else "") or desk.settings.language,
        quiet=held.quiet if held else "", zone=(held.zone if held else "") or desk.settings.timezone,
        may_hear=let_in and (held is None or held.state not in ("gone", "denied")),
    )  # fmt: skip
