"""/subscribe, /subscription, /pause and /unsubscribe: when a chat wants its brief, and about what."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from briefs import subscribing as wording
from briefs.language import _, quoted
from briefs.page import Page
from data import schedule
from data.errors import Ambiguous, BadUsage, NotFound
from data.kinds import KINDS
from data.reading.dates import parse
from data.store import chats, deliveries, news, subscriptions
from data.store.news import Follow
from data.store.shelf import Connection, Shelf
from data.store.subscriptions import FOR_EVER, OFF, Subscription
from data.values import EntityKind
from handlers.desk import Desk
from handlers.gathering import names
from handlers.lookup import meant
from handlers.outgoing import stamp
from handlers.request import Request
from handlers.wishes import Wish, wish

MOST = 20
"""What one subscription can follow."""
LONGEST = 100
"""Characters of a topic."""


def own(desk: Desk, request: Request) -> Subscription | None:
    """The active subscription of the chat or topic that asks, or None."""
    return _own(desk, request, desk.shelf)


def _own(desk: Desk, request: Request, shelf: Shelf) -> Subscription | None:
    who = request.who
    found = subscriptions.of_chat(shelf, who.chat_id, who.topic or 0, desk.settings.timezone)
    return found if found is not None and found.state == "active" else None


def subscribe(desk: Desk, request: Request) -> Page:
    """Begin a subscription, or change what is said of the one there is."""
    wished = wish(request.words)
    before = own(desk, request)
    if before is not None and not request.words:
        return shown(desk, request, before)
    follows, remarks = meant_by(desk, wished, request.words)
    who, now = request.who, stamp(request.when)
    with desk.store.writing() as db:
        cursor = news.last(desk.shelf)
        subscriptions.subscribe(db, who.chat_id, who.topic or 0, who.user_id, cursor, now)
        begun = _own(desk, request, replace(desk.shelf, db=db))
        assert begun is not None, "it was written a moment ago"
        _write(desk, db, _changed(begun, wished, follows), wished, request)
    after = own(desk, request)
    assert after is not None, "it was written a moment ago"
    return shown(desk, request, after, remarks, begun=True)


def _changed(one: Subscription, wished: Wish, follows: tuple[Follow, ...]) -> Subscription:
    """The subscription with what was wished for; what was not spoken of stays."""
    days = wished.days or one.plan.days
    kept = () if wished.everything else one.follows
    changes = {
        "plan": one.plan.model_copy(update={"days": days}),
        "follows": follows or kept,
        "says_nothing": one.says_nothing if wished.says_nothing is None else wished.says_nothing,
    }
    return one.model_copy(update=changes)


def _write(desk: Desk, db: Connection, one: Subscription, wished: Wish, request: Request) -> None:
    """Keep a change: time and zone are the chat's own where it has a row, else the subscription's."""
    chat = chats.chat(desk.shelf, request.who.chat_id) if not request.who.topic else None
    if chat is None:
        times = {"brief_at": wished.at or one.brief_at, "zone": wished.zone or one.zone}
        subscriptions.change(db, one.model_copy(update=times))
        return
    held = "" if chat.brief_at == OFF else chat.brief_at
    at, zone = wished.at or one.brief_at or held, wished.zone or one.zone or chat.zone
    subscriptions.change(db, one.model_copy(update={"brief_at": "", "zone": ""}))
    if (at, zone) != (chat.brief_at, chat.zone):
        chat = chat.model_copy(update={"brief_at": at, "zone": zone})
        chats.keep_chat(db, chat, stamp(request.when))


def meant_by(desk: Desk, wished: Wish, words: str) -> tuple[tuple[Follow, ...], list[str]]:
    """What the names and topics of a wish stand for, and what is to be said of it."""
    if len(wished.about) > MOST:
        raise BadUsage(_("One subscription can follow {n} names or topics.", n=MOST))
    found: dict[Follow, None] = {}
    remarks: list[str] = []
    for number, piece in enumerate(wished.about):
        doubt = number == 0 and bool(wished.at) and not wished.surely
        follow, remark = follow_of(desk, piece, f"/subscribe {words}", doubt)
        found[follow] = None
        remarks += [remark] if remark else []
    return tuple(found), remarks


EVERY_KIND: tuple[EntityKind, ...] = tuple(KINDS)


def follow_of(desk: Desk, piece: str, command: str, maybe_zone: bool = False) -> tuple[Follow, str]:
    """What a name or topic stands for, and a remark where it was not written as the store has it.

    Raises Ambiguous with commands that say which is meant; BadUsage when it may have been a zone.
    """
    try:
        found = meant(desk, piece, EVERY_KIND)
    except Ambiguous as error:
        offers = [(label, command.replace(piece, _reference(offer))) for label, offer in error.choices]
        raise Ambiguous(str(error), offers, error.apart) from error
    except NotFound:
        return _topic(desk, piece, maybe_zone)
    plain = piece.casefold() in (found.entity.name.casefold(), found.entity.short.casefold())
    named = _("{words} is {name}.", words=quoted(piece), name=found.entity.name)
    named = "" if plain or piece.startswith("#") else named
    return Follow(entity=found.entity.id), named


def _reference(offer: str) -> str:
    """The words of an offered command: 'Mohsin Naqvi' of '/actor Mohsin Naqvi'."""
    return offer.partition(" ")[2]


def _topic(desk: Desk, piece: str, maybe_zone: bool) -> tuple[Follow, str]:
    follow = Follow(words=piece[:LONGEST].casefold())
    if not news.phrase(piece):
        raise BadUsage(_("{words} is no name or topic that can be followed.", words=quoted(piece[:60])))
    shelf = desk.shelf
    if news.told_of(shelf, follow):
        return follow, ""
    if maybe_zone:
        raise BadUsage(
            _(
                "{words} is no time zone I know, and the store has nothing of that name: for the zone "
                "write a city such as Brussels, for the topic write “about” before it.",
                words=quoted(piece[:60]),
            )
        )
    told = _("The store has nothing about {words} yet; you will hear when it has.", words=quoted(piece[:60]))
    return follow, told


def shown(
    desk: Desk, request: Request, one: Subscription, remarks: Iterable[str] = (), begun: bool = False
) -> Page:
    """A subscription as a page."""
    if one.plan.at == OFF:
        return wording.off()
    last = deliveries.last_day(desk.shelf, one.id)
    today = schedule.local(request.when, one.plan.zone).date()
    paused = one.paused_until if one.paused_until > today.isoformat() else ""
    due = next_turn(one, request, date.fromisoformat(last) if last else None).due
    return wording.shown(
        one.plan, list(names(desk.shelf, one.follows)), due if due > request.when else None,
        paused, one.says_nothing, request.where == "private", list(remarks), begun,
    )  # fmt: skip


def next_turn(one: Subscription, request: Request, last: date | None) -> schedule.Turn:
    """The next brief that will be made: today's when its time has just passed, else after the last one."""
    paused = one.paused_until
    today = schedule.local(request.when, one.plan.zone).date()
    last = last if last is not None and last <= today + timedelta(days=2) else None
    owed = schedule.owed(one.plan, datetime.fromisoformat(one.created_at), last, request.when)
    if owed and owed[-1].day == today and today.isoformat() >= paused:
        return owed[-1]
    until = date.fromisoformat(paused) - timedelta(days=1) if paused and paused != FOR_EVER else None
    return schedule.following(one.plan, request.when, max(filter(None, (last, until)), default=None))


def subscription(desk: Desk, request: Request) -> Page:
    """The subscription of this chat, with buttons to change it."""
    one = own(desk, request)
    return wording.none() if one is None else shown(desk, request, one)


def unsubscribe(desk: Desk, request: Request) -> Page:
    """End the subscription of this chat; what was sent stays in the ledger."""
    one = own(desk, request)
    if one is None:
        return wording.none()
    with desk.store.writing() as db:
        subscriptions.change(db, one.model_copy(update={"state": "ended"}))
        for number in deliveries.on_their_way(desk.shelf, one.id):
            deliveries.call_back(db, number, "the chat unsubscribed before it was sent", stamp(request.when))
    return wording.ended()


FOR = re.compile(r"(?:for\s+)?(?:(\d{1,3})|an?|one)\s+(day|week|month)s?", re.IGNORECASE)
LENGTHS = {"day": 1, "week": 7, "month": 30}
RESUME = ("off", "resume", "end", "stop")


def pause(desk: Desk, request: Request) -> Page:
    """Stop the briefs for a while, or let them come again; what is new meanwhile is told afterwards."""
    one = own(desk, request)
    if one is None:
        return wording.none()
    today = schedule.local(request.when, one.plan.zone).date()
    until = "" if request.words.casefold() in RESUME else paused_until(request.words, today)
    changed = one.model_copy(update={"paused_until": until})
    with desk.store.writing() as db:
        subscriptions.change(db, changed)
    return shown(desk, request, changed)


def paused_until(words: str, today: date) -> str:
    """The first day with briefs again: 'until 5 Dec 2026', '2 weeks', '' (without an end) or a date.

    Raises BadUsage for what is no date, or not in the future.
    """
    if not words:
        return FOR_EVER
    length = FOR.fullmatch(words)
    if length:
        return (today + timedelta(days=int(length[1] or 1) * LENGTHS[length[2].casefold()])).isoformat()
    said = re.sub(r"^(?:until|till|to)\s+", "", words, flags=re.IGNORECASE)
    when = parse(said) or parse(f"{said} {today.year}")
    day = when.earliest if when else None
    if day is not None and day <= today and (later := parse(f"{said} {today.year + 1}")):
        day = later.earliest
    if day is None or day <= today:
        example = "/pause until 5 Dec 2030"
        raise BadUsage(_("Write the day on which briefs shall come again, as in {example}.", example=example))
    return day.isoformat()
