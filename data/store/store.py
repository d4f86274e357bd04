"""Store: the one SQLite file, opened with its checks: one writer at a time, a reader for each thread."""

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from data.errors import BadStore
from data.matching import NameIndex
from data.store.schema import SET, STEPS
from data.store.shelf import Connection, Shelf
from data.store.soundness import first_problem

BUSY_MS = 5_000
"""How long a writer waits for another process before it says that the store is locked."""
LOOK_MS = 2
"""How often it looks whether the other has ended; those who write much leave a longer gap (`GAP`)."""
GAP = 0.005
"""Seconds between two articles of many, in which others write."""
PAGE = 4096
"""Bytes of a page of the file."""
MUCH_CACHE, MUCH_LOG = 32_000_000, 16_000_000
"""Bytes of pages held, and of the log before it is folded into the file, where much is written."""
READ_CACHE = 32_000_000
"""Bytes of pages that each reader holds: the inner pages of all indexes of 1,000,000 facts, which every
question goes through, and what is asked for again and again. A fifth fewer pages are read for a question than
with 16 MB, where those were already a third fewer than with SQLite's 2."""


class Store:
    """The store, open. `path` None keeps it in memory (one connection for everything; for tests)."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._local = threading.local()
        self._readers: list[Connection] = []
        self._patience = BUSY_MS / 1000
        self._writer = open_checked(path)
        self._writer.execute(f"PRAGMA busy_timeout = {LOOK_MS}")

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writer's connection inside one transaction: all of the block is kept, or none of it.

        Raises BadStore when another process keeps the file locked or the disk does not take it.
        """
        with self._lock, told_plainly(self.path):
            self._begin()
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def _begin(self) -> None:
        """Begin as soon as nobody else writes: SQLite itself would look again ever more seldom, and come
        too late while another process writes one article after the other."""
        end = time.monotonic() + self._patience
        while True:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if "is locked" not in str(error) or time.monotonic() > end:
                    raise

    def shelf(self) -> Shelf:
        """This thread's own view for reading; it sees what was committed and never waits for the writer."""
        if not hasattr(self._local, "shelf"):
            connection = self._writer if self.path is None else self._reader(self.path)
            self._local.shelf = Shelf(connection, NameIndex(connection))
        found: Shelf = self._local.shelf
        return found

    def _reader(self, path: Path) -> Connection:
        connection = connect(path)
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{READ_CACHE // 1024}")
        with self._lock:
            self._readers.append(connection)
        return connection

    def is_filled(self) -> bool:
        """Whether the first filling came to its end (SQLite's user_version, which nothing else uses)."""
        return bool(self._writer.execute("PRAGMA user_version").fetchone()[0])

    def note_filled(self) -> None:
        """Note that the first filling came to its end."""
        with self.writing() as db:
            db.execute("PRAGMA user_version = 1")

    def set_patience(self, milliseconds: int) -> None:
        """How long the writer waits for another process before it says that the store is locked."""
        self._patience = milliseconds / 1000

    def expect_much(self) -> None:
        """Set the writer up for thousands of articles, for as long as the store is open.

        Pages that every article changes (indexes of names and words) are then held, not read again, and
        written from the log into the file once for many articles: a third less processor time for each.
        """
        self._writer.execute(f"PRAGMA cache_size = -{MUCH_CACHE // 1024}")
        self._writer.execute(f"PRAGMA wal_autocheckpoint = {MUCH_LOG // PAGE}")

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        with self._lock:
            for reader in self._readers:
                reader.close()
            self._readers.clear()
            self._writer.close()


def connect(path: Path | None) -> Connection:
    """A connection with foreign keys on, waiting at most BUSY_MS for a lock."""
    connection = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def open_checked(path: Path | None) -> Connection:
    """Open the file for writing: sound, of a version we know, migrated (after a backup copy) when older.

    Raises BadStore with one sentence when it is corrupt, locked, newer than the program or not writable.
    """
    with told_plainly(path):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        connection = connect(path)
        try:
            _check(connection, path)
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _write_ahead(connection: Connection) -> None:
    """Switch to write-ahead logging. SQLite does not wait for a lock here, so we do."""
    end = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


def _check(connection: Connection, path: Path | None) -> None:
    problem = first_problem(connection)
    if problem:
        raise BadStore(f"The database {path} is damaged ({problem}). Restore it from a backup copy.")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and NOTED not in tables:
        raise BadStore(f"{path} is a database of another program. Choose another BRIEFING_DATABASE.")
    if tables and _taken(connection) - STEPS.keys():
        raise BadStore(
            f"The database {path} was made by a newer version of this program. Update the program."
        )


NOTED = "_sqlite_migrations"
"""The table in which sqlite-utils notes the steps that a file has taken; read here without importing it."""


def _taken(connection: Connection) -> set[str]:
    return {row[0] for row in connection.execute(f"SELECT name FROM {NOTED} WHERE migration_set = ?", (SET,))}


def _migrate(connection: Connection, path: Path | None) -> None:
    fresh = not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (NOTED,)).fetchone()
    taken = set() if fresh else _taken(connection)
    if taken >= STEPS.keys():
        return
    if path is not None and taken:
        back_up(connection, path.with_name(f"{path.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S}"))
    from data.store.migrating import migrate

    connection.execute("BEGIN IMMEDIATE")  # another process may have taken the steps since we looked
    try:
        migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def back_up(connection: Connection, path: Path) -> None:
    """Write a whole copy of the store to `path`, while it may be in use."""
    path.touch(mode=0o600)
    with contextlib.closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)


@contextlib.contextmanager
def told_plainly(path: Path | None) -> Iterator[None]:
    """Turn what SQLite and the file system say of the file into a BadStore that says what to do.

    A mistake of ours (a wrong statement, a broken constraint) passes through as the bug it is.
    """
    try:
        with read_plainly(path):
            yield
    except OSError as error:
        raise BadStore(f"The database {path} cannot be opened: {error.strerror}.") from error


@contextlib.contextmanager
def read_plainly(path: Path | None) -> Iterator[None]:
    """The same for what only reads, where a failing file need not be the store's."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        sentence = next((text for words, text in SENTENCES.items() if words in str(error)), None)
        if sentence is None:
            raise
        raise BadStore(sentence.format(path=path)) from error


SENTENCES = {
    "is locked": "The database {path} is locked by another program. Stop it, or wait, and try again.",
    "not a database": "{path} is not a database, or it is damaged. Restore it, or choose another file.",
    "image is malformed": "The database {path} is damaged. Restore it from a backup copy.",
    "malformed database schema": "The database {path} is damaged. Restore it from a backup copy.",
    "readonly": "The database {path} cannot be written to. Give this user the right to write there.",
    "unable to open": "The database {path} cannot be opened. Check that its folder may be written to.",
    "disk is full": "The disk is full; nothing was stored in {path}.",
    "disk I/O error": "The disk does not answer; nothing was stored in {path}.",
}
