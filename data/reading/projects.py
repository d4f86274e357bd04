"""Projects that are named beside the word 'project': 'the HELP project', 'project on Improving ...'."""

import re

from data.reading import capitals, labels
from data.reading.lines import Line, Span

_COLONS = {": ", " – ", " - ", " — "}
_NOUNS = {"project", "programme", "program", "initiative", "scheme", "campaign"}
_CALLED = {"called", "titled", "named", "entitled", "dubbed"}
_NAMING = {"on", "for", *_CALLED}
_LINKS = {"of", "for", "on", "against", "to", "in", "de", "du", "under", "and", "&", "the"}
_NO_TITLE = {"place", "organisation", "country adjective", "small", "opener", "number"}
_PERSON = {"given", "name", "initial", "person", "honorific", "role"}
_OPENING = {"“", '"', "‘", "'", ": “", ', "', ", “", ': "'}
_CLOSING = re.compile(r"[”\"(]|['’](?!s\b)")
_LONGEST = 25
_SHEET_TITLE = re.compile(
    r"(?:(?:Project|Programme)(?: title| name)?: *)?(?:(?P<short>[A-Z][A-Z0-9.&-]{1,14})(?: ?: | [–—-] ))?"
    r"(?P<name>[A-Z][^\n.:()]{3,119}[^\s.:()]|[A-Z][^\n.()]{3,119}[^\s.:()](?= \())"
    r"(?: \((?P<after>[A-Z][\w.&-]{1,14})\))?\s*"
)
_SHEET_OF = re.compile(
    r"(?P<short>[A-Z][A-Z0-9.&-]{2,14})(?:(?: ?:| ?[–—-]|,)? (?:[Pp]roject |[Pp]rogramme )?(?:[Ff]act ?sheet|"
    r"[Ii]nfo(?:rmation)? sheet|[Ss]heet|[Pp]rofile|[Bb]rief|[Aa]t a glance|[Ii]n brief|[Oo]verview|"
    r"[Ss]ummary)\b"
    r"[^\n]*|(?: [A-Z][\w-]+){1,3}: [^\n]+)"
)
"""'SHORT – Fact sheet (status: May)', 'SHORT Central Asia: What it is for'."""


def mark(line: Line) -> None:
    """Add every project of `line` that is named beside the word 'project' or the like."""
    _mark_quoted(line)
    start = labels.value_start(line.text, line.start, line.end)
    for index, token in enumerate(line.tokens):
        said = token.start >= start and index not in line.taken and not token.capital
        if said and token.text.lower().rstrip("s") in _NOUNS:
            span = (
                _named_before(line, index)
                or _quoted_before(line, index)
                or _quoted(line, index)
                or capitals.behind(line, index)
                or _named_after(line, index)
                or capitals.apposed(line, index)
            )
            if span:
                _add_parts(line, span)
    for index in range(2, len(line.tokens)):
        if span := capitals.phased(line, index):
            line.add(span)
    heading = _heading(line)
    if heading:
        _add_parts(line, heading)


_QUOTED_SHORT = re.compile(
    r"[“\"](?P<name>[A-Z][^“”\"\n]{8,119})[”\"] \((?P<short>[A-Z][\w&-]{1,20})\)"
    rf"(?=,? (?:[\w’'-]+ ){{0,6}}(?:{'|'.join(sorted(_NOUNS))})\b)"
)
"""'"Safe Ways on the Steppe" (SAFE-STEPPE), a four-year regional project'."""


def _mark_quoted(line: Line) -> None:
    """Add the projects whose title stands in quotation marks and before its short name."""
    for match in _QUOTED_SHORT.finditer(line.text, line.start, line.end):
        name, short = line.between(*match.span("name")), line.between(*match.span("short"))
        if name and short and line.taken.isdisjoint((*name, *short)):
            line.add(Span(name[0], name[-1], "project", 0.9, match["name"]))
            line.add(Span(short[0], short[-1], "project", 0.9, match["name"]))


def mark_title(line: Line) -> None:
    """Take the whole of `line` for the name of a project: 'Title', 'SHORT: Title' or 'Title (SHORT)'."""
    start = labels.value_start(line.text, line.start, line.end)
    sheet = _SHEET_OF.fullmatch(line.text, start, line.end)
    if sheet is not None:
        for index in line.between(*sheet.span("short")):
            line.add(Span(index, index, "project", 0.8))
        return
    shape = _SHEET_TITLE.fullmatch(line.text, start, line.end)
    if shape is None or line.taken:
        return
    tokens = line.between(*shape.span("name"))
    if not tokens:
        return
    title = line.words(tokens[0], tokens[-1])
    if shape["short"]:
        for index in line.between(*shape.span("short")):
            line.add(Span(index, index, "project", 0.8, title))
    named = title if shape["short"] or shape["after"] else ""
    line.add(Span(tokens[0], tokens[-1], "project", 0.7, named))
    if shape["after"]:
        for index in line.between(*shape.span("after")):
            line.add(Span(index, index, "project", 0.8, title))


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
    large = sum(token.capital for token in line.tokens)
    titled = line.tokens[1].capital and line.tokens[1].text.endswith("ing") and large * 2 > len(line.tokens)
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
        titled = line.sorts[index] not in {"opener", "honorific"} or _is_a_field(line, index)
        if token.capital and titled and not token.possessive:
            first = index
        elif token.text not in _LINKS or _begins_there(line, index):
            break
        if not line.adjacent(index):
            colon = token.gap in _COLONS and index > 0
            if not (colon and line.sorts[index - 1] in {"capitals", "project"} and index == first):
                break
            return index - 1
        index -= 1
    return first


def _is_a_field(line: Line, index: int) -> bool:
    """'Better Justice on ...': justice, and no judge."""
    following = index + 1 < len(line.tokens) and line.tokens[index + 1].text in _LINKS
    return line.tokens[index].text == "Justice" and following


def _begins_there(line: Line, index: int) -> bool:
    """Whether 'the' opens a title: 'funded by Norway under the Quay Repair project'."""
    return line.tokens[index].text == "the" and index > 0 and line.tokens[index - 1].text in _BEFORE_A_TITLE


_BEFORE_A_TITLE = frozenset({"under", "by", "through", "from", "with", "within"})


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
    large = sum(line.tokens[index].capital for index in range(first, last + 1))
    free = line.taken.isdisjoint(range(first, last + 1))
    return Span(first, last, "project", 0.9) if free and last > first and large * 2 > last - first else None


def _named_after(line: Line, noun: int) -> Span | None:
    """The title after 'project on', 'project:' (three words or more), 'project' (two) or 'project called'."""
    first = noun + 1
    called = first < len(line.tokens) and line.tokens[first].text in _CALLED
    beside = first < len(line.tokens) and line.tokens[first].text not in _NAMING
    if not beside:
        first += 1
    if first + 1 >= len(line.tokens) + called or not line.tokens[first].capital:
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
    new = line.sorts[first] in _NEW and (called or _is_shortened(line, last))
    is_title = line.sorts[first] == "common" or new
    enough = called or last - first >= (1 if beside and line.adjacent(first) else 2)
    free = line.taken.isdisjoint(range(first, last + 1))
    return Span(first, last, "project", 0.9) if is_title and enough and free else None


_NEW = frozenset({"name", "project"})
"""Sorts of a first word that nothing else tells to be a title's."""


def _is_shortened(line: Line, last: int) -> bool:
    """Whether a short name in brackets follows: 'project Reintegration of Sailors (RESAIL)'."""
    following = last + 1
    if following >= len(line.tokens) or line.tokens[following].gap != " (":
        return False
    end = line.tokens[following].end
    return line.tokens[following].text.isupper() and line.text[end : end + 1] == ")"
