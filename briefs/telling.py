"""Telling: how one fact, or a few of one sentence, become one line; a table with a function for each kind."""

import re
from collections.abc import Callable, Iterable, Sequence

from briefs.dates import say
from briefs.language import N_, _, apart, joined, quoted
from briefs.speech import reported, said, spoke
from briefs.trim import naming, shortened, trim
from briefs.vocabulary import word
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
        return sentence(naming(first.evidence, [name, name.rpartition(" ")[2]]))
    if about and first.subject_id != about:
        facts = own
    line = WORDING[first.kind](facts, about)
    return line[:1].upper() + line[1:]


def sentence(words: str) -> str:
    """A sentence of a source as a line of ours: its own words, whatever the language of the answer."""
    return _("{sentence}", sentence=words)


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
    stated = bool(first.value) and first.value == first.when.words
    if first.kind is FactKind.FIGURE and _is_of_a_part(first, about):
        return f"({when(UNDATED, first.published)})"
    return "" if timeless or own or stated else f"({when(first.when, first.published)})"


def _is_of_a_part(fact: StoredFact, about: int) -> bool:
    """Whether a card tells a figure by its whole sentence, which has other dates besides the figure's."""
    own = about in (fact.subject_id, fact.object_id, fact.speaker_id) and _tells(fact)
    return (
        bool(about)
        and not own
        and bool(OTHER_DATE.search(fact.evidence.replace(fact.when.words or "-", " ")))
    )


OTHER_DATE = re.compile(r"\b(?:(?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
"""A year or a weekday in a sentence."""


def when(span: DateSpan, reported: DateSpan = UNDATED) -> str:
    """A date as it is known; relative words that could not be resolved are quoted, never resolved by us.

    What has no date of its own is 'reported' on the day of its article, where that is known.
    """
    words = quoted(span.words)
    if span.edtf:
        if span.precision == "bounded" and DIGIT.search(span.words) and not YEAR.search(span.words):
            return _("{words}, year not stated; {day}", words=words, day=say(span))
        return apart(words) if span.why in BOUNDED and PART.search(span.words) else say(span)
    known = reported.edtf and reported.precision != "bounded"
    if span.words and known:
        return _("{words}, reported {day}", words=words, day=say(reported))
    if span.words:
        return _("{words}, date not stated", words=words)
    return _("reported {day}", day=say(reported)) if known else _("undated")


DIGIT = re.compile(r"[0-9]")
YEAR = re.compile(r"(?<![0-9.,])[12][0-9]{3}(?![0-9]|[.,][0-9])")
PART = re.compile(r"\b(?:early|mid|late|end|start|beginning|middle)\b", re.IGNORECASE)
"""Words that narrow a year or month further than a date of ours can say."""
BOUNDED = ("since", "by")
"""Why a date that is stated in full is the first or the last day that something can be of."""


def names(facts: Facts) -> str:
    """The objects of facts as one list: 'A, B and C', at most LISTED of them."""
    found = list(dict.fromkeys(called(fact.object, fact.object_short) or fact.value for fact in facts))
    rest = len(found) - LISTED
    if rest > 1:  # one more takes no more room than saying so
        return _("{names} and {n} more", names=joined(found[:LISTED]), n=rest)
    return enumerated(found)


def enumerated(names: Sequence[str]) -> str:
    """'A', 'A and B' or 'A, B and C'."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}", names=joined(names[:-1]), last=names[-1])


def conjoined(names: Sequence[str]) -> str:
    """'A', 'A and B' or 'A and B and C': names that are shown together."""
    told = names[0]
    for name in names[1:]:
        told = _("{names} and {last}", names=told, last=name)
    return told


ROLES = {
    "funded by": N_("funder of {name}"),
    "implemented by": N_("implementer of {name}"),
    "initiated by": N_("initiator of {name}"),
    "led by": N_("led {name}"),
    "coordinated by": N_("coordinated {name}"),
    "carried out by": N_("carried out {name}"),
    "partner": N_("partner in {name}"),
    "participant": N_("participant in {name}"),
    "framework": N_("framework of {name}"),
    "part of": N_("framework of {name}"),
    "meeting with": N_("met during {name}"),
    "presentation by": N_("gave a presentation at {name}"),
    "included": N_("part of {name}"),
    "visitor": N_("made the {name}"),
}
"""How an attribute of a project or event is said from the other side; others are '... of'."""


def called(name: str, short: str) -> str:
    """The acronym of what has a long name, else the name."""
    return short if short and len(name) > LONG_NAME else name


def subject(fact: StoredFact) -> str:
    """What the subject of a fact is called in a line."""
    return called(fact.subject, fact.subject_short)


def _subject(fact: StoredFact, about: int) -> str:
    return "" if fact.subject_id == about else subject(fact)


def _meeting(facts: Facts, about: int) -> str:
    fact = facts[0]
    others = fact.subject if fact.object_id == about else names(facts)
    who = "" if about in (fact.subject_id, fact.object_id) else fact.subject
    if fact.predicate != "met":
        told = _done(who, fact.predicate, others)
        return _with_what(_there(told, fact.place if others else ""), fact)
    told = _("{who} met {others}", who=who, others=others) if who else _("met {others}", others=others)
    return _with_what(_there(told, fact.place), fact)


def _done(who: str, predicate: str, others: str) -> str:
    """Who did what with whom, as far as it is known."""
    deed = word(predicate)
    if who and others:
        return _("{who} {deed} with {others}", who=who, deed=deed, others=others)
    if others:
        return _("{deed} with {others}", deed=deed, others=others)
    return _("{who} {deed}", who=who, deed=deed) if who else _("{deed}", deed=deed)


def _there(told: str, place: str) -> str:
    return _("{told} in {place}", told=told, place=place) if place else told


def _with_what(told: str, fact: StoredFact) -> str:
    return _("{told}: {what}", told=told, what=trim(fact.value)) if fact.value else told


def _said(facts: Facts, about: int) -> str:
    return reported(facts[0], _subject(facts[0], about), facts[0].on_behalf_of)


def _begun(facts: Facts, about: int) -> str:
    """What was launched or announced, or is to come, by whom."""
    fact = facts[0]
    who, deed = _subject(fact, about), word(said(fact.predicate))
    bearer, what = fact.on_behalf_of, trim(fact.value)
    if who and bearer:
        told = _("{who} {deed} (on behalf of {office}): {what}", who=who, deed=deed, office=bearer, what=what)
    elif who:
        told = _("{who} {deed}: {what}", who=who, deed=deed, what=what)
    elif bearer:
        told = _("{deed} (on behalf of {office}): {what}", deed=deed, office=bearer, what=what)
    else:
        told = _("{deed}: {what}", deed=deed, what=what)
    return told


def _announced(facts: Facts, about: int) -> str:
    """What is to come: 'Border Agency will open ...'; what nobody announces by itself."""
    fact = facts[0]
    if fact.predicate == "to come":
        return _("{coming}", coming=trim(fact.value))
    if fact.predicate == "announced" and DEED.match(fact.value):
        return _own_plan(_subject(fact, about), trim(fact.value))
    if fact.predicate in ("announced", "was announced"):
        return _begun(facts, about)
    who, what = _subject(fact, about), trim(fact.value)
    if who:
        return _("{who} {deed} {what}", who=who, deed=word(fact.predicate), what=what)
    return _("{deed} {what}", deed=word(fact.predicate), what=what)


def _own_plan(who: str, what: str) -> str:
    if who:
        return _("{who} announced, to come: {what}", who=who, what=what)
    return _("announced, to come: {what}", what=what)


DEED = re.compile(
    r"(?:visit|travel|open|establish|set up|create|build|launch|host|hold|start|send|sign|present)\b"
)
"""How what somebody means to do himself begins; a clause of its own begins with who is to act."""


def _quote(facts: Facts, about: int) -> str:
    fact = facts[0]
    return spoke(_subject(fact, about), fact.predicate, fact.on_behalf_of, quoted(shortened(fact.value)))


def figure(fact: StoredFact, about: int = 0) -> str:
    """A figure with its qualifier, what is counted, what happened to it and who says so.

    One of a place alone has its name behind it, but on that place's own card.
    """
    counted = trim(fact.counted, 120) if fact.counted and fact.counted not in fact.value else ""
    counted = f"{_part_of(fact)}{counted}"
    happened = fact.predicate if _tells(fact) and fact.predicate not in f" {counted}" else ""
    words = " ".join(filter(None, (fact.qualifier, fact.value, counted, happened)))
    if fact.place and fact.place == fact.subject and fact.subject_id != about and fact.place not in words:
        words = _("{told}, {place}", told=words, place=fact.place)
    if fact.speaker:
        return _("{figure}, according to {speaker}", figure=words, speaker=fact.speaker)
    return _("{figure}", figure=words)


def _part_of(fact: StoredFact) -> str:
    """'of the ' where so the sentence joins a share and what it is of, '' otherwise."""
    told = re.search(rf"{re.escape(fact.value)} (of (?:\w+ )?){re.escape(fact.counted)}", fact.evidence)
    return told[1] if told and fact.unit == "percent" and fact.counted else ""


def _tells(fact: StoredFact) -> bool:
    return fact.predicate not in ("", "figure")


def _figure(facts: Facts, about: int) -> str:
    """The figure when it tells by itself; else the sentence it stands in."""
    fact = facts[0]
    return figure(fact, about) if _tells(fact) else sentence(trim(fact.evidence, SENTENCE, [fact.value]))


def _attribute(facts: Facts, about: int) -> str:
    fact = facts[0]
    attribute = word(fact.predicate)
    if about and fact.object_id == about:
        if fact.predicate in ROLES:
            return _(ROLES[fact.predicate], name=subject(fact))
        return _("{attribute} of {name}", attribute=attribute, name=subject(fact))
    if len(facts) > 3:
        attribute = _("{attribute} ({n}, counted from the list)", attribute=attribute, n=len(facts))
    if fact.subject_id == about:
        return _("{attribute}: {what}", attribute=attribute, what=stated(facts))
    return _("{name}, {attribute}: {what}", name=subject(fact), attribute=attribute, what=stated(facts))


def stated(facts: Facts) -> str:
    """What an attribute of a project or event is: its date, or the names and words it is given by."""
    return when(facts[0].when) if facts[0].predicate == "date" else names(facts)


def office(fact: StoredFact, about: int = 0) -> str:
    """'Director General, Border Agency'; on the card of another than the holder with the holder's name."""
    return _office([fact], about)


def _office(facts: Facts, about: int) -> str:
    fact = facts[0]
    if fact.object_id == about or (fact.subject_id != about and about):
        return _("{office}: {holder}", office=_post(fact), holder=fact.subject)
    says_which = " " in fact.value and fact.object.casefold()[:STEM] in fact.value.casefold()
    adds = bool(fact.object) and not says_which
    who, body = _subject(fact, about), fact.object if adds else ""
    if who and body:
        return _("{holder}, {office}, {body}", holder=who, office=_post(fact), body=body)
    if who:
        return _("{holder}, {office}", holder=who, office=_post(fact))
    return _("{office}, {body}", office=_post(fact), body=body) if body else _("{office}", office=_post(fact))


def _post(fact: StoredFact) -> str:
    """The office as written, said to be a former one where a verb alone told so ('who was director')."""
    told = not fact.is_former or bool(fact.qualifier)
    return fact.value if told else _("former {office}", office=fact.value)


def _deed(facts: Facts, about: int) -> str:
    fact = facts[0]
    others = names(facts) if fact.object and fact.object_id != about else ""
    if fact.object_id == about:
        others = fact.subject
    who = "" if about in (fact.subject_id, fact.object_id) else fact.subject
    place = fact.place if fact.place not in fact.value else ""
    return _with_what(_there(_done(who, fact.predicate, others), place), fact)


def _founding(facts: Facts, about: int) -> str:
    fact = facts[0]
    deed, what = word(fact.predicate), fact.value or names(facts)
    if fact.predicate == "existing":
        what = names(facts)
    elif about and fact.object_id == about:
        told = _("{deed} by {who}: {what}", deed=deed, who=subject(fact), what=fact.value)
        return _there(told, fact.place if fact.place not in fact.value else "")
    who = _subject(fact, about)
    told = (
        _("{who} {deed}: {what}", who=who, deed=deed, what=what)
        if who
        else _("{deed}: {what}", deed=deed, what=what)
    )
    there = "" if fact.predicate == "existing" or fact.place in fact.value else fact.place
    return _there(told, there)


WORDING: dict[FactKind, Callable[[Facts, int], str]] = {
    FactKind.OFFICE: _office,
    FactKind.MEETING: _meeting,
    FactKind.STATEMENT: _said,
    FactKind.QUOTE: _quote,
    FactKind.FIGURE: _figure,
    FactKind.PROJECT: _attribute,
    FactKind.EVENT: _attribute,
    FactKind.AGREEMENT: _deed,
    FactKind.LAUNCH: _begun,
    FactKind.ANNOUNCEMENT: _announced,
    FactKind.FOUNDING: _founding,
}
