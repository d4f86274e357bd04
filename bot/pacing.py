"""Pacing: how many messages may leave, over all and in one chat, and who comes first when they may not all.

The figures are those of Telegram's own FAQ for bots: about 30 messages a second over all, one a second
in a chat (short bursts pass), 20 a minute in a group.
"""

import asyncio
from bisect import insort
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from data.dates import Value

URGENT = 0
"""How urgent an answer is; notices and briefs have higher numbers and come after it."""
FORGET_ABOVE = 1_000
"""Chats that are remembered before those are forgotten that may be written to anyway."""


class Limits(Value):
    """How much may leave. No window of `seconds` ever holds more than its number."""

    overall: int = 30
    overall_seconds: float = 1.0
    broadcast: float = 27.0
    """Messages a second that are no answers, evenly, so that there is always room for an answer."""
    chat: float = 1.0
    """Messages a second in one chat."""
    burst: int = 5
    """Messages that may leave at once in a chat that was quiet."""
    group: int = 20
    group_seconds: float = 60.0


TELEGRAM = Limits()
BOUNDLESS = 1_000_000


def limits(pace: int) -> Limits:
    """Telegram's limits with another number of messages a second over all; 0 for none of them at all."""
    if not pace:
        return Limits(
            overall=BOUNDLESS, broadcast=BOUNDLESS, chat=BOUNDLESS, burst=BOUNDLESS, group=BOUNDLESS
        )
    return Limits(overall=pace, broadcast=pace * TELEGRAM.broadcast / TELEGRAM.overall)


class Window:
    """At most `limit` events in any `seconds`, wherever the way of each to Telegram takes its time.

    When a message arrives there is not known to us, only that it does between leaving and the reply; so
    it counts from the one until `seconds` after the other.
    """

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self.leaving = 0
        """How many are on their way."""
        self._replied: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more may happen; infinite while that hangs on a reply."""
        while self._replied and self._replied[0] + self._seconds <= now:
            self._replied.popleft()
        if self.leaving + len(self._replied) < self._limit:
            return 0.0
        return self._replied[0] + self._seconds - now if self._replied else float("inf")

    def note(self, now: float) -> None:
        """One leaves."""
        self.leaving += 1

    def done(self, now: float) -> None:
        """The reply to one came, or never will."""
        self.leaving -= 1
        self._replied.append(now)

    def idle(self, now: float) -> bool:
        """Whether it restrains nothing any more."""
        return not self.leaving and (not self._replied or self._replied[-1] + self._seconds <= now)


class Bucket:
    """A token bucket: `rate` a second, `burst` at once after a rest (by its theoretical arrival time)."""

    def __init__(self, rate: float, burst: int = 1) -> None:
        self._every = 1 / rate
        self._slack = (burst - 1) / rate
        self._arrival = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds until one more may happen."""
        return max(0.0, self._arrival - self._slack - now)

    def note(self, now: float) -> None:
        """One leaves."""
        self._arrival = max(self._arrival, now) + self._every

    def done(self, now: float) -> None:
        """The reply to one came; this counts only what leaves."""

    def idle(self, now: float) -> bool:
        """Whether it is full again."""
        return self._arrival <= now


class Pace:
    """What has left, and so what may leave next. It has no clock: `now` is in seconds of any clock."""

    def __init__(self, limits: Limits = TELEGRAM) -> None:
        self._limits = limits
        self._overall = Window(limits.overall, limits.overall_seconds)
        self._broadcast = Bucket(limits.broadcast)
        self._chats: dict[int, tuple[Window | Bucket, ...]] = {}
        self._held: dict[int, float] = {}

    def wait(self, chat: int, urgency: int, now: float) -> float:
        """Seconds until a message may leave for a chat; 0 when it may at once."""
        limits = self._chats.get(chat, ())
        waits = [limit.wait(now) for limit in (*limits, *self._common(urgency))]
        return max(*waits, self._held.get(chat, now) - now, 0.0)

    def open(self, chat: int, now: float) -> bool:
        """Whether a chat itself may be written to now, whatever leaves for others."""
        waits = [limit.wait(now) for limit in self._chats.get(chat, ())]
        return self._held.get(chat, now) <= now and not any(waits)

    def full(self, now: float) -> float:
        """Seconds until anything may leave at all."""
        return self._overall.wait(now)

    @property
    def leaving(self) -> int:
        """How many are on their way."""
        return self._overall.leaving

    def note(self, chat: int, urgency: int, now: float) -> None:
        """A message leaves for a chat."""
        if chat not in self._chats:
            self._chats[chat] = self._fresh(chat)
        for limit in (*self._chats[chat], *self._common(urgency)):
            limit.note(now)
        if len(self._chats) > FORGET_ABOVE:
            self._forget(now)

    def done(self, chat: int, now: float) -> None:
        """The reply to a message for a chat came, or never will."""
        for limit in (*self._chats.get(chat, ()), self._overall):
            limit.done(now)

    def hold(self, chat: int, until: float) -> None:
        """Telegram says that this chat has to wait; no other has to."""
        self._held[chat] = max(until, self._held.get(chat, until))

    def held(self, now: float) -> list[int]:
        """The chats that Telegram told us to leave alone for now."""
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        return list(self._held)

    def _common(self, urgency: int) -> tuple[Window | Bucket, ...]:
        return (self._overall,) if urgency == URGENT else (self._overall, self._broadcast)

    def _fresh(self, chat: int) -> tuple[Window | Bucket, ...]:
        by_second = Bucket(self._limits.chat, self._limits.burst)
        if chat > 0:
            return (by_second,)
        return by_second, Window(self._limits.group, self._limits.group_seconds)

    def _forget(self, now: float) -> None:
        self._chats = {
            chat: limits
            for chat, limits in self._chats.items()
            if not all(limit.idle(now) for limit in limits)
        }


class Closed(Exception):
    """We are stopping: nothing more may leave."""


@dataclass(order=True)
class _Turn:
    """Somebody who waits to send: the urgent first, then who came first."""

    urgency: int
    number: int
    chat: int = field(compare=False)
    granted: asyncio.Future[None] = field(compare=False)


class Pacer:
    """Lets messages leave one by one as their pace allows, at most `at_once` on their way, answers first."""

    def __init__(
        self, pace: Pace, clock: Callable[[], float] | None = None, at_once: int = BOUNDLESS
    ) -> None:
        self._pace = pace
        self._at_once = at_once
        self._loop = asyncio.get_running_loop()
        self._clock = clock or self._loop.time
        self._waiting: list[_Turn] = []
        self._count = 0
        self._alarm: asyncio.TimerHandle | None = None
        self._closed = False
        self._halted = False
        self._alone = False
        self._lone: _Turn | None = None
        """The one that is on its way alone; what left before it does not count."""
        self.granted: Callable[[], object] = lambda: None
        """Called after turns may have been granted."""

    @asynccontextmanager
    async def turn(self, chat: int, urgency: int = URGENT) -> AsyncIterator[None]:
        """Wait until a message may leave for a chat; it leaves inside. Raises Closed when we stop."""
        turn = await self._wait(chat, urgency)
        try:
            yield
        finally:
            self._done(turn)

    def _done(self, turn: "_Turn") -> None:
        self._pace.done(turn.chat, self._clock())
        if self._lone is turn:
            self._lone = None
        self._grant()

    async def _wait(self, chat: int, urgency: int) -> "_Turn":
        if self._closed:
            raise Closed
        self._count += 1
        turn = _Turn(urgency, self._count, chat, self._loop.create_future())
        insort(self._waiting, turn)
        self._grant()
        try:
            await turn.granted
        except asyncio.CancelledError:
            if turn in self._waiting:
                self._waiting.remove(turn)
            elif not turn.granted.cancelled() and turn.granted.exception() is None:
                self._done(turn)  # it was granted just then, and is not used
            raise
        return turn

    def ready(self) -> int:
        """How many answers wait for nothing but room over all; not those whose chat has to wait."""
        now = self._clock()
        return sum(turn.urgency == URGENT and self._pace.open(turn.chat, now) for turn in self._waiting)

    def hold(self, chat: int, seconds: float) -> None:
        """Let nothing leave for a chat for so long."""
        self._pace.hold(chat, self._clock() + seconds)

    def held(self) -> list[int]:
        """The chats that have to wait by Telegram's word."""
        return self._pace.held(self._clock())

    def halt(self) -> None:
        """Let nothing leave until `resume`; what is on its way goes on."""
        self._halted = True

    def resume(self, alone: bool = False) -> None:
        """Let messages leave again; `alone` one after another, each when the one before came to its end."""
        if self._halted or self._alone != alone:
            self._halted, self._alone, self._lone = False, alone, None
            self._grant()

    def close(self) -> None:
        """Let nothing leave any more; whoever waits is told by Closed."""
        self._closed = True
        if self._alarm:
            self._alarm.cancel()
        for turn in self._waiting:
            if not turn.granted.done():
                turn.granted.set_exception(Closed())
        self._waiting = []

    def _grant(self) -> None:
        """Grant all turns that have come, and set the alarm for the next."""
        if self._closed:
            return
        if self._alarm:
            self._alarm.cancel()
        now = self._clock()
        left, nearest = [], float("inf")
        for turn in self._waiting:
            if self._halted or self._lone or self._pace.leaving >= self._at_once:
                left.append(turn)
                continue
            wait = self._pace.full(now) or self._pace.wait(turn.chat, turn.urgency, now)
            if wait > 0:
                left.append(turn)
                nearest = min(nearest, wait)
            elif not turn.granted.done():
                self._pace.note(turn.chat, turn.urgency, now)
                turn.granted.set_result(None)
                self._lone = turn if self._alone else None
        self._waiting = left
        # Where all hangs on a reply, that grants the next turn.
        self._alarm = self._loop.call_later(nearest, self._grant) if nearest < float("inf") else None
        self.granted()
