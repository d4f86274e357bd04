"""Doers: counts of those who act or tell, which nothing was done to ('police in three countries held 40')."""

import re
from bisect import bisect_left
from functools import cache

from data.reading.document import Figure
from data.reading.facts.view import Line
from data.reading.outline import pattern

FEW = 13
"""Fewer doers or informants than this are no figure of what happened."""

_TRANSITIVE = (
    r"(?:rescued|saved|killed|injured|wounded|hurt|arrested|detained|held|deported|repatriated|released|freed|"
    r"found|located|convicted|acquitted|charged|sentenced|recovered|identified|seized|intercepted|"
    r"apprehended|confiscated|trained|evacuated|prosecuted|registered|recorded|dismantled|filed|stopped|"
    r"raided|searched|reported|counted|caught|took|questioned)"
)
_WHOM = (
    r"(?:<F>|<N>|(?:at least|at most|about|around|almost|nearly|over|up to|some|(?:no )?(?:more|fewer|less) "
    r"than|a total of|an estimated|another|as many as) <F>|"
    r"(?:an?|the|their|his|her|its|several|many|more|dozens|hundreds|thousands|people|men|women|migrants)"
    r"(?= )(?! (?:few|day|week|month|year|same|previous|past|last)\b))"
)

_TELLERS = re.compile(
    r"(?:officials|sources|witnesses|diplomats|officers|ministers|lawyers|analysts|survivors|residents|aides|"
    r"investigators|prosecutors|people|men|women|persons|relatives|employees|experts|journalists|reporters|"
    r"fishermen|villagers|neighbours|judges|senators|lawmakers|deputies|passengers)$",
    re.I,
)
"""Those who tell a reporter something; how many told it is no figure of the story."""


@cache
def _acts() -> re.Pattern[str]:
    """' in <L> have arrested', ' seized <F>': behind a noun, that those counted did it."""
    return pattern(
        r"(?: (?:in|of|from|at|across) (?:the )?<N>(?:(?:,|,? and) (?:the )?<N>)*)?(?: [a-z]+ly)? "
        rf"(?:(?:have|has|had)(?: (?:since|already|also|now|so far))? {_TRANSITIVE}(?![\w-])|"
        rf"{_TRANSITIVE} {_WHOM})"
    )


@cache
def _tells() -> re.Pattern[str]:
    return re.compile(
        r"(?:,? (?:who|with|speaking|familiar|close|briefed)\b[^.;,]{0,60},?)?(?: have| had)?(?: also)? "
        r"(?:said|say|told|tell|confirmed|added|claimed|explained|stated|recalled|testified|acknowledged|"
        r"admitted|insisted|noted|warned)\b"
    )


_TOLD_BY = re.compile(
    r"(?:\b[Aa]ccording to|\b(?:said|told by|citing|cited|quoting|quoted)) (?:the )?(?:\w+ )?$"
)


def acts(line: Line, figure: Figure) -> bool:
    """Whether those whom a figure counts do what the verb behind them says: it is not done to them."""
    return bool(figure.counted and _acts().match(line.letters, after_noun(line, figure)))


def only_few(line: Line, at: int, figure: Figure) -> bool:
    """Whether a figure counts a few who act or tell, and so nothing that happened."""
    if figure.unit != "count" or figure.number is None or figure.number >= FEW:
        return False
    return acts(line, figure) or _inform(line, at, figure) or _of_a_family(line, at, figure)


_KIN = re.compile(
    r"(?:[a-z]+ )?(?:(?:grand|step)?(?:sons|daughters|children)|siblings|brothers|sisters|kids|boys|girls)\b",
    re.I,
)
_FAMILY = pattern(
    r"(?:\bmarried\b[^.;]{0,40}|\b(?:grand)?(?:mother|father|parent)s? (?:of|to)|"
    r"(?:^|[ ])(?:[Hh]e|[Ss]he|I|[Ww]e|they|They|<P>) (?:has|have|had))(?: <F> [a-z]+ and)? $"
)


def _of_a_family(line: Line, at: int, figure: Figure) -> bool:
    """'married with two sons', 'a mother of three children': how many there are in the family of one."""
    return bool(_KIN.match(figure.counted) and _FAMILY.search(line.letters[max(0, at - 70) : at]))


def _inform(line: Line, at: int, figure: Figure) -> bool:
    if not _TELLERS.search(figure.counted):
        return False
    behind = _tells().match(line.letters, after_noun(line, figure))
    return bool(behind or _TOLD_BY.search(line.letters[max(0, at - 40) : at]))


def after_noun(line: Line, figure: Figure) -> int:
    """The index in the line behind what a figure counts, or behind the figure itself."""
    end = figure.end
    if figure.counted:
        at = line.outline.text.find(figure.counted, figure.end)
        end = at + len(figure.counted) if 0 <= at < figure.end + 40 else end
    return bisect_left(line.outline.starts, end)
