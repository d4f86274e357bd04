"""dates: the dates of a text, and the date that some words are, by the grammar of data.reading.dateforms."""

import re
from collections.abc import Iterator, Sequence

from data.dates import DateSpan
from data.reading.dateforms import MONTH, compiled, from_edtf
from data.reading.document import Dated
from data.reading.when import resolve as resolve
from data.reading.yearless import AHEAD, sentence_around

_ANCHOR = re.compile(
    rf"\b(?:(?:19|20)\d\d|(?:{MONTH})\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d\d?[./]\d\d?[./]\d\d"
    r"|(?i:(?:to|yester)day|tomorrow|tonight|soon|shortly|recent|ago|(?:day|week|weekend|fortnight|month|quarter|year|decade)s?)\b)"
)
_REACH = 48
"""Characters on either side of a year, a month or a relative word in which a date is looked for."""


_LONGEST = 2000
"""Characters after which a stretch of nothing but dates is cut, so that junk takes bounded time."""


def find(text: str) -> tuple[Dated, ...]:
    """The dates in `text`, in order, never overlapping.

    Relative ones and those without a year are left as words (`resolve` takes them further).
    Numbers, percentages, and 'may' and 'march' as verbs are no dates. Where two forms fit, the
    one that comes first in FORMS wins.
    """
    return tuple(dated for start, end in _windows(text) for dated in _in_window(text, start, end))


def parse(words: str) -> DateSpan | None:
    """The date that `words` are as a whole, as an admin types it or a header gives it, or None.

    Any form that `find` knows, in any case, with or without a time of day; EDTF of the forms
    DateSpan lists; ISO 8601 date and time. None for words without a year.
    """
    plain = re.sub(
        r"^(?:on|in)[ ]|[ ]*[|,]?[ ]*\d{1,2}:\d\d.*$|[ .,]+$", "", " ".join(words.split()), flags=re.I
    )
    if span := from_edtf(words.strip(), words):
        return span
    if iso := re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ].{0,30}", plain):
        return from_edtf(iso[1], words)
    for pattern, form in compiled(True):
        if (match := pattern.fullmatch(plain)) and (span := form.build(match)):
            return span.model_copy(update={"words": words}) if span.edtf else None
    return None


def told_as_past(text: str, found: Sequence[Dated]) -> tuple[DateSpan, ...]:
    """The dates that `text` tells of as past: it was written after each of them.

    Ranges and deadlines, and dates of sentences that look ahead ('will', 'is due'), tell nothing.
    """
    return tuple(
        dated.when
        for dated in found
        if (dated.when.precision in ("day", "month", "year") or dated.when.why == "since")
        and not AHEAD.search(sentence_around(text, dated.start, dated.end))
        and not _UP_TO.search(text, max(0, dated.start - 20), dated.start)
    )


_UP_TO = re.compile(r"\b(?:to|until|till|through|ending|ends|expires?|expiring)(?: (?:in|on))?,? $")
"""Before the end of what goes on, which may be still to come."""


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of `text` that may hold a date; only these are searched with all the forms."""
    start = end = -1
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() - _REACH > end or end - start > _LONGEST:
            if end >= 0:
                yield start, end
            start = max(0, end, anchor.start() - _REACH)
        end = min(len(text), anchor.end() + _REACH)
    if end >= 0:
        yield start, end


def _in_window(text: str, start: int, end: int) -> list[Dated]:
    taken: list[tuple[int, int]] = []
    found = []
    for pattern, form in compiled(False):
        for match in pattern.finditer(text, start, end):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            span = form.build(match)
            if span or not form.leaves:
                taken.append(match.span())
            if span:
                words = span.model_copy(update={"words": match[0]})
                found.append(Dated(start=match.start(), end=match.end(), when=words))
    return sorted(found, key=lambda each: each.start)
