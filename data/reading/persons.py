"""Persons: runs of name words, with the honorifics and offices that lead them or follow them.

'Mr. Syrus ...' and 'Minister Naqvi' are persons because of what leads them; a run of two words
or more is one when a given name opens it, or when nothing says that it is something else.
"""

from data.reading.gazetteers import given_names, vocabulary
from data.reading.lines import Line, Span

_NAMES = {"given", "name", "initial"}
_RETIRED = {"R", "Retd", "Rtd", "Ret"}
_WITH_GENERAL = {"Major", "Maj", "Lieutenant", "Lt", "Brigadier", "Brig"}
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
    if sort == "country adjective":
        return leader(line, index) == "honorific"
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
    if led == "office" and sorts[0] in _NAMES:
        return Span(first, last, "person", 0.9)
    if sorts[0] == "given" or (sorts[:2] == ["place", "name"] and line.tokens[first].text in given_names()):
        return Span(first, last, "person", 0.9)
    if sorts[0] == "name" and not line.title_case:
        return Span(first, last, "person", 0.9 if "given" in sorts else 0.7)
    return None


def leader(line: Line, first: int) -> str:
    """'honorific', 'role' or, in small letters, 'office' when such a word leads to token `first`; else ''."""
    before = first - 1 - _retired(line, first)
    if before < 0 or (before == first - 1 and line.tokens[first].gap not in {" ", ". "}):
        return ""
    sort = line.sorts[before]
    if line.tokens[first].gap == ". " and sort != "honorific":
        return ""
    if sort in {"honorific", "role"} and not line.tokens[before].possessive:
        return "role" if _is_post(line, before) else sort
    return _after_office(line, before) or ("office" if line.tokens[before].text in _offices() else "")


def _retired(line: Line, first: int) -> int:
    """1 when '(R)' or '(Retd)' stands between a rank and the name at `first`, else 0."""
    if first < 2 or not line.tokens[first].gap.startswith(")") or line.sorts[first - 2] != "honorific":
        return 0
    word = line.tokens[first - 1]
    return int(word.bare.capitalize() in _RETIRED and word.gap.endswith("("))


def _is_post(line: Line, index: int) -> bool:
    """Whether an honorific is a post: in capitals ('DIG'), or 'General' behind 'Director'."""
    word = line.tokens[index].text
    if word == "General" and line.adjacent(index):
        return line.sorts[index - 1] in {"role", "honorific"} and (
            line.tokens[index - 1].text.rstrip(".") not in _WITH_GENERAL
        )
    return word.isupper() and word != "HE"


def _offices() -> frozenset[str]:
    return vocabulary("office head")


def _after_office(line: Line, last: int) -> str:
    """'role' when the words up to `last` are an office and what completes it ('Director for Roads').

    Behind 'Ambassador of Norway to' stands a country, and no person.
    """
    if not line.tokens[last].capital:
        return ""
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
    if sort == "country adjective":
        return _is_surname(line, index, before, led)
    if sort == "common" and _leads_on(line, index):
        return False
    if index == first:
        return (sort == "common" and led == "honorific") or sort == "place"
    if sort == "common":
        return (before in {"given", "initial"} or led in {"honorific", "office"}) and not line.title_case
    if sort == "place":
        return before == "given" and _is_namesake(line, index) and line.sorts[first] == "given"
    if sort == "capitals":
        return before in {"given", "name"} and index == first + 1 and len(line.tokens[index].text) > 3
    if sort == "honorific" and before == "name":
        return not _capital_follows(line, index)
    return sort in {"calendar", "honorific"} and before in {"given", "initial"}


def _is_surname(line: Line, index: int, before: str, led: str) -> bool:
    """A demonym right behind a name, or a title, is one's last name ('Adil Baloch', 'Mr Sindhi')."""
    if not before:
        return led == "honorific" and not _capital_follows(line, index)
    if line.title_case and line.tokens[index].text not in vocabulary("people and surname"):
        return False
    ends = line.title_case or not _capital_follows(line, index) or line.sorts[index + 1] in _NAMES
    return ends and before in _NAMES | {"honorific"}


def _capital_follows(line: Line, index: int) -> bool:
    following = index + 1
    return following < len(line.tokens) and line.adjacent(following) and line.tokens[following].capital


def _leads_on(line: Line, index: int) -> bool:
    """Whether a rank goes on behind the word at `index`: 'Rear Admiral', 'Air Commodore'."""
    return _capital_follows(line, index) and line.sorts[index + 1] == "honorific"


def _is_particle(line: Line, index: int, first: int) -> bool:
    """'von der', 'al', 'bin' between two parts of a name."""
    if index + 1 >= len(line.tokens):
        return False
    return line.tokens[index].text.lower() in vocabulary("particle") and line.adjacent(index + 1)
