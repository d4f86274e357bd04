"""boilerplate: the visible rules by which a line of an article is page furniture and not its text."""

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """A line matching `pattern` is boilerplate, because it is `why`."""

    why: str
    pattern: re.Pattern[str]


LONGEST = 240
"""Characters of the longest line that the rules look at; anything longer is prose."""

_NAME = r"[A-Z][\w.'’-]{1,20}(?:[ ]+[A-Z][\w.'’-]{0,20}){1,3}"
_TIME = r"\d{1,2}[:.]\d{2}(?:[ ]?(?:[ap]\.?m\.?|[AP]\.?M\.?))?"
_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ -]{_MONTH}\.?,?[ -]\d{{4}}|{_MONTH}\.?[ ]\d{{1,2}}(?:st|nd|rd|"
    rf"th)?,?[ ]\d{{4}}|\d{{4}}-\d\d-\d\d)"
)
_STAMP = rf"(?:{_DAY},?[ ])?{_DATE}(?:[ ]*[|,–-]?[ ]*{_TIME})?(?:[ ]*\(?(?:PKT|GMT|UTC|CET|PST)\)?)?"
_SITES = (
    r"facebook|twitter|whats ?app|linked ?in|telegram|e-?mail|print|copy link|pinterest|instagram|"
    r"youtube|x|reddit|messenger|bluesky|threads|tik ?tok|viber|sms|rss|save|share|comments?"
)
_SHARING = (
    rf"(?:(?:share|tweet|pin|follow|send|post|like)(?:\s(?:this|on|via|us|article|story|to|by|in|page)){{0,3}}"
    rf"(?:\s(?:{_SITES}))?|(?:{_SITES}))(?:\s?\([a-z ]{{1,12}}\))?"
)
_ASKING = (
    r"for\s(?:all\s|any\s)?(?:more|further|additional|other|general|media|press|interviews?|journalists?)\b"
    r"(?:(?:\s|/|,\s|\sand\s|\sor\s)(?:media|press|general|interview)){0,3}"
    r"(?:\s(?:information|info|details|quer(?:y|ies)|[ei]nquir(?:y|ies)|requests?|questions|contacts?))?"
)
_MAIL = r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}"
_PHONE = r"(?<![\w+])(?:\+|00)\d{1,3}(?:[ ./()-]{1,2}\d{1,5}){1,6}(?!\w)"
_DIALLED = r"\b(?:tel|telephone|phone|mob|mobile|cell|fax|whatsapp)\b[.:]{1,2}\s?[\d(+]"
_REACH = re.compile(rf"{_MAIL}|{_PHONE}|(?i:{_DIALLED})")
_WRITING = re.compile(
    rf"{_ASKING}|(?:please\s)?(?:contact|e-?mail|call|write\sto|reach)\b|(?:press|media)\s(?:office|contact|officer)",
    re.I,
)
_SMALL_WORD = re.compile(r"(?<![\w@.+-])[a-z]{2,}(?![\w@])(?!\.\w)")
_SENTENCES = re.compile(r"[a-z]{3}[.!?]\s+[A-Z]")
"""Two sentences on one line, of which one alone may say how to reach somebody."""
_FEW = 8
"""Words in small letters; what has more of them beside an address is prose."""

_MENU = (
    r"(?:home|news|menu|search|login|log in|sign in|register|subscribe|share|print|about(?: us)?|"
    r"contact(?: us)?|"
    r"media(?: cent(?:re|er))?|press(?: releases?| room)?|newsroom|publications|events|languages?|"
    r"en|fr|ar|es|ur)"
)
RULES = (
    # The halves of flags are let through: a line of flags is a list of countries.
    Rule("a rule of signs", re.compile("(?s)(?!.*[\U0001f1e6-\U0001f1ff])[\\W_]++$")),
    Rule("a counter", re.compile(r"\d[\d.,]{0,9}[kKmM]?(?:\s?/\s?\d[\d.,]{0,9}[kKmM]?)?$")),
    Rule(
        "a counter",
        re.compile(r"\d[\d.,]{0,9}[kKmM]?\s(?:views?|shares?|comments?|likes?|min(?:ute)?s? read)$", re.I),
    ),
    Rule("a tag", re.compile(r"/?[A-Z][A-Z&]{1,7}/?$")),
    Rule("a menu", re.compile(r"Home\s?[>»›/|]\s?\S.{1,100}$", re.I)),
    Rule("a menu", re.compile(rf"{_MENU}(?:[\s|/·•>]{{1,4}}{_MENU}){{1,12}}$|media cent(?:re|er)$", re.I)),
    Rule("hashtags", re.compile(r"#\w[\w-]*(?:[ ,]+(?:#?\w[\w-]*)){0,8}$")),
    Rule(
        "a date stamp",
        re.compile(
            rf"(?:(?:Last )?(?:Published|Updated|Posted|Modified)(?: on| at)?\s?:?\s*)?{_STAMP}"
            r"(?:\s*[·|•–-]\s*\d{1,2} min(?:ute)?s?(?: read)?)?$",
            re.I,
        ),
    ),
    Rule(
        "a date stamp",
        re.compile(r"(?:Published|Updated|Posted)? ?\d{1,2} (?:min|minute|hour|day)s? ago$", re.I),
    ),
    Rule("a counter", re.compile(r"\(?\d{0,6}\)? ?(?:comments?|replies|likes?) ?\(?\d{0,6}\)?$", re.I)),
    Rule("a date stamp", re.compile(rf"(?:First )?Published in .{{2,40}}?,? {_STAMP}\.?$", re.I)),
    Rule(
        "a date stamp",
        re.compile(r"(?:Last )?(?:Published|Updated|Posted|Modified)(?: on| at)?\s?:\s*\S.{0,60}$", re.I),
    ),
    Rule("a byline", re.compile(r"\(?(?:(?:Additional )?Reporting|Writing|Editing) by\b.{2,150}$")),
    Rule("a byline", re.compile(r"(?:News )?Agencies$|(?:Wire|Agency) Reports?$", re.I)),
    Rule("a byline", re.compile(rf"(?:By\s+)?{_NAME}\s*[|,–-]?\s+{_STAMP}$")),
    Rule(
        "a byline",
        re.compile(rf"(?:By|BY|Written by|Reported by|Author:)\s+{_NAME}(?:\s(?:and|&)\s{_NAME})?$"),
    ),
    Rule(
        "a byline",
        re.compile(
            r"(?:(?:Our|Staff|Special|Web|News|Monitoring|Bureau)\s){1,3}(?:Correspondent|Reporter|"
            r"Desk|Report)s?$",
            re.I,
        ),
    ),
    Rule(
        "share links",
        re.compile(
            rf"(?:share|tweet|pin|follow)(?:\s(?:this|on|via|us|article|story|to)){{0,3}}(?:[\s|"
            rf",/:·]+(?:{_SITES})){{0,8}}$",
            re.I,
        ),
    ),
    Rule("share links", re.compile(rf"(?:{_SITES})(?:[\s|,/·]+(?:{_SITES})){{0,8}}$", re.I)),
    Rule("share links", re.compile(rf"{_SHARING}(?:\s?[|·•/,–-]\s?{_SHARING}){{1,10}}\W*$", re.I)),
    Rule(
        "a contact line",
        re.compile(
            r"(?:e-?mail|twitter|tel|telephone|phone|fax|mobile|website|web|facebook|contact|"
            r"follow us)\b[^:]{0,20}:\s*\S",
            re.I,
        ),
    ),
    Rule("an address on the web", re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+$", re.I)),
    Rule("a link", re.compile(r"\[[^\]]{1,80}\]\([^)\s]{1,300}\)$")),
    Rule("an address on the web", re.compile(r"\W{0,4}pic\.twitter\.com/\S+$", re.I)),
    Rule("an e-mail address", re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}$")),
    Rule("a handle", re.compile(r"@\w{2,30}$")),
    Rule("the signature of an embedded post", re.compile(r"[—–-]\s?.{1,60}\(@\w{1,30}\).{0,40}$")),
    Rule(
        "a link to another article",
        re.compile(
            r"(?:also read|read also|read more|see also|related(?: (?:news|articles?|stor(?:y|"
            r"ies)))?|more on this|must read|recommended)\s*[:|–-]",
            re.I,
        ),
    ),
    Rule("hashtags", re.compile(r"(?:tags?|topics?|categor(?:y|ies)|filed under)\s?:\s?\S.{0,200}$", re.I)),
    Rule(
        "a notice",
        re.compile(
            r"(?:copyright\b|©|all rights reserved|\W{0,4}advertisement\W{0,4}$|listen to (?:this )?article|"
            r"leave a (?:comment|reply)|follow us on\b|read in app|subscribe\b|sign up (?:for|to)\b|"
            r"click here\b|cookies?\b.{0,40}(?:policy|settings)|skip to (?:main )?content|"
            r"terms of use|privacy policy)",
            re.I,
        ),
    ),
)
"""Rules for one line; the first that matches names the reason."""

TAILS = (
    Rule(
        "a list of links",
        re.compile(
            r"(?:external|related|useful|further)\s(?:links?|reading|articles?|stories|resources)\s*:?$", re.I
        ),
    ),
    Rule(
        "a list of links",
        re.compile(r"(?:read more|see also|also read|more stories|you may also like)\s*:?$", re.I),
    ),
    Rule(
        "a contact block",
        re.compile(r"for (?:more|further|additional) (?:information|details|queries)\b.{0,80}$", re.I),
    ),
    Rule(
        "a contact block", re.compile(rf"{_ASKING}\s?(?::|,?\s(?:please|contact|write|call|e-?mail)\b)", re.I)
    ),
    Rule("a contact block", re.compile(r"(?:media|press)\s(?:contacts?|enquiries|inquiries)\s*:?", re.I)),
    Rule(
        "a contact block",
        re.compile(r"(?:contact(?: us| information| details)?|notes? to editors)\s*:?$", re.I),
    ),
)
"""Lines after which everything is boilerplate, until a paragraph of prose."""

CAPTION = re.compile(
    r"(?:(?:file )?(?:photo|image|picture|caption|video|credit|infographic|courtesy)(?: (?:by|credit|"
    r"courtesy|caption))?\s*[:|–—]|!\[|\[(?:photo|image|caption)\b)"
    r"|.{5,300}[(\[]\s?(?:file )?(?:photo|image|picture|credit|afp|reuters|ap|app|inp|"
    r"online)\s?(?:[:/].{1,40})?[)\]]$"
    r"|.{5,300}[—–-]\s?(?:afp|reuters|ap|app|inp|online|photo|courtesy)[/:]\s?.{1,40}$",
    re.I,
)
"""A line that describes a picture, or ends by naming its photographer or agency."""

_BYLINE = re.compile(rf"\((?:By:?\s)?{_NAME}\)\s+(?=\S)")


def boilerplate(line: str) -> str:
    """The rule by which the line is boilerplate, '' when none says so."""
    if len(line) > LONGEST:
        return ""
    if is_contact(line) and not _SENTENCES.search(line):
        return "a contact block"
    return next((rule.why for rule in RULES if rule.pattern.match(line)), "")


def is_contact(words: str) -> bool:
    """Whether a line or sentence says how to reach somebody: an address or number with hardly any prose."""
    if not _REACH.search(words):
        return False
    return _WRITING.match(words) is not None or len(_SMALL_WORD.findall(words)) <= _FEW


def tail_opens(line: str) -> str:
    """Why everything from this line on is boilerplate, '' when it is not."""
    if len(line) > LONGEST:
        return ""
    return next((rule.why for rule in TAILS if rule.pattern.match(line)), "")


def byline_end(line: str) -> int:
    """How many characters of a text's first line are its byline, as in '(Name Surname) The minister ...'."""
    match = _BYLINE.match(line[:120])
    return match.end() if match else 0
