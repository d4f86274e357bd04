"""Awaited words: the command that a person's next plain message in a chat is put behind."""

from data.store.shelf import Connection, Shelf


def expect(db: Connection, chat: int, person: int, command: str, now: str) -> None:
    """Await the words of a command from a person in a chat; only the newest is awaited."""
    db.execute(
        """INSERT INTO expected (chat, person, command, at) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET command = excluded.command, at = excluded.at""",
        (chat, person, command, now),
    )


def expected(shelf: Shelf, chat: int, person: int, since: str) -> str:
    """The command awaiting its words since a moment (ISO 8601 UTC) or later, or ''."""
    row = shelf.row(
        "SELECT command FROM expected WHERE chat = :chat AND person = :person AND at >= :since",
        chat=chat, person=person, since=since,
    )  # fmt: skip
    return str(row["command"]) if row else ""


def forget(db: Connection, chat: int, person: int) -> None:
    """Await nothing from a person in a chat."""
    db.execute("DELETE FROM expected WHERE chat = ? AND person = ?", (chat, person))


def sweep(db: Connection, before: str) -> int:
    """Forget what has been awaited since before a moment."""
    return db.execute("DELETE FROM expected WHERE at < ?", (before,)).rowcount
