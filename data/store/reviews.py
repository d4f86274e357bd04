"""Reviews: what waits for somebody's decision, who is looking at it, and what was decided."""

from typing import Literal

from data.dates import Value
from data.store.changes import Edit
from data.store.shelf import LIVE, Connection, Shelf

Sort = Literal["conflict", "fact", "doubt", "suspect", "name"]
WEIGHTS: dict[Sort, int] = {"conflict": 500, "fact": 400, "doubt": 300, "suspect": 200, "name": 100}
"""How much a decision matters: readers are told both sides of a conflict today, a new name is only new."""
MOST = 50
"""Items of each sort that are looked at."""


class Item(Value):
    """One thing to decide."""

    sort: Sort
    number: int
    """Of the conflict, the fact, the doubt, the article with the suspect passages, or the entity."""
    weight: int

    @property
    def name(self) -> str:
        """'doubt:12'."""
        return f"{self.sort}:{self.number}"


OPEN_ITEM = """NOT EXISTS (SELECT 1 FROM review WHERE review.item = '{sort}:' || {id} AND (
    review.state IN ('accepted', 'rejected') OR review.state = 'claimed' AND review.who <> :who
    AND review.at > :claimed OR review.state = 'later' AND review.who = :who AND review.at > :later))"""
QUEUES: dict[Sort, str] = {
    "conflict": f"""SELECT conflict.id AS number, 0 AS more FROM conflict
        JOIN fact ON fact.id = conflict.first WHERE {LIVE} AND EXISTS (
            SELECT 1 FROM fact WHERE fact.id = conflict.second AND {LIVE})
        AND {OPEN_ITEM.format(sort="conflict", id="conflict.id")} ORDER BY conflict.id""",
    "fact": f"""SELECT fact.id AS number, 0 AS more FROM fact WHERE fact.state = 'proposed'
        AND fact.tlp <= :ceiling AND {OPEN_ITEM.format(sort="fact", id="fact.id")} ORDER BY fact.id""",
    "doubt": f"""SELECT doubt.id AS number,
            (SELECT count(*) FROM involves WHERE involves.entity = doubt.entity) AS more
        FROM doubt JOIN article ON article.id = doubt.article WHERE doubt.state = 'open'
        AND article.tlp <= :ceiling AND {OPEN_ITEM.format(sort="doubt", id="doubt.id")}
        ORDER BY doubt.id""",
    "suspect": f"""SELECT article.id AS number, count(*) AS more FROM passage
        JOIN article ON article.id = passage.article WHERE passage.role = 'suspect'
        AND article.tlp <= :ceiling AND {OPEN_ITEM.format(sort="suspect", id="article.id")}
        GROUP BY article.id ORDER BY article.id""",
    "name": f"""SELECT entity.id AS number,
            (SELECT count(*) FROM involves WHERE involves.entity = entity.id) AS more
        FROM entity WHERE entity.merged_into IS NULL AND entity.kind IN ('person', 'organisation', 'project')
        AND EXISTS (SELECT 1 FROM mention JOIN passage ON passage.id = mention.passage
            JOIN article ON article.id = passage.article
            WHERE mention.entity = entity.id AND article.tlp <= :ceiling)
        AND {OPEN_ITEM.format(sort="name", id="entity.id")} ORDER BY entity.id DESC""",
}
"""The queue of each sort; a new sort is one row here and one card."""


def waiting(shelf: Shelf, who: int, claimed: str, later: str) -> list[Item]:
    """What waits for this person, the most important first.

    Left out is what another one claimed after `claimed`, and what they put off after `later` (ISO 8601).
    """
    items: list[Item] = []
    for sort, sql in QUEUES.items():
        rows = shelf.rows(f"{sql} LIMIT {MOST}", who=who, claimed=claimed, later=later)
        items += [
            Item(sort=sort, number=row["number"], weight=WEIGHTS[sort] + min(row["more"], 99)) for row in rows
        ]
    return sorted(items, key=lambda item: (-item.weight, item.number))


def claim(db: Connection, item: Item, who: int, now: str, claimed: str) -> bool:
    """Take an item for a while; False when another one took it first, or it was decided."""
    cursor = db.execute(
        """INSERT INTO review (item, state, who, at) VALUES (?1, 'claimed', ?2, ?3)
           ON CONFLICT (item) DO UPDATE SET state = 'claimed', who = ?2, at = ?3
           WHERE state = 'later' OR state = 'claimed' AND (who = ?2 OR at <= ?4)""",
        (item.name, who, now, claimed),
    )
    return cursor.rowcount > 0


def put_off(db: Connection, name: str, who: int, now: str) -> None:
    """Leave an item for later."""
    db.execute(
        """INSERT INTO review (item, state, who, at) VALUES (?1, 'later', ?2, ?3)
           ON CONFLICT (item) DO UPDATE SET state = 'later', who = ?2, at = ?3
           WHERE state IN ('claimed', 'later')""",
        (name, who, now),
    )


def decided(db: Connection, name: str) -> bool:
    """Whether an item was accepted or rejected."""
    row = db.execute("SELECT state FROM review WHERE item = ?", (name,)).fetchone()
    return row is not None and row[0] in ("accepted", "rejected")


def decide(edit: Edit, name: str, state: Literal["accepted", "rejected"]) -> None:
    """Note the decision, as part of the change that carries it out."""
    values = {"state": state, "who": edit.deed.who, "at": edit.deed.at}
    if not edit.update("review", {"item": name}, values):
        edit.insert("review", {"item": name, **values}, ("item",))


def progress(shelf: Shelf, day: str) -> int:
    """How many items were decided since a moment (ISO 8601)."""
    sql = "SELECT count(*) FROM review WHERE state IN ('accepted', 'rejected') AND at >= :day"
    return int(shelf.row(sql, day=day)[0])


class Doubt(Value):
    """That one entity may be another."""

    entity: int
    perhaps: int
    why: str


def doubt(shelf: Shelf, number: int) -> Doubt | None:
    """The doubt of this number, or None."""
    row = shelf.row("SELECT entity, perhaps, why FROM doubt WHERE id = :id", id=number)
    return Doubt(entity=row[0], perhaps=row[1], why=row[2]) if row else None


def conflict(shelf: Shelf, number: int) -> tuple[int, int, str] | None:
    """Both facts of a conflict and why they do not agree, or None."""
    row = shelf.row("SELECT first, second, why FROM conflict WHERE id = :id", id=number)
    return (row[0], row[1], row[2]) if row else None


def release(edit: Edit, article: int) -> None:
    """Show the passages of an article that were withheld as suspect; no fact is read from them."""
    for (number,) in edit.db.execute(
        "SELECT id FROM passage WHERE article = ? AND role = 'suspect'", (article,)
    ).fetchall():
        edit.update("passage", {"id": number}, {"role": "body"})
        for (mention,) in edit.db.execute("SELECT id FROM mention WHERE passage = ?", (number,)).fetchall():
            edit.update("mention", {"id": mention}, {"role": "body"})
    edit.concerns("article", article)


def retire(edit: Edit, entity: int) -> bool:
    """Take a name out that is none; False when facts hold of it."""
    sql = """SELECT 1 FROM involves JOIN fact ON fact.id = involves.fact
             WHERE involves.entity = ? AND part <> 'named' AND fact.ended_at IS NULL"""
    if edit.db.execute(sql, (entity,)).fetchone():
        return False
    edit.update("entity", {"id": entity}, {"merged_into": entity})
    edit.concerns("entity", entity)
    return True
