"""Showing: an answer as it is read where it was asked: page by page, and in short where others read along."""

import re
from dataclasses import replace
from datetime import datetime, time
from itertools import takewhile

from briefs.citing import copied
from briefs.language import SPOKEN, WRITTEN, _, speaking
from briefs.page import Choice, Page
from briefs.short import private, short
from handlers import links
from handlers.command import Command
from handlers.desk import Desk
from handlers.job import Job
from handlers.request import Principal, Request

TURNED = re.compile(r"(.+?)(?<!\s)\s++page\s++(\d{1,3})", re.IGNORECASE | re.DOTALL)
"""The words of a command, and which page of its answer is wanted."""
ALONE = re.compile(r"()page\s++(\d{1,3})", re.IGNORECASE)
"""The same of a command that needs no words."""
VIEWS = ("quote", "figure", "timeline", "search", "related")
"""Commands whose answers are opened from a card, and lead back to it."""

CITABLE = ("actor", "org", "project", "country", "event", "find", "quote", "figure", "why")
"""Commands whose answers somebody may want to cite."""


def shown(desk: Desk, request: Request, command: Command, words: str) -> Page:
    """The answer of a command to words."""
    if not command.linkable:
        return command.handle(desk, request.model_copy(update={"words": words}))
    found = TURNED.fullmatch(words) or (ALONE.fullmatch(words) if command.words[:1] in ("", "[") else None)
    words, leaf = (found[1], max(1, int(found[2]))) if found else (words, 1)
    whole = f"/{command.name} {words}".rstrip()
    along = request.where in ("group", "inline")
    desk = replace(desk, asked="" if along else whole, leaf=leaf)
    page = _made(desk, request.model_copy(update={"words": words}), command)
    if command.name in CITABLE and not along:
        own = sum(1 for _one in takewhile(_of_the_same, page.choices))
        choices = (*page.choices[:own], *copied(page), *page.choices[own:])
        page = page.model_copy(update={"choices": choices})
    if request.tapped and command.name in VIEWS:
        page = _with(page, Choice(label=_("Back"), command=f"/find {words}"))
    if (request.tapped and command.name != "close") or any(
        c.command.startswith(f"{whole} page ") for c in page.choices
    ):
        page = _with(page, Choice(label=_("Close"), command=f"/close {whole}"))
    return _short(desk, request, whole, page) if along else page


def _of_the_same(choice: Choice) -> bool:
    """Whether a button shows more of what the answer is about, not something else."""
    return choice.command.partition(" ")[0].removeprefix("/") in (*VIEWS, "share")


def _made(desk: Desk, request: Request, command: Command) -> Page:
    """The page of a command, as it was made before where nothing has changed since that it tells."""
    shelf = desk.shelf
    if not command.lasting or shelf.db.in_transaction:
        return command.handle(desk, request)
    day = datetime.combine(request.when.date(), time(), request.when.tzinfo)
    bare = nobodys(request.words, day)
    seen = (desk.at, desk.ceiling, desk.asked, desk.leaf, SPOKEN.get(), WRITTEN.get())
    job = Job(command.name, bare.words, day, *seen)
    return desk.memory.page(
        shelf.content(), job, lambda: desk.compose(job, lambda: command.handle(desk, bare))
    )


def compose(desk: Desk, job: Job) -> Page:
    """Make the page of a job on a desk of another process. Raises as its command does."""
    from handlers.commands import COMMANDS  # which imports this module's neighbours

    desk = replace(desk, at=job.at, ceiling=job.ceiling, asked=job.asked, leaf=job.leaf, searched={})
    with speaking(job.language, job.numbers):
        return COMMANDS[job.command].handle(desk, nobodys(job.words, job.day))


def nobodys(words: str, day: datetime) -> Request:
    """A request that says what is asked and on which day, and neither by whom nor where."""
    return Request(text=words, who=NOBODY, where="private", when=day, words=words)


NOBODY = Principal(user_id=0, chat_id=0)
"""For whom a lasting answer is made."""


def _with(page: Page, choice: Choice) -> Page:
    return page.model_copy(update={"choices": (*page.choices, choice)})


def _short(desk: Desk, request: Request, whole: str, page: Page) -> Page:
    """The page in short, with a button that opens it whole in private."""
    brief = short(page)
    if brief == page and request.where == "group":
        return page
    link = links.address(desk, request.bot_name, whole, request.when) if request.bot_name else ""
    buttons = brief.choices if request.where == "group" else ()
    return brief.model_copy(update={"choices": (*buttons, private(whole, link))})
