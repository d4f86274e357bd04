"""TICKS: what is done by the clock and not by a question; a new duty is one function and one row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.desk import Desk
from handlers.operations import nightly


@dataclass(frozen=True)
class Tick:
    """A duty: how often it is done, and the function that does it at a moment (off the event loop).

    It must be right however late, often or seldom it is called: what is owed is kept in the store.
    """

    name: str
    every: timedelta
    run: Callable[[Desk, datetime], None]


TICKS: tuple[Tick, ...] = (Tick("backup", timedelta(hours=1), nightly),)
