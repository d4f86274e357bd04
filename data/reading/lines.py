"""Line: the tokens of one passage, each with the sort of word that it is in the grammar of names."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from data.reading import gazetteers
from data.reading.gazetteers import Hit, vocabulary
from data.reading.tokens import Token, is_capitals, is_common, is_title_case, tokenise
from data.values import EntityKind

_LABELLED = re.compile(r"[-•* ]*[A-Z][a-z]+(?: [a-z]+){0,3}: ")
"""'Donor: Federal Ministry for ...' is no headline, though most of its words are in capitals."""
_ARTICLED = re.compile(r"(?:al|el|ad|ar|as|ash|at|ath|an|az|ed|er|es|esh|et|ez|ul|ur)-[A-Z][\w’']+")
"""'al-Rahman', 'as-Sayed': a part of a name with its Arabic article, which stays small."""
_STOPS = (".", "!", "?", "”", '"', "…")
# In the order in which they are asked; a word can be in several sections.
_SORTS = (
    "opener",
    "honorific",
    "role",
    "calendar",
    "organisation",
    "project",
    "event",
    "plan",
    "facility",
    "country adjective",
    "role modifier",
)


class Span(NamedTuple):
    """Tokens `first` to `last` (inclusive) of a line name something."""

    first: int
    last: int
    kind: EntityKind
    confidence: float = 1.0
    entity: str = ""
    """Canonical name, where it is known without looking at the rest of the article."""


class Line:
    """One passage: tokens, what sort of word each is, and which of them a gazetteer or the store knows."""

    def __init__(self, text: str, start: int, end: int, hits: Sequence[Hit]) -> None:
        self.text = text
        self.start, self.end = start, end
        self.tokens: list[Token] = tokenise(text, start, end)
        self._starts = [token.start for token in self.tokens]
        self.hits = list(hits)
        self.hit_at: dict[int, int] = self._cover()
        self.sorts = [self._sort(index) for index in range(len(self.tokens))]
        self._settle()
        labelled = _LABELLED.match(text, start, end)
        self.title_case = text[end - 1 : end] not in _STOPS and not labelled and is_title_case(self.tokens)
        self.spans: list[Span] = []
        self.taken: set[int] = set()
        self.owner: dict[int, Span] = {}
        """Token -> the span that it belongs to."""
        self.people: set[int] = set()
        """Those of `taken` that name persons."""

    def _cover(self) -> dict[int, int]:
        """Token index -> index of the hit it belongs to; a token must lie in the hit wholly."""
        covered: dict[int, int] = {}
        for number, hit in enumerate(self.hits):
            covered |= dict.fromkeys(self.between(hit.start, hit.end), number)
        return covered

    def between(self, start: int, end: int) -> range:
        """The tokens that lie wholly between two offsets of the article."""
        first = bisect_left(self._starts, start)
        stop = bisect_left(self._starts, end)
        while stop > first and self.tokens[stop - 1].end > end:
            stop -= 1
        return range(first, stop)

    def holding(self, offset: int) -> int:
        """The token in which an offset of the article lies, or the one before it; -1 when there is none."""
        return bisect_left(self._starts, offset + 1) - 1

    def _sort(self, index: int) -> str:
        number = self.hit_at.get(index)
        if number is not None:
            return str(self.hits[number].kind)
        token = self.tokens[index]
        if token.text[0].isdigit():
            return "number"
        if not token.capital:
            return "name" if _ARTICLED.fullmatch(token.text) else "small"
        return _sort_of(token.bare if "." in token.text else token.text)

    def _settle(self) -> None:
        """'Hope Thessal' is a name, 'Hope' alone is not: a doubtful given name is one before a name."""
        for index, sort in enumerate(self.sorts[:-1]):
            if not (self.sorts[index + 1] == "name" and self.adjacent(index + 1)):
                continue
            word = self.tokens[index].text
            doubtful = sort == "common" and word in gazetteers.doubtful_names() and not self.opens(index)
            if doubtful or word == "Jan" or (word == "Per" and not self.opens(index)):
                self.sorts[index] = "given"

    def adjacent(self, index: int) -> bool:
        """Whether only a blank stands between the word at `index` and the one before it."""
        return index > 0 and self.tokens[index].gap == " "

    def opens(self, index: int) -> bool:
        """Whether the word at `index` opens a sentence, a quotation or a part after a colon."""
        return index == 0 or any(mark in self.tokens[index].gap for mark in '.!?:"“‘”—-•\n')

    def add(self, span: Span) -> None:
        """Keep `span`; its words belong to no later one."""
        self.spans.append(span)
        self.taken.update(range(span.first, span.last + 1))
        self.owner.update(dict.fromkeys(range(span.first, span.last + 1), span))
        if span.kind == "person":
            self.people.update(range(span.first, span.last + 1))

    def drop(self, span: Span) -> None:
        """Forget `span`, which was added before."""
        self.spans.remove(span)
        self.taken.difference_update(range(span.first, span.last + 1))
        self.people.difference_update(range(span.first, span.last + 1))
        for index in range(span.first, span.last + 1):
            self.owner.pop(index, None)

    def bounds(self, span: Span) -> tuple[int, int]:
        """Offsets of `span` in the article."""
        return self.tokens[span.first].start, self.tokens[span.last].end

    def words(self, first: int, last: int) -> str:
        """The text of tokens `first` to `last`, as written."""
        return self.text[self.tokens[first].start : self.tokens[last].end]


@lru_cache(maxsize=20_000)
def _sort_of(word: str) -> str:
    """What a capitalised word is: a section of the vocabulary, 'given', 'capitals', 'common' or 'name'."""
    for section in _SORTS:
        if word in vocabulary(section):
            return section
    if len(word) == 1:
        return "initial"
    if word in vocabulary("not an organisation"):
        return "abbreviation"
    if word in gazetteers.given_names():
        return "given"
    if is_capitals(word):
        return "capitals"
    return "common" if is_common(word) else "name"
