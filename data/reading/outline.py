"""Outline: a stretch of an article with every name, date, figure and quotation folded to one letter.

Patterns that run on an outline speak of `<P>` (a person) or `<O>` (an organisation) and so cannot
know any name: `pattern("<P> met with <P>")`. Every letter knows where it stands in the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from data.reading.document import Dated, Document, Figure, Quotation
from data.values import Mention

Thing = Mention | Dated | Figure | Quotation

LETTERS = {
    "person": "\ue001",
    "organisation": "\ue002",
    "project": "\ue003",
    "place": "\ue004",
    "event": "\ue005",
    "topic": "\ue006",
    "quote": "\ue007",
    "date": "\ue008",
    "figure": "\ue009",
}
P, O, J, L, E, Q, D, F = (  # noqa: E741 - they are the letters of the patterns
    LETTERS[kind]
    for kind in ("person", "organisation", "project", "place", "event", "quote", "date", "figure")
)
_CODES = {"<P>": P, "<O>": O, "<J>": J, "<L>": L, "<E>": E, "<Q>": Q, "<D>": D, "<F>": F}
_CODES |= {"<A>": f"[{P}{O}]", "<N>": f"[{P}{O}{J}{L}{E}]"}

_HONORIFIC = re.compile(
    r"(?<![\w-])(?:(?:H\.? ?E\.?|His Excellency|Her Excellency|Excellency|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|"
    r"Chaudhry|Ch|Mian|Sheikh|Sheikha|Haji|Hafiz|Maulana|Mufti|Hazrat|Adv|"
    r"Sir|Dame|Engr|Hon|Honourable|Honorable|(?<!Chief )Justice|Advocate|Barrister|"
    r"(?:Major|Lieutenant|Brigadier) General|Lieutenant Colonel|Brigadier|Colonel|Captain|"
    r"(?:Rear |Vice )?Admiral|(?:Air )?Commodore|Air (?:Chief |Vice )?Marshal|Wing Commander|"
    r"Squadron Leader|Group Captain|Maj|Gen|Lt|Col|Brig|Capt|Cdr|Adm)\.?"
    rf"(?: ?\((?i:r|retd|rtd|ret)\.?\))? ){{1,4}}(?={P})"
)
_SKIPPED_PRONOUNS = frozenset({"his", "her", "hers", "him", "its", "their", "theirs", "them", "it"})


_ANOTHER_OFFICE = re.compile(r" (?:of|for|to|on) (?:the )?[A-Z]")
"""After 'the Ambassador': it is the office of somebody else than the ambassador named before."""


LONGEST = 3000
"""Characters: what runs on for longer without an end is no sentence, and no fact is read from it."""

_PREPOSITION = re.compile(r"(?i)(?:on|in|from|since|until|by|between|during|as of) ")


@cache
def pattern(text: str) -> re.Pattern[str]:
    """A regular expression over an outline: `<P>`, `<O>`, `<J>`, `<L>`, `<E>`, `<Q>`, `<D>`, `<F>`,
    `<A>` (person or organisation) and `<N>` (any name) stand for folded names."""
    for code, letters in _CODES.items():
        text = text.replace(code, letters)
    return re.compile(text)


@dataclass(frozen=True)
class Outline:
    """`letters[i]` stands for `text[starts[i]:ends[i]]`; `things[i]` is what was folded there."""

    text: str
    letters: str
    starts: Sequence[int]
    ends: Sequence[int]
    things: dict[int, Thing]

    def words(self, first: int, last: int) -> str:
        """The article's own words behind `letters[first:last]`."""
        start, end = self.span(first, last)
        return self.text[start:end]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where `letters[first:last]` stands in the article's text."""
        if first >= last:
            return 0, 0
        return self.starts[first], self.ends[last - 1]

    def name(self, index: int) -> Mention:
        """The mention folded at `index`; KeyError or TypeError when there is none."""
        thing = self.things[index]
        if not isinstance(thing, Mention):
            raise TypeError(f"no name stands at {index}")
        return thing

    def names(self, first: int = 0, last: int | None = None, kinds: str = "") -> list[Mention]:
        """The mentions folded in `letters[first:last]`, in order, of the kinds whose letters are given."""
        stop = len(self.letters) if last is None else last
        keys = self._keys[bisect_left(self._keys, first) : bisect_left(self._keys, stop)]
        found = ((self.letters[i], self.things[i]) for i in keys)
        return [m for letter, m in found if isinstance(m, Mention) and (not kinds or letter in kinds)]

    def dates(self, first: int = 0, last: int | None = None) -> list[Dated]:
        """The dates folded in `letters[first:last]`, in order."""
        stop = len(self.letters) if last is None else last
        return [d for i, d in self.things.items() if first <= i < stop and isinstance(d, Dated)]

    def figures(self) -> list[tuple[int, Figure]]:
        """The figures with their index, in order."""
        return [(i, f) for i, f in self.things.items() if isinstance(f, Figure)]

    def folded(self, spans: Iterable[tuple[int, int, int]]) -> "Outline":
        """The outline with each `(first, last, head)` folded to the one letter that stands at `head`."""
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        things: dict[int, Thing] = {}
        done = 0
        for first, last, head in [*sorted(spans), (len(self.letters), len(self.letters), -1)]:
            if first < done:
                continue
            for i in self._keys[bisect_left(self._keys, done) : bisect_left(self._keys, first)]:
                things[len(starts) + i - done] = self.things[i]
            letters.append(self.letters[done:first])
            starts += self.starts[done:first]
            ends += self.ends[done:first]
            if head >= 0:
                things[len(starts)] = self.things[head]
                letters.append(self.letters[head])
                starts.append(self.starts[first])
                ends.append(self.ends[last - 1])
            done = last
        return Outline(self.text, "".join(letters), starts, ends, things)

    def without(self, first: int, last: int) -> "Outline":
        """The outline as if `letters[first:last]` were not written."""
        cut = last - first
        things = {i - cut if i >= last else i: t for i, t in self.things.items() if not first <= i < last}
        return Outline(
            self.text,
            self.letters[:first] + self.letters[last:],
            [*self.starts[:first], *self.starts[last:]],
            [*self.ends[:first], *self.ends[last:]],
            things,
        )

    @cached_property
    def _keys(self) -> list[int]:
        return sorted(self.things)


def things_of(document: Document) -> list[tuple[Thing, str]]:
    """Everything of a document that folds, with its letter, in order of the text, none overlapping.

    Where two overlap the earlier one stays, and of two that start together the longer.
    """
    found: list[tuple[Thing, str]] = [
        (m, LETTERS[m.kind])
        for m in document.mentions
        if not (m.how == "pronoun" and m.text.lower() in _SKIPPED_PRONOUNS)
        and not (m.how == "role" and m.kind == "person" and _ANOTHER_OFFICE.match(document.text, m.end))
    ]
    amounts: list[tuple[Thing, str]] = [(figure, F) for figure in document.figures]
    names = _apart(pair for pair in found if not _inside(pair[0], amounts))
    others: list[tuple[Thing, str]] = [*((_bare(d), D) for d in document.dates), *amounts]
    return _apart([*names, *(pair for pair in others if not _overlaps(pair[0], names))])


def _bare(dated: Dated) -> Dated:
    """The date without the preposition that its words may begin with, for the patterns to see it."""
    m = _PREPOSITION.match(dated.when.words)
    if m is None or dated.end - dated.start != len(dated.when.words):
        return dated
    return dated.model_copy(update={"start": dated.start + m.end()})


def _inside(thing: Thing, sorted_others: Sequence[tuple[Thing, str]]) -> bool:
    """Whether a thing lies inside one of the sorted, non-overlapping others ('DKK' in 'DKK 45 million')."""
    at = bisect_right(sorted_others, thing.start, key=lambda pair: pair[0].start) - 1
    return at >= 0 and thing.end <= sorted_others[at][0].end


def outline(
    document: Document, things: Sequence[tuple[Thing, str]], start: int, end: int, *, quotes: bool = True
) -> Outline:
    """`text[start:end]` with the given things folded, and quotations too unless `quotes` is False."""
    inside = list(_between(things, start, end))
    if quotes:
        folded = list(_quotes_between(document.quotations, start, end))
        inside = _apart([*folded, *(pair for pair in inside if not _overlaps(pair[0], folded))])
    return _with_honorifics(_letters(document.text, inside, start, end))


def _letters(text: str, things: Sequence[tuple[Thing, str]], start: int, end: int) -> Outline:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    folded: dict[int, Thing] = {}
    done = start
    for thing, letter in things:
        letters.append(text[done : thing.start])
        starts += range(done, thing.start)
        ends += range(done + 1, thing.start + 1)
        folded[len(starts)] = thing
        letters.append(letter)
        starts.append(thing.start)
        ends.append(thing.end)
        done = thing.end
    letters.append(text[done:end])
    starts += range(done, end)
    ends += range(done + 1, end + 1)
    return Outline(text, "".join(letters), starts, ends, folded)


def _with_honorifics(line: Outline) -> Outline:
    spans = [(m.start(), m.end() + 1, m.end()) for m in _HONORIFIC.finditer(line.letters)]
    return line.folded(spans) if spans else line


def _between(things: Sequence[tuple[Thing, str]], start: int, end: int) -> Iterable[tuple[Thing, str]]:
    first = bisect_left(things, start, key=lambda pair: pair[0].start)
    for thing, letter in things[first:]:
        if thing.start >= end:
            return
        if thing.end <= end:
            yield thing, letter


def _quotes_between(quotations: Sequence[Quotation], start: int, end: int) -> Iterable[tuple[Thing, str]]:
    """The quotations that reach into `text[start:end]`, marks included, cut to it."""
    first = bisect_left(quotations, start, key=lambda quote: quote.end)
    for quote in quotations[first:]:
        if quote.start >= end:
            return
        cut = {"start": max(quote.start - 1, start), "end": min(quote.end + 1, end)}
        yield quote.model_copy(update=cut), Q


def _apart(things: Iterable[tuple[Thing, str]]) -> list[tuple[Thing, str]]:
    kept: list[tuple[Thing, str]] = []
    for thing, letter in sorted(things, key=lambda pair: (pair[0].start, -pair[0].end)):
        if thing.end > thing.start and (not kept or thing.start >= kept[-1][0].end):
            kept.append((thing, letter))
    return kept


def _overlaps(thing: Thing, kept: Sequence[tuple[Thing, str]]) -> bool:
    """Whether a thing overlaps one of the sorted, non-overlapping others."""
    after = bisect_left(kept, thing.end, key=lambda pair: pair[0].start)
    return after > 0 and kept[after - 1][0].end > thing.start
