"""Leaving: whether what is owed may still be told where it goes; it was composed some time ago."""

from dataclasses import replace

from briefs.page import Page
from briefs.parts import facts as told_by
from data.store import chats, facts
from data.store.outbox import Owed
from handlers.desk import Desk
from handlers.people import ceiling_in, role_of


def kept_back(desk: Desk, owed: Owed) -> str:
    """Why a message that is owed must not leave any more, '' when it may.

    Only what tells facts is looked at: that somebody was denied is told them all the same.
    """
    try:
        told = told_by(Page.model_validate_json(owed.page))
    except ValueError:
        return ""  # it cannot be drawn either, and that is noted there
    if not told:
        return ""
    if _is_shut_out(desk, owed.chat):
        return "the chat is not approved any more"
    if facts.above(replace(desk.shelf, ceiling=ceiling_in(desk, owed.chat)), told):
        return "it holds what is marked higher now than the chat may be shown"
    return ""


def _is_shut_out(desk: Desk, number: int) -> bool:
    """Whether a chat was denied, or a person's rights were taken; the log chat is the settings' to name."""
    if number == desk.settings.log_chat:
        return False
    if number > 0:
        return role_of(desk, number, number) == "stranger"
    chat = chats.chat(desk.shelf, number)
    return chat is not None and chat.state == "denied"
