"""What is put into the watched folder is read once it is whole, once only, whenever the process is stopped."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.ingest import Report
from data.store import arrivals, articles, watched
from data.store.store import Store
from data.ways.folder import SETTLED, is_watched, look, take_in, watch, watch_apart

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


def text(number: int) -> str:
    return (
        f"title: Report {number}\npublisher: The Courier\n\nAnna Berg{number}, Minister of Interior of Norland, met "
        f"Omar Khan in Vienna on 5 May 2024. The police arrested {number + 2} human smugglers in Karachi. "
        f"Case {number} of {number * 7} is open in court number {number * 3} of the town, said officer {number}.\n"
    )


def put(folder: Path, count: int, age: float = 60.0) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        path = folder / f"{number:04}.txt"
        path.write_text(text(number), encoding="utf-8")
        os.utime(path, (time.time() - age, time.time() - age))


def taken(store: Store, folder: Path) -> list[Report]:
    return list(take_in(store, folder, lambda: None, 1, lambda: NOW))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(tmp_path / "briefing.db")
    yield one
    one.close()


def test_what_was_read_is_not_looked_at_again(store: Store, tmp_path: Path) -> None:
    put(tmp_path / "in", 5)
    assert len(taken(store, tmp_path / "in")) == 5
    assert taken(store, tmp_path / "in") == []
    assert arrivals.get(store.shelf(), 1).way == "folder"


def test_a_file_that_is_still_written_is_waited_for(store: Store, tmp_path: Path) -> None:
    put(tmp_path / "in", 1, age=0)
    found = look(store, tmp_path / "in", time.time())
    assert (found.ready, found.growing) == ([], 1)
    later = look(store, tmp_path / "in", time.time() + SETTLED)
    assert len(later.ready) == 1


def test_a_changed_file_is_read_as_a_newer_version(store: Store, tmp_path: Path) -> None:
    put(tmp_path / "in", 1)
    taken(store, tmp_path / "in")
    path = tmp_path / "in" / "0000.txt"
    path.write_text(text(0).replace("arrested 2", "arrested 5"), encoding="utf-8")
    os.utime(path, (1, 1))
    (report,) = taken(store, tmp_path / "in")
    assert (report.version_of, report.changed) == (1, 1)


def test_a_refused_file_is_noted_with_its_reason_and_not_tried_for_ever(store: Store, tmp_path: Path) -> None:
    put(tmp_path / "in", 1)
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    os.utime(tmp_path / "in" / "bad.pdf", (1, 1))
    assert [bool(report.refused) for report in taken(store, tmp_path / "in")] == [False, True]
    assert taken(store, tmp_path / "in") == []
    ((path, reason),) = watched.refused(store.shelf().db)
    assert path.endswith("bad.pdf")
    assert "broken" in reason


def test_hidden_and_other_files_are_left_alone(store: Store, tmp_path: Path) -> None:
    put(tmp_path / "in", 1)
    (tmp_path / "in" / ".0001.txt").write_text(text(1))
    (tmp_path / "in" / "0002.txt.part").write_text(text(2))
    assert len(look(store, tmp_path / "in", time.time() + 60).ready) == 1


def test_a_file_that_is_put_in_while_it_is_watched_is_read(store: Store, tmp_path: Path) -> None:
    put(tmp_path / "in", 1)
    stop = threading.Event()
    names: list[str] = []
    for report in watch(store, tmp_path / "in", lambda: None, 1, stop):
        names.append(report.name)
        if len(names) == 1:
            (tmp_path / "in" / "new.txt").write_text(text(9), encoding="utf-8")
        else:
            stop.set()
    assert names == ["0000.txt", "new.txt"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_process_that_is_killed_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    """Killed again and again in the midst of it, the folder is whole in the store in the end."""
    count = 90
    put(tmp_path / "in", count)
    code = (
        "import sys\nfrom pathlib import Path\nfrom data.store.store import Store\nfrom data.ways.folder import take_in\n"
        "from data.ways.child import rules_alone\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for report in take_in(store, Path(sys.argv[2]), rules_alone, 2): print(report.name, flush=True)\n"
        "print('end', flush=True)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "briefing.db"), str(tmp_path / "in")]
    for killed in (12, 30):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout is not None
            for line, _ in zip(process.stdout, range(killed), strict=False):
                assert line.strip() != "end"
            process.kill()
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.endswith("end\n")
    store = Store(tmp_path / "briefing.db")
    db = store.shelf().db
    assert articles.count(db) == count
    assert len(watched.known(db)) == count
    titles = {row[0] for row in db.execute("SELECT title FROM article")}
    assert len(titles) == count
    assert (
        db.execute("SELECT count(*) FROM passage WHERE article NOT IN (SELECT id FROM article)").fetchone()[0]
        == 0
    )
    once = Store(tmp_path / "once.db")
    list(take_in(once, tmp_path / "in", lambda: None, 1))
    facts = [s.shelf().db.execute("SELECT count(*) FROM fact").fetchone()[0] for s in (store, once)]
    assert facts[0] == facts[1]
    store.close()
    once.close()


def test_one_process_alone_watches_for_a_database(tmp_path: Path) -> None:
    put(tmp_path / "in", 2)
    database = tmp_path / "briefing.db"
    Store(database).close()
    assert not is_watched(database)
    assert watch_apart(database, tmp_path / "in")
    end = time.monotonic() + 30
    while not is_watched(database) and time.monotonic() < end:
        time.sleep(0.05)
    assert not watch_apart(database, tmp_path / "in")
    store = Store(database)
    while articles.count(store.shelf().db) < 2 and time.monotonic() < end:
        time.sleep(0.1)
    assert articles.count(store.shelf().db) == 2
    store.close()
    pid = next(
        int(path.name)
        for path in Path("/proc").glob("[0-9]*")
        if str(database).encode() in (path / "cmdline").read_bytes()
    )
    os.kill(pid, signal.SIGTERM)
    while is_watched(database) and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.2)
