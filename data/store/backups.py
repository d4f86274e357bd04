"""Backups: whole copies of the store, made while it is in use, checked, rotated and put back."""

import contextlib
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from data.errors import BadStore
from data.store import soundness
from data.store.store import Store, connect, told_plainly

KEPT = 7
"""How many nightly copies are kept: a week."""
UNFINISHED = ".unfinished"


def back_up(database: Path, folder: Path, now: datetime, kept: int = KEPT) -> Path:
    """Copy the store into a folder and remove all but the `kept` newest copies; returns the new file.

    Answers and edits go on meanwhile. A copy gets its name only when it was checked and is on the disk,
    so that a crash leaves no half one. Raises BadStore when it cannot be made.
    """
    with told_plainly(database):
        if not database.is_file():
            raise BadStore(f"There is no database {database} to copy.")
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{database.stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"
        written = target.with_name(target.name + UNFINISHED)
        try:
            _copy(database, written)
            os.replace(written, target)
        finally:
            written.unlink(missing_ok=True)
    for old in copies(database, folder)[kept:]:
        old.unlink(missing_ok=True)
    return target


def copies(database: Path, folder: Path) -> list[Path]:
    """The copies of this store in a folder, newest first."""
    return sorted(folder.glob(f"{database.stem}-????????T??????Z.db"), reverse=True)


def last_made(database: Path, folder: Path, now: datetime) -> datetime | None:
    """When the newest copy was made, by its name; None when there is none.

    A name that lies after `now` was given by a clock that has been put back since, and does not count.
    """
    return next((at for at in map(_made, copies(database, folder)) if at <= now), None)


def _made(copy: Path) -> datetime:
    return datetime.strptime(copy.stem[-len("20260302T090000Z") :], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def restore(copy: Path, database: Path, now: datetime) -> Path | None:
    """Put a copy in the place of the store; returns where the store that was there was moved to, if any.

    Raises BadStore when the copy is not a sound store of this program: then nothing was touched. Nobody
    else may have the store open; run_bot.py sees to that.
    """
    if not copy.is_file():
        raise BadStore(f"There is no backup copy {copy}.")
    _insist_on_sound(copy)
    with told_plainly(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        written = database.with_name(database.name + UNFINISHED)
        _copy(copy, written)
        moved = _move_aside(database, now)
        os.replace(written, database)
        _flush_folder(database.parent)
    return moved


def _copy(source: Path, target: Path) -> None:
    """Copy a database in use to a file of the owner's alone, checked and flushed to the disk."""
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with contextlib.closing(connect(source)) as opened, contextlib.closing(sqlite3.connect(target)) as copy:
        opened.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if problem := soundness.whole(copy):
            raise BadStore(f"The database {source} is damaged ({problem}). Restore it from a backup copy.")
    with target.open("rb") as file:
        os.fsync(file.fileno())
    _flush_folder(target.parent)


def _insist_on_sound(copy: Path) -> None:
    """Raises BadStore when the copy is damaged or of another program."""
    with told_plainly(copy), contextlib.closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as opened:
        if problem := soundness.whole(opened):
            raise BadStore(f"The backup copy {copy} is damaged ({problem}). Choose another one.")
        tables = {row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "fact" not in tables:
            raise BadStore(f"{copy} is not a backup copy of this program.")


def _move_aside(database: Path, now: datetime) -> Path | None:
    """Rename the store that is there, with what belongs to it, so that nothing is lost."""
    if not database.exists():
        return None
    aside = database.with_name(f"{database.name}.before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    with contextlib.suppress(BadStore, sqlite3.DatabaseError):
        Store(database).close()  # folds the write-ahead log into the file, when the file can still be read
    for ending in ("", "-wal", "-shm"):
        part = database.with_name(database.name + ending)
        if part.exists():
            os.replace(part, aside.with_name(aside.name + ending))
    return aside


def _flush_folder(folder: Path) -> None:
    """Make a rename last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
