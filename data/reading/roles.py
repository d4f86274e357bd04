"""Roles: the offices that stand beside a name, 'Foreign Secretary X' or 'X, the Foreign Secretary'."""

from typing import NamedTuple

from data.reading.gazetteers import vocabulary
from data.reading.lines import Line

_LINKS = {"of", "for", "to", "on", "and", "the", "at", "in", "&"}
_FURTHEST = 16


class Role(NamedTuple):
    """`text[start:end]` is an office of a person, named beside it."""

    start: int
    end: int
    before: bool
    """Whether it stands before the name."""


def beside(line: Line, first: int, last: int) -> list[Role]:
    """The offices right before and right after the person at tokens `first` to `last`."""
    found = [_before(line, first), _after(line, last)]
    return [role for role in found if role]


def is_role(word: str) -> bool:
    """Whether a word names an office, in capitals or not ('Minister', 'secretary', 'director-general')."""
    return _as_written(word) in vocabulary("role")


def _as_written(word: str) -> str:
    return word if word.isupper() else "-".join(part.capitalize() for part in word.split("-"))


def _before(line: Line, first: int) -> Role | None:
    start, seen = first, False
    index = first - 1
    while index >= 0 and first - index < _FURTHEST:
        token = line.tokens[index]
        gap = line.tokens[index + 1].gap
        if gap not in {" ", ", ", ". "} and not _owner(gap):
            break
        if gap == ", " and not (index + 1 == first or line.sorts[index + 1] == "honorific"):
            break
        if line.sorts[index] == "honorific" and not is_role(token.text):
            index -= 1
            continue
        if is_role(token.text):
            seen = True
            start = index
        elif token.capital and line.sorts[index] != "opener":
            start = index
        elif token.text not in _LINKS and token.text not in vocabulary("before an office"):
            break
        index -= 1
    return _role(line, start, first - 1) if seen and start < first else None


def _owner(gap: str) -> bool:
    return gap.replace("’", "'") in {"'s ", "' "}


def _role(line: Line, first: int, last: int) -> Role | None:
    while last > first and line.sorts[last] == "honorific" and not is_role(line.tokens[last].text):
        last -= 1
    words = range(first, last + 1)
    if not any(is_role(line.tokens[index].text) for index in words):
        return None
    return Role(line.tokens[first].start, line.tokens[last].end, True)


def _after(line: Line, last: int) -> Role | None:
    first = last + 1
    if first >= len(line.tokens) or line.tokens[first].gap not in {", ", " (", " – ", " - ", ", ("}:
        return None
    end, seen = first - 1, False
    for index in range(first, min(first + _FURTHEST, len(line.tokens))):
        token = line.tokens[index]
        if index > first and token.gap != " " and not _owner(token.gap):
            break
        known = is_role(token.text)
        if not (
            known or token.capital or token.text in _LINKS or token.text in vocabulary("before an office")
        ):
            break
        seen = seen or known
        if not known and not seen and index - first > 6:
            return None
        if token.capital or known:
            end = index
    return Role(line.tokens[first].start, line.tokens[end].end, False) if seen and end >= first else None
