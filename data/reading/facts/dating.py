"""Dating: facts without a date of their own get the date of the event that the article reports, or none."""

from collections.abc import Collection, Iterable

from data.dates import DateSpan
from data.values import Fact, FactKind

AT_THE_EVENT = frozenset({FactKind.QUOTE, FactKind.STATEMENT, FactKind.LAUNCH, FactKind.MEETING})
"""Kinds that are taken to belong to the event of an article that reports exactly one."""


ATTENDED = frozenset({"host", "organiser", "partner", "participant"})
"""What an article says of an event that it reports, and not of one that it only mentions."""


def dated(facts: Collection[Fact]) -> Iterable[Fact]:
    """The facts, with the event's date where they have none.

    The facts of an event have its date. What was said, launched or met about has it only when the
    article gives the date of exactly one event and stands behind the sentence that gives it.
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
        event = events.get(fact.subject) if fact.kind == FactKind.EVENT else None
        if event is None and only is not None and fact.kind in AT_THE_EVENT and fact.start >= only.start:
            event = only
        yield fact.model_copy(update={"when": _of(event)}) if event and _is_undated(fact) else fact


def _is_undated(fact: Fact) -> bool:
    return not fact.when.edtf and not fact.when.words


def _of(event: Fact) -> DateSpan:
    why = f"the date of the event: {event.subject}"
    return event.when.model_copy(update={"why": f"{why}; {event.when.why}" if event.when.why else why})
