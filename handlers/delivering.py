"""Delivering: the duty by the clock that makes each brief once: settle, book what is due, compose."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfoNotFoundError

from data import schedule
from data.schedule import Plan, Turn
from data.store import ahead, deliveries, news, subscriptions
from data.store.deliveries import Delivery
from data.store.shelf import Connection, Shelf
from data.store.subscriptions import Unbooked
from handlers import making
from handlers.desk import Desk
from handlers.outgoing import stamp

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Briefs that are looked at in one transaction, so that the writer is free in between."""
TICKED = "ticked"
"""The mark of the last time this duty was done."""

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

RECALLED = timedelta(hours=2)
"""For so long a part that was called back may turn out to have been leaving at that moment."""


def tick(desk: Desk, now: datetime) -> None:
    """Do what is to be done for all briefs at a moment; right however often, late or seldom it is called."""
    now = now.astimezone(UTC).replace(microsecond=0)
    mind_clock(desk, now)
    settle(desk, now)
    book(desk, now)
    call_back(desk, now)
    making.make(desk, now)
    with desk.store.writing() as db:
        news.set_mark(db, TICKED, stamp(now))


def mind_clock(desk: Desk, now: datetime) -> None:
    """When the clock was put back since this was last done, put right what waits for the time it showed."""
    ticked = news.mark(desk.shelf, TICKED)
    if ticked <= stamp(now):
        return
    with desk.store.writing() as db:
        rows = ahead.bring_down(db, stamp(now))
        news.set_mark(db, TICKED, stamp(now))
    log.warning("the clock was put back from %s or later to %s; %d rows put right", ticked, stamp(now), rows)


def settle(desk: Desk, now: datetime) -> None:
    """Note what became of the parts that left, and of the briefs they belong to."""
    with desk.store.writing() as db:
        deliveries.mirror(db, stamp(now - RECALLED))
    while _settled(desk, now) == AT_ONCE:
        pass


def _settled(desk: Desk, now: datetime) -> int:
    """Note what became of some briefs; of how many."""
    with desk.store.writing() as db:
        shelf = replace(desk.shelf, db=db)
        found = deliveries.get_all(shelf, deliveries.arrived(db, AT_ONCE))
        for one in found:
            of = deliveries.parts(shelf, one.id)
            state, reason = deliveries.outcome(of)
            deliveries.move(db, one.id, state, reason, stamp(now))
            if any(part.state in ("sent", "uncertain") for part in of):
                _advance(db, shelf, one, of)
    return len(found)


def _advance(db: Connection, shelf: Shelf, one: Delivery, of: Sequence[deliveries.Part]) -> None:
    """Let the next brief begin where this one ended, with what of it did not arrive."""
    sub = subscriptions.get(shelf, one.subscription, "UTC")
    if sub is None or sub.cursor > one.last or one.due_at < max(sub.created_at, sub.briefed_at):
        return
    carried = [n for part in of if part.state in ("failed", "skipped") for n in part.facts]
    doubted = [(one.id, part.part) for part in of if part.state == "uncertain"]
    subscriptions.briefed(db, sub.id, one.last, one.due_at, carried, doubted)


def book(desk: Desk, now: datetime) -> None:
    """Enter every brief that is due by now into the ledger; one whose day is over is entered as skipped."""
    default = desk.settings.timezone
    plans = filter(_is_sound, subscriptions.plans(desk.shelf, default))
    turns = [(plan, last) for plan in plans if (last := schedule.latest(plan, now))]
    rows = [
        _row(desk, one, turn, now)
        for one in subscriptions.without(desk.shelf, turns, default, stamp(now))
        for turn in _owed(one, now)
    ]
    for at in range(0, len(rows), AT_ONCE):
        with desk.store.writing() as db:
            deliveries.book(db, rows[at : at + AT_ONCE], stamp(now))


@lru_cache(1024)
def _is_sound(plan: Plan) -> bool:
    """Whether a plan can be kept; a zone that this machine does not know holds up nobody else."""
    try:
        schedule.following(plan, EPOCH)
    except (ValueError, ZoneInfoNotFoundError):
        log.error("no brief at %s: the zone %r is not known here", plan.at, plan.zone)
        return False
    return True


def _owed(one: Unbooked, now: datetime) -> list[Turn]:
    last = date.fromisoformat(one.last) if one.last else None
    return schedule.owed(one.plan, datetime.fromisoformat(one.since), last, now)


def _row(
    desk: Desk, one: Unbooked, turn: Turn, now: datetime
) -> tuple[int, str, str, deliveries.State, str]:  # fmt: skip
    missed = schedule.is_over(turn.day, one.plan.zone, now)
    reason = _absence(news.mark(desk.shelf, TICKED), now) if missed else ""
    return one.number, turn.day.isoformat(), stamp(turn.due), "skipped" if missed else "due", reason


def _absence(ticked: str, now: datetime) -> str:
    """Why a brief was never made on its day: this duty was not done."""
    since = f"from {ticked} " if ticked else ""
    return f"the bot was not running when it was due ({since}until {stamp(now)}); its day is over"


def call_back(desk: Desk, now: datetime) -> None:
    """Take back the parts that have not left by the end of their local day; the next brief tells them."""
    late = deliveries.late(desk.shelf)
    over = [
        number
        for number, day, zone in late
        if schedule.is_over(date.fromisoformat(day), zone or desk.settings.timezone, now)
    ]
    if not over:
        return
    with desk.store.writing() as db:
        for number in over:
            deliveries.call_back(db, number, "its day was over before it could be sent", stamp(now))
    settle(desk, now)
