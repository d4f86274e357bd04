"""Turns: this process makes its answers one after another, as long as each is short."""

import threading
from collections.abc import Callable

from briefs.page import Page
from handlers.job import Job

PATIENCE_SECONDS = 0.05
"""How long an answer waits for the one before it: what nearly every answer takes over a million facts."""


class Turns:
    """A `Compose` that makes pages here. Who has waited for `patience` seconds goes on beside the others.

    Python computes in one thread at a time: two threads that make answers at once take the interpreter from
    each other, which costs half as much processor time again, and both are late. So the second thread only
    sees to it that an answer which takes long, or waits for the disk, holds up nobody.
    """

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._turn = threading.RLock()  # one answer may be made of another

    def __call__(self, job: Job, make: Callable[[], Page]) -> Page:
        """The page of a job, made in this thread."""
        mine = self._turn.acquire(timeout=self._patience)
        try:
            return make()
        finally:
            if mine:
                self._turn.release()
