"""TICKS: what is done by the clock and not by a question; a new duty is one function and one row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import arriving, correcting, delivering, watching
from handlers.desk import Desk
from handlers.operations import nightly
from handlers.sweeping import sweep


@dataclass(frozen=True)
class Tick:
    """A duty: how often it is done, and the function that does it at a moment (off the event loop).

    It must be right however late, often or seldom it is called: what is owed is kept in the store.
    """

    name: str
    every: timedelta
    run: Callable[[Desk, datetime], None]


MINUTE = timedelta(minutes=1)
TICKS: tuple[Tick, ...] = (
    Tick("backup", timedelta(hours=1), nightly),
    Tick("sweep", timedelta(hours=6), sweep),
    Tick("corrections", MINUTE, correcting.tick),
    Tick("briefs", MINUTE, delivering.tick),
    Tick("watches", MINUTE, watching.tick),
    Tick("feeds", timedelta(minutes=2), arriving.ask_feeds),
    Tick("folder", timedelta(minutes=1), arriving.mind_folder),
)
