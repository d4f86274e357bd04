"""Keep: what was read from one article becomes rows of the store, in one transaction of the caller's."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from data import contradictions, identity
from data.dates import Value
from data.matching import NameIndex
from data.reading.conflicts import within
from data.reading.copies import signature
from data.reading.document import Document
from data.store import arrivals, articles, conflicts, copies, entities, facts
from data.store.arrivals import Arrival, Came
from data.store.articles import StoredPassage
from data.store.shelf import Connection, Shelf
from data.values import EntityKind, Fact, Mention
from data.ways import succeeding
from data.ways.retracting import notice
from data.ways.versions import Changes, compare

Key = tuple[EntityKind, str]
UNTOLD = Came()
"""An article of which nobody said how it came: read in a terminal."""


class Kept(Value):
    """What became of one article."""

    article: int
    facts: int
    """How many facts are new."""
    names: int
    """How many entities are new."""
    copy_of: int | None = None
    """The first article that this one is a near-copy of."""
    version_of: int | None = None
    """The first version of the article that this is a newer version of."""
    same: int = 0
    """Facts of earlier versions that this one still states."""
    changed: int = 0
    """New facts that take the place of earlier ones."""
    vanished: int = 0
    """Earlier facts that are proposed for withdrawal, because they are no longer stated."""
    retracts: int | None = None
    """The article that this one takes back or corrects."""
    retracted: int = 0
    """Facts that ended because it takes them back."""


def keep(db: Connection, document: Document, now: str, came: Came = UNTOLD, proposed: bool = False) -> Kept:
    """Write an article, its passages, names, mentions and facts; returns what is new and what it changes.

    The facts of a newer version take the place of those they change; what it no longer states is
    proposed for withdrawal. `proposed` facts wait to be accepted, and so does what they change.
    """
    number = articles.keep(db, document.article, document.passages, now)
    first = copies.keep(db, number, document.text, signature(document.text))
    shelf = Shelf(db, NameIndex(db))
    versions = succeeding.earlier(shelf, document, number)
    first = succeeding.count_as_one(db, shelf, number, versions, first)
    passages = articles.passages(shelf, number)
    ids, new = identity.settle(shelf, document, number, now, succeeding.names_of(shelf, versions))
    entities.keep_mentions(db, mention_rows(document.named, ids, passages))
    articles.keep_dates(db, _date_rows(document, passages))
    changes = _changes(shelf, document, versions, ids)
    origins = {fact: origin_of(document, fact, number, passages, ids) for fact in changes.fresh}
    state = {"state": "proposed" if proposed else "current"}
    kept = {
        fact: facts.keep(db, fact, origin.model_copy(update=state), now) for fact, origin in origins.items()
    }
    succeeding.replace(db, number, changes, kept, now, proposed)
    _keep_conflicts(shelf, document, kept, ids, number, versions, first if not versions else None, now)
    done = Kept(
        article=number, facts=len(kept), names=new, copy_of=first, same=changes.same,
        version_of=versions[0] if versions else None, changed=len(changes.changed),
        vanished=len(changes.vanished),
    )  # fmt: skip
    return _noted(shelf, document, done, versions, came, now, proposed)


def _changes(shelf: Shelf, document: Document, versions: Sequence[int], ids: Mapping[Key, int]) -> Changes:
    if not versions:
        return Changes(fresh=tuple(dict.fromkeys(document.facts)))
    return compare(succeeding.held(shelf, versions), document.facts, ids, document.text)


def _keep_conflicts(
    shelf: Shelf, document: Document, kept: Mapping[Fact, int], ids: dict[Key, int], number: int,
    versions: Sequence[int], copied: int | None, now: str,
) -> None:  # fmt: skip
    """Note where the new facts contradict each other, and, unless the article is a copy, other articles."""
    inside = [c for c in within(document) if c.first in kept and c.second in kept]
    conflicts.keep(shelf.db, inside, kept, now)
    if copied is None:
        for conflict, numbers in contradictions.corrections(shelf, document, kept, ids, [number, *versions]):
            conflicts.keep(shelf.db, [conflict], numbers, now)
        for conflict, numbers in contradictions.found(shelf, kept, ids, number, versions):
            conflicts.keep(shelf.db, [conflict], numbers, now)


def _noted(
    shelf: Shelf,
    document: Document,
    done: Kept,
    versions: Sequence[int],
    came: Came,
    now: str,
    proposed: bool,
) -> Kept:
    """Note how the article arrived, and do what it says of another when it is a notice."""
    said = notice(document)
    about = succeeding.target(shelf, said, document, done.article, versions) if said else None
    if said and about and said.whole:
        ended = succeeding.retract(shelf, said, about, document, done.article, now, proposed)
        done = done.model_copy(update={"retracted": ended})
    arrival = Arrival(
        article=done.article, names=done.names, warnings=document.warnings, version_of=done.version_of,
        retracts=about, notice=said.sentence if said else "",
    )  # fmt: skip
    arrivals.keep(shelf.db, arrival, came, now)
    return done.model_copy(update={"retracts": about})


def mention_rows(
    mentions: Iterable[Mention], ids: dict[Key, int], passages: Sequence[StoredPassage]
) -> list[tuple[object, ...]]:
    """Mentions as `entities.keep_mentions` takes them."""
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


def origin_of(
    document: Document, fact: Fact, article: int, passages: Sequence[StoredPassage], ids: dict[Key, int]
) -> facts.Origin:
    """Where a fact of a document comes from, with what its names are in the store."""
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
