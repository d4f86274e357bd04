"""Hearing: how a chat is to be spoken to when nobody asked: its language, its ceiling, its quiet hours."""

from datetime import datetime

from data import schedule
from data.dates import Value
from data.store import chats
from data.zones import is_zone
from handlers.desk import Desk
from handlers.people import ceiling_in, role_of


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


def ear(desk: Desk, chat: int, topic: int, asked_by: int) -> Ear:
    """How a chat is to be spoken to; `asked_by` is who set up what is sent there."""
    held = chats.chat(desk.shelf, chat)
    let_in = {role_of(desk, user, chat) for user in (max(chat, 0), asked_by)} != {"stranger"}
    return Ear(
        chat=chat, topic=topic, ceiling=ceiling_in(desk, chat),
        language=(held.language if held else "") or desk.settings.language,
        quiet=held.quiet if held else "", zone=(held.zone if held else "") or desk.settings.timezone,
        may_hear=let_in and (held is None or held.state not in ("gone", "denied")),
    )  # fmt: skip


def quiet_until(one: Ear, now: datetime) -> datetime | None:
    """When the quiet hours of a chat end, None outside of them."""
    return schedule.quiet_until(one.quiet, now, one.zone) if is_zone(one.zone) else None
