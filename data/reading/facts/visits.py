"""Visits: who went to which country, whom the visitor met there, and what else the visit included."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from data.dates import DateSpan
from data.reading.facts import meetings
from data.reading.facts.view import Line, View
from data.reading.outline import E, O, pattern
from data.values import Fact, FactKind, Mention


def read(view: View) -> Iterable[Fact]:
    """The facts of visits that have been made; one that is announced is an announcement."""
    yield from _visited(view)
    for line in view.body:
        for at in [i for i in line.outline.things if line.letters[i] == E]:
            yield from _included(view, line, at)


def _visited(view: View) -> Iterator[Fact]:
    """Who visited which country, and whom the visitor met in the lines after it."""
    met_by = [met for met in meetings.read(view) if met.predicate == "met"] if view.visits else []
    met_by.sort(key=lambda met: met.start)
    ends = [view.lines[number].passage.start for number, *_ in view.visits[1:]] + [len(view.document.text)]
    for (number, event, visitor, where), end in zip(view.visits, ends, strict=False):
        line = view.lines[number]
        when = view.when(line, 0, 1)
        if not when.edtf and re.search(r"\brecently\b", line.letters):
            when = DateSpan(
                words="recently", why=f"said relative to the report; {view.report.why}".rstrip("; ")
            )
        yield view.fact(line, FactKind.EVENT, event, "visitor", object=visitor, when=when)
        yield view.fact(
            line, FactKind.EVENT, event, "place", object=where, value=where.text, place=where.entity
        )
        first = bisect_left(met_by, line.passage.start, key=lambda met: met.start)
        last = bisect_left(met_by, max(end, line.passage.end), key=lambda met: met.start)
        for met in met_by[first:last]:
            if visitor.entity == met.subject and met.place in ("", where.entity):
                yield _during(event, met)


def _during(event: Mention, met: Fact) -> Fact:
    """A meeting as a fact of the visit during which it was."""
    update = {
        "kind": FactKind.EVENT,
        "subject": event.entity,
        "subject_kind": "event",
        "predicate": "meeting with",
    }
    return met.model_copy(update={**update, "value": "", "confidence": round(met.confidence * 0.9, 2)})


def _included(view: View, line: Line, at: int) -> Iterator[Fact]:
    """'the visit included an observation of ...', with the body where it was."""
    m = pattern(r"<E> (?:also )?(?:included|featured|comprised) (?P<what>[^.;]+)").match(line.letters, at)
    if m:
        names = [i for i in line.outline.things if i >= m.start("what") and line.letters[i] == O]
        value = line.clause(*m.span("what"))
        body = line.outline.name(names[-1]) if names else None
        event = line.outline.name(at)
        yield view.fact(line, FactKind.EVENT, event, "included", object=body, value=value, confidence=0.85)
