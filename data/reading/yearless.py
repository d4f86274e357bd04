"""yearless: dates without a year ('26-27 April'), and how the year is found or honestly left open."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from data.dates import DateSpan, bounds

NO_YEAR = "the year is not given"

Tense = Literal["", "past", "now", "ahead"]

AHEAD = re.compile(
    r"\b(?:will|would|shall|won['’]t|due|(?:is|are|was|were) to|to (?:be|start|open|begin|follow)|scheduled|"
    r"expected|planned|plan(?:s|ning)? (?:to|for)|upcoming|next|coming|hopes?|aims?|intends?|deadline|soon|"
    r"tomorrow|announc\w+|promis\w+|pledg\w+|opens|begins|starts|takes place)\b",
    re.I,
)
"""Words that let a sentence look ahead; then a weekday or a date in it may be still to come."""

_NOW = re.compile(r"\b(?:is|are) (?:\w+ ){0,2}?\w+ing\b|\btoday\b", re.I)
_PAST = re.compile(
    r"(?<!be )\b(?:was|were|had|did|held|met|took|left|went|came|began|gave|saw|spoke|rose|fell|sank|"
    r"won|led|sent|(?!need|speed|exceed|proceed|succeed|indeed|hundred|added|asked|noted)[a-z]{2,}ed)\b"
)
_MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?=[a-z]*\b)", re.I)
_FAR = timedelta(days=184)
_NEAR = timedelta(days=60)
_SLACK = timedelta(days=3)
"""A day's news may carry the date of the day before or after; time zones add to that."""


class Days(NamedTuple):
    """A day or days of an unknown year, as (month, day); day 0 for a month alone."""

    first: tuple[int, int]
    last: tuple[int, int]


def days(words: str) -> Days | None:
    """The day or days that `words` name without a year, None when there is no such day in any year."""
    months = [_MONTHS[each.lower()] for each in _MONTH.findall(words)]
    numbers = [int(each) for each in re.findall(r"\d+", words)] or [0]
    if not months:
        return None
    first, last = (months[0], numbers[0]), (months[-1], numbers[-1])
    if any(number > calendar.monthrange(2024, month)[1] for month, number in (first, last)):
        return None
    return Days(first, last)


def unknown_year(text: str, start: int, end: int) -> DateSpan:
    """A date without a year at `text[start:end]`; `why` tells how the text speaks of it."""
    how = tense(text, start, end)
    return DateSpan(why=f"{NO_YEAR}, told as {how}" if how else NO_YEAR)


_IN_EFFECT = re.compile(r"\b(?:effective(?: from)?|with effect from|effect (?:on|from|in)) (?:the )?$")
"""Before a date: that of an appointment is near its report, however the sentence tells of it."""


def tense(text: str, start: int, end: int) -> Tense:
    """How the sentence around `text[start:end]` tells of it, '' when that is not clear."""
    line = text[max(0, start - 44) : start].rpartition("\n")[2]
    if re.fullmatch(r"(?:[A-Z][\w’'./-]*,? ){0,4}", line) and re.match(
        r"[^.\n]{0,60}?[–—:-]", text[end : end + 62]
    ):
        return "now"
    if _IN_EFFECT.search(line):
        return "now"
    sentence = sentence_around(text, start, end)
    ahead, past = bool(AHEAD.search(sentence)), bool(_PAST.search(sentence))
    if _NOW.search(sentence) and not ahead:
        return "now"
    if ahead != past:
        return "ahead" if ahead else "past"
    return ""


def sentence_around(text: str, start: int, end: int) -> str:
    """Roughly the sentence around `text[start:end]`, at most 300 characters on either side."""
    before = re.split(r"[.!?][ ]|\n", text[max(0, start - 300) : start])[-1]
    return before + text[start:end] + re.split(r"[.!?](?:[ ]|$)|\n", text[end : end + 300])[0]


def with_year(when: DateSpan, day: date) -> DateSpan:
    """The date with the year that the publication on `day` gives it, or left as words.

    'Last year', 'next March' say it. What is told as past is the last such date before the
    publication, what is ahead the next one; otherwise it is the nearest if that is near enough.
    """
    span = days(when.words)
    shift = re.search(r"\b(last|this|next) year\b|^(this) ", when.words, re.I)
    if span and shift:
        year = day.year + {"last": -1, "this": 0, "next": 1}[(shift[1] or shift[2]).lower()]
        found = _in_year(span, year, when.words)
        return _because(found, when, f"counted from the year of publication, {day}")
    found = _chosen(span, when, day) if span else None
    return _because(found, when, f"the year by the publication on {day}")


def bounded(when: DateSpan, mentioned: Iterable[DateSpan]) -> DateSpan:
    """A date without a year on or after the latest day that the text tells of as past.

    Only for what the text tells of as now or ahead: a past event may lie before any other.
    """
    known = [span for span in mentioned if span.earliest]
    if not known or not when.why.endswith(("now", "ahead")):
        return DateSpan(words=when.words, why=NO_YEAR)
    last = max(known, key=lambda span: span.earliest or date.min)
    edtf = last.edtf.partition("/")[0]
    why = f"{NO_YEAR}; after {_spoken(edtf)}, which the text mentions"
    return DateSpan(edtf=f"{edtf}/..", precision="bounded", words=when.words, why=why)


def _chosen(span: Days, when: DateSpan, day: date) -> DateSpan | None:
    """The date in the year that fits the tense and the publication day, None when that is not clear."""
    years = (_in_year(span, year, when.words) for year in (day.year - 1, day.year, day.year + 1))
    spans = [each for each in years if each]
    how = when.why.rpartition(" ")[2]
    if when.words.lower().startswith(("last ", "next ")):
        how = "past" if when.words[0] in "lL" else "ahead"
    if how == "past":
        return max((each for each in spans if _ended(each) <= day + _SLACK), default=None, key=_begun)
    if how == "ahead":
        return min((each for each in spans if (each.latest or day) >= day - _SLACK), default=None, key=_begun)
    near = _FAR if how == "now" else _NEAR
    close = (each for each in spans if abs(_begun(each) - day) <= near)
    return min(close, default=None, key=lambda each: abs(_begun(each) - day))


def _begun(span: DateSpan) -> date:
    return span.earliest or date.min


def _ended(span: DateSpan) -> date:
    """The first day of the last day or month of a span: a month that has begun can be told as past."""
    return bounds(span.edtf.rpartition("/")[2])[0] or date.max


def _because(found: DateSpan | None, when: DateSpan, why: str) -> DateSpan:
    if not found:
        return DateSpan(words=when.words, why=f"{NO_YEAR}, and the publication date does not settle it")
    if when.words.lower().startswith("since "):
        return found.model_copy(
            update={"edtf": f"{found.edtf}/..", "precision": "bounded", "why": f"since; {why}"}
        )
    if when.words.lower().startswith(("by ", "until ")):
        return found.model_copy(
            update={"edtf": f"../{found.edtf}", "precision": "bounded", "why": f"by; {why}"}
        )
    return found.model_copy(update={"why": why})


def _in_year(span: Days, year: int, words: str) -> DateSpan | None:
    first, last = _edtf(year, *span.first), _edtf(year + (span.last < span.first), *span.last)
    if not first or not last:
        return None
    if first == last:
        return DateSpan(edtf=first, precision="day" if span.first[1] else "month", words=words)
    return DateSpan(edtf=f"{first}/{last}", precision="range", words=words)


def _edtf(year: int, month: int, day: int) -> str:
    """EDTF of a day, of a month when `day` is 0, '' when the month has no such day."""
    if day > calendar.monthrange(year, month)[1]:
        return ""
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")


def _spoken(edtf: str) -> str:
    """'14 June 2023', 'November 2023' or '2023' of an EDTF date."""
    year, month, day = (*edtf.split("-"), "", "")[:3]
    return " ".join(filter(None, (day.lstrip("0"), calendar.month_name[int(month)] if month else "", year)))
