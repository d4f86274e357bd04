"""No query reads a whole table that grows with the articles: every statement of every command is explained."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from data.ingest import ingest
from data.store.store import Store
from handlers.answer import answer
from handlers.commands import COMMANDS
from handlers.desk import Desk
from handlers.remembering import Memory
from handlers.settings import Settings
from tests.conftest import SAMPLE
from tests.conversation import NOW, said

LARGE = {
    "fact",
    "mention",
    "passage",
    "alias",
    "involves",
    "dated",
    "article",
    "entity",
    "doubt",
    "conflict",
    "gram",
}
"""Tables that grow with every article."""
EXCEPTIONS = {
    "SELECT coalesce(max(id), 0), (SELECT count(*) FROM alias) FROM alias": (
        "the index of names counts its aliases, once after each change of the file"
    ),
    "SELECT published_edtf FROM article WHERE published_precision IN ('day', 'month', 'year')": (
        "the first and the last date are the ends of an index in that order: one row is read"
    ),
    "SELECT recorded_at FROM article WHERE tlp": "when the first was recorded is the end of an index in that order",
    "SELECT recorded_at FROM fact WHERE tlp": "the same of facts",
    "SELECT article.id FROM article_title JOIN article": (
        "words of one or two letters are in no index of three: they are looked for in all titles, the newest first"
    ),
}
"""Beginnings of statements that may read a whole table, each with its reason."""
WORDS = ("", "Naqvi", "Pakistan", "GLO.ACT", "UNODC", "DG FIA in 2017", "migration", "smugglers arrested", "47%", "EU", "1",
         "Pakistan, Afghanistan", "since 1 Jan 2020", "zzyzx quux", "conference", "what did Naqvi say about smuggling",
         "how many smugglers were arrested", "who met Naqvi", "who funds GLO.ACT", "who attended the conference",
         "was Naqvi at the meeting", "PROTECT: project sheet")  # fmt: skip
QUESTIONS = [f"/{command} {words}" for command in COMMANDS for words in WORDS]
ASKED_OF_THE_PAST = [f"/asof 2026-03-02 {question}" for question in QUESTIONS]


def scans(db: sqlite3.Connection, sql: str) -> set[str]:
    """The large tables (or whole indexes of them) that a statement reads from end to end."""
    names = {alias: table for table, alias in re.findall(rf"\b({'|'.join(LARGE)})\s+(?:AS\s+)?(\w+)", sql)}
    steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    read = {match[1] for step in steps if (match := re.match(r"SCAN (\w+)(?! VIRTUAL)", step))}
    return {names.get(one, one) for one in read} & LARGE


def bad(db: sqlite3.Connection, statements: set[str]) -> dict[str, set[str]]:
    """The statements that read a whole table, with the tables; those of EXCEPTIONS are left out."""
    found = {sql: scans(db, sql) for sql in statements}
    return {sql[:300]: tables for sql, tables in found.items() if tables and not _excepted(sql)}


def _excepted(sql: str) -> bool:
    return any(" ".join(sql.split()).startswith(start) for start in EXCEPTIONS)


class Traced:
    """The questions that a connection is asked, without those that full-text tables ask inside.

    Insertions are left out: their plans hold the checks of foreign keys, which only a deletion runs.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.statements: set[str] = set()

    def __enter__(self) -> set[str]:
        self.db.set_trace_callback(self._note)
        return self.statements

    def __exit__(self, *_: object) -> None:
        self.db.set_trace_callback(None)

    def _note(self, sql: str) -> None:
        if re.match(r"\s*(?:SELECT|UPDATE)\b", sql) and "'main'." not in sql:
            self.statements.add(sql)


@pytest.mark.parametrize("questions", [QUESTIONS, ASKED_OF_THE_PAST], ids=["now", "as of a day"])
def test_no_command_reads_a_whole_table(desk: Desk, questions: list[str]) -> None:
    db = desk.store.shelf().db
    with Traced(db) as statements:
        titles = [answer(replace(desk, memory=Memory(0)), said(question)).title for question in questions]
    assert not [title for title in titles if title.startswith("Something went wrong")]
    assert len(statements) > 100
    assert not bad(db, statements)


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()
    yield store
    store.close()


def test_reading_an_article_in_reads_no_whole_table(store: Store) -> None:
    first, second = sorted(SAMPLE.glob("*.txt"))[1:3]
    ingest(store, first.read_bytes(), first.name, lambda: None, lambda: NOW)
    db = store.shelf().db
    with Traced(db) as statements:
        ingest(store, second.read_bytes(), second.name, lambda: None, lambda: NOW)
    assert not bad(db, statements)


def test_an_empty_store_is_asked_as_carefully(store: Store) -> None:
    db = store.shelf().db
    with Traced(db) as statements:
        for question in QUESTIONS:
            answer(Desk(store, Settings(), memory=Memory(0)), said(question))
    assert not bad(db, statements)


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("SELECT * FROM fact WHERE value LIKE '%x%'", {"fact"}),
        ("SELECT count(*) FROM mention m", {"mention"}),
        ("SELECT * FROM entity AS e JOIN fact f ON f.subject = e.id WHERE e.id = 3", {"fact"}),
        ("SELECT * FROM fact WHERE id = 3", set()),
        ("SELECT * FROM involves WHERE entity = 3 ORDER BY day DESC", set()),
    ],
)
def test_a_scan_is_found_under_every_name(store: Store, sql: str, tables: set[str]) -> None:
    assert scans(store.shelf().db, sql) == tables
