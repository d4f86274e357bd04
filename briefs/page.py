"""Page: one answer, before anybody has decided how it is drawn."""

from typing import Literal

from pydantic import ConfigDict, Field

from briefs.language import SPOKEN
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
    differs: bool = False
    """Whether the line sets side by side what sources say differently."""


def mark(number: int) -> str:
    """How a source is referred to: '[3]' is article 3, '[#12]' what an editor entered as fact 12."""
    return f"[{number}]" if number >= 0 else f"[#{-number}]"


class Source(Value):
    """One numbered source of a page."""

    number: int
    label: str
    """Publisher, date with its precision, title cut at 45 characters."""
    article_id: int
    """As a line cites it: negative for a fact that somebody entered, which cites itself."""


class Choice(Value):
    """A button: a tap sends the command, as if it had been typed."""

    label: str
    command: str = ""
    copied: str = ""
    """Instead of a command: text that a tap copies (at most 256 characters)."""
    link: str = ""
    """Where a tap leads on Telegram instead of sending the command: into the private chat."""


class File(Value):
    """A picture or a document that goes with a page; PNG is shown as a picture, all else as a document."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    name: str
    media_type: str
    data: bytes


class Page(Value):
    """What we say: a title, lines that cite their sources, the sources, and what can be asked next."""

    title: str
    lines: tuple[Line, ...] = ()
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    files: tuple[File, ...] = ()
    verdict: Verdict = "answer"
    language: str = Field(default_factory=lambda: SPOKEN.get())
    """The language it was made in, for the few words that are added when it is drawn."""
    expects: str = ""
    """A command whose words are still to come: this person's next plain message here is put behind it."""
    stays: bool = False
    """Whether it has to stay as it is: what its buttons open comes below it, not in its place."""
