"""The scribe: what nobody waits for is written all the same once the file can be written again."""

import asyncio
import sqlite3
from pathlib import Path

from bot.scribe import Scribe
from data.store import news
from data.store.store import Store


async def locked_out(store: Store, path: Path, *, lasting: bool) -> str:
    """Post a change while another program holds the store, let go of it, and give what came of the change."""
    scribe = Scribe(store)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    scribe.post(lambda db: news.set_mark(db, "posted", "yes"), lasting=lasting)
    await asyncio.sleep(0.2)
    assert news.mark(store.shelf(), "posted") == ""
    other.execute("ROLLBACK")
    other.close()
    for _ in range(100):
        if news.mark(store.shelf(), "posted"):
            break
        await asyncio.sleep(0.02)
    await scribe.close()
    return news.mark(store.shelf(), "posted")


async def test_what_could_not_be_written_is_written_when_the_store_is_free_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    store.set_patience(10)
    assert await locked_out(store, tmp_path / "a.db", lasting=True) == "yes"
    store.close()


async def test_what_holds_only_for_the_moment_is_not_written_later(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    store.set_patience(10)
    assert await locked_out(store, tmp_path / "a.db", lasting=False) == ""
    store.close()


async def test_what_was_put_off_is_written_at_the_end(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    store.set_patience(10)
    scribe = Scribe(store)
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    scribe.post(lambda db: news.set_mark(db, "posted", "yes"))
    await asyncio.sleep(0.2)
    other.execute("ROLLBACK")
    other.close()
    await scribe.close()
    assert news.mark(store.shelf(), "posted") == "yes"
    store.close()
