"""Mentions: who and what an article names, and which names in it mean the same one."""

import re
from collections.abc import Iterable, Sequence

from data.reading import acronyms, gazetteers, organisations, persons, resolve
from data.reading.gazetteers import Hit, Known
from data.reading.lines import Line, Span
from data.reading.people import PersonFinder
from data.reading.resolve import Named, Short
from data.reading.tokens import is_capitals
from data.values import Article, EntityKind, Mention, Passage

_BYLINE = re.compile(r"\s*(?:\([^()\n]{3,60}\)\s*|[Bb]y:? [^\n]{3,60}$)")
_EARLY = 3
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
    persons; without it the rules alone are asked. Boilerplate passages are not read.
    """
    text = article.text
    hits = gazetteers.scan(text, known)
    second = people.find(text) if people else ()
    named: list[Named] = []
    shorts: list[Short] = []
    lines: list[Line] = []
    for number, passage in enumerate(passages or _whole_lines(text)):
        if passage.role != "boilerplate":
            line = Line(text, passage.start, passage.end, within(hits, passage.start, passage.end))
            _read(line, shorts, second, early=number < _EARLY)
            named += _named(line)
            lines.append(line)
    return resolve.resolve(text, lines, named, shorts)


def within(hits: Sequence[Hit], start: int, end: int) -> list[Hit]:
    """The hits that lie in `text[start:end]`."""
    return [hit for hit in hits if start <= hit.start and hit.end <= end]


def _whole_lines(text: str) -> list[Passage]:
    return [Passage(start=match.start(), end=match.end()) for match in re.finditer(r"[^\n]+", text)]


def _read(line: Line, shorts: list[Short], second: Sequence[tuple[int, int]], early: bool) -> None:
    """Mark all spans of one line, and collect the acronyms that it explains."""
    if early:
        _skip_byline(line)
    shorts += [
        short for pair in acronyms.find(line.text, line.start, line.end) if (short := _pair(line, pair))
    ]
    organisations.mark(line)
    persons.mark(line)


def _skip_byline(line: Line) -> None:
    """The author of a piece is not an actor in it: '(Name Surname) The minister ...', 'By Name Surname'."""
    match = _BYLINE.match(line.text, line.start, line.end)
    if match:
        inside = [index for index, token in enumerate(line.tokens) if token.end <= match.end()]
        if all(line.tokens[index].capital or line.tokens[index].text == "by" for index in inside):
            line.taken.update(inside)


def _pair(line: Line, pair: acronyms.Pair) -> Short | None:
    """What an explained acronym stands for; its long form is marked as a name when it is one."""
    inside = [i for i, token in enumerate(line.tokens) if pair.start <= token.start and token.end <= pair.end]
    if not inside:
        return None
    acronym = line.text[pair.short_start : pair.short_end]
    kind = _kind(line, inside[0], inside[-1])
    long = line.text[pair.start : pair.end]
    if kind and line.taken.isdisjoint(inside):
        line.add(Span(inside[0], inside[-1], kind, 0.95))
    return Short(acronym, long, kind)


def _kind(line: Line, first: int, last: int) -> EntityKind | None:
    """What the long form of an acronym names: by a hit, by its head word, else nothing."""
    number = line.hit_at.get(first)
    if number is not None and line.hit_at.get(last) == number:
        return line.hits[number].kind
    if not line.tokens[first].capital:
        return None
    heads = [line.sorts[index] for index in range(first, last + 1) if line.sorts[index] in _HEADS]
    return _HEADS[heads[0]] if heads else None


def _named(line: Line) -> list[Named]:
    named = [
        Named(*line.bounds(span), span.kind, span.confidence, span.entity or _entity(line, span))
        for span in line.spans
    ]
    for number, hit in enumerate(line.hits):
        tokens = [index for index, of in line.hit_at.items() if of == number]
        if line.taken.isdisjoint(tokens):
            named.append(Named(hit.start, hit.end, hit.kind, 1.0, hit.entity, hit.stored))
            line.taken.update(tokens)
    return [*named, *_capitals(line)]


def _entity(line: Line, span: Span) -> str:
    """The canonical name when the span is just what a gazetteer or the store knows."""
    start, end = line.bounds(span)
    return next((hit.entity for hit in line.hits if (hit.start, hit.end) == (start, end)), "")


def _capitals(line: Line) -> list[Named]:
    """Acronyms that nothing explains: taken for organisations, unless the whole line is in capitals."""
    shouted = sum(is_capitals(token.text) for token in line.tokens) * 2 > len(line.tokens)
    if shouted and len(line.tokens) > 2:
        return []
    return [
        Named(token.start, token.end, "organisation", 0.7)
        for index, token in enumerate(line.tokens)
        if line.sorts[index] == "capitals" and index not in line.taken and index not in line.hit_at
    ]
