"""Kept buttons: commands that are too long for a button, under short keys that survive a restart."""

from collections.abc import Mapping

from data.store.shelf import Connection, Shelf


def keep(db: Connection, commands: Mapping[str, str], now: str) -> None:
    """Keep commands under their keys; one that is used again is kept longer."""
    db.executemany(
        """INSERT INTO button (key, command, kept_at) VALUES (?, ?, ?)
           ON CONFLICT (key) DO UPDATE SET kept_at = excluded.kept_at""",
        [(key, command, now) for key, command in commands.items()],
    )


def recall(shelf: Shelf, key: str) -> str | None:
    """The command kept under a key, or None when it is kept no longer."""
    row = shelf.row("SELECT command FROM button WHERE key = :key", key=key)
    return str(row["command"]) if row else None


def sweep(db: Connection, before: str) -> int:
    """Forget the buttons that were last shown before a moment (ISO 8601 UTC)."""
    return db.execute("DELETE FROM button WHERE kept_at < ?", (before,)).rowcount
