"""The change log under random edits: history complete, undo exact, no orphan, the indexes in step.

BRIEFING_LONG=1 makes it 10,000 operations.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from data import editing, grading, merging
from data.dates import DateSpan
from data.entering import Entry, Party
from data.ingest import gather, ingest_files
from data.matching import NameIndex
from data.store import changes, trail, undoing
from data.store.changes import Change, Deed, Edit, Stale
from data.store.store import Store
from data.values import Fact, FactKind
from tests.conftest import SAMPLE
from tests.conversation import NOW

LONG = bool(os.environ.get("BRIEFING_LONG"))
EXAMPLES, STEPS = (200, 50) if LONG else (8, 20)
KNOWN = (
    "publisher",
    "article",
    "passage",
    "entity",
    "alias",
    "mention",
    "fact",
    "involves",
    "conflict",
    "doubt",
    "person",
    "review",
)
"""Tables that people change."""
NAMES = ("Zorbrek Ulmani", "Igor Tamsin", "OSBB", "محسن", "Quendale", "Ana-María Íñigo")
State = dict[str, list[dict[str, Any]]]


def dump(store: Store) -> State:
    """All rows of what people change, and the tallies over them."""
    db = store.shelf().db
    return {
        table: [dict(row) for row in db.execute(f"SELECT * FROM {table}")]
        for table in (*KNOWN, "entity_tally", "article_tally")
    }


def dead(table: str, row: dict[str, Any], state: State) -> bool:
    """What is left of an addition that was undone: a withdrawn fact, whom it involved, a retired name."""
    if table == "fact":
        return bool(row["state"] == "withdrawn")
    if table == "involves":
        return any(f["id"] == row["fact"] and f["state"] == "withdrawn" for f in state["fact"])
    return table == "entity" and row["merged_into"] == row["id"]


def same_but_for_the_dead(before: State, after: State) -> None:
    """Every row of before is there as it was; what is more is dead."""
    for table, rows in before.items():
        if table.endswith("_tally"):
            counted = [
                [r for r in side[table] if r.get("entities", r.get("articles"))] for side in (before, after)
            ]
            assert counted[0] == counted[1], table
            continue
        old = {json.dumps(row, sort_keys=True) for row in rows}
        new = {json.dumps(row, sort_keys=True): row for row in after[table]}
        assert old <= new.keys(), (table, [one for one in old if one not in new][:3])
        assert all(dead(table, row, after) for key, row in new.items() if key not in old), table


def replayed(start: State, log: list[Change]) -> State:
    """The rows that the log alone leads to, from those before it."""
    state = {table: [dict(row) for row in start[table]] for table in KNOWN}
    for change in log:
        for row in change.rows:
            rows = state[row.table]
            if row.before is None:
                rows.append(dict(row.after or {}))
                continue
            key = {**row.key, **{name: row.before[name] for name in row.key if name in row.before}}
            at = next(n for n, one in enumerate(rows) if all(one[k] == v for k, v in key.items()))
            if row.after is None:
                rows.pop(at)
            else:
                assert all(rows[at][name] == value for name, value in row.before.items())
                rows[at].update(row.after)
    return state


def entry(name: int, other: int | None, words: str, year: int) -> Entry:
    """A fact about an entity (or about a new one), as somebody enters it."""
    subject = Party(kind="organisation", name=NAMES[name % len(NAMES)], id=other)
    fact = Fact(kind=FactKind.STATEMENT, subject=subject.name, subject_kind=subject.kind, predicate="said", value=words,
                when=DateSpan(edtf=str(year), precision="year"), start=0, end=1)  # fmt: skip
    return Entry(
        fact=fact, parties=(subject,), evidence=f"{subject.name} said {words}", source="own knowledge of us"
    )


class Editing(RuleBasedStateMachine):
    """Random edits of a small store."""

    base: Path | None = None

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        if Editing.base is None:
            Editing.base = Path(tempfile.mkdtemp()) / "base.db"
            store = Store(Editing.base)
            list(
                ingest_files(
                    store, gather([SAMPLE / "020.txt", SAMPLE / "104.txt"]), lambda: None, lambda: NOW
                )
            )
            store.close()
        path = Path(self.folder.name) / "store.db"
        shutil.copy(Editing.base, path)
        self.store = Store(path)
        self.before = dump(self.store)
        self.made: list[Change] = []
        self.clock = 0

    def deed(self, what: str) -> Deed:
        self.clock += 1
        moment = (
            f"2026-03-02T{9 + self.clock // 3600:02}:{self.clock // 60 % 60:02}:{self.clock % 60:02}+00:00"
        )
        return Deed(key=f"key {self.clock}", what=what, who=7, name="Anna", at=moment, why="a reason")

    def ids(self, sql: str) -> list[int]:
        return [row[0] for row in self.store.shelf().rows(sql)]

    def entity(self, pick: int) -> int:
        ids = self.ids("SELECT id FROM entity WHERE merged_into IS NULL ORDER BY id")
        return ids[pick % len(ids)]

    def do(self, what: str, work: Callable[[Edit], object], undo: bool) -> None:
        """Do a change; twice under one key it is one; undone it leaves what was; done again it is the same."""
        before, deed = dump(self.store), self.deed(what)
        with self.store.writing() as db:
            made = changes.change(db, deed, lambda edit: work(edit) and None)
        after = dump(self.store)
        with self.store.writing() as db:
            assert changes.change(db, deed, lambda edit: work(edit) and None) == made
        assert dump(self.store) == after
        self.made.append(made)
        if undo:
            self.undo(made)
            same_but_for_the_dead(before, dump(self.store))
            self.undo(self.made[-1])
            same_but_for_the_dead(after, dump(self.store))

    def undo(self, change: Change) -> None:
        with self.store.writing() as db:
            self.made.append(undoing.undo(db, self.deed("undo"), change.id))

    @rule(
        name=st.integers(0, 5),
        known=st.booleans(),
        pick=st.integers(0, 99),
        words=st.text(min_size=1, max_size=20),
        undo=st.booleans(),
    )
    def add(self, name: int, known: bool, pick: int, words: str, undo: bool) -> None:
        one = entry(name, self.entity(pick) if known else None, words, 2000 + pick % 26)
        self.do("add", lambda edit: editing.add(edit, [one]), undo)

    @rule(pick=st.integers(0, 99), words=st.text(min_size=1, max_size=20), undo=st.booleans())
    def correct(self, pick: int, words: str, undo: bool) -> None:
        living = self.ids("SELECT id FROM fact WHERE ended_at IS NULL ORDER BY id")
        if living:
            one = entry(0, self.entity(pick), words, 2001)
            self.do("edit", lambda edit: editing.correct(edit, living[pick % len(living)], one), undo)

    @rule(pick=st.integers(0, 99), undo=st.booleans())
    def withdraw(self, pick: int, undo: bool) -> None:
        living = self.ids("SELECT id FROM fact WHERE ended_at IS NULL ORDER BY id")
        if living:
            self.do("withdraw", lambda edit: editing.withdraw(edit, living[pick % len(living)]), undo)

    @rule(pick=st.integers(0, 99), undo=st.booleans())
    def restore(self, pick: int, undo: bool) -> None:
        ended = self.ids("SELECT id FROM fact WHERE ended_at IS NOT NULL ORDER BY id")
        if ended:
            self.do("restore", lambda edit: editing.restore(edit, ended[pick % len(ended)]), undo)

    @rule(pick=st.integers(0, 99), name=st.sampled_from(NAMES), undo=st.booleans())
    def alias(self, pick: int, name: str, undo: bool) -> None:
        number = self.entity(pick)
        self.do("alias", lambda edit: merging.call(edit, number, name), undo)

    @rule(pick=st.integers(0, 99), name=st.sampled_from(NAMES), undo=st.booleans())
    def rename(self, pick: int, name: str, undo: bool) -> None:
        number = self.entity(pick)
        self.do("rename", lambda edit: merging.rename(edit, number, name), undo)

    @rule(
        pick=st.integers(0, 99),
        kind=st.sampled_from(["person", "organisation", "project"]),
        undo=st.booleans(),
    )
    def rekind(self, pick: int, kind: Any, undo: bool) -> None:
        number = self.entity(pick)
        self.do("kind", lambda edit: merging.rekind(edit, number, kind), undo)

    @rule(first=st.integers(0, 99), second=st.integers(0, 99), undo=st.booleans())
    def merge(self, first: int, second: int, undo: bool) -> None:
        a, b = self.entity(first), self.entity(second)
        if a != b:
            self.do("merge", lambda edit: merging.merge(edit, a, b), undo)

    @rule(pick=st.integers(0, 99), undo=st.booleans())
    def unmerge(self, pick: int, undo: bool) -> None:
        merged = self.ids(
            "SELECT id FROM entity WHERE merged_into IS NOT NULL AND merged_into <> id ORDER BY id"
        )
        if merged:
            self.do("split", lambda edit: merging.unmerge(edit, merged[pick % len(merged)]), undo)

    @rule(pick=st.integers(0, 99), article=st.integers(1, 2), undo=st.booleans())
    def split(self, pick: int, article: int, undo: bool) -> None:
        number = self.entity(pick)
        self.do("split", lambda edit: merging.split(edit, number, [article], "Another One"), undo)

    @rule(letter=st.sampled_from("ABCDEF"), undo=st.booleans())
    def grade(self, letter: str, undo: bool) -> None:
        self.do("grade", lambda edit: grading.grade(edit, 1, letter), undo)

    @rule(pick=st.integers(0, 99), level=st.integers(0, 3), article=st.booleans(), undo=st.booleans())
    def mark(self, pick: int, level: int, article: bool, undo: bool) -> None:
        numbers = self.ids("SELECT id FROM fact ORDER BY id")
        if article:
            self.do("tlp", lambda edit: grading.mark_article(edit, 1 + pick % 2, level), undo)
        else:
            self.do("tlp", lambda edit: grading.mark_fact(edit, numbers[pick % len(numbers)], level), undo)

    @precondition(lambda self: getattr(self, "made", None))
    @rule(pick=st.integers(0, 99))
    def undo_any(self, pick: int) -> None:
        """An earlier change is undone as well, or nothing at all happens and it is said why."""
        held = changes.get(self.store.shelf().db, self.made[pick % len(self.made)].id)
        assert held is not None
        if held.undone_by is None:
            before = dump(self.store)
            try:
                self.undo(held)
            except Stale:
                assert dump(self.store) == before

    @invariant()
    def sound(self) -> None:
        """Nothing points nowhere, full text and tallies are in step, and ended facts say when they ended."""
        if not hasattr(self, "store"):
            return
        with self.store.writing() as db:
            assert db.execute("PRAGMA foreign_key_check").fetchone() is None
            for index in ("fact_text", "passage_text"):
                db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            assert not db.execute(
                "SELECT 1 FROM fact WHERE (state IN ('current', 'proposed')) <> (ended_at IS NULL)"
            ).fetchone()
            tallied = "SELECT kind, entities FROM entity_tally WHERE entities <> 0 ORDER BY kind"
            counted = (
                "SELECT kind, count(*) FROM entity WHERE merged_into IS NULL GROUP BY kind ORDER BY kind"
            )
            assert [tuple(r) for r in db.execute(tallied)] == [tuple(r) for r in db.execute(counted)]

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        shelf = self.store.shelf()
        log = trail.between(shelf, limit=100_000)[::-1]
        assert [change.id for change in log] == [change.id for change in self.made], (
            "every change is in the log"
        )
        led, held = replayed(self.before, log), dump(self.store)
        for table in KNOWN:
            assert sorted(map(repr, map(_sorted, led[table]))) == sorted(
                map(repr, map(_sorted, held[table]))
            ), table
        _names_in_step(self.store)
        self.store.close()
        self.folder.cleanup()


def _sorted(row: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(row.items())


def _names_in_step(store: Store) -> None:
    """The index of names holds every name under its own number and nothing else."""
    db, other = store.shelf().db, Store()
    with other.writing() as fresh:
        index = NameIndex(fresh)
        for row in db.execute("SELECT id, norm FROM alias"):
            index.refile(row["id"], row["norm"])
    grams = [
        {
            row[0]: sorted(row[1][at : at + 2] for at in range(0, len(row[1]), 2))
            for row in one.execute("SELECT key, ids FROM gram")
        }
        for one in (db, other.shelf().db)
    ]
    assert grams[0] == grams[1]
    other.close()


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
)
