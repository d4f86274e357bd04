"""qualifiers: what a text says about how exact a figure is, as written ('no more than', 'at least')."""

import re
from functools import cache

QUALIFIERS = (
    "at least|at the (?:very )?least|at most|at the (?:very )?most|"
    "(?:(?:no|not|never|hardly|barely|scarcely|rarely|far|much|slightly|(?:a )?little|significantly) )?"
    "(?:more|fewer|less|higher|lower|greater) than|(?:not|without) exceeding|exceeding|"
    "(?:(?:did|does|do|must|may|can|could|will|would|should|shall) not|never) exceed|never exceeded|"
    "(?:a|the) (?:maximum|minimum|cap|limit|ceiling) of|(?:not even|not quite|not only|not|well|just|"
    "slightly|a little) (?:over|under|above|below)|not even|not quite|"
    "upwards of|in excess of|close to|(?:not )?as many as|(?:not )?as much as|a total of|an estimated|"
    "an additional|a further|a record|(?:not |only )?up to|over|above|under|below|almost|nearly|about|around|"
    "approximately|roughly|some|estimated|another|only|exactly|barely|hardly|another estimated"
)
"""What the source says about how exact a figure is; kept as written, with the 'no' that turns it round."""

LONGEST = 40
"""Characters before a number in which its qualifier and the verb before that are looked for."""


def before(text: str, start: int, number: float) -> str:
    """The qualifier right before the number at `start`, as written; '' when there is none.

    A word that belongs to the verb ('handed over four', 'add up to 100') or that is a preposition
    ('entered under two names', 'asked about three men') is none.
    """
    near = text[max(0, start - LONGEST) : start]
    m = _qualifier().search(near)
    return m[1] if m and not _of_the_verb(near, number) else ""


def behind(text: str, end: int) -> str:
    """', at most' behind what is counted, as written; '' when there is none."""
    m = _behind().match(text, end)
    return m[1] if m else ""


def no_amount(text: str, start: int) -> bool:
    """Whether a number only says what parts come to: 'may not add up to 100'."""
    return bool(_SUM.search(text[max(0, start - LONGEST) : start]))


@cache
def _qualifier() -> re.Pattern[str]:
    return re.compile(rf"\b({QUALIFIERS})[ ]$", re.I)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(r",? (at (?:the (?:very )?)?(?:most|least))(?=[.,;:)]|$| (?:were|are|have|had)\b)")


_SUM = re.compile(
    r"\b(?:may|might|do|does|did|will|need|must|can|should)(?: not|n[’']t)?(?: always)? "
    r"(?:add up|add|sum up|sum|total)(?: to)? (?:exactly )?$",
    re.I,
)
_WITH_OVER = re.compile(
    r"\b(?:(?:hand|turn|pull|sign)(?:s|ed|ing)?|(?P<either>tak(?:es?|en|ing)|took|carr(?:y|ies|ied|ying)|"
    r"br(?:ing|ings|inging|ought)|wins?|won|winning|go|goes|going|went|gone|pass(?:es|ed|ing)?|g(?:ives?|"
    r"ave|iven|iving)"
    r")) over $",
    re.I,
)
"""'handed over four boats': the word belongs to the verb. After `either` it may as well be 'more than'."""

_WITH_UP_TO = re.compile(
    r"\b(?:add(?:s|ed|ing)?|sum(?:s|med)?|own(?:s|ed)?|fac(?:es?|ed|ing)|liv(?:es?|ed|ing)|w[ao]ke|wakes|go|"
    r"goes|going|went|gone|rise|rises|rose|risen|climb(?:s|ed)?|jump(?:s|ed)?|push(?:es|ed)?|"
    r"br(?:ing|ings|ought)|lead(?:s|ing)?|led) up to $",
    re.I,
)
_PREPOSITION = re.compile(
    r"(?:\b(?:\w{2,20}ed|known|held|kept|split|made|\w{2,20}ing) (?:under|below|above)|"
    r"\b(?:t(?:ells?|old|elling)|warn(?:s|ed|ing)?|ask(?:s|ed|ing)?|sp(?:eaks?|oke|oken|eaking)|"
    r"talk(?:s|ed|ing)?|know[ns]?|knew|learn(?:s|ed|t)?|hear[ds]?|inform(?:s|ed|ation)?|questions?|"
    r"questioned|wr(?:ite|ites|ote|itten)|concerns?|concerned|worr(?:y|ies|ied)|reports?|stor(?:y|ies)|news|"
    r"brief(?:s|ed|ing)?|complain(?:s|ed|ts?)?) about|\b(?:disput|quarrel|conflict|disagree)\w{0,5} over) $",
    re.I,
)
"""Before a small number: a preposition that says where or of what, and nothing of how many."""


def _of_the_verb(near: str, number: float) -> bool:
    """Whether the word before a number is no qualifier; in 'carrying over 100 people' it is one."""
    over = _WITH_OVER.search(near)
    if over is not None:
        return not (over["either"] and number % 10 == 0)
    return bool(_WITH_UP_TO.search(near) or (number < 13 and _PREPOSITION.search(near)))
