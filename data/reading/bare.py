"""bare: numbers without a noun behind them, and the words around that make a figure of one all the same."""

import re
from functools import cache

from data.reading import counted, qualifiers

FATE = (
    r"(?:(?:feared|believed|presumed|reported|confirmed|found|thought|declared) (?:to (?:be |have "
    r"))?(?:been )?"
    r"(?:dead|drowned|missing|lost|alive|killed|died)|rescued|saved|drowned|died|dead|killed|missing|injured|"
    r"wounded|hurt|arrested|detained|held|deported|repatriated|returned|released|freed|hospitali[sz]ed|"
    r"survived|"
    r"perished|found|located|convicted|acquitted|charged|sentenced|recovered|identified|aboard|on ?board)"
)
"""What becomes of people, as reports word it; a bare number before one of these counts people."""

HEAD = r"(?:number|figure|total|count|(?:death )?toll|tally)s?"
"""What a number that was given is called."""

REVISED = (
    r"(?:(?:corrected|revised|(?:\b(?:figure|total|count|toll|tally|estimate)s?"
    r"(?: (?:of|for|from|in|to) [^.;]{1,90}?)?,? "
    r"(?:(?:is|was|were|has|have|had|been|be|then|later|since|now) ){0,3}"
    r"(?:lowered|raised|cut|reduced|changed|amended|adjusted|brought (?:down|up))))"
    r"(?: [a-z]+){0,3},? from)"
)
"""'corrected from', 'the total was lowered accordingly, from': that a number takes the place of another."""

_IS = (
    r"(?:is|was|are|were|should (?:be|have been)|stands at|stood at|comes to|came to|reached|"
    r"(?:is|was|has been|had been) put at)(?: (?:now|thus|therefore|actually|really|in fact|then|rather))?"
)
_REVISES = (
    r"(?:cuts?|lower(?:s|ed)|raise[sd]?|revise[sd]?|correct(?:s|ed)|reduce[sd]?|adjust(?:s|ed)|amend(?:s|ed)|"
    r"br(?:ings|ought) (?:down|up))"
)
_INSTEAD = r"(?:,? (?:and )?not|,? rather than|,? instead of)"
_REACH = 160
"""Characters before a number that are looked at."""

_BEFORE = re.compile(
    # 'The correct number is', 'The total for May stood at', 'the number of boats was'
    rf"(?:\b(?:correct|right|true|actual|real) {HEAD} {_IS}"
    rf"|\b(?!number){HEAD}(?: (?:for|of|from|in|to|at) [^.;:,]{{1,50}})? {_IS}"
    rf"|\b(?:number|total|tally|count) of [^.;:,\d]{{3,60}} {_IS}"
    # 'The ministry lowers its figure to', 'the toll was revised down to', 'was lowered from 90 to'
    rf"|\b{_REVISES}\b[^.;]{{0,60}}?\b{HEAD}\b[^.;\d]{{0,30}} to"
    rf"|{REVISED} [\d.,]{{1,12}}(?: [^.;]{{0,30}})? to"
    rf"|\b{HEAD}\b[^.;\d]{{0,40}} (?:corrected|revised|lowered|raised|adjusted|amended)"
    r"(?: (?:up|down)\w*)? to) $",
    re.IGNORECASE,
)
"""Before a number that somebody gives for what was told of before it: no noun need follow."""

_DENIED = re.compile(rf"\b[\d,.]{{1,12}}(?: [a-z]+){{0,5}}{_INSTEAD} $|{REVISED} $", re.IGNORECASE)
"""Before a number in whose place another stands in the same sentence."""

_NUMBER_IS = re.compile(r"\bnumber (?:is|was) $", re.IGNORECASE)
"""It may be one to call, unless another number is denied behind it."""

_DENIES = re.compile(rf"{_INSTEAD} \d", re.IGNORECASE)

AGAINST = (
    r"(?:(?:as )?against|compared (?:with|to)|(?:down|up) (?:from|on)|versus|"
    r"(?<=, )from(?= [\d,.]{1,12}| ?$)(?! [\d,.]+ to\b))"
)
"""Before a number: so many there were at another time."""

_HELD = re.compile(rf"\b(?:{AGAINST}|there (?:were|had been))(?: (?:only|just|some))? $", re.IGNORECASE)

OPENED = re.compile(r" (?:had|have|has) been [a-z]{2,14}(?:ed|en|ught)\b")
"""Behind a number: what was done to so many of those told of before."""

_CHANGED = re.compile(
    r"\b(?:rose|risen|rising|rises|fell|fallen|falling|falls|grew|grown|grows|increased|increasing|decreased|"
    r"decreasing|climbed|dropped|declined|jumped|surged|shrank|(?:went|gone|was|were) (?:up|down))"
    r"(?: [a-z]+ly)?(?: by [\d.,]{1,12} ?(?:%|per ?cent|percent)?,?)?"
    r"(?: from [\d.,]{1,12}(?: [^.;]{0,30})?)? to $"
)
"""Before a number: 'rose to 131', 'had risen from 87 in 2021 to 143'. No noun need follow."""


def stands_alone(text: str, start: int, end: int, number: float, *, in_words: bool) -> bool:
    """Whether the number `text[start:end]`, no noun behind it, is a figure: of some size or qualified, in the
    middle of prose, or given for what was told of before."""
    if number >= 2 and in_brackets(text, start, end):
        return True
    if not re.match(r"[.,;:)]?(?:\s|$)|\+", text[end : end + 2]) or text[end : end + 2].strip()[:1].isupper():
        return False
    following = re.match(r"[ ]([^\W\d_]+)", text[end : end + 24])
    word = following[1].lower() if following else ""
    ends = (
        word in counted.STOPS
        or word in ("rather", "instead", "dead", "missing")
        or word.endswith(("ed", "ing", "en"))
    )
    if word and not ends:
        return False
    before = text[max(0, start - _REACH) : start]
    if number >= 2 and _of_people(text, start, end, in_words=in_words):
        return True
    if not in_words and _is_given(before, text[end : end + 40]):
        return True
    if qualifiers.before(text, start, number) or re.search(r"\bof (?:whom|them|which)[ ]$", before):
        # 'Under 18' and 'over 60' are ages.
        return number >= 100 or not re.search(r"\b(?:under|over|above|below)[ ]$", before, re.I)
    if in_words:
        return number >= 1000
    sized = number >= 10_000 or "," in text[start:end]
    return (sized and not re.search(r"[A-Z][\w’']*[ ]$", before)) or _in_a_row(before[-24:], number)


def _is_given(before: str, behind: str) -> bool:
    """Whether the words around a number in digits give it for what was told of, or deny it."""
    if any(shape.search(before) for shape in (_BEFORE, _DENIED, _CHANGED)):
        return True
    if _HELD.search(before) or (before.endswith("; ") and OPENED.match(behind)):
        return True
    return bool(_NUMBER_IS.search(before) and _DENIES.match(behind))


@cache
def _fate_follows() -> re.Pattern[str]:
    return re.compile(
        rf" (?:(?:are|were|have been|had been|remain|remained|still|are still|were still) {FATE}|died|"
        rf"drowned|survived|perished)\b"
    )


DOING = re.compile(
    r", (?:also |thereby )?(?:[a-z]+ing [^.;,]{1,25} and )?(?P<deed>kill|injur|wound|drown)ing "
    rf"(?:(?:{qualifiers.QUALIFIERS}) )?$",
    re.IGNORECASE,
)
"""Before a number of people, as the end of something: ', killing four of them and injuring at least 12'."""
_LEFT = re.compile(rf"\b(?:leaving|left) (?:(?:{qualifiers.QUALIFIERS}) )?$", re.IGNORECASE)


def _of_people(text: str, start: int, end: int, *, in_words: bool) -> bool:
    """'; 36 were rescued', ' and 50 are feared dead', '412 of them': a number of those told of before."""
    before = text[max(0, start - 24) : start]
    clause = text[max(0, start - 70) : start]
    begins = re.search(r"(?:^|[.;,:(][ \n]|\b(?:and|with|while|but|which|that|whom|only|other)[ ])$", before)
    if DOING.search(clause) or (
        _LEFT.search(before) and re.match(r" (?:dead|missing)\b", text[end : end + 9])
    ):
        return True
    if not in_words and re.match(r" of (?:them|whom|these|those)\b", text[end : end + 12]):
        return True
    free = begins or not before.strip() or qualifiers.before(text, start, 100)
    return bool(free and _fate_follows().match(text, end))


def _in_a_row(before: str, number: float) -> bool:
    """'... with 25, then Lahore with 14': a small number after a preposition that shares out a total."""
    return number >= 2 and bool(re.search(r"[a-z,)][ ][\w ]{0,14}\bwith[ ]$", before))


_BRACKETED = re.compile(r"\b(?P<noun>[A-Z][a-z]{2,20}s|[A-Z][a-z]{2,20}ese) \((?P<number>\d[\d,]{0,9})\)")


def in_brackets(text: str, start: int, end: int) -> str:
    """'Tunisians', where a number stands in brackets behind whom it counts and so does another; else ''."""
    first = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start), start - 200) + 1
    found = {m.start("number"): m["noun"] for m in _BRACKETED.finditer(text, first, end + 200)}
    return found.get(start, "") if len(found) > 1 else ""
