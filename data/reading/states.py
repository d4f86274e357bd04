"""states: countries that no gazetteer has, known by what they are called once: 'the Kingdom of Norlund'."""

import re

from data.reading import gazetteers
from data.reading.gazetteers import Known

_STATE = re.compile(
    r"\b(?:Kingdom|Republic|Sultanate|Principality|Grand Duchy|Emirate|Federation|Government) of "
    r"(?P<name>[A-Z][a-zà-ÿ]{3,20})\b(?! (?:[A-Z]|and [A-Z]))"
)


def named(text: str) -> tuple[Known, ...]:
    """The states that a text calls so, as names of places; those that are known already are left out."""
    found = dict.fromkeys(m["name"] for m in _STATE.finditer(text))
    return tuple((name, "place", name) for name in found if not _is_known(name))


def _is_known(name: str) -> bool:
    tables = (gazetteers.countries(), gazetteers.regions(), gazetteers.cities(), gazetteers.demonyms())
    parts = any(name in country.split() for country in gazetteers.countries())
    return parts or any(name in table for table in tables) or name in gazetteers.bodies()
