"""Kit: what every part of this room works with."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime

from bot.scribe import Scribe
from briefs.page import Page
from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Request

Answer = Callable[[Desk, Request], Page]


@dataclass(frozen=True)
class Kit:
    """The desk, who writes to its store, the threads that work beside the event loop, and the clock."""

    desk: Desk
    scribe: Scribe
    pool: Executor
    clock: Callable[[], datetime]
    answer: Answer = answer

    @property
    def now(self) -> str:
        """ISO 8601, UTC, to the second."""
        return self.clock().isoformat(timespec="seconds")
