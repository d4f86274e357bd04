"""Copies of the store are whole, few, and can be put back; a bad one touches nothing."""

import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from data.errors import BadStore
from data.store import articles, backups
from data.store.store import Store
from data.values import Article
from tests.conversation import NOW


def article(number: int) -> Article:
    return Article(
        text=f"Anna Berg met Omar Khan, number {number}.", sha256=f"{number:064}", file=f"{number}.txt"
    )


def add(store: Store, number: int) -> None:
    with store.writing() as db:
        articles.keep(db, article(number), (), NOW.isoformat())


def held(path: Path) -> int:
    store = Store(path)
    number = articles.count(store.shelf().db)
    store.close()
    return number


def test_a_copy_made_while_another_thread_writes_is_sound_and_can_be_opened(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    add(store, 0)
    stop = threading.Event()

    def write() -> None:
        for number in range(1, 400):
            if stop.is_set():
                return
            add(store, number)

    writer = threading.Thread(target=write)
    writer.start()
    copy = backups.back_up(tmp_path / "a.db", tmp_path / "copies", NOW)
    stop.set()
    writer.join(30)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert 1 <= held(copy) <= articles.count(store.shelf().db)
    store.close()


def test_only_the_newest_copies_are_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    for day in range(5):
        backups.back_up(tmp_path / "a.db", tmp_path / "copies", NOW + timedelta(days=day), kept=3)
    names = [copy.name for copy in backups.copies(tmp_path / "a.db", tmp_path / "copies")]
    assert names == ["a-20260306T090000Z.db", "a-20260305T090000Z.db", "a-20260304T090000Z.db"]
    assert backups.last_made(
        tmp_path / "a.db", tmp_path / "copies", NOW + timedelta(days=9)
    ) == NOW + timedelta(days=4)
    assert not list((tmp_path / "copies").glob(f"*{backups.UNFINISHED}*"))
    store.close()


def test_a_copy_put_back_holds_what_it_held_and_the_store_that_was_there_is_kept_aside(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    add(store, 1)
    copy = backups.back_up(path, tmp_path / "copies", NOW)
    add(store, 2)
    store.close()
    aside = backups.restore(copy, path, NOW)
    assert held(path) == 1
    assert aside is not None
    assert held(aside) == 2


def test_a_damaged_copy_is_refused_in_a_sentence_and_the_store_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    for number in range(50):
        add(store, number)
    copy = backups.back_up(path, tmp_path / "copies", NOW)
    store.close()
    raw = bytearray(copy.read_bytes())
    raw[4096:40_000] = b"\xff" * (40_000 - 4096)
    copy.write_bytes(raw)
    before = path.read_bytes()
    with pytest.raises(BadStore):
        backups.restore(copy, path, NOW)
    assert path.read_bytes() == before


def test_a_damaged_store_is_replaced_by_its_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    add(store, 1)
    copy = backups.back_up(path, tmp_path / "copies", NOW)
    store.close()
    path.write_bytes(b"no database any more" * 500)
    backups.restore(copy, path, NOW)
    assert held(path) == 1


def test_a_file_of_another_kind_is_no_copy(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear colleague")
    with pytest.raises(BadStore, match="letter"):
        backups.restore(tmp_path / "letter.db", tmp_path / "a.db", NOW)
