"""Page: one answer, before anybody has decided how it is drawn."""

from typing import Literal

from data.dates import Value

Verdict = Literal["answer", "nothing", "refusal", "usage"]


class Line(Value):
    """One line of an answer, with what backs it."""

    text: str
    role: Literal["lead", "heading", "bullet", "quote", "plain", "note"] = "bullet"
    cites: tuple[int, ...] = ()
    """Numbers of the page's sources, shown as [1] [2] after the text."""
    facts: tuple[int, ...] = ()
    """Ids of the stored facts that the line states."""


class Source(Value):
    """One numbered source of a page."""

    number: int
    label: str
    """Publisher, date with its precision, title cut at 45 characters."""
    article_id: int


class Choice(Value):
    """A button: a tap sends the command, as if it had been typed."""

    label: str
    command: str


class Page(Value):
    """What we say: a title, lines that cite their sources, the sources, and what can be asked next."""

    title: str
    lines: tuple[Line, ...] = ()
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    verdict: Verdict = "answer"
