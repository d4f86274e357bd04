"""Places that no gazetteer has, known by the words beside them: 'the island of X', 'X district'."""

from data.reading.gazetteers import vocabulary
from data.reading.lines import Line, Span

_UNKNOWN = {"name", "given", "capitals"}
_FROM = {"from", "in", "near", "at", "to", "of", "between"}
_ADJECTIVES = ("ian", "ean", "ese", "ish", "ic")
_LONGEST = 3


def mark(line: Line) -> None:
    """Add every such place of `line` to its spans."""
    for index, token in enumerate(line.tokens):
        if token.text.lower() not in vocabulary("kind of place") or index in line.taken:
            continue
        span = _after(line, index) or _before(line, index)
        if span:
            line.add(span)
    for index in range(1, len(line.tokens)):
        if line.tokens[index - 1].text in _FROM and _free(line, index) and not _is_source(line, index):
            _mark_in_list(line, index)


def _is_source(line: Line, index: int) -> bool:
    """'According to Xxx, Norway found ...': whoever says it is no place."""
    return index > 1 and line.tokens[index - 2].text.lower() in {"according", "thanks"}


def _free(line: Line, index: int) -> bool:
    return line.sorts[index] in _UNKNOWN and index not in line.taken and index not in line.hit_at


def _after(line: Line, noun: int) -> Span | None:
    """'island of X', 'port city of X Y'."""
    first = noun + 2
    if first >= len(line.tokens) or line.tokens[noun + 1].text != "of" or not line.adjacent(first):
        return None
    return _run(line, first)


def _before(line: Line, noun: int) -> Span | None:
    """'X district', 'X Y province': unknown words right before the kind of place."""
    last = noun - 1
    if last < 0 or not line.adjacent(noun) or line.tokens[noun].capital or line.tokens[last].possessive:
        return None
    if line.tokens[last].text.endswith(_ADJECTIVES):
        return None
    first = noun
    while first > 0 and noun - first < _LONGEST and _free(line, first - 1) and line.adjacent(first):
        first -= 1
    return Span(first, last, "place", 0.8) if first <= last else None


def _run(line: Line, first: int) -> Span | None:
    last = first - 1
    for index in range(first, min(first + _LONGEST, len(line.tokens))):
        if not _free(line, index) or (index > first and not line.adjacent(index)):
            break
        last = index
        if line.tokens[index].possessive:
            break
    return Span(first, last, "place", 0.8) if last >= first else None


def _mark_in_list(line: Line, first: int) -> None:
    """'from Xxx, Yyy, and Lahore': unknown words listed with a known place are places."""
    parts: list[Span] = []
    index = first
    while index < len(line.tokens):
        if line.sorts[index] == "place":
            for part in parts:
                line.add(part)
            return
        span = _run(line, index)
        if span is None or any(line.sorts[at] == "given" for at in range(span.first, span.last + 1)):
            return
        parts.append(span)
        index = span.last + 1
        if index < len(line.tokens) and line.tokens[index].text == "and":
            index += 1
        elif index < len(line.tokens) and line.tokens[index].gap != ", ":
            return
