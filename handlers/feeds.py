"""/feed: the feeds that are followed, and the duty of asking them by the clock."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from briefs import feeds as told
from briefs.language import _
from briefs.page import Page
from data.errors import BadUsage, NotFound
from data.ingest import People
from data.reading import people as finders
from data.store import feeds
from data.store.changes import Edit
from data.store.feeds import FeedState, StoredFeed, Trust
from data.ways.addresses import checked
from data.ways.child import Child, rules_alone
from data.ways.fetching import Web
from data.ways.following import follow
from handlers.access import admins
from handlers.changing import changed, deed
from handlers.desk import Desk
from handlers.outgoing import owe
from handlers.request import Request

USAGE = (
    "Usage: /feed add URL [publisher NAME] [grade A to F] [trust proposed or current]; "
    "/feed list, pause N, resume N, remove N"
)
OPTION = re.compile(r"\b(publisher|grade|trust)\s+(.+?)(?=\s+(?:publisher|grade|trust)\s|$)", re.I)
LISTED = 8
"""Feeds on one page of the list."""
Handle = Callable[[Desk, Request], Page]
STATES: Mapping[str, FeedState] = {"pause": "paused", "resume": "active", "remove": "removed"}


def feeding(web: Web) -> Handle:
    """Make the command that adds, lists, pauses and removes feeds."""

    def feed(desk: Desk, request: Request) -> Page:
        what, _rest, words = request.words.partition(" ")
        what = what.lower() or "list"
        if what == "add":
            return _add(desk, request, words.strip(), web)
        if what in STATES:
            return _change(desk, request, what, words.strip())
        if what != "list":
            raise BadUsage(USAGE)
        page = int(words) if words.strip().isdecimal() and len(words) < 6 else 1
        every = [(one, feeds.counts(desk.shelf, one.id)) for one in feeds.every(desk.shelf)]
        return told.listed(every, page, LISTED)

    return feed


def _add(desk: Desk, request: Request, words: str, web: Web) -> Page:
    """Follow a feed, after it was asked once to see that it is one. Raises BadUsage, BadLink, BadArticle."""
    url, _space, rest = words.partition(" ")
    if not url:
        raise BadUsage(USAGE)
    url = checked(url)
    given = {name.lower(): value.strip() for name, value in OPTION.findall(rest)}
    if rest.strip() and not given:
        raise BadUsage(USAGE)
    grade, trust = given.get("grade", "").upper(), given.get("trust", "proposed").lower()
    if grade not in ("", *"ABCDEF") or trust not in ("proposed", "current"):
        raise BadUsage(USAGE)
    found = web.feed(url)
    with Child(rules_alone) as child:
        now = child.feed(found.body, found.url, found.content_type)
    publisher = given.get("publisher", "") or now.title
    trusted: Trust = "current" if trust == "current" else "proposed"

    def follow_it(edit: Edit) -> None:
        by = request.who.user_id or None
        number = feeds.add(edit.db, url, publisher, grade, trusted, by, _moment(request.when))
        edit.inserted("feed", {"id": number})
        edit.deed = edit.deed.model_copy(update={"detail": {"name": f"{number}, {publisher or url}"}})

    changed(desk, deed(request, "feed add", {}), follow_it)
    return told.added(_known(desk, url), len(now.items))


def _change(desk: Desk, request: Request, what: str, words: str) -> Page:
    feed = _known(desk, words)

    def set_it(edit: Edit) -> None:
        with edit.watching([("feed", "id", feed.id)]):
            feeds.set_state(edit.db, feed.id, STATES[what], _moment(request.when))

    changed(desk, deed(request, f"feed {what}", {"name": f"{feed.id}, {told.name(feed)}"}), set_it)
    return told.changed(feed, what)


def _known(desk: Desk, words: str) -> StoredFeed:
    """The feed of a number or an address. Raises NotFound, BadUsage."""
    if not words:
        raise BadUsage(USAGE)
    if words.isdecimal() and len(words) < 10:
        found = feeds.get(desk.shelf, int(words))
    else:
        found = feeds.with_url(desk.shelf, words)
    if found is None:
        raise NotFound(_("No feed {words} is followed; /feed list shows all.", words=words[:80]))
    return found


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds")


def following(web: Web, people: People) -> Callable[[Desk, datetime], None]:
    """Make the duty that asks the feeds that are due, and tells administrators once of a broken one."""

    def ask(desk: Desk, now: datetime) -> None:
        moment = now.astimezone(UTC)
        turn = follow(desk.store, moment, people, web)
        for trouble in turn.troubles:
            page = told.broken(trouble.feed, trouble.problem)
            with desk.store.writing() as db:
                feeds.note_told(db, trouble.feed.id, trouble.problem)
                for admin in admins(desk):
                    owe(db, f"feed:{trouble.feed.id}:{_moment(moment)}:{admin}", admin, page, moment)

    return ask


feed = feeding(Web())
ask_feeds = following(Web(), finders.load)
