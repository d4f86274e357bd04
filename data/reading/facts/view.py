"""View: a document as the fact readers look at it, sentence by sentence, with all names folded."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from data.dates import UNDATED, DateSpan
from data.reading import datelines, gazetteers, labels, titles
from data.reading.document import Dated, Document, Quotation
from data.reading.facts import dating
from data.reading.outline import LETTERS, LONGEST, Outline, Thing, outline, pattern, things_of
from data.values import EntityKind, Fact, FactKind, Mention, Passage

SHORTEST = 3
"""Characters of what may state something: a bullet may be 'Peru', a letter or two says nothing."""
KEPT_APART = frozenset({"suspect", "boilerplate"})
"""Roles of passages that no fact is read from."""

OPENING = 3
"""Sentences, the title among them, that say what an article is about."""

SUMMARY = frozenset({"headline"})
"""Roles of passages that sum the text up: what they say is held with less confidence."""


@dataclass(frozen=True)
class Line:
    """A sentence (or the part of it inside a quotation), its names folded, titles folded into names."""

    index: int
    passage: Passage
    raw: Outline
    """As written, only names, dates, figures and quotations folded."""
    outline: Outline
    """The same with titles folded into the persons that bear them."""
    quote: Quotation | None = None
    """The quotation that this line is a part of; then its speaker says so, not the reporter."""

    @property
    def letters(self) -> str:
        """What the patterns run on."""
        return self.outline.letters

    def clause(self, first: int, last: int | None = None) -> str:
        """The article's words of `letters[first:last]`, without the white space and stop at their ends."""
        start, end = self.outline.span(first, len(self.letters) if last is None else last)
        return self.outline.text[start:end].strip().rstrip(".;,:").strip()


@dataclass(frozen=True)
class View:
    """A document and its lines; every fact reader is a function of one of these."""

    document: Document
    _memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The sentences that may be read, in order; quoted parts follow the sentence they stand in."""
        return tuple(self._lines())

    @cached_property
    def body(self) -> Sequence[Line]:
        """The reporter's own sentences."""
        return tuple(line for line in self.lines if line.quote is None)

    def _lines(self) -> Iterator[Line]:
        things = things_of(self.document)
        dateline = datelines.dateline(self.document.article, self.document.passages, _is_place)
        quotes = [quote for quote in self.document.quotations if quote.whole]
        number = 0
        for passage in self.document.passages:
            if passage.role in KEPT_APART or not SHORTEST <= passage.end - passage.start <= LONGEST:
                continue
            begin = (
                dateline.end if dateline and passage.start <= dateline.start < passage.end else passage.start
            )
            yield self._line(number, passage, things, min(begin, passage.end), passage.end, None)
            number += 1
            while quotes and quotes[0].end <= passage.start:
                quotes.pop(0)
            for quote in quotes:
                if quote.start >= passage.end:
                    break
                start, end = max(quote.start, passage.start), min(quote.end, passage.end)
                yield self._line(number, passage, things, start, end, quote)
                number += 1

    def _line(
        self,
        number: int,
        passage: Passage,
        things: Sequence[tuple[Thing, str]],
        start: int,
        end: int,
        quote: Quotation | None,
    ) -> Line:
        raw = outline(self.document, things, start, end, quotes=quote is None)
        return Line(number, passage, raw, titles.folded(raw), quote)

    def before(self, line: Line) -> Line | None:
        """The reporter's sentence before this one, None at the beginning."""
        earlier = [other for other in self.lines[max(0, line.index - 6) : line.index] if other.quote is None]
        return earlier[-1] if earlier else None

    def fact(
        self,
        line: Line,
        kind: FactKind,
        subject: Mention,
        predicate: str,
        *,
        object: Mention | None = None,
        since: Line | None = None,
        confidence: float = 0.9,
        **more: Any,
    ) -> Fact:
        """A fact whose evidence is the line's passage (and all from `since` to it).

        What stands in a quotation is said by its speaker; what is read from a headline, or of a
        name resolved from a pronoun or a role, is held with less confidence.
        """
        first = since.passage if since else line.passage
        if line.quote is not None and line.quote.speaker:
            more = {"speaker": line.quote.speaker, "on_behalf_of": line.quote.on_behalf_of, **more}
        return Fact(
            kind=kind,
            subject=subject.entity,
            subject_kind=subject.kind,
            predicate=predicate,
            object=object.entity if object else "",
            object_kind=object.kind if object else None,
            start=min(first.start, line.passage.start),
            end=max(line.passage.end, first.end),
            confidence=round(confidence * self._trust(line, subject), 2),
            **more,
        )

    def _trust(self, line: Line, subject: Mention) -> float:
        return (0.7 if self._sums_up(line.passage) else 1.0) * subject.confidence

    def _sums_up(self, passage: Passage) -> bool:
        """Whether a passage is a headline, or a bullet in front of the body."""
        return passage.role in SUMMARY or (passage.role == "bullet" and passage.start < self._body_starts)

    @cached_property
    def _body_starts(self) -> int:
        return next((p.start for p in self.document.passages if p.role in ("body", "quote")), 0)

    def when(
        self,
        line: Line,
        first: int,
        last: int,
        *,
        within: tuple[int, int] | None = None,
        apart: tuple[int, int] = (0, 0),
        told: bool = False,
    ) -> DateSpan:
        """The date in the line that is nearest to `letters[first:last]`; UNDATED when there is none.

        Only dates inside `within` and outside `apart` count (a date in what somebody said is not
        the day on which he said it). A date in brackets behind a name ('Programme III
        (2022-2025)') is that name's, and a date after 'since' or 'agreement' is not this fact's, unless
        the caller knows (`told`) that it is.
        """
        found: list[tuple[int, DateSpan]] = []
        begin, stop = within or (0, len(line.letters))
        for i, thing in line.outline.things.items():
            if not begin <= i < stop or apart[0] <= i < apart[1]:
                continue
            if isinstance(thing, Dated) and (told or not _bound(line.letters, i)):
                found.append((max(first - i, i - last, 0), thing.when))
        return min(found, key=lambda pair: pair[0])[1] if found else UNDATED

    @cached_property
    def report(self) -> DateSpan:
        """When the report was made, as well as it is known (see dating.report)."""
        return dating.report(self.document)

    @cached_property
    def posted(self) -> dict[int, DateSpan]:
        """The day of an embedded post, by the start of each passage that belongs to it."""
        return dating.posts(self.document)

    @cached_property
    def named(self) -> dict[tuple[str, EntityKind | None], Mention]:
        """The first mention of every entity, by canonical name and kind."""
        found: dict[tuple[str, EntityKind | None], Mention] = {}
        for mention in self.document.mentions:
            found.setdefault((mention.entity, mention.kind), mention)
        return found

    @cached_property
    def visits(self) -> Sequence[tuple[int, Mention, Mention, Mention]]:
        """The visits of the article: the number of the line, the event, the visitor and the country."""
        found = []
        for line in self.body:
            for m in _VISIT.finditer(line.letters):
                event = line.outline.name(m.start("event"))
                if is_visit(event):
                    found.append(
                        (
                            line.index,
                            event,
                            line.outline.name(m.start("who")),
                            line.outline.name(m.start("where")),
                        )
                    )
        return found

    @cached_property
    def visited(self) -> dict[str, Mention]:
        """The country of each visit, by the visit's name."""
        return {event.entity: where for _, event, _, where in reversed(self.visits)}

    @cached_property
    def main_project(self) -> Mention | None:
        """What 'the project' means: that of a sheet's title, the only one, or the one at the beginning."""
        found = [m for m in self.readable if m.kind == "project"]
        starts = labels.titles(self.document.text, self.document.passages)
        sheets = [p for p in self.document.passages if p.start in starts]
        headed = [m for p in sheets for m in found if p.start <= m.start < p.end]
        if len({m.entity for m in headed}) == 1:
            return headed[0]
        if found and self._is_earlier(found[0]):
            return None
        if len({m.entity for m in found}) == 1 or (found and found[0].start < 200 and self._leads(found[0])):
            return found[0]
        return None

    @cached_property
    def sheet(self) -> bool:
        """Whether the article is a sheet about one thing, which its title names."""
        return bool(labels.titles(self.document.text, self.document.passages))

    @cached_property
    def titled_project(self) -> Mention | None:
        """The project that the article is about: its title or one of its first sentences names it alone."""
        project = self.main_project
        opening = [m for line in self.body[:OPENING] for m in line.outline.names(0, None, LETTERS["project"])]
        named = project is not None and any(m.entity == project.entity for m in opening)
        return project if named else None

    def project_of(self, line: Line) -> Mention | None:
        """What 'the project' means in a line: the article's, else the only one of the sentences before."""
        if self.main_project is not None:
            return self.main_project
        for other in reversed(self.lines[max(0, line.index - 3) : line.index]):
            named = other.outline.names(0, None, LETTERS["project"])
            if named:
                alone = len({mention.entity for mention in named}) == 1 and not self._is_earlier(named[0])
                return named[0] if alone else None
        return None

    def _is_earlier(self, project: Mention) -> bool:
        """Whether a project is named as the one before another: 'It succeeds', 'the successor of'."""
        return bool(_EARLIER.search(self.document.text[max(0, project.start - _NEAR) : project.start]))

    def _leads(self, mention: Mention) -> bool:
        return self.document.text[: mention.start].strip() == ""

    @cached_property
    def readable(self) -> Sequence[Mention]:
        """The mentions outside passages that are kept apart."""
        passages = self.document.passages
        at = [bisect_right(passages, m.start, key=lambda p: p.start) - 1 for m in self.document.mentions]
        pairs = zip(self.document.mentions, at, strict=True)
        return tuple(m for m, i in pairs if i < 0 or passages[i].role not in KEPT_APART)

    @property
    def with_adjectives(self) -> Sequence[Mention]:
        """These, and the countries that only an adjective names."""
        return (*self.readable, *self.document.adjectives)


_EARLIER = re.compile(
    r"\b(?:succeed(?:s|ed|ing)?|successor (?:of|to)|predecessor|follow(?:s|ed|ing)|replac(?:es|ed|ing)|"
    r"buil(?:ds|t|ding) on|continu(?:es|ed|ing))\b[^.;]*$"
)
"""Before a project that is named as the one before the project of the article."""
_NEAR = 50
_VISIT = pattern(r"(?P<who><P>)[^.;]{0,90}?(?P<event><E>) (?:to |in )?(?P<where><L>)")


def _is_place(name: str) -> bool:
    return name in gazetteers.cities() or name in gazetteers.countries()


_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|than|against|versus|relative to|as opposed to|up on|down on)(?: in| for| "
    r"of)?(?: the (?:same|corresponding|previous) "
    r"(?:period|month|months|quarter|time|year)(?: (?:of|in|last))?)? $"
)
"""Before a date: something is held against what it was then, and is not of that date."""


def _bound(letters: str, at: int) -> bool:
    """Whether the date at `at` belongs to the name before it and not to the sentence."""
    before = letters[max(0, at - 60) : at]
    return bool(
        (before.endswith("(") and letters[at + 1 : at + 2] == ")")
        or _COMPARED.search(before)
        or before.rstrip().endswith(("since", "Since", "signing of the"))
        or letters[at + 1 : at + 30]
        .lstrip()
        .lower()
        .startswith(("cooperation agreement", "agreement", "annual report"))
    )


def is_visit(event: Mention) -> bool:
    """Whether an event is a visit, whose name is made of visitor and country."""
    return event.how == "role" and " visit to " in event.entity


def entity(kind: EntityKind, name: str) -> Mention:
    """A mention that stands nowhere, for a subject known only by its canonical name."""
    return Mention(start=0, end=0, text=name, kind=kind, entity=name)
