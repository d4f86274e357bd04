"""Delivering: the duty by the clock that makes each brief once: settle, book what is due, compose."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import groupby
from zoneinfo import ZoneInfoNotFoundError

from briefs import daily, parts
from briefs.language import speaking
from briefs.page import Page
from briefs.parts import Brief
from briefs.private import without_contacts
from data import schedule
from data.schedule import Plan, Turn
from data.store import corrections, deliveries, news, subscriptions
from data.store.deliveries import Delivery
from data.store.news import Follow
from data.store.shelf import Connection, Shelf
from data.store.subscriptions import Subscription, Unbooked
from handlers import gathering
from handlers.desk import Desk
from handlers.gathering import Order
from handlers.hearing import ear, quiet_until
from handlers.outgoing import owe

log = logging.getLogger(__name__)

TRIES = 5
"""How often a brief is composed before it is given up as a fault of ours."""
GIVEN_UP = f"it could not be composed in {TRIES} tries; the log says why"
AT_ONCE = 200
"""Briefs that are owed in one transaction, so that the writer is free in between."""
TICKED = "ticked"
"""The mark of the last time this duty was done."""

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

RECALLED = timedelta(hours=2)
"""For so long a part that was called back may turn out to have been leaving at that moment."""

Job = tuple[Delivery, Subscription, Order]


def tick(desk: Desk, now: datetime) -> None:
    """Do what is to be done for all briefs at a moment; right however often, late or seldom it is called."""
    now = now.astimezone(UTC).replace(microsecond=0)
    settle(desk, now)
    book(desk, now)
    call_back(desk, now)
    make(desk, now)
    with desk.store.writing() as db:
        news.set_mark(db, TICKED, stamp(now))


def stamp(moment: datetime) -> str:
    """A moment as the store writes it: UTC, ISO 8601, seconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def settle(desk: Desk, now: datetime) -> None:
    """Note what became of the parts that left, and of the briefs they belong to."""
    with desk.store.writing() as db:
        shelf = replace(desk.shelf, db=db)
        deliveries.mirror(db, stamp(now - RECALLED))
        for one in deliveries.get_all(shelf, deliveries.arrived(db)):
            of = deliveries.parts(shelf, one.id)
            state, reason = deliveries.outcome(of)
            deliveries.move(db, one.id, state, reason, stamp(now))
            if any(part.state in ("sent", "uncertain") for part in of):
                _advance(db, shelf, one, of)


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
        for one in subscriptions.without(desk.shelf, turns, default)
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


def make(desk: Desk, now: datetime) -> None:
    """Compose what is due, each different brief once, and owe it to all who are to have it."""
    jobs: list[Job] = []
    again = again_among(desk)
    for one in deliveries.unmade(desk.shelf):
        sub = subscriptions.get(desk.shelf, one.subscription, desk.settings.timezone)
        if sub is None or (reason := _refusal(desk, one, sub, now)):
            _decline(desk, one, reason if sub else "the subscription is gone", now)
        else:
            jobs.append((one, sub, order_of(desk, sub, datetime.fromisoformat(one.due_at), again)))
    for _same, alike in groupby(sorted(jobs, key=_alike), key=_alike):
        _make_alike(desk, list(alike), now)


def _decline(desk: Desk, one: Delivery, reason: str, now: datetime) -> None:
    with desk.store.writing() as db:
        deliveries.move(db, one.id, "failed" if reason == GIVEN_UP else "skipped", reason, stamp(now))


Again = Callable[[int, int, tuple[Follow, ...], int], tuple[int, ...]]
"""The facts between two news entries, about something and up to a ceiling, that hold again."""


def again_among(desk: Desk) -> Again:
    """Look up, once for all equal subscriptions, which of the new facts a chat may have known before."""

    @cache
    def again(first: int, last: int, follows: tuple[Follow, ...], ceiling: int) -> tuple[int, ...]:
        found = news.new(replace(desk.shelf, ceiling=ceiling), first, last, follows, gathering.MOST)
        return tuple(number for number, may_be_known in found if may_be_known)

    return again


def _alike(job: Job) -> str:
    return job[2].model_dump_json()


def _refusal(desk: Desk, one: Delivery, sub: Subscription, now: datetime) -> str:
    """Why a brief is not made, '' when it is."""
    if sub.state == "ended":
        return "the chat unsubscribed before it was made"
    if one.tries >= TRIES:
        return GIVEN_UP
    if one.day < sub.paused_until:
        until = "" if sub.paused_until == subscriptions.FOR_EVER else f" until {sub.paused_until}"
        return f"paused{until}"
    if schedule.is_over(date.fromisoformat(one.day), sub.plan.zone, now):
        return "its day was over before it could be composed"
    if sub.chat_state == "gone":
        return "the chat cannot be reached: the bot was blocked or removed"
    if not ear(desk, sub.chat, sub.topic, sub.created_by).may_hear:
        return "the chat is not approved"
    return ""


def order_of(desk: Desk, sub: Subscription, due: datetime, again_in: Again) -> Order:
    """What decides the brief of a subscription that is due at a moment."""
    shelf = desk.shelf
    hearing = ear(desk, sub.chat, sub.topic, sub.created_by)
    last, ceiling = news.last(shelf), hearing.ceiling
    again = again_in(sub.cursor, last, sub.follows, ceiling)
    return Order(
        follows=sub.follows, plan=sub.plan, due=due, first=sub.cursor, last=last, ceiling=ceiling,
        since=datetime.fromisoformat(sub.briefed_at) if sub.briefed_at else None,
        language=hearing.language, carried=sub.carried, doubted=sub.doubted,
        known=news.known_among(shelf, sub.chat, sub.topic, again) if again else frozenset(),
        corrected=tuple(corrections.of_chat(shelf, sub.chat, sub.topic, sub.cursor)),
    )  # fmt: skip


def compose(desk: Desk, order: Order) -> tuple[Brief, bool]:
    """The brief of an order in its language, and whether it tells of anything."""
    with speaking(order.language):
        material = gathering.material(desk, order)
        brief = parts.compose(material)
    pages = tuple(without_contacts(page) for page in brief.pages)
    return brief.model_copy(update={"pages": pages}), daily.has_news(material)


def _make_alike(desk: Desk, jobs: Sequence[Job], now: datetime) -> None:
    """Compose one brief and owe it to every chat that is to have it; a fault of ours is tried again later."""
    with desk.store.writing() as db:
        deliveries.begin(db, (one.id for one, _sub, _order in jobs), stamp(now))
    try:
        brief, has_news = compose(desk, jobs[0][2])
    except Exception:
        log.exception("a brief for %d chats could not be composed", len(jobs))
        return
    for at in range(0, len(jobs), AT_ONCE):
        with desk.store.writing() as db:
            for job in jobs[at : at + AT_ONCE]:
                if deliveries.is_unmade(db, job[0].id):
                    _owe(db, job, brief, has_news, now, _after(desk, job, now))


def _owe(
    db: Connection, job: Job, brief: Brief, has_news: bool, now: datetime, after: datetime | None
) -> None:
    """Owe a chat its brief, or note that there is nothing to tell it."""
    one, sub, order = job
    if not has_news and sub.kind != "private" and not sub.says_nothing:
        deliveries.move(db, one.id, "skipped", "nothing new for this chat", stamp(now))
        return
    keyed = list(_keyed(one, brief.pages))
    told = [(key, parts.facts(page)) for key, page in keyed]
    deliveries.send(db, one.id, (order.first, order.last), told, stamp(now))
    for number, (key, page) in enumerate(keyed):
        page = parts.addressed(page, sub.title) if number == 0 else page
        owe(db, key, sub.chat, page, now, sort="brief", topic=sub.topic or None, after=after)


def _after(desk: Desk, job: Job, now: datetime) -> datetime | None:
    """Until when a brief that is late waits for quiet hours to end; one at its own time does not."""
    one, sub, order = job
    hearing = ear(desk, sub.chat, sub.topic, sub.created_by)
    if quiet_until(hearing, order.due):
        return None
    after = quiet_until(hearing, now)
    over = after is not None and schedule.is_over(date.fromisoformat(one.day), sub.plan.zone, after)
    return None if over else after


def _keyed(one: Delivery, pages: Sequence[Page]) -> Iterator[tuple[str, Page]]:
    for part, page in enumerate(pages, 1):
        yield f"brief:{one.subscription}:{one.day}:{part}", page
