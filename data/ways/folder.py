"""The folder: whatever is put into it is read in, once it is written to its end, by a process of its own.

The bot starts this process and only sees to it that it lives (`watch_apart`): reading and writing
thousands of articles then takes no time from answers. It ends with the bot, at any moment: what
is not in the store yet is read the next time.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from data.ingest import Clock, People, Report, ingest_files
from data.store import watched
from data.store.arrivals import Came
from data.store.store import Store
from data.store.watched import Seen
from data.ways.formats import SUFFIXES

SETTLED = 2.0
"""Seconds since its last change after which a file counts as written to its end."""
LOOK_SECONDS = 60
"""How often the whole folder is looked through, where no change is heard of (network drives)."""
NOTED = 64
"""Files after which it is noted which were read."""
NICE = 5
"""How far the process steps back behind whoever answers questions; those who read for it, farther."""
PATIENCE_MS = 60_000
"""How long it waits for another writer: nobody waits for its answer."""


class Found(NamedTuple):
    """What is in the folder."""

    ready: list[tuple[Path, Seen]]
    """Files that are new or changed, and written to their end."""
    growing: int
    """How many are new or changed and may still be written to."""


def look(store: Store, folder: Path, now: float) -> Found:
    """The files of a folder that the store has not read as they are, by name; `now` in seconds since 1970."""
    known = watched.known(store.shelf().db)
    ready: list[tuple[Path, Seen]] = []
    growing = 0
    for path, size, changed in _files(folder):
        if known.get(str(path)) == (size, changed):
            continue
        if 0 <= now - changed / 1e9 < SETTLED:
            growing += 1
        else:
            ready.append((path, Seen(path=str(path), size=size, changed=changed)))
    return Found(sorted(ready), growing)


def _files(folder: Path) -> Iterator[tuple[Path, int, int]]:
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(at, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES or path.stem.upper() == "README":
                continue
            try:
                status = path.stat()
            except OSError:  # taken away since it was listed
                continue
            yield path, status.st_size, status.st_mtime_ns


def take_in(
    store: Store, folder: Path, people: People, jobs: int, now: Clock | None = None, at: float | None = None
) -> Iterator[Report]:
    """Read what is new in the folder into the store, a report for each file; can be broken off anywhere."""
    found = look(store, folder, time.time() if at is None else at).ready
    reports = ingest_files(store, [path for path, _ in found], people, now, jobs, Came(way="folder"))
    done: list[Seen] = []
    for (_path, seen), report in zip(found, reports, strict=True):
        done.append(seen.model_copy(update={"article": report.article_id, "refused": report.refused}))
        if len(done) >= NOTED:
            _note(store, done, now)
            done = []
        yield report
    _note(store, done, now)


def _note(store: Store, done: Sequence[Seen], now: Clock | None) -> None:
    if done:
        with store.writing() as db:
            watched.keep(db, done, (now() if now else datetime.now(UTC)).isoformat(timespec="seconds"))


def watch(store: Store, folder: Path, people: People, jobs: int, stop: threading.Event) -> Iterator[Report]:
    """Read in what is in the folder and whatever is put there, until told to stop."""
    from watchfiles import watch as changes

    folder.mkdir(parents=True, exist_ok=True)
    heard = changes(
        folder,
        stop_event=stop,
        rust_timeout=LOOK_SECONDS * 1000,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    while True:
        yield from take_in(store, folder, people, jobs)
        while look(store, folder, time.time()).growing and not stop.wait(SETTLED / 2):
            yield from take_in(store, folder, people, jobs)
        if stop.is_set() or next(heard, None) is None:
            return


def watch_apart(database: Path, folder: Path, nice: int = NICE) -> bool:
    """See to it that a process watches the folder; returns whether one had to be started.

    It ends when this process does.
    """
    if is_watched(database):
        return False
    process = subprocess.Popen(
        [sys.executable, "-c", "from data.ways.folder import main; main()", str(database), str(folder),
         str(nice)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(entry or os.getcwd() for entry in sys.path)},
    )  # fmt: skip
    threading.Thread(target=_see_off, args=(process,), daemon=True).start()
    return True


def _see_off(process: "subprocess.Popen[bytes]") -> None:
    """Hold the other end of a process's standard input until it has ended."""
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


def is_watched(database: Path) -> bool:
    """Whether a process watches a folder for this database now."""
    lock = _lock(database)
    if lock is not None:
        os.close(lock)
    return lock is None


def _lock(database: Path) -> int | None:
    """A lock beside the database that one process alone can hold, until it ends; None when it is held."""
    import fcntl

    handle = os.open(database.with_name(f"{database.name}.folder"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def main() -> None:
    """What the process runs: watch the folder named, for the database named, until the bot has gone."""
    from data.reading import people

    database, folder = Path(sys.argv[1]), Path(sys.argv[2])
    if _lock(database) is None:
        return
    os.nice(int(sys.argv[3]))
    stop = threading.Event()
    threading.Thread(target=_end_with_parent, args=(stop,), daemon=True).start()
    store = Store(database)
    store.set_patience(PATIENCE_MS)
    # A reader for each core: they step back, so that a core is theirs only while nobody else wants it.
    for _ in watch(store, folder, people.load, os.cpu_count() or 1, stop):
        if stop.is_set():
            break
    store.close()


def _end_with_parent(stop: threading.Event) -> None:
    """Wait until the other end of standard input is closed, then ask to stop, and soon after stop anyhow."""
    sys.stdin.buffer.read()
    stop.set()
    time.sleep(5)
    os._exit(0)
