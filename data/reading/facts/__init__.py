"""Facts: what an article states; a new kind of fact is one module and one row in READERS."""

from collections.abc import Callable, Iterable

from data.reading.document import Document
from data.reading.facts import (
    announcements,
    countries,
    counts,
    dating,
    deals,
    events,
    foundings,
    interviews,
    launches,
    meetings,
    offices,
    projects,
    quoted,
    retractions,
    sheets,
    statements,
    visits,
)
from data.reading.facts.view import View
from data.values import Fact, FactKind

Reader = Callable[[View], Iterable[Fact]]

READERS: tuple[Reader, ...] = (
    offices.read,
    meetings.read,
    statements.read,
    interviews.read,
    quoted.read,
    counts.read,
    sheets.read,
    projects.read,
    countries.read,
    events.read,
    visits.read,
    deals.read,
    launches.read,
    foundings.read,
    announcements.read,
)
"""Every reader of facts, in the order in which their facts are listed for one sentence."""


def find(document: Document) -> tuple[Fact, ...]:
    """The facts of a document in order of their evidence, none twice.

    Nothing is read from suspect or boilerplate passages, and no fact is kept whose evidence does
    not hold its value letter for letter, or which the article itself takes back.
    """
    view = View(document)
    found: dict[tuple[object, ...], Fact] = {}
    for read in READERS:
        for fact in read(view):
            if fact.value in document.text[fact.start : fact.end]:
                key = _same(fact)
                if key not in found or fact.start < found[key].start:
                    found[key] = fact
    standing = retractions.kept(view, found.values())
    return tuple(sorted(dating.dated(standing), key=lambda fact: fact.start))


def _same(fact: Fact) -> tuple[object, ...]:
    """What makes two facts one: a funder or a participant named twice is one fact."""
    if fact.kind in (FactKind.PROJECT, FactKind.EVENT) and fact.object:
        return (fact.kind, fact.subject, fact.predicate, fact.object)
    return (fact.kind, fact.subject, fact.predicate, fact.object, fact.value, fact.speaker, fact.start)
