"""COMMANDS: the table of everything that can be asked; a new command is one function and one row."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from briefs import helping
from briefs.dates import say
from briefs.lines import note
from briefs.page import Choice, Page
from data.dates import DateSpan
from data.errors import BadUsage, NotFound
from data.reading.dates import parse
from data.store.shelf import NOW
from handlers import briefing, cards, source
from handlers.about import about
from handlers.asking import asking
from handlers.comparing import compare
from handlers.desk import Desk
from handlers.figures import figure
from handlers.offices import who
from handlers.proof import why
from handlers.quotes import quote
from handlers.relating import related
from handlers.request import Request
from handlers.rights import READER, Right, allow
from handlers.searching import searching
from handlers.start import start
from handlers.timelines import timelines
from handlers.upcoming import upcoming

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,32}))?(?=\s|$)\s*(.*)", re.DOTALL)
LONGEST = 4096
"""Characters of a request: what one Telegram message can hold."""
Handle = Callable[[Desk, Request], Page]


@dataclass(frozen=True)
class Command:
    """One command: how it is called, what it is for, who may use it and the function that answers."""

    name: str
    words: str
    """What follows the name, in capitals; '' when nothing does. In brackets when it may be left out."""
    about: str
    example: str
    handle: Handle
    right: Right = READER
    """Who may use it, and where."""

    @property
    def usage(self) -> str:
        """'/actor NAME'."""
        return f"/{self.name} {self.words}".rstrip()


def help_(desk: Desk, request: Request) -> Page:
    """Every command with its example, or the one that is named."""
    name = request.words.lstrip("/").casefold()
    if name and name not in COMMANDS:
        raise NotFound(f"There is no command /{name}.\nSend /help for all of them.")
    chosen = [COMMANDS[name]] if name else COMMANDS.values()
    return helping.commands((c.usage, c.about, c.example) for c in chosen)


def dated(words: str) -> tuple[str, DateSpan, str]:
    """The date that words begin with, as written and as read, and what follows it.

    Raises BadUsage when they do not begin with a date, or nothing follows.
    """
    tokens = words.split()
    command = next((at for at, token in enumerate(tokens) if token.startswith("/")), 3)
    for cut in range(min(command, 3), 0, -1):
        day, rest = " ".join(tokens[:cut]), " ".join(tokens[cut:])
        when = parse(day) if rest and any(c.isdigit() for c in day) else None
        if when is not None and when.latest is not None:
            return day, when, rest
    raise BadUsage("Usage: /asof DATE COMMAND, for example /asof 2026-11-05 /actor Naqvi")


def _after(day: date) -> str:
    """The end of a day, ISO 8601 UTC."""
    return datetime.combine(day + timedelta(days=1), time(), UTC).isoformat(timespec="seconds")


def asof(desk: Desk, request: Request) -> Page:
    """A command as it would have been answered at the end of a day: only what was recorded by then."""
    day, when, rest = dated(request.words)
    last = when.latest or date.max
    command, words = understand(rest)
    if command.handle is asof:
        raise BadUsage("One date is enough, for example /asof 2026-11-05 /actor Naqvi")
    allow(command.right, command.name, request)
    if command.right.writes:
        raise BadUsage(f"/{command.name} changes the store; it cannot be asked as of another day.")
    moment = NOW if last.year == date.max.year else _after(last)
    then = command.handle(replace(desk, at=moment), request.model_copy(update={"words": words}))
    remark = note(f"As the store stood at the end of {say(when)}.")
    choices = tuple(Choice(label=c.label, command=f"/asof {day} {c.command}") for c in then.choices)
    return then.model_copy(update={"lines": (remark, *then.lines), "choices": choices})


def understand(text: str) -> tuple[Command, str]:
    """The command that is asked for and the words after it; plain words ask for whatever has that name."""
    text = clean(text)
    if not any(c.isalnum() for c in text):
        raise BadUsage("Send a name or a command, for example /actor Naqvi; /help lists them all.")
    if not text.startswith("/"):
        return COMMANDS["ask"], text
    asked = COMMAND.match(text)
    command = COMMANDS.get(asked[1].casefold()) if asked else None
    if asked is None or command is None:
        raise BadUsage(f"There is no command {text.split()[0][:40]}; /help lists them all.")
    return command, asked[3].strip()


def clean(text: str) -> str:
    """The text without control and direction marks, white space folded, at most LONGEST characters."""
    kept = "".join(c if c.isprintable() or c == "\u200c" else " " for c in text[:LONGEST])
    return " ".join(kept.split())


COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        Command("start", "", "what this bot is and how to begin", "/start", start),
        Command("help", "[COMMAND]", "every command with an example", "/help actor", help_),
        Command("actor", "NAME", "a person or an organisation", "/actor Naqvi", cards.actor),
        Command("org", "NAME", "an organisation", "/org UNODC", cards.org),
        Command("project", "NAME", "a project or programme", "/project GLO.ACT", cards.project),
        Command("country", "NAME", "a country or place", "/country Pakistan", cards.country),
        Command(
            "event", "NAME", "a conference, a visit or another event", "/event Warsaw conference", cards.event
        ),
        Command("find", "NAME", "anything of that name", "/find Silk Routes", cards.find),
        Command("figure", "WORDS", "figures by words or by number", "/figure smugglers arrested", figure),
        Command("quote", "PERSON or TOPIC", "direct quotes, whole", "/quote Naqvi", quote),
        Command("timeline", "NAME", "what happened, in order, undated apart", "/timeline ICMPD", timelines),
        Command("related", "NAME", "whom it met, funds, belongs to", "/related ICMPD", related),
        Command("compare", "A, B", "two names side by side", "/compare GLO.ACT, PROTECT", compare),
        Command(
            "who", "OFFICE [in YEAR]", "who held an office, as of which report", "/who DG FIA in 2017", who
        ),
        Command("upcoming", "", "what was announced and is still open", "/upcoming", upcoming),
        Command("latest", "[NAME]", "the newest facts", "/latest Pakistan", briefing.latest),
        Command(
            "brief", "[NAME | since DATE]", "what is new, by topic", "/brief since 1 Jan 2020", briefing.brief
        ),
        Command("search", "WORDS", "sentences of all articles", "/search border management", searching),
        Command("source", "N", "an article: its data and what was read from it", "/source 3", source.source),
        Command("why", "N or WORDS", "the exact sentence behind a fact", "/why 47%", why),
        Command(
            "asof", "DATE COMMAND", "an answer as the store stood then", "/asof 2030-01-01 /actor Naqvi", asof
        ),
        Command("about", "", "what the store covers", "/about", about),
        Command("ask", "QUESTION", "a plain question; needs no /ask", "/ask who is the DG FIA", asking),
    )
}
