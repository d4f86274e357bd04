"""Arrivals, as rows of the store: how each article came in, what it replaces, and what awaits a look."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from data.dates import Value
from data.store.shelf import Connection, Shelf, many

Way = Literal["message", "document", "link", "feed", "folder", "terminal"]


class Came(Value):
    """How an article came: by which way, from whom, and who brought it."""

    way: Way = "terminal"
    origin: str = ""
    """Whom it was forwarded from, or the feed's title."""
    feed: int | None = None
    entered_by: int | None = None
    key: str = ""
    """Of the request that brought it, so that the same request brings it once."""
    path: str = ""
    """Where the file stands, for one that came from a folder or a feed: the same path is the same article."""


class Arrival(Value):
    """What the store notes of the arrival of an article."""

    article: int
    way: Way = "terminal"
    origin: str = ""
    entered_by: int | None = None
    names: int = 0
    """How many entities were new."""
    warnings: tuple[str, ...] = ()
    version_of: int | None = None
    """The first version of the article that this is a newer version of."""
    retracts: int | None = None
    """The article that it takes back or corrects."""
    notice: str = ""
    """The sentence that says so."""
    state: Literal["open", "kept", "dropped"] = "open"
    recorded_at: str = ""


def keep(db: Connection, one: Arrival, came: Came, now: str) -> None:
    """Note how an article arrived; the caller owns the transaction."""
    db.execute(
        """INSERT INTO arrival (article, way, origin, feed, entered_by, names, warnings, version_of, retracts,
           notice, state, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (one.article, came.way, came.origin, came.feed, came.entered_by, one.names,
         json.dumps(one.warnings, ensure_ascii=False), one.version_of, one.retracts, one.notice,
         one.state, now),
    )  # fmt: skip
    if came.key:
        note_key(db, came.key, one.article, now)


def note_key(db: Connection, key: str, article: int, now: str) -> None:
    """Note that a request brought this article."""
    db.execute(
        "INSERT INTO arrival_key (key, article, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (key, article, now),
    )


def with_key(db: Connection, key: str) -> int | None:
    """The article that the request of this key brought, or None."""
    row = db.execute("SELECT article FROM arrival_key WHERE key = ?", (key,)).fetchone() if key else None
    return int(row[0]) if row else None


def get(shelf: Shelf, article: int) -> Arrival:
    """How an article arrived; an empty note for one that came before this was noted."""
    row = shelf.row("SELECT * FROM arrival WHERE article = :article", article=article)
    return _arrival(row) if row else Arrival(article=article)


def _arrival(row: Any) -> Arrival:
    return Arrival(
        article=row["article"], way=row["way"], origin=row["origin"], entered_by=row["entered_by"],
        names=row["names"], warnings=tuple(json.loads(row["warnings"])), version_of=row["version_of"],
        retracts=row["retracts"], notice=row["notice"], state=row["state"], recorded_at=row["recorded_at"],
    )  # fmt: skip


def set_state(db: Connection, article: int, state: str) -> None:
    """Set whether somebody has looked at an arrival, and what they decided."""
    db.execute("UPDATE arrival SET state = ? WHERE article = ?", (state, article))


def newest(shelf: Shelf, limit: int, only_open: bool = False) -> list[Arrival]:
    """The last arrivals, newest first: all of them, or those that nobody has decided on."""
    where = "WHERE state = 'open'" if only_open else "WHERE state <> 'dropped'"
    rows = shelf.rows(f"SELECT * FROM arrival {where} ORDER BY article DESC LIMIT :limit", limit=limit)
    return [_arrival(row) for row in rows]


def versions(db: Connection, first: int) -> list[int]:
    """The versions of an article that were not dropped, the first one first."""
    rows = db.execute(
        """SELECT id FROM article WHERE ended_at IS NULL
           AND (id = ?1 OR id IN (SELECT article FROM arrival WHERE version_of = ?1)) ORDER BY id""",
        (first,),
    )
    return [int(row[0]) for row in rows]


def first_version(db: Connection, article: int) -> int:
    """The first version of an article: itself when it is no newer version of another."""
    row = db.execute("SELECT version_of FROM arrival WHERE article = ?", (article,)).fetchone()
    return int(row[0]) if row and row[0] else article


def with_url(db: Connection, urls: Sequence[str], but: int) -> int | None:
    """The newest other article that stands at one of these addresses, or None."""
    row = db.execute(
        """SELECT id FROM article WHERE url IN (SELECT value FROM json_each(?)) AND url <> ''
           AND id <> ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1""",
        (many(urls), but),
    ).fetchone()
    return int(row[0]) if row else None


def alike(db: Connection, article: int, limit: int = 20) -> list[tuple[int, str]]:
    """Other articles of the same publisher with this one's title or file name: (id, text), newest first."""
    rows = db.execute(
        """SELECT other.id, other.text FROM article own JOIN article other
           ON other.title = own.title AND own.title <> '' AND other.publisher IS own.publisher
           WHERE own.id = ?1 AND other.id <> ?1 AND own.publisher IS NOT NULL AND other.ended_at IS NULL
           UNION ALL
           SELECT other.id, other.text FROM article own JOIN article other ON other.file = own.file
           WHERE own.id = ?1 AND other.id <> ?1 AND own.file <> '' AND other.publisher IS own.publisher
           AND other.ended_at IS NULL ORDER BY 1 DESC LIMIT ?2""",
        (article, limit),
    )
    return [(int(row[0]), row[1]) for row in rows]


def titled(db: Connection, title: str, publisher: str) -> list[int]:
    """The articles of a publisher that have exactly this title, newest first."""
    rows = db.execute(
        """SELECT article.id FROM article JOIN publisher ON publisher.id = article.publisher
           WHERE article.title = ? AND publisher.name = ? AND article.ended_at IS NULL
           ORDER BY article.id DESC LIMIT 2""",
        (title, publisher),
    )
    return [int(row[0]) for row in rows]


def keep_vanished(db: Connection, facts: Iterable[int], article: int, why: str, now: str) -> None:
    """Propose facts for withdrawal: a newer version no longer states them, or a notice takes them back."""
    db.executemany(
        """INSERT INTO vanished (fact, article, why, recorded_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (fact) DO UPDATE SET article = excluded.article, why = excluded.why, state = 'open'
           WHERE vanished.state <> 'kept'""",
        [(fact, article, why, now) for fact in facts],
    )


def vanished(shelf: Shelf, article: int) -> list[int]:
    """The facts that are proposed for withdrawal because of an article."""
    rows = shelf.rows(
        """SELECT vanished.fact FROM vanished JOIN fact ON fact.id = vanished.fact
           WHERE vanished.article = :article AND vanished.state = 'open' AND fact.ended_at IS NULL
           ORDER BY vanished.fact""",
        article=article,
    )
    return [int(row[0]) for row in rows]


def decide_vanished(db: Connection, article: int, state: str) -> None:
    """Note what was decided on the facts proposed for withdrawal because of an article."""
    db.execute("UPDATE vanished SET state = ? WHERE article = ? AND state = 'open'", (state, article))
