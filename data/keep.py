"""Keep: what was read from one article becomes rows of the store, in one transaction of the caller's."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from data import contradictions, identity
from data.dates import Value
from data.matching import NameIndex
from data.reading.conflicts import within
from data.reading.copies import signature
from data.reading.document import Document
from data.store import articles, conflicts, copies, entities, facts
from data.store.articles import StoredPassage
from data.store.shelf import Connection, Shelf
from data.values import EntityKind, Fact, Mention

Key = tuple[EntityKind, str]


class Kept(Value):
    """What became of one article."""

    article: int
    facts: int
    names: int
    """How many entities are new."""
    copy_of: int | None = None
    """The first article that this one is a near-copy of."""


def keep(db: Connection, document: Document, now: str) -> Kept:
    """Write an article, its passages, names, mentions and facts; returns what is new."""
    number = articles.keep(db, document.article, document.passages, now)
    first = copies.keep(db, number, document.text, signature(document.text))
    shelf = Shelf(db, NameIndex(db))
    passages = articles.passages(shelf, number)
    ids, new = identity.settle(shelf, document, number, now)
    entities.keep_mentions(db, _mention_rows(document.mentions, ids, passages))
    articles.keep_dates(db, _date_rows(document, passages))
    kept = {
        fact: facts.keep(db, fact, _origin(document, fact, number, passages, ids), now)
        for fact in document.facts
    }
    conflicts.keep(db, within(document), kept, now)
    if first is None:
        for conflict, numbers in contradictions.found(shelf, kept, ids, number):
            conflicts.keep(db, [conflict], numbers, now)
    return Kept(article=number, facts=len(kept), names=new, copy_of=first)


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
        article=article,
        published=document.article.published,
        passage=passage.id if passage else None,
        entities=ids,
        named=_named(document, fact, ids),
        evidence=document.text[fact.start : fact.end],
    )


def _named(document: Document, fact: Fact, ids: dict[Key, int]) -> tuple[int, ...]:
    """The entities that are named in the evidence of a fact."""
    inside = (
        m for m in document.mentions_in(fact.start, fact.end) if m.how in ("name", "acronym", "surname")
    )
    return tuple(dict.fromkeys(ids[m.kind, m.entity] for m in inside))
