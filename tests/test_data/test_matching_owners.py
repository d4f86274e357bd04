"""Names of the wanted kinds are found among many others, and so they are after the names have changed."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence

import pytest

from data.matching import NameIndex
from data.matching.postings import create_tables
from data.matching.verdict import Sure, verdict

OTHERS = 700
"""More than are looked at in the first two rounds."""


@pytest.fixture
def index() -> Iterator[NameIndex]:
    """Many persons and one place that bear nearly the same name, the place last."""
    db = sqlite3.connect("", isolation_level=None)
    db.execute("CREATE TABLE entity (id INTEGER PRIMARY KEY, kind TEXT NOT NULL)")
    create_tables(db)
    index = NameIndex(db)
    for number in range(1, OTHERS + 1):
        file(index, number, "person", f"Marlowe Vandeel {number}")
    file(index, OTHERS + 1, "place", "Marlowe Vandeel Harbour")
    yield index
    db.close()


def file(index: NameIndex, number: int, kind: str, name: str) -> None:
    """An entity with one name."""
    index.db.execute("INSERT INTO entity VALUES (?, ?)", (number, kind))
    index.add(number, name)


def found(index: NameIndex, kind: str) -> list[int]:
    """The entities of a kind that are found; asked with and without naming the kind, the same."""

    def keep(numbers: Sequence[int]) -> Collection[int]:
        marks = ",".join("?" * len(numbers))
        rows = index.db.execute(f"SELECT id FROM entity WHERE kind = ? AND id IN ({marks})", (kind, *numbers))
        return {row[0] for row in rows}

    with_kind = index.search("marlowe vandeel", 5, keep, [kind])
    assert with_kind == index.search("marlowe vandeel", 5, keep)
    return [match.entity_id for match in with_kind]


def test_a_place_is_found_among_many_persons_of_its_name(index: NameIndex) -> None:
    """Naming the kind changes what is looked at, never what is found."""
    assert found(index, "place") == [OTHERS + 1]


def test_a_name_added_later_is_found(index: NameIndex) -> None:
    """What was added since the kinds were read is read then."""
    assert found(index, "place") == [OTHERS + 1]
    file(index, OTHERS + 2, "place", "Marlowe Vandeel Bay")
    assert set(found(index, "place")) == {OTHERS + 1, OTHERS + 2}


def test_a_number_given_again_is_of_its_new_kind(index: NameIndex) -> None:
    """The last alias taken out and another filed under its number: the kinds are read anew."""
    assert found(index, "event") == []
    index.discard(OTHERS + 1, "Marlowe Vandeel Harbour")
    file(index, OTHERS + 2, "event", "Marlowe Vandeel Forum")
    assert found(index, "event") == [OTHERS + 2]
    assert found(index, "place") == []


def test_inside_a_transaction_nothing_is_kept(index: NameIndex) -> None:
    """What is undone leaves no trace in later searches."""
    assert found(index, "place") == [OTHERS + 1]
    index.db.execute("BEGIN")
    file(index, OTHERS + 2, "place", "Marlowe Vandeel Bay")
    assert isinstance(verdict(index.search("marlowe vandeel bay", 5, None)), Sure)
    index.db.execute("ROLLBACK")
    assert found(index, "place") == [OTHERS + 1]


def test_a_change_of_kind_counts_as_one_of_names(index: NameIndex) -> None:
    assert found(index, "place") == [OTHERS + 1]
    index.db.execute("UPDATE entity SET kind = 'place' WHERE id = 5")
    index.recount()
    assert set(found(index, "place")) == {5, OTHERS + 1}
