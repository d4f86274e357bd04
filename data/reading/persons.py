"""Persons: runs of name words, with the honorifics and offices that lead them or follow them.

'Mr. Syrus ...' and 'Minister Naqvi' are persons because of what leads them; a run of two words
or more is one when a given name opens it, or when nothing says that it is something else.
"""

from data.reading.gazetteers import given_names, vocabulary
from data.reading.lines import Line, Span

_NAMES = {"given", "name", "initial"}
_LONGEST = 6
_NOT_AFTER = {"the", "a", "an", "this", "in", "at", "near", "into", "across", "via", "called", "dubbed"}


def mark(line: Line) -> None:
    """Add every person that the grammar of names finds in `line` to its spans."""
    index = 0
    while index < len(line.tokens):
        span = None if index in line.taken or not _may_begin(line, index) else _person(line, index)
        if span:
            line.add(span)
            index = span.last
        index += 1


def _may_begin(line: Line, index: int) -> bool:
    sort = line.sorts[index]
    if sort == "small":
        return line.tokens[index].text in vocabulary("particle") and leader(line, index) != ""
    if sort in _NAMES or sort in {"common", "capitals"}:
        return index not in line.hit_at
    return sort == "place" and _is_namesake(line, index)


def _is_namesake(line: Line, index: int) -> bool:
    """A city or country of one word that can be a part of a person's name ('Jordan', 'Sydney')."""
    number = line.hit_at[index]
    return line.hit_at.get(index - 1) != number and line.hit_at.get(index + 1) != number


def _person(line: Line, first: int) -> Span | None:
    led = leader(line, first)
    last = _run(line, first, led)
    if last < first:
        return None
    if led == "honorific" or (led == "role" and line.sorts[first] in _NAMES | {"small"}):
        return Span(first, last, "person", 0.95)
    sorts = [line.sorts[index] for index in range(first, last + 1)]
    if last == first or _follows_other(line, first):
        return None
    if sorts[0] == "given" or (sorts[:2] == ["place", "name"] and line.tokens[first].text in given_names()):
        return Span(first, last, "person", 0.9)
    if sorts[0] == "name" and not line.title_case:
        return Span(first, last, "person", 0.9 if "given" in sorts else 0.7)
    return None


def leader(line: Line, first: int) -> str:
    """'honorific' or 'role' when such a word stands right before token `first`, else ''."""
    if first == 0 or line.tokens[first].gap not in {" ", ". "}:
        return ""
    before = first - 1
    sort = line.sorts[before]
    if line.tokens[first].gap == ". " and sort != "honorific":
        return ""
    if sort in {"honorific", "role"} and not line.tokens[before].possessive:
        return "role" if line.tokens[before].text.isupper() and line.tokens[before].text != "HE" else sort
    return _after_office(line, before)


def _after_office(line: Line, last: int) -> str:
    """'role' when the words up to `last` are an office and what completes it ('Director for Roads')."""
    for index in range(last, max(last - 12, -1), -1):
        token, sort = line.tokens[index], line.sorts[index]
        if sort == "role" and token.capital:
            return "role"
        if not token.capital and token.text not in {"of", "for", "to", "and", "the", "on", "&", "at", "in"}:
            return ""
        if index and not line.adjacent(index):
            return ""
    return ""


def _follows_other(line: Line, first: int) -> bool:
    """'the Champions Trophy', 'in Dera Something': an article or 'in' says that it is no person."""
    return first > 0 and line.adjacent(first) and line.tokens[first - 1].text.lower() in _NOT_AFTER


def _run(line: Line, first: int, led: str) -> int:
    """The last word of the name that begins at `first`, `first` - 1 when none does."""
    last = first - 1
    for index in range(first, min(first + _LONGEST, len(line.tokens))):
        if index in line.taken or (index > first and not _goes_on(line, index)):
            break
        if _belongs(line, index, first, led):
            last = index
        elif not _is_particle(line, index, first):
            break
        if line.tokens[index].possessive:
            break
    return last


def _goes_on(line: Line, index: int) -> bool:
    return line.adjacent(index) or (line.tokens[index].gap == ". " and line.sorts[index - 1] == "initial")


def _belongs(line: Line, index: int, first: int, led: str) -> bool:
    sort = line.sorts[index]
    before = line.sorts[index - 1] if index > first else ""
    if sort in _NAMES:
        return index not in line.hit_at
    if index == first:
        return (sort == "common" and led == "honorific") or sort == "place"
    if sort == "common":
        return (before in {"given", "initial"} or led == "honorific") and not line.title_case
    if sort == "place":
        return before == "given" and _is_namesake(line, index) and line.sorts[first] == "given"
    if sort == "capitals":
        return before in {"given", "name"} and index == first + 1 and len(line.tokens[index].text) > 3
    return sort in {"calendar", "honorific"} and before in {"given", "initial"}


def _is_particle(line: Line, index: int, first: int) -> bool:
    """'von der', 'al', 'bin' between two parts of a name."""
    if index + 1 >= len(line.tokens):
        return False
    return line.tokens[index].text.lower() in vocabulary("particle") and line.adjacent(index + 1)
