"""Keep: what was read from one article becomes rows of the store, in one transaction of the caller's."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from data.dates import Value
from data.matching import NameIndex, office_names
from data.reading.document import Document
from data.store import articles, entities, facts
from data.store.articles import StoredPassage
from data.store.shelf import Connection, Shelf
from data.values import EntityKind, Fact, FactKind, Mention

Key = tuple[EntityKind, str]


class Kept(Value):
    """What became of one article."""

    article: int
    facts: int
    names: int
    """How many entities are new."""


def keep(db: Connection, document: Document, now: str) -> Kept:
    """Write an article, its passages, names, mentions and facts; returns what is new."""
    number = articles.keep(db, document.article, document.passages, now)
    shelf = Shelf(db, NameIndex(db))
    passages = articles.passages(shelf, number)
    ids, new = _entities(shelf, document, number, now)
    entities.keep_mentions(db, _mention_rows(document.mentions, ids, passages))
    articles.keep_dates(db, _date_rows(document, passages))
    kept = [
        facts.keep(db, fact, _origin(document, fact, number, passages, ids), now) for fact in document.facts
    ]
    _name_offices(shelf.names, document, ids, number)
    return Kept(article=number, facts=len(kept), names=new)


def _entities(shelf: Shelf, document: Document, article: int, now: str) -> tuple[dict[Key, int], int]:
    """The entity of every name in the article, made where the store has none, with its new aliases."""
    names, ids, new = shelf.names, dict[Key, int](), 0
    for key, surfaces in _surfaces(document.mentions).items():
        found = entities.same(shelf, *key)
        if found is None:
            found, new = entities.keep(shelf.db, *key, now), new + 1
        ids[key] = found
        names.add(found, key[1], "name", article)
        for surface in surfaces:
            names.add(found, surface, _sort(surface), article)
    return ids, new


def _surfaces(mentions: Iterable[Mention]) -> dict[Key, list[str]]:
    """Every (kind, canonical name) with the other ways in which the article writes it in full."""
    found: dict[Key, list[str]] = {}
    for m in mentions:
        surfaces = found.setdefault((m.kind, m.entity), [])
        if m.how in ("name", "acronym") and m.text != m.entity and m.text not in surfaces:
            surfaces.append(m.text)
    return found


def _sort(surface: str) -> str:
    letters = [c for c in surface if c.isalpha()]
    return (
        "acronym"
        if " " not in surface and sum(c.isupper() for c in letters) > len(letters) / 2
        else "spelling"
    )


def _mention_rows(
    mentions: Iterable[Mention], ids: dict[Key, int], passages: Sequence[StoredPassage]
) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for m in mentions:
        passage = passage_at(passages, m.start)
        if passage is not None:
            rows.append((ids[m.kind, m.entity], passage.id, m.start, m.end, m.how, m.confidence))
    return rows


def _date_rows(document: Document, passages: Sequence[StoredPassage]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for d in document.dates:
        passage = passage_at(passages, d.start)
        if passage is not None:
            rows.append((passage.id, d.start, d.end, d.when.edtf, d.when.precision, d.when.words, d.when.why))
    return rows


def passage_at(passages: Sequence[StoredPassage], offset: int) -> StoredPassage | None:
    """The passage that covers an offset, or None."""
    index = bisect_right(passages, offset, key=lambda p: p.start) - 1
    return passages[index] if index >= 0 and offset < passages[index].end else None


def _origin(
    document: Document, fact: Fact, article: int, passages: Sequence[StoredPassage], ids: dict[Key, int]
) -> facts.Origin:
    passage = passage_at(passages, fact.start)
    return facts.Origin(
        article=article, published=document.article.published, passage=passage.id if passage else None,
        entities=ids, evidence=document.article.text[fact.start : fact.end],
    )  # fmt: skip


def _name_offices(names: NameIndex, document: Document, ids: dict[Key, int], article: int) -> None:
    """Make the holders of offices findable by their office."""
    acronyms = {m.entity: m.text for m in document.mentions if m.how == "acronym"}
    for fact in document.facts:
        if fact.kind is FactKind.OFFICE and not fact.qualifier:
            for office in office_names(fact.value, fact.object, acronyms.get(fact.object, ""), fact.place):
                names.add(ids[fact.subject_kind, fact.subject], office, "office", article)
