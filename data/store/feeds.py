"""Feeds and their entries, as rows of the store."""

from collections.abc import Iterable
from typing import Any, Literal

from data.dates import Value
from data.store.shelf import Connection, Shelf
from data.ways.feeds import Item

Trust = Literal["proposed", "current"]
FeedState = Literal["active", "paused", "removed"]
EntryState = Literal["new", "read", "already", "refused"]


class StoredFeed(Value):
    """A feed that is followed, and how it went the last time."""

    id: int
    url: str
    title: str
    publisher: str
    grade: str
    """Reliability given to its publisher, A to F, '' when none was given."""
    trust: Trust
    state: FeedState
    etag: str
    modified: str
    wait: int
    """Seconds between the last two looks."""
    next_at: str
    checked_at: str
    """When it was last asked, '' when never."""
    answered: str
    """What it answered in a few words: 'new', 'unchanged', 'failed'; '' before the first time."""
    failures: int
    """How many times it has failed since it last answered."""
    problem: str
    """Why it failed the last time, '' when it did not."""
    told: str
    """The problem that the administrators were told of, '' when it has answered since."""


class Entry(Value):
    """An entry of a feed that waits to be read."""

    feed: int
    entry: str
    link: str
    title: str
    published: str
    content: str
    tries: int


def add(db: Connection, url: str, publisher: str, grade: str, trust: Trust, who: int | None, now: str) -> int:
    """Follow a feed from now on; one that was removed or paused is followed again. Returns its id."""
    db.execute(
        """INSERT INTO feed (url, publisher, grade, trust, next_at, added_by, recorded_at)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET
           publisher = excluded.publisher, grade = excluded.grade, trust = excluded.trust,
           state = 'active', next_at = excluded.next_at, failures = 0, problem = '', told = ''""",
        (url, publisher, grade, trust, now, who, now),
    )
    return int(db.execute("SELECT id FROM feed WHERE url = ?", (url,)).fetchone()[0])


def get(shelf: Shelf, number: int) -> StoredFeed | None:
    """The feed of this number that was not removed, or None."""
    row = shelf.row("SELECT * FROM feed WHERE id = :id AND state <> 'removed'", id=number)
    return _feed(row) if row else None


def with_url(shelf: Shelf, url: str) -> StoredFeed | None:
    """The feed at this address that was not removed, or None."""
    row = shelf.row("SELECT * FROM feed WHERE url = :url AND state <> 'removed'", url=url)
    return _feed(row) if row else None


def every(shelf: Shelf) -> list[StoredFeed]:
    """All feeds that were not removed, in the order they were added."""
    return [_feed(row) for row in shelf.rows("SELECT * FROM feed WHERE state <> 'removed' ORDER BY id")]


def due(shelf: Shelf, now: str, limit: int) -> list[StoredFeed]:
    """The feeds that are to be asked now, the longest due first."""
    rows = shelf.rows(
        "SELECT * FROM feed WHERE state = 'active' AND next_at <= :now ORDER BY next_at, id LIMIT :limit",
        now=now,
        limit=limit,
    )
    return [_feed(row) for row in rows]


def _feed(row: Any) -> StoredFeed:
    return StoredFeed.model_validate({name: row[name] for name in StoredFeed.model_fields})


def set_state(db: Connection, number: int, state: FeedState, now: str) -> None:
    """Follow, pause or remove a feed; one that is followed again is asked at once."""
    db.execute("UPDATE feed SET state = ?, next_at = ? WHERE id = ?", (state, now, number))


def answered(
    db: Connection,
    feed: int,
    *,
    title: str,
    etag: str,
    modified: str,
    said: str,
    wait: int,
    next_at: str,
    now: str,
) -> None:
    """Note that a feed answered, and when it is asked again."""
    db.execute(
        """UPDATE feed SET title = CASE WHEN ? = '' THEN title ELSE ? END, etag = ?, modified = ?,
           answered = ?, wait = ?, next_at = ?, checked_at = ?, failures = 0,
           problem = '', told = '' WHERE id = ?""",
        (title, title, etag, modified, said, wait, next_at, now, feed),
    )


def failed(db: Connection, feed: int, problem: str, wait: int, next_at: str, now: str) -> None:
    """Note that a feed failed and why, and when it is asked again."""
    db.execute(
        """UPDATE feed SET answered = 'failed', failures = failures + 1, problem = ?, wait = ?, next_at = ?,
           checked_at = ? WHERE id = ?""",
        (problem, wait, next_at, now, feed),
    )


def note_told(db: Connection, feed: int, problem: str) -> None:
    """Note that the administrators were told of a problem."""
    db.execute("UPDATE feed SET told = ? WHERE id = ?", (problem, feed))


def keep_items(db: Connection, feed: int, items: Iterable[Item], now: str) -> int:
    """Note the entries of a feed that are new or changed, to be read; returns how many.

    An entry is known by its id, and by its words under whatever id.
    """
    fresh = 0
    for item in items:
        known = db.execute(
            "SELECT digest FROM feed_entry WHERE feed = ? AND entry = ?", (feed, item.id)
        ).fetchone()
        if known and known[0] == item.digest:
            continue
        twin = not known and _is_told(db, item)
        db.execute(
            """INSERT INTO feed_entry
               (feed, entry, digest, link, title, published, content, state, recorded_at)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (feed, entry) DO UPDATE SET
               digest = excluded.digest, link = excluded.link, title = excluded.title, tries = 0,
               published = excluded.published, content = excluded.content, state = 'new', why = ''""",
            (feed, item.id, item.digest, item.link, item.title, item.published,
             "" if twin else item.text, "already" if twin else "new", now),
        )  # fmt: skip
        fresh += not twin
    return fresh


def _is_told(db: Connection, item: Item) -> bool:
    """Whether some feed had an entry of the same words; a title alone says too little."""
    if len(item.text.split()) < LEAST:
        return False
    return bool(db.execute("SELECT 1 FROM feed_entry WHERE digest = ? LIMIT 1", (item.digest,)).fetchone())


LEAST = 20
"""Words from which the same text is the same entry."""


def waiting(shelf: Shelf, limit: int) -> list[Entry]:
    """Entries of followed feeds that are to be read, the oldest first."""
    rows = shelf.rows(
        """SELECT feed_entry.* FROM feed JOIN feed_entry ON feed_entry.feed = feed.id
           WHERE feed.state = 'active' AND feed_entry.state = 'new'
           ORDER BY feed_entry.tries, feed_entry.recorded_at, feed_entry.entry LIMIT :limit""",
        limit=limit,
    )
    return [Entry.model_validate({name: row[name] for name in Entry.model_fields}) for row in rows]


def settle(db: Connection, one: Entry, state: EntryState, article: int | None = None, why: str = "") -> None:
    """Note what became of an entry; its text is kept no longer than it waits."""
    db.execute(
        """UPDATE feed_entry SET state = ?, article = ?, why = ?, tries = tries + 1,
           content = CASE WHEN ? = 'new' THEN content ELSE '' END WHERE feed = ? AND entry = ?""",
        (state, article, why, state, one.feed, one.entry),
    )


def counts(shelf: Shelf, feed: int) -> dict[str, int]:
    """How many entries of a feed there are in each state."""
    rows = shelf.rows("SELECT state, count(*) FROM feed_entry WHERE feed = :feed GROUP BY state", feed=feed)
    return {row[0]: row[1] for row in rows}
