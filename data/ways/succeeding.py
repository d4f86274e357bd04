"""Succeeding: which earlier article a new one follows on, and what it does to that one's facts."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from data.dates import DateSpan
from data.reading.copies import shingles
from data.reading.document import Document
from data.store import arrivals, articles, endings, entities, facts
from data.store.shelf import Connection, Shelf
from data.values import EntityKind, Fact, StoredFact
from data.ways.retracting import Notice, address
from data.ways.versions import Changes

SHARED = 0.4
"""The share of common runs of four words from which an article of the same publisher and title, or of the
same file name, is a newer version: one changed word in every six leaves as much."""
NEAR = timedelta(days=7)
"""How far the dates of two versions may lie apart; a weekly bulletin has the same title each week."""
VERSION = "changed in a newer version of the article"
GONE = "no longer in the newest version of the article"


def earlier(shelf: Shelf, document: Document, number: int) -> list[int]:
    """The versions of this article that the store has already, the first one first; none for a new article.

    An article is the same by its address, or by publisher and title or its file name when
    the text is for the greater part the same.
    """
    article = document.article
    found = None
    if article.url:
        found = arrivals.with_url(shelf.db, [article.url, address(article.url)], number)
    found = found or _alike(shelf, document, number)
    return arrivals.versions(shelf.db, arrivals.first_version(shelf.db, found)) if found else []


def _alike(shelf: Shelf, document: Document, number: int) -> int | None:
    own = shingles(document.text)
    for other, text in arrivals.alike(shelf.db, number):
        theirs = shingles(text)
        if own and len(own & theirs) >= SHARED * len(own | theirs):
            stored = articles.get(shelf, other)
            if stored and _may_be_one(stored.published, document.article.published):
                return other
    return None


def _may_be_one(one: DateSpan, other: DateSpan) -> bool:
    if one.precision != "day" or other.precision != "day" or not one.latest or not other.latest:
        return True
    return abs(one.latest - other.latest) <= NEAR


def held(shelf: Shelf, versions: Sequence[int]) -> list[StoredFact]:
    """The facts that hold of these versions of an article."""
    return [fact for version in versions for fact in facts.of_article(shelf, version)]


def names_of(shelf: Shelf, versions: Sequence[int]) -> dict[tuple[EntityKind, str], int]:
    """The names in these versions that mean one entity each: in the newer one they mean the same."""
    found: dict[tuple[EntityKind, str], set[int]] = {}
    for number in {e for version in versions for e in endings.entities_of(shelf.db, version)}:
        entity = entities.get(shelf, number)
        for text, sort in entities.aliases(shelf, number) if entity else ():
            if entity and sort != "office":
                found.setdefault((entity.kind, text), set()).add(entity.id)
    return {key: min(ids) for key, ids in found.items() if len(ids) == 1}


def is_repeat(db: Connection, document: Document) -> int | None:
    """The article at the same address with the very same text, whatever the bytes around it, or None."""
    url = document.article.url
    other = arrivals.with_url(db, [url, address(url)], 0) if url else None
    return other if other and endings.text_of(db, other) == document.text else None


def count_as_one(
    db: Connection, shelf: Shelf, number: int, versions: Sequence[int], first: int | None
) -> int | None:
    """Count a newer version as no source of its own; returns the article that stands for all of them."""
    if not versions or first is not None:
        return first
    root = articles.get(shelf, versions[0])
    origin = (root.copy_of or root.id) if root else versions[0]
    endings.set_copy(db, number, origin)
    return origin


def replace(
    db: Connection, number: int, changes: Changes, kept: Mapping[Fact, int], now: str, proposed: bool
) -> None:
    """Let changed facts take the place of earlier ones, and propose for withdrawal what has vanished."""
    for fact, old in changes.changed:
        endings.supersede(db, kept[fact], old)
        if not proposed:
            endings.end(db, [old], number, "changed", VERSION, None, now)
    arrivals.keep_vanished(db, changes.vanished, number, GONE, now)


def target(
    shelf: Shelf, notice: Notice, document: Document, number: int, versions: Sequence[int]
) -> int | None:
    """The article that a notice is about: an earlier version, or the one that it names, or None."""
    if versions:
        return versions[0]
    urls = [one for url in notice.urls for one in (url, address(url))]
    named = arrivals.with_url(shelf.db, urls, number) if urls else None
    if named:
        return named
    for title in notice.titles:
        found = [n for n in arrivals.titled(shelf.db, title, document.article.publisher) if n != number]
        if len(found) == 1:
            return found[0]
    return None


def retract(
    shelf: Shelf, notice: Notice, about: int, document: Document, number: int, now: str, proposed: bool
) -> int:
    """End the facts of a whole article that its own publisher takes back; returns how many ended.

    A notice of another publisher, or one that waits to be accepted, only proposes to withdraw them.
    """
    stored = articles.get(shelf, about)
    versions = arrivals.versions(shelf.db, arrivals.first_version(shelf.db, about))
    found = [fact.id for fact in held(shelf, versions) if fact.article_id != number]
    why = f"taken back by the publisher: “{notice.sentence}”"
    own = stored is not None and stored.publisher.casefold() == document.article.publisher.casefold()
    if proposed or not own or not stored or not stored.publisher:
        arrivals.keep_vanished(shelf.db, found, number, why, now)
        return 0
    endings.end(shelf.db, found, number, "retracted", why, None, now)
    return len(found)
