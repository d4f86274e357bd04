"""when: dates that need another date to be understood, and the rules by which they are resolved."""

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from data.dates import DateSpan
from data.reading import yearless
from data.reading.document import Dated
from data.reading.numbers import UNITS

RELATIVE = "said relative to a day that is not given"

_WEEKDAY = {name.lower(): number for number, name in enumerate(calendar.day_name)}


def resolve(dated: Dated, published: DateSpan, mentioned: Iterable[DateSpan]) -> DateSpan:
    """What the date means in an article published on `published` that tells of `mentioned` as past.

    Relative words are resolved only against a publication day that is known (the rule is in
    `why`), otherwise they stay words. For a date without a year see data.reading.yearless.
    """
    when = dated.when
    if when.edtf:
        return when
    first = published.earliest if published.precision in ("day", "month", "year") else None
    # A publication date outside these years is a mistake, and nothing is reckoned from a mistake.
    known = first is not None and 1900 <= first.year < 2200
    if when.why.startswith(yearless.NO_YEAR):
        day = first if known and published.precision == "day" else None
        return yearless.with_year(when, day) if day else yearless.bounded(when, mentioned)
    if not known:
        return DateSpan(words=when.words, why="the publication date is not known")
    return _by_rule(when, published)


class Rule(NamedTuple):
    """How a relative phrase is resolved, said in `why`."""

    pattern: str
    needs: str
    """The coarsest precision of the publication date that will do."""
    why: str
    edtf: Callable[[re.Match[str], date], str]


def _by_rule(when: DateSpan, published: DateSpan) -> DateSpan:
    words, published_day = when.words, published.earliest
    fine = ("year", "month", "day").index(published.precision)
    for rule in RULES:
        match = re.fullmatch(rule.pattern, words.lower())
        if not match or published_day is None:
            continue
        if fine < ("year", "month", "day").index(rule.needs):
            return DateSpan(words=words, why=f"the {rule.needs} of publication is not known")
        if rule.why.startswith("the last such weekday") and "ahead" in when.why:
            return DateSpan(words=words, why="the sentence looks ahead, so the week cannot be told")
        if edtf := rule.edtf(match, published_day):
            precision = "range" if "/" in edtf else ("year", "month", "day")[edtf.count("-")]
            why = f"{rule.why}, {published.edtf}"
            return DateSpan(edtf=edtf, precision=precision, words=words, why=why)
    return DateSpan(words=words, why="too vague for a date")


def _weekday(match: re.Match[str], day: date) -> str:
    back = (day.weekday() - _WEEKDAY[match["weekday"]]) % 7
    if match["last"] and not back:
        back = 7
    return str(day - timedelta(days=back))


def _month(day: date, shift: int) -> str:
    months = day.year * 12 + day.month - 1 + shift
    return f"{months // 12}-{months % 12 + 1:02}"


def _week(day: date, shift: int) -> str:
    monday = day - timedelta(days=day.weekday() - 7 * shift)
    return f"{monday}/{monday + timedelta(days=6)}"


def _shift(match: re.Match[str]) -> int:
    return {"last": -1, "this": 0, "current": 0, "next": 1}[match["which"]]


def _ago(match: re.Match[str], day: date) -> str:
    number = _count(match["n"])
    unit = match["unit"]
    if number is None or number > 150:
        return ""
    if unit == "day":
        return str(day - timedelta(days=number))
    if unit == "month":
        return _month(day, -number)
    return str(day.year - number) if unit == "year" else ""


def _past(match: re.Match[str], day: date) -> str:
    """From so many days, months or years before the publication to its day."""
    number = _count(match["n"] or match["m"] or "one")
    if number is None or number > 150:
        return ""
    unit = match["unit"]
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        return f"{day - timedelta(days=number * days)}/{day}"
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit] * number
    return f"{_month(day, -months)}/{day}"


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() else UNITS.get("one" if word in ("a", "an") else word)


FIRST_MONTHS = r"first (?:(?P<months>\w{1,9}) months|(?P<part>half|quarter))"
"""'first five months', 'first half': of a year that is named behind it."""


def last_of_first(match: re.Match[str]) -> int:
    """The number of the last month of FIRST_MONTHS; 0 where it is no month of a year."""
    number = (
        {"half": 6, "quarter": 3}.get(match["part"] or "") or _count((match["months"] or "").lower()) or 0
    )
    return number if 2 <= number <= 12 else 0


def _first_of_year(match: re.Match[str], day: date) -> str:
    """The first months of this year or the last, as far as they were over; '' where they were not."""
    last, year = last_of_first(match), day.year - (match["which"] == "last")
    over = year < day.year or last <= day.month
    return f"{year}-01/{year}-{last:02}" if last and over else ""


_NOW = r"(?:in|during) (?:the (?=current))?(?=this|current)"
_WHEN = rf"(?:(?:earlier|later|late|early|end of) )?(?:in |the |{_NOW})?"
_WHICH = r"(?P<which>last|this|current|next)"
_UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|decade)s?"

RULES = (
    Rule(
        rf"(?:(?:on|late|early|(?P<last>last)) )?(?P<weekday>{'|'.join(_WEEKDAY)})"
        r"(?: (?:night|morning|afternoon|evening))?",
        "day",
        "the last such weekday up to the publication",
        _weekday,
    ),
    Rule("yesterday", "day", "the day before the publication", lambda m, day: str(day - timedelta(days=1))),
    Rule("tomorrow", "day", "the day after the publication", lambda m, day: str(day + timedelta(days=1))),
    Rule("tonight", "day", "the day of the publication", lambda m, day: str(day)),
    Rule(
        rf"{_WHEN}{_WHICH} year",
        "year",
        "counted from the year of publication",
        lambda m, day: str(day.year + _shift(m)),
    ),
    Rule(
        rf"{_WHEN}{_WHICH} month",
        "month",
        "counted from the month of publication",
        lambda m, day: _month(day, _shift(m)),
    ),
    Rule(
        rf"{_WHEN}{_WHICH} week",
        "day",
        "the week, Monday to Sunday, counted from that of the publication",
        lambda m, day: _week(day, _shift(m)),
    ),
    Rule(
        rf"(?:over |during |in )?(?:the )?(?:past (?:(?P<n>\w+) )?|last (?P<m>\w+) |(?<=the )last ){_UNIT}",
        "day",
        "counted back from the publication",
        _past,
    ),
    Rule(
        rf"(?:in )?(?:the )?{FIRST_MONTHS} of (?P<which>the|this|last) year",
        "month",
        "counted from the year of publication",
        _first_of_year,
    ),
    Rule(rf"(?P<n>\w+) {_UNIT} ago", "day", "counted back from the publication", _ago),
)
"""How relative words are resolved; words that no rule fits ('soon', 'today', 'next Friday') stay words.

'Today' stays a word because it so often means 'nowadays'.
"""
