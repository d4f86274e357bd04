"""Denials: whether a sentence that gives a figure says that somebody does not accept it, or asks for it."""

import re

from data.reading.facts.view import Line
from data.reading.outline import D, F, Q

FARTHEST = 300
"""Letters before a figure in which a denial of it is looked for."""

_CLAIM = (
    r"(?:reports?|claims?|rumou?rs?|allegations?|suggestions?|accounts?|assertions?|accusations?|estimates?|"
    r"estimations?|figures?|statistics|notions?|(?:death )?tolls?|"
    r"(?:the|its|their) (?:[\w-]+ ){0,2}?numbers?(?= of))"
)
_UNTRUE = (
    r"(?:exaggerat(?:ed|ions?)|inflated|overblown|overstated|untrue|incorrect|wrong|baseless|unfounded|"
    r"groundless|fabricat(?:ed|ions?)|speculati(?:on|ve)|misleading|nonsense|propaganda|invented|a lie|lies|"
    r"hoax|myth|disputed|contested)"
)
"""What is said of figures and reports."""

_FORGED = r"(?:false|fake|fictitious|bogus)"
"""What is said of passports too."""

_FALSE = rf"(?:{_UNTRUE}|{_FORGED})"
_OUTSIDE = (
    r"(?:to|for|from|because|after|before|when|where|while|as|since|until|if|and|but|or|who|whose|which|over|"
    r"about|amid|following|by|with|among|one|part|how)\b"
)
"""Words that end what a verb before them is about."""

_OTHER_CLAIMS = (
    r"(?:asylum|refugee|protection|border|land|territorial|maritime|insurance|compensation|visa|residence|"
    r"damage|pension|tax|expenses|legal|in|on|at)"
)
_LETTER = r"[\w\ue001-\ue007'’-]"
_OBJECT = rf"(?:(?!{_OUTSIDE}|{_OTHER_CLAIMS}\b|\d){_LETTER}+ ){{0,5}}?"
"""Between a verb and the claim it turns down: who made it, and which."""

_DENY = r"den(?:y|ied|ies|ying)"
_TURNED_DOWN = re.compile(
    rf"\b(?:(?P<verb>{_DENY}|contradict(?:s|ed|ing)?|reject(?:s|ed|ing)?|refut(?:es?|ed|ing)|"
    r"disput(?:es?|ed|ing)|dismiss(?:es|ed|ing)?|question(?:s|ed|ing)?|contest(?:s|ed|ing)?|"
    r"challeng(?:es?|ed|ing)|debunk(?:s|ed|ing)?|rubbish(?:es|ed|ing)?|no truth (?:in|to)|contrary to)"
    rf" {_OBJECT}{_CLAIM}(?![\w-])|"
    rf"(?:{_DENY}|contradict(?:s|ed|ing)?|refut(?:es?|ed|ing)|disput(?:es?|ed|ing))"
    rf"(?: [a-z]+ly| to [a-z]+| on {D}| {D}| in an? [a-z]+)?(?= that\b)|"
    r"(?:not true|untrue|false|incorrect)(?= that\b))",
    re.IGNORECASE,
)
"""'rejected the estimate', 'no truth in reports', 'denied on Monday that', 'it is not true that'."""

_ADJECTIVE = re.compile(r"\b(?:the|an?|these|those|some|its|their|his|her) (?:[a-z]+ly )?$")
"""Before 'disputed': it says which claims they are, and is no verb."""

_FALSE_CLAIM = re.compile(
    rf"\b{_FALSE} (?:(?!{_OTHER_CLAIMS}\b|{_OUTSIDE})[\w-]+ ){{0,2}}?"
    r"(?P<claim>reports?|claims?|estimates?|figures?|rumou?rs?|allegations?|tolls?|numbers?)"
    r"(?= (?:of|that)\b)",
    re.IGNORECASE,
)
"""'an exaggerated number of'."""

_NOT = re.compile(
    r"\b(?:not|[a-z]+n[’']t|cannot|never|nobody|no[ -]one|none|no(?: [a-z]+)?|neither [a-z]+|few|hardly|"
    r"(?:hard|difficult|impossible) to)(?: (?!(?:confirm\w*|and|or|nor|but)\b)[a-z]+){0,3} $",
    re.IGNORECASE,
)
"""Before a denial: it is not made. Who does not confirm and not deny leaves a figure open."""

_ASIDE = re.compile(
    r", (?:in|on|at|during|over|since|from|by|as|of|for|published|made|issued|including|especially)\b"
    r"[^,.;]{0,60},(?! (?:but|and|saying|[a-z]+ed)\b)"
)
"""', in the past year,'."""

_CLAIMING = r"which (?:put|say|said|claim|suggest|alleg|estimat|sp[eo]ak|spoke)"
_RESUMED = re.compile(
    r",? (?:but|saying|adding|insisting|putting|instead|while|although|though|whereas|"
    r"and (?:said|says|put|puts|gave|gives|added|insisted))\b"
    rf"|, (?:(?!{_CLAIMING})which|who|whose|where|when|with|after|as|and(?! that\b)|then|[a-z]+ed)\b"
)
"""Behind a denial: what is said in the place of the figure denied, or of something else."""

_NO_PART_OF_IT = re.compile(
    rf"^(?:,| (?:and|or)\b)(?! {_CLAIMING}| according to which)"
    rf"|,(?! {F}| \d| $| {_CLAIMING}| according to which)"
    r"| (?:and (?:[a-z]+ed|held|found|took|caught|sent|brought|has|had|have|is|was|were|will)|"
    r"after|when|because|before|where|since|until)\b"
    r"| (?:by|from) (?:[a-z]+ ){0,2}$"
)
"""Behind a claim without 'that', as 'reports of abuse': the sentence goes on."""

_NAMES = re.compile(r"(?<=[\ue001-\ue007]), (?=[\ue001-\ue007])")
_OF_THEM = re.compile(r" of (?:them|which|whom|these|those)\b")
_CLAIMANTS = re.compile(r"\bthe (?:[\w-]+ )?(?:claims|accounts) of $")
_PERSONS = re.compile(
    r"(?:[\w-]+ ){0,2}(?:people|persons|men|women|children|sailors|workers|migrants|refugees|families|"
    r"applicants|seekers|nationals|citizens|victims|witnesses|survivors)(?! (?:held|dead|killed|lost))\b"
)
_SUBORDINATE = re.compile(r", (?:which|who)(?: [a-z]+){0,3} $")


def denied(line: Line, at: int) -> bool:
    """Whether somebody in its sentence says that the figure at `at` is not so, or leaves it open."""
    said = line.letters[max(0, at - FARTHEST) : at]
    said = _NAMES.sub(" and ", _ASIDE.sub("", re.split(r"[.;] ", said)[-1]))
    behind = line.outline.text[line.outline.ends[at] : line.outline.ends[-1]]
    return any(way(said, behind) for way in _WAYS)


def _turned_down(said: str, behind: str) -> bool:
    """'rejected the estimate of', 'denied that'."""
    return any(
        not _NOT.search(said[: m.start()]) and _goes_on(said, m, behind)
        for m in _TURNED_DOWN.finditer(said)
        if not _is_adjective(said, m)
    )


def _is_adjective(said: str, m: re.Match[str]) -> bool:
    return m["verb"] in ("disputed", "contested") and _ADJECTIVE.search(said[: m.start()]) is not None


def _called_false(said: str, behind: str) -> bool:
    """'an exaggerated number of'."""
    return any(
        _goes_on(said, m, behind)
        for m in _FALSE_CLAIM.finditer(said)
        if not (m["claim"].startswith("number") and re.match(_FORGED, m[0], re.IGNORECASE))
    )


def _goes_on(said: str, m: re.Match[str], behind: str) -> bool:
    """Whether what is denied in `m` goes on up to the end of `said`, where the figure stands."""
    rest = said[m.end() :]
    if _RESUMED.search(rest) or ("," in rest and _is_subordinate(said, m)):
        return False
    if re.search(r"^ that\b|^(?: [^ ,]+){1,6} that ", rest):
        return True
    if rest.endswith(", ") and _OF_THEM.match(behind):
        return False
    claimants = _CLAIMANTS.search(said) and _PERSONS.match(behind.lstrip())
    return not (claimants or _NO_PART_OF_IT.search(rest))


def _is_subordinate(said: str, m: re.Match[str]) -> bool:
    """Whether a denial stands in a clause that ends at the next comma: ', which denied', 'Denying that'."""
    before = said[: m.start()]
    participle = re.match(r"\w+ing\b", m[0]) and (not before or before.endswith(", "))
    return bool(participle or _SUBORDINATE.search(before))


_DENIED = re.compile(
    rf"\b{_DENY} (?:(?P<done>(?:[a-z]+ly |ever )?(?!(?:boarding|housing|funding|landing|building|training|"
    r"hearing|financing|lodging|parking|shipping|fishing|standing|planning)\b)[a-z]{2,}ing ))?"
    rf"(?:(?!{_OUTSIDE}){_LETTER}+ ){{0,4}}$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"(?: (?!{_OUTSIDE}|that\b)[\w’'-]+){{1,4}}? (?:were|was|had|have|has|are|is|would|will|could|died|"
    r"drowned|perished|disappeared|sank|fled|left|arrived|crossed|escaped)\b"
)


def _denied_itself(said: str, behind: str) -> bool:
    """'denied 27 people were held', 'denied having held 27'; not 'denied 27 people entry'."""
    m = _DENIED.search(said)
    if m is None or _NOT.search(said[: m.start()]):
        return False
    return bool(m["done"] or _CLAUSE.match(behind))


_DISMISSED_AS = re.compile(
    r"\b(?:dismiss|reject|describ|brand|denounc|ridicul)(?:es|e|s|ed|ing)? as (?:[\w-]+ ){0,3}?"
    rf"(?:{_FALSE}|{Q})(?: and {_FALSE})? (?=the\b|an?\b|any\b|his\b|her\b|their\b|{_CLAIM}\b|$)"
)


def _dismissed_as(said: str, behind: str) -> bool:
    """'dismissed as exaggerated the'."""
    return any(
        not _NOT.search(said[: m.start()]) and not re.search(r", (?!\d)", said[m.end() :])
        for m in _DISMISSED_AS.finditer(said)
    )


_OF_A_CLAIM = re.compile(
    rf"(?<!ccording to )\b(?:{_CLAIM}) (?:by (?:the )?(?:{_LETTER}+ ){{1,3}}?)?"
    rf"(?P<link>of|that|put at|saying) (?:(?!(?:and|say|says|show|shows|that|where)\b)"
    rf"{_LETTER}+ ){{0,8}}$",
    re.IGNORECASE,
)
_IS = r"(?<!that)(?<!which)(?<!who) (?:is|are|was|were|has been|have been|had been) (?:[a-z]+ly )?"
_VERB = r"(?:is|are|was|were|has|have|had|will|would|could)\b"
_FATES = r"[\w-]+ (?:[\w-]+ ){0,6}?(?:[a-z]+ed|sank|fled|left|fell)\b"
_WEAKLY = r"(?:rejected|dismissed|questioned|challenged)"
_STRONGLY = (
    rf"(?:denied(?= by\b| on\b| as\b|[.,;“”\"]|$)|refuted|debunked|contradicted|disputed|contested|"
    rf"(?:an? |pure )?(?:[\w-]+ )?(?:{_FALSE}|lies?)(?![\w-]| [a-z]+s\b))"
)
_OF_IS_DENIED = re.compile(rf"[^.;,]{{0,80}}?{_IS}(?:{_WEAKLY}|{_STRONGLY}|(?:an? )?(?:\w+ )?lie)\b")
_THAT_IS_DENIED = re.compile(
    rf"(?:[^.;,]{{0,60}}? {_VERB}[^.;,]{{0,80}}?{_IS}(?:{_WEAKLY}|{_STRONGLY})"
    rf"| {_FATES}[^.;,]{{0,80}}?{_IS}{_STRONGLY})"
)


def _claim_is_denied(said: str, behind: str) -> bool:
    """'the figure of 9 was rejected', 'the claim that 9 drowned is a lie'; 'was wrong' is a correction.

    In 'reports that 9 requests were rejected' the requests were.
    """
    m = _OF_A_CLAIM.search(said)
    if m is None or (_CLAIMANTS.search(said) and _PERSONS.match(behind.lstrip())):
        return False
    found = (_THAT_IS_DENIED if m["link"] in ("that", "saying") else _OF_IS_DENIED).match(behind)
    return found is not None and not found[0].endswith(("wrong", "incorrect"))


_CALLED = re.compile(
    r"\b(?:call|describ|term|label|brand|dismiss|reject|denounc)(?:es|s|ed|led|e|ing|ling)? "
    rf"(?:(?!{_OUTSIDE}|(?:on|in|off|up|at|were|was|is|are|[A-Z]\w*)\b){_LETTER}+ ){{0,8}}$"
)
_AS_FALSE = re.compile(
    rf"[^.;,]{{0,80}}?(?P<said>(?<!\bbe)(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere) (?:as )?[“\"'‘]?(?:an? )?"
    rf"(?:\w+ )?(?:{_UNTRUE}|(?P<forged>{_FORGED}))[”\"'’]?)(?=[.,;]|$| (?:by|and)\b)"
)


def _called_so(said: str, behind: str) -> bool:
    """'called the loss of 9 boats an exaggeration'; not 'described 9 passports as fake'."""
    called = _CALLED.search(said)
    so = _AS_FALSE.match(behind) if called else None
    if called is None or so is None or _NOT.search(said[: called.start()]):
        return False
    return not so["forged"] or " of " in called[0]


_LEFT_OPEN = re.compile(
    r"\b(?:whether|(?:(?:not|n[’']t|never)(?: yet)? (?:confirm|say|know|disclose|tell|clear)|unclear|"
    r"asked|wondered)(?: [\ue001\ue002]| [a-z]{2,4})? if) [^,:]{0,100}$",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\b(?:the|these|those|all|its|their|his|her|our|which)(?: [a-z]+){0,2} $", re.IGNORECASE)
"""Before a figure: that there are so many is not what is asked."""


def _left_open(said: str, behind: str) -> bool:
    """'did not confirm whether 9', 'asked if 9'; not 'asked whether the 9'."""
    m = _LEFT_OPEN.search(said)
    return m is not None and not _GIVEN.search(m[0])


def _put_right(said: str, behind: str) -> bool:
    """'was not 1,900 but 2,300': of the two the first."""
    return bool(re.search(r"\bnot $", said) and re.match(r"[^,.;\d]{0,30} but (?:[a-z]+ ){0,2}\d", behind))


_WAYS = (
    _turned_down,
    _called_false,
    _denied_itself,
    _dismissed_as,
    _claim_is_denied,
    _called_so,
    _left_open,
    _put_right,
)
"""The ways in which a figure is denied: each is asked with the words before it and those behind."""
