"""The change log: every write of people, with who, when and why, the rows before and after, and its undo."""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from data.dates import Value
from data.errors import BriefingError
from data.matching import NameIndex
from data.store.shelf import Connection

Row = dict[str, Any]


Sort = Literal["fact", "entity", "article", "publisher", "person", "review"]


class Deed(Value):
    """Who changes what, when and why, under a key that makes the same request twice one change."""

    key: str
    what: str
    who: int
    name: str = ""
    """As they called themselves then."""
    at: str
    """UTC, ISO 8601."""
    why: str = ""
    detail: Mapping[str, str] = {}
    """What the sentence that tells of it names: 'fact', 'line', 'name', 'other' ..."""


class Touched(Value):
    """One row that a change touched: what its columns held before and after (None: there was no row)."""

    table: str
    key: Row
    before: Row | None
    after: Row | None


class Change(Deed):
    """A change as the log holds it."""

    id: int
    rows: tuple[Touched, ...]
    undoes: int | None = None
    undone_by: int | None = None

    def facts(self) -> list[int]:
        """The numbers of the facts that it made, in order."""
        return [int(row.key["id"]) for row in self.rows if row.table == "fact" and row.before is None]


class Stale(BriefingError):
    """Somebody changed it since; `since` is the later change."""

    def __init__(self, text: str, since: Change | None = None) -> None:
        super().__init__(text)
        self.since = since


class Edit:
    """The rows that one change writes; every write of it goes through here, so that it can be undone."""

    def __init__(self, db: Connection, deed: Deed) -> None:
        self.db = db
        self.deed = deed
        self.rows: list[Touched] = []
        self.about: set[tuple[Sort, int]] = set()
        self.names = NameIndex(db)

    def insert(self, table: str, values: Row, key: Sequence[str] = ("id",)) -> int:
        """Insert a row; returns its rowid."""
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        cursor = self.db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", [*values.values()])
        number = int(cursor.lastrowid or 0)
        self.inserted(table, {name: values.get(name, number) for name in key})
        return number

    def inserted(self, table: str, key: Row) -> None:
        """Note a row that was just inserted by another function of the store."""
        self.rows.append(Touched(table=table, key=key, before=None, after=row_of(self.db, table, key)))

    def update(self, table: str, key: Row, values: Row) -> bool:
        """Change columns of one row; False when nothing of it differs."""
        held = row_of(self.db, table, key) or {}
        new = {name: value for name, value in values.items() if held.get(name) != value}
        if not held or not new:
            return False
        self._write(table, key, new)
        if table == "entity" and "kind" in new:
            self.names.recount()
        old = {name: held[name] for name in new}
        if table == "fact" and old.get("ended_at") and "ended_at" in new and new["ended_at"] is None:
            lapse(self.db, key["id"], old["ended_at"], self.deed.at)
        self.rows.append(Touched(table=table, key={**key, **_of(new, key)}, before=old, after=new))
        return True

    def delete(self, table: str, key: Row) -> None:
        """Take a row out; what it held is kept in the change."""
        held = row_of(self.db, table, key)
        if held is None:
            return
        where, values = _where(key)
        self.db.execute(f"DELETE FROM {table} WHERE {where}", values)
        self.rows.append(Touched(table=table, key=key, before=held, after=None))

    @contextlib.contextmanager
    def watching(self, scope: Sequence[tuple[str, str, int]]) -> Iterator[None]:
        """Note what other functions of the store write inside: rows of (table, column, its value)."""
        before = [_rows_of(self.db, *one) for one in scope]
        yield
        for (table, column, value), held in zip(scope, before, strict=True):
            now = _rows_of(self.db, table, column, value)
            for key in dict.fromkeys((*held, *now)):
                self._compared(table, dict(key), held.get(key), now.get(key))

    def _compared(self, table: str, key: Row, before: Row | None, after: Row | None) -> None:
        if before is not None and after is not None:
            new = {name: value for name, value in after.items() if before[name] != value}
            before, after = {name: before[name] for name in new}, new
        if before != after:
            self.rows.append(Touched(table=table, key=key, before=before, after=after))
            if table == "fact":
                self.concerns("fact", int(key["id"]))

    def call(self, entity: int, text: str, sort: str) -> None:
        """Add a name of an entity, findable in the same transaction."""
        key = {"entity": entity, "text": text, "sort": sort}
        if row_of(self.db, "alias", key) is None:
            self.names.add(entity, text, sort)
            if row_of(self.db, "alias", key) is not None:
                self.inserted("alias", key)

    def uncall(self, entity: int, text: str, sort: str) -> None:
        """Take a name of an entity away, in step with the index of names."""
        key = {"entity": entity, "text": text, "sort": sort}
        held = row_of(self.db, "alias", key)
        if held is not None:
            self.names.discard(entity, text, sort)
            self.rows.append(Touched(table="alias", key=key, before=held, after=None))

    def concerns(self, sort: Sort, number: int) -> None:
        """Note what the change is about, for its history."""
        self.about.add((sort, number))

    def _write(self, table: str, key: Row, values: Row) -> None:
        where, held = _where(key)
        columns = ", ".join(f'"{name}" = ?' for name in values)
        self.db.execute(f"UPDATE {table} SET {columns} WHERE {where}", [*values.values(), *held])


def lapse(db: Connection, fact: int, since: str, until: str) -> None:
    """Keep the time in which a fact did not hold though it does now, for answers as of then."""
    db.execute(
        """INSERT INTO lapse (fact, since, until) VALUES (?, ?, ?)
           ON CONFLICT (fact, since) DO UPDATE SET until = max(until, excluded.until)""",
        (fact, since, max(since, until)),
    )


def _rows_of(db: Connection, table: str, column: str, value: int) -> dict[tuple[tuple[str, Any], ...], Row]:
    """The rows of a table with a value in a column, by their primary key."""
    keys = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[5]]
    rows = [dict(row) for row in db.execute(f'SELECT * FROM {table} WHERE "{column}" = ?', (value,))]
    return {tuple((name, row[name]) for name in keys): row for row in rows}


def _of(values: Mapping[str, Any], key: Mapping[str, Any]) -> Row:
    """What of a key the new values change: a row is found again by what it holds now."""
    return {name: values[name] for name in key if name in values}


def _where(key: Row) -> tuple[str, list[Any]]:
    return " AND ".join(f'"{name}" IS ?' for name in key), [*key.values()]


def row_of(db: Connection, table: str, key: Row) -> Row | None:
    """A row as it is now, by the columns of its key; None when it is not there."""
    where, values = _where(key)
    row = db.execute(f"SELECT * FROM {table} WHERE {where}", values).fetchone()
    return dict(row) if row else None


def change(db: Connection, deed: Deed, work: Callable[[Edit], None], undoes: int | None = None) -> Change:
    """Do `work` and log it, in the caller's transaction; the change of this key when it was made before."""
    made = with_key(db, deed.key)
    if made is not None:
        return made
    edit = Edit(db, deed)
    work(edit)
    number = _log(edit, undoes)
    made = with_key(db, deed.key)
    if made is None:
        raise LookupError(f"change {number} was not kept")
    return made


def _log(edit: Edit, undoes: int | None) -> int:
    deed = edit.deed
    before = [[row.table, row.key, row.before] for row in edit.rows]
    after = [row.after for row in edit.rows]
    cursor = edit.db.execute(
        """INSERT INTO change (key, what, who, name, at, why, detail, before, after, undoes)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (deed.key, deed.what, deed.who, deed.name, deed.at, deed.why,
         json.dumps(dict(deed.detail), ensure_ascii=False),
         json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False), undoes),
    )  # fmt: skip
    number = int(cursor.lastrowid or 0)
    edit.db.executemany(
        "INSERT INTO change_of (sort, number, change) VALUES (?, ?, ?)",
        [(sort, about, number) for sort, about in sorted(edit.about)],
    )
    return number


def end(edit: Edit, fact: int, state: str) -> None:
    """End a fact: from now on it is superseded or withdrawn, by whom and why as the change says.

    It ends no earlier than it was recorded, whatever the clock shows by now.
    """
    deed = edit.deed
    edit.update(
        "fact", {"id": fact},
        {"state": state, "ended_at": not_before(edit.db, fact, deed.at), "ended_by": deed.who,
         "ended_why": deed.why},
    )  # fmt: skip
    edit.concerns("fact", fact)


def not_before(db: Connection, fact: int, at: str) -> str:
    """A moment, or when a fact was recorded if that is later: clocks differ, and are put back."""
    return max(at, str(db.execute("SELECT recorded_at FROM fact WHERE id = ?", (fact,)).fetchone()[0]))


def revive(edit: Edit, fact: int) -> None:
    """Let a fact that had ended hold again; the time in which it did not is kept as a lapse."""
    edit.update(
        "fact", {"id": fact}, {"state": "current", "ended_at": None, "ended_by": None, "ended_why": ""}
    )
    edit.concerns("fact", fact)


def with_key(db: Connection, key: str) -> Change | None:
    """The change that was made under a key, or None."""
    row = db.execute("SELECT * FROM change WHERE key = ?", (key,)).fetchone()
    return change_of(row) if row else None


def get(db: Connection, number: int) -> Change | None:
    """The change of this number, or None."""
    row = db.execute("SELECT * FROM change WHERE id = ?", (number,)).fetchone()
    return change_of(row) if row else None


def concerned(db: Connection, number: int) -> list[tuple[Sort, int]]:
    """What a change is about, as (sort, number)."""
    rows = db.execute("SELECT sort, number FROM change_of WHERE change = ?", (number,)).fetchall()
    return [(row[0], row[1]) for row in rows]


def last_of(db: Connection, sort: Sort, numbers: Iterable[int]) -> int:
    """The number of the last change to any of these, 0 when there is none: what a draft is made from."""
    found = [
        db.execute(
            "SELECT coalesce(max(change), 0) FROM change_of WHERE sort = ? AND number = ?", (sort, number)
        ).fetchone()[0]
        for number in numbers
    ]
    return max(found, default=0)


def change_of(row: Any) -> Change:
    """A change from its row."""
    after = json.loads(row["after"])
    rows = [
        Touched(table=table, key=key, before=before, after=new)
        for (table, key, before), new in zip(json.loads(row["before"]), after, strict=True)
    ]
    return Change(
        id=row["id"], key=row["key"], what=row["what"], who=row["who"], name=row["name"], at=row["at"],
        why=row["why"], detail=json.loads(row["detail"]), rows=tuple(rows),
        undoes=row["undoes"], undone_by=row["undone_by"],
    )  # fmt: skip
