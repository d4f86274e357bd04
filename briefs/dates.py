"""How a DateSpan is said: as precise as it is known, and never more."""

from datetime import date

from briefs.language import SPOKEN, _, apart
from data.dates import IN_OFFICE, DateSpan

MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SKELETONS = ("", "y", "yMMM", "yMMMd")
"""What CLDR calls a year, a month and a day; in English the day goes first here, as officials write it."""


def say(when: DateSpan) -> str:
    """'24 Oct 2017', '24-25 Oct 2017', 'Nov 2023', '2015-2019', 'after Nov 2023', or 'undated'."""
    if not when.edtf:
        return _("undated")
    first, slash, last = when.edtf.partition("/")
    if not slash:
        return one(first)
    if last == ".." and when.why == "since":
        return _("since {day}", day=one(first))
    if last == ".." and when.why == IN_OFFICE:
        return _("from {day}", day=one(first))
    if last == "..":
        later = when.precision == "range"
        return _("{day} or later", day=one(first)) if later else _("after {day}", day=one(first))
    if first == ".." and when.why == IN_OFFICE:
        return _("until {day}", day=one(last))
    if first == "..":
        return _("by {day}", day=one(last))
    return between(first, last)


def one(edtf: str) -> str:
    """A single year, month or day: '2017', 'Oct 2017', '24 Oct 2017'."""
    parts = [int(part) for part in edtf.split("-")]
    if SPOKEN.get() != "en":
        return _by_cldr(SPOKEN.get(), parts)
    words = [str(parts[0]), *(MONTHS[m] for m in parts[1:2]), *(str(d) for d in parts[2:])]
    return " ".join(reversed(words))


def _by_cldr(language: str, parts: list[int]) -> str:
    from babel.dates import format_skeleton

    day = date(*(*parts, 1, 1)[:3])
    return str(format_skeleton(SKELETONS[len(parts)], day, locale=language))


def between(first: str, last: str) -> str:
    """A range with what both ends share said once: '24-25 Oct 2017', 'Feb 2014 - Jul 2017', '2015-2019'."""
    if len(first) == len(last) == 4:
        return f"{first}-{last}"
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        end = str(int(last[8:]))
        return one(last).replace(end, apart(f"{int(first[8:])}-{end}"), 1)
    return _("{first} - {last}", first=one(first), last=one(last))
