"""Deciding: what a person decides on an arrival: to accept facts, withdraw others, correct its data."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from data import identity
from data.errors import BadUsage
from data.keep import mention_rows, origin_of
from data.matching import NameIndex
from data.reading import dates
from data.reading.document import Document
from data.reading.gazetteers import Known
from data.store import arrivals, articles, endings, entities, facts
from data.store.shelf import Connection, Shelf
from data.store.store import Store
from data.values import Article
from data.ways import succeeding
from data.ways.versions import compare

Field = Literal["title", "publisher", "date", "language"]
FIELDS: Mapping[str, Field] = {
    "title": "title",
    "publisher": "publisher",
    "date": "date",
    "language": "language",
}
REREAD = ("date", "language")
"""What is read in an article depends on these, so after a change it is read again."""


def accept(db: Connection, article: int, who: int | None, now: str) -> int:
    """Take the proposed facts of an article in as current, and look at it no more; returns how many.

    What they change ends now. The caller owns the transaction.
    """
    proposed = endings.proposed_facts(db, article)
    for fact in proposed:
        endings.accept(db, fact, now)
        old = endings.superseded_by(db, fact)
        if old is not None:
            endings.end(db, [old], article, "changed", succeeding.VERSION, who, now)
    arrivals.set_state(db, article, "kept")
    return len(proposed)


def withdraw_vanished(db: Connection, article: int, who: int | None, now: str) -> int:
    """End the facts that are proposed for withdrawal because of an article; returns how many."""
    found = arrivals.vanished(Shelf(db, NameIndex(db)), article)
    endings.end(db, found, article, "vanished", succeeding.GONE, who, now)
    arrivals.decide_vanished(db, article, "withdrawn")
    return len(found)


def retain_vanished(db: Connection, article: int) -> int:
    """Let the facts stand that are proposed for withdrawal because of an article; returns how many."""
    found = arrivals.vanished(Shelf(db, NameIndex(db)), article)
    arrivals.decide_vanished(db, article, "kept")
    return len(found)


def correct(db: Connection, article: int, field: Field, value: str) -> None:
    """Write one datum of an article anew. Raises BadUsage for a date or a language that is none."""
    if field == "date":
        when = dates.parse(value)
        if when is None:
            raise BadUsage(f"“{value[:40]}” is no date; write it like 2024-05-06, May 2024 or 2024.")
        articles.set_published(db, article, when.model_copy(update={"why": "corrected by an editor"}))
    elif field == "language":
        if len(value) != 2 or not value.isalpha():
            raise BadUsage("A language is written with its two letters, such as en, ur or fr.")
        articles.set_language(db, article, value.lower())
    elif field == "publisher":
        articles.set_publisher(db, article, value[:200])
    else:
        articles.set_title(db, article, value[:300])


def enter_again(db: Connection, number: int, document: Document, now: str) -> tuple[int, int]:
    """Put what was read anew from a corrected article in the place of what was read before.

    Returns how many facts are new and how many ended. The caller owns the transaction.
    """
    shelf = Shelf(db, NameIndex(db))
    passages = articles.passages(shelf, number)
    ids, _ = identity.settle(shelf, document, number, now, succeeding.names_of(shelf, [number]))
    if not endings.entities_of(db, number):
        entities.keep_mentions(db, mention_rows(document.named, ids, passages))
    changes = compare(succeeding.held(shelf, [number]), document.facts, ids, "")
    kept = {
        fact: facts.keep(db, fact, origin_of(document, fact, number, passages, ids), now)
        for fact in changes.fresh
    }
    succeeding.replace(db, number, changes.model_copy(update={"vanished": ()}), kept, now, proposed=False)
    endings.end(db, changes.vanished, number, "changed", "read anew after a correction", None, now)
    return len(kept), len(changes.changed) + len(changes.vanished)


Read = Callable[[Article, Sequence[Known]], Document]
"""Reads an article; a child process with limits does it."""


def reread(store: Store, number: int, read: Read, now: str) -> tuple[int, int]:
    """Read an article anew after its data were corrected: how many facts are new, and how many ended."""
    stored = articles.get(store.shelf(), number)
    if stored is None:
        return 0, 0
    article = Article(**{name: getattr(stored, name) for name in Article.model_fields})
    known = entities.known(store.shelf().db, article.text)
    document = read(article, [one for one in known if f"({one[0]})" not in article.text])
    with store.writing() as db:
        return enter_again(db, number, document, now)
