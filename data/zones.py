"""Time zones by what people call them: IANA name, city, country of one zone, abbreviation, UTC+5."""

import re
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from anyascii import anyascii

OFFSET = re.compile(r"(?:utc|gmt)\s*([+-])\s*(\d{1,2})(?::?00)?")
AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
EAST, WEST = 14, 12
"""Whole hours that a zone can be ahead of and behind UTC."""


def zone_of(words: str) -> str:
    """The IANA name of the zone that words name, '' when they name none that is known."""
    folded = _fold(words)
    offset = OFFSET.fullmatch(folded)
    if offset:
        hours = int(offset[2])
        sign = "-" if offset[1] == "+" else "+"  # the signs of Etc/GMT names are turned round
        return f"Etc/GMT{sign}{hours}" if hours <= (EAST if sign == "-" else WEST) else ""
    return _named().get(folded, "")


def is_zone(name: str) -> bool:
    """Whether this machine knows the zone of an IANA name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _fold(words: str) -> str:
    """Words in small Latin letters, single spaces for underscores and the like."""
    return " ".join(re.sub(r"[_.,']", " ", anyascii(words).casefold()).split())


@cache
def _named() -> dict[str, str]:
    """Each folded name -> zone; a name that stands for several zones is left out unless it is listed."""
    from data.reading.gazetteers import zones  # what other answers do without

    known = available_timezones()
    named = {_fold(zone): zone for zone in known if not zone.startswith(("posix", "right", "Etc/"))}
    for zone in sorted(known):
        area, _slash, city = zone.rpartition("/")
        if area.split("/")[0] in AREAS:
            named.setdefault(_fold(city), zone)
    named |= {_fold(name): zone for name, zone in _by_country().items()}
    named |= {_fold(name): zone for name, zone in zones().items() if zone in known}
    return named | {"utc": "UTC", "gmt": "UTC", "z": "UTC"}


def _by_country() -> dict[str, str]:
    """Each name of a country of one zone -> that zone, by the table of the IANA database."""
    from data.reading.gazetteers import countries, country_codes

    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    of_code: dict[str, list[str]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, _place, zone, *_more = line.split("\t")
            of_code.setdefault(code, []).append(zone)
    single = {country_codes()[c]: z[0] for c, z in of_code.items() if len(z) == 1 and c in country_codes()}
    return {name: single[country] for name, country in countries().items() if country in single}
