"""Turns: the answers that are the same for everybody are made here one after another."""

import threading
import time
from collections.abc import Callable

from briefs.page import Page
from handlers.job import Job

PATIENCE_SECONDS = 0.05
"""How long an answer may keep the others waiting: what nearly every one takes over a million facts."""


class Turns:
    """A `Compose` that makes pages here; beside one that was begun `patience` seconds ago the others go on.

    Python computes in one thread at a time: two that make answers at once only take the interpreter from each
    other, which costs half as much again (benchmarks/README.md). So the second thread is there for what comes
    while an answer takes long, or waits for the disk.
    """

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._turn = threading.Lock()
        self._begun = 0.0

    def __call__(self, job: Job, make: Callable[[], Page]) -> Page:
        """The page of a job, made in this thread."""
        left = self._begun + self._patience - time.monotonic()
        mine = self._turn.acquire(timeout=max(0.0, left))
        if mine:
            self._begun = time.monotonic()
        try:
            return make()
        finally:
            if mine:
                self._turn.release()
