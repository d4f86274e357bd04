"""Following: the feeds that are due asked, and their new entries read into the store."""

import logging
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from data.dates import Value
from data.errors import BadArticle, BadStore
from data.ingest import Incoming, People, Report, arrive
from data.reading.dates import parse as parse_date
from data.store import articles, feeds
from data.store.arrivals import Came
from data.store.feeds import Entry, EntryState, StoredFeed
from data.store.shelf import Connection
from data.store.store import Store
from data.ways.addresses import BadLink
from data.ways.child import Child
from data.ways.feeds import WHOLE, Feed, asked_to_wait, next_wait, with_jitter
from data.ways.fetching import Failed, Fetched, Web, in_utf8

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Feeds that are asked at the same time."""
FEEDS = 64
"""Feeds that are asked in one turn."""
ENTRIES = 40
"""Entries that are read in one turn."""
TURN_SECONDS = 60.0
"""After so long a turn begins nothing new; the rest waits in the store for the next one."""
TRIES = 3
"""How often the page behind an entry is asked for, before its summary has to do."""
PATIENCE = 3
"""How often in a row a feed may fail in a way that may pass, before the administrators are told."""
LEAST = 20
"""Words that a summary must have to be read as an article."""


class Trouble(Value):
    """A feed that has begun to fail, and of which nobody was told yet."""

    feed: StoredFeed
    problem: str


class Turn(Value):
    """What one turn did."""

    asked: int = 0
    entered: int = 0
    """Articles that are new."""
    troubles: tuple[Trouble, ...] = ()


_Answer = Fetched | BadLink
OURS = "Something went wrong on our side."


def follow(store: Store, now: datetime, people: People, web: Web) -> Turn:
    """Ask the feeds that are due, and read what is new: one bounded turn, right however late or often.

    What a feed lists is noted before its ETag is, and read in later turns when this one is over,
    so that nothing is lost or read twice whenever the program stops.
    """
    end = time.monotonic() + TURN_SECONDS
    due = feeds.due(store.shelf(), _text(now), FEEDS)
    with Child(people) as child:
        for feed, answer in _answers(due, web):
            _note(store, feed, answer, child, now)
        entered = sum(_read(store, entry, child, people, web, now) for entry in _waiting(store, end))
    return Turn(asked=len(due), entered=entered, troubles=_troubles(store, due))


def _text(now: datetime) -> str:
    return now.isoformat(timespec="seconds")


def _answers(due: Sequence[StoredFeed], web: Web) -> Iterator[tuple[StoredFeed, _Answer]]:
    """What the feeds answer, several asked at once."""

    def ask(feed: StoredFeed) -> _Answer:
        try:
            return web.feed(feed.url, feed.etag, feed.modified)
        except BadLink as error:
            return error
        except Exception:  # whatever one feed brings about, the others are asked
            log.exception("bug in asking the feed %s", feed.url)
            return BadLink(OURS)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from zip(due, pool.map(ask, due), strict=True)


def _note(store: Store, feed: StoredFeed, answer: _Answer, child: Child, now: datetime) -> None:
    """Write what a feed answered: its new entries with its ETag, or why it failed."""
    if isinstance(answer, BadLink):
        _note_failure(store, feed, str(answer), now, getattr(answer, "retry_after", ""))
        return
    found: Feed | None = None
    if answer.status != 304:
        try:
            found = child.feed(answer.body, answer.url, answer.content_type)
        except BadArticle as error:
            _note_failure(store, feed, str(error), now)
            return
    with store.writing() as db:
        fresh = feeds.keep_items(db, feed.id, found.items, _text(now)) if found else 0
        wait = next_wait(timedelta(seconds=feed.wait), bool(fresh), failed=False)
        feeds.answered(
            db, feed.id, title=found.title if found else "", said="new" if fresh else "unchanged",
            etag=answer.etag if found else feed.etag, modified=answer.modified if found else feed.modified,
            wait=int(wait.total_seconds()), next_at=_next(feed, wait, now), now=_text(now),
        )  # fmt: skip


def _note_failure(store: Store, feed: StoredFeed, problem: str, now: datetime, retry_after: str = "") -> None:
    wait = next_wait(timedelta(seconds=feed.wait), fresh=False, failed=True)
    wait = max(wait, asked_to_wait(retry_after, now))
    with store.writing() as db:
        feeds.failed(db, feed.id, problem, int(wait.total_seconds()), _next(feed, wait, now), _text(now))


def _next(feed: StoredFeed, wait: timedelta, now: datetime) -> str:
    return _text(now + with_jitter(wait, f"{feed.url} {_text(now)}"))


def _troubles(store: Store, due: Sequence[StoredFeed]) -> tuple[Trouble, ...]:
    """The feeds whose failing is to be told: at once when it will last, else when it has lasted."""
    found = []
    for before in due:
        feed = feeds.get(store.shelf(), before.id)
        if feed and feed.problem and not feed.told and (feed.failures >= PATIENCE or _lasts(feed.problem)):
            found.append(Trouble(feed=feed, problem=feed.problem))
    return tuple(found)


def _lasts(problem: str) -> bool:
    """Whether a problem is of a sort that does not pass by itself."""
    passing = (
        "too slow",
        "cannot be reached",
        "cannot be had now",
        "looked up now",
        "an error (5",
        "later (429)",
    )
    return not any(words in problem for words in passing)


def _waiting(store: Store, end: float) -> Iterator[Entry]:
    for entry in feeds.waiting(store.shelf(), ENTRIES):
        if time.monotonic() > end:
            return
        yield entry


def _read(store: Store, entry: Entry, child: Child, people: People, web: Web, now: datetime) -> bool:
    """Read one entry; whether a new article came of it. What fails is noted and never stops the rest."""
    feed = feeds.get(store.shelf(), entry.feed)
    if feed is None:
        return False
    try:
        return _first_readable(store, feed, entry, child, people, web, now)
    except _Later as error:
        _settle(store, entry, "new", str(error))
    except BadArticle as error:
        _settle(store, entry, "refused", str(error))
    except BadStore:
        raise
    except Exception:
        log.exception("bug in reading an entry of %s", feed.url)
        _settle(
            store,
            entry,
            "refused" if entry.tries + 1 >= TRIES else "new",
            OURS,
        )
    return False


def _first_readable(
    store: Store, feed: StoredFeed, entry: Entry, child: Child, people: People, web: Web, now: datetime
) -> bool:
    """Read in the first form of an entry that can be read; whether it is new. Raises BadArticle."""
    came = Came(way="feed", origin=feed.title or feed.url, feed=feed.id)
    problem = BadArticle("The entry has no text, and its page cannot be read.")

    def also(db: Connection, report: Report) -> None:
        feeds.settle(db, entry, "already" if report.already else "read", report.article_id)
        if feed.grade and (feed.publisher or feed.title):
            articles.set_grade(db, feed.publisher or feed.title, feed.grade)

    for one in _forms(feed, entry, web):
        try:
            proposed = feed.trust == "proposed"
            report = arrive(store, one, came, people, lambda: now, proposed=proposed, child=child, also=also)
            return not report.already
        except BadArticle as error:
            problem = error
    raise problem


def _settle(store: Store, entry: Entry, state: EntryState, why: str) -> None:
    with store.writing() as db:
        feeds.settle(db, entry, state, None, why)


class _Later(BadArticle):
    """The page behind an entry cannot be had now; it is asked for again in another turn."""


def _forms(feed: StoredFeed, entry: Entry, web: Web) -> Iterator[Incoming]:
    """What can be read of an entry: its own text when it is whole, else the page, then the summary."""
    known = {"url": entry.link, "title": entry.title, "publisher": feed.publisher or feed.title}
    given: dict[str, object] = {**known}
    when = parse_date(entry.published) if entry.published else None
    if when is not None:
        given["published"] = when.model_copy(update={"words": entry.published, "why": "as its feed says"})
    if len(entry.content.split()) < WHOLE and entry.link:
        page = _page_of(entry, web)
        if page is not None:
            yield page.model_copy(update={"given": given, "stands": True})
    if len(entry.content.split()) >= LEAST:
        raw = "\n\n".join(filter(None, (entry.title, entry.content))).encode()
        yield Incoming(raw=raw, name="entry.txt", given=given, stands=True)


def _page_of(entry: Entry, web: Web) -> Incoming | None:
    """The page that an entry leads to; None when it cannot be had. Raises _Later when it may be, later."""
    try:
        return fetch(web, entry.link)
    except BadLink as error:
        passing = isinstance(error, Failed) and not error.lasting
        if passing and entry.tries + 1 < TRIES:
            raise _Later(str(error)) from error
        return None


def page_type(content_type: str) -> bool:
    """Whether an article can be of this content type."""
    plain = content_type.partition(";")[0].strip().lower()
    return plain in TYPES or not plain


TYPES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "application/pdf": ".pdf", "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
"""The content types that an article can have, and how its file is called."""


def page_name(page: Fetched) -> str:
    """A file name for a page: the last part of its address, with the ending of its content type."""
    plain = page.content_type.partition(";")[0].strip().lower()
    last = page.url.partition("?")[0].rstrip("/").rpartition("/")[2][:80] or "page"
    ending = TYPES.get(plain, ".html")
    return last if last.lower().endswith(ending) else f"{last}{ending}"


def fetch(web: Web, url: str) -> Incoming:
    """The article that stands at an address, to be read in. Raises BadLink, with one sentence."""
    page = web.page(url)
    if not page_type(page.content_type):
        raise BadLink(f"There is no article at this address, but {page.content_type.partition(';')[0][:60]}.")
    is_text = page.content_type.lower().startswith("text/") or not page.content_type
    body = in_utf8(page.body, page.content_type) if is_text else page.body
    return Incoming(raw=body, name=page_name(page), media_type=page.content_type, given={"url": page.url})
