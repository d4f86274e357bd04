"""Examining: a store's file looked at from outside, for reading only; a doctor changes nothing."""

import contextlib
import sqlite3
from pathlib import Path

from data.dates import Value
from data.store import soundness
from data.store.store import told_plainly

SQLITE = sqlite3.sqlite_version
"""The version of SQLite that Python was built with."""


class Examined(Value):
    """What a whole reading of the file found."""

    problem: str
    """What is damaged, '' when nothing is; then the counts below hold."""
    articles: int = 0
    facts: int = 0
    feeds: int = 0


def examine(path: Path) -> Examined:
    """Read the whole file. Raises BadStore when it cannot be read or is no database."""
    with told_plainly(path), contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        if problem := soundness.whole(db):
            return Examined(problem=problem)
        counts = {
            table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("article", "fact", "feed")
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        }
        return Examined(
            problem="",
            articles=counts.get("article", 0),
            facts=counts.get("fact", 0),
            feeds=counts.get("feed", 0),
        )
