"""Operations of police and border agencies: 'Operation Night Tide II', 'an operation codenamed “Lantern”'."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    """Add every operation of an article, its bare name ('LANTERN II') too; in headlines, all in capitals,
    those that its text names."""
    named: dict[str, None] = {}
    for line in lines:
        for span in () if line.title_case else _found(line):
            line.add(span)
            named[span.entity] = None
    bare = _bared(named)
    longest_first = sorted(named, key=len, reverse=True)
    for line in lines:
        for name in longest_first if line.title_case else ():
            for at in re.finditer(rf"\b{re.escape(name)}\b", line.text[line.start : line.end]):
                tokens = line.between(line.start + at.start(), line.start + at.end())
                if tokens and line.taken.isdisjoint(tokens):
                    line.add(Span(tokens[0], tokens[-1], "event", 0.9, name))
        for span in _bare(line, bare):
            line.add(span)


def _bared(named: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    """The words of each name alone, without its number -> the operations so named."""
    bare: dict[tuple[str, ...], list[str]] = {}
    for name in named:
        words = name.split()[1:]
        bare.setdefault(tuple(words[:-1] if words[-1] in _NUMERALS else words), []).append(name)
    return bare


def _bare(line: Line, named: Mapping[tuple[str, ...], Sequence[str]]) -> Iterator[Span]:
    """Names of operations without the word: of two words or more, or in capitals, as nothing else is."""
    for first in range(len(line.tokens) if named else 0):
        for last in range(first, min(first + _LONGEST, len(line.tokens))):
            words = tuple(token.text for token in line.tokens[first : last + 1])
            shouted = words[0].isupper() and len(words[0]) > 2
            if words in named and (last > first or shouted) and _is_free(line, first, last):
                yield from _whole(line, first, last, named[words])


def _whole(line: Line, first: int, last: int, meant: Sequence[str]) -> Iterator[Span]:
    """'LANTERN II' is the second one, named in full or not; 'LANTERN' the one so named, or the only one."""
    name, following = f"Operation {line.words(first, last)}", last + 1
    if _is_joined(line, following) and _is_number(line, following):
        yield Span(first, following, "event", 0.8, f"Operation {line.words(first, following)}")
    elif not (_is_joined(line, following) and _is_other(line, following)):
        yield Span(first, last, "event", 0.8, name if name in meant or len(meant) > 1 else meant[0])


def _is_free(line: Line, first: int, last: int) -> bool:
    """Whether the words stand together and belong to no other name."""
    together = all(line.adjacent(index) for index in range(first + 1, last + 1))
    return together and not any(i in line.taken or i in line.hit_at for i in range(first, last + 1))


def _is_number(line: Line, index: int) -> bool:
    return line.tokens[index].text in _NUMERALS or _is_first(line, index)


def _is_first(line: Line, index: int) -> bool:
    """Whether 'I' is a number ('LANTERN I,') and not somebody speaking."""
    end = line.tokens[index].end
    return line.tokens[index].text == "I" and line.text[end : end + 1] in ",.;:)"


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
