"""Folding anew: a store whose names were folded by an earlier version is searched as a new one."""

import sqlite3
from pathlib import Path

from data.matching import NameIndex, refold
from data.matching.fold import fold
from data.matching.keys import feature_numbers
from data.matching.postings import Postings, create_tables


def earlier(path: Path) -> sqlite3.Connection:
    """A file in which 'Brigade 44th' is filed as an earlier version folded it, another as it still is."""
    db = sqlite3.connect(path, isolation_level=None)
    create_tables(db)
    for id, text, norm in ((1, "Brigade 44th", "brigade 44th"), (2, "Harbour Police", "harbor police")):
        db.execute("INSERT INTO alias (id, entity, text, norm) VALUES (?, ?, ?, ?)", (id, id, text, norm))
        Postings(db).add(id, feature_numbers(tuple(norm.split())))
    return db


def test_only_what_is_folded_otherwise_is_filed_anew(tmp_path: Path) -> None:
    db = earlier(tmp_path / "names.db")
    assert refold(db) == 1
    assert refold(db) == 0
    assert db.execute("SELECT norm FROM alias ORDER BY id").fetchall() == [
        (" ".join(fold("Brigade 44th")),),
        (" ".join(fold("Harbour Police")),),
    ]
    db.close()


def test_what_was_filed_anew_is_found_and_can_be_taken_out(tmp_path: Path) -> None:
    db = earlier(tmp_path / "names.db")
    refold(db)
    index = NameIndex(db)
    assert [match.entity_id for match in index.search("brigade 44")] == [1]
    index.discard(1, "Brigade 44th")
    index.discard(2, "Harbour Police")
    assert db.execute("SELECT count(*) FROM gram").fetchone() == (0,)
    db.close()
