"""Tokens: the words of a passage with their offsets, and what each word can be in a name."""

import re
from typing import NamedTuple

from data.reading import gazetteers

_ADDRESS = (
    r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,250}\.\w{2,24}|[@#]\w+|\b\w{1,63}(?:\.\w{1,63}){1,4}/\S*"
)
_SHORTENED = "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Lt|Brig|Capt|Sgt|Sen|Rep|Gov|Hon|Rev|St|Ch|Engr|Adv|Insp"
_INITIALS = rf"(?:[A-Z]\.)+(?:[A-Z]\b)?|(?:{_SHORTENED})\."
_WORD = r"[^\W_]+(?:(?:[-'’&](?=[^\W_])|(?<=[A-Z])\.(?=[A-Z]))[^\W_]+)*"
_ANY_ADDRESS = re.compile(_ADDRESS)
_TOKEN = re.compile(f"(?P<address>{_ADDRESS})|(?P<initials>{_INITIALS})|(?P<word>{_WORD})")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_PLURAL_OWNERS = {"Women's", "Children's", "People's", "Men's", "Workers'", "Girls'", "Boys'", "Prosecutor's"}
_SMALL = {
    "a",
    "an",
    "the",
    "of",
    "for",
    "on",
    "to",
    "in",
    "and",
    "at",
    "by",
    "from",
    "with",
    "against",
    "as",
    "or",
}


class Token(NamedTuple):
    """One word of a text; a possessive ending is left off."""

    start: int
    end: int
    text: str
    possessive: bool
    """True when a possessive ending follows, which ends most names."""
    gap: str
    """What stands between this word and the one before it ('' at the start)."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def bare(self) -> str:
        """The word without full stops: 'H.E.' is 'HE'."""
        return self.text.replace(".", "")


def addresses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where web and mail addresses, tags and handles stand in `text[start:end]`: names in them are none."""
    return [match.span() for match in _ANY_ADDRESS.finditer(text, start, end)]


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The words of `text[start:end]`, in order; addresses, tags and handles are left out."""
    tokens: list[Token] = []
    last = start
    for match in _TOKEN.finditer(text, start, end):
        if match.lastgroup == "address":
            continue
        tokens.append(_token(match.group(), match.start(), text[last : match.start()]))
        last = tokens[-1].end
    return tokens


def _token(word: str, start: int, gap: str) -> Token:
    owner = _POSSESSIVE.search(word) if word.replace("’", "'") not in _PLURAL_OWNERS else None
    if owner:
        word = word[: owner.start()]
    return Token(start, start + len(word), word, bool(owner), gap)


def is_common(word: str) -> bool:
    """Whether an English word is written so with a small letter (also its parts, when hyphenated)."""
    words = gazetteers.common_words()
    lowered = word.lower().replace("’", "'")
    return lowered in words or all(part in words for part in re.split(r"[-'&]", lowered) if len(part) > 1)


def is_capitals(word: str) -> bool:
    """Whether a word is an acronym by its shape: 'FIA', 'GLO.ACT', 'ICMPD', 'PROTECT'."""
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) >= max(2, len(letters) * 0.6)


def is_title_case(tokens: list[Token]) -> bool:
    """Whether a passage is a headline in title case, where capitals say nothing about names."""
    words = [token for token in tokens if token.text[0].isalpha() and token.text.lower() not in _SMALL]
    return len(words) > 4 and sum(token.capital for token in words) / len(words) > 0.85
