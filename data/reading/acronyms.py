"""Acronyms: pairs of a long and a short form, 'Federal Something Agency (FSA)' or the other way about.

The long form is found as in Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text" (PSB 2003): the letters of the short form, read backwards, occur in
order in the words before it, and its first letter begins a word.
"""

import re
from typing import NamedTuple

_SHORT = re.compile(r"\(\s*([A-Z][A-Za-z0-9.&/-]{1,11})s?\s*\)")
_LONG = re.compile(r"\b([A-Z][A-Za-z0-9.&-]{1,11}) \(([A-Z][^()]{8,120})\)")


_FURTHEST = 250
"""Characters: longer names are not looked for."""


class Pair(NamedTuple):
    """`text[start:end]` is the long form of the short form at `text[short_start:short_end]`."""

    start: int
    end: int
    short_start: int
    short_end: int


def find(text: str, start: int, end: int) -> list[Pair]:
    """The pairs of long and short forms in `text[start:end]`."""
    pairs = []
    for match in _SHORT.finditer(text, start, end):
        short = match.group(1)
        if sum(letter.isupper() for letter in short) < 2:
            continue
        left = max(start, match.start() - _FURTHEST)
        before = text[left : match.start()].rstrip()
        begin = long_form(short, before)
        if begin >= 0:
            pairs.append(Pair(left + begin, left + len(before), *match.span(1)))
    for match in _LONG.finditer(text, start, end):
        if match.group(1).isupper() and long_form(match.group(1), match.group(2)) == 0:
            pairs.append(Pair(*match.span(2), *match.span(1)))
    return pairs


def long_form(short: str, before: str) -> int:
    """Where in `before` the long form of `short` begins (it ends with `before`), -1 when it is none.

    At most twice as many words as letters, and at most five more, are looked at.
    """
    letters = [letter.lower() for letter in short if letter.isalnum()]
    words = list(re.finditer(r"\S+", before))[-min(len(letters) * 2 + 1, len(letters) + 6) :]
    if not words or not letters:
        return -1
    lowest, place, low = words[0].start(), len(before), before.lower()
    for number in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= lowest and not (
            low[place] == letters[number] and (number or not (place and low[place - 1].isalnum()))
        ):
            place -= 1
        if place < lowest:
            return -1
    return place if "\n" not in before[place:] and "(" not in before[place:] else -1


def fits(short: str, name: str) -> bool:
    """Whether `short` can abbreviate `name`, which stands right before it.

    All its letters occur in the name in order and the first begins it ('GLO.ACT'), or most of them
    (three in five, the last included) are initials of it ('JTIP').
    """
    letters = [letter.lower() for letter in short if letter.isalpha()]
    rest = iter(name.lower())
    if letters[0] == name[0].lower() and all(letter in rest for letter in letters):
        return True
    return _shares_initials(letters, name)


def _shares_initials(letters: list[str], name: str) -> bool:
    heads = [word[0].lower() for word in re.findall(r"[^\W\d_]+", name)]
    row = [0] * (len(heads) + 1)
    for letter in letters:
        above = row[:]
        for place, head in enumerate(heads, 1):
            row[place] = above[place - 1] + 1 if head == letter else max(above[place], row[place - 1])
    return len(letters) > 2 and row[-1] * 5 >= len(letters) * 3 and letters[-1] in heads[-3:]
