"""Command: one row of the table of everything that can be asked."""

from collections.abc import Callable
from dataclasses import dataclass

from briefs.page import Page
from handlers.desk import Desk
from handlers.request import Request
from handlers.rights import READER, Right

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
    lasting: bool = False
    """Whether its answer hangs on nothing but its words, what is held, the marking, the language and the
    day: on nobody who asks, and nowhere. It is given no more than that, and remembered."""
    verbatim: bool = False
    """Whether its words are a source's own, that are kept to the letter, digits too."""

    @property
    def usage(self) -> str:
        """'/actor NAME'."""
        return f"/{self.name} {self.words}".rstrip()

    @property
    def linkable(self) -> bool:
        """Whether a link may open it: whoever made a link is not the one who opens it."""
        return self.right.role == "reader" and not self.right.writes and self.name != "start"
