"""How a DateSpan is said: as precise as it is known, and never more."""

from data.dates import DateSpan

MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNDATED = "undated"


def say(when: DateSpan) -> str:
    """'24 Oct 2017', '24-25 Oct 2017', 'Nov 2023', '2015-2019', 'after Nov 2023', or 'undated'."""
    if not when.edtf:
        return UNDATED
    first, slash, last = when.edtf.partition("/")
    if not slash:
        return one(first)
    if last == ".." and when.why == "since":
        return f"since {one(first)}"
    if last == "..":
        return f"{one(first)} or later" if when.precision == "range" else f"after {one(first)}"
    if first == "..":
        return f"by {one(last)}"
    return between(first, last)


def one(edtf: str) -> str:
    """A single year, month or day: '2017', 'Oct 2017', '24 Oct 2017'."""
    parts = [int(part) for part in edtf.split("-")]
    words = [str(parts[0]), *(MONTHS[m] for m in parts[1:2]), *(str(d) for d in parts[2:])]
    return " ".join(reversed(words))


def between(first: str, last: str) -> str:
    """A range with what both ends share said once: '24-25 Oct 2017', 'Feb 2014 - Jul 2017', '2015-2019'."""
    if len(first) == len(last) == 4:
        return f"{first}-{last}"
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        return f"{int(first[8:])}-{one(last)}"
    return f"{one(first)} - {one(last)}"
