"""Quotes: the words between quotation marks, whose they are, and which of them are only scare quotes."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

from data.reading import titles
from data.reading.anaphora import addressed
from data.reading.antecedent import stands_aside
from data.reading.attribution import attribute
from data.reading.document import Document, Quotation
from data.reading.outline import Outline, Q, outline, things_of
from data.values import Mention, Passage

_MARKS = re.compile(r"[“”„‟\"«»‘’']")
_PAIRS = {"“": "”", "„": "“”‟", "«": "»", "‘": "’", "‟": "”"}
_NEAR = 600
"""Characters; 'she said' in the next paragraph still means the speaker of the quotation before."""

_LONGEST = 6000
"""Characters; a pair of marks further apart than this is a mistake of the text."""


def find(document: Document) -> tuple[Quotation, ...]:
    """The outermost quotations of an article in order, outside its suspect and boilerplate passages.

    A quotation has a speaker only when the words beside it attribute it: 'X said: "..."',
    '"...", X added', 'He said that "..."' after a sentence that names him. One that runs over
    several paragraphs (each opened, only the last closed) is one quotation.
    """
    spans = [span for span in pairs(document.text) if not _withheld(document, span)]
    bare = tuple(Quotation(start=a, end=b) for a, b in spans)
    return tuple(_attributed(document, bare)) if bare else ()


def pairs(text: str) -> list[tuple[int, int]]:
    """What stands between the outermost quotation marks of a text, as half-open spans without marks.

    Marks that have no partner in their paragraph are ignored, unless the next paragraph opens with
    a mark again: then the quotation goes on there.
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    at = 0
    for line in text.splitlines(keepends=True):
        inside, left = _line(text, at, at + len(line), opened)
        found += inside
        opened = left
        at += len(line)
    return [(a, b) for a, b in found if text[a:b].strip()]


def _line(text: str, start: int, end: int, opened: int | None) -> tuple[list[tuple[int, int]], int | None]:
    """The pairs of one paragraph, and where a quotation stays open at its end (None: nowhere)."""
    if not text[start:end].strip():
        return [], opened
    first = re.compile(r"\s*[“\"«„]").match(text, start, end)
    if opened is not None and first is None:
        opened = None
    found, left = _by_shape(text, first.end() if first and opened else start, end, opened)
    if left is not None and (left < 0 or not _goes_on(text, end)):
        again, over = _by_place(text, first.end() if first and opened else start, end, opened)
        found, left = again, over if over is not None and _goes_on(text, end) else None
    return found, left


def _goes_on(text: str, end: int) -> bool:
    """Whether the next paragraph opens with a mark of its own."""
    return re.compile(r"\s*[“\"«„]").match(text, end) is not None


def _by_shape(
    text: str, start: int, end: int, opened: int | None
) -> tuple[list[tuple[int, int]], int | None]:
    """Pairs by the shape of the marks where it tells opening from closing, else by their place.

    The second value is where a quotation stays open, or -1 when the marks contradict one another.
    """
    stack: list[tuple[str, int]] = [("“", opened)] if opened is not None else []
    found: list[tuple[int, int]] = []
    for mark in _MARKS.finditer(text, start, end):
        sign, at = mark[0], mark.start()
        if sign in "'‘’":
            _single(text, stack, found, at)
        elif stack and sign in _closers(stack) and not (sign == '"' and _opens(text, at, end)):
            while stack[-1][0] in "'‘":
                stack.pop()
            opener = stack.pop()
            if not stack and at - opener[1] <= _LONGEST:
                found.append((opener[1], at))
        elif sign in "“„«‟" or (sign == '"' and _opens(text, at, end)):
            stack.append((sign, at + 1))
        elif sign in "”»":
            return found, -1
    doubles = [opener for opener in stack if opener[0] not in "'‘"]
    return found, doubles[0][1] if doubles else None


def _by_place(
    text: str, start: int, end: int, opened: int | None
) -> tuple[list[tuple[int, int]], int | None]:
    """Pairs of double marks by their place alone: one before a word opens, one after a word closes.

    An opening mark that is never closed is dropped and what stands inside it counts for itself.
    """
    found: list[tuple[int, int]] = []
    opener = opened
    for mark in re.compile(r"[“”„‟\"«»]").finditer(text, start, end):
        at = mark.start()
        if _opens(text, at, end):
            opener = at + 1
        elif opener is not None:
            if at - opener <= _LONGEST:
                found.append((opener, at))
            opener = None
    return found, opener


def _closers(stack: list[tuple[str, int]]) -> str:
    for sign, _ in reversed(stack):
        if sign not in "'‘":
            return _PAIRS.get(sign, '"')
    return ""


def _single(text: str, stack: list[tuple[str, int]], found: list[tuple[int, int]], at: int) -> None:
    """Open or close a pair of single marks; an apostrophe inside a word does neither."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if stack and stack[-1][0] in "'‘" and not after.isalnum() and not before.isspace():
        opener = stack.pop()
        if not stack:
            found.append((opener[1], at))
    elif (
        text[at] != "’" and not before.isalnum() and after.isalpha() and not (stack and stack[-1][0] in "'‘")
    ):
        stack.append((text[at], at + 1))


def _opens(text: str, at: int, end: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([{—–-:“‘'") and bool(after) and not after.isspace()


def _withheld(document: Document, span: tuple[int, int]) -> bool:
    """Whether a pair stands in (or runs into) a passage that is kept apart."""
    return any(passage.role in ("suspect", "boilerplate") for passage in passages_over(document, *span))


def passages_over(document: Document, start: int, end: int) -> tuple[Passage, ...]:
    """The passages that `text[start:end]` touches, in order."""
    first = bisect_right(document.passages, start, key=lambda passage: passage.end)
    stop = bisect_left(document.passages, end, key=lambda passage: passage.start)
    return document.passages[first:stop]


def _attributed(document: Document, bare: tuple[Quotation, ...]) -> Iterable[Quotation]:
    """The quotations with their speakers, paragraph by paragraph."""
    document = document.model_copy(update={"quotations": bare})
    things, titled = things_of(document), addressed(document.text, document.mentions)
    paragraph: tuple[int, int] = (-1, -1)
    line: Outline | None = None
    previous: Quotation | None = None
    earlier: Quotation | None = None
    for quote in bare:
        span = _paragraph(document.text, quote)
        if line is None or span != paragraph:
            previous, paragraph = None, span
            line = titles.folded(outline(document, things, *span))
        index = next(
            (i for i, t in line.things.items() if line.letters[i] == Q and t.end > quote.start), None
        )
        if index is None:
            previous = quote
        else:
            carried = earlier if earlier and _nobody_else(document, earlier, span[0]) else None
            carried = carried or _only_person_before(document, span[0])
            previous = _of_one_gender(document, attribute(quote, line, index, previous, carried), titled)
        earlier = previous if previous.speaker else earlier
        yield previous


def _of_one_gender(document: Document, quote: Quotation, titled: Mapping[str, str]) -> Quotation:
    """The quotation, without the speaker where 'he said' gives it to somebody whom the text calls 'she' or
    'Ms' (`titled`, see anaphora.addressed)."""
    cue = _GENDER.match(quote.cue)
    called = {
        mention.text.lower()
        for mention in document.mentions
        if cue and mention.how == "pronoun" and mention.entity == quote.speaker
    }
    called |= {titled.get(quote.speaker, "").lower()}
    other = called & {"he", "she"} - {cue[0].lower()} if cue else set()
    return quote.model_copy(update={"speaker": "", "speaker_kind": ""}) if other else quote


_GENDER = re.compile(r"(?i)(?:s?he)\b")


def _only_person_before(document: Document, start: int) -> Quotation | None:
    """The one person of the paragraph before `start`, who may be speaking on; None when not one."""
    end = len(document.text[max(0, start - _LONGEST) : start].rstrip()) + max(0, start - _LONGEST)
    named = document.mentions[
        bisect_left(
            document.mentions, document.text.rfind("\n", 0, end) + 1, key=lambda m: m.start
        ) : bisect_left(document.mentions, end, key=lambda m: m.start)
    ]
    quoted = _quoted_before(document, start)
    who = [m for m in named if m.kind == "person" and not any(a <= m.start < b for a, b in quoted)]
    persons = {mention.entity for mention in who}
    if len(persons) != 1 or all(_stands_aside(document.text, mention) for mention in who):
        return None
    return Quotation(start=0, end=0, speaker=persons.pop(), speaker_kind="person")


def _quoted_before(document: Document, end: int) -> list[tuple[int, int]]:
    """Where the quotations near and before `end` stand: whom they name is spoken of and does not speak."""
    first = bisect_right(document.quotations, end - 2 * _LONGEST, key=lambda q: q.end)
    stop = bisect_right(document.quotations, end, key=lambda q: q.end)
    return [(q.start, q.end) for q in document.quotations[first:stop]]


def _stands_aside(text: str, mention: Mention) -> bool:
    near = text[max(0, mention.start - 80) : mention.start]
    return stands_aside(f"{near}_{text[mention.end : mention.end + 2]}", len(near))


def _nobody_else(document: Document, earlier: Quotation, start: int) -> bool:
    """Whether between an earlier quotation and a paragraph near it only its speaker is named."""
    if not 0 <= start - earlier.end <= _NEAR:
        return False
    first = bisect_left(document.mentions, earlier.end, key=lambda mention: mention.start)
    for mention in document.mentions[first:]:
        if mention.start >= start:
            return True
        if mention.kind == "person" and mention.entity != earlier.speaker:
            return False
    return True


def _paragraph(text: str, quote: Quotation) -> tuple[int, int]:
    """The quotation's paragraph, with the one before when that ends in a colon and this opens with a mark.

    Of a paragraph without end only what is near the quotation.
    """
    start = text.rfind("\n", 0, quote.start) + 1
    if not text[start : quote.start - 1].strip():
        before = text[max(0, start - _LONGEST) : start].rstrip()
        if before.endswith(":"):
            start = text.rfind("\n", 0, max(0, start - _LONGEST) + len(before)) + 1
    stop = text.find("\n", quote.end)
    stop = len(text) if stop < 0 else stop
    if stop - start <= 2 * _LONGEST:
        return start, stop
    return max(start, quote.start - _NEAR // 3), min(stop, quote.end + _NEAR // 3)
