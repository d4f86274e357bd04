"""What was answered before is answered again from memory, and never once anything it tells has changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.language import speaking
from briefs.page import Page
from data.errors import NotFound
from data.store import chats
from data.store.schema_content import CONTENT
from data.store.store import Store
from handlers.answer import answer
from handlers.command import Command
from handlers.commands import COMMANDS
from handlers.desk import Desk
from handlers.remembering import Memory
from handlers.request import Principal, Request
from handlers.showing import NOBODY, shown
from tests.conversation import NOW
from tests.world import World

DERIVED = ("_config", "_content", "_data", "_docsize", "_idx", "_tally")
"""What the full-text indexes and the tallies add to a name: they are made from CONTENT by triggers."""
INDEXES = {"article_title", "fact_text", "passage_text", "gram", "gram_count", "content", "json_each"}
"""Indexes of CONTENT, the count itself, and what is no table."""
SCHEMA = {"sqlite_master", "sqlite_schema"}
LASTING = [command for command in COMMANDS.values() if command.lasting]
WORDS = {
    "compare": ["GLO.ACT, PROTECT", "FIA, UNODC"],
    "figure": ["47%", "smugglers arrested", "border"],
    "why": ["1", "47%", "trafficking"],
    "source": ["1", "3", "border"],
    "who": ["DG FIA", "DG FIA in 2017", "US ambassador"],
    "ask": [
        "who is the DG FIA",
        "how many smugglers were arrested",
        "what did Naqvi say",
        "is Naqvi still DG",
    ],
}
NAMES = ["Naqvi", "FIA", "UNODC", "GLO.ACT", "Pakistan", "Warsaw conference", "Qqqxz", ""]


def asked(text: str, user: int = 1, days: int = 0, language: str = "") -> Request:
    who = Principal(user_id=user, chat_id=user, language=language)
    return Request(text=text, who=who, where="private", when=NOW + timedelta(days=days))


@contextmanager
def read(db: sqlite3.Connection) -> Iterator[set[str]]:
    """The tables from which a value is read."""
    tables: set[str] = set()

    def note(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table:
            tables.add(table)
        return sqlite3.SQLITE_OK

    db.set_authorizer(note)  # what was compiled before is compiled again, and told again
    yield tables
    db.set_authorizer(None)


@pytest.mark.parametrize("command", LASTING, ids=lambda command: command.name)
def test_a_lasting_answer_reads_nothing_that_is_not_counted(desk: Desk, command) -> None:
    fresh = replace(desk, memory=Memory(0))
    with read(desk.store.shelf().db) as tables:
        for words in WORDS.get(command.name, NAMES):
            answer(fresh, asked(f"/{command.name} {words}"))
    of_asker = {"chat", "person"}  # who asks, in which language, up to which marking: part of the key
    counted = {name for name in tables if name in CONTENT or name.endswith(DERIVED)}
    assert tables & {*CONTENT}
    assert tables - counted - INDEXES - SCHEMA == of_asker


def test_a_lasting_answer_is_made_for_nobody_in_particular(empty: Desk) -> None:
    given: list[Request] = []

    def handle(desk: Desk, request: Request) -> Page:
        given.append(request)
        return Page(title="made")

    who = Principal(user_id=77, chat_id=-5, role="admin", name="Ada", chat_title="Cell", topic=3)
    request = Request(text="/actor Naqvi", who=who, where="group", when=NOW, key="k", message=4, tapped=True)
    shown(empty, request, replace(COMMANDS["actor"], handle=handle), "Naqvi")
    bare = {"text": "Naqvi", "words": "Naqvi", "where": "private", "when": NOW.replace(hour=0)}
    assert given == [Request(who=NOBODY, **bare)]


def counting(desk: Desk) -> tuple[Command, list[str]]:
    """A lasting command that notes each time it has to be made."""
    made: list[str] = []

    def handle(desk: Desk, request: Request) -> Page:
        made.append(request.words)
        return Page(title=f"{request.words} {len(made)}")

    return replace(COMMANDS["timeline"], handle=handle), made


def test_the_same_question_is_made_once_whoever_asks(empty: Desk) -> None:
    command, made = counting(empty)
    pages = [shown(empty, asked("/timeline A", user), command, "A") for user in (1, 2, 3)]
    assert made == ["A"]
    assert {page.title for page in pages} == {"A 1"}


@pytest.mark.parametrize(
    "other",
    [
        lambda desk: (desk, asked("/timeline B"), "B"),
        lambda desk: (desk, asked("/timeline A", days=1), "A"),
        lambda desk: (replace(desk, ceiling=0), asked("/timeline A"), "A"),
        lambda desk: (replace(desk, at="2020-01-01T00:00:00+00:00"), asked("/timeline A"), "A"),
        lambda desk: (desk, asked("/timeline A page 2"), "A page 2"),
    ],
    ids=["words", "day", "marking", "moment", "leaf"],
)
def test_what_the_answer_hangs_on_tells_questions_apart(empty: Desk, other) -> None:
    command, made = counting(empty)
    shown(empty, asked("/timeline A"), command, "A")
    desk, request, words = other(empty)
    shown(desk, request, command, words)
    assert len(made) == 2


def test_another_language_and_other_digits_are_another_answer(empty: Desk) -> None:
    command, made = counting(empty)
    for language, digits in (("en", ""), ("ur", ""), ("ur", "urdu"), ("ur", "urdu")):
        with speaking(language, digits):
            shown(empty, asked("/timeline A"), command, "A")
    assert len(made) == 3


@pytest.mark.parametrize("table", CONTENT)
def test_every_change_of_what_is_told_is_counted(empty: Desk, table: str) -> None:
    db = empty.store.shelf().db
    columns = [(row[1], row[2]) for row in db.execute(f"PRAGMA table_info({table})")]
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    row = [7 if kind in ("INTEGER", "REAL") else "seven" for _, kind in columns]
    name = columns[-1][0]
    deeds = (
        (f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row),
        (f'UPDATE {table} SET "{name}" = "{name}"', ()),
        (f"DELETE FROM {table}", ()),
    )
    counts = [empty.shelf.content()]
    for sql, values in deeds:
        db.execute(sql, values)
        counts.append(empty.shelf.content())
    assert counts == sorted(set(counts))


def test_a_correction_is_told_at_once(tmp_path: Path) -> None:
    world = World(Store(tmp_path / "a.db"))
    world.fact("Amna Rehan", "Director", article=world.article("Rehan appointed", "2 Feb 2026"))
    before = answer(world.desk, asked("/find Amna Rehan"))
    assert answer(world.desk, asked("/find Amna Rehan")) == before
    other = Store(tmp_path / "a.db")  # another process, as `run_bot.py ingest` is one
    with other.writing() as db:
        db.execute("UPDATE fact SET ended_at = '2026-03-01' WHERE value = 'Director'")
    other.close()
    after = answer(world.desk, asked("/find Amna Rehan"))
    assert "Director" in str(before.lines)
    assert "Director" not in str(after.lines)
    world.desk.store.close()


def test_what_changes_no_answer_makes_nobody_forget(empty: Desk) -> None:
    command, made = counting(empty)
    shown(empty, asked("/timeline A"), command, "A")
    with empty.store.writing() as db:
        chats.keep_chat(db, chats.Chat(id=9, kind="private"), "2026-03-02T09:00:00+00:00")
    shown(empty, asked("/timeline A"), command, "A")
    assert made == ["A"]


def test_inside_a_transaction_nothing_is_remembered(empty: Desk) -> None:
    command, made = counting(empty)
    with empty.store.writing():
        shown(empty, asked("/timeline A"), command, "A")
    shown(empty, asked("/timeline A"), command, "A")
    assert len(made) == 2


def test_an_answer_that_cannot_be_given_is_tried_again() -> None:
    memory, tried = Memory(), []

    def fail() -> Page:
        tried.append(1)
        raise NotFound("nothing")

    for _ in range(2):
        with pytest.raises(NotFound):
            memory.page(1, "key", fail)
    assert len(tried) == 2


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 5)), max_size=60), st.integers(0, 4))
def test_a_page_of_an_earlier_content_is_never_shown(asked: list[tuple[int, int]], most: int) -> None:
    """Threads may see the content at different versions: each page is of the version asked for, or later."""
    memory = Memory(most)
    for content, key in asked:
        page = memory.page(content, key, partial(Page, title=str(content)))
        assert int(page.title) >= content
        assert len(memory) <= most


def test_a_page_made_while_the_content_changed_is_not_kept() -> None:
    memory = Memory()

    def slow() -> Page:
        memory.page(2, "other", lambda: Page(title="of the second"))
        return Page(title="of the first")

    memory.page(1, "key", slow)
    assert memory.page(2, "key", lambda: Page(title="of the second")).title == "of the second"
