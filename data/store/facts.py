"""Facts, as rows of the store: never overwritten, never deleted."""

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

from data.dates import DateSpan, Value
from data.store.articles import span
from data.store.shelf import LIVE, Connection, Shelf, many
from data.values import EntityKind, Fact, FactKind, StoredFact

FIELDS = {
    "id": "fact.id",
    "kind": "fact.kind",
    "subject": "s.name",
    "subject_kind": "s.kind",
    "predicate": "fact.predicate",
    "object": "coalesce(nullif(o.name, ''), fact.object_text)",
    "object_kind": "o.kind",
    "value": "fact.value",
    "number": "fact.number",
    "unit": "fact.unit",
    "counted": "fact.counted",
    "qualifier": "fact.qualifier",
    "place": "fact.place",
    "speaker": "coalesce(nullif(p.name, ''), fact.speaker_text)",
    "on_behalf_of": "fact.on_behalf_of",
    "reported": "fact.reported",
    "start": "fact.start",
    "end": 'fact."end"',
    "confidence": "fact.confidence",
    "article_id": "iif(fact.entered_by IS NULL, fact.article, -fact.id)",
    "passage_id": "fact.passage",
    "subject_id": "fact.subject",
    "subject_short": "s.short",
    "object_id": "fact.object",
    "speaker_id": "fact.speaker",
    "object_short": "coalesce(o.short, '')",
    "state": "fact.state",
    "recorded_at": "fact.recorded_at",
    "evidence": "fact.evidence",
    "entered_by": "fact.entered_by",
    "source": "fact.source",
    "supersedes": "fact.supersedes",
    "ended_at": "fact.ended_at",
    "ended_why": "fact.ended_why",
    "tlp": "fact.tlp",
}
"""Where each field of a StoredFact stands; a fact that somebody entered cites itself."""
WHEN = "fact.when_edtf, fact.when_precision, fact.when_words, fact.when_why"
PUBLISHED = "coalesce(report.published_edtf, ''), coalesce(report.published_precision, 'none')"
SELECT = f"""
    SELECT {", ".join(f'{column} AS "{field}"' for field, column in FIELDS.items())}, {WHEN}, {PUBLISHED}
    FROM fact JOIN entity s ON s.id = fact.subject
    LEFT JOIN entity o ON o.id = fact.object LEFT JOIN entity p ON p.id = fact.speaker
    LEFT JOIN article report ON report.id = fact.article
"""


class Origin(Value):
    """Where a fact as read comes from, and what its names are in the store."""

    article: int | None
    published: DateSpan
    passage: int | None
    entities: Mapping[tuple[EntityKind, str], int]
    """(kind, canonical name in the article) -> entity id."""
    evidence: str
    named: tuple[int, ...] = ()
    """Entities that the evidence names besides."""
    entered_by: int | None = None
    source: str = ""
    supersedes: int | None = None
    state: Literal["proposed", "current"] = "current"
    tlp: int = 0
    """At least this marking; the article's own counts as well."""


def keep(db: Connection, fact: Fact, origin: Origin, now: str) -> int:
    """Insert a fact, read or entered, with the entities it involves; returns its number."""
    subject = origin.entities[fact.subject_kind, fact.subject]
    target = origin.entities.get((fact.object_kind, fact.object)) if fact.object_kind else None
    speaker = _speaker(origin, fact.speaker)
    when, day = fact.when, sort_day(fact.when) or sort_day(origin.published)
    is_firm = fact.confidence >= FIRM
    names = " ".join(filter(None, (fact.subject if is_firm else "", fact.object, fact.speaker, fact.place)))
    cursor = db.execute(
        """INSERT INTO fact (kind, subject, predicate, object, object_text, names, value, number, unit,
           counted, qualifier, when_edtf, when_precision, when_words, when_why, day, place, speaker,
           speaker_text, on_behalf_of, reported, article, passage, start, "end", evidence, confidence,
           state, recorded_at, entered_by, source, supersedes, tlp)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
           ?, ?, max(?, coalesce((SELECT tlp FROM article WHERE id = ?), 0)))""",
        (fact.kind.value, subject, fact.predicate, target, fact.object, names, fact.value, fact.number,
         fact.unit, fact.counted, fact.qualifier, when.edtf, when.precision, when.words, when.why,
         day or None, fact.place, speaker, fact.speaker, fact.on_behalf_of, fact.reported, origin.article,
         origin.passage,
         fact.start, fact.end, origin.evidence, fact.confidence, origin.state, now, origin.entered_by,
         origin.source, origin.supersedes, origin.tlp, origin.article),
    )  # fmt: skip
    number = int(cursor.lastrowid or 0)
    parts = [(subject, "subject"), (target, "object"), (speaker, "speaker")]
    own = {entity for entity, _ in parts}
    parts = parts if is_firm else parts[1:]
    parts += [(entity, "named") for entity in origin.named if entity not in own]
    db.executemany(
        "INSERT INTO involves (entity, part, day, fact, kind) VALUES (?, ?, ?, ?, ?)",
        [(entity, part, day, number, fact.kind.value) for entity, part in parts if entity is not None],
    )
    return number


FIRM = 0.5
"""From this confidence on a fact is shown under its subject's name; below it, for its words or number."""


def _speaker(origin: Origin, name: str) -> int | None:
    if not name:
        return None
    return next((origin.entities[k, name] for k in SPEAKERS if (k, name) in origin.entities), None)


SPEAKERS: tuple[EntityKind, ...] = ("person", "organisation", "place", "project", "event")


def sort_day(when: DateSpan) -> str:
    """The day a fact is put in order by, ISO 8601: its last possible day, else its first; '' when undated."""
    day = when.latest or when.earliest
    return day.isoformat() if day else ""


def get(shelf: Shelf, number: int) -> StoredFact | None:
    """The fact of this number in whatever state it is, or None."""
    row = shelf.row(
        f"{SELECT} WHERE fact.id = :id AND fact.tlp <= :ceiling AND fact.recorded_at <= :at", id=number
    )
    return fact_of(row) if row else None


def above(shelf: Shelf, numbers: Iterable[int]) -> set[int]:
    """Those of these facts that are marked higher than may be shown, in whatever state they are."""
    rows = shelf.rows(
        "SELECT id FROM fact WHERE tlp > :ceiling AND id IN (SELECT value FROM json_each(:ids))",
        ids=many(numbers),
    )
    return {int(row[0]) for row in rows}


def ended_since(shelf: Shelf, numbers: Iterable[int], moment: str) -> set[int]:
    """Those of these facts that ended after a moment (ISO 8601, UTC)."""
    rows = shelf.rows(
        "SELECT id FROM fact WHERE ended_at > :moment AND id IN (SELECT value FROM json_each(:ids))",
        ids=many(numbers), moment=moment,
    )  # fmt: skip
    return {int(row[0]) for row in rows}


def get_all(shelf: Shelf, numbers: Iterable[int]) -> dict[int, StoredFact]:
    """The facts of these numbers that hold, by number."""
    rows = shelf.rows(
        f"{SELECT} WHERE {LIVE} AND fact.id IN (SELECT value FROM json_each(:ids)) ORDER BY fact.id",
        ids=many(numbers),
    )
    return {row["id"]: fact_of(row) for row in rows}


def about(shelf: Shelf, entity: int, limit: int = 60, kinds: Collection[str] = ()) -> list[StoredFact]:
    """Facts that involve an entity, newest dated first, undated last, each once."""
    looked, last = limit * (4 if kinds else 1) + 20, shelf.last("fact")
    while True:
        numbers = shelf.rows(
            """SELECT fact FROM involves WHERE entity = :entity AND fact <= :last
               ORDER BY day DESC, fact DESC LIMIT :looked""",
            entity=entity, last=last, looked=looked,
        )  # fmt: skip
        rows = shelf.rows(
            f"""{SELECT} WHERE fact.id IN (
                    SELECT fact.id FROM fact WHERE {LIVE} AND fact.id IN (SELECT value FROM json_each(:ids))
                    AND (:kinds = '[]' OR fact.kind IN (SELECT value FROM json_each(:kinds)))
                    ORDER BY fact.day DESC NULLS LAST, fact.id LIMIT :limit)
                ORDER BY fact.day DESC NULLS LAST, fact.id""",
            ids=many(row[0] for row in numbers), kinds=many(kinds), limit=limit,
        )  # fmt: skip
        if len(rows) == limit or len(numbers) < looked:
            return [fact_of(row) for row in rows]
        looked *= WIDER


WIDER = 8
"""How many times more rows are looked at when too many of the first are hidden or ended."""


Part = Literal["subject", "object", "speaker"]
EITHER_SIDE: tuple[Part, ...] = ("subject", "object")
"""The parts of those whom a fact is about."""


def of_entity(
    shelf: Shelf, entity: int, kinds: Collection[str], parts: Sequence[Part] = ("subject",), limit: int = 40
) -> list[StoredFact]:
    """Facts of these kinds in which an entity is one of these parts; newest first, undated last.

    At most `limit` of each part.
    """
    return [fact_of(row) for row in _of_entity(shelf, SELECT, entity, kinds, parts, limit)]


def of_each_kind(
    shelf: Shelf, entity: int, kinds: Collection[str], parts: Sequence[Part] = ("subject",), limit: int = 40
) -> list[StoredFact]:
    """The same, at most `limit` of each kind and part."""
    return [fact_of(row) for row in _of_entity(shelf, SELECT, entity, kinds, parts, limit, each_kind=True)]


def of_each(shelf: Shelf, entities: Sequence[int], kind: str, limit: int = 40) -> list[StoredFact]:
    """Facts of a kind of which these entities are the subjects, one entity after the other, read at once.

    The newest `limit` of each, of one day those recorded first.
    """
    rows = shelf.rows(
        """SELECT entity, fact FROM (
               SELECT entity, fact, row_number() OVER (PARTITION BY entity ORDER BY day DESC, fact) AS place
               FROM involves WHERE entity IN (SELECT value FROM json_each(:entities))
               AND part = 'subject' AND kind = :kind AND fact <= :last)
           WHERE place <= :limit ORDER BY entity, place""",
        entities=many(entities), kind=kind, last=shelf.last("fact"), limit=limit,
    )  # fmt: skip
    held = get_all(shelf, (number for _, number in rows))
    hidden = {entity for entity, number in rows if number not in held}
    found = []
    for entity in entities:
        own = [held[number] for one, number in rows if one == entity and number in held]
        found += of_entity(shelf, entity, [kind], limit=limit) if entity in hidden else own
    return found


def qualified_offices(shelf: Shelf, bodies: Sequence[int], limit: int = 40) -> list[StoredFact]:
    """Of the newest `limit` offices of each of these bodies those with a word before them ('acting')."""
    rows = shelf.rows(
        """SELECT placed.fact FROM (
               SELECT entity, fact, row_number() OVER (PARTITION BY entity ORDER BY day DESC, fact) AS nth
               FROM involves WHERE entity IN (SELECT value FROM json_each(:bodies))
               AND part = 'object' AND kind = 'office' AND fact <= :last) AS placed
           JOIN fact ON fact.id = placed.fact WHERE placed.nth <= :limit AND fact.qualifier != ''
           ORDER BY placed.entity, placed.nth""",
        bodies=many(bodies), last=shelf.last("fact"), limit=limit,
    )  # fmt: skip
    held = get_all(shelf, (row[0] for row in rows)) if rows else {}
    return [held[row[0]] for row in rows if row[0] in held]


def between(shelf: Shelf, one: int, other: int, kinds: Collection[str], limit: int = 40) -> list[StoredFact]:
    """Facts of these kinds about two entities, the one and the other; newest first, undated last."""
    of = """SELECT fact FROM involves WHERE entity = :{who} AND part IN ('subject', 'object')
            AND kind IN (SELECT value FROM json_each(:kinds))"""
    rows = shelf.rows(
        f"""{SELECT} WHERE {LIVE} AND fact.id IN ({of.format(who="one")} INTERSECT {of.format(who="other")})
            ORDER BY coalesce(fact.day, '') DESC, fact.article, fact.start, fact.id LIMIT :limit""",
        one=one, other=other, kinds=many(kinds), limit=limit,
    )  # fmt: skip
    return [fact_of(row) for row in rows]


def offices(shelf: Shelf, entity: int, limit: int = 40) -> list[tuple[str, str]]:
    """The offices that a person holds or held, each with its body ('' for none); newest first."""
    rows = _of_entity(shelf, OFFICES, entity, [FactKind.OFFICE.value], ("subject",), limit)
    return [(row[0], row[1]) for row in rows]


OFFICES = """
    SELECT fact.value, coalesce(nullif(o.name, ''), fact.object_text)
    FROM fact LEFT JOIN entity o ON o.id = fact.object
"""


def _of_entity(
    shelf: Shelf, select: str, entity: int, kinds: Collection[str], parts: Sequence[Part], limit: int,
    each_kind: bool = False,
) -> list[Any]:  # fmt: skip
    numbers = _newest_of(shelf, entity, kinds, parts, limit, each_kind)
    if not numbers:
        return []
    return shelf.rows(
        f"""{select} WHERE fact.id IN (SELECT value FROM json_each(:ids))
            ORDER BY coalesce(fact.day, '') DESC, fact.article, fact.start, fact.id""",
        ids=many(numbers),
    )


def _newest_of(
    shelf: Shelf, entity: int, kinds: Collection[str], parts: Sequence[Part], limit: int, each_kind: bool
) -> list[int]:
    """The newest facts that hold in which an entity is one of these parts: at most `limit` of each part, of
    all kinds together or of each."""
    looked, last = limit * 2, shelf.last("fact")
    of_kind = " UNION ALL ".join(
        f"""SELECT * FROM (SELECT fact, part, kind FROM involves WHERE entity = :entity AND part = '{part}'
            AND kind = :{{kind}} AND fact <= :last ORDER BY day DESC, fact LIMIT :looked)"""
        for part in parts
    )
    while True:
        found = _of_each(shelf, of_kind, kinds, entity=entity, last=last, looked=looked)
        shown = shelf.rows(
            f"""SELECT fact.id FROM fact WHERE {LIVE} AND fact.id IN (SELECT value FROM json_each(:ids))
                ORDER BY coalesce(fact.day, '') DESC, fact.article, fact.start, fact.id""",
            ids=many(row[0] for row in found),
        )  # fmt: skip
        sorts: dict[int, list[tuple[str, str]]] = {}
        for number, part, kind in found:
            sorts.setdefault(number, []).append((part, kind))
        there = Counter(itertools.chain(*sorts.values()))
        held = Counter(sort for row in shown for sort in sorts[row[0]])
        if all(count < looked or held[sort] >= limit for sort, count in there.items()):
            break
        looked *= WIDER
    counted = Counter[tuple[str, str]]()
    chosen = []
    for (number,) in shown:
        own = [(part, kind if each_kind else "") for part, kind in sorts[number]]
        counted.update(own)
        if any(counted[one] <= limit for one in own):
            chosen.append(number)
    return chosen


def _of_each(shelf: Shelf, sql: str, kinds: Collection[str], **values: Any) -> list[Any]:
    """The rows a query gives for each kind: an index leads to one kind alone."""
    names = {f"kind{place}": kind for place, kind in enumerate(dict.fromkeys(kinds))}
    parts = " UNION ALL ".join(f"SELECT * FROM ({sql.format(kind=name)})" for name in names)
    return shelf.rows(parts, **names, **values) if names else []


def with_number(shelf: Shelf, number: float, limit: int = 10) -> list[StoredFact]:
    """Figures of exactly this number, whatever their unit, newest first."""
    rows = shelf.rows(
        f"{SELECT} WHERE fact.number = :number AND {LIVE} ORDER BY fact.id DESC LIMIT :limit",
        number=number,
        limit=limit,
    )
    return [fact_of(row) for row in reversed(rows)]


def newest(shelf: Shelf, kinds: Collection[str] = (), since: str = "", limit: int = 40) -> list[StoredFact]:
    """Facts recorded at or after `since` (ISO 8601, UTC), all or of these kinds, the last recorded first."""
    sql = f"""SELECT id FROM fact WHERE {LIVE} AND fact.recorded_at >= :since {{also}}
              ORDER BY recorded_at DESC, id DESC LIMIT :limit"""
    if kinds:
        found = _of_each(shelf, sql.format(also="AND kind = :{kind}"), kinds, since=since, limit=limit)
    else:
        found = shelf.rows(sql.format(also=""), since=since, limit=limit)
    rows = shelf.rows(
        f"""{SELECT} WHERE fact.id IN (SELECT value FROM json_each(:ids))
            ORDER BY fact.recorded_at DESC, fact.id DESC LIMIT :limit""",
        ids=many(row[0] for row in found),
        limit=limit,
    )
    return [fact_of(row) for row in rows]


def of_article(shelf: Shelf, article: int) -> list[StoredFact]:
    """Facts read from an article, in reading order."""
    rows = shelf.rows(
        f"""{SELECT} WHERE {LIVE} AND fact.article = :id AND fact.entered_by IS NULL
            ORDER BY fact.start, fact.id""",
        id=article,
    )
    return [fact_of(row) for row in rows]


def proposed_of(shelf: Shelf, article: int) -> list[StoredFact]:
    """Facts of an article that wait to be accepted, in reading order."""
    rows = shelf.rows(
        f"""{SELECT} WHERE fact.article = :id AND fact.state = 'proposed' AND fact.ended_at IS NULL
            AND fact.tlp <= :ceiling ORDER BY fact.start, fact.id""",
        id=article,
    )
    return [fact_of(row) for row in rows]


def fact_of(row: Any) -> StoredFact:
    """A fact from its row of SELECT."""
    fields: dict[str, Any] = dict(zip(FIELDS, row, strict=False))
    fields["when"], fields["published"] = span(*row[-6:-2]), span(*row[-2:])
    return StoredFact.model_validate(fields)
