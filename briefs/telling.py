"""Telling: how one fact, or a few of one sentence, become one line; a table with a function for each kind."""

import re
from collections.abc import Callable, Iterable, Sequence

from briefs.dates import say
from briefs.language import _
from briefs.trim import trim
from data.dates import UNDATED, DateSpan
from data.values import FactKind, StoredFact

Facts = Sequence[StoredFact]
LISTING = (FactKind.MEETING, FactKind.PROJECT, FactKind.EVENT, FactKind.AGREEMENT, FactKind.FOUNDING)
"""Kinds whose objects are listed in one line."""
LONG_NAME = 24
"""Longer names than this are called by their acronym in a line."""
SENTENCE = 160
"""Characters of a sentence that stands for a figure: two lines on a phone."""
STEM = 4
"""Letters that a country and its adjective share: 'Italian Minister' needs no ', Italy'."""
LISTED = 12
"""How many names of a list are shown before 'and N more'."""


def tell(facts: Facts, about: int = 0, name: str = "") -> str:
    """One line for facts that share kind, subject, predicate and evidence.

    `about` is the entity whose card it stands on (it is not named again), `name` what it is called;
    0 names everybody.
    A fact that only names it besides is told by its sentence.
    The words are the source's own, names excepted, which are the canonical ones.
    """
    first = facts[0]
    own = [f for f in facts if about in (f.subject_id, f.object_id, f.speaker_id)] if about else facts
    if not own:
        return trim(first.evidence, around=[name, name.rpartition(" ")[2]])
    if about and first.subject_id != about:
        facts = own
    line = WORDING[first.kind](facts, about)
    return line[:1].upper() + line[1:]


def grouped(facts: Iterable[StoredFact]) -> list[tuple[StoredFact, ...]]:
    """Facts that make one line together: of one article, sentence, kind, subject and predicate."""
    groups: dict[tuple[object, ...], list[StoredFact]] = {}
    for fact in facts:
        listed = bool(fact.object) and fact.kind in LISTING
        own = ("", "") if listed else (fact.value, fact.place)
        key = (fact.article_id, fact.kind, fact.subject_id, fact.predicate, fact.start, *own)
        groups.setdefault(key, []).append(fact)
    return [tuple(group) for group in groups.values()]


def dated(facts: Facts, about: int = 0) -> str:
    """When it was, in brackets: '(24 Oct 2017)', '(“this year”, date not stated)' or '(undated)'.

    '' for an attribute that has no date of its own, such as a project's budget, or on the event's own card.
    """
    first = facts[0]
    timeless = first.kind is FactKind.PROJECT and not first.when.edtf and not first.when.words
    own = first.kind is FactKind.EVENT and first.subject_id == about
    return (
        ""
        if timeless or own or (first.value and first.value == first.when.words)
        else f"({when(first.when, first.published)})"
    )


def when(span: DateSpan, reported: DateSpan = UNDATED) -> str:
    """A date as it is known; relative words that could not be resolved are quoted, never resolved by us.

    What has no date of its own is 'reported' on the day of its article, where that is known.
    """
    if span.edtf:
        said = say(span)
        if span.precision == "bounded" and span.words and any(c.isdigit() for c in span.words):
            return f"“{span.words}”, year not stated; {said}"
        return said
    known = f"reported {say(reported)}" if reported.edtf and reported.precision != "bounded" else ""
    if span.words:
        return f"“{span.words}”, {known or 'date not stated'}"
    return known or "undated"


def names(facts: Facts) -> str:
    """The objects of facts as one list: 'A, B and C', at most LISTED of them."""
    found = list(dict.fromkeys(called(fact.object, fact.object_short) or fact.value for fact in facts))
    shown, rest = found[:LISTED], len(found) - LISTED
    if rest > 0:
        return f"{', '.join(shown)} and {rest} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


ROLES = {
    "funded by": "funder of",
    "implemented by": "implementer of",
    "initiated by": "initiator of",
    "partner": "partner in",
    "participant": "participant in",
    "framework": "framework of",
    "part of": "framework of",
    "meeting with": "met during",
    "presentation by": "gave a presentation at",
    "included": "part of",
    "visitor": "made the",
}
"""How an attribute of a project or event is said from the other side; others are '... of'."""


def called(name: str, short: str) -> str:
    """The acronym of what has a long name, else the name."""
    return short if short and len(name) > LONG_NAME else name


def subject(fact: StoredFact) -> str:
    """What the subject of a fact is called in a line."""
    return called(fact.subject, fact.subject_short)


def _subject(fact: StoredFact, about: int) -> str:
    return "" if fact.subject_id == about else f"{subject(fact)} "


def _meeting(facts: Facts, about: int) -> str:
    fact = facts[0]
    others = fact.subject if fact.object_id == about else names(facts)
    who = "" if about in (fact.subject_id, fact.object_id) else f"{fact.subject} "
    place = f" in {fact.place}" if fact.place else ""
    what = f": {trim(fact.value)}" if fact.value else ""
    if fact.predicate == "met":
        return f"{who}met {others}{place}{what}"
    return f"{who}{fact.predicate} with {others}{place}{what}" if others else f"{who}{fact.predicate}{what}"


def _said(facts: Facts, about: int) -> str:
    fact = facts[0]
    bearer = f" (on behalf of {fact.on_behalf_of})" if fact.on_behalf_of else ""
    return f"{_subject(fact, about)}{said(fact.predicate)}{bearer}: {trim(fact.value)}"


def _announced(facts: Facts, about: int) -> str:
    """What is to come: 'Border Agency will open ...'; what nobody announces by itself."""
    fact = facts[0]
    if fact.predicate == "to come":
        return trim(fact.value)
    if fact.predicate == "announced" and DEED.match(fact.value):
        return _("{who}announced, to come: {what}", who=_subject(fact, about), what=trim(fact.value))
    if fact.predicate in ("announced", "was announced"):
        return _said(facts, about)
    return f"{_subject(fact, about)}{fact.predicate} {trim(fact.value)}"


DEED = re.compile(
    r"(?:visit|travel|open|establish|set up|create|build|launch|host|hold|start|send|sign|present)\b"
)
"""How what somebody means to do himself begins; a clause of its own begins with who is to act."""
VERBS = {"says": "said", "saying": "said", "telling": "told", "according to": "said"}
"""Verbs of speech that need another form where what was said follows a colon."""


def said(verb: str) -> str:
    """The verb of a report in the past tense: 'noting' is 'noted', 'according to' is 'said'."""
    if verb in VERBS:
        return VERBS[verb]
    return f"{verb[:-3]}ed" if verb.endswith("ing") and " " not in verb else verb


def _quote(facts: Facts, about: int) -> str:
    fact = facts[0]
    bearer = f" (on behalf of {fact.on_behalf_of})" if fact.on_behalf_of else ""
    return f"{_subject(fact, about)}{fact.predicate}{bearer}: “{trim(fact.value)}”"


def figure(fact: StoredFact) -> str:
    """A figure with its qualifier, what is counted, what happened to it and who says so."""
    qualifier = f"{fact.qualifier} " if fact.qualifier else ""
    counted = f" {trim(fact.counted, 120)}" if fact.counted and fact.counted not in fact.value else ""
    happened = f" {fact.predicate}" if _tells(fact) and fact.predicate not in counted else ""
    speaker = f", according to {fact.speaker}" if fact.speaker else ""
    return f"{qualifier}{fact.value}{counted}{happened}{speaker}"


def _tells(fact: StoredFact) -> bool:
    return fact.predicate not in ("", "figure")


def _figure(facts: Facts, about: int) -> str:
    """The figure when it tells by itself; else the sentence it stands in."""
    fact = facts[0]
    return figure(fact) if _tells(fact) else trim(fact.evidence, SENTENCE, [fact.value])


def _attribute(facts: Facts, about: int) -> str:
    fact = facts[0]
    if about and fact.object_id == about:
        return f"{ROLES.get(fact.predicate, f'{fact.predicate} of')} {subject(fact)}"
    counted = f" ({len(facts)}, counted from the list)" if len(facts) > 3 else ""
    name = "" if fact.subject_id == about else f"{subject(fact)}, "
    what = when(fact.when) if fact.predicate == "date" else names(facts)
    return f"{name}{fact.predicate}{counted}: {what}"


def office(fact: StoredFact, about: int = 0) -> str:
    """'Director General, Border Agency'; on the card of another than the holder with the holder's name."""
    return _office([fact], about)


def _office(facts: Facts, about: int) -> str:
    fact = facts[0]
    if fact.object_id == about:
        return f"{fact.value}: {fact.subject}"
    if fact.subject_id != about and about:
        return f"{fact.value}: {fact.subject}"
    adds = bool(fact.object) and fact.object.casefold()[:STEM] not in fact.value.casefold()
    who = "" if fact.subject_id == about else f"{subject(fact)}, "
    return f"{who}{fact.value}" + (f", {fact.object}" if adds else "")


def _deed(facts: Facts, about: int) -> str:
    fact = facts[0]
    others = f" with {names(facts)}" if fact.object and fact.object_id != about else ""
    if fact.object_id == about:
        others = f" with {fact.subject}"
    place = f" in {fact.place}" if fact.place and fact.place not in fact.value else ""
    what = f": {trim(fact.value)}" if fact.value else ""
    who = "" if about in (fact.subject_id, fact.object_id) else f"{fact.subject} "
    return f"{who}{fact.predicate}{others}{place}{what}"


def _founding(facts: Facts, about: int) -> str:
    fact = facts[0]
    if fact.predicate == "existing":
        return f"{_subject(fact, about)}existing: {names(facts)}"
    place = f" in {fact.place}" if fact.place and fact.place not in fact.value else ""
    if about and fact.object_id == about:
        return f"{fact.predicate} by {subject(fact)}: {fact.value}{place}"
    return f"{_subject(fact, about)}{fact.predicate}: {fact.value or names(facts)}{place}"


WORDING: dict[FactKind, Callable[[Facts, int], str]] = {
    FactKind.OFFICE: _office,
    FactKind.MEETING: _meeting,
    FactKind.STATEMENT: _said,
    FactKind.QUOTE: _quote,
    FactKind.FIGURE: _figure,
    FactKind.PROJECT: _attribute,
    FactKind.EVENT: _attribute,
    FactKind.AGREEMENT: _deed,
    FactKind.LAUNCH: _said,
    FactKind.ANNOUNCEMENT: _announced,
    FactKind.FOUNDING: _founding,
}
