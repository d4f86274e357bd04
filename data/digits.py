"""Digits: numbers that were typed in any script, as 0 to 9."""

import re
import unicodedata

NUMERAL = re.compile(r"https?://\S+|(?<=[^\W_])[\u066b\u066c](?=[^\W_])|(?![0-9])\d", re.IGNORECASE)
"""A digit of another script than ours, and what Arabic sets between digits; an address is passed over."""
SEPARATORS = {"\u066b": ".", "\u066c": ","}


def plainly_numbered(words: str) -> str:
    """The words with the digits of every script as 0 to 9: '۸:۳۰' is '8:30', '۱۲٬۳۴۰' is '12,340'."""
    return NUMERAL.sub(lambda found: _plain(found[0]), words)


def _plain(found: str) -> str:
    return SEPARATORS.get(found) or (found if len(found) > 1 else str(unicodedata.decimal(found)))


SCRIPTS = tuple(str.maketrans("0123456789", digits) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"))
"""The digits of Arabic and of Urdu and Persian (Unicode, Arabic-Indic and its extended form)."""


def in_all_scripts(word: str) -> tuple[str, ...]:
    """The word with its digits as they are and in each of SCRIPTS; itself alone when it has none."""
    return tuple(dict.fromkeys((word, *(word.translate(script) for script in SCRIPTS))))
