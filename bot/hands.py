"""Hands: processes that make answers beside the one that talks to Telegram; Python computes in one thread.

A hand is given the jobs of answers as frames on its standard input, and ends with it, so that none is
left when the bot is killed. It only reads the store. Whatever a hand cannot do is done by the bot itself.
"""

import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, Queue

from pydantic import SecretStr

from bot.turns import Turns
from briefs.page import Page
from data.errors import BadStore, BriefingError
from data.frames import get, put
from data.store.store import Store
from data.ways.child import Clock
from handlers.desk import Desk
from handlers.job import Job
from handlers.remembering import Memory
from handlers.settings import Settings
from handlers.showing import compose
from handlers.warming import warm

log = logging.getLogger(__name__)

CROWD = 2
"""So many answers that are made at once, again and again, show that one process is not enough."""
AFTER, WITHIN_SECONDS = 100, 60.0
"""So many times a crowd is met, in so long, before hands are hired: a short crowd costs less than they do."""
READY_SECONDS = 60.0
JOB_SECONDS = 10.0
"""How long one answer may take a hand."""
WAIT_SECONDS = 1.0
"""How long an answer waits for a hand that is free."""
AGAIN_SECONDS = 60.0
"""Until hands are hired again after one could not be had."""
HIRED_AT_MOST = 20
"""Hands in the life of the bot: something is wrong when they die again and again."""


class Hand:
    """A process that makes one answer at a time. Raises OSError or EOFError when it is no more."""

    def __init__(self, path: Path, settings: Settings) -> None:
        bare = settings.model_copy(update={"token": SecretStr(""), "webhook_secret": SecretStr("")})
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
        environment["PYTHONPATH"] = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from bot.hands import main; main()"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        try:
            self._say(pickle.dumps((path.absolute(), bare)), READY_SECONDS)
        except BaseException:
            self.close()
            raise

    def do(self, job: Job) -> Page | BriefingError | None:
        """The page, or what making it raises; None when it is better made elsewhere."""
        said: Page | BriefingError | None = pickle.loads(self._say(pickle.dumps(job), JOB_SECONDS))
        return said

    def _say(self, frame: bytes, seconds: float) -> bytes:
        process, clock = self._process, Clock(self._process)
        assert process.stdin, "a hand has both pipes"
        assert process.stdout, "a hand has both pipes"
        clock.give(seconds)
        try:
            put(process.stdin, frame)
            return get(process.stdout)
        finally:
            clock.stop()

    def close(self) -> None:
        """End it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):  # what was not sent any more
                    pipe.close()
        self._process.wait()


class Hands:
    """The hands of one bot, at most `most`; a `Compose`. They are hired when there is a crowd."""

    def __init__(
        self,
        hire: Callable[[], Hand],
        most: int,
        after: int = AFTER,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hire = hire
        self._here = Turns()
        self._most = most
        self._idle: Queue[Hand] = Queue()
        self._lock = threading.Lock()
        self._held: set[Hand] = set()
        self._making = 0
        self._hired = 0
        self._coming = 0
        self._not_before = 0.0
        self._crowds = 0
        self._counted_since = clock()
        self._after = after
        self._clock = clock
        self._closed = False

    def __call__(self, job: Job, make: Callable[[], Page]) -> Page:
        """The page of a job: from a hand where others are being made as well, else made here."""
        with self._counted() as crowd:
            if crowd >= CROWD:
                self._see_to_it()
            said = self._from_a_hand(job) if crowd > 1 else None
            if isinstance(said, BriefingError):
                raise said
            return self._here(job, make) if said is None else said

    @contextmanager
    def _counted(self) -> Iterator[int]:
        """How many answers are being made, this one among them."""
        with self._lock:
            self._making += 1
            crowd = self._making
        try:
            yield crowd
        finally:
            with self._lock:
                self._making -= 1

    def _from_a_hand(self, job: Job) -> Page | BriefingError | None:
        if not self._held:
            return None
        try:
            hand = self._idle.get(timeout=WAIT_SECONDS)
        except Empty:
            return None
        try:
            said = hand.do(job)
        except Exception as error:
            self._dismiss(hand, error)
            return None
        self._idle.put(hand)
        return said

    def _see_to_it(self) -> None:
        """Hire the hands that are missing; not right after one was not to be had."""
        with self._lock:
            now = self._clock()
            if now - self._counted_since > WITHIN_SECONDS:
                self._counted_since, self._crowds = now, 0
            self._crowds += 1
            if self._closed or self._crowds < self._after or now < self._not_before:
                return
            missing = self._most - len(self._held) - self._coming
            wanted = max(0, min(missing, HIRED_AT_MOST - self._hired))
            self._coming += wanted
            self._hired += wanted
        for _ in range(wanted):
            threading.Thread(target=self._take_on, name="hiring", daemon=True).start()

    def _take_on(self) -> None:
        hand = None
        try:
            hand = self._hire()
        except Exception as error:
            log.warning("no process could be had for answers: %r", error)
            self._not_before = self._clock() + AGAIN_SECONDS
        with self._lock:
            self._coming -= 1
            if hand is not None and not self._closed:
                self._held.add(hand)
                self._idle.put(hand)
                hand = None
        if hand is not None:
            hand.close()

    def _dismiss(self, hand: Hand, error: Exception) -> None:
        log.warning("a process that makes answers has ended: %r", error)
        with self._lock:
            self._held.discard(hand)
        hand.close()

    @property
    def held(self) -> int:
        """How many are at work or wait for it."""
        return len(self._held)

    def close(self) -> None:
        """End all of them."""
        with self._lock:
            self._closed = True
            held, self._held = self._held, set()
        for hand in held:
            hand.close()


def main() -> None:
    """What a hand runs: open the store, answer what nobody waits for, then do jobs until its input ends."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.SIG_IGN)  # they are meant for the bot, whose end is ours
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        path, settings = pickle.loads(get(sys.stdin.buffer))
        desk = Desk(Store(path), settings, memory=Memory(0))
        warm(desk, datetime.now(UTC))
        put(answers, b"ready")
        while True:
            put(answers, pickle.dumps(done(desk, pickle.loads(get(sys.stdin.buffer)))))
    except (EOFError, BrokenPipeError, BadStore):
        return


def done(desk: Desk, job: Job) -> Page | BriefingError | None:
    """The page of a job, or what it raises for the person; None for a fault, which the bot meets itself."""
    try:
        return compose(desk, job)
    except BadStore:
        return None
    except BriefingError as error:
        return error
    except Exception:
        return None
