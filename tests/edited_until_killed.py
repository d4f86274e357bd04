"""A program that edits a store until it is killed: each line it prints is a change it acknowledges."""

import sys
from pathlib import Path

from data import editing, merging
from data.dates import DateSpan
from data.entering import Entry, Party
from data.store import changes
from data.store.changes import Deed, Edit
from data.store.store import Store
from data.values import Fact, FactKind

AT = "2026-03-02T09:00:00+00:00"


def added(edit: Edit, number: int) -> None:
    """A fact about a new name: a row in each of the tables and indexes that an edit writes."""
    one = Party(kind="person", name=f"Person Number{number}")
    fact = Fact(kind=FactKind.STATEMENT, subject=one.name, subject_kind="person", predicate="said", value=f"word{number}",
                when=DateSpan(edtf="2025", precision="year"), start=0, end=1)  # fmt: skip
    editing.add(
        edit, [Entry(fact=fact, parties=(one,), evidence=f"sentence{number}", source="own knowledge of us")]
    )


def work(edit: Edit, number: int) -> None:
    """Add; every third time withdraw the last fact as well, every fifth time call its subject otherwise."""
    added(edit, number)
    last = edit.db.execute("SELECT max(id), subject FROM fact").fetchone()
    if number % 3 == 0:
        editing.withdraw(edit, last[0])
    if number % 5 == 0:
        merging.call(edit, last[1], f"Other{number}")


def main() -> None:
    """Make the changes from the number given on, one transaction each, and acknowledge each."""
    store = Store(Path(sys.argv[1]))
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        deed = Deed(key=f"edit {number}", what="add", who=7, at=AT, why="because")
        with store.writing() as db:
            changes.change(db, deed, lambda edit, number=number: work(edit, number))  # type: ignore[misc]
        print(number, flush=True)


if __name__ == "__main__":
    main()
