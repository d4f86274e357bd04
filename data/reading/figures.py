"""figures: the amounts, percentages and counts of a text, as written and as numbers, with what they count."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from data.reading import bare, counted, dates, qualifiers
from data.reading.document import Dated, Figure
from data.reading.numbers import DIGITS, WORDS, value

SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "$": "USD",
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "₹": "INR",
    "¥": "JPY",
    "euro": "EUR",
    "euros": "EUR",
    "us dollar": "USD",
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "pounds sterling": "GBP",
    "pakistani rupees": "PKR",
    "pak rupees": "PKR",
    "indian rupees": "INR",
    "swiss francs": "CHF",
    "canadian dollars": "CAD",
    "australian dollars": "AUD",
    "norwegian kroner": "NOK",
    "swedish kronor": "SEK",
    "danish kroner": "DKK",
}
"""ISO 4217 codes of the signs and names of currencies; '$' and 'dollars' alone are taken as the US dollar.

'Rs' and 'rupees' are several countries' and stay as written.
"""

CODES = "EUR USD GBP PKR CHF CAD AUD JPY NOK SEK DKK INR AFN AED SAR CNY TRY IRR BDT KZT"

LABELS = (
    "article|section|chapter|annex|resolution|no|nos|number|phase|part|pillar|programme|volume|vol|"
    "page|pages|pp|"
    "paragraph|para|grade|bps|bs|room|floor|street|house|plot|sector|block|box|route|flight|gate|"
    "terminal|highway|"
    "building|zone|act|rule|goal|sdg|target|objective|output|component|level|class|episode|channel|decree|"
    "regulation|directive|case|fir|form|type|category|table|figure|step|question|session|round|aged|age|"
    "tel|telephone|phone|fax|call|mobile|cell|helpline|hotline|whatsapp|uan|code|version|line|lane|"
    "ward|precinct|"
    "constituency|na|psalm|verse|day|size|boeing|airbus"
)
"""A number after one of these words is a label, an age or an address and no figure."""

_CODE = CODES.replace(" ", "|")
_BEFORE_SIGN = rf"(?:US\$|AU?\$|CA?\$|[€£$₹¥₨]|\b(?:{_CODE}|Rs\.?|Euros?|euros?|rupees)(?=[ \u00a0\d]))"
_AFTER_SIGN = (
    rf"(?:[€£]|(?:{_CODE})\b|(?i:(?:u\.?s\.? |canadian |australian )?dollars?|euros?|pounds sterling|"
    r"(?:pakistani |pak |indian )?rupees|swiss francs|(?:norwegian|danish) kroner|swedish kronor)\b)"
)
_PERCENT = r"%|per ?cent\b|percentage points?\b|pc\b"
_FIRST = r"(?<![\w./#@:+\u2044-])(?<!\d,)(?<!\d )"


def find(text: str, found: Sequence[Dated] | None = None) -> tuple[Figure, ...]:
    """The figures in `text`, in order.

    Its dates, `found` (None: they are looked for), are no figures. Nor are numbering, labels,
    addresses, telephone numbers, times of day, scores, and names with digits. A number counts
    as a figure only if it has a currency, a percent sign, a unit, a noun in the plural, or a
    qualifier or a size that leaves no doubt.
    """
    taken = [(dated.start, dated.end) for dated in (dates.find(text) if found is None else found)]
    return tuple(_figures(text, taken))


@cache
def _number() -> re.Pattern[str]:
    """A number with the currency before or the sign after it; compiled at first use."""
    return re.compile(
        rf"{_FIRST}(?:(?P<before>{_BEFORE_SIGN})[ \u00a0]?)?(?:(?P<digits>{DIGITS})|"
        rf"\b(?P<words>{WORDS}))(?!(?!pc\b)\w)"
        rf"(?:[ \u00a0-]?(?P<percent>{_PERCENT})|[ \u00a0](?P<after>{_AFTER_SIGN})|(?P<joined>[€£]))?"
    )


def _figures(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """The matches of the number pattern that are figures; `taken` spans, in order, are passed over."""
    ahead, past = 0, 0
    for match in _number().finditer(text):
        while ahead < len(taken) and taken[ahead][1] <= match.start():
            ahead += 1
        if ahead < len(taken) and taken[ahead][0] < match.end():
            continue
        if match.start() < past:
            continue
        if upper := _upper_end(text, match):
            past = upper.end()
            yield from _range(text, match, upper)
            continue
        number = value(match["digits"] or match["words"])
        if number is None or _is_label(text, match) or qualifiers.no_amount(text, match.start()):
            continue
        if figure := _figure(text, match, number):
            yield figure


@cache
def _upper() -> re.Pattern[str]:
    """' to 7,000 euros', '-7,000', ' and 7,000' behind the lower end of a range."""
    return re.compile(
        rf"(?P<gap> to | and |[-–])(?:(?P<before>{_BEFORE_SIGN})[ \u00a0]?)?"
        rf"(?:(?P<digits>{DIGITS})|(?P<words>{WORDS})\b)(?!(?!pc\b)\w)"
        rf"(?:[ \u00a0-]?(?P<percent>{_PERCENT})|[ \u00a0](?P<after>{_AFTER_SIGN})|(?P<joined>[€£]))?"
    )


_LEADS = re.compile(r"\b(between|from) $", re.I)
_EXTENT = re.compile(
    r"\b(?:charg\w+|costs?|costing|pa(?:y|ys|ying|id)|rang\w+|var(?:y|ies|ied|ying)|prices?|fees?|spen[dt]\w*|"
    r"earn\w*|demand\w*|worth|fines?|last\w*)\b[^.;]*$"
)
"""Before 'from 4,000 to 7,000': how much it is each time; else what was the one is the other now."""


def _upper_end(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """The upper end of the range that a number begins, None where it begins none."""
    upper = _upper().match(text, match.end())
    if upper is None or _is_label(text, match) or (match["percent"] and not upper["percent"]):
        return None
    start = match.start()
    if text[max(0, start - 4) : start].lower().endswith(" by "):
        return None
    leads = _LEADS.search(text, max(0, start - 8), start)
    word = leads[1].lower() if leads else ""
    if (upper["gap"] == " and ") != (word == "between") or (word == "from" and upper["gap"] != " to "):
        return None
    if word == "from" and not _EXTENT.search(text, max(0, start - 90), start):
        return None
    low, high = value(match["digits"] or match["words"]), value(upper["digits"] or upper["words"])
    return upper if low is not None and high is not None and low < high else None


def _range(text: str, match: re.Match[str], upper: re.Match[str]) -> Iterator[Figure]:
    """'between 4,000 and 7,000 euros', '€4,000-7,000', '300 to 400 people': one figure, of no one number.

    A range without a unit and a noun is a figure of nothing.
    """
    start, end = match.start(), upper.end()
    sign = upper["after"] or upper["joined"] or upper["before"] or match["before"]
    if match["percent"] or upper["percent"]:
        phrase, unit = counted.of_percent(text, end), "percent"
    elif sign:
        phrase, unit = counted.of_money(text, end), _currency(sign)
    else:
        noun = counted.counted(text, end)
        if noun is None or noun.unit_end:
            return
        phrase, unit = (noun.start, noun.end), "count"
    leads = _LEADS.search(text, max(0, start - 8), start)
    made = _made(text, start, end, 0.0, unit, phrase)
    yield made.model_copy(update={"number": None, "qualifier": leads[1] if leads else made.qualifier})


def _figure(text: str, match: re.Match[str], number: float) -> Figure | None:
    """The figure of a match, None when nothing around it makes it one."""
    start, end = match.span()
    sign = match["before"] or match["after"] or match["joined"]
    if match["percent"]:
        unit = "percentage points" if match["percent"].startswith("percentage") else "percent"
        return _made(text, start, end, number, unit, counted.of_percent(text, end))
    if sign:
        return _made(text, start, end, number, _currency(sign), counted.of_money(text, end))
    if re.match(r"-[^\W\d]", text[end : end + 2]) or re.search(r"\dm$", match[0]):
        return None
    phrase = counted.counted(text, end + (text[end : end + 1] == "+"))
    if phrase is None:
        alone = bare.stands_alone(text, start, end, number, in_words=bool(match["words"]))
        return _made(text, start, end, number, "count", None) if alone else None
    if match["words"] and number < 13 and _is_known(text, start, number):
        return None
    if phrase.unit_end:
        if text.startswith((" old", " of age"), phrase.unit_end):
            return None
        unit = text[end : phrase.unit_end].strip()
        return _made(text, start, phrase.unit_end, number, unit, (phrase.start, phrase.end))
    return _made(text, start, end, number, "count", (phrase.start, phrase.end))


def _made(
    text: str, start: int, end: int, number: float, unit: str, phrase: tuple[int, int] | None
) -> Figure:
    qualifier = qualifiers.before(text, start, number)
    if not qualifier and phrase and phrase[1] > phrase[0]:
        qualifier = qualifiers.behind(text, phrase[1])
    plus = text[end : end + 1] == "+"
    return Figure(
        start=start,
        end=end,
        text=text[start:end],
        number=number,
        unit=unit,
        counted=text[slice(*phrase)].strip() if phrase else "",
        qualifier=qualifier or ("+" if plus else ""),
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:\b(?:{LABELS})\.?:?[ ]|\+|\d[ ]?[-–/x][ ]?)$", re.I)


_NOT_AFTER = re.compile(
    r"[ ]?/[ ]?\d|[-–]\d|:\d|[.]\d|\)|\]|°|[ ]?(?:[ap]\.?m\b\.?|o[’']clock|hrs?\b)|[ ](?:out of|"
    r"in every)[ ]|[ ]in[ ](?:\d|ten|five|four|three)\b|"
    r"-(?:thirds?|fifths?|quarters?|fold|year|old|day|point|member|nation|party|way|time|week|month)",
    re.I,
)


_RATIO = re.compile(r"\b(?:one|two|three|four|nine|\d+)[ ](?:in|out of)[ ](?:every[ ])?$", re.I)
_AGED = re.compile(r"\bage[ds]?[ ](?:[a-z]+[ ]){0,2}$", re.I)
_TO = re.compile(r"\d[ ](?:to|or)[ ]$|between[ ][^ ]{1,16}[ ]and[ ]$", re.I)


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a number is numbering, a label, a time, a ratio, or part of an address or a phone number."""
    start, end = match.span()
    money = match["before"] or match["after"] or match["percent"] or match["joined"]
    digits = match["digits"] or ""
    if digits and not money:
        labelled = _NOT_AFTER.match(text, end) and not bare.in_brackets(text, start, end)
        if labelled or (digits[0] == "0" and not digits.startswith("0.")):
            return True
        if re.fullmatch(r"\d{8,}", digits) or (
            re.fullmatch(r"(?:19|20)\d\d", digits) and _may_be_year(text, *match.span())
        ):
            return True
        if _starts_line(text, start) and re.match(r"[.):]", text[end : end + 1]):
            return True
    before = text[max(0, start - 24) : start]
    if _RATIO.search(before) or (_TO.search(before) and not re.search(r"\bfrom\b", before)):
        return True
    return bool(_label().search(before) or _AGED.search(before))


def _may_be_year(text: str, start: int, end: int) -> bool:
    """Whether four digits may be a year after all: 'in 2016 migrants ...' can be read both ways."""
    return not counted.counted(text, end) or bool(
        re.search(r"\b(?:in|since|by|until|from)[ ]$", text[max(0, start - 8) : start], re.I)
    )


def _starts_line(text: str, start: int) -> bool:
    return not text[max(0, start - 100) : start].rpartition("\n")[2].strip()


def _is_known(text: str, start: int, number: float) -> bool:
    """Whether a small number in words only points back ('the two ministers'), or is the pronoun 'one'."""
    if number == 1:
        return True
    before = text[max(0, start - 16) : start].lower()
    return bool(
        re.search(
            r"\b(?:the|these|those|all|both|first|last|other|its|their|his|her|our|any|next)[ ]$", before
        )
    )


def _currency(sign: str) -> str:
    """ISO 4217 code of a sign or name, or the name as written."""
    plain = sign.rstrip(".")
    return SIGNS.get(plain, SIGNS.get(plain.lower(), plain))
