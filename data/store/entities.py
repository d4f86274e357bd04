"""Entities and where they are mentioned, as rows of the store."""

import re
from collections.abc import Collection, Iterable, Sequence
from os.path import commonprefix
from typing import Any, get_args

from data.dates import Value
from data.store.articles import StoredPassage, last_passage, passage_of
from data.store.shelf import OPEN, Connection, Shelf, many
from data.values import Entity, EntityKind, Role

RECENT = 50
"""How many articles are looked through for examples."""


class Seen(Value):
    """A passage that names an entity, with the words it used."""

    passage: StoredPassage
    text: str
    how: str


def keep(db: Connection, kind: EntityKind, name: str, now: str) -> int:
    """Insert an entity; returns its id."""
    cursor = db.execute("INSERT INTO entity (kind, name, recorded_at) VALUES (?, ?, ?)", (kind, name, now))
    return int(cursor.lastrowid or 0)


def keep_mentions(db: Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Insert mentions given as (entity, passage, start, end, how, confidence)."""
    db.executemany(
        """INSERT INTO mention (entity, passage, start, "end", how, confidence, role)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT role FROM passage WHERE id = ?2))""",
        rows,
    )


def rename(db: Connection, number: int, name: str) -> None:
    """Give an entity another canonical name; its former one stays among its aliases."""
    db.execute("UPDATE entity SET name = ? WHERE id = ?", (name, number))


def shorten(db: Connection, number: int, short: str) -> None:
    """Note what an entity is called for short, the first time it is met."""
    db.execute("UPDATE entity SET short = ? WHERE id = ? AND short = ''", (short, number))


def keep_doubt(db: Connection, entity: int, perhaps: int, why: str, article: int, now: str) -> None:
    """Note that an entity may be another one, for somebody to decide."""
    db.execute(
        "INSERT INTO doubt (entity, perhaps, why, article, recorded_at) VALUES (?, ?, ?, ?, ?)",
        (entity, perhaps, why, article, now),
    )


def perhaps_same(shelf: Shelf, number: int) -> list[int]:
    """Entities that may be this one, which nobody has decided yet."""
    rows = shelf.rows(
        f"""SELECT doubt.entity FROM doubt JOIN article ON article.id = doubt.article
            WHERE doubt.perhaps = :id AND doubt.state = 'open' AND {OPEN} ORDER BY doubt.id""",
        id=number,
    )
    return list(dict.fromkeys(row[0] for row in rows))


def related(shelf: Shelf, number: int, kinds: Collection[str], limit: int = 4) -> list[Entity]:
    """The entities named most often in the BESIDE newest passages: at most `limit` of each of these kinds."""
    own = _naming(shelf, number, READ, BESIDE)
    rows = shelf.rows(
        f"""SELECT * FROM (
                SELECT e.id, e.kind, e.name, e.short,
                row_number() OVER (PARTITION BY e.kind ORDER BY count(DISTINCT p.id) DESC, e.id) AS place
                FROM passage p CROSS JOIN mention m ON m.passage = p.id
                CROSS JOIN entity e ON e.id = m.entity CROSS JOIN article ON article.id = p.article
                WHERE p.id IN (SELECT value FROM json_each(:own)) AND {OPEN}
                AND e.id <> :id AND e.merged_into IS NULL AND m.how IN ('name', 'acronym', 'surname')
                AND e.kind IN (SELECT value FROM json_each(:kinds)) GROUP BY e.id)
            WHERE place <= :limit ORDER BY place, id""",
        id=number,
        own=many(own),
        kinds=many(kinds),
        limit=limit,
    )
    return [entity_of(row) for row in rows]


BESIDE = 40
"""How many passages that name an entity are looked through for who is named beside it."""
READ = tuple(role for role in get_args(Role) if role not in ("suspect", "boilerplate"))
"""The roles of the passages that are read."""


def _naming(
    shelf: Shelf, number: int, roles: Collection[str], limit: int, last: int | None = None
) -> list[int]:
    """The newest passages of these roles that name an entity, up to number `last`, the newest first.

    Among them are those of articles that this shelf may not show.
    """
    last = last_passage(shelf) if last is None else last
    names = {f"role{place}": role for place, role in enumerate(dict.fromkeys(roles))}
    parts = " UNION ALL ".join(
        f"""SELECT * FROM (SELECT DISTINCT passage FROM mention WHERE entity = :id AND role = :{name}
            AND passage <= :last ORDER BY passage DESC LIMIT :limit)"""
        for name in names
    )
    rows = shelf.rows(parts, id=number, last=last, limit=limit, **names) if names else []
    return sorted((row[0] for row in rows), reverse=True)[:limit]


def known(db: Connection, text: str) -> list[tuple[str, EntityKind, str]]:
    """Every name that stands in the text as (alias, kind, canonical name): what a reader finds first.

    Of several who bear a name it is the one who was given it last. Left out are offices, which change
    hands, and events: 'the conference' is another one in every article.
    """
    rows = db.execute(
        """SELECT alias.text, entity.kind, entity.name FROM json_each(?) AS written
           JOIN alias ON alias.id = (
               SELECT own.id FROM alias AS own JOIN entity AS e ON e.id = own.entity
               WHERE own.text = written.value AND own.sort NOT IN ('office', 'short')
               AND e.kind NOT IN ('event', 'topic') AND e.merged_into IS NULL ORDER BY own.id DESC LIMIT 1)
           JOIN entity ON entity.id = alias.entity ORDER BY alias.id""",
        (many(_written_in(db, text)),),
    )
    return [(row[0], row[1], row[2]) for row in rows]


WORD = re.compile(r"(?<![^\W_])[^\W_]|[^\w\s]")
"""Where a name may begin: a word, or a sign before one."""
LONGEST = 1_000
"""Characters of a name."""


def _written_in(db: Connection, text: str) -> list[str]:
    """The aliases that a text holds: from each word, the index is asked for the name that comes before.

    A name that begins there is found before all shorter ones, and what follows the part that both
    have in common cannot be one.
    """
    found: dict[str, None] = {}
    for word in WORD.finditer(text):
        piece = text[word.start() : word.start() + LONGEST]
        while piece:
            row = db.execute("SELECT text FROM alias WHERE text <= ? ORDER BY text DESC LIMIT 1", (piece,))
            before = next(iter(row), ("",))[0]
            if before and piece.startswith(before):
                found[before] = None
                piece = before[:-1]
            else:
                piece = commonprefix([before, piece])  # noqa: RUF071  (texts, not paths)
    return list(found)


def get(shelf: Shelf, number: int) -> Entity | None:
    """The entity of this id, or the one it was merged into, or None; one that was taken back is none."""
    row = shelf.row(
        """SELECT e.id, e.kind, e.name, e.short FROM entity o
           JOIN entity e ON e.id = coalesce(o.merged_into, o.id)
           WHERE o.id = :id AND o.merged_into IS NOT o.id""",
        id=number,
    )
    return entity_of(row) if row else None


def entity_of(row: Any) -> Entity:
    """An entity from its row."""
    return Entity(id=row["id"], kind=row["kind"], name=row["name"], short=row["short"])


SEEN = """(
    EXISTS (SELECT 1 FROM mention JOIN passage ON passage.id = mention.passage
            JOIN article ON article.id = passage.article
            WHERE mention.entity = entity.id AND article.tlp <= :ceiling)
    OR EXISTS (SELECT 1 FROM involves JOIN fact ON fact.id = involves.fact
               WHERE involves.entity = entity.id AND fact.tlp <= :ceiling)
    OR NOT EXISTS (SELECT 1 FROM mention WHERE mention.entity = entity.id)
    AND NOT EXISTS (SELECT 1 FROM involves WHERE involves.entity = entity.id))"""
"""Something that may be shown names the entity, or nothing names it at all."""


MARKED = """(EXISTS (SELECT 1 FROM article_tally WHERE tlp > :ceiling AND articles > 0)
    OR EXISTS (SELECT 1 FROM fact WHERE tlp > 0 AND tlp > :ceiling))"""
"""Something is marked above the ceiling, so that names may have to be held back."""


def kinds_of(shelf: Shelf, numbers: Iterable[int], kinds: Collection[str]) -> dict[int, EntityKind]:
    """The kinds of those of the given entities that are of one of these and may be named on this shelf."""
    rows = shelf.rows(
        f"""SELECT id, kind FROM entity
            WHERE id IN (SELECT value FROM json_each(:ids)) AND recorded_at <= :at AND merged_into IS NULL
            AND kind IN (SELECT value FROM json_each(:kinds)) AND (NOT {MARKED} OR {SEEN})""",
        ids=many(int(number) for number in numbers),
        kinds=many(kinds),
    )
    return {row[0]: row[1] for row in rows}


def of_kinds(shelf: Shelf, numbers: Iterable[int], kinds: Collection[str]) -> set[int]:
    """Those of the given ids that are entities of one of these kinds, and that this shelf may name."""
    return {*kinds_of(shelf, numbers, kinds)}


def named(shelf: Shelf, name: str, kind: EntityKind, limit: int) -> list[int]:
    """The entities of a kind that have exactly this name, offices left out; those that had it first."""
    rows = shelf.rows(
        """SELECT entity.id FROM alias CROSS JOIN entity ON entity.id = alias.entity
           WHERE alias.text = :name AND alias.sort <> 'office' AND entity.kind = :kind
           AND entity.merged_into IS NULL ORDER BY alias.id LIMIT :limit""",
        name=name, kind=kind, limit=limit * SORTS,
    )  # fmt: skip
    return list(dict.fromkeys(row[0] for row in rows))[:limit]


SORTS = 4
"""Under how many sorts one entity may have one name."""


def aliases(shelf: Shelf, number: int) -> list[tuple[str, str]]:
    """The other names of an entity as (text, sort), in the order they were learned."""
    rows = shelf.rows("SELECT text, sort FROM alias WHERE entity = :id ORDER BY id", id=number)
    return [(row["text"], row["sort"]) for row in rows]


def acronyms(shelf: Shelf, numbers: Iterable[int]) -> dict[int, str]:
    """The acronym of each of these entities that has one, the first that was learned."""
    rows = shelf.rows(
        """SELECT entity, text FROM alias WHERE sort = 'acronym'
           AND entity IN (SELECT value FROM json_each(:ids)) ORDER BY id DESC""",
        ids=many(numbers),
    )
    return {row[0]: row[1] for row in rows}


def called(shelf: Shelf, texts: Iterable[str]) -> dict[str, list[int]]:
    """The entities that bear each of these texts as a name, letter for letter; of offices none."""
    rows = shelf.rows(
        """SELECT alias.text, coalesce(e.merged_into, e.id) FROM alias JOIN entity e ON e.id = alias.entity
           WHERE alias.text IN (SELECT value FROM json_each(:texts)) AND alias.sort <> 'office'
           AND e.recorded_at <= :at ORDER BY alias.id""",
        texts=many(texts),
    )
    found: dict[str, list[int]] = {}
    for text, number in rows:
        found.setdefault(text, []).append(number)
    return found


def beginning(shelf: Shelf, text: str, kinds: Collection[str], limit: int = 3) -> list[Entity]:
    """The entities of these kinds whose name begins with a text, letter for letter, in the order of names."""
    rows = shelf.rows(
        """SELECT DISTINCT e.id, e.kind, e.name, e.short FROM (
               SELECT entity, text FROM alias WHERE text >= :text AND text < :after ORDER BY text LIMIT :most)
           AS near JOIN entity e ON e.id = near.entity
           WHERE e.merged_into IS NULL AND e.recorded_at <= :at
           AND e.kind IN (SELECT value FROM json_each(:kinds)) ORDER BY near.text, e.id LIMIT :limit""",
        text=text, after=f"{text}\U0010ffff", kinds=many(kinds), limit=limit, most=limit * 20,
    )  # fmt: skip
    return [entity_of(row) for row in rows]


def often_named(shelf: Shelf, kinds: Collection[str], limit: int = 2) -> list[Entity]:
    """Entities of these kinds that the RECENT newest articles name most often: good examples to offer."""
    # CROSS JOIN and NOT INDEXED keep SQLite from beginning with all entities of the kind, or all articles.
    rows = shelf.rows(
        f"""SELECT e.id, e.kind, e.name, e.short FROM article NOT INDEXED
            CROSS JOIN passage p ON p.article = article.id
            CROSS JOIN mention m ON m.passage = p.id CROSS JOIN entity e ON e.id = m.entity
            WHERE {OPEN} AND article.id > (SELECT coalesce(max(id), 0) - :recent FROM article)
            AND p.role NOT IN ('suspect', 'boilerplate') AND e.merged_into IS NULL
            AND e.kind IN (SELECT value FROM json_each(:kinds))
            GROUP BY e.id ORDER BY count(DISTINCT article.id) DESC, count(*) DESC, e.id LIMIT :limit""",
        kinds=many(kinds),
        recent=RECENT,
        limit=limit,
    )
    return [entity_of(row) for row in rows]


def seen(shelf: Shelf, number: int, roles: Collection[str], limit: int = 20) -> list[Seen]:
    """Passages of the given roles that name the entity, newest article first, each once."""
    looked, last = limit, last_passage(shelf)
    while True:
        newest = _naming(shelf, number, roles, looked, last)
        if not newest:
            return []
        rows = shelf.rows(
            f"""SELECT p.*, m.start AS m_start, m."end" AS m_end, m.how AS how
                FROM mention m JOIN passage p ON p.id = m.passage JOIN article ON article.id = p.article
                WHERE m.entity = :id AND m.role IN (SELECT value FROM json_each(:roles))
                AND m.passage BETWEEN :first AND :newest AND {OPEN}
                GROUP BY p.id ORDER BY p.article DESC, p.start LIMIT :limit""",
            id=number, roles=many(roles), limit=limit,
            first=_first_beside(shelf, newest[-1]), newest=newest[0],
        )  # fmt: skip
        if len(rows) == limit or len(newest) < looked:
            return [_seen(row) for row in rows]
        looked *= WIDER


def naming(shelf: Shelf, passages: Iterable[int], numbers: Iterable[int]) -> dict[int, int]:
    """For each of the passages that name any of these entities, how many of them it names."""
    rows = shelf.rows(
        """SELECT passage, count(DISTINCT entity) FROM mention
           WHERE passage IN (SELECT value FROM json_each(:passages))
           AND +entity IN (SELECT value FROM json_each(:numbers)) GROUP BY passage""",
        passages=many(passages), numbers=many(numbers),
    )  # fmt: skip
    return {row[0]: row[1] for row in rows}


def naming_of_kinds(shelf: Shelf, passages: Iterable[int], kinds: Collection[str]) -> set[int]:
    """Those of the passages that name an entity of one of these kinds."""
    rows = shelf.rows(
        """SELECT DISTINCT mention.passage FROM mention CROSS JOIN entity ON entity.id = mention.entity
           WHERE mention.passage IN (SELECT value FROM json_each(:passages))
           AND entity.kind IN (SELECT value FROM json_each(:kinds))""",
        passages=many(passages), kinds=many(kinds),
    )  # fmt: skip
    return {row[0] for row in rows}


def articles_naming(shelf: Shelf, articles: Iterable[int], numbers: Iterable[int]) -> set[int]:
    """Those of the articles that name one of these entities anywhere."""
    rows = shelf.rows(
        """SELECT value FROM json_each(:articles) WHERE EXISTS (
               SELECT 1 FROM passage CROSS JOIN mention ON mention.passage = passage.id
               WHERE passage.article = value
               AND +mention.entity IN (SELECT value FROM json_each(:numbers)))""",
        articles=many(articles), numbers=many(numbers),
    )  # fmt: skip
    return {row[0] for row in rows}


def articles_about(
    shelf: Shelf, articles: Iterable[int], numbers: Iterable[int], roles: Sequence[str], times: int,
    opening: int,
) -> set[int]:  # fmt: skip
    """Those of the articles that name one of these in so many passages of these roles, or in one of so many
    first ones."""
    rows = shelf.rows(
        """SELECT article FROM (
               SELECT article, id, row_number() OVER (PARTITION BY article ORDER BY start) AS place
               FROM passage WHERE article IN (SELECT value FROM json_each(:articles))
               AND role IN (SELECT value FROM json_each(:roles))) AS placed
           WHERE EXISTS (SELECT 1 FROM mention WHERE mention.passage = placed.id
                         AND +mention.entity IN (SELECT value FROM json_each(:numbers)))
           GROUP BY article HAVING count(*) >= :times OR min(place) <= :opening""",
        articles=many(articles), numbers=many(numbers), roles=many(roles), times=times,
        opening=opening,
    )  # fmt: skip
    return {row["article"] for row in rows}


def named_in(shelf: Shelf, number: int, roles: Collection[str], limit: int = 200) -> tuple[int, ...]:
    """The articles of the newest passages of these roles that name an entity, in order."""
    looked = limit
    while True:
        passages = _naming(shelf, number, roles, looked)
        rows = shelf.rows(
            f"""SELECT article.id FROM passage JOIN article ON article.id = passage.article
                WHERE passage.id IN (SELECT value FROM json_each(:ids)) AND {OPEN}
                ORDER BY passage.id DESC LIMIT :limit""",
            ids=many(passages), limit=limit,
        )  # fmt: skip
        if len(rows) == limit or len(passages) < looked:
            return tuple(sorted({row[0] for row in rows}))
        looked *= WIDER


def _first_beside(shelf: Shelf, passage: int) -> int:
    """The first passage of the article that a passage stands in."""
    row = shelf.row(
        """SELECT id FROM passage WHERE article = (SELECT article FROM passage WHERE id = :id)
           ORDER BY start LIMIT 1""",
        id=passage,
    )
    return int(row[0])


WIDER = 8
"""How many times more passages are looked at when the first are of articles that may not be shown."""


def _seen(row: Any) -> Seen:
    passage = passage_of(row)
    text = passage.text[row["m_start"] - passage.start : row["m_end"] - passage.start]
    return Seen(passage=passage, text=text, how=row["how"])
