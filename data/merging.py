"""Merging: entities made one, taken apart, renamed and called otherwise, each row kept for its undoing."""

from collections.abc import Collection
from typing import Any

from data.dates import Value
from data.store import changes, entities, undoing
from data.store.changes import Change, Edit
from data.store.shelf import Connection, Shelf, many
from data.values import EntityKind

PARTS = ("subject", "object", "speaker")


class Moves(Value):
    """How much would move from one entity to another."""

    facts: int
    mentions: int
    names: int
    shared: int = 0
    """Names that both bear."""
    together: int = 0
    """Facts that name both."""


def moves(shelf: Shelf, a: int, b: int) -> Moves:
    """What a merge of `a` into `b` would move, as far as this shelf shows."""
    row = shelf.row(
        """SELECT (SELECT count(DISTINCT fact) FROM involves JOIN fact ON fact.id = involves.fact
                   WHERE involves.entity = :a AND fact.tlp <= :ceiling),
                  (SELECT count(*) FROM mention WHERE entity = :a),
                  (SELECT count(*) FROM alias WHERE entity = :a),
                  (SELECT count(*) FROM alias own JOIN alias other
                   ON other.entity = :b AND other.text = own.text AND other.sort = own.sort
                   WHERE own.entity = :a),
                  (SELECT count(DISTINCT own.fact) FROM involves own
                   JOIN involves other ON other.fact = own.fact AND other.entity = :b
                   WHERE own.entity = :a)""",
        a=a, b=b,
    )  # fmt: skip
    return Moves(facts=row[0], mentions=row[1], names=row[2], shared=row[3], together=row[4])


def merge(edit: Edit, a: int, b: int) -> None:
    """Make entity `a` a part of `b`: all that is known of it moves; its own id stays, pointing there."""
    _move(edit, a, b, None)
    _move_names(edit, a, b, None)
    _move_doubts(edit, a, b)
    for (number,) in edit.db.execute(
        "SELECT id FROM entity WHERE merged_into = ? AND id <> ?", (a, a)
    ).fetchall():
        edit.update("entity", {"id": number}, {"merged_into": b})
    short = edit.db.execute("SELECT short FROM entity WHERE id = ?", (a,)).fetchone()[0]
    held = edit.db.execute("SELECT short FROM entity WHERE id = ?", (b,)).fetchone()[0]
    if short and not held:
        edit.update("entity", {"id": b}, {"short": short})
    edit.update("entity", {"id": a}, {"merged_into": b})
    edit.concerns("entity", a)
    edit.concerns("entity", b)


def _move(edit: Edit, a: int, b: int, articles: Collection[int] | None) -> None:
    """Let facts and mentions of `a` (all, or those of some articles) be of `b`."""
    of = many(articles or ())
    numbers = _column(
        edit.db,
        """SELECT DISTINCT fact FROM involves JOIN fact ON fact.id = involves.fact WHERE involves.entity = ?
           AND (? IS NULL OR fact.article IN (SELECT value FROM json_each(?))) ORDER BY fact""",
        (a, articles and 1, of),
    )
    for number in numbers:
        _move_fact(edit, number, a, b)
    mentioned = _column(
        edit.db,
        """SELECT mention.id FROM mention JOIN passage ON passage.id = mention.passage
           WHERE mention.entity = ?
           AND (? IS NULL OR passage.article IN (SELECT value FROM json_each(?))) ORDER BY mention.id""",
        (a, articles and 1, of),
    )
    for number in mentioned:
        edit.update("mention", {"id": number}, {"entity": b})


def _move_fact(edit: Edit, fact: int, a: int, b: int) -> None:
    row = edit.db.execute("SELECT subject, object, speaker FROM fact WHERE id = ?", (fact,)).fetchone()
    edit.update("fact", {"id": fact}, {part: b for part in PARTS if row[part] == a})
    rows = edit.db.execute("SELECT * FROM involves WHERE fact = ?", (fact,)).fetchall()
    held = {(row["day"], row["part"]) for row in rows if row["entity"] == b}
    for one in rows:
        if one["entity"] == a and (one["day"], one["part"]) not in held:
            key = {"entity": a, "day": one["day"], "fact": fact, "part": one["part"]}
            edit.update("involves", key, {"entity": b})
    edit.concerns("fact", fact)


def _move_names(edit: Edit, a: int, b: int, articles: Collection[int] | None) -> None:
    """Let the names of `a` lead to `b`; one that both bear stays where it is, out of reach."""
    rows = edit.db.execute(
        """SELECT id FROM alias own WHERE entity = ?
           AND (? IS NULL OR article IN (SELECT value FROM json_each(?)))
           AND NOT EXISTS (SELECT 1 FROM alias other WHERE other.entity = ? AND other.text = own.text
               AND other.sort = own.sort) ORDER BY id""",
        (a, articles and 1, many(articles or ()), b),
    ).fetchall()
    for (number,) in rows:
        edit.update("alias", {"id": number}, {"entity": b})


def _move_doubts(edit: Edit, a: int, b: int) -> None:
    rows = edit.db.execute("SELECT * FROM doubt WHERE entity = ? OR perhaps = ?", (a, a)).fetchall()
    for row in rows:
        if {row["entity"], row["perhaps"]} == {a, b}:
            edit.update("doubt", {"id": row["id"]}, {"state": "merged"})
        else:
            side = "entity" if row["entity"] == a else "perhaps"
            edit.update("doubt", {"id": row["id"]}, {side: b})


def _column(db: Connection, sql: str, values: tuple[Any, ...]) -> list[int]:
    return [row[0] for row in db.execute(sql, values).fetchall()]


def apart(edit: Edit, a: int, b: int) -> None:
    """Decide that two entities are not the same, however alike they look."""
    for row in edit.db.execute(
        """SELECT id FROM doubt WHERE state = 'open'
           AND ((entity = ?1 AND perhaps = ?2) OR (entity = ?2 AND perhaps = ?1))""",
        (a, b),
    ).fetchall():
        edit.update("doubt", {"id": row[0]}, {"state": "apart"})
    edit.concerns("entity", a)
    edit.concerns("entity", b)


def merged_into(shelf: Shelf, number: int) -> list[tuple[int, str]]:
    """The entities that were merged into this one, as (id, name)."""
    rows = shelf.rows(
        "SELECT id, name FROM entity WHERE merged_into = :id AND id <> :id ORDER BY id", id=number
    )
    return [(row[0], row[1]) for row in rows]


def unmerge(edit: Edit, a: int) -> bool:
    """Take a merged entity out again: what moved with it and was not moved since goes back. False when
    no merge of it is in the log."""
    done = _merge_of(edit.db, a)
    if done is None:
        return False
    for row in reversed(done.rows):
        now = undoing.held(edit.db, row)
        if row.before is not None and row.after is not None and now == row.after:
            edit.update(row.table, row.key, row.before)
    for sort, number in changes.concerned(edit.db, done.id):
        edit.concerns(sort, number)
    return True


def _merge_of(db: Connection, a: int) -> Change | None:
    """The merge that is in force of an entity."""
    rows = db.execute(
        """SELECT change.id FROM change JOIN change_of ON change_of.change = change.id
           WHERE sort = 'entity' AND number = ? AND what = 'merge' AND undone_by IS NULL ORDER BY id DESC""",
        (a,),
    ).fetchall()
    for (number,) in rows:
        done = changes.get(db, number)
        if done and any(
            r.table == "entity" and r.key == {"id": a} and "merged_into" in (r.after or {}) for r in done.rows
        ):
            return done
    return None


def split(edit: Edit, number: int, articles: Collection[int], name: str) -> int:
    """Make a new entity of what these articles say of one that was wrongly taken for the same."""
    row = edit.db.execute("SELECT kind FROM entity WHERE id = ?", (number,)).fetchone()
    made = entities.keep(edit.db, row[0], name, edit.deed.at)
    edit.inserted("entity", {"id": made})
    edit.call(made, name, "name")
    _move(edit, number, made, articles)
    edit.concerns("entity", number)
    edit.concerns("entity", made)
    return made


def rename(edit: Edit, number: int, name: str) -> None:
    """Give an entity another canonical name; its former one stays among its names."""
    edit.call(number, name, "name")
    edit.update("entity", {"id": number}, {"name": name})
    edit.concerns("entity", number)


def rekind(edit: Edit, number: int, kind: EntityKind) -> None:
    """Say that an entity is of another kind."""
    edit.update("entity", {"id": number}, {"kind": kind})
    edit.concerns("entity", number)


def call(edit: Edit, number: int, name: str) -> None:
    """Add a name of an entity, in whatever script."""
    edit.call(number, name, sort_of(name))
    edit.concerns("entity", number)


def sort_of(name: str) -> str:
    """What sort of name it is: an acronym, another script, or a spelling."""
    letters = [c for c in name if c.isalpha()]
    if any(ord(c) > 0x24F for c in letters):
        return "script"
    capitals = sum(c.isupper() for c in letters)
    return "acronym" if " " not in name and capitals * 2 > len(letters) > 1 else "spelling"
