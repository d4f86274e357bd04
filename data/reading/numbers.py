"""numbers: how numbers are written in English, in digits ('1,250', '178 000', '2.5 crore') and in words."""

import re

UNITS = {
    word: number
    for number, word in enumerate(
        (
            *(
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
            ),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "lac": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "dozen": 12.0,
}
"""What a word after a number multiplies it by; lakh and crore as in South Asia."""

_SCALE = "hundred|thousand|lakhs?|lac|million|crores?|billion|trillion"
_WORD = "|".join((*TENS, *sorted(UNITS, key=len, reverse=True)))
DIGITS = (
    r"(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|"
    r"[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3}){1,3}(?![ \u00a0\u202f]?\d)|\d{1,12}(?:\.\d{1,6})?)"
    rf"(?:[ -](?:{_SCALE}|dozen)\b|\s?(?:mn|bn)\b|[mk]\b)?"
)
WORDS = (
    rf"(?i:(?:(?:an?|{_WORD})(?:[ -](?:{_SCALE}|dozen))|{_WORD})"
    rf"(?:(?:[ -]|(?<=hundred)[ ]and[ ]|(?<=thousand)[ ]and[ ])(?:{_SCALE}|{_WORD}|dozen)){{0,8}})"
)


def value(written: str) -> float | None:
    """The number that `written` is, as DIGITS or WORDS have it; None when it is not one ('five two')."""
    tokens = re.findall(r"[a-z]+|\d[\d,. \u00a0\u202f]*", written.lower())
    if tokens and tokens[0][0].isdigit():
        return _scaled(tokens)
    return _spelled([token for token in tokens if token not in ("and", "a", "an")])


def _scaled(tokens: list[str]) -> float | None:
    """Digits, then scales."""
    number = float(re.sub(r"[^\d.]", "", tokens[0].rstrip(" .,")))
    for token in tokens[1:]:
        number *= SCALES.get(token, 1.0)
    # Decimal fractions are not exact: 1.1 million must not become 1100000.0000000002.
    return round(number, 6)


def _spelled(tokens: list[str]) -> float | None:
    """Number words, None when they do not follow one another as in one number."""
    total = part = 0.0
    for token in tokens:
        scale = SCALES.get(token)
        if scale is None:
            number = UNITS.get(token, TENS.get(token))
            if number is None or not _fits(part, number):
                return None
            part += number
        elif scale <= 100:
            part = (part or 1) * scale
        else:
            total, part = total + (part or 1) * scale, 0.0
    return total + part


def _fits(part: float, number: int) -> bool:
    """Whether `number` can follow `part` within one number: 'forty' 'four', 'two hundred' 'fifty'."""
    rest = part % 100
    return rest == 0 or (rest >= 20 and rest % 10 == 0 and 0 < number < 10)
