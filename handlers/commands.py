"""COMMANDS: the table of everything that can be asked; a new command is one function and one row."""

from collections.abc import Callable
from dataclasses import dataclass

from briefs import helping
from briefs.page import Page
from data.errors import NotFound
from handlers import cards, source
from handlers.desk import Desk
from handlers.request import Request, Role
from handlers.start import start

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
    role: Role = "reader"
    """The least role that may use it."""

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
        Command("source", "N", "an article: its data and what was read from it", "/source 3", source.source),
    )
}
