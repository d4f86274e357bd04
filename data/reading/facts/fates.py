"""Fates: what a report says became of those whom it counts ('were rescued', 'feared dead', 'on board')."""

import re
from functools import cache

from data.reading.bare import DOING, FATE
from data.reading.document import Figure
from data.reading.facts import doers
from data.reading.facts.view import Line
from data.reading.outline import pattern
from data.reading.speech import SAYING

ABOARD = re.compile(r"(?: who)?(?: (?:were|are|had been|was))? (?:on ?board|aboard)\b")
"""Behind a noun: how many set out, which says nothing of how many lived."""

_ACTS = (
    r"(?:arrested|rescued|detained|deported|seized|intercepted|apprehended|convicted|charged|recovered|"
    r"confiscated|repatriated|trained|evacuated|freed|saved|killed|returned|released|identified|prosecuted|"
    r"registered|recorded|dismantled|filed|stopped|raided)"
)


_SPOKEN = frozenset(SAYING.split())
"""'were described as': how they are spoken of, and not what became of them."""


_PARTICLE = (
    r"(?: (?:out|up|off|over|back|down|away)(?=[.,;)]|$| (?:in|at|from|to|on|by|since|during|off|and)\b))?"
)
"""'were carried out': a participle's second half, which is no preposition ('intercepted off the coast')."""


_WRONGLY = r"(?:wrongly|mistakenly|erroneously|incorrectly|falsely|accidentally)"
_BY_MISTAKE = rf"(?: (?:twice|double|by (?:mistake|error|accident)|in error|{_WRONGLY})(?![\w-]))?"
"""Behind a participle: what takes back half of it ('were counted twice')."""


@cache
def _behind() -> re.Pattern[str]:
    """' were rescued', ' have not been found', ' feared dead', ' will be trained', ' by <O>'."""
    return pattern(
        rf"(?:(?: of (?:them|whom|these|those))?(?: who)?,?"
        rf"(?: (?:are|were|was|is|remain|remained|have(?: since| already)?(?: been)?|had(?: already)?(?: "
        rf"been)?|"
        rf"has(?: been)?)(?= ))? (?P<fate>(?:(?:not|yet|still|now) )*(?:(?:will|to|could|may|might|should|"
        rf"would) (?:be )?)?"
        rf"(?:been )?(?:{_WRONGLY} )?{FATE}{_BY_MISTAKE}(?: (?:from|to|by) (?:the )?<N>)?)(?![\w-])"
        r"| of (?:them|whom|these|those) (?P<agent>by (?:the )?<N>))"
    )


@cache
def _plain_participle() -> re.Pattern[str]:
    """' were registered', ' have been deported from <L>', ' arrested' where no object follows."""
    return pattern(
        rf" (?:(?:are|were|was|is|have been|had been|has been) (?P<how>(?:{_WRONGLY} |twice |double[- ])?)"
        rf"(?P<passive>(?:not )?[a-z]{{3,}}ed{_PARTICLE}){_BY_MISTAKE}"
        rf"|(?P<bare>{_ACTS}){_BY_MISTAKE}(?=[.,;)]|$| (?:in|at|from|to|since|this|last|during|so|as|by)\b))"
        r"(?P<tail> (?:from|to|by) (?:the )?<N>)?(?![\w-])"
    )


_NEAR = 80
"""Letters before a figure in which it is looked for what was not done."""
_OTHER_WORDS = (
    r"(?:only|just|merely|least|fewer|less|more|even|all|hesitate|wait|stop|rest|and|but|or|until|before|after|"
    r"that|because|when|where|how|why|who|which|while|if|as|in|at|from|off|near|by)\b"
)
_UNDONE = re.compile(
    r"\b(?:(?:(?:did|do|does|has|have|had|could|can|would|will|was|were|is|are) not|never|cannot|"
    r"[a-z]+n[’']t|fail(?:s|ed|ing)? to|unable to|refus(?:es|ed|ing)? to|declin(?:es|ed|ing)? to|instead of|"
    rf"rather than|without(?= [a-z]+ing\b)) (?:(?!{_OTHER_WORDS})[\w-]+ ){{1,6}}"
    r"|(?:none|neither|not one|not all|not every one) (?:of )?(?:the |these |those |its |their )?)$",
    re.IGNORECASE,
)


def is_undone(line: Line, at: int) -> bool:
    """Whether it was not done to those counted at `at`, as told before: 'did not arrest', 'none of the'."""
    return _UNDONE.search(line.letters[max(0, at - _NEAR) : at]) is not None


def fate(line: Line, at: int, figure: Figure) -> str:
    """What became of what the figure at `at` counts, in the words of the line, '' when it does not say."""
    first = doers.after_noun(line, figure)
    if re.fullmatch("[A-Z]{3}", figure.unit) or is_undone(line, at) or doers.acts(line, figure):
        return ""
    m = _behind().match(line.letters, first)
    if m:
        return _whole(line, *m.span("fate" if m["fate"] else "agent"))
    m = _plain_participle().match(line.letters, first) if figure.counted else None
    if m and m["passive"] not in _SPOKEN:
        return _whole(line, m.start("how" if m["passive"] else "bare"), m.end())
    doing = DOING.search(line.letters[:at]) or DOING.search(line.outline.text[: figure.start][-60:])
    if doing:
        return f"{doing['deed']}ed"
    qualifier = re.escape(figure.qualifier)
    before = re.search(
        rf"\b((?:[a-z]+,? (?:or|and/or) |killed and )?{_ACTS})(?: (?:a total of )?{qualifier})? $",
        line.letters[:at],
    )
    return before[1] if before else ""


def _whole(line: Line, first: int, last: int) -> str:
    """The words with the other fates that share the count ('died or went missing'): of one of them alone it
    would be wrong; '' where the other one cannot be told."""
    other = _other_fate().match(line.letters, last)
    if other is None and _OR.match(line.letters, last):
        return ""
    return line.clause(first, other.end() if other else last)


_OR = re.compile(r"(?:, [a-z]+ed)*,? (?:and/)?or\b")
_HARM = r"(?:dead|died|drowned|killed|injured|wounded|hurt|missing|lost)"


@cache
def _other_fate() -> re.Pattern[str]:
    """' or went missing', ', fined or sent away', ' and injured'; ' and 12 injured' is of others."""
    return pattern(
        rf"(?:(?:, [a-z]+ed)*,? (?:and/)?or(?: [a-z]+){{1,3}}?"
        rf"|(?:(?<=dead|died|lost|hurt)|(?<=killed)|(?<=drowned|injured|wounded|missing)) and {_HARM})"
        r"(?=[.,;:)]|$| <D>| (?:in|at|on|off|from|to|by|since|during|near|between|along|across|after|before|"
        r"while|when|as|this|last|over|for|with|so|each|every|a)\b)"
    )


def aboard(line: Line, figure: Figure) -> str:
    """' on board' behind what a figure counts, as written, else ''."""
    first = doers.after_noun(line, figure)
    m = ABOARD.match(line.letters, first)
    return line.outline.words(first, m.end()) if m and figure.counted else ""
