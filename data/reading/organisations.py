"""Organisations, projects and events: a head word with what stands before it and what completes it.

'Ministry of Overseas Pakistanis', 'Federal Investigation Agency', 'Global Action against ...':
the head ('Ministry', 'Agency', 'Action') says what it is; capitalised words before it and
complements after it ('of', 'for', 'on', 'against', 'to') belong to the name.
"""

import re

from data.reading.lines import Line, Span
from data.values import EntityKind

_HEADS: dict[str, EntityKind] = {"project": "project", "organisation": "organisation", "event": "event"}
_LEFT = {
    "organisation",
    "project",
    "event",
    "plan",
    "place",
    "capitals",
    "common",
    "name",
    "given",
    "initial",
    "role modifier",
    "country adjective",
    "abbreviation",
    "facility",
}
_INSIDE = _LEFT - {"given", "name", "initial"}
_TO = {"Delegation", "Mission", "Embassy", "Consulate", "Representation"}
_PREPOSITIONS = {"of", "for", "on", "against", "to", "in", "de", "du", "under"}
_CORPS = {"Police", "Army", "Navy", "Customs", "Prison", "Court"}
_ORDINALS = {"First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"}
_OFFICE = {"role", "honorific"}
_PLAIN = {"common", "role modifier", "plan", "country adjective", "facility"}


def mark(line: Line) -> None:
    """Add every organisation, project and event of `line` to its spans."""
    _mark_told(line)
    index = 0
    while index < len(line.tokens):
        if _is_head(line, index):
            index = _last_head(line, index)
            span = _around(line, index, _HEADS[line.sorts[index]])
            once = span and (_is_ordinal(line, span.first) or _is_dated(line, span.last))
            if span and once and line.tokens[index].text == "Dialogue":
                span = span._replace(kind="event")
            if span:
                line.add(span)
                index = span.last
        index += 1


_KINDS = re.compile(
    r"(?:NGO|charity|non-?governmental organi[sz]ation|non-?profit|think[ -]tank|watchdog|newspaper|daily|"
    r"broadcaster|magazine|(?:aid|rights|relief|advocacy|monitoring) (?:group|organi[sz]ation|agency)) $"
)
_JOINING = {"du", "de", "des", "del", "della", "di", "sans", "sin", "sem", "ohne", "für", "for", "of", "the"}


def _mark_told(line: Line) -> None:
    """'the NGO La Strada', 'the charity Open Gate': what it is is told right before the name."""
    for first in range(1, len(line.tokens)) if not line.title_case else ():
        start = line.tokens[first].start
        if line.tokens[first].capital and _KINDS.search(line.text, max(line.start, start - 40), start):
            last = _end_of_told(line, first)
            free = line.taken.isdisjoint(range(first, last + 1))
            if free and not any(index in line.hit_at for index in range(first, last + 1)):
                line.add(Span(first, last, "organisation", 0.8))


def _end_of_told(line: Line, first: int) -> int:
    """The last of the capitalised words from `first` on, with the small ones that join them."""
    last = first
    for index in range(first + 1, len(line.tokens)):
        token = line.tokens[index]
        if not line.adjacent(index) or line.tokens[index - 1].possessive:
            break
        if token.capital:
            last = index
        elif token.text not in _JOINING:
            break
    return last


def _is_head(line: Line, index: int) -> bool:
    return line.sorts[index] in _HEADS and index not in line.hit_at and index not in line.taken


def _last_head(line: Line, head: int) -> int:
    """Of heads that follow one another the last says what it is: 'Police Service Commission'."""
    for index in range(head + 1, len(line.tokens)):
        if not line.adjacent(index) or not line.tokens[index].capital or line.tokens[index - 1].possessive:
            break
        if line.sorts[index] not in _LEFT or index in line.taken:
            break
        if _is_head(line, index):
            head = index
    return head


def _around(line: Line, head: int, kind: EntityKind) -> Span | None:
    """The name whose head word is at `head`, or None when the word stands alone."""
    if kind != "organisation" and _before_other(line, head):
        return None
    first = leftmost(line, head)
    last = _rightmost(line, head, kind)
    if line.title_case and last > head + 1:
        last = head
    while first < head and line.sorts[first] == "opener":
        first += 1
    if any(index in line.taken for index in range(first, last + 1)) or _is_office(line, first, head):
        return None
    if first == head:
        first = _office_of(line, head)
    if first == last or not _says_which(line, first, last, head, kind):
        return None
    return Span(first, last, kind, 0.9)


def _office_of(line: Line, head: int) -> int:
    """Where 'Prime Minister's Office' begins; `head` when no office stands before the word at `head`."""
    first = head
    if head and line.tokens[head - 1].possessive and line.sorts[head - 1] == "role":
        first = head - 1
        while first and line.adjacent(first) and line.sorts[first - 1] in {"role", "role modifier"}:
            first -= 1
    return first


def _is_office(line: Line, first: int, head: int) -> bool:
    """'Chief of Mission' and 'Capital City Police Officer' are offices."""
    if (
        line.tokens[head].text in _CORPS
        and _joined_capital(line, head + 1)
        and line.sorts[head + 1] == "role"
    ):
        return True
    posted = line.tokens[head].text in {"Mission", "Delegation", "Section", "Unit"} and first == head > 1
    return posted and line.tokens[head - 1].text == "of" and line.sorts[head - 2] == "role"


def _before_other(line: Line, head: int) -> bool:
    """'Programme Officer' is an office, 'Action Plan' and 'Plan of Action' are plans."""
    following, before = head + 1, head - 1
    if _joined_capital(line, following) and line.sorts[following] in {"plan", "role"}:
        return True
    return before >= 0 and line.tokens[before].text == "of" and line.sorts[before - 1] in {"plan", "role"}


def _joined_capital(line: Line, index: int) -> bool:
    """Whether a capitalised word stands at `index`, with a blank alone before it."""
    return index < len(line.tokens) and line.adjacent(index) and line.tokens[index].capital


def leftmost(line: Line, head: int) -> int:
    """The first word of the capitalised words that lead up to the one at `head`."""
    first = head
    while first > 0:
        before = first - 1
        if line.adjacent(first) and not line.tokens[before].possessive and line.sorts[before] in _LEFT:
            if not line.tokens[before].capital:
                break
            first = before
        elif line.adjacent(first) and _is_ordinal(line, before):
            first = before
        elif _joins_left(line, first):
            first = before - 1
        else:
            break
    return first


def _is_ordinal(line: Line, index: int) -> bool:
    word = line.tokens[index].text
    return word in _ORDINALS or (word[0].isdigit() and word[-2:] in {"st", "nd", "rd", "th"})


def _is_dated(line: Line, last: int) -> bool:
    """Whether a day follows the name at once, as it follows one meeting and no standing dialogue."""
    following = last + 1
    while following < len(line.tokens) and line.tokens[following].text in {"was", "held", "on", "in"}:
        following += 1
    return any(
        line.sorts[index] == "calendar" and (index == following or line.sorts[following] == "number")
        for index in range(following, min(following + 2, len(line.tokens)))
    )


def _joins_left(line: Line, first: int) -> bool:
    """'Border and Coast Guard Agency': plain words joined by 'and' before the head."""
    joint, left = first - 1, first - 2
    if left < 0 or line.tokens[joint].text not in {"and", "&"}:
        return False
    spaced = line.adjacent(first) and line.adjacent(joint)
    plain = line.sorts[left] in _PLAIN and line.sorts[first] in _PLAIN and line.tokens[left].capital
    return spaced and plain and not line.opens(left)


def _rightmost(line: Line, head: int, kind: EntityKind) -> int:
    last = _numbered(line, head) if kind != "organisation" else head
    after = last + 1
    if after < len(line.tokens) and line.adjacent(after) and line.sorts[after] == "place" and last == head:
        return _end_of_hit(line, after)
    for _ in range(4):
        end = _complement(line, last, head, kind)
        if end == last:
            break
        last = end
    return last


def _numbered(line: Line, last: int) -> int:
    """'Programme III', 'Programme Phase II', 'Strategy 2021-2025' keep their number."""
    while last + 1 < len(line.tokens) and line.adjacent(last + 1):
        word = line.tokens[last + 1].text
        if word == "Phase" or set(word) <= set("IVX") or (word.isdigit() and len(word) == 1):
            last += 1
        else:
            break
    return last


def _end_of_hit(line: Line, index: int) -> int:
    while index in line.hit_at and index + 1 in line.hit_at and line.hit_at[index + 1] == line.hit_at[index]:
        index += 1
    return index


def _complement(line: Line, last: int, head: int, kind: EntityKind) -> int:
    """The last word of 'of the Interior', 'on Drugs and Crime' ... after `last`, or `last`."""
    link = last + 1
    if link + 1 >= len(line.tokens) or not line.adjacent(link) or line.tokens[last].possessive:
        return last
    word = line.tokens[link].text.lower()
    if word not in _PREPOSITIONS:
        return last
    noun = link + 1
    if line.tokens[noun].text == "the" and noun + 1 < len(line.tokens) and line.adjacent(noun):
        noun += 1
    if not line.adjacent(noun) or not _may_follow(line, word, noun, head):
        return last
    end = _phrase(line, noun, word, kind)
    return last if end < noun else end


def _may_follow(line: Line, link: str, noun: int, head: int) -> bool:
    sort = line.sorts[noun]
    if not line.tokens[noun].capital or sort in {"calendar", "opener", "person"}:
        return False
    if sort in {"honorific", "role"}:
        return link == "of" and not _leads_name(line, noun)
    if line.tokens[noun].text == "Government":
        return False
    if sort == "given":
        return link == "of" and not (
            noun + 1 < len(line.tokens) and line.sorts[noun + 1] in {"given", "name"}
        )
    if link == "to":
        return line.tokens[head].text in _TO or sort in {"common", "role modifier", "plan"}
    if link == "in":
        return sort in {"common", "role modifier"}
    if link == "on":
        return sort not in {"place", "organisation"} or noun not in line.hit_at
    return link != "under"


def _leads_name(line: Line, index: int) -> bool:
    """Whether the honorific or office at `index` stands right before a name."""
    following = index + 1
    return (
        following < len(line.tokens)
        and line.adjacent(following)
        and line.sorts[following] in {"given", "name"}
    )


def _phrase(line: Line, noun: int, link: str, kind: EntityKind) -> int:
    """The end of the capitalised phrase that begins at `noun`, with 'X, Y and Z'."""
    end = _run(line, noun, anything=link == "of")
    while end + 2 < len(line.tokens) and end >= noun:
        following = _after_joint(line, end, kind)
        if following < 0:
            break
        stop = _run(line, following, anything=False)
        if stop < following or any(line.sorts[i] == "organisation" for i in range(following, stop + 1)):
            break
        end = stop
    return end


def _after_joint(line: Line, end: int, kind: EntityKind) -> int:
    """Where the phrase goes on after 'and', '&', 'and the' (projects) or a comma in a list; -1 if not."""
    joint = end + 1
    if line.tokens[end].possessive:
        return -1
    if line.tokens[joint].gap == ", " and line.sorts[joint] == "common" and line.tokens[joint].capital:
        return joint if _ends_in_and(line, joint) else -1
    if (
        line.tokens[joint].text not in {"and", "&"}
        or not line.adjacent(joint)
        or not line.adjacent(joint + 1)
    ):
        return -1
    following = joint + 1
    if line.tokens[following].text == "the" and kind == "project" and following + 1 < len(line.tokens):
        following += 1
    sorts = _PLAIN | {"capitals", "abbreviation"}
    plain = line.sorts[following] in sorts and following not in line.hit_at
    return following if plain and line.tokens[following].capital else -1


def _ends_in_and(line: Line, index: int) -> bool:
    """Whether capitalised words and commas from `index` on end in 'and' and a capitalised word."""
    for following in range(index + 1, min(index + 8, len(line.tokens) - 1)):
        token = line.tokens[following]
        if token.text in {"and", "&"}:
            return line.tokens[following + 1].capital
        if not token.capital or token.gap not in {" ", ", "}:
            return False
    return False


def _run(line: Line, first: int, anything: bool) -> int:
    """The end of the adjacent capitalised words from `first`; names of persons are no part of it."""
    end = first - 1
    for index in range(first, len(line.tokens)):
        if index <= end:
            continue
        token, sort = line.tokens[index], line.sorts[index]
        if not token.capital or (index > first and not line.adjacent(index)) or index in line.taken:
            break
        office = sort in _OFFICE and line.sorts[first] in _OFFICE
        if (
            sort not in _INSIDE
            and not (anything and (index == first or office))
            and not _lone_word(line, index)
        ):
            break
        end = _end_of_hit(line, index) if sort == "organisation" else index
        if line.tokens[end].possessive:
            break
    return end


def _lone_word(line: Line, index: int) -> bool:
    """A word that no dictionary has is a part of the name, unless a second one follows, as in a person's."""
    following = index + 1
    if line.sorts[index] != "name" or following >= len(line.tokens):
        return line.sorts[index] == "name"
    return not (line.adjacent(following) and line.tokens[following].capital)


def _says_which(line: Line, first: int, last: int, head: int, kind: EntityKind) -> bool:
    """Whether there is more to the name than heads and general words of office."""
    others = [index for index in range(first, last + 1) if index != head and line.tokens[index].capital]
    return bool(others) and not all(line.sorts[index] in {"opener", "number"} for index in others)
