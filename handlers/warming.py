"""Warming: the first answer of a thread reads indexes and modules; better before somebody waits for it."""

import gc
from dataclasses import replace
from datetime import datetime

from handlers.answer import answer
from handlers.desk import Desk
from handlers.job import here
from handlers.remembering import Memory
from handlers.request import Principal, Request


def warm(desk: Desk, now: datetime) -> None:
    """Answer the examples of /start to nobody, on this thread, as if nobody had asked. Never raises.

    What is loaded by then stays: from now on the collector of cyclic garbage passes it over, which
    would otherwise hold up an answer for a twentieth of a second now and then.
    """
    desk = replace(desk, memory=Memory(0), compose=here)
    nobody = Principal(user_id=0, chat_id=0, role="reader")
    asked = Request(text="/start", who=nobody, where="private", when=now)
    for choice in answer(desk, asked).choices:
        answer(desk, asked.model_copy(update={"text": choice.command}))
    gc.freeze()
