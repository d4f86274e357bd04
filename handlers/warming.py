"""Warming: the first answer of a thread reads indexes and modules; better before somebody waits for it."""

from datetime import datetime

from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Principal, Request


def warm(desk: Desk, now: datetime) -> None:
    """Answer the examples of /start to nobody, on this thread. Never raises."""
    nobody = Principal(user_id=0, chat_id=0, role="reader")
    asked = Request(text="/start", who=nobody, where="private", when=now)
    for choice in answer(desk, asked).choices:
        answer(desk, asked.model_copy(update={"text": choice.command}))
