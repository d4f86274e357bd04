"""/add, /article and /arrivals: articles that editors send in, and what they decide on them."""

import re
import threading
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from briefs import arrivals as told
from briefs import telling
from briefs.language import _, _n
from briefs.page import Page
from data.dates import DateSpan
from data.errors import BadArticle, BadUsage, NotFound
from data.ingest import Incoming, People, arrive, was_dropped
from data.reading import people as finders
from data.store import arrivals, articles, conflicts, endings, facts
from data.store.arrivals import Came, Way
from data.ways import deciding
from data.ways.child import Child
from data.ways.fetching import Web
from data.ways.following import fetch
from data.ways.withdrawing import restore_article, withdraw_article
from handlers.changing import recorded
from handlers.desk import Desk
from handlers.request import Attachment, Request

USAGE = "Usage: /add LINK or the text of an article; or send me a document, or forward me a message."
LINK = re.compile(r"https?://\S{4,2000}", re.I)
AT_ONCE = 2
"""Articles that are read at once; whoever makes answers must never all be busy with reading."""
LEAST = 8
"""Words of a text that is worth keeping as an article."""
Handle = Callable[[Desk, Request], Page]


def adding(web: Web, people: People) -> Handle:
    """Make the command that takes an article in: a link, a pasted text, or what is attached."""
    gate = threading.BoundedSemaphore(AT_ONCE)

    def add(desk: Desk, request: Request) -> Page:
        known = arrivals.with_key(desk.shelf.db, request.key)
        if known is not None:
            return _shown(desk, known)
        if not gate.acquire(blocking=False):
            raise BadArticle(_("Other articles are being read just now. Please send this again in a minute."))
        try:
            return _taken(desk, request)
        finally:
            gate.release()

    def _taken(desk: Desk, request: Request) -> Page:
        one, way = _brought(desk, request, web)
        origin = request.attached.origin if request.attached else ""
        came = Came(way=way, origin=origin, entered_by=request.who.user_id or None, key=request.key)
        report = arrive(desk.store, one, came, people, lambda: request.when)
        assert report.article_id is not None, "what is refused is raised"
        return _shown(desk, report.article_id, report.already)

    return add


def _brought(desk: Desk, request: Request, web: Web) -> tuple[Incoming, Way]:
    """What a request brings, and by which way. Raises BadUsage, BadArticle."""
    attached = request.attached
    if attached and (attached.name or attached.media_type not in ("", "text/plain")):
        return Incoming(
            raw=attached.data, name=attached.name or "document", media_type=attached.media_type,
            given=_given(desk, attached),
        ), "document"  # fmt: skip
    text = attached.data.decode("utf-8", "replace").strip() if attached else _words(request)
    if LINK.fullmatch(text):
        return fetch(web, text), "link"
    if len(text.split()) < LEAST:
        raise BadUsage(USAGE)
    given = _given(desk, attached) if attached else {}
    return Incoming(raw=text.encode(), name="message.txt", given=given), "message"


def _words(request: Request) -> str:
    """What follows the command, with its line breaks."""
    return re.sub(r"^\s*/\w+(?:@\w+)?\s*", "", request.text).strip()


def _given(desk: Desk, attached: Attachment) -> dict[str, object]:
    """What the message that brought an article says of it."""
    given: dict[str, object] = {"publisher": attached.origin, "url": attached.link}
    if attached.sent is not None:
        given["published"] = _day(attached.sent, desk.settings.timezone)
    return given


def _day(sent: datetime, zone: str) -> DateSpan:
    day = sent.astimezone(ZoneInfo(zone)).date().isoformat()
    return DateSpan(edtf=day, precision="day", words=day, why="when the message was first sent")


def _shown(desk: Desk, number: int, already: bool = False) -> Page:
    """The card of an article, or what is said of one that was dropped. Raises NotFound."""
    if was_dropped(desk.store, number):
        return told.dropped(number, already)
    article = articles.get(desk.shelf, number)
    if article is None:
        raise NotFound(_("There is no article {n}.", n=number))
    shelf = desk.shelf
    live = endings.live_facts(shelf.db, number)
    proposed = endings.proposed_facts(shelf.db, number)
    view = told.View(
        article=article, arrival=arrivals.get(shelf, number), current=len(live) - len(proposed),
        proposed=len(proposed), conflicts=len(conflicts.of_facts(shelf, live)),
        changed=endings.caused(shelf.db, number, "changed"),
        retracted=endings.caused(shelf.db, number, "retracted"),
        vanished=len(arrivals.vanished(shelf, number)), already=already,
    )  # fmt: skip
    return told.card(view)


def article(desk: Desk, request: Request) -> Page:
    """The card of an article, or something done about it: /article N keep, drop, restore, facts, title ..."""
    words = re.fullmatch(r"\[?(\d{1,9})\]?(?:\s+([a-z]+))?(?:\s+(.+))?", request.words, re.DOTALL | re.I)
    if words is None:
        raise BadUsage(
            f"Usage: /article N, or /article N and one of {', '.join(DEEDS)}, for example /article 3 keep"
        )
    number, deed, rest = int(words[1]), (words[2] or "").lower(), (words[3] or "").strip()
    if endings.has_ended(desk.shelf.db, number) is None:
        raise NotFound(_("There is no article {n}.", n=number))
    if not deed:
        return _shown(desk, number)
    if deed not in DEEDS:
        raise BadUsage(f"Usage: /article {number} and one of {', '.join(DEEDS)}")
    if was_dropped(desk.store, number) and deed not in ("restore", "drop"):
        return told.dropped(number, already=True)
    return DEEDS[deed](desk, request, number, rest)


Deed = Callable[[Desk, Request, int, str], Page]


def _moment(request: Request) -> str:
    return request.when.astimezone(ZoneInfo("UTC")).isoformat(timespec="seconds")


def _keep(desk: Desk, request: Request, number: int, rest: str) -> Page:
    who, now = request.who.user_id or None, _moment(request)
    count = recorded(desk, request, "kept", number, lambda db: deciding.accept(db, number, who, now))
    accepted = _n("{n} proposed fact now holds.", "{n} proposed facts now hold.", count) if count else ""
    return told.decided(_("Article {n} is kept. {accepted}", n=number, accepted=accepted).strip(), number)


def _drop(desk: Desk, request: Request, number: int, rest: str) -> Page:
    who, now, why = request.who.user_id or None, _moment(request), rest or "dropped by an editor"
    gone = recorded(
        desk, request, "dropped", number, lambda db: withdraw_article(db, number, who, why, now), why
    )
    return told.dropped(number, already=not gone)


def _restore(desk: Desk, request: Request, number: int, rest: str) -> Page:
    now = _moment(request)
    recorded(desk, request, "restored", number, lambda db: restore_article(db, number, now))
    return _shown(desk, number)


def _facts(desk: Desk, request: Request, number: int, rest: str) -> Page:
    found = articles.get(desk.shelf, number)
    if found is None:
        raise NotFound(_("There is no article {n}.", n=number))
    held = facts.of_article(desk.shelf, number)
    proposed = facts.proposed_of(desk.shelf, number)
    every = sorted([*held, *proposed], key=lambda fact: (fact.start, fact.id))
    return told.review(
        found, every, [telling.tell([one]) for one in every], int(rest) if rest.isdecimal() else 1
    )


def _withdraw(desk: Desk, request: Request, number: int, rest: str) -> Page:
    who, now = request.who.user_id or None, _moment(request)
    count = recorded(
        desk, request, "withdrew what it no longer says", number,
        lambda db: deciding.withdraw_vanished(db, number, who, now),
    )  # fmt: skip
    return told.decided(
        _n("{n} earlier fact was withdrawn.", "{n} earlier facts were withdrawn.", count), number
    )


def _retain(desk: Desk, request: Request, number: int, rest: str) -> Page:
    count = recorded(
        desk, request, "kept what it no longer says", number, lambda db: deciding.retain_vanished(db, number)
    )
    return told.decided(_n("{n} earlier fact stands.", "{n} earlier facts stand.", count), number)


def _correct(desk: Desk, request: Request, number: int, rest: str) -> Page:
    return told.correcting(number)


def _set(field: deciding.Field) -> Deed:
    def correct(desk: Desk, request: Request, number: int, rest: str) -> Page:
        if not rest:
            return told.asks(number, field)
        recorded(
            desk, request, f"{field}: {rest[:100]}", number,
            lambda db: deciding.correct(db, number, field, rest),
        )  # fmt: skip
        if field in deciding.REREAD:
            with Child(finders.load) as child:
                deciding.reread(desk.store, number, child.read, _moment(request))
        return _shown(desk, number)

    return correct


DEEDS: dict[str, Deed] = {
    "keep": _keep, "correct": _correct, "facts": _facts, "drop": _drop, "restore": _restore,
    "withdraw": _withdraw, "retain": _retain, **{field: _set(field) for field in deciding.FIELDS.values()},
}  # fmt: skip
"""What can be done about an article."""
SHOWN = 8
"""Arrivals that one page lists."""


def newest(desk: Desk, request: Request) -> Page:
    """The arrivals that nobody has decided on, or with ALL the newest of all."""
    only_open = request.words.casefold() != "all"
    found = arrivals.newest(desk.shelf, SHOWN, only_open)
    stored = articles.get_all(desk.shelf, [one.article for one in found])
    return told.listed([(stored[one.article], one) for one in found if one.article in stored], only_open)


add = adding(Web(), finders.load)
