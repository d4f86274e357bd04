"""Second opinion: what a second finder of persons adds to the rules, and what of it is not believed.

Spans are merged by union. A person at the end of an organisation cuts the organisation. What holds
a place, a body, an office or a word that is no name is not believed.
"""

from collections.abc import Sequence

from data.reading.gazetteers import demonyms, vocabulary
from data.reading.lines import Line, Span

_NAMES = {"given", "name", "initial"}
_ALLOWED = _NAMES | {"common", "small", "calendar"}
_LEADING = {"honorific", "role", "role modifier", "opener", "country adjective", "abbreviation"}
_CONFIDENCE = 0.75


def merge(line: Line, spans: Sequence[tuple[int, int]]) -> None:
    """Add to `line` the persons of `spans` (offsets in the article) that can be believed."""
    for start, end in spans:
        found = _trimmed(line, start, end)
        if found:
            _merge_one(line, *found)


def _trimmed(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """First and last token of a span without the honorifics and offices before the name."""
    inside = list(line.between(start, end))
    while inside and line.sorts[inside[0]] in _LEADING:
        inside.pop(0)
    while inside and not line.tokens[inside[-1]].capital:
        inside.pop()
    return (inside[0], inside[-1]) if inside else None


def _merge_one(line: Line, first: int, last: int) -> None:
    if not _believed(line, first, last):
        return
    if line.taken.isdisjoint(range(first, last + 1)):
        line.add(Span(first, last, "person", _CONFIDENCE))
        return
    for span in dict.fromkeys(line.owner[i] for i in range(first, last + 1) if i in line.owner):
        if span.kind == "person":
            first, last = min(first, span.first), max(last, span.last)
            line.drop(span)
        elif span.first < first and span.last == last and line.sorts[first] in _NAMES:
            line.drop(span)
            line.add(span._replace(last=first - 1))
        else:
            return
    line.add(Span(first, last, "person", _CONFIDENCE))


def _believed(line: Line, first: int, last: int) -> bool:
    """Whether tokens `first` to `last` can be a name: name words, at least one of them no English word."""
    words = range(first, last + 1)
    if any(index in line.hit_at for index in words) or not all(_may_be(line, index) for index in words):
        return False
    if any(
        not line.adjacent(index) and line.tokens[index].gap != ". " for index in range(first + 1, last + 1)
    ):
        return False
    named = sum(line.sorts[index] in _NAMES for index in words)
    if first == last or is_nation(line.words(first, last)):
        return False
    return named > 0 and (not line.title_case or line.sorts[first] == "given")


def is_nation(words: str) -> bool:
    """Whether the words are what the people of a country are called: 'Sri Lankans'."""
    return words in demonyms() or words.removesuffix("s") in demonyms()


def _may_be(line: Line, index: int) -> bool:
    sort, token = line.sorts[index], line.tokens[index]
    return sort in _ALLOWED and (token.capital or token.text.lower() in vocabulary("particle"))
