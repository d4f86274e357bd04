"""Projects named in capitals: 'PATHWAY, a programme', 'the project SAFE NETS', 'phase of SEALINE'."""

from collections.abc import Sequence

from data.reading.gazetteers import vocabulary
from data.reading.lines import Line, Span
from data.reading.tokens import is_common

_LONGEST = 8
"""Words of the longest name in capitals: what runs on for longer is shouted."""


def mark_again(lines: Sequence[Line]) -> None:
    """Add, in all `lines` of an article, what one of them names as a project in capitals of several words."""
    names = {
        words
        for line in lines
        for span in line.spans
        if span.kind == "project" and 0 < span.last - span.first < _LONGEST
        for words in [_texts(line, span.first, span.last)]
        if all(word.isupper() for word in words)
    }
    begun = {words[:2] for words in names}
    for line in lines:
        for first in range(len(line.tokens) - 1):
            if _texts(line, first, first + 1) in begun:
                _mark_one(line, first, names)


def _mark_one(line: Line, first: int, names: set[tuple[str, ...]]) -> None:
    """Add the longest of `names` that stands at `first`, if none has its words."""
    for last in range(first + _LONGEST - 1, first, -1):
        if _texts(line, first, last) in names and line.taken.isdisjoint(range(first, last + 1)):
            line.add(Span(first, last, "project", 0.8))


def _texts(line: Line, first: int, last: int) -> tuple[str, ...]:
    return tuple(token.text for token in line.tokens[first : last + 1])


_APART = 8
"""Words between a project's short name and the word 'project' ('a three-year EUR 4.5 million project')."""


def apposed(line: Line, noun: int) -> Span | None:
    """'PATHWAY, a EUR 9 million programme' and 'PATHWAY is a programme': the short name before it."""
    if not _ends_there(line, noun):
        return None
    for article in range(noun - 1, max(noun - _APART, 0), -1):
        if line.tokens[article].text in {"a", "an"}:
            behind = article
            if not line.tokens[article].gap.endswith(", ") and line.tokens[article - 1].text in {"is", "was"}:
                behind -= 1
            elif not line.tokens[article].gap.endswith(", "):
                return None
            span = _capitals_to(line, _before_gloss(line, behind) - 1) or _in_gloss(line, behind)
            return span if span and _is_told_of(line, span, article, noun) else None
        if not (line.adjacent(article) or line.tokens[article].gap.strip() in {"€", "$", "£", ".", ","}):
            return None
    return None


def _is_told_of(line: Line, span: Span, article: int, noun: int) -> bool:
    """Whether a name is no mere exclamation: it has a word of its own, or what is said is said of projects.

    'VERY IMPORTANT, a programme that matters' and 'TODAY is a programme of the radio' name none.
    """
    if not all(is_common(token.text) for token in line.tokens[span.first : span.last + 1]):
        return True
    between = [part for token in line.tokens[article + 1 : noun] for part in token.text.split("-")]
    if any(part[:1].isdigit() or part in vocabulary("project told by") for part in between):
        return True
    following = [token.text for token in line.tokens[noun + 1 : noun + 3]]
    if not following or not line.adjacent(noun + 1):
        return True
    told = following[-1] if following[0] in {"that", "which", "to"} else following[0]
    return told in vocabulary("project told by")


_GLOSS = 12
"""Words in brackets between a project's name and what it is said to be ('NUR ("The Light"), a project')."""


def _before_gloss(line: Line, behind: int) -> int:
    """The index of the word behind the name: `behind`, or the first in the brackets that end before it."""
    gap = line.tokens[behind].gap
    if ")" not in gap:
        return behind if gap in {" ", ", "} else 0
    opened = (i for i in range(behind - 1, max(behind - _GLOSS, 0), -1) if "(" in line.tokens[i].gap)
    return next(opened, 0)


def _in_gloss(line: Line, behind: int) -> Span | None:
    """The short name that stands alone in brackets: 'launched "Long Title" (SHORT), a project to'."""
    alone = ")" in line.tokens[behind].gap and "(" in line.tokens[behind - 1].gap
    return _in_capitals(line, behind - 1, behind - 1) if alone else None


def _capitals_to(line: Line, last: int) -> Span | None:
    """The name in capitals, of one word or more, that ends at `last`."""
    if last < 0 or not line.tokens[last].text.isupper():
        return None
    first = last
    while line.adjacent(first) and line.tokens[first - 1].text.isupper():
        first -= 1
    return _in_capitals(line, first, last)


def behind(line: Line, noun: int) -> Span | None:
    """'the regional project SAFE NETS, which': the name in capitals right behind the word 'project'."""
    first = noun + 1
    if first >= len(line.tokens) or not line.adjacent(first) or not line.tokens[first].text.isupper():
        return None
    last = first
    while last + 1 < len(line.tokens) and line.adjacent(last + 1) and line.tokens[last + 1].text.isupper():
        last += 1
    return _in_capitals(line, first, last) if _ends_there(line, last) else None


def _in_capitals(line: Line, first: int, last: int) -> Span | None:
    """Tokens in capitals as a project, without 'THE' before them; none if another's or none."""
    if first < last and line.tokens[first].text == "THE":
        first += 1
    if first == last:
        return Span(first, last, "project", 0.9) if _is_short_name(line, first) else None
    tokens = range(first, last + 1)
    free = line.taken.isdisjoint(tokens) and not all(index in line.hit_at for index in tokens)
    return Span(first, last, "project", 0.9) if free and not _is_no_name(line, first, last) else None


_OFFICE_WORDS = ("of a project", "not an organisation")
_KINDS_OF_THINGS = ("plan", "event", "role", "organisation", "calendar")


def _is_no_name(line: Line, first: int, last: int) -> bool:
    """Whether words in capitals are shouted ('VERY'), or a thing of the office ('MOU', 'DAY ONE', 'TEAM')."""
    words = [token.text for token in line.tokens[first : last + 1]]
    if any(word in vocabulary("shouted") for word in words):
        return True
    ends = {words[0], words[-1]}
    if any(word in vocabulary(section) for word in ends for section in _OFFICE_WORDS):
        return True
    common = all(is_common(word) for word in words)
    return common and any(
        word.title() in vocabulary(section) for word in ends for section in _KINDS_OF_THINGS
    )


def phased(line: Line, index: int) -> Span | None:
    """'the second phase of PATHWAY'."""
    of = index - 2 if line.tokens[index - 1].text == "the" else index - 1
    if of < 1 or line.tokens[of].text != "of" or line.tokens[of - 1].text not in {"phase", "phases", "Phase"}:
        return None
    named = _is_short_name(line, index) and _ends_there(line, index)
    return Span(index, index, "project", 0.8) if named else None


def _is_short_name(line: Line, index: int) -> bool:
    """Whether a word in capitals stands at `index` that no gazetteer and no other name has."""
    if index in line.taken or index in line.hit_at or _is_no_name(line, index, index):
        return False
    before = line.tokens[index - 1] if line.adjacent(index) else None
    joined = before is not None and before.capital and before.text not in {"The", "THE"}
    return not joined and line.tokens[index].text.isupper() and len(line.tokens[index].text) > 2


def _ends_there(line: Line, index: int) -> bool:
    """Whether what the word at `index` ends is no attribute of the next ('a project partner')."""
    following = index + 1
    if line.tokens[index].possessive or following >= len(line.tokens) or not line.adjacent(following):
        return not line.tokens[index].possessive
    return line.tokens[following].text in vocabulary("after a project")
