"""How a sentence of a source is shortened: at clause boundaries, visibly, and never inside a name."""

import re

LONGEST = 240
"""Characters of a bullet: three lines on a phone."""

CLAUSE = re.compile(r"(?:[;:]|,| –| —)(?= )")


def trim(sentence: str, longest: int = LONGEST) -> str:
    """The sentence, white space folded; when too long, cut after a clause and ended by '…'."""
    sentence = " ".join(sentence.split())
    if len(sentence) <= longest:
        return sentence
    ends = [m.start() for m in CLAUSE.finditer(sentence) if longest // 3 <= m.start() < longest]
    if ends:
        return sentence[: ends[-1]].rstrip(" ,;:–—") + " …"
    return sentence[:longest].rsplit(" ", 1)[0].rstrip(" ,;:–—") + " …"
