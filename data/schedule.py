"""The schedule: when a brief is due by the clock of its readers; decisions only, the clock is an argument."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from data.dates import Value

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS = ("daily", "weekdays", *WEEK)
"""On which days a brief is owed: every day, Monday to Friday, or one day of the week."""
LISTED = 31
"""Days back that a brief which was never made is noted for, each under its own day."""


class Plan(Value):
    """When a chat wants its brief: local time 'HH:MM', IANA zone, and one of DAYS."""

    at: str
    zone: str
    days: str = "daily"


class Turn(Value):
    """One brief that is owed: for which local day, and from which moment (UTC) on."""

    day: date
    due: datetime


def owed(plan: Plan, since: datetime, last: date | None, now: datetime) -> list[Turn]:
    """The briefs owed up to `now` and not yet in the ledger, the oldest first.

    `since` is when the subscription began: what was due before is not owed. `last` is the last day in
    the ledger; a day that is over is listed too, so that its absence can be told.
    """
    today = local(now, plan.zone).date()
    first = max(local(since, plan.zone).date(), today - timedelta(days=LISTED))
    if last is not None:
        first = max(first, last + timedelta(days=1))
    turns = (turn(plan, day) for day in _days(first, today))
    return [one for one in turns if one is not None and since < one.due <= now]


def latest(plan: Plan, now: datetime) -> Turn | None:
    """The last brief of a plan that is due by now, or None when there was none for a week."""
    today = local(now, plan.zone).date()
    for back in range(9):
        one = turn(plan, today - timedelta(days=back))
        if one is not None and one.due <= now:
            return one
    return None


def following(plan: Plan, now: datetime, last: date | None = None) -> Turn:
    """The next brief after `now` that is not for `last` or a day before it."""
    day = local(now, plan.zone).date()
    while True:
        one = turn(plan, day)
        if one is not None and one.due > now and (last is None or one.day > last):
            return one
        day += timedelta(days=1)


def turn(plan: Plan, day: date) -> Turn | None:
    """The brief of a local day, or None when none is wanted on it, or the zone left that day out."""
    if not wanted(plan.days, day):
        return None
    due = instant(day, time.fromisoformat(plan.at), plan.zone)
    return Turn(day=day, due=due) if local(due, plan.zone).date() == day else None


def wanted(days: str, day: date) -> bool:
    """Whether a brief is wanted on a day of the week."""
    if days == "daily":
        return True
    return day.weekday() < WEEK.index("sat") if days == "weekdays" else WEEK[day.weekday()] == days


def is_over(day: date, zone: str, now: datetime) -> bool:
    """Whether a local day has ended."""
    return local(now, zone).date() > day


@lru_cache(4096)
def instant(day: date, at: time, zone: str) -> datetime:
    """The moment (UTC) at which clocks of a zone show a time on a day.

    A time that clocks show twice is the first of the two; a time that they skip is the first moment
    after the gap.
    """
    wall, here = datetime.combine(day, at), _zone(zone)
    early, late = sorted(wall.replace(tzinfo=here, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early.astimezone(here).replace(tzinfo=None) == wall:
        return early
    return _after_gap(early, late, here)


def _after_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second at which the zone's offset is that of `after`."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def local(moment: datetime, zone: str) -> datetime:
    """A moment as clocks of a zone show it."""
    return moment.astimezone(_zone(zone))


@lru_cache(1024)
def _zone(name: str) -> ZoneInfo:
    """The zone of an IANA name; the library itself remembers eight of them and reads the others anew."""
    return ZoneInfo(name)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


HOURS = re.compile(r"\s*(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?\s*")


def quiet_until(hours: str, moment: datetime, zone: str) -> datetime | None:
    """When the quiet hours ('22:00-07:00', local) end in which a moment lies; None when it lies in none.

    Their last minute is the one before the end. Hours that cannot be read are none.
    """
    found = HOURS.fullmatch(hours)
    if not found:
        return None
    begins, ends = (int(found[at]) * 60 + int(found[at + 1] or 0) for at in (1, 3))
    here = local(moment, zone)
    at = here.hour * 60 + here.minute
    if not (begins <= at < ends if begins <= ends else at >= begins or at < ends):
        return None
    day = here.date() + timedelta(days=at >= ends)
    return instant(day, time(ends // 60 % 24, ends % 60), zone)
