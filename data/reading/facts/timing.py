"""Timing: of which time a figure is, in a sentence that may have several."""

import re
from functools import cache

from data.dates import UNDATED, DateSpan
from data.reading.bare import AGAINST
from data.reading.facts import carried
from data.reading.facts.view import Line, View
from data.reading.outline import D, pattern


def own(view: View, line: Line, at: int, meant: carried.Carried | None) -> DateSpan:
    """The time of a figure: of its clause, or as that says which it is held against or goes on about."""
    if meant is None or (meant.figure is None and meant.line is line):
        return _when(view, line, at)
    if meant.figure is not None:
        return carried.period(view, line, at, _when(view, line, meant.at))
    found = _when(view, line, at)
    if found.words and found.words in line.outline.words(0, at):
        return found
    own = carried.period(view, line, at, UNDATED)
    return own if own.words else carried.told_with(view, meant)


@cache
def of_a_thing() -> re.Pattern[str]:
    """'the agreement signed on <D>', 'a scanner donated in <D>': when something else was done."""
    return pattern(
        r"(?<!was )(?<!were )(?<!been )(?<!be )(?<!is )(?<!are )(?<!<P> )(?<!<O> )"
        r"\b(?:signed|adopted|dated|concluded|ratified|established|founded|opened|launched|donated|enacted|"
        r"introduced|passed|published|inaugurated)(?: on| in)? (?P<day><D>)"
    )


_THEN = re.compile(r", when [^,;]*$")
"""Between a date and a figure: '2023, when 18,090 were recorded' is told of that date."""


_NEAR = r"(?:(?:at|some|about|nearly|more|over|around|almost) (?:[a-z]+ )?)?"


@cache
def _fronting() -> re.Pattern[str]:
    """'in <D>, 11', '; <D>, at least 11': a date in front of the clause that a figure begins."""
    return pattern(rf"(?:^|[;,:] (?:and )?)(?:[Ii]n |[Oo]n )?(?P<day><D>), {_NEAR}$")


@cache
def _reached() -> re.Pattern[str]:
    """'fell by <F> in <D>, to about 900': the date of what is reached, unless it was so 'from' then."""
    return pattern(rf"^(?!.*\bfrom\b[^,;]*$).*(?P<day><D>),? to {_NEAR}$")


def _in_front(line: Line, at: int) -> tuple[int, int] | None:
    """Where the date stands that is told right in front of a figure, None where it has one behind it."""
    own = pattern(r"(?: [a-z]+){0,4} <D>").match(line.letters, at + 1)
    before = line.letters[:at]
    found = _fronting().search(before) or (None if own else _reached().search(before))
    return found.span("day") if found else None


_NEXT_CLAUSE = re.compile(
    r" (?:and|but) (?:that|(?!(?:and|but|to)\b)(?:(?:\w+ ){0,5}?)(?:would|will|(?:is|are|was|were) to)) "
)
"""Before what is said, or is to come, in a sentence besides what a figure is of."""


def _when(view: View, line: Line, at: int) -> DateSpan:
    """The date in the same clause (between commas) as the figure."""
    then = _THEN.search(line.letters[:at])
    if then and line.letters[then.start() - 1] == D:
        return view.when(line, at, at + 1, within=(then.start() - 1, then.start()), told=True)
    front = _in_front(line, at)
    if front:
        return view.when(line, at, at + 1, within=front, told=True)
    marks = [m.start() for m in re.finditer(r"[,;:] ", line.letters)]
    marks += [m.start() for m in re.finditer(rf" {AGAINST} ", line.letters)]
    marks += [m.end() for m in re.finditer(r" that (?=[^,;:]*$)", line.letters[:at])]
    marks += [m.start() for m in _NEXT_CLAUSE.finditer(line.letters)]
    first = max((mark for mark in marks if mark <= at), default=0)
    last = min((mark for mark in marks if mark > at), default=len(line.letters))
    other = of_a_thing().search(line.letters)
    when = view.when(line, at, at + 1, within=(first, last), apart=other.span("day") if other else (0, 0))
    fronted = pattern(
        r"(?:(?:On|In|At|During|Over) [a-z ]{3,40}, |(?:[A-Z][a-z]+ )?(?:the )?)"
        r"(?P<day><D>(?: (?:and|to) <D>)?),? "
    ).match(line.letters)
    if when.words or when.edtf or not fronted:
        return when
    return view.when(line, fronted.start("day"), fronted.end("day"), within=fronted.span())
