"""Limits: how much one person, and one chat, may ask; one clear line, then silence until they may again."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["free", "told", "silent"]


@dataclass(frozen=True)
class Rate:
    """How much may be asked: so many at once, and one more after each so many seconds."""

    burst: float
    seconds: float


PERSON = Rate(60, 1.0)
"""Faster than anybody reads, slower than a program asks."""
GROUP = Rate(20, 3.0)
"""Telegram takes 20 messages a minute into a group; what is asked beyond that could not be answered."""
REMEMBERED = 20_000
"""How many people and chats are remembered."""


@dataclass(frozen=True)
class Bucket:
    """What is left of a rate at a moment (seconds of any clock that only goes forward)."""

    left: float
    at: float
    told: bool = False
    """Whether it was said that it is empty, since it last was not."""


def spend(bucket: Bucket | None, rate: Rate, now: float) -> tuple[Bucket, Verdict]:
    """Take one question out of a bucket, a full one when there is none yet; when it is empty, say so once.

    It is said again only after a quarter of the rate was free, or each second question would hear it.
    """
    was = bucket or Bucket(rate.burst, now)
    left = min(rate.burst, was.left + max(0.0, now - was.at) / rate.seconds)
    told = was.told and left < rate.burst / 4
    if left >= 1:
        return Bucket(left - 1, now, told), "free"
    return Bucket(left, now, True), "silent" if told else "told"


class Limits:
    """The buckets of everybody who asked lately."""

    def __init__(self, person: Rate = PERSON, group: Rate = GROUP) -> None:
        self._person = person
        self._group = group
        self._buckets: OrderedDict[int, Bucket] = OrderedDict()

    def ask(self, person: int, chat: int, now: float) -> Verdict:
        """Whether a person may ask in a chat now; in a group, both must be free."""
        own = self._spend(person, self._person, now)
        if chat >= 0 or chat == person or own != "free":
            return own
        return self._spend(chat, self._group, now)

    def wait(self, person: int, chat: int) -> int:
        """Seconds until the next question is free, at least 1."""
        waits = [
            (1 - bucket.left) * rate.seconds
            for number, rate in ((person, self._person), (chat, self._group if chat < 0 else self._person))
            if (bucket := self._buckets.get(number)) is not None
        ]
        return max(1, round(max(waits, default=1.0) + 0.5))

    def _spend(self, number: int, rate: Rate, now: float) -> Verdict:
        self._buckets[number], verdict = spend(self._buckets.get(number), rate, now)
        self._buckets.move_to_end(number)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return verdict
