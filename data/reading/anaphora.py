"""Anaphora: 'the Minister', 'he' and 'the agency', where one person or body alone can be meant."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from data.reading import roles
from data.reading.gazetteers import vocabulary
from data.reading.lines import Line
from data.values import EntityKind, Mention

_OFFICE_CONFIDENCE = 0.7
_BODY_CONFIDENCE = 0.6
_PRONOUN_CONFIDENCE = 0.6

_NEAR = 12
"""So many mentions before the word are looked at."""
_MANY = {
    "government",
    "police",
    "service",
    "services",
    "group",
    "party",
    "court",
    "force",
    "press",
    "command",
    "front",
}
"""Kinds of body of which there are so many that 'the police' says nothing."""


class _Held(NamedTuple):
    """Where an office first stands beside a person's name, and the words of all that do."""

    start: int
    words: set[str]

    def is_meant(self, words: set[str], at: int) -> bool:
        """Whether `words` at an offset may stand for the holder: one word alone never before the name."""
        return bool(words) and words <= self.words and (len(words) > 1 or self.start < at)


def find(text: str, lines: Sequence[Line], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions by office, pronoun or kind of body; nothing is said where more than one could be meant."""
    offices, beside = _offices(text, lines, mentions)
    bodies = _Bodies(mentions)
    author = _signatory(lines, mentions)
    called = addressed(text, mentions)
    previous: list[Mention] = []
    for line, here in zip(lines, _by_line(lines, mentions), strict=True):
        people = [mention for mention in here if mention.kind == "person"]
        found = list(_by_office(line, here, offices, beside.get(line.start, set())))
        found += bodies.meant(line, here, previous)
        people += [mention for mention in found if mention.kind == "person"]
        pronoun = None if people else _by_pronoun(line, previous)
        if pronoun and called.setdefault(pronoun.entity, pronoun.text) == pronoun.text:
            found.append(pronoun)
        found += _by_author(line, author) if author else []
        yield from found
        previous = sorted([*here, *found], key=lambda mention: mention.start) or previous


_TITLED = re.compile(r"\b(?:(Mr)|(?:Ms|Mrs|Miss|Madam|Lady))\.? $")


def addressed(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """'He' or 'She' for each person whom a title tells to be one: nobody is both."""
    found: dict[str, str] = {}
    for mention in mentions:
        title = _TITLED.search(text, max(0, mention.start - 8), mention.start)
        if mention.kind == "person" and title:
            found.setdefault(mention.entity, "He" if title[1] else "She")
    return found


_AT_THE_END = 8
"""Lines in which a text is signed."""
_SIGNED = 90
"""Letters of a line that is no more than the signatory's office."""


def _signatory(lines: Sequence[Line], mentions: Sequence[Mention]) -> str:
    """Who signs the text: the person alone on a line above an office, near the end; '' when nobody does."""
    whole = {(mention.start, mention.end): mention.entity for mention in mentions if mention.kind == "person"}
    for line, below in pairwise(lines[-_AT_THE_END:]):
        tokens = line.tokens
        name = whole.get((tokens[0].start, tokens[-1].end), "") if tokens else ""
        short = below.end - below.start <= _SIGNED and below.text[below.end - 1 : below.end] not in ".!?:"
        words = {token.text.lower() for token in below.tokens}
        if name and short and not words.isdisjoint(vocabulary("office head")):
            return name
    return ""


def _by_author(line: Line, author: str) -> Iterator[Mention]:
    """Each 'I' outside quotation marks in a text that somebody signs."""
    for token in line.tokens:
        if token.text == "I":
            before = line.text[line.text.rfind("\n", 0, token.start) + 1 : token.start]
            if before.count('"') % 2 == 0 and before.count("“") <= before.count("”"):
                yield Mention(
                    start=token.start,
                    end=token.end,
                    text=token.text,
                    kind="person",
                    entity=author,
                    how="pronoun",
                    confidence=_PRONOUN_CONFIDENCE,
                )


def _by_line(lines: Sequence[Line], mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The mentions of each line; both come in the order of the text."""
    number = 0
    for line in lines:
        here = []
        while number < len(mentions) and mentions[number].start < line.end:
            if mentions[number].start >= line.start:
                here.append(mentions[number])
            number += 1
        yield here


def _offices(
    text: str, lines: Sequence[Line], mentions: Sequence[Mention]
) -> tuple[dict[str, _Held], dict[int, set[int]]]:
    """The offices beside each person's name, and where such offices stand in each line."""
    offices: dict[str, _Held] = {}
    places: dict[int, set[int]] = {}
    for line, here in zip(lines, _by_line(lines, mentions), strict=True):
        for mention in here:
            tokens = line.between(mention.start, mention.end)
            if mention.kind == "person" and tokens:
                for role in roles.beside(line, tokens[0], tokens[-1]):
                    held = offices.setdefault(mention.entity, _Held(role.start, set()))
                    held.words.update(roles.content(text[role.start : role.end]))
                    places.setdefault(line.start, set()).update(line.between(role.start, role.end))
    return offices, places


def _by_office(
    line: Line, here: Sequence[Mention], offices: dict[str, _Held], beside: set[int]
) -> Iterator[Mention]:
    for index, token in enumerate(line.tokens):
        if token.text not in {"the", "The"} or not offices:
            continue
        last = _end_of_office(line, index)
        if last == index or not beside.isdisjoint(range(index, last + 1)) or _is_of_more(line, last):
            continue
        words = roles.content(line.words(index + 1, last))
        who = [person for person, held in offices.items() if held.is_meant(words, token.start)]
        bounds = _apart(line, index, last, here)
        if len(who) == 1 and bounds:
            yield _stands_for(line, *bounds, "person", who[0], _OFFICE_CONFIDENCE)


def _is_of_more(line: Line, last: int) -> bool:
    """Whether 'of' or 'for' goes on behind an office: 'the head of the juvenile court' is not just any."""
    following = last + 1
    more = following < len(line.tokens) and line.adjacent(following)
    return more and line.tokens[following].text in {"of", "for"}


def _stands_for(
    line: Line, start: int, end: int, kind: EntityKind, entity: str, confidence: float
) -> Mention:
    return Mention(
        start=start,
        end=end,
        text=line.text[start:end],
        kind=kind,
        entity=entity,
        how="role",
        confidence=confidence,
    )


def _end_of_office(line: Line, the: int) -> int:
    """The last word of the office that begins after 'the' at token `the`, or `the` when there is none."""
    end = the
    for index in range(the + 1, min(the + 9, len(line.tokens))):
        token = line.tokens[index]
        word = token.text.lower()
        if not line.adjacent(index):
            break
        if word in vocabulary("office head") and not (end > the and line.tokens[index - 1].text == "and"):
            end = index
        elif end > the:
            if word in {"of", "for", "to", "the", "on"}:
                continue
            if not token.capital or line.sorts[index] in {"given", "name", "person"}:
                break
            end = index
        elif not (roles.is_role(token.text) or token.capital or word in vocabulary("before an office")):
            break
        if token.possessive and end > the:
            break
    return end


def _apart(line: Line, first: int, last: int, here: Sequence[Mention]) -> tuple[int, int] | None:
    """Offsets of the words around the office's head that belong to no other mention."""
    head = next(i for i in range(last, first, -1) if line.tokens[i].text.lower() in vocabulary("office head"))
    start, end = line.tokens[first].start, line.tokens[last].end
    near = bisect_left(here, start, key=lambda mention: mention.end)
    for mention in here[near : near + last - first + 1]:
        if mention.start < end and start < mention.end:
            if mention.end <= line.tokens[head].start:
                start = mention.end
            elif mention.start >= line.tokens[head].end:
                end = mention.start
            else:
                return None
    inside = [
        i for i in range(first, last + 1) if start <= line.tokens[i].start and line.tokens[i].end <= end
    ]
    while inside[-1] > head and not line.tokens[inside[-1]].capital:
        inside.pop()
    return line.tokens[inside[0]].start, line.tokens[inside[-1]].end


def _by_pronoun(line: Line, previous: Sequence[Mention]) -> Mention | None:
    """'He' or 'She' at the head of a sentence after one in which a single person is named."""
    if not line.tokens or line.tokens[0].text not in {"He", "She"}:
        return None
    who = {mention.entity for mention in previous if mention.kind == "person"}
    if len(who) != 1:
        return None
    token = line.tokens[0]
    return Mention(
        start=token.start,
        end=token.end,
        text=token.text,
        kind="person",
        entity=who.pop(),
        how="pronoun",
        confidence=_PRONOUN_CONFIDENCE,
    )


class _Bodies:
    """The organisations of an article by the word that says what they are ('ministry', 'agency')."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._all: dict[str, set[str]] = {}
        for mention in mentions:
            if mention.kind == "organisation":
                for head in _heads(mention.entity):
                    self._all.setdefault(head, set()).add(mention.entity)

    def meant(self, line: Line, here: Sequence[Mention], previous: Sequence[Mention]) -> Iterator[Mention]:
        """'the ministry' where the article names one, or one stands in this sentence or the one before."""
        for index in range(1, len(line.tokens)):
            token = line.tokens[index]
            head = token.text.lower()
            if head not in self._all or line.tokens[index - 1].text not in {"the", "The"}:
                continue
            place = bisect_left(here, token.end, key=lambda mention: mention.end)
            entity = self._one(head, [*previous[-_NEAR:], *here[max(place - _NEAR, 0) : place]])
            inside = place < len(here) and here[place].start < token.end
            if entity and not inside and not _goes_on(line, index):
                start = line.tokens[index - 1].start
                yield _stands_for(line, start, token.end, "organisation", entity, _BODY_CONFIDENCE)

    def _one(self, head: str, near: Sequence[Mention]) -> str:
        candidates = self._all[head]
        if len(candidates) > 1:
            candidates = {mention.entity for mention in near if mention.entity in candidates}
        return next(iter(candidates)) if len(candidates) == 1 else ""


def _heads(name: str) -> set[str]:
    return {word.lower() for word in name.split() if word in vocabulary("organisation")} - _MANY


def _goes_on(line: Line, index: int) -> bool:
    """'the ministry of ...' and 'the agency report' say something else than the body meant."""
    following = index + 1
    if line.tokens[index].possessive or following >= len(line.tokens) or not line.adjacent(following):
        return False
    return line.tokens[following].text in {"of", "for"} or line.tokens[following].capital
