"""Carried: what a figure without a noun counts, where it is held against another or given for one told of."""

import re
from functools import cache
from typing import NamedTuple

from data.dates import UNDATED, DateSpan
from data.reading import bare, counted
from data.reading.dateforms import from_edtf
from data.reading.document import Figure
from data.reading.facts.view import Line, View
from data.reading.outline import pattern
from data.reading.qualifiers import QUALIFIERS


class Carried(NamedTuple):
    """What a figure counts, and where that is said: it is of whom the words at `at` of that line are of."""

    counted: str
    line: Line
    at: int
    figure: Figure | None = None
    """The figure that it is held against, in the same sentence."""


_NUMBER_OF = re.compile(
    r"\b(?:number|total|tally|count|figure|share)s? (?:of|for)(?: all| the| these| those)?(?= )"
)


@cache
def _gives() -> re.Pattern[str]:
    """Between 'the number of boats' and the figure that it is."""
    return pattern(
        r"[^.;:,\ue001-\ue009]{0,60}(?:: | (?:is|was|are|were|at|to|be|been|reached|totalled)(?: [a-z]+)? )"
        r"|[^.;]{0,60}?(?:lowered|cut|raised|revised|corrected|reduced|adjusted|down|up)(?: [a-z]+){0,3},?"
        r" from <F> to "
    )


_POINTS_BACK = re.compile(
    rf"^(?:[A-Z][a-z]+ [^.;:]{{1,30}}, )?(?:The|That|This|Its|Their) (?:[a-z]+ ){{0,2}}{bare.HEAD}\b",
    re.IGNORECASE,
)
"""How a sentence begins whose figure is one of what the sentence before tells."""


_HELD_AGAINST = re.compile(rf"\b{bare.AGAINST}(?: (?:{QUALIFIERS}))? $", re.IGNORECASE)
_OTHERS = re.compile(r"; (?:and |but |while |another )?$")


def of(view: View, line: Line, at: int, figure: Figure) -> Carried | None:
    """What the figure at `at` counts, when it has no noun of its own and the words near it say so."""
    if figure.counted:
        return None
    if figure.unit != "count":
        return _compared(view, line, at) if is_compared(line, at) else None
    if noun := bare.in_brackets(line.outline.text, figure.start, figure.end):
        return Carried(noun, line, at)
    if is_compared(line, at):
        return _compared(view, line, at)
    return _named_before(line, at) or _pointed_to(view, line, at)


def is_compared(line: Line, at: int) -> bool:
    """Whether the figure at `at` says how many there were at another time or in another state."""
    before = line.letters[max(0, at - 40) : at]
    return bool(
        _HELD_AGAINST.search(before) or (_OTHERS.search(before) and bare.OPENED.match(line.letters, at + 1))
    )


def _compared(view: View, line: Line, at: int) -> Carried | None:
    """'90 boats sank, against 40 in 2020', 'heard 90 cases; 40 had been opened': of the figure before it."""
    before = [(i, f) for i, f in line.outline.figures() if i < at]
    unit = dict(line.outline.figures())[at].unit
    if not before or before[-1][1].unit != unit:
        return None
    index, figure = before[-1]
    meant = of(view, line, index, figure) if not figure.counted else None
    noun = figure.counted or (meant.counted if meant else "")
    return Carried(noun, line, index, figure) if noun or unit != "count" else None


def _named_before(line: Line, at: int) -> Carried | None:
    """'The number of boats was 40', 'the number of victims rose: 412 were identified'."""
    for m in _NUMBER_OF.finditer(line.letters, 0, at):
        phrase = _noun(line, m.end())
        if phrase and _gives().fullmatch(line.letters, m.end(), at):
            return Carried(phrase, line, at)
    return None


def _pointed_to(view: View, line: Line, at: int) -> Carried | None:
    """'The figure is 40': of the one thing whose number the sentence before is about, in its paragraph."""
    other = view.before(line)
    if other is None or not _points_back(line, at) or _apart(view, other, line):
        return None
    named = [
        (m.start(), phrase) for m in _NUMBER_OF.finditer(other.letters) if (phrase := _noun(other, m.end()))
    ]
    named = named or [(i, f.counted) for i, f in other.outline.figures() if f.unit == "count" and f.counted]
    return Carried(named[0][1], other, named[0][0]) if len(named) == 1 else None


def _points_back(line: Line, at: int) -> bool:
    return bool(_POINTS_BACK.match(line.letters) or _THERE_WERE.search(line.letters[max(0, at - 40) : at]))


_THERE_WERE = re.compile(r"\b[Tt]here (?:were|had been)(?: [a-z]+)? $")


def _apart(view: View, one: Line, two: Line) -> bool:
    return "\n" in view.document.text[one.passage.end : two.passage.start]


def _noun(line: Line, index: int) -> str:
    """The noun in the plural that begins behind `letters[:index]`, '' when there is none."""
    text, start = line.outline.text, line.outline.starts[index]
    phrase = counted.counted(text, start)
    return text[phrase.start : phrase.end] if phrase and not phrase.unit_end else ""


@cache
def _own() -> tuple[re.Pattern[str], ...]:
    """'<F> in <D>', '<F> in the same period of <D>' or 'last year', '<F> had been opened in <D>'."""
    verb = r"(?: (?:had|have|has|were|was) (?:been )?[a-z]+)?"
    return (
        pattern(
            rf"{verb} (?P<same>(?:in|during|for|over) the (?:same|corresponding) [a-z]+ (?:(?:of|in) )?)"
            r"(?P<day><D>)"
        ),
        pattern(
            rf"{verb}(?: (?:in|for|during|at the end of))? (?:the )?(?:fiscal year )?"
            r"(?P<day><D>)(?P<then> <D>)?"
        ),
        re.compile(r" (?P<before>(?:in )?the (?:year before|(?:previous|preceding) year))\b"),
    )


def period(view: View, line: Line, at: int, other: DateSpan) -> DateSpan:
    """The time of a figure that is held against one of the time `other`: never that other's own."""
    for shape in _own():
        if m := shape.match(line.letters, at + 1):
            told = m.groupdict()
            if told.get("before"):
                return _year_before(other, m["before"])
            day = line.outline.words(*m.span("day"))
            then = line.outline.words(*m.span("then")).strip() if told.get("then") else ""
            if _A_YEAR_BEFORE.fullmatch(day):
                return _same_time_before(other, told.get("same") or "", day)
            if _SAME_TIME.match(day) and _THE_YEAR_BEFORE.fullmatch(then):
                return _same_time_before(other, f"{day} ", then)
            when = view.when(line, at, at + 1, within=m.span("day"), told=True)
            return _same_part(other, when, m["same"]) if told.get("same") else when
    return UNDATED


def told_with(view: View, meant: Carried) -> DateSpan:
    """The date behind what a sentence before tells the number of: 'the number of boats found in May'."""
    letters = meant.line.letters
    stop = re.compile(r"[,;:]|$").search(letters, meant.at)
    return view.when(
        meant.line, meant.at, meant.at + 1, within=(meant.at, stop.start() if stop else meant.at)
    )


def _year_before(other: DateSpan, words: str) -> DateSpan:
    """A year, or a year across two, earlier; only words where the other time is no such year."""
    years = re.fullmatch(r"(\d{4})(?:/(\d{4}))?", other.edtf)
    earlier = "/".join(str(int(year) - 1) for year in years.groups() if year) if years else ""
    found = from_edtf(earlier, words) if earlier else None
    return (found or DateSpan(words=words)).model_copy(
        update={"why": f"counted from {other.words or 'another'}"}
    )


_A_YEAR_BEFORE = re.compile(r"(?:a|one) year (?:earlier|before|ago|previously)")


_SAME_TIME = re.compile(r"(?:in |during |over )?the (?:same|corresponding) ")
_THE_YEAR_BEFORE = re.compile(
    rf"(?:of )?(?:(?:the )?(?:last|previous|preceding) year|{_A_YEAR_BEFORE.pattern})"
)


def _same_time_before(other: DateSpan, same: str, words: str) -> DateSpan:
    """The same time a year earlier; only words where the other time is no year or months of one."""
    year = re.match(r"(\d{4})(?:-\d\d)?(?:/\1-\d\d)?$", other.edtf)
    if year is None:
        return DateSpan(words=same + words)
    earlier = from_edtf(other.edtf.replace(year[1], str(int(year[1]) - 1)), "") or DateSpan()
    return earlier.model_copy(update={"words": same + words, "why": _SAME})


def _same_part(other: DateSpan, when: DateSpan, words: str) -> DateSpan:
    """The same months of another year; only words where the months are not known."""
    months = re.fullmatch(r"(\d{4})(?P<months>-\d\d(?:/\1-\d\d)?)", other.edtf)
    known = months is not None and len(when.edtf) == 4
    edtf = when.edtf + months["months"].replace(months[1], when.edtf) if months and known else ""
    return (from_edtf(edtf, "") or DateSpan()).model_copy(update={"words": words + when.words, "why": _SAME})


_SAME = "the same part of another year"
