"""A bot at work against the strict fake server, with a small honest answerer: for conversations with it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import Means, run
from bot.pacing import Limits
from briefs.page import Choice, Line, Page, Source
from data.store import chats
from data.store.store import Store
from handlers.desk import Desk as Shelves
from handlers.request import Request
from handlers.settings import Settings
from tests.fake_telegram import FakeTelegram

ADMIN = 7
DENIED = 13
UNPACED = Limits(overall=100_000, broadcast=100_000, chat=100_000, burst=100_000, group=100_000)
"""For conversations that are not about pace."""


def shelves(server: FakeTelegram, path: Path | None = None, **told: Any) -> Shelves:
    """The handlers' own desk over a store (in memory unless at `path`); everybody reads, one is denied."""
    usual = {
        "token": SecretStr(server.token),
        "api_url": server.url,
        "access": "open",
        "admins": (ADMIN,),
        "webhook_listen": "127.0.0.1:0",
    }
    settings = Settings().model_copy(update=usual | told)
    desk = Shelves(Store(path), settings)
    with desk.store.writing() as db:
        denied = chats.Person(user_id=DENIED, name="Zed", role="stranger", state="denied", granted_at="")
        chats.keep_person(db, denied)
    return desk


@dataclass
class Library:
    """A small honest answerer: it says what it holds, and what it was asked."""

    pages: dict[str, Page] = field(default_factory=dict)
    heard: list[Request] = field(default_factory=list)
    hold: Callable[[Request], None] = lambda request: None

    def answer(self, desk: Shelves, request: Request) -> Page:
        self.heard.append(request)
        self.hold(request)
        if request.who.role == "stranger":
            return Page(title=f"Ask an admin to let you in: {request.who.user_id}", verdict="refusal")
        if request.text == "/crash":
            raise RuntimeError("the shelf fell over")
        if request.text in self.pages:
            return self.pages[request.text]
        return Page(title=f"No record of {request.text}", verdict="nothing")

    @property
    def texts(self) -> list[str]:
        return [request.text for request in self.heard]


def card(name: str, *choices: tuple[str, str]) -> Page:
    """A page with a bit of everything."""
    return Page(
        title=name,
        lines=(
            Line(text="Director of the Harbour Office", role="lead", cites=(1,)),
            Line(text="Met <Anna & Co> on 3 May 2021", cites=(1, 2)),
        ),
        sources=(
            Source(number=1, label="Daily Paper, 4 May 2021, “Talks <held>”", article_id=1),
            Source(number=2, label="Evening Post, undated", article_id=2),
        ),
        choices=tuple(Choice(label=label, command=command) for label, command in choices),
    )


@dataclass
class Desk:
    """A bot at work: its server, its answerer, and the task it runs in."""

    server: FakeTelegram
    library: Library
    stop: asyncio.Event
    task: asyncio.Task[str]
    shelves: Shelves


@contextlib.asynccontextmanager
async def at_work(
    server: FakeTelegram,
    library: Library,
    over: Shelves | None = None,
    means: Means | None = None,
    **told: Any,
) -> AsyncIterator[Desk]:
    """The bot runs in this loop until the block ends; over a store in memory of its own, or the one given."""
    stop = asyncio.Event()
    below = over or shelves(server, **told)
    working = replace(means or Means(ticks=(), limits=UNPACED), answer=library.answer)
    running = asyncio.create_task(run(below, stop, working))
    desk = Desk(server, library, stop, running, below)
    try:
        await server.until(lambda: server.made("setMyCommands") or desk.task.done())
        yield desk
    finally:
        stop.set()
        await asyncio.wait_for(desk.task, 10)
        if over is None:
            below.store.close()
