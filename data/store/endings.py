"""Endings: facts and names that end because of an article, as rows that can be undone."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from data.dates import Value
from data.matching import NameIndex
from data.store.changes import lapse
from data.store.shelf import Connection, many

Sort = Literal["dropped", "changed", "retracted", "vanished"]


class Name(Value):
    """An alias as it stands in the store."""

    entity: int
    text: str
    sort: str


def live_facts(db: Connection, article: int) -> list[int]:
    """The facts of an article that have not ended, proposed ones too."""
    rows = db.execute("SELECT id FROM fact WHERE article = ? AND ended_at IS NULL ORDER BY id", (article,))
    return [int(row[0]) for row in rows]


def proposed_facts(db: Connection, article: int) -> list[int]:
    """The facts of an article that wait to be accepted."""
    rows = db.execute(
        "SELECT id FROM fact WHERE article = ? AND state = 'proposed' AND ended_at IS NULL ORDER BY id",
        (article,),
    )
    return [int(row[0]) for row in rows]


def end(
    db: Connection, facts: Iterable[int], cause: int, sort: Sort, why: str, who: int | None, now: str
) -> None:
    """End facts because of an article: superseded when they were changed, withdrawn otherwise."""
    numbers = list(facts)
    state = "superseded" if sort == "changed" else "withdrawn"
    for number in numbers:  # what was only proposed has never held, as of whatever day one asks
        row = db.execute(
            "SELECT recorded_at FROM fact WHERE id = ? AND state = 'proposed'", (number,)
        ).fetchone()
        if row:
            lapse(db, number, row[0], now)
    db.executemany(
        """INSERT INTO ending (cause, fact, sort, was, at)
           SELECT ?, id, ?, state, max(?, recorded_at) FROM fact WHERE id = ? AND ended_at IS NULL""",
        [(cause, sort, now, number) for number in numbers],
    )
    db.executemany(
        """UPDATE fact SET state = ?, ended_at = max(?, recorded_at), ended_by = ?, ended_why = ?
           WHERE id = ? AND ended_at IS NULL""",
        [(state, now, who, why, number) for number in numbers],
    )


def reopen(db: Connection, cause: int, sorts: Sequence[Sort], now: str) -> int:
    """Let the facts hold again that ended because of an article, as they were; returns how many.

    One that something else has ended or replaced since stays as it is.
    """
    rows = db.execute(
        """SELECT ending.id, ending.fact, ending.was, fact.ended_at FROM ending
           JOIN fact ON fact.id = ending.fact WHERE cause = ? AND undone_at IS NULL
           AND ending.at = fact.ended_at AND sort IN (SELECT value FROM json_each(?))""",
        (cause, many(sorts)),
    ).fetchall()
    for row in rows:
        lapse(db, row[1], row[3], now)
    db.executemany("UPDATE ending SET undone_at = ? WHERE id = ?", [(now, row[0]) for row in rows])
    db.executemany(
        "UPDATE fact SET state = ?, ended_at = NULL, ended_by = NULL, ended_why = '' WHERE id = ?",
        [(row[2], row[1]) for row in rows],
    )
    return len(rows)


def supersede(db: Connection, new: int, old: int) -> None:
    """Note which fact a fact takes the place of; whatever the clock shows, it is recorded no earlier."""
    db.execute(
        """UPDATE fact SET supersedes = :old, recorded_at = max(recorded_at,
           (SELECT recorded_at FROM fact WHERE id = :old)) WHERE id = :new""",
        {"old": old, "new": new},
    )


def superseded_by(db: Connection, fact: int) -> int | None:
    """The fact that this one takes the place of, when that has not ended, or None."""
    row = db.execute(
        """SELECT old.id FROM fact JOIN fact old ON old.id = fact.supersedes
           WHERE fact.id = ? AND old.ended_at IS NULL""",
        (fact,),
    ).fetchone()
    return int(row[0]) if row else None


def accept(db: Connection, fact: int, now: str) -> None:
    """Let a proposed fact hold from now on; before it did not, however early it was proposed."""
    (recorded,) = db.execute("SELECT recorded_at FROM fact WHERE id = ?", (fact,)).fetchone()
    lapse(db, fact, recorded, now)
    db.execute("UPDATE fact SET state = 'current' WHERE id = ? AND state = 'proposed'", (fact,))


def caused(db: Connection, article: int, sort: Sort) -> int:
    """How many facts have ended in this way because of an article."""
    row = db.execute(
        "SELECT count(*) FROM ending WHERE cause = ? AND sort = ? AND undone_at IS NULL", (article, sort)
    ).fetchone()
    return int(row[0])


def set_ended(db: Connection, article: int, at: str | None, why: str) -> None:
    """Take an article off the shelf from a moment on (ISO 8601, UTC), or with None put it back."""
    db.execute("UPDATE article SET ended_at = ?, ended_why = ? WHERE id = ?", (at, why, article))


def has_ended(db: Connection, article: int) -> bool | None:
    """Whether an article was dropped; None when there is none of this number."""
    row = db.execute("SELECT ended_at FROM article WHERE id = ?", (article,)).fetchone()
    return bool(row[0]) if row else None


def unfile_copies(db: Connection, article: int) -> None:
    """Leave an article out of the search for copies; the first of its copies stands for the others."""
    db.execute("DELETE FROM band WHERE article = ?", (article,))
    rows = db.execute("SELECT id FROM article WHERE copy_of = ? ORDER BY id", (article,)).fetchall()
    if rows:
        heir = rows[0][0]
        db.execute("UPDATE article SET copy_of = NULL WHERE id = ?", (heir,))
        db.execute("UPDATE article SET copy_of = ? WHERE copy_of = ?", (heir, article))
    db.execute("UPDATE article SET copy_of = NULL WHERE id = ?", (article,))


def set_copy(db: Connection, article: int, first: int) -> None:
    """Count an article as no source of its own beside the first one."""
    db.execute("UPDATE article SET copy_of = ? WHERE id = ?", (first, article))


def text_of(db: Connection, article: int) -> str:
    """The stored text of an article, dropped or not."""
    return str(db.execute("SELECT text FROM article WHERE id = ?", (article,)).fetchone()[0])


def set_doubts(db: Connection, article: int, was: str, state: str) -> None:
    """Change the state of the doubts that an article raised."""
    db.execute("UPDATE doubt SET state = ? WHERE article = ? AND state = ?", (state, article, was))


def entities_of(db: Connection, article: int) -> list[int]:
    """The entities that an article names."""
    rows = db.execute(
        """SELECT DISTINCT mention.entity FROM passage JOIN mention ON mention.passage = passage.id
           WHERE passage.article = ? ORDER BY 1""",
        (article,),
    )
    return [int(row[0]) for row in rows]


def is_named_elsewhere(db: Connection, entity: int, article: int) -> bool:
    """Whether an article that stands names this entity besides, or a fact of elsewhere involves it."""
    row = db.execute(
        """SELECT 1 FROM mention JOIN passage ON passage.id = mention.passage
           JOIN article ON article.id = passage.article
           WHERE mention.entity = ?1 AND article.id <> ?2 AND article.ended_at IS NULL
           UNION ALL
           SELECT 1 FROM involves JOIN fact ON fact.id = involves.fact
           WHERE involves.entity = ?1 AND fact.ended_at IS NULL AND fact.article IS NOT ?2
           UNION ALL SELECT 1 FROM entity WHERE merged_into = ?1 LIMIT 1""",
        (entity, article),
    ).fetchone()
    return row is not None


def names_of(db: Connection, entity: int) -> list[Name]:
    """Every alias of an entity."""
    rows = db.execute("SELECT entity, text, sort FROM alias WHERE entity = ? ORDER BY id", (entity,))
    return [Name(entity=row[0], text=row[1], sort=row[2]) for row in rows]


def names_from(db: Connection, article: int) -> list[Name]:
    """The aliases that an article was the first to use."""
    rows = db.execute("SELECT entity, text, sort FROM alias WHERE article = ? ORDER BY id", (article,))
    return [Name(entity=row[0], text=row[1], sort=row[2]) for row in rows]


def is_written_elsewhere(db: Connection, name: Name, article: int) -> bool:
    """Whether another article that stands writes an entity in just this way."""
    row = db.execute(
        """SELECT 1 FROM mention JOIN passage ON passage.id = mention.passage
           JOIN article ON article.id = passage.article
           WHERE mention.entity = ? AND article.id <> ? AND article.ended_at IS NULL
           AND substr(passage.text, mention.start - passage.start + 1, mention."end" - mention.start) = ?
           LIMIT 1""",
        (name.entity, article, name.text),
    ).fetchone()
    return row is not None


def canonical(db: Connection, entity: int) -> str:
    """The canonical name of an entity."""
    return str(db.execute("SELECT name FROM entity WHERE id = ?", (entity,)).fetchone()[0])


def take_name(db: Connection, names: NameIndex, name: Name, article: int, is_canonical: bool) -> None:
    """Take an alias out of the index because of an article, and note it for `give_names_back`."""
    db.execute(
        """INSERT INTO name_taken (article, entity, text, sort, canonical) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING""",
        (article, name.entity, name.text, name.sort, is_canonical),
    )
    names.discard(name.entity, name.text, name.sort)


def take_entity(db: Connection, entity: int, article: int, now: str) -> None:
    """Count an entity no more, because nothing but this article names it."""
    db.execute("UPDATE entity SET ended_at = ? WHERE id = ?", (now, entity))
    db.execute("INSERT INTO entity_taken (article, entity) VALUES (?, ?)", (article, entity))


def give_names_back(db: Connection, names: NameIndex, article: int) -> list[int]:
    """Put back the aliases and entities that were taken out because of an article; returns those entities."""
    rows: list[Any] = db.execute("SELECT * FROM name_taken WHERE article = ?", (article,)).fetchall()
    for row in rows:
        names.add(row["entity"], row["text"], row["sort"], article)
        if row["canonical"]:
            db.execute("UPDATE entity SET name = ? WHERE id = ?", (row["text"], row["entity"]))
    own = [int(row[0]) for row in db.execute("SELECT entity FROM entity_taken WHERE article = ?", (article,))]
    db.executemany("UPDATE entity SET ended_at = NULL WHERE id = ?", [(entity,) for entity in own])
    db.execute("DELETE FROM name_taken WHERE article = ?", (article,))
    db.execute("DELETE FROM entity_taken WHERE article = ?", (article,))
    return own


def namesakes(db: Connection, entity: int) -> list[int]:
    """Other entities of the same kind and name that stand."""
    rows = db.execute(
        """SELECT other.id FROM entity own
           JOIN entity other ON other.kind = own.kind AND other.name = own.name
           WHERE own.id = ?1 AND other.id <> ?1 AND other.ended_at IS NULL AND other.merged_into IS NULL""",
        (entity,),
    )
    return [int(row[0]) for row in rows]
