"""Conversations as tests: say something to the desk, and look at the page that comes back."""

from datetime import UTC, datetime

from briefs.page import Page
from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Principal, Request, Role
from handlers.terminal import plain

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The day of every test."""


def said(text: str, role: Role = "reader") -> Request:
    """A request as a person in a private chat would make it."""
    return Request(text=text, who=Principal(user_id=7, chat_id=7, role=role), where="private", when=NOW)


def page(desk: Desk, text: str, role: Role = "reader") -> Page:
    """The page that answers a text."""
    return answer(desk, said(text, role))


def text(desk: Desk, line: str) -> str:
    """The answer to a text, as plain text."""
    return plain(page(desk, line))
