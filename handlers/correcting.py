"""Correcting: the duty by the clock that tells each chat once of every change of what it was told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from briefs import corrections as wording
from briefs.corrections import Change
from briefs.language import speaking
from briefs.page import Page
from briefs.private import without_contacts
from data.store import corrections, news, outbox
from data.store.corrections import Correction, Ending, Hearer
from data.store.news import Turned
from data.store.shelf import Connection, Shelf
from handlers.desk import Desk
from handlers.gathering import change
from handlers.hearing import ear, quiet_until
from handlers.outgoing import owe, stamp
from handlers.pages import sourced
from handlers.people import role_of

CHECKED, LATER = "corrected", "corrected later"
"""The marks of the news entry up to which changes need no further look, and of the one that is next."""
AGAIN = timedelta(minutes=10)
"""For so long, at least, a change is looked at again: an answer may have been on its way when it happened."""
GRACE = timedelta(minutes=1)
"""What is told later than this after a fact ended was made when it had ended, and says so."""
AT_ONCE = 200
"""Changes that are looked at in one transaction."""

Told = dict[tuple[int, int], list[tuple[Hearer, Correction]]]
"""What each chat and topic is to be told."""


@dataclass(frozen=True)
class Round:
    """One look at what changed, inside one transaction."""

    desk: Desk
    db: Connection
    now: datetime

    @property
    def shelf(self) -> Shelf:
        """The store as the writer sees it."""
        return replace(self.desk.shelf, db=self.db)


def tick(desk: Desk, now: datetime) -> None:
    """Owe every chat that was told a fact which has changed one notice of it, and note that it is owed."""
    now = now.astimezone(UTC).replace(microsecond=0)
    _released(desk, now)
    first = int(news.mark(desk.shelf, CHECKED) or 0)
    while last := _looked(desk, first, now):
        first = last
    _advance(desk, first, now)


def _advance(desk: Desk, first: int, now: datetime) -> None:
    """Move the mark, once what was looked at first has been looked at for long enough."""
    number, _at, since = news.mark(desk.shelf, LATER).partition("@")
    if since and timedelta() <= now - datetime.fromisoformat(since) < AGAIN:
        return
    with desk.store.writing() as db:
        news.set_mark(db, CHECKED, number or news.mark(desk.shelf, CHECKED) or "0")
        news.set_mark(db, LATER, f"{first}@{stamp(now)}")


def _looked(desk: Desk, first: int, now: datetime) -> int:
    """Look at the changes after an entry; the last one looked at, 0 when there were none."""
    if not news.turned(desk.shelf, first, 1):
        return 0
    with desk.store.writing() as db:
        one = Round(desk, db, now)
        found = news.turned(one.shelf, first, AT_ONCE)
        told: Told = {}
        for turned in _last_of_each(found):
            for hearer, correction in _to_tell(one, turned):
                told.setdefault((hearer.chat, hearer.topic), []).append((hearer, correction))
        _owe_all(one, told)
    return found[-1].news


def _last_of_each(found: Iterable[Turned]) -> list[Turned]:
    """The last change of each fact: what was undone in between was never told."""
    return sorted({turned.fact: turned for turned in found}.values(), key=lambda turned: turned.news)


def _to_tell(one: Round, turned: Turned) -> list[tuple[Hearer, Correction]]:
    """Who is to be told of a change, each noted as told; those whose message has not left have to wait."""
    ending = corrections.ending(one.shelf, turned.fact)
    if ending is None or ending.holds is not (turned.what == "again"):
        return []
    correction = Correction(news=turned.news, fact=turned.fact, what=turned.what)
    reached = []
    for hearer in _reachable(one, turned.fact, ending):
        heard = corrections.last_told(one.shelf, hearer, turned.fact)
        if ending.holds and heard != "ended":
            continue
        kept = corrections.keep(one.db, hearer, correction, stamp(one.now))
        if kept and hearer.waits_for is None:
            reached.append((hearer, correction))
    return reached


def _reachable(one: Round, fact: int, ending: Ending) -> list[Hearer]:
    """The chats that were told a fact, without those that are gone or that only saw how they ended it."""
    until = stamp(datetime.fromisoformat(ending.at) + GRACE) if ending.at else "9999"
    heard = corrections.hearers(one.shelf, fact, until)
    hearers = [hearer for hearer in heard if not _saw_the_end(hearer, ending)]
    gone = corrections.gone(one.shelf, {hearer.chat for hearer in hearers})
    return [hearer for hearer in hearers if hearer.chat not in gone and _is_let_in(one.desk, hearer.chat)]


def _saw_the_end(hearer: Hearer, ending: Ending) -> bool:
    """Whether a chat was shown a fact by no more than the answer to whoever ended it there."""
    return hearer.chat == ending.by and bool(ending.at) and hearer.at >= ending.at


def _is_let_in(desk: Desk, chat: int) -> bool:
    """Whether a person may still be told anything; a group hears corrections until it is denied."""
    return chat < 0 or role_of(desk, chat, chat) != "stranger"


def _released(desk: Desk, now: datetime) -> None:
    """Tell those whose message has left since; forget those whom it never reached."""
    if not corrections.waiting(desk.shelf):
        return
    with desk.store.writing() as db:
        one = Round(desk, db, now)
        told: Told = {}
        for hearer, correction, was_told in corrections.waiting(one.shelf):
            corrections.release(db, hearer, correction, was_told)
            ending = corrections.ending(one.shelf, correction.fact)
            if was_told and ending is not None and not ending.holds:
                told.setdefault((hearer.chat, hearer.topic), []).append((hearer, correction))
        _owe_all(one, told)


def _owe_all(one: Round, told: Told) -> None:
    for (chat, topic), items in told.items():
        _owe(one, chat, topic, items)


def _owe(one: Round, chat: int, topic: int, items: Sequence[tuple[Hearer, Correction]]) -> None:
    """Owe a chat one notice of changes; a change that reads as what was told is noted and not sent."""
    hearing = ear(one.desk, chat, topic, chat)
    shelf = replace(one.shelf, ceiling=hearing.ceiling)
    with speaking(hearing.language):
        changes: list[tuple[Hearer, Correction, Change]] = []
        for hearer, correction in items:
            found = change(shelf, correction)
            if found.old and found.new and wording.same_words(found.old, found.new):
                outbox.note_told(one.db, chat, topic, [found.new.id], hearer.message, stamp(one.now))
            else:
                changes.append((hearer, correction, found))
        if not changes:
            return
        page = wording.notice([found for _hearer, _correction, found in changes])
    page = _with_sources(one, page)
    message = next((hearer.message for hearer, _c, _f in changes if hearer.message), None)
    key = f"correct:{chat}:{topic}:{max(correction.news for _h, correction, _f in changes)}"
    after = quiet_until(hearing, one.now)
    owe(one.db, key, chat, page, one.now, topic=topic or None, reply_to=message, after=after)


def _with_sources(one: Round, page: Page) -> Page:
    return without_contacts(sourced(one.desk, page))
