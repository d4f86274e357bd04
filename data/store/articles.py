"""Articles and their passages, as rows of the store."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Literal

from data.dates import DateSpan, Precision
from data.store.shelf import LAST, OPEN, TLP, Connection, Shelf, many
from data.values import Article, Passage


class StoredArticle(Article):
    """An article as the store holds it."""

    id: int
    grade: str = "F"
    """Reliability of the publisher, A (reliable) to F (cannot be judged): the Admiralty code."""
    tlp: str = TLP[0]
    copy_of: int | None = None
    """The first article that this one is a near-copy of."""
    recorded_at: str = ""
    entered: Literal["", "entered", "corrected"] = ""
    """For what stands in for the article of a fact that somebody entered; its number is minus the fact's."""


class StoredPassage(Passage):
    """A passage as the store holds it, with its words."""

    id: int
    article_id: int
    text: str


FIELDS = {
    "id": "article.id",
    "text": "article.text",
    "title": "article.title",
    "publisher": "coalesce(publisher.name, '')",
    "url": "article.url",
    "byline": "article.byline",
    "language": "article.language",
    "retold": "article.retold",
    "file": "article.file",
    "sha256": "article.sha256",
    "copy_of": "article.copy_of",
    "grade": "coalesce(publisher.grade, 'F')",
    "recorded_at": "article.recorded_at",
}
"""Where each field of a StoredArticle stands."""
PUBLISHED = "published_edtf, published_precision, published_words, published_why"
SELECT = f"""
    SELECT {", ".join(f'{column} AS "{field}"' for field, column in FIELDS.items())}, article.tlp, {PUBLISHED}
    FROM article LEFT JOIN publisher ON publisher.id = article.publisher
"""


def keep(db: Connection, article: Article, passages: Iterable[Passage], now: str) -> int:
    """Insert an article with its passages; returns its id. The caller owns the transaction."""
    publisher = _publisher(db, article.publisher) if article.publisher else None
    when = article.published
    cursor = db.execute(
        """INSERT INTO article (sha256, file, title, publisher, url, byline, published_edtf,
           published_precision, published_words, published_why, language, retold, text, recorded_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (article.sha256, article.file, article.title, publisher, article.url, article.byline, when.edtf,
         when.precision, when.words, when.why, article.language, article.retold, article.text, now),
    )  # fmt: skip
    number = int(cursor.lastrowid or 0)
    rows = [
        (number, p.start, p.end, p.role, p.paragraph, p.why, article.text[p.start : p.end]) for p in passages
    ]
    db.executemany(
        """INSERT INTO passage (article, start, "end", role, paragraph, why, text)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        rows,
    )
    return number


def keep_dates(db: Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Insert the dates in passages, given as (passage, start, end, edtf, precision, words, why)."""
    db.executemany(
        'INSERT INTO dated (passage, start, "end", edtf, precision, words, why) VALUES (?, ?, ?, ?, ?, ?, ?)',
        rows,
    )


def _publisher(db: Connection, name: str) -> int:
    db.execute("INSERT INTO publisher (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
    return int(db.execute("SELECT id FROM publisher WHERE name = ?", (name,)).fetchone()[0])


def set_title(db: Connection, number: int, title: str) -> None:
    """Give an article another title."""
    db.execute("UPDATE article SET title = ? WHERE id = ?", (title, number))


def set_publisher(db: Connection, number: int, name: str) -> None:
    """Give an article another publisher."""
    db.execute("UPDATE article SET publisher = ? WHERE id = ?", (_publisher(db, name), number))


def set_language(db: Connection, number: int, language: str) -> None:
    """Give an article another language (ISO 639-1)."""
    db.execute("UPDATE article SET language = ? WHERE id = ?", (language, number))


def set_published(db: Connection, number: int, when: DateSpan) -> None:
    """Give an article another date of publication; its undated facts are put in order by it."""
    db.execute(
        """UPDATE article SET published_edtf = ?, published_precision = ?, published_words = ?,
           published_why = ? WHERE id = ?""",
        (when.edtf, when.precision, when.words, when.why, number),
    )
    day = when.latest or when.earliest
    rows = db.execute(
        "SELECT id FROM fact WHERE article = ? AND when_precision = 'none' AND ended_at IS NULL", (number,)
    ).fetchall()
    db.executemany(
        "UPDATE fact SET day = ? WHERE id = ?", [(day and day.isoformat(), row[0]) for row in rows]
    )
    db.executemany(
        "UPDATE involves SET day = ? WHERE fact = ?",
        [(day.isoformat() if day else "", row[0]) for row in rows],
    )


def set_grade(db: Connection, publisher: str, grade: str) -> None:
    """Note how reliable a publisher is, A to F (the Admiralty code)."""
    db.execute("UPDATE publisher SET grade = ? WHERE id = ?", (grade, _publisher(db, publisher)))


def with_hash(db: Connection, sha256: str) -> int | None:
    """The id of the article that came from these very bytes, or None."""
    row = db.execute("SELECT id FROM article WHERE sha256 = ?", (sha256,)).fetchone()
    return int(row[0]) if row else None


def count(db: Connection) -> int:
    """How many articles there are."""
    return int(db.execute("SELECT count(*) FROM article").fetchone()[0])


def get(shelf: Shelf, number: int) -> StoredArticle | None:
    """The article of this id, or None."""
    return next(iter(get_all(shelf, [number]).values()), None)


def get_all(shelf: Shelf, numbers: Iterable[int]) -> dict[int, StoredArticle]:
    """The articles of these ids, by id, in their order."""
    wanted = set(numbers)
    rows = shelf.rows(
        f"{SELECT} WHERE {OPEN} AND article.id IN (SELECT value FROM json_each(:ids)) ORDER BY article.id",
        ids=many(wanted),
    )
    entered = [-number for number in wanted if number < 0]
    return {row["id"]: _article(row) for row in rows} | (entries(shelf, entered) if entered else {})


def entries(shelf: Shelf, facts: Iterable[int]) -> dict[int, StoredArticle]:
    """What stands in for the article of each fact that somebody entered, by the fact's number, negative."""
    rows = shelf.rows(
        """SELECT fact.*, article.id AS of_article, article.title, article.published_edtf,
               article.published_precision, article.published_words, article.published_why,
               coalesce(publisher.name, '') AS publisher_name, coalesce(publisher.grade, 'F') AS grade
           FROM fact LEFT JOIN article ON article.id = fact.article AND article.tlp <= :ceiling
           LEFT JOIN publisher ON publisher.id = article.publisher
           WHERE fact.id IN (SELECT value FROM json_each(:ids)) AND fact.entered_by IS NOT NULL
           AND fact.tlp <= :ceiling AND fact.recorded_at <= :at ORDER BY fact.id""",
        ids=many(facts),
    )
    return {-row["id"]: _entry(row) for row in rows}


OWN_KNOWLEDGE = "own knowledge"
"""How the source of a fact begins that somebody knows without a document."""


def _entry(row: Any) -> StoredArticle:
    """A fact's own entry as a source: dated by its article, or by the day of entry."""
    published = DateSpan()
    if row["of_article"]:
        published = DateSpan(
            edtf=row["published_edtf"], precision=row["published_precision"],
            words=row["published_words"], why=row["published_why"],
        )  # fmt: skip
    elif row["source"].casefold().startswith(OWN_KNOWLEDGE):
        published = DateSpan(edtf=row["recorded_at"][:10], precision="day")
    return StoredArticle(
        id=-row["id"], text=row["evidence"], title=row["title"] or row["source"],
        publisher=row["publisher_name"], published=published, grade=row["grade"],
        url=row["source"] if row["source"].startswith("http") else "", tlp=TLP[row["tlp"]],
        copy_of=row["of_article"], recorded_at=row["recorded_at"],
        entered="entered" if row["supersedes"] is None else "corrected",
    )  # fmt: skip


def titled(shelf: Shelf, words: str, limit: int = 4) -> list[StoredArticle]:
    """Articles whose title, file name or publisher holds these words as they are; newest first."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    values = {"like": f"%{escaped}%", "limit": limit, "last": shelf.last("article")}
    if len(words) < GRAM:
        found = shelf.rows(BY_TITLE.format(match=""), **values)
    else:
        phrase = '"' + words.replace('"', '""') + '"'
        found = shelf.rows(BY_TITLE.format(match="article_title MATCH :words AND"), words=phrase, **values)
    found += shelf.rows(BY_PUBLISHER, **values)
    newest = sorted({row[0] for row in found}, reverse=True)[:limit]
    return sorted(get_all(shelf, newest).values(), key=lambda article: -article.id)


GRAM = 3
"""Characters that the index of titles is made of; shorter words are looked for in all titles."""
BY_TITLE = f"""
    SELECT article.id FROM article_title JOIN article ON article.id = article_title.rowid
    WHERE {{match}} article_title.rowid <= :last AND {OPEN}
    AND (article_title.title LIKE :like ESCAPE '\\' OR article_title.file LIKE :like ESCAPE '\\')
    ORDER BY article_title.rowid DESC LIMIT :limit
"""
BY_PUBLISHER = f"""
    SELECT own.id FROM publisher JOIN article own ON own.id IN (
        SELECT article.id FROM article
        WHERE article.publisher = publisher.id AND article.id <= :last AND {OPEN}
        ORDER BY article.id DESC LIMIT :limit)
    WHERE publisher.name LIKE :like ESCAPE '\\' ORDER BY own.id DESC LIMIT :limit
"""


def passages(shelf: Shelf, article: int, roles: Sequence[str] = ()) -> list[StoredPassage]:
    """The passages of an article in their order, all of them or those of the given roles."""
    rows = shelf.rows(
        """SELECT passage.* FROM passage WHERE article = :article
           AND (:roles = '[]' OR role IN (SELECT value FROM json_each(:roles))) ORDER BY start""",
        article=article,
        roles=many(roles),
    )
    return [passage_of(row) for row in rows]


def behind(
    shelf: Shelf, before: Iterable[StoredPassage], roles: Sequence[str], reach: int
) -> list[StoredPassage]:
    """The passages of these roles that stand at most `reach` behind the given ones, in the same article."""
    after = {one.id + step: one.article_id for one in before for step in range(1, reach + 1)}
    rows = shelf.rows(
        """SELECT passage.* FROM passage WHERE id IN (SELECT value FROM json_each(:ids))
           AND role IN (SELECT value FROM json_each(:roles)) ORDER BY id""",
        ids=many(after),
        roles=many(roles),
    )
    return [passage_of(row) for row in rows if after[row["id"]] == row["article"]]


def last_passage(shelf: Shelf) -> int:
    """The number of the last passage of the articles that were there; passages are numbered as they come."""
    last = shelf.last("article")
    if last == LAST:
        return LAST
    row = shelf.row(
        "SELECT id FROM passage WHERE article <= :last ORDER BY article DESC, start DESC LIMIT 1", last=last
    )
    return int(row[0]) if row else 0


def with_suspect(shelf: Shelf, numbers: Iterable[int]) -> list[int]:
    """Those of the articles that carry passages which are kept apart as suspect, in order."""
    rows = shelf.rows(
        """SELECT value FROM json_each(:ids) WHERE EXISTS (
               SELECT 1 FROM passage INDEXED BY passage_suspect
               WHERE passage.article = value AND passage.role = 'suspect')
           ORDER BY value""",
        ids=many(numbers),
    )
    return [row[0] for row in rows]


def _article(row: Any) -> StoredArticle:
    fields: dict[str, Any] = dict(zip(FIELDS, row, strict=False))
    fields["tlp"], fields["published"] = TLP[row[-5]], span(*row[-4:])
    return StoredArticle.model_validate(fields)


@lru_cache(maxsize=4096)
def span(edtf: str, precision: Precision, words: str = "", why: str = "") -> DateSpan:
    """A date as stored; what is read for an answer shares a few."""
    return DateSpan(edtf=edtf, precision=precision, words=words, why=why)


def dates_of(shelf: Shelf, passages: Iterable[int]) -> dict[int, list[DateSpan]]:
    """The dates that stand in passages, by passage."""
    rows = shelf.rows(
        "SELECT * FROM dated WHERE passage IN (SELECT value FROM json_each(:ids)) ORDER BY start",
        ids=many(passages),
    )
    found: dict[int, list[DateSpan]] = {}
    for r in rows:
        found.setdefault(r["passage"], []).append(span(r["edtf"], r["precision"], r["words"], r["why"]))
    return found


def passage_of(row: Any) -> StoredPassage:
    """A passage from its row."""
    return StoredPassage(
        id=row["id"], article_id=row["article"], start=row["start"], end=row["end"],
        role=row["role"], paragraph=row["paragraph"], why=row["why"], text=row["text"],
    )  # fmt: skip
