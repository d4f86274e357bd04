"""The store keeps what it is given, and refuses in one sentence what it cannot use."""

import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from data.errors import BadStore
from data.store import articles
from data.store.schema import STEPS
from data.store.store import Store, told_plainly
from data.values import Article

ARTICLE = Article(text="Anna Berg met Omar Khan.", sha256="0" * 64, file="a.txt")


def add(store: Store, article: Article = ARTICLE) -> int:
    with store.writing() as db:
        return articles.keep(db, article, (), "2026-03-02T09:00:00+00:00")


def test_what_is_written_is_there_when_opened_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    number = add(store)
    store.close()
    again = Store(tmp_path / "a.db")
    found = articles.get(again.shelf(), number)
    assert found is not None
    assert found.text == ARTICLE.text
    again.close()


def test_a_failed_write_leaves_nothing_behind() -> None:
    store = Store()

    def twice() -> None:
        with store.writing() as db:
            articles.keep(db, ARTICLE, (), "now")
            articles.keep(db, ARTICLE, (), "now")

    with pytest.raises(sqlite3.IntegrityError):
        twice()
    assert articles.count(store.shelf().db) == 0


def test_a_reader_in_another_thread_sees_what_was_committed_and_cannot_write(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    add(store)
    seen: list[object] = []

    def read() -> None:
        seen.append(articles.count(store.shelf().db))
        try:
            store.shelf().db.execute("DELETE FROM article")
        except sqlite3.OperationalError as error:
            seen.append(str(error))

    thread = threading.Thread(target=read)
    thread.start()
    thread.join(10)
    assert seen[0] == 1
    assert "readonly" in str(seen[1])
    store.close()


def test_the_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    Store(tmp_path / "a.db").close()
    assert stat.S_IMODE((tmp_path / "a.db").stat().st_mode) == 0o600


def not_a_database(path: Path) -> None:
    path.write_bytes(b"this is a text and no database at all, but long enough to be one" * 40)


def cut_short(path: Path) -> None:
    store = Store(path)
    add(store)
    store.close()
    raw = path.read_bytes()
    path.write_bytes(raw[:8192] + b"\xff" * 20_000)


def of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE photo (id INTEGER)")
    db.close()


def of_a_newer_version(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('briefing', 'm999', '')"
        )
    db.close()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (not_a_database, "not a database"),
        (cut_short, "damaged"),
        (of_another_program, "another program"),
        (of_a_newer_version, "newer version"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence_and_left_as_it_was(
    tmp_path: Path, spoil, words: str
) -> None:
    path = tmp_path / "a.db"
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(BadStore, match=words) as refused:
        Store(path)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadStore, match="cannot be opened"):
        Store(tmp_path)


def test_a_locked_store_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        store.set_patience(50)
        with pytest.raises(BadStore, match="locked by another program"):
            add(store)
        other.execute("ROLLBACK")
    other.close()
    assert add(store)
    store.close()


def test_a_write_waits_for_the_other_program_and_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    ending = threading.Timer(0.1, other.execute, ("COMMIT",))
    ending.start()
    assert add(store)
    ending.join()
    other.close()
    store.close()


def test_an_older_store_is_migrated_after_a_backup_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    number = add(store)
    store.close()

    def later(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")

    STEPS["m900_later"] = later
    try:
        newer = Store(path)
        assert newer.shelf().db.execute("SELECT count(*) FROM later").fetchone()[0] == 0
        assert articles.get(newer.shelf(), number) is not None
        newer.close()
    finally:
        del STEPS["m900_later"]
    (copy,) = tmp_path.glob("a.db.before-*")
    with sqlite3.connect(copy) as db:
        assert db.execute("SELECT count(*) FROM article").fetchone()[0] == 1
        assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'later'").fetchall()
    db.close()


def test_every_foreign_key_has_an_index_or_is_rarely_asked() -> None:
    """A foreign key without an index makes each deletion and each join read a whole table."""
    store = Store()
    db = store.shelf().db
    tables = [
        row[0]
        for row in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        )
    ]
    bare = []
    for table in tables:
        indexed = {
            db.execute(f"PRAGMA index_info('{index[1]}')").fetchone()["name"]
            for index in db.execute(f"PRAGMA index_list('{table}')")
        }
        bare += [
            f"{table}.{key['from']}"
            for key in db.execute(f"PRAGMA foreign_key_list('{table}')")
            if key["from"] not in indexed
        ]
    assert set(bare) <= RARELY_ASKED


RARELY_ASKED = {
    "fact.subject", "fact.object", "fact.speaker",  # `involves` answers these
    "fact.passage", "fact.supersedes",
    "doubt.article", "band.article", "article.copy_of",
}  # fmt: skip


def test_two_programs_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    """Each finds it whole: one of them makes the tables, the other waits."""
    problems: list[str] = []
    gate = threading.Barrier(4)

    def opened(number: int) -> None:
        gate.wait(10)
        for turn in range(5):
            try:
                Store(tmp_path / f"{turn}.db").close()
            except (BadStore, sqlite3.Error) as error:
                problems.append(str(error))

    threads = [threading.Thread(target=opened, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []


def test_a_broken_schema_is_told_as_damage_and_an_odd_text_is_not(tmp_path: Path) -> None:
    """SQLite calls both malformed; only the first is mended by a backup copy."""
    path = tmp_path / "a.db"
    Store(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE (' WHERE name = 'fact'")
    db.commit()
    db.close()
    with pytest.raises(BadStore, match="damaged"):
        Store(path)
    with pytest.raises(sqlite3.OperationalError, match="malformed JSON"), told_plainly(path):
        sqlite3.connect("").execute("SELECT json('x')")
