"""Projects that are named beside the word 'project': 'the HELP project', 'project on Improving ...'."""

import re

from data.reading.lines import Line, Span

_COLONS = {": ", " – ", " - ", " — "}
_NOUNS = {"project", "programme", "program", "initiative", "scheme", "campaign"}
_NAMING = {"on", "called", "titled", "named", "entitled", "dubbed", "for"}
_LINKS = {"of", "for", "on", "against", "to", "in", "de", "du", "under", "and", "&", "the"}
_NO_TITLE = {"place", "organisation", "country adjective", "small", "opener", "number"}
_PERSON = {"given", "name", "initial", "person", "honorific", "role"}
_OPENING = {"“", '"', "‘", "'", ": “", ', "', ", “", ': "'}
_CLOSING = re.compile(r"[”\"(]|['’](?!s\b)")
_LONGEST = 25


def mark(line: Line) -> None:
    """Add every project of `line` that is named beside the word 'project' or the like."""
    for index, token in enumerate(line.tokens):
        if token.text.lower().rstrip("s") in _NOUNS and not token.capital and index not in line.taken:
            span = (
                _named_before(line, index)
                or _quoted_before(line, index)
                or _quoted(line, index)
                or _named_after(line, index)
            )
            if span:
                _add_parts(line, span)
    heading = _heading(line)
    if heading:
        _add_parts(line, heading)


def _add_parts(line: Line, span: Span) -> None:
    """'PROTECT: Improving ...' names one project twice: by its short name and by its title."""
    title = span.first + 1
    if span.last > title and line.tokens[title].gap in _COLONS:
        name = line.words(title, span.last)
        line.add(Span(span.first, span.first, "project", span.confidence, name))
        line.add(Span(title, span.last, "project", span.confidence, name))
    else:
        line.add(span)


def _heading(line: Line) -> Span | None:
    """A whole line 'PROTECT – Improving Something': a short name that nobody knows and a title in '-ing'."""
    if len(line.tokens) < 4 or line.sorts[0] != "capitals" or line.tokens[1].gap not in _COLONS:
        return None
    capitals = sum(token.capital for token in line.tokens)
    titled = (
        line.tokens[1].capital and line.tokens[1].text.endswith("ing") and capitals * 2 > len(line.tokens)
    )
    whole = line.text[line.tokens[-1].end : line.end].strip() == ""
    return Span(0, len(line.tokens) - 1, "project", 0.8) if titled and whole and not line.taken else None


def _named_before(line: Line, noun: int) -> Span | None:
    """The capitalised name right before the word 'project'."""
    last = noun - 1
    if last < 0 or not line.adjacent(noun) or line.tokens[last].possessive:
        return None
    first = _title_from(line, last)
    if first > last or last in line.taken:
        return None
    sorts = {line.sorts[index] for index in range(first, last + 1)}
    if line.sorts[last] == "organisation" or sorts <= _NO_TITLE:
        return None
    if sorts <= _PERSON or (first == last and sorts <= {"common", "role modifier", "role"}):
        return None
    return Span(first, last, "project", 0.9)


def _title_from(line: Line, last: int) -> int:
    """Where the title that ends at `last` begins: capitalised words with links between them."""
    first = last + 1
    index = last
    while index >= 0:
        token = line.tokens[index]
        if token.capital and line.sorts[index] not in {"opener", "honorific"} and not token.possessive:
            first = index
        elif token.text not in _LINKS:
            break
        if not line.adjacent(index):
            colon = token.gap in _COLONS and index > 0
            if not (colon and line.sorts[index - 1] in {"capitals", "project"} and index == first):
                break
            return index - 1
        index -= 1
    return first


def _quoted(line: Line, noun: int) -> Span | None:
    """The title between quotation marks after 'project', up to the short name in brackets."""
    first = noun + 1
    if first < len(line.tokens) and line.tokens[first].text in _NAMING:
        first += 1
    if (
        first >= len(line.tokens)
        or line.tokens[first].gap.strip() not in _OPENING
        or not line.tokens[first].capital
    ):
        return None
    last = first
    while last + 1 < len(line.tokens) and last - first < _LONGEST:
        if _CLOSING.search(line.tokens[last + 1].gap):
            break
        last += 1
    return _title(line, first, last)


def _quoted_before(line: Line, noun: int) -> Span | None:
    """The title between quotation marks right before the word 'initiative'."""
    if noun == 0 or line.tokens[noun].gap.strip() not in {"”", '"', "’", "'"}:
        return None
    for first in range(noun - 1, max(noun - _LONGEST, -1), -1):
        if line.tokens[first].gap.strip()[-1:] in _OPENING:
            return _title(line, first, noun - 1)
    return None


def _title(line: Line, first: int, last: int) -> Span | None:
    """A quoted title: two words or more, most of them in capitals."""
    capitals = sum(line.tokens[index].capital for index in range(first, last + 1))
    free = line.taken.isdisjoint(range(first, last + 1))
    return (
        Span(first, last, "project", 0.9) if free and last > first and capitals * 2 > last - first else None
    )


def _named_after(line: Line, noun: int) -> Span | None:
    """The title right after 'project on', 'project called', 'project:'; at least three words long."""
    first = noun + 1
    if first < len(line.tokens) and line.tokens[first].text in _NAMING:
        first += 1
    if first + 2 >= len(line.tokens) or not line.tokens[first].capital or line.sorts[first] != "common":
        return None
    last = first
    while last + 1 < len(line.tokens) and line.adjacent(last + 1):
        following = last + 1
        linked = line.tokens[following].text in _LINKS
        if linked and following + 1 < len(line.tokens) and line.adjacent(following + 1):
            following += 1
        if not line.tokens[following].capital:
            break
        last = following
    return Span(first, last, "project", 0.9) if last - first >= 2 else None
