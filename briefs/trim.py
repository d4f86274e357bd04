"""How a sentence of a source is shortened: at clause boundaries, visibly, and around what was asked for."""

import re
from collections.abc import Sequence

from briefs.language import balanced

LONGEST = 240
"""Characters of a bullet: three lines on a phone."""
WORTH = 0.6
"""A cut after a clause must keep this share of the room; else the cut is made between words."""

CLAUSE = re.compile(r"(?:[;:,]| –| —)(?= )")


def trim(sentence: str, longest: int = LONGEST, around: Sequence[str] = ()) -> str:
    """The sentence, white space folded; when too long, a part of it with '…' where words are left out.

    The part begins with the sentence, or with the clause that holds the first of `around` where
    that would be cut off.
    """
    sentence = " ".join(sentence.split())
    if len(sentence) <= longest:
        return sentence
    start = _start(sentence, longest, around)
    rest = sentence[start:]
    head = "… " if start else ""
    if len(rest) <= longest:
        return balanced(head + rest)
    return balanced(head + rest[: _end(rest, longest)].rstrip(" ,;:–—")) + " …"


def _start(sentence: str, longest: int, around: Sequence[str]) -> int:
    """Where the part begins: 0, or after the last clause boundary before a word that would be lost."""
    folded = sentence.casefold()
    places = [folded.find(word.casefold()) for word in around if word]
    lost = [place for place in places if place >= 0 and place + 20 > longest]
    if not lost or len(lost) < len([p for p in places if p >= 0]):
        return 0
    bounds = [m.end() + 1 for m in CLAUSE.finditer(sentence, 0, lost[0])]
    near = [bound for bound in bounds if lost[0] - bound < longest // 2]
    return near[0] if near else sentence.rfind(" ", 0, max(lost[0] - longest // 4, 1)) + 1


def _end(text: str, longest: int) -> int:
    ends = [m.start() for m in CLAUSE.finditer(text) if WORTH * longest <= m.start() < longest]
    return ends[-1] if ends else max(text.rfind(" ", 0, longest), 1)
