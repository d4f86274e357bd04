"""A bot at work against the strict fake server, with a small honest answerer: for conversations with it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, SecretStr

from bot.app import run
from bot.keys import Table
from briefs.page import Choice, Line, Page, Source
from handlers.request import Request
from tests.fake_telegram import FakeTelegram

MENU = [("actor", "What is known of a person"), ("help", "What I can do")]
ADMIN = 7


class Told(BaseModel):
    """Settings as bot/ needs them."""

    model_config = ConfigDict(frozen=True)

    token: SecretStr
    api_url: str
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    webhook_listen: str = "127.0.0.1:0"


@dataclass
class Library:
    """A small honest answerer: it says what it holds, and what it was asked."""

    pages: dict[str, Page] = field(default_factory=dict)
    heard: list[Request] = field(default_factory=list)
    hold: Callable[[Request], None] = lambda request: None

    def answer(self, request: Request) -> Page:
        self.heard.append(request)
        self.hold(request)
        if request.who.role == "stranger":
            return Page(title=f"Ask an admin to let you in: {request.who.user_id}", verdict="refusal")
        if request.text == "/crash":
            raise RuntimeError("the shelf fell over")
        if request.text in self.pages:
            return self.pages[request.text]
        return Page(title=f"No record of {request.text}", verdict="nothing")

    def role_of(self, user_id: int, chat_id: int) -> Any:
        if user_id == ADMIN or chat_id == ADMIN:
            return "admin"
        return "stranger" if user_id == 13 else "reader"

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


@contextlib.asynccontextmanager
async def at_work(server: FakeTelegram, library: Library, **told: Any) -> AsyncIterator[Desk]:
    """The bot runs in this loop until the block ends."""
    stop = asyncio.Event()
    settings = Told(**{"token": SecretStr(server.token), "api_url": server.url} | told)
    running = run(settings, library.answer, library.role_of, MENU, stop, Table())
    desk = Desk(server, library, stop, asyncio.create_task(running))
    try:
        await server.until(lambda: server.made("setMyCommands") or desk.task.done())
        yield desk
    finally:
        stop.set()
        await asyncio.wait_for(desk.task, 10)
