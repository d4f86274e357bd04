"""Denials: whether a sentence that gives a figure says that somebody does not accept it."""

import re

from data.reading.facts.view import Line

_CLAIM = (
    r"(?:reports?|claims?|rumou?rs?|allegations?|suggestions?|accounts?|assertions?|accusations?|estimates?|"
    r"estimations?|figures?|statistics|(?<!\ba )numbers?|charges? of)"
)
_FALSE = (
    r"(?:disputed|contested|exaggerat(?:ed|ions?)|inflated|overblown|overstated|false|untrue|incorrect|wrong|"
    r"baseless|unfounded|groundless|fabricat(?:ed|ions?)|speculati(?:on|ve)|misleading|fictitious|nonsense|"
    r"propaganda|fake)"
)
_WORDS = r"(?:[\w\ue000-\uf8ff'’-]+ )"

_BEFORE = re.compile(
    r"\b(?:(?:den(?:y|ied|ies|ying)|contradict(?:s|ed|ing)?|reject(?:s|ed|ing)?|refut(?:es?|ed|ing)|"
    rf"disput(?:es?|ed|ing)|dismiss(?:es|ed|ing)?) {_WORDS}{{0,4}}?(?:{_CLAIM}|that)|"
    r"(?:question(?:s|ed|ing)?|contest(?:s|ed|ing)?|challeng(?:es?|ed|ing)|debunk(?:s|ed|ing)?|"
    rf"no truth (?:in|to)) {_WORDS}{{0,4}}?{_CLAIM}|"
    rf"{_FALSE} {_WORDS}{{0,2}}?(?:reports?|claims?|estimates?|figures?|numbers?)|"
    rf"(?:dismiss(?:es|ed|ing)?|reject(?:s|ed|ing)?|describ(?:es?|ed|ing)) as {_WORDS}{{0,3}}?"
    rf"(?:{_FALSE}|\ue007))(?![\w-])[^.;]*$"
)
"""'rejected the estimate of', 'denied that', 'an exaggerated number of', 'dismissed as false the'."""

_DENIED = re.compile(
    r"\bden(?:y|ied|ies|ying)(?! (?:entry|access|visas?|boarding|asylum|bail|entrance|leave))"
    rf" {_WORDS}{{0,4}}?(?![\w-])$"
)
"""'denied 27 people were arrested', 'denied having arrested'; not 'denied entry to 40'."""

_RESUMED = re.compile(
    r",? (?:but|saying|adding|insisting|putting|instead|and (?:said|says|put|puts|gave|added|insisted))\b"
)
"""Behind a denial: what is said in the place of the figure denied."""

_OF_A_CLAIM = re.compile(rf"\b{_CLAIM} (?:of|that|put at|saying)\b[^.;]*$")
_IS_DENIED = re.compile(
    r"[^.;]{0,80}? (?:is|are|was|were|been|being) (?:\w+ly )?"
    r"(?:denied|rejected|dismissed|refuted|questioned|challenged|disputed|contested|exaggerated|inflated)\b"
)
"""'the figure of ... was rejected by'; 'was wrong' is a correction, which another reader reads."""

_IS_A_LIE = re.compile(
    r"[^.;]{0,80}? (?:is|are|was|were) (?:an? )?(?:\w+ )?"
    r"(?:lies?|false|untrue|fabricat(?:ed|ions?)|hoax|myth|baseless)\b"
)
"""'the claim that 80 people drowned is a lie'."""

_CALLED = re.compile(r"\b(?:call|describ|term|label|brand|dismiss|reject)(?:s|es|ed|led|ing|ling)?\b[^.;]*$")
_AS_FALSE = re.compile(rf"[^.;]{{0,80}}? (?:as )?[“\"'‘]?(?:an? )?(?:\w+ )?{_FALSE}\b")
"""'called the ... arrests an exaggeration'."""


def denied(line: Line, at: int) -> bool:
    """Whether the figure at `at` is one that somebody in its sentence says is not so: it is nobody's."""
    before = line.letters[:at]
    behind = line.outline.text[line.outline.ends[at] : line.outline.ends[-1]]
    if (said := _BEFORE.search(before) or _DENIED.search(before)) and not _RESUMED.search(said[0]):
        return True
    claimed, called = _OF_A_CLAIM.search(before), _CALLED.search(before)
    return bool(
        (claimed and (_IS_DENIED.match(behind) or _IS_A_LIE.match(behind)))
        or (called and _AS_FALSE.match(behind))
    )
