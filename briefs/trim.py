"""How a sentence of a source is shortened: at clause boundaries, visibly, and around what was asked for."""

import re
from collections.abc import Sequence

from briefs.language import balanced
from briefs.signs import spelled

LONGEST = 240
"""Characters of a bullet: three lines on a phone."""
WORTH = 0.6
"""A cut after a clause must keep this share of the room; else the cut is made between words."""

CLAUSE = re.compile(r"(?:[;:,]| –| —)(?= )")


def trim(sentence: str, longest: int = LONGEST, around: Sequence[str] = ()) -> str:
    """The sentence with its signs spelled out and white space folded, shortened as `shortened` does."""
    return shortened(spelled(sentence.strip()), longest, [spelled(words) for words in around])


def shortened(sentence: str, longest: int = LONGEST, around: Sequence[str] = ()) -> str:
    """The source's own letters, white space folded; when too long, a part with '…' where words are left out.

    The part begins with the sentence, or with the clause that holds the first of `around` where
    that would be cut off; the first of `around` that it can hold is never cut off at its end.
    """
    sentence = " ".join(sentence.split())
    if len(sentence) <= longest:
        return sentence
    start, least = _start(sentence, longest, [" ".join(words.split()) for words in around])
    rest = sentence[start:]
    head = "… " if start else ""
    if len(rest) <= longest:
        return balanced(head + rest)
    return balanced(head + rest[: _end(rest, longest, least - start)].rstrip(" ,;:–—")) + " …"


def naming(sentence: str, names: Sequence[str], longest: int = LONGEST) -> str:
    """The part of a sentence that holds one of the names; its beginning where that part says too little."""
    part = trim(sentence, longest, names)
    rest = part.casefold()
    for name in names:
        rest = rest.replace(name.casefold(), " ")
    says = len(part) >= SAYS and len(WORD.findall(rest)) >= WORDS
    return part if says or not part.startswith("…") else trim(sentence, longest)


SAYS = 30
"""Characters below which a sentence says nothing by itself."""
WORDS = 5
"""Words besides a name below which a part of a sentence says nothing: '… the Agency said on Friday.'"""
WORD = re.compile(r"\w+")


def _start(sentence: str, longest: int, around: Sequence[str]) -> tuple[int, int]:
    """Where the part begins, and where it may end at the earliest.

    It begins at 0, or after a clause boundary before words that would be lost.
    """
    folded = sentence.casefold()
    found = [(folded.find(words.casefold()), len(words)) for words in around if words]
    places = [(place, place + size) for place, size in found if place >= 0]
    held = [end for place, end in places if max(place + ROOM, end) <= longest]
    if held or not places:
        return 0, held[0] if held else 0
    place, end = places[0]
    bounds = [m.end() + 1 for m in CLAUSE.finditer(sentence, 0, place)]
    near = [bound for bound in bounds if place - bound < longest // 2]
    whole = [bound for bound in bounds if max(place + ROOM, end) - bound <= longest]
    first = [*near[:1], *whole[-1:]]
    if first:
        return first[0], end
    before = max(min(longest // 2, longest - (end - place)), 1)
    return sentence.rfind(" ", 0, max(place - before, 1)) + 1, end


ROOM = 20
"""Characters from the beginning of words that were asked for which are shown at the least."""


def _end(text: str, longest: int, least: int = 0) -> int:
    worth = max(WORTH * longest, least)
    ends = [m.start() for m in CLAUSE.finditer(text) if worth <= m.start() < longest]
    return ends[-1] if ends else max(text.rfind(" ", 0, longest), 1)
