"""Files of the watched folder, as rows of the store: which were read, at which size and time of change."""

from collections.abc import Iterable

from data.dates import Value
from data.store.shelf import Connection


class Seen(Value):
    """A file as it was when it was read, and what became of it."""

    path: str
    size: int
    changed: int
    """Nanoseconds since 1970."""
    article: int | None = None
    refused: str = ""


def known(db: Connection) -> dict[str, tuple[int, int]]:
    """Size and time of change of every file that was read, by path."""
    return {row[0]: (row[1], row[2]) for row in db.execute("SELECT path, size, changed FROM folder_file")}


def keep(db: Connection, files: Iterable[Seen], now: str) -> None:
    """Note files as read."""
    db.executemany(
        """INSERT INTO folder_file (path, size, changed, article, refused, at) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (path) DO UPDATE SET size = excluded.size, changed = excluded.changed,
           article = excluded.article, refused = excluded.refused, at = excluded.at""",
        [(one.path, one.size, one.changed, one.article, one.refused, now) for one in files],
    )


def refused(db: Connection, limit: int = 20) -> list[tuple[str, str]]:
    """The files that could not be read, with the reason, the last first."""
    rows = db.execute(
        "SELECT path, refused FROM folder_file WHERE refused <> '' ORDER BY at DESC, path LIMIT ?", (limit,)
    )
    return [(row[0], row[1]) for row in rows]
