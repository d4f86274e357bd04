"""Dating: when a report and a post were made, and which facts have the date of the event reported."""

import itertools
from collections.abc import Collection, Iterable
from datetime import date

from data.dates import OF_THE_POST, DateSpan
from data.reading import datelines, dates
from data.reading.document import Document
from data.values import Fact, FactKind

SIGNATURE = "the signature of an embedded post"
"""Why a passage is boilerplate whose date is the day of the post beside it."""

AT_THE_EVENT = frozenset({FactKind.QUOTE, FactKind.STATEMENT, FactKind.LAUNCH, FactKind.MEETING})
"""Kinds that are taken to belong to the event of an article that reports exactly one."""


ATTENDED = frozenset({"host", "organiser", "partner", "participant"})
"""What an article says of an event that it reports, and not of one that it only mentions."""


def dated(facts: Collection[Fact]) -> Iterable[Fact]:
    """The facts, with the event's date where they have none.

    The facts of an event have its date, and so have figures of it in the sentence that gives the date.
    What was said, launched or met about has it only when the article gives the date of exactly one event
    and stands behind the sentence that gives it.
    Words like 'this year' are never replaced.
    """
    events = {
        fact.subject: fact
        for fact in reversed(list(facts))
        if fact.kind == FactKind.EVENT and fact.predicate == "date"
    }
    attended = {fact.subject for fact in facts if fact.kind == FactKind.EVENT and fact.predicate in ATTENDED}
    reported = [event for subject, event in events.items() if subject in attended]
    only = reported[0] if len(reported) == 1 else None
    for fact in facts:
        own = events.get(fact.subject)
        dates_it = own is not None and (fact.kind == FactKind.EVENT or _is_beside(fact, own))
        event = own if dates_it else None
        if event is None and only is not None and fact.kind in AT_THE_EVENT and fact.start >= only.start:
            event = only
        yield fact.model_copy(update={"when": _of(event)}) if event and _is_undated(fact) else fact


def _is_beside(fact: Fact, date: Fact) -> bool:
    """Whether a figure stands in the sentence that gives the date of its event."""
    return fact.kind == FactKind.FIGURE and fact.end == date.end


def _is_undated(fact: Fact) -> bool:
    return not fact.when.edtf and not fact.when.words


def _of(event: Fact) -> DateSpan:
    why = f"the date of the event: {event.subject}"
    return event.when.model_copy(update={"why": f"{why}; {event.when.why}" if event.when.why else why})


def report(document: Document) -> DateSpan:
    """When the report was made: published, else its dateline, else bounded by the latest day it tells of."""
    filed = datelines.filed(document.article, document.passages)
    past = dates.told_as_past(document.text, document.dates)
    known = [span for span in past if span.earliest]
    if filed.edtf or not known:
        return filed
    last = max(known, key=lambda span: span.earliest or date.min)
    why = f"the report is undated; it mentions {last.words}"
    return DateSpan(edtf=f"{last.edtf.partition('/')[0]}/..", precision="bounded", why=why)


def posts(document: Document) -> dict[int, DateSpan]:
    """The day of each embedded post, by the start of each passage that belongs to it.

    The signature gives the day; the passage before it and the body passages right behind it are the post.
    """
    found: dict[int, DateSpan] = {}
    passages = document.passages
    for i, passage in enumerate(passages):
        inside = (
            [d.when for d in document.dates if passage.start <= d.start < passage.end]
            if passage.why == SIGNATURE
            else []
        )
        if inside:
            when = inside[0].model_copy(update={"why": OF_THE_POST})
            rest = itertools.takewhile(lambda p: p.role == "body" and not p.why, passages[i + 1 : i + 5])
            found |= {p.start: when for p in (*passages[max(0, i - 1) : i], *rest)}
    return found
