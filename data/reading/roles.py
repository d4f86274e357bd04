"""Roles: the offices that stand beside a name, 'Foreign Secretary X' or 'X, the Foreign Secretary'."""

from typing import NamedTuple

from data.reading import spelling
from data.reading.gazetteers import vocabulary
from data.reading.lines import Line

_LINKS = {"of", "for", "to", "on", "and", "the", "at", "in", "from", "&"}
_FURTHEST = 16
_ALIKE = {
    "premier": {"prime", "minister"},
    "pm": {"prime", "minister"},
    "dg": {"director", "general"},
    "director-general": {"director", "general"},
    "chief": {"head"},
}
_IDLE = {
    "",
    "the",
    "of",
    "for",
    "to",
    "and",
    "a",
    "an",
    "mr",
    "ms",
    "mrs",
    "he",
    "his",
    "her",
    "dr",
    "on",
    "in",
    "at",
}


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


def content(phrase: str) -> set[str]:
    """The words of an office without links and titles, spelled one way ('DG' is 'director general')."""
    found: set[str] = set()
    for word in phrase.replace("’", "'").replace("'s", " ").split():
        bare = word.lower().strip(",.'") if "-" in word else spelling.folded(word)
        found |= _ALIKE.get(bare, {bare})
    return found - _IDLE


def _before(line: Line, first: int) -> Role | None:
    start, index = first, first - 1
    while index >= 0 and first - index < _FURTHEST and _joined(line, index, first):
        token = line.tokens[index]
        if is_role(token.text) or (token.capital and line.sorts[index] not in {"opener", "honorific"}):
            start = index
        elif not (_between(token.text) or line.sorts[index] == "honorific"):
            break
        index -= 1
    return _role(line, start, first - 1) if start < first else None


def _between(word: str) -> bool:
    return word in _LINKS or word in vocabulary("before an office")


def _joined(line: Line, index: int, first: int) -> bool:
    """Whether the word at `index` can belong to the office that ends before the name at `first`."""
    if index in line.people:
        return False
    gap = line.tokens[index + 1].gap
    if gap in {" – ", " - ", " — "}:
        return index + 1 == first
    if gap == ", ":
        return line.tokens[index].capital and line.tokens[index + 1].capital
    return gap in {" ", ". "} or _owner(gap)


def _owner(gap: str) -> bool:
    return gap.replace("’", "'") in {"'s ", "' "}


def _role(line: Line, first: int, last: int) -> Role | None:
    while last > first and line.sorts[last] == "honorific" and not is_role(line.tokens[last].text):
        last -= 1
    offices = [index for index in range(first, last + 1) if is_role(line.tokens[index].text)]
    if not offices:
        return None
    owner = [index for index in range(first, offices[0]) if line.tokens[index + 1].gap == ", "]
    first = owner[-1] + 1 if owner else first
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
