"""Drafts: what somebody is about to change, kept until they confirm or drop it; a restart loses none."""

from typing import Any, Literal

from data.dates import Value
from data.store.shelf import Connection, Shelf

State = Literal["open", "done", "dropped"]


class Kept(Value):
    """A draft as the store holds it."""

    id: int
    who: int
    what: str
    """The command that it belongs to."""
    body: str
    """JSON."""
    state: State
    at: str


def keep(db: Connection, key: str, who: int, what: str, body: str, now: str) -> int:
    """Keep a new draft; returns its number: the same for the same key, '' is always another."""
    row = db.execute("SELECT id FROM draft WHERE key = nullif(?, '')", (key,)).fetchone()
    if row is not None:
        return int(row[0])
    cursor = db.execute(
        "INSERT INTO draft (key, who, what, body, at) VALUES (nullif(?, ''), ?, ?, ?, ?)",
        (key, who, what, body, now),
    )
    return int(cursor.lastrowid or 0)


def renew(db: Connection, number: int, body: str, now: str) -> None:
    """Put another text in the place of a draft that is open."""
    db.execute("UPDATE draft SET body = ?, at = ? WHERE id = ? AND state = 'open'", (body, now, number))


def close(db: Connection, number: int, state: State) -> None:
    """Note that a draft was confirmed or dropped."""
    db.execute("UPDATE draft SET state = ? WHERE id = ?", (state, number))


def get(shelf: Shelf, number: int) -> Kept | None:
    """The draft of this number, or None."""
    row: Any = shelf.row("SELECT id, who, what, body, state, at FROM draft WHERE id = :id", id=number)
    return Kept.model_validate(dict(row)) if row else None
