"""Wishes: what somebody writes behind /subscribe, read generously: a time, days, a zone, names and topics."""

import re
from typing import Literal

from briefs.language import _, quoted
from data.dates import Value
from data.errors import BadUsage
from data.schedule import WEEK
from data.zones import zone_of

TIME = re.compile(
    r"(?:\bat\s+)?(?<![\w.:])(?:(?P<hour>\d{1,2})\s*[:.h]\s*(?P<minute>\d{2})|(?P<four>\d{4})(?=\s*(?:hrs?|hours|h)\b|$|\s)"
    r"|(?P<bare>\d{1,2}))(?![\d:/-])\s*(?P<half>[ap]\.?\s?m\b\.?)?\s*(?:(?:hrs?|hours|h|o['’]clock|uhr)\b)?",
    re.IGNORECASE,
)
NOON = re.compile(r"\b(?:at\s+)?(noon|midday|midnight)\b", re.IGNORECASE)
DAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "weekdays",
        re.compile(
            r"\b(?:on |every )?(?:week ?days?|work(?:ing)? ?days?|mon(?:day)?\s*(?:to|-|–)\s*fri(?:day)?)"
            r"(?: only)?\b",
            re.IGNORECASE,
        ),
    ),
    ("daily", re.compile(r"\b(?:daily|every ?day|each day|all days)\b", re.IGNORECASE)),
    *(
        (
            day,
            re.compile(rf"\b(?:weekly\s+)?(?:on |every |each )?{name}s?\b(?:\s+only)?", re.IGNORECASE),
        )
        for day, name in zip(
            WEEK,
            ("mondays?", "tuesdays?", "wednesdays?", "thursdays?", "fridays?", "saturdays?", "sundays?"),
            strict=True,
        )
    ),
    ("mon", re.compile(r"\b(?:weekly|once a week|every week)\b", re.IGNORECASE)),
)
"""What is written for days, and what it stands for; 'weekly' alone is on Mondays."""
LINE: tuple[tuple[bool, re.Pattern[str]], ...] = (
    (True, re.compile(r"\b(?:always|even (?:if|when) nothing(?: is)? new)\b", re.IGNORECASE)),
    (False, re.compile(r"\bonly (?:news|(?:if|when) (?:there is )?something(?: is)? new)\b", re.IGNORECASE)),
)
EVERYTHING = re.compile(r"\b(?:about\s+)?(?:everything|all topics|anything)\b", re.IGNORECASE)
TIMED = re.compile(r"\b(?:in\s+)?((?:\S+\s+){0,3}?\S+)\s+(?:local\s+)?time\b", re.IGNORECASE)
ABOUT = re.compile(r"^(?:about|on|for|topics?|names?|following|follow)\b:?\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\s*[,;\n]\s*|\s+(?:and|&)\s+", re.IGNORECASE)
AREA = re.compile(r"[A-Z][a-z]+(?:/[A-Z][A-Za-z_-]+)+")
"""What can only be meant for an IANA name."""
LONGEST_ZONE = 4
"""Words of a zone's name."""


class Wish(Value):
    """What was asked for; '' and None where nothing was said."""

    at: str = ""
    zone: str = ""
    days: Literal["", "daily", "weekdays", "mon", "tue", "wed", "thu", "fri", "sat", "sun"] = ""
    about: tuple[str, ...] = ()
    """Names and topics, as written."""
    surely: bool = False
    """Whether it was said that these are names or topics ('about X'), so that no zone can be meant."""
    everything: bool = False
    says_nothing: bool | None = None


def wish(words: str) -> Wish:
    """What somebody asks for behind /subscribe.

    Raises BadUsage for a time that does not exist and for an unknown zone written as Area/City.
    """
    line, rest = _take(words, LINE)
    days, rest = _take(rest, DAYS)
    everything = EVERYTHING.search(rest)
    rest = EVERYTHING.sub(" ", rest)
    at, before, after = _time(rest)
    zone, after = _zone(after, bool(at))
    if not zone:
        zone, before = _zone(before, bool(at))
    rest = " ".join(f"{before} {after}".split()).strip(" ,;:")
    about = ABOUT.sub("", rest)
    names = tuple(part for part in BETWEEN.split(about) if part.strip(" .,"))
    return Wish.model_validate({
        "at": at, "zone": zone, "days": days or "", "about": names, "surely": about != rest or bool(zone),
        "everything": bool(everything), "says_nothing": line,
    })  # fmt: skip


def _take(text: str, table: tuple[tuple[str | bool, re.Pattern[str]], ...]) -> tuple[str | bool | None, str]:
    """The meaning of the first row that is found in the text, and the text without it."""
    for meaning, pattern in table:
        found = pattern.search(text)
        if found:
            return meaning, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _time(text: str) -> tuple[str, str, str]:
    """The time as 'HH:MM' ('' for none), and what stands before and after it."""
    noon = NOON.search(text)
    if noon:
        at = "00:00" if noon[1].casefold() == "midnight" else "12:00"
        return at, text[: noon.start()], text[noon.end() :]
    for found in TIME.finditer(text):
        if _is_time(found, text):
            return _clock(found), text[: found.start()], text[found.end() :]
    return "", "", text


def _is_time(found: re.Match[str], text: str) -> bool:
    """Whether a number is a time: with minutes or am/pm, after 'at', or before all other words."""
    alone = found["bare"] and not found["half"]
    return not alone or found[0].lower().startswith("at") or not text[: found.start()].strip(" ,")


def _clock(found: re.Match[str]) -> str:
    if found["four"]:
        hour, minute = int(found["four"][:2]), int(found["four"][2:])
    else:
        hour, minute = int(found["hour"] or found["bare"]), int(found["minute"] or 0)
    half = (found["half"] or "").casefold()[:1]
    if half and not 1 <= hour <= 12:
        raise _no_time(found[0])
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 23 or minute > 59:
        raise _no_time(found[0])
    return f"{hour:02}:{minute:02}"


def _zone(text: str, timed: bool) -> tuple[str, str]:
    """The zone that a text names, and the text without it; a bare city counts only beside a time."""
    said = TIMED.search(text)
    if said and (zone := zone_of(said[1])):
        return zone, f"{text[: said.start()]} {text[said.end() :]}"
    tokens = text.split()
    for token in tokens:
        name = token.strip(",;")
        if "/" in name and (zone := zone_of(name)):
            return zone, " ".join(t for t in tokens if t is not token)
        if AREA.fullmatch(name):
            raise unknown(name)
    start = 1 if tokens and tokens[0].casefold() in ("in", "zone") else 0
    if timed or start:
        for end in range(min(len(tokens), start + LONGEST_ZONE), start, -1):
            zone = zone_of(" ".join(tokens[start:end]).strip(",;"))
            if zone:
                return zone, " ".join(tokens[end:])
    return "", text


def unknown(words: str) -> BadUsage:
    """The one sentence about a zone that is not known."""
    return BadUsage(
        _(
            "{words} is not a time zone I know: write a city such as Brussels, "
            "or an IANA name such as Europe/Brussels.",
            words=quoted(words[:60]),
        )
    )


def _no_time(words: str) -> BadUsage:
    told = _("{words} is not a time; write it like 8:30 or 20:15.", words=quoted(words.strip()))
    return BadUsage(told)
