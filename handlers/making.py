"""Making: what is due is composed, each different brief once, and owed to all who are to have it."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache

from briefs import daily, parts
from briefs.language import speaking
from briefs.page import Page
from briefs.parts import Brief
from briefs.private import without_contacts
from data import schedule
from data.errors import BadStore
from data.store import corrections, deliveries, news, subscriptions
from data.store.deliveries import Delivery
from data.store.news import Follow
from data.store.shelf import Connection
from data.store.subscriptions import Subscription
from handlers import gathering
from handlers.desk import Desk
from handlers.gathering import Order
from handlers.hearing import Ear, ear, quiet_until
from handlers.outgoing import owe, stamp

log = logging.getLogger(__name__)

TRIES = 10
"""How often a brief is composed before it is given up as a fault of ours. Being killed in the middle counts,
for what kills us may be the brief; that many chance kills in the middle of the same one are not to be met."""
GIVEN_UP = f"it could not be composed in {TRIES} tries; the log says why"
AT_ONCE = 200
"""Briefs that are owed in one transaction, so that the writer is free in between."""
LOOKED_AT = 1_000
"""Briefs that are in memory at a time, however many are due."""
REMEMBERED = 64
"""Different briefs that are kept composed while more of the same may follow."""


@dataclass(frozen=True)
class Job:
    """One brief to be made: for whom, how they are spoken to, and what decides it."""

    one: Delivery
    sub: Subscription
    hearing: Ear
    order: Order


Again = Callable[[int, int, tuple[Follow, ...], int], tuple[int, ...]]
"""The facts between two news entries, about something and up to a ceiling, that hold again."""
Compose = Callable[[Order], tuple[Brief, bool]]


def make(desk: Desk, now: datetime) -> None:
    """Make every brief that is due."""

    @lru_cache(REMEMBERED)
    def composed(order: Order) -> tuple[Brief, bool]:
        return compose(desk, order)

    again, last = again_among(desk), 0
    while batch := deliveries.unmade(desk.shelf, last, LOOKED_AT):
        last = batch[-1].id
        by_order: dict[Order, list[Job]] = {}
        for job in _jobs(desk, batch, again, now):
            by_order.setdefault(job.order, []).append(job)
        for alike in by_order.values():
            _make_alike(desk, alike, composed, now)


def _jobs(desk: Desk, batch: Sequence[Delivery], again: Again, now: datetime) -> Iterator[Job]:
    """What is to be composed; what is not to be made is noted with the reason."""
    for one in batch:
        sub = subscriptions.get(desk.shelf, one.subscription, desk.settings.timezone)
        if sub is None:
            _decline(desk, one, "the subscription is gone", now)
            continue
        hearing = ear(desk, sub.chat, sub.topic, sub.created_by)
        reason = _refusal(one, sub, hearing, now)
        if reason:
            _decline(desk, one, reason, now)
        else:
            yield Job(
                one, sub, hearing, _order(desk, sub, hearing, datetime.fromisoformat(one.due_at), again)
            )


def _refusal(one: Delivery, sub: Subscription, hearing: Ear, now: datetime) -> str:
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
    if not hearing.may_hear:
        return "the chat is not approved"
    return ""


def _decline(desk: Desk, one: Delivery, reason: str, now: datetime) -> None:
    with desk.store.writing() as db:
        deliveries.move(db, one.id, "failed" if reason == GIVEN_UP else "skipped", reason, stamp(now))


def order_of(desk: Desk, sub: Subscription, due: datetime) -> Order:
    """What decides the brief of a subscription that is due at a moment."""
    return _order(desk, sub, ear(desk, sub.chat, sub.topic, sub.created_by), due, again_among(desk))


def _order(desk: Desk, sub: Subscription, hearing: Ear, due: datetime, again_in: Again) -> Order:
    shelf = desk.shelf
    last, ceiling = news.last(shelf), hearing.ceiling
    again = again_in(sub.cursor, last, sub.follows, ceiling)
    return Order(
        follows=sub.follows, plan=sub.plan, due=due, first=sub.cursor, last=last, ceiling=ceiling,
        since=datetime.fromisoformat(sub.briefed_at) if sub.briefed_at else None,
        language=hearing.language, carried=sub.carried, doubted=sub.doubted,
        known=news.known_among(shelf, sub.chat, sub.topic, again) if again else frozenset(),
        corrected=tuple(corrections.of_chat(shelf, sub.chat, sub.topic, sub.cursor)),
    )  # fmt: skip


def again_among(desk: Desk) -> Again:
    """Look up, once for all equal subscriptions, which of the new facts a chat may have known before."""

    @cache
    def again(first: int, last: int, follows: tuple[Follow, ...], ceiling: int) -> tuple[int, ...]:
        found = news.new(replace(desk.shelf, ceiling=ceiling), first, last, follows, gathering.MOST)
        return tuple(number for number, may_be_known in found if may_be_known)

    return again


def compose(desk: Desk, order: Order) -> tuple[Brief, bool]:
    """The brief of an order in its language, and whether it tells of anything."""
    with speaking(order.language):
        material = gathering.material(desk, order)
        brief = parts.compose(material)
    pages = tuple(without_contacts(page) for page in brief.pages)
    return brief.model_copy(update={"pages": pages}), daily.has_news(material)


def _make_alike(desk: Desk, jobs: Sequence[Job], composed: Compose, now: datetime) -> None:
    """Compose one brief and owe it to every chat that is to have it; a fault of ours is tried again later."""
    with desk.store.writing() as db:
        deliveries.begin(db, (job.one.id for job in jobs), stamp(now))
    try:
        brief, has_news = composed(jobs[0].order)
    except BadStore as error:
        log.error("a brief for %d chats waits: %s", len(jobs), error)
        return
    except Exception:
        log.exception("a brief for %d chats could not be composed", len(jobs))
        return
    for at in range(0, len(jobs), AT_ONCE):
        with desk.store.writing() as db:
            for job in jobs[at : at + AT_ONCE]:
                if deliveries.is_unmade(db, job.one.id):
                    _owe(db, job, brief, has_news, now)


def _owe(db: Connection, job: Job, brief: Brief, has_news: bool, now: datetime) -> None:
    """Owe a chat its brief, or note that there is nothing to tell it."""
    one, sub, order = job.one, job.sub, job.order
    if not has_news and sub.kind != "private" and not sub.says_nothing:
        deliveries.move(db, one.id, "skipped", "nothing new for this chat", stamp(now))
        return
    keyed = list(_keyed(one, brief.pages))
    told = [(key, parts.facts(page)) for key, page in keyed]
    deliveries.send(db, one.id, (order.first, order.last), told, stamp(now))
    after = _after(job, now)
    for number, (key, page) in enumerate(keyed):
        page = parts.addressed(page, sub.title) if number == 0 else page
        owe(db, key, sub.chat, page, now, sort="brief", topic=sub.topic or None, after=after)


def _after(job: Job, now: datetime) -> datetime | None:
    """Until when a brief that is late waits for quiet hours to end; one at its own time does not."""
    if quiet_until(job.hearing, job.order.due):
        return None
    after = quiet_until(job.hearing, now)
    day, zone = date.fromisoformat(job.one.day), job.sub.plan.zone
    return None if after is not None and schedule.is_over(day, zone, after) else after


def _keyed(one: Delivery, pages: Sequence[Page]) -> Iterator[tuple[str, Page]]:
    for part, page in enumerate(pages, 1):
        yield f"brief:{one.subscription}:{one.day}:{part}", page
