"""Warming: the first answer of a thread reads indexes and modules; better before somebody waits for it."""

import gc
from dataclasses import replace
from datetime import datetime

from handlers.answer import answer
from handlers.commands import COMMANDS
from handlers.desk import Desk
from handlers.job import here
from handlers.remembering import Memory
from handlers.request import Principal, Request


def warm(desk: Desk, now: datetime) -> None:
    """Answer the examples of /start to nobody, and what else can be asked of their names; on this thread,
    as if nobody had asked. Never raises.

    What is loaded by then stays: from now on the collector of cyclic garbage passes it over, which
    would otherwise hold up an answer for a twentieth of a second now and then. What an answer itself makes is
    looked through once or twice while it is made, not thirty times: nearly all of it goes without that.
    """
    desk = replace(desk, memory=Memory(0), compose=here)
    nobody = Principal(user_id=0, chat_id=0, role="reader")
    asked = Request(text="/start", who=nobody, where="private", when=now)
    examples = [choice.command for choice in answer(desk, asked).choices]
    name = examples[0].partition(" ")[2] if examples else ""
    others = [f"/{command.name} {name}" for command in COMMANDS.values() if command.lasting]
    for text in (*examples, *others):
        answer(desk, asked.model_copy(update={"text": text}))
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


YOUNG = 3_000
"""Objects that are made before those made last are looked through for cyclic garbage; Python's 700 cost a
twentieth of every answer."""
