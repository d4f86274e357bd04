"""Job: all that an answer hangs on that is the same for everybody, so that it can be made anywhere, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from briefs.page import Page


@dataclass(frozen=True)
class Job:
    """One answer to be made: which command, its words, and as what and when the store is seen."""

    command: str
    words: str
    day: datetime
    """The beginning of the day on which it is asked, with its zone."""
    at: str
    """The moment the store is seen at (ISO 8601, UTC)."""
    ceiling: int
    """The highest marking that may be shown."""
    asked: str
    """The command as it can be sent again; '' when it has no further pages."""
    leaf: int
    """Which page of a long answer is wanted."""
    language: str
    numbers: str
    """How numbers are written: a name of briefs.language.NUMBERS, or ''."""


Compose = Callable[[Job, Callable[[], Page]], Page]
"""Gives the page of a job, or raises what making it raises; it may be made where the job is given, too."""


def here(job: Job, make: Callable[[], Page]) -> Page:
    """Make it on this thread."""
    return make()
