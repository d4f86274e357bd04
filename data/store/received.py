"""Updates received: written before they are answered, so that a crash loses none and answers none twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from data.store.shelf import Connection, Shelf, many

State = Literal["received", "answering", "answered"]


def keep(db: Connection, updates: Sequence[tuple[str, str]], now: datetime) -> set[str]:
    """Write updates, as (key, JSON), in their order. Gives the keys that were not there before.

    Their moments follow those of the updates that are still open, also when the clock was put back.
    """
    fresh = set()
    (last,) = db.execute(
        """SELECT max(at) FROM received INDEXED BY received_open
           WHERE state = 'received' AND state <> 'answered'"""
    ).fetchone()
    now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1)) if last else now
    for number, (key, body) in enumerate(updates):
        at = (now + timedelta(microseconds=number)).isoformat(timespec="microseconds")
        cursor = db.execute(
            "INSERT INTO received (key, body, state, at) VALUES (?, ?, 'received', ?) ON CONFLICT DO NOTHING",
            (key, body, at),
        )
        if cursor.rowcount:
            fresh.add(key)
    return fresh


def move(db: Connection, key: str, state: State) -> None:
    """Note how far an update is: 'answering' just before the answer leaves. Once answered, its words go."""
    db.execute(
        "UPDATE received SET state = ?, body = iif(? = 'answered', '', body) WHERE key = ?",
        (state, state, key),
    )


def unanswered(shelf: Shelf, limit: int = 100, after: str = "") -> list[tuple[str, str, str]]:
    """Updates whose answer certainly did not leave: (key, JSON, moment), oldest first, after a moment."""
    rows = shelf.rows(
        """SELECT key, body, at FROM received WHERE state = 'received' AND at > :after
           ORDER BY at LIMIT :limit""",
        after=after, limit=limit,
    )  # fmt: skip
    return [(row["key"], row["body"], row["at"]) for row in rows]


def give_up(db: Connection) -> int:
    """After a crash: what was being answered may have been, so it counts as answered."""
    return db.execute("UPDATE received SET state = 'answered', body = '' WHERE state = 'answering'").rowcount


def states(shelf: Shelf, keys: Sequence[str]) -> dict[str, State]:
    """How far each of these updates is; one that never came is left out."""
    rows = shelf.rows(
        "SELECT key, state FROM received WHERE key IN (SELECT value FROM json_each(:keys))", keys=many(keys)
    )
    return {row["key"]: row["state"] for row in rows}


def sweep(db: Connection, before: str) -> int:
    """Forget what was answered and came before a moment (ISO 8601 UTC)."""
    return db.execute("DELETE FROM received WHERE at < ? AND state = 'answered'", (before,)).rowcount
