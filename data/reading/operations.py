"""Operations of police and border agencies: 'Operation Night Tide II', 'an operation codenamed “Lantern”'."""

import re
from collections.abc import Iterator, Sequence

from data.reading.lines import Line, Span

_NAMING = {"codenamed", "code-named", "dubbed", "called", "named"}
_NAME = {"common", "name", "given", "capitals", "project", "plan", "place", "country adjective",
         "facility", "event"}  # fmt: skip
"""Sorts of word that such a name is made of; others make a post of it ('Operation Commander')."""
_NO_NAME = frozenset(
    {"Room", "Base", "Theatre", "Theater", "Manual", "Order", "Area", "Zone", "Centre", "Center", "Desk"}
)
"""Words that end what is no name ('Operation Room'), and kinds of place and event that alone are none."""
_KINDS = (["facility"], ["event"], ["plan"], ["project"])
_NUMERALS = frozenset({"II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", *map(str, range(2, 11))})
_LONGEST = 3
"""Words of a name, without its number."""
_OPENING, _CLOSING = ("“", '"', "‘", "'"), ("”", '"', "’", "'")


def mark(lines: Sequence[Line]) -> None:
    """Add every operation of an article; in headlines, all in capitals, those that its text names."""
    named: dict[str, None] = {}
    for line in lines:
        for span in () if line.title_case else _found(line):
            line.add(span)
            named[span.entity] = None
    longest_first = sorted(named, key=len, reverse=True)
    for line in lines:
        for name in longest_first if line.title_case else ():
            for at in re.finditer(rf"\b{re.escape(name)}\b", line.text[line.start : line.end]):
                tokens = line.between(line.start + at.start(), line.start + at.end())
                if tokens and line.taken.isdisjoint(tokens):
                    line.add(Span(tokens[0], tokens[-1], "event", 0.9, name))


def _found(line: Line) -> Iterator[Span]:
    for index, token in enumerate(line.tokens[:-1]):
        if token.text not in {"Operation", "operation"} or index in line.taken or index in line.hit_at:
            continue
        first = index + 1
        while first < len(line.tokens) - 1 and line.tokens[first].text in _NAMING:
            first += 1
        quoted = line.tokens[first].gap.strip() in _OPENING
        is_title = token.text == "Operation" or first > index + 1
        if not (quoted or (is_title and line.adjacent(first))):
            continue
        last = _quoted_to(line, first) if quoted else _goes_to(line, first)
        if last < first:
            continue
        begins = index if first == index + 1 and not quoted else first
        name = line.words(first, last)
        yield Span(begins, last, "event", 0.9, f"Operation {name}")


def _goes_to(line: Line, first: int) -> int:
    """Where the name ends that begins at `first`; before it when there is none."""
    last = first - 1
    while last + 1 < len(line.tokens) and last + 1 - first < _LONGEST and _is_of_name(line, first, last + 1):
        last += 1
    following = last + 1
    if last < first or line.tokens[last].text in _NO_NAME or line.sorts[first : last + 1] in _KINDS:
        return first - 1
    if _is_joined(line, following) and _is_other(line, following):
        return first - 1
    if _is_joined(line, following) and line.tokens[following].text in _NUMERALS:
        last = following
    return last


def _is_of_name(line: Line, first: int, index: int) -> bool:
    joined = index == first or _is_joined(line, index)
    token = line.tokens[index]
    return (
        joined and token.capital and line.sorts[index] in _NAME and index not in line.taken
        and token.text not in _NUMERALS
    )  # fmt: skip


def _is_joined(line: Line, index: int) -> bool:
    return index < len(line.tokens) and line.adjacent(index) and not line.tokens[index - 1].possessive


def _is_other(line: Line, index: int) -> bool:
    """Whether a capital follows that is no part of a name: 'Operation Support Officer'."""
    token = line.tokens[index]
    return token.capital and token.text not in _NUMERALS


def _quoted_to(line: Line, first: int) -> int:
    """Where the quotation marks close that open before `first`; before it when they hold no short name."""
    for last in range(first, min(first + _LONGEST + 1, len(line.tokens))):
        token = line.tokens[last]
        if not token.capital and token.text not in _NUMERALS:
            break
        if line.text[token.end : token.end + 1] in _CLOSING:
            return last
        if last + 1 < len(line.tokens) and not line.adjacent(last + 1):
            break
    return first - 1
