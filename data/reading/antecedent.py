"""Antecedents: whom 'he said' means, and who stands aside where another acts."""

import re

from data.reading.outline import Outline, P, Q, pattern
from data.values import Mention

_BOUNDARY = re.compile(rf"[.!?][)]? +(?=[A-Z\ue001-\ue009])|{Q} +(?=[A-Z\ue001-\ue006])|\n+")
PRONOUN = re.compile(r"(?i)(?:he|she)\b")
_PRONOUN_SAYS = re.compile(r"\b(?:He|She|he|she) (?:[a-z]+ly |also |has |had )?[a-z]+(?: |$)")
"""Who speaks in the sentence of a quotation is named before this, and not behind."""


def antecedent(line: Outline, index: int, kinds: str) -> Mention | None:
    """The only one who acts before `index` in the paragraph, None when there are several or none."""
    said = _PRONOUN_SAYS.search(line.letters, sentence_start(line, index), index) if kinds == P else None
    last = said.start() if said else index
    named = [
        line.name(i)
        for i in line.things
        if i < last and line.letters[i] in kinds and not stands_aside(line.letters, i)
    ]
    named = [mention for mention in named if mention.how != "pronoun"]
    if kinds == P and _KIN.search(line.letters, 0, index):
        return None
    if len({mention.entity for mention in named}) == 1:
        return named[-1]
    return _who_went_before(line, index) if kinds == P else None


_OPENS = pattern(r"(?:The )?(?:[A-Z][\w’'.-]* ){0,3}(?P<who><P>) (?:(?!<P>).)*$")
"""A sentence that one person opens and that names no other."""


def _who_went_before(line: Outline, index: int) -> Mention | None:
    """Who opens the sentence before the one that a quotation begins, where that names nobody else."""
    start = sentence_start(line, index)
    before = [m.end() for m in _BOUNDARY.finditer(line.letters, 0, start) if m.end() < start]
    first = before[-1] if before else 0
    m = _OPENS.match(line.letters[first:start])
    who = line.name(first + m.start("who")) if m else None
    return who if who is not None and who.how != "pronoun" else None


_KIN = re.compile(
    r"\b(?:[Hh]er|[Hh]is|[Tt]heir|\w['’]s) (?:[a-z]+ )?(?:father|mother|brother|sister|son|daughter|husband|"
    r"wife|widow|uncle|aunt|cousin|parents?|grandfather|grandmother|fianc[ée]+|friend|partner|lawyer|neighbour|"
    r"colleague)\b"
)
"""Somebody beside the one who is named, whom 'he said' behind it may mean as well."""


_ASIDE = re.compile(
    r"(?:\b(?:successor to|succeed(?:s|ed|ing)?|replac(?:e|es|ed|ing)|unlike|than|against|about|behalf of|"
    r"(?:case|trial|murder|killing|death|arrest|release|appointment|resignation|term|predecessor|successor|"
    r"son|daughter|brother|sister|father|mother|wife|husband|lawyer|home|house|office) of|"
    r"(?:spokes\w+|lawyers?|aides?|advis[eo]rs?|sources?|officials?|representatives?|attorneys?|counsel|allies|"
    r"ally|relatives?|members?|assistants?|secretary) (?:for|of|to|close to|acting for|representing))) "
    r"(?:the |a |an )?(?:former |late )?(?:[A-Z][\w.’'-]* )*$"
)
"""Before the name of somebody of whom something is told while another acts."""


def stands_aside(letters: str, at: int) -> bool:
    """Whether the name at `at` is nobody whom 'he said' behind it means: 'X's lawyer', 'a successor to X'."""
    return letters[at + 1 : at + 3] in ("'s", "’s") or bool(_ASIDE.search(letters, max(0, at - 80), at))


def sentence_start(line: Outline, index: int) -> int:
    """Where the reporter's sentence that leads to the quotation at `index` begins."""
    start = 0
    for m in _BOUNDARY.finditer(line.letters, 0, index + 1):
        if line.letters[m.start()] == "\n" and line.letters[: m.start()].rstrip().endswith(":"):
            continue
        if line.letters[m.start()] != Q or closed(line.text, line.ends[m.start()] - 1):
            start = m.end()
    return start


def closed(text: str, end: int) -> bool:
    """Whether the quoted words that end before `end` end a sentence."""
    return text[:end][-1:] in ".!?"
