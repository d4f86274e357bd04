"""dateforms: the ways in which dates are written in English, as one table, and what each of them means."""

import calendar
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from data.dates import DateSpan, bounds
from data.reading.when import FIRST_MONTHS, RELATIVE, last_of_first
from data.reading.yearless import AHEAD, days, unknown_year

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}

NOT_YEARS = re.compile(
    r"\s?(?:%|per ?cent|km\b|kg\b|kilo|met(?:re|er)s?\b|tons?\b|tonnes?\b|miles?\b|feet\b|hours?\b|"
    r"h\b|rupees|dollars|euros|"
    r"lakh|crore|million|billion|people\b|persons?\b|men\b|women\b|children\b|cases\b|others?\b|"
    r"of (?:them|the|these)\b)",
    re.I,
)
"""What may not follow four digits for them to be a year."""


def _names(names: Iterable[str]) -> str:
    """Month names as alternatives, the longer first, with a capital or in capitals."""
    longest = sorted(filter(None, names), key=len, reverse=True)
    return "|".join(f"{name.title()}|{name.upper()}" for name in longest)


MONTH = _names(MONTHS)
_WEEKDAY = (
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun|MON|TUES?|WED|THU(?:RS)?|FRI|SAT|"
    r"SUN)(?:day|DAY)?"
)
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_PARTS = {
    "W": rf"(?:{_WEEKDAY}\.?,?[ ])?(?:the[ ])?",
    "D": rf"{_D}(?:st|nd|rd|th|ST|ND|RD|TH)?",
    "O": r"(?:[ ]of)?",
    # Only a shortened name has a full stop of its own; that after 'May' ends the sentence.
    "M": rf"(?:(?:{_names(calendar.month_name)})\b|(?:{MONTH})\b\.?)",
    "Y": r"(?:19|20)\d\d(?!\d|[.,]\d)",
    "TO": r"(?:[ ]?[-–—][ ]?|[ ](?:to|until|till|through)[ ])",
    "AND": r"(?:[ ]?[-–—&][ ]?|[ ](?:to|until|till|through|and)[ ])",
    "S": r"(?:,?[ ]|-)",
    "PART": r"(?:(?:early|mid|late)[ -])?",
    "LAST": r"(?:,?[ ](?:last|this|next)[ ]year)?",
}


class Form(NamedTuple):
    """One way to write a date; `build` gives what it means, or None when it is no date after all."""

    pattern: str
    build: Callable[[re.Match[str]], DateSpan | None]
    leaves: bool = False
    """True when what is no date by this form may be one by a later form."""


@cache
def compiled(any_case: bool) -> tuple[tuple[re.Pattern[str], Form], ...]:
    """FORMS with their patterns compiled, their parts filled in."""
    flags = re.I if any_case else 0
    return tuple((re.compile(_filled(form.pattern), flags), form) for form in FORMS)


def _filled(pattern: str) -> str:
    """A form's pattern: '<D1>' stands for the part D in a group named D1; spaces may be doubled."""
    pattern = re.sub(r"(?<!P)<([A-Z]+)(\d)>", lambda m: f"(?P<{m[1]}{m[2]}>{_PARTS[m[1]]})", pattern)
    pattern = re.sub(r"(?<!P)<([A-Z]+)>", lambda m: _PARTS[m[1]], pattern)
    spaced = pattern.replace("[ ]", "(?:[ \u00a0\u202f]{1,2})")
    return rf"(?<![\w/])(?<![\w/][-.,]){spaced}(?!\w)"


def from_edtf(text: str, words: str) -> DateSpan | None:
    """A DateSpan of EDTF text, None when it is not of the forms we use."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}|(\d{4}(-\d\d){0,2}|\.\.)/(\d{4}(-\d\d){0,2}|\.\.)", text):
        return None
    try:
        first, last = bounds(text)
    except ValueError:
        return None
    if first and last and first > last:
        return None
    if "/" not in text:
        return DateSpan(edtf=text, precision=("year", "month", "day")[text.count("-")], words=words)
    if ".." not in text:
        return DateSpan(edtf=text, precision="range", words=words)
    if text == "../..":
        return None
    return DateSpan(edtf=text, precision="bounded", words=words, why="since" if first else "by")


def _iso(match: re.Match[str], number: int) -> str:
    """EDTF of the day, month and year groups numbered `number`; missing ones are taken from the other end."""
    groups = match.groupdict()
    other = 3 - number
    year = groups.get(f"Y{number}") or groups.get(f"Y{other}") or ""
    month = groups.get(f"M{number}") or groups.get(f"M{other}") or ""
    day = groups.get(f"D{number}") or ""
    text = year
    if month:
        text += f"-{MONTHS[month.lower().rstrip('.')]:02}"
    return text + f"-{int(re.sub('[^0-9]', '', day)):02}" if day else text


def _single(match: re.Match[str]) -> DateSpan | None:
    return from_edtf(_iso(match, 1), "")


def _range(match: re.Match[str]) -> DateSpan | None:
    return from_edtf(f"{_iso(match, 1)}/{_iso(match, 2)}", "")


def _next_months(match: re.Match[str]) -> DateSpan | None:
    """'January and February 2026' is a range, 'January and June 2026' none."""
    first, last = (MONTHS[match[group].lower().rstrip(".")] for group in ("M1", "M2"))
    return _range(match) if last - first == 1 else None


def _listed(match: re.Match[str]) -> DateSpan | None:
    """'24 and 25 October', '3, 4 and 5 May' are a range only when no day between is missing."""
    days = [int(day) for day in re.findall(r"(?<!\d)\d{1,2}(?!\d)", match[0])]
    if days != list(range(days[0], days[0] + len(days))):
        return None
    return _range(match) if match["Y2"] else _no_year(match)


def _years(match: re.Match[str]) -> DateSpan | None:
    first, last = match["Y1"], match["L2"]
    return from_edtf(f"{first}/{first[:2] + last if len(last) == 2 else last}", "")


def _no_year(match: re.Match[str]) -> DateSpan | None:
    return unknown_year(match.string, *match.span()) if days(match[0]) else None


def _year(match: re.Match[str]) -> DateSpan | None:
    """A year standing alone, unless what follows or precedes it makes it a number of things."""
    text, start, end = match.string, match.start(), match.end()
    if NOT_YEARS.match(text, end):
        return None
    before = text[max(0, start - 24) : start]
    if _NAMED_BY_YEAR.search(before):
        return None
    if re.search(
        r"(?:^|[.!?][\"”’)]?[ ]|[(\[/,–—:-][ ]?|[A-Z][\w’')]*[ ]|\n)$", before
    ) or _BEFORE_YEAR.search(before):
        return _single(match)
    return None


_NAMED_BY_YEAR = re.compile(
    r"\b(?:agenda|vision|horizon|resolution|section|article|room|box|no|nos|number|windows|page)\.?[ ]$",
    re.I,
)
"""Words that a number like a year belongs to without being a date ('Agenda 2030')."""

_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|from|during|of|for|year|early|late|mid|end|the|through|before|"
    r"after|to|and|or|"
    r"between|his|her|its|their|our|last|this|throughout|around|circa|fiscal|than|with|as)[ -]$",
    re.I,
)


def _since(match: re.Match[str]) -> DateSpan | None:
    span = _single(match)
    return from_edtf(f"{span.edtf}/..", "") if span else None


def _by(match: re.Match[str]) -> DateSpan | None:
    span = _single(match)
    return from_edtf(f"../{span.edtf}", "") if span else None


def _decade(match: re.Match[str]) -> DateSpan | None:
    return from_edtf(f"{match['T1']}0/{match['T1']}9", "")


def _slashed(match: re.Match[str]) -> DateSpan | None:
    """30/07/2024 is a day; in 03/04/2024 day and month cannot be told apart, so only the year is kept."""
    first, second, year = int(match["A1"]), int(match["B1"]), match["Y1"]
    if first > 12 >= second or first == second:
        return from_edtf(f"{year}-{second:02}-{first:02}", "")
    if second > 12 >= first:
        return from_edtf(f"{year}-{first:02}-{second:02}", "")
    if not 1 <= first <= 12 or not 1 <= second <= 12:
        return None
    return DateSpan(edtf=year, precision="year", why="day and month cannot be told apart")


def _first_months(match: re.Match[str]) -> DateSpan | None:
    last = last_of_first(match)
    return from_edtf(f"{match['Y1']}-01/{match['Y1']}-{last:02}", "") if last else None


def _month_alone(match: re.Match[str]) -> DateSpan | None:
    return unknown_year(match.string, *match.span())


def _relative(match: re.Match[str]) -> DateSpan | None:
    """Words that mean a date only together with the day of publication."""
    before = re.split(r"[.!?][ ]|\n", match.string[max(0, match.start() - 200) : match.start()])[-1]
    ahead = AHEAD.search(before) or before.lower().endswith((" by ", "until ", "before ", "till "))
    return DateSpan(why=RELATIVE + (", and the sentence looks ahead" if ahead else ""))


_SPOKEN = r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|\d{1,2})"

FORMS: tuple[Form, ...] = (
    # From one day to another: 30 April - 2 May 2023; from March 5 to April 7, 2024
    Form(r"(?:[Ff]rom[ ])?<W><D1><O>[ ]<M1>(?:,?[ ]<Y1>)?<TO><W><D2><O>[ ]<M2>,?[ ]<Y2>", _range),
    Form(r"[Bb]etween[ ]<W><D1><O>[ ]<M1>(?:,?[ ]<Y1>)?[ ]and[ ]<W><D2><O>[ ]<M2>,?[ ]<Y2>", _range),
    Form(r"(?:[Ff]rom[ ])?<W><M1>[ ]<D1>(?:,?[ ]<Y1>)?<TO><W><M2>[ ]<D2>,?[ ]<Y2>", _range),
    Form(r"[Bb]etween[ ]<W><M1>[ ]<D1>(?:,?[ ]<Y1>)?[ ]and[ ]<W><M2>[ ]<D2>,?[ ]<Y2>", _range),
    # Days of one month: 24-25 October 2017; October 24-25, 2017
    Form(r"(?:[Ff]rom[ ])?<W><D1><TO><W><D2><O>[ ]<M2>,?[ ]<Y2>", _range),
    Form(r"[Bb]etween[ ]<W><D1>[ ]and[ ]<W><D2><O>[ ]<M2>,?[ ]<Y2>", _range),
    Form(r"<W><M1>[ ]<D1><TO><D2>,?[ ]<Y2>", _range),
    Form(r"<W><D1>(?:,[ ]<D>){0,6},?[ ](?:and|&)[ ]<W><D2><O>[ ]<M2>(?:,?[ ]<Y2>)?", _listed, leaves=True),
    # One day
    Form(
        r"(?:[Ss]ince|[Ss]tarting|[Ss]tarting[ ]from|[Aa]fter)[ ](?:on[ ])?<W><D1><O>[ ]<M1>,?[ ]<Y1>", _since
    ),
    Form(r"(?:[Ss]ince|[Aa]fter)[ ]<W><M1>[ ]<D1>,?[ ]<Y1>", _since),
    Form(r"(?:[Bb]y|[Uu]ntil|[Tt]ill|[Uu]p to|[Nn]o later than|[Bb]efore)[ ]<W><D1><O>[ ]<M1>,?[ ]<Y1>", _by),
    Form(r"(?:[Bb]y|[Uu]ntil|[Tt]ill|[Uu]p to|[Nn]o later than|[Bb]efore)[ ]<W><M1>[ ]<D1>,?[ ]<Y1>", _by),
    Form(r"<W><D1><O><S><M1><S><Y1>", _single),
    Form(r"<W><M1>[ ]<D1>,?[ ]<Y1>", _single),
    Form(
        r"(?P<Y1>(?:19|20)\d\d)[-/.](?P<A1>[01]\d)[-/.](?P<B1>[0-3]\d)",
        lambda m: from_edtf(f"{m['Y1']}-{m['A1']}-{m['B1']}", ""),
    ),
    Form(r"(?P<A1>[0-3]?\d)(?P<sep>[-/.])(?P<B1>[0-3]?\d)(?P=sep)(?P<Y1>(?:19|20)\d\d)", _slashed),
    # Months: Between January 2016 and October 2018; January-March 2024; November 2023
    Form(r"(?:[Bb]etween|[Ff]rom)[ ]<M1>(?:,?[ ]<Y1>)?<AND><M2>,?[ ]<Y2>", _range),
    Form(r"<M1>(?:,?[ ]<Y1>)?<TO><M2>,?[ ]<Y2>", _range),
    Form(r"(?:[Ii]n[ ])?<M1>[ ]and[ ]<M2>,?[ ]<Y2>", _next_months, leaves=True),
    Form(r"(?:[Ss]ince|[Aa]fter|[Ss]tarting(?:[ ]in)?)[ ](?:early[ ]|late[ ])?<M1>,?[ ]<Y1>", _since),
    Form(r"(?:[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore)[ ](?:the end of[ ])?<M1>,?[ ]<Y1>", _by),
    Form(r"<M1>(?:,?[ ](?:of[ ])?|-)<Y1>", _single),
    # The first months of a year: in the first five months of 2021; the first half of the year
    Form(rf"(?:[Ii]n[ ])?(?:[Tt]he[ ])?{FIRST_MONTHS}[ ]of[ ](?P<Y1>(?:19|20)\d\d)", _first_months),
    Form(rf"(?:[Ii]n[ ])?(?:[Tt]he[ ])?{FIRST_MONTHS}[ ]of[ ](?:the|this|last)[ ]year", _relative),
    # Years: 2015-2019; between 2015 and 2019; 2023-24; since 2014; by the end of 2025; the 1990s
    Form(r"(?:[Ff]rom[ ])?(?P<Y1>(?:19|20)\d\d)<TO>(?P<L2>(?:19|20)?\d\d)", _years),
    Form(r"(?P<Y1>(?:19|20)\d\d)/(?P<L2>(?:19|20)?\d\d)", _years),
    Form(
        r"(?:[Bb]etween|[Ff]rom)[ ]<PART>(?P<Y1>(?:19|20)\d\d)[ ](?:and|to)[ ]<PART>(?P<L2>(?:19|20)\d\d)",
        _years,
    ),
    Form(r"[Ss]ince[ ](?:early[ ]|late[ ]|mid-?[ ]?)?<Y1>", _since),
    Form(r"(?:[Bb]y|[Uu]ntil|[Tt]ill)[ ](?:the end of[ ]|early[ ]|late[ ]|mid-|end-)?<Y1>", _by),
    Form(r"(?:the[ ])?(?P<T1>(?:19|20)\d)0['’]?s", _decade),
    Form(r"(?:[Ee]arly|[Ll]ate|[Mm]id|[Tt]he end of|[Tt]he beginning of)[ -]<Y1>", _single),
    # Without a year: 26-27 April; APR 26
    Form(r"(?:[Ff]rom[ ]|[Bb]etween[ ])?<W><D1>(?:[ ]<M1>)?<AND><W><D2><O>[ ]<M2><LAST>", _no_year),
    Form(r"(?:[Bb]etween|[Ff]rom)[ ]<M1>[ ](?:and|to|until)[ ]<M2><LAST>", _no_year),
    Form(r"<W><M1>[ ]<D1><TO>(?:<M2>[ ])?<D2>(?![\d,.]*\d)<LAST>", _no_year),
    Form(r"<W><D1><O>[ -]<M1><LAST>", _no_year),
    Form(r"<W><M1>[ ]<D1>(?![\d,.:]*\d|[ ](?:people|persons|migrants|men|women|%|per))<LAST>", _no_year),
    Form(r"(?P<Y1>(?:19|20)\d\d)(?![\d,.]*\d)", _year),
    # Against the day of publication
    Form(
        rf"(?i:(?:(?:earlier|later|late|early|end of)[ ])?(?:over[ ]|during[ ]|"
        rf"in[ ])?(?:the[ ])?(?:last|past|previous|preceding|this|current|next|coming|"
        rf"same)[ ](?:{_SPOKEN}[ ])?(?:day|week|weekend|fortnight|month|quarter|year|decade)s?)",
        _relative,
    ),
    Form(
        rf"(?i:(?:over[ ]|about[ ]|around[ ])?{_SPOKEN}[ ](?:day|week|month|year|decade)s?[ ](?:ago|"
        rf"earlier))",
        _relative,
    ),
    Form(
        r"(?:(?i:on|last|this|next|late|early)[ ])?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|"
        r"Sun)day(?:[ ](?:night|morning|afternoon|evening))?",
        _relative,
    ),
    Form(
        r"(?i:yesterday|today|tomorrow|tonight|soon|shortly|recently|(?:in[ ])?(?:the[ ])?(?:recent|"
        r"coming)[ ](?:day|week|month|year)s)",
        _relative,
    ),
    Form(
        r"(?:[Ii]n|[Ss]ince|[Dd]uring|[Bb]y|[Uu]ntil|[Ee]arly|[Ll]ate|[Ll]ast|[Tt]his|"
        r"[Nn]ext)[ ](?:January|February|March|April|May|June|July|August|September|October|November|"
        r"December)",
        _month_alone,
    ),
)
"""The ways to write a date, the more specific first; see `_filled` for the notation."""
