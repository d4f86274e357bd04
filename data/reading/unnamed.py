"""Unnamed: officials and diplomats whom a text does not name; what they say is not their body's word."""

import re

from data.values import Mention

_BEFORE = re.compile(
    r"(?:\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]wo|[Tt]hree|[Ss]ome|[Ss]everal|[Tt]he|[Ss]enior|[Ff]ormer|[Rr]etired|"
    r"[Tt]op|[Ww]estern) )+$"
)
_BEHIND = re.compile(
    r"(?:[’']s?)?(?: [a-z]+){0,2}? (?:officials?|diplomats?|officers?|sources?|aides?|advis[eo]rs?|insiders?|"
    r"employees?|staffers?|lawmakers?|investigators?)\b(?! [A-Z])"
)


def unnamed(text: str, who: Mention) -> str:
    """The words 'an FIA official' when a mention of a body or land says only whose man speaks, else ''."""
    if who.kind not in ("organisation", "place"):
        return ""
    behind = _BEHIND.match(text, who.end, min(len(text), who.end + 60))
    if behind is None:
        return ""
    before = _BEFORE.search(text, max(0, who.start - 30), who.start)
    return text[before.start() if before else who.start : behind.end()]
