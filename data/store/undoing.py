"""Undoing: a change of the log taken back exactly, unless what it wrote was changed since."""

from data.store.changes import (
    Change,
    Deed,
    Edit,
    Row,
    Stale,
    Touched,
    change,
    concerned,
    end,
    get,
    row_of,
    with_key,
)
from data.store.shelf import Connection

KEPT = ("fact", "involves")
"""Tables whose rows are never deleted: undoing an insertion withdraws the fact instead."""


def undo(db: Connection, deed: Deed, number: int) -> Change:
    """Undo a change exactly, as a change of its own. Raises Stale when what it wrote was changed since."""
    made = with_key(db, deed.key)
    if made is not None:
        return made
    done = get(db, number)
    if done is None:
        raise LookupError(f"there is no change {number}")
    made = change(db, deed, lambda edit: _unwind(edit, done), undoes=number)
    db.execute("UPDATE change SET undone_by = ? WHERE id = ?", (made.id, number))
    if done.undoes is not None:
        db.execute("UPDATE change SET undone_by = NULL WHERE id = ?", (done.undoes,))
    return made


def _unwind(edit: Edit, done: Change) -> None:
    for row in reversed(done.rows):
        _unwind_row(edit, done, row)
    edit.about |= {(sort, number) for sort, number in concerned(edit.db, done.id)}


def _unwind_row(edit: Edit, done: Change, row: Touched) -> None:
    """Give a row what it held before, provided that it still holds what the change gave it."""
    held = row_of(edit.db, row.table, row.key)
    if row.after is not None and not _holds(held, row):
        raise Stale("", _later(edit.db, done))
    if row.before is None:
        _take_back(edit, row)
    elif row.table == "alias" and row.after is None:
        edit.call(row.key["entity"], row.key["text"], row.key["sort"])
    elif row.after is None:
        edit.insert(row.table, row.before, tuple(row.key))
    else:
        edit.update(row.table, row.key, row.before)


def _holds(held: Row | None, row: Touched) -> bool:
    """Whether a row still holds what a change gave it; of a fact that was entered: whether it still holds."""
    if held is None or row.after is None:
        return False
    if row.before is None:
        keys = ("state",) if row.table == "fact" else ("merged_into",) if row.table == "entity" else ()
        return all(held[key] == row.after[key] for key in keys)
    return all(held[name] == value for name, value in row.after.items())


def _take_back(edit: Edit, row: Touched) -> None:
    """Undo an insertion: a fact is withdrawn, a name taken out of the index, an entity retired."""
    if row.table == "fact":
        end(edit, int(row.key["id"]), "withdrawn")
    elif row.table == "alias":
        edit.uncall(row.key["entity"], row.key["text"], row.key["sort"])
    elif row.table == "entity":
        edit.update("entity", row.key, {"merged_into": row.key["id"]})
    elif row.table not in KEPT:
        edit.delete(row.table, row.key)


def held(db: Connection, row: Touched) -> Row | None:
    """What the columns that a change touched hold now, None when the row is not there."""
    now = row_of(db, row.table, row.key)
    return {name: now[name] for name in row.after or {}} if now is not None else None


def _later(db: Connection, done: Change) -> Change | None:
    """The last change after this one to anything that it is about."""
    row = db.execute(
        """SELECT max(other.change) FROM change_of own
           JOIN change_of other ON other.sort = own.sort AND other.number = own.number
           WHERE own.change = ? AND other.change > ?""",
        (done.id, done.id),
    ).fetchone()
    return get(db, row[0]) if row[0] else None
