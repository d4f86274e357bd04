"""Mentions: who and what an article names, and which names in it mean the same one."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from data.reading import (
    acronyms,
    capitals,
    gazetteers,
    labels,
    operations,
    organisations,
    persons,
    places,
    projects,
    resolve,
    second_opinion,
    states,
)
from data.reading.gazetteers import Hit, Known
from data.reading.lines import Line, Span
from data.reading.people import PersonFinder
from data.reading.resolve import Named, Short
from data.reading.tokens import Token, addresses, is_capitals, is_common
from data.values import Article, EntityKind, Mention, Passage

T = TypeVar("T")

_BYLINE = re.compile(r"\s*(?:\([^()\n]{3,60}\)\s*|[Bb]y:? [^\n]{3,60}$)")
_EARLY = 3
_LONGEST = 8
"""Letters: a longer word in capitals is one that is shouted."""
BYLINE_PASSAGE = "a byline"
CONTACT_PASSAGE = "a contact block"
"""Persons alone are read in it: whom to ask is named, how to reach them is not shown."""
BYLINE = 0.5
"""The confidence of a byline: its name is a person's, but no actor's."""
_HEADS: dict[str, EntityKind] = {
    "organisation": "organisation",
    "project": "project",
    "event": "event",
    "plan": "project",
}


def find(
    article: Article,
    passages: Sequence[Passage],
    known: Iterable[Known] = (),
    people: PersonFinder | None = None,
) -> tuple[Mention, ...]:
    """All mentions in `article`, in order and apart from one another, resolved inside the article.

    `known` are names that the store has: they are found first. `people` is a second finder of
    persons; without it the rules alone are asked. Boilerplate is not read, save for
    the author's name and the persons of a contact block.
    """
    text = article.text
    known = (*known, *states.named(text))
    hits = _Starts(gazetteers.scan(text, known), lambda hit: (hit.start, hit.end))
    second = _Starts(people.find(text) if people else (), lambda span: span)
    named: list[Named] = []
    shorts: list[Short] = []
    read: list[tuple[Line, bool]] = []
    sheets = labels.titles(text, passages)
    for number, passage in enumerate(passages or _whole_lines(text)):
        contact = passage.why == CONTACT_PASSAGE and "@" not in text[passage.start : passage.end]
        if passage.role == "boilerplate" and passage.why != BYLINE_PASSAGE and not contact:
            continue
        line = Line(text, passage.start, passage.end, hits.within(passage.start, passage.end))
        if passage.start in sheets:
            projects.mark_title(line)
        if number < _EARLY:
            _mark_byline(line)
        projects.mark(line)
        read.append((line, contact))
    lines = [line for line, _ in read]
    capitals.mark_again(lines)
    operations.mark(lines)
    for line, contact in read:
        _read(line, shorts, second.within(line.start, line.end))
        named += [
            _issued(text, article.publisher, one)
            for one in _named(line)
            if not contact or one.kind == "person"
        ]
    return _apart(resolve.resolve(text, lines, named, shorts))


def _issued(text: str, publisher: str, name: Named) -> Named:
    """A 'Forum' or 'Summit' that publishes the article is a body, and no event."""
    own = publisher and name.kind == "event" and not name.stored
    same = own and text[name.start : name.end].casefold() == publisher.casefold()
    return name._replace(kind="organisation") if same else name


def _apart(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in order, without those that begin inside one before them."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


class _Starts(Generic[T]):
    """Spans in order of their start, asked for those that lie in a part of the text."""

    def __init__(self, spans: Sequence[T], bounds: Callable[[T], tuple[int, int]]) -> None:
        self._spans, self._bounds = spans, bounds
        self._starts = [bounds(span)[0] for span in spans]

    def within(self, start: int, end: int) -> list[T]:
        some = self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [span for span in some if self._bounds(span)[1] <= end]


def _whole_lines(text: str) -> list[Passage]:
    return [Passage(start=match.start(), end=match.end()) for match in re.finditer(r"[^\n]+", text)]


def _read(line: Line, shorts: list[Short], second: Sequence[tuple[int, int]]) -> None:
    """Mark all spans of one line but its projects, and collect the acronyms that it explains."""
    shorts += [
        short for pair in acronyms.find(line.text, line.start, line.end) if (short := _pair(line, pair))
    ]
    organisations.mark(line)
    shorts += _late_pairs(line, shorts)
    places.mark(line)
    persons.mark(line)
    second_opinion.merge(line, second)


def _mark_byline(line: Line) -> None:
    """The author of a piece is no actor in it: '(Name Surname) The minister ...', 'By Name Surname'."""
    match = _BYLINE.match(line.text, line.start, line.end)
    if not match:
        return
    inside = [index for index, token in enumerate(line.tokens) if token.end <= match.end()]
    name = [index for index in inside if line.tokens[index].text not in {"by", "By"}]
    if 1 < len(name) < 5 and all(line.sorts[index] in {"given", "name", "initial"} for index in name):
        line.add(Span(name[0], name[-1], "person", BYLINE))


def _pair(line: Line, pair: acronyms.Pair) -> Short | None:
    """What an explained acronym stands for; its long form is marked as a name when it is one."""
    inside = line.between(pair.start, pair.end)
    if not inside:
        return None
    acronym = line.text[pair.short_start : pair.short_end]
    first, last = inside[0], inside[-1]
    over = next((line.owner[index] for index in inside if index in line.owner), None)
    if over:
        return Short(acronym, line.words(over.first, over.last), over.kind)
    kind = _kind(line, first, last) or _by_apposition(line, first, pair.short_end)
    if kind and line.taken.isdisjoint(inside):
        first = _whole_name(line, first)
        line.add(Span(first, last, kind, 0.95))
    return Short(acronym, line.words(first, last), kind)


_A_BODY = re.compile(
    r"\)?, (?:an?|the|one of) [^,.;:]{0,60}?\b(?:group|organi[sz]ation|agency|charity|body|network|NGO|"
    r"watchdog|"
    r"union|association|institute|company|firm|think tank|movement|party|alliance|coalition|foundation)\b"
)
"""What follows a name that is a body's: '..., a non-governmental group'."""


def _by_apposition(line: Line, first: int, end: int) -> EntityKind | None:
    """An organisation when the words behind an explained acronym say so."""
    said = _A_BODY.match(line.text, end, min(line.end, end + 120))
    return "organisation" if said and line.tokens[first].capital else None


def _whole_name(line: Line, first: int) -> int:
    """The long form begins before the acronym's first letter in 'Swiss State Secretariat ... (S...)'."""
    start = organisations.leftmost(line, first)
    while start < first and (line.sorts[start] in {"opener", "place"} or start in line.taken):
        start += 1
    return start


def _late_pairs(line: Line, shorts: Sequence[Short]) -> list[Short]:
    """Acronyms in brackets right after a marked name, most of whose letters are initials of that name."""
    known = {short.acronym for short in shorts}
    found = []
    for span in line.spans:
        following = span.last + 1
        if span.kind == "person" or following >= len(line.tokens) or line.tokens[following].gap != " (":
            continue
        acronym = line.tokens[following].text
        long = line.words(span.first, span.last)
        closed = line.text[line.tokens[following].end : line.tokens[following].end + 1] == ")"
        if closed and acronym not in known and is_capitals(acronym) and acronyms.fits(acronym, long):
            found.append(Short(acronym, long, span.kind))
    return found


def _kind(line: Line, first: int, last: int) -> EntityKind | None:
    """What the long form of an acronym names: by a hit, by its head word, else nothing."""
    number = line.hit_at.get(first)
    if number is not None and line.hit_at.get(last) == number:
        return line.hits[number].kind
    if not line.tokens[first].capital:
        return None
    if {line.sorts[first], line.sorts[last]} & {"role", "honorific"}:
        return None
    heads: list[str] = []
    for index in range(first, last + 1):
        if line.tokens[index].text in {"of", "for", "on", "to", "against"} and heads:
            break
        if line.sorts[index] in _HEADS and index not in line.hit_at:
            heads.append(line.sorts[index])
    return _HEADS[heads[-1]] if heads else None


def _named(line: Line) -> list[Named]:
    exact = {(hit.start, hit.end): hit.entity for hit in line.hits}
    named = [
        Named(*bounds, span.kind, span.confidence, span.entity or exact.get(bounds, ""))
        for span in line.spans
        for bounds in (line.bounds(span),)
    ]
    outside = addresses(line.text, line.start, line.end)
    for hit in line.hits:
        tokens = line.between(hit.start, hit.end)
        if not tokens and not _stands_free(line, hit, outside):
            continue
        if line.taken.isdisjoint(tokens):
            named.append(Named(hit.start, hit.end, hit.kind, 1.0, hit.entity, hit.stored))
            line.taken.update(tokens)
    return [*named, *_capitals(line)]


def _stands_free(line: Line, hit: Hit, outside: Sequence[tuple[int, int]]) -> bool:
    """Whether a part of a word ('EU' in 'EU-led') or a flag lies in no address and in no longer name."""
    index = line.holding(hit.start)
    if index in line.taken and hit.start < line.tokens[index].end:
        return False
    return not any(start <= hit.start < end for start, end in outside)


def _capitals(line: Line) -> list[Named]:
    """Acronyms that nothing explains: taken for organisations, unless the whole line is in capitals."""
    shouted = sum(is_capitals(token.text) for token in line.tokens) * 2 > len(line.tokens)
    if shouted and len(line.tokens) > 2:
        return []
    return [
        _one_in_capitals(token, is_common(token.text) or len(token.text) > _LONGEST)
        for index, token in enumerate(line.tokens)
        if line.sorts[index] == "capitals" and index not in line.taken and index not in line.hit_at
    ]


def _one_in_capitals(token: Token, english: bool) -> Named:
    """An acronym that its line does not explain; with full stops it can be one that a gazetteer has without.

    An English word in capitals is kept with no confidence: it counts only if the article explains it.
    """
    if token.bare in gazetteers.countries():
        return Named(token.start, token.end, "place", 0.9, gazetteers.countries()[token.bare])
    if token.bare in gazetteers.bodies():
        return Named(token.start, token.end, "organisation", 0.9, gazetteers.bodies()[token.bare])
    return Named(token.start, token.end, "organisation", 0.0 if english else 0.7)
