"""/watch, /watches and /unwatch, and the duty by the clock that tells of new facts soon after."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from briefs import helping
from briefs import watching as wording
from briefs.language import _, quoted, speaking
from briefs.page import Page
from briefs.private import without_contacts
from data.errors import BadUsage, NotFound
from data.store import articles, facts, news, watches
from data.store.shelf import Connection
from data.store.watches import Watch
from handlers.desk import Desk
from handlers.gathering import names
from handlers.hearing import Ear, ear, quiet_until
from handlers.outgoing import owe, stamp
from handlers.request import Request
from handlers.subscribing import follow_of

MOST = 50
"""Watches of one chat."""
PAUSE = timedelta(minutes=10)
"""Between two notices to one chat, at least; what is found meanwhile goes into the next."""
SCANNED = "watched"
"""The mark of the news entry up to which was looked."""


def watch(desk: Desk, request: Request) -> Page:
    """Begin to watch a name, or words."""
    if not request.words:
        raise BadUsage(helping.usage("/watch NAME or WORDS", ["/watch GLO.ACT"]))
    who = request.who
    if len(watches.of_chat(desk.shelf, who.chat_id, who.topic or 0)) >= MOST:
        raise BadUsage(_("A chat can watch {n} names or topics; /watches shows them and ends one.", n=MOST))
    follow, remark = follow_of(desk, request.words, f"/watch {request.words}")
    with desk.store.writing() as db:
        new = watches.put(db, who.chat_id, who.topic or 0, follow, who.user_id, stamp(request.when))
    return wording.begun(next(names(desk.shelf, [follow])), remark, new)


def listing(desk: Desk, request: Request) -> Page:
    """What this chat watches."""
    return wording.listed([(one.id, name) for one, name in _named(desk, request)])


def unwatch(desk: Desk, request: Request) -> Page:
    """End a watch of this chat: by its number (as the buttons do), its name, or 'all'."""
    held = _named(desk, request)
    if not request.words:
        return wording.listed([(one.id, name) for one, name in held])
    words = request.words.casefold()
    ended = [(one, name) for one, name in held if words in ("all", str(one.id), name.casefold())]
    if not ended and held:
        follow, _remark = follow_of(desk, request.words, f"/unwatch {request.words}")
        ended = [(one, name) for one, name in held if one.follow == follow]
    if not ended:
        told = _("{words} is not watched here.", words=quoted(request.words[:60]))
        raise NotFound("\n".join((told, _("Send /watches for the list."))))
    with desk.store.writing() as db:
        watches.end(db, [one.id for one, _name in ended])
    return wording.ended([name for _one, name in ended])


def _named(desk: Desk, request: Request) -> list[tuple[Watch, str]]:
    held = watches.of_chat(desk.shelf, request.who.chat_id, request.who.topic or 0)
    return list(zip(held, names(desk.shelf, [one.follow for one in held]), strict=True))


def tick(desk: Desk, now: datetime) -> None:
    """Look for what is new to each watch, and owe each chat its notice when it may have one."""
    now = now.astimezone(UTC).replace(microsecond=0)
    _scan(desk)
    _tell(desk, now)


def _scan(desk: Desk) -> None:
    """Keep what each watch hits among the news that was not looked through yet.

    They are looked through before anything is written, so that nobody waits for the writer meanwhile.
    """
    shelf = desk.shelf
    first, last = int(news.mark(shelf, SCANNED) or 0), news.last(shelf)
    if first == last:
        return
    found = [(one.id, watches.fresh(shelf, one, first, last)) for one in watches.active(shelf)]
    with desk.store.writing() as db:
        for number, fresh in found:
            watches.hit(db, number, fresh)
        news.set_mark(db, SCANNED, str(last))


def _tell(desk: Desk, now: datetime) -> None:
    """Owe each chat with something to tell one notice, unless it had one just now or wants quiet."""
    hits = watches.hits(desk.shelf)
    if not hits:
        return
    by_place: dict[tuple[int, int], list[Watch]] = {}
    for one in watches.active(desk.shelf):
        if one.id in hits:
            by_place.setdefault((one.chat, one.topic), []).append(one)
    last = watches.last_noticed(desk.shelf, {chat for chat, _topic in by_place})
    done: set[int] = set()
    for (chat, topic), held in sorted(by_place.items(), key=lambda item: min(o.noticed_at for o in item[1])):
        hearing = ear(desk, chat, topic, held[0].set_by)
        recent = last[chat] and timedelta() <= now - datetime.fromisoformat(last[chat]) < PAUSE
        if chat in done or recent or (hearing.may_hear and quiet_until(hearing, now)):
            continue
        with desk.store.writing() as db:
            if _notice(desk, db, hearing, held, hits, now):
                done.add(chat)


def _notice(
    desk: Desk, db: Connection, hearing: Ear, held: Sequence[Watch],
    hits: dict[int, list[tuple[int, int]]], now: datetime,
) -> bool:  # fmt: skip
    """Owe a chat the notice of what its watches hit, and forget the hits; False when nothing may be told."""
    told = [(one.id, fact) for one in held for fact, _news in hits[one.id]]
    shelf = replace(desk.shelf, db=db, ceiling=hearing.ceiling)
    known = facts.get_all(shelf, {fact for _watch, fact in told}) if hearing.may_hear else {}
    found = sorted(known.values(), key=lambda fact: -fact.id)
    if not found:
        watches.noticed(db, [], stamp(now), told)
        return False
    heard = [one for one in held if any(fact in known for fact, _news in hits[one.id])]
    cut = any(len(hits[one.id]) >= watches.KEPT for one in heard)
    with speaking(hearing.language):
        called = list(names(shelf, [one.follow for one in heard]))
        sources = articles.get_all(shelf, {fact.article_id for fact in found if fact.article_id})
        page = without_contacts(wording.notice(called, found, sources, cut))
    key = f"watch:{hearing.chat}:{hearing.topic}:{_last(hits, held)}"
    owe(db, key, hearing.chat, page, now, topic=hearing.topic or None)
    watches.noticed(db, [one.id for one in heard], stamp(now), told)
    return True


def _last(hits: dict[int, list[tuple[int, int]]], held: Iterable[Watch]) -> int:
    """The newest news entry of a notice, by which it is told from all others of its chat."""
    return max(news for one in held for _fact, news in hits[one.id])
