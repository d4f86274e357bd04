"""Postings: what is filed is read back, what is taken out is gone, across segments and connections."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.matching.postings import Postings, create_tables


@pytest.fixture
def postings() -> Iterator[Postings]:
    db = sqlite3.connect(":memory:", isolation_level=None)
    create_tables(db)
    yield Postings(db)
    db.close()


def read(postings: Postings, feature: int) -> list[int]:
    postings.refresh()
    return [int(id) for id in postings.ids(feature)]


def test_ids_of_several_segments_come_back_whole_and_in_order(postings: Postings) -> None:
    ids = [1, 10, 256, 65_535, 65_536, 131_072, 9_999_999]
    for id in ids:
        postings.add(id, [7])
    assert read(postings, 7) == ids
    assert postings.counts([7, 8]) == {7: len(ids), 8: 0}


def test_taking_out_the_last_id_leaves_no_row(postings: Postings) -> None:
    postings.add(3, [7, 8])
    postings.discard(3, [7, 8])
    assert read(postings, 7) == []
    assert postings.counts([7]) == {7: 0}
    assert postings.db.execute("SELECT count(*) FROM gram").fetchone() == (0,)


def test_taking_out_what_is_not_filed_changes_nothing(postings: Postings) -> None:
    postings.add(3, [7])
    postings.discard(4, [7, 9])
    assert read(postings, 7) == [3]
    assert postings.counts([7]) == {7: 1}


def test_many_at_once_are_filed_as_one_by_one(postings: Postings) -> None:
    postings.add(5, [7])
    postings.add_segment(np.array([7, 8, 7, 8], np.uint32), np.array([6, 6, 9, 9], np.uint32))
    assert read(postings, 7) == [5, 6, 9]
    assert read(postings, 8) == [6, 9]
    assert postings.counts([7, 8]) == {7: 3, 8: 2}


@given(
    steps=st.lists(
        st.tuples(st.booleans(), st.integers(0, 200_000), st.sets(st.integers(0, 20), min_size=1)),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_order_of_filing_and_taking_out_ends_as_a_dictionary_would(
    steps: list[tuple[bool, int, set[int]]],
) -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    create_tables(db)
    postings, held = Postings(db), dict[int, set[int]]()
    for adds, id, features in steps:
        if adds and id not in held:
            postings.add(id, sorted(features))
            held[id] = features
        elif not adds and held:
            gone = sorted(held)[id % len(held)]
            postings.discard(gone, sorted(held.pop(gone)))
    for feature in range(21):
        assert sorted(read(postings, feature)) == sorted(
            id for id, features in held.items() if feature in features
        )
        assert postings.counts([feature])[feature] == len(read(postings, feature))
    db.close()


def test_only_a_change_of_the_names_makes_one_forget(tmp_path: Path) -> None:
    writer = sqlite3.connect(tmp_path / "names.db", isolation_level=None)
    create_tables(writer)
    writer.execute("CREATE TABLE other (id INTEGER)")
    reader = Postings(sqlite3.connect(tmp_path / "names.db", isolation_level=None))
    assert reader.refresh()
    writer.execute("INSERT INTO other VALUES (1)")
    assert not reader.refresh()
    for change in (Postings(writer).add, Postings(writer).discard):
        change(3, [7])
        assert reader.refresh()
        assert not reader.refresh()
    reader.db.close()
    writer.close()


def test_what_was_read_inside_a_transaction_is_forgotten_at_its_end(postings: Postings) -> None:
    for end, kept in (("ROLLBACK", []), ("COMMIT", [3])):
        postings.db.execute("BEGIN")
        postings.add(3, [7])
        assert read(postings, 7) == [3]
        postings.db.execute(end)
        assert read(postings, 7) == kept
