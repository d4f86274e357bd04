"""counted: what a number counts, read from the words that follow it ('four boats and their crews')."""

import re
from typing import NamedTuple


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


MEASURES = _table(
    """
    ton tons tonne tonnes kg kilo kilos kilogram kilograms kilogrammes gram grams km kilometre
    kilometres kilometer kilometers metre metres meter meters mile miles acre acres hectare hectares
    litre litres liter liters barrel barrels megawatt megawatts mw minute minutes hour hours day
    days week weeks month months year years decade decades feet foot
    """
)
"""Units of measurement; the unit of a figure is one of these as written, or 'metric' or 'square' and one."""

PLURALS = _table(
    "people persons men women children police personnel staff youth cattle lives media troops data foreigners"
)
"""Nouns that are plural without looking like it, or are counted in the plural."""

NOT_COUNTED = _table("times sides ones ways others halves thirds quarters fifths us this was has is does")
"""Words that end like a plural and count nothing ('three times', 'the two sides')."""

STOPS = _table(
    """
    a an the and or but nor of in on at to from by for with without within into onto over under
    between among during before after since until till through across against about as than that
    which who whom whose when where while if because so then there here it its he she they them his
    her their we our you your i this these those is are was were be been being have has had do does
    did will would shall should can could may might must not also only both each every per via amid
    despite including such like up out off down more less said say says told added according last
    next past ago worth respectively however
    """
)
"""Words that end a noun phrase."""

CHANGES = _table(
    "reduction drop decline decrease fall cut increase rise growth surge jump hike share majority stake"
)
"""Nouns of change or share that a percentage goes with ('43% reduction in attempts')."""

GRANTS = _table(
    """
    initiative project programme program grant loan fund package contract budget aid assistance
    agreement deal facility investment scheme plan contribution donation fine bail ransom
    """
)
"""What an amount of money may be the size of ('€5 million joint initiative')."""

_TOKEN = re.compile(r"[ \u00a0]{1,2}([^\W\d_][\w’'-]{0,40})")
_AFTER_PAIR = re.compile(r"[ ]?(?:[.,;:)\]”\"]|$|[ ](?:were|are|have|had)\b|[ ]and[ ]\d)")
_AFTER_MASS = re.compile(
    r"[ ]?(?:[.,;:)\]”\"]|$|[ ](?:were|are|was|have|had|who|from|in|at|to|during|for|by|since|last|"
    r"this|over|across|"
    r"as|on|with)\b)"
)


class Counted(NamedTuple):
    """What is counted: `text[start:end]`; and the unit, if the first words are one."""

    start: int
    end: int
    unit_end: int
    """Where the unit of measurement ends, 0 without one."""


def counted(text: str, at: int) -> Counted | None:
    """What a bare number that ends at `at` counts, None when no noun in the plural follows."""
    unit = _measure(text, at)
    if unit:
        phrase = (
            _plural(text, unit + 3, _AFTER_MASS) or _mass(text, unit + 3)
            if text.startswith(" of ", unit)
            else None
        )
        return Counted(*(phrase or (unit, unit)), unit)
    for link in (
        r" of (?:them|whom|these|those)(?: (?:were|are))?(?=[ ])",
        r" of (?:its|their|his|her|our|the)(?=[ ])",
        r" (?:are|were)(?=[ ])",
        "",
    ):
        if (match := re.compile(link).match(text, at)) and (phrase := _plural(text, match.end())):
            return Counted(*phrase, 0)
    return None


def of_percent(text: str, at: int) -> tuple[int, int] | None:
    """What a percentage that ends at `at` is of: 'reduction in attempts', 'migrants'; None when not said."""
    words = list(_tokens(text, at, 3))
    for number, (start, end) in enumerate(words):
        if text[start:end].lower() in CHANGES:
            inner = _plural(text, end + 3) if text.startswith(" in ", end) else None
            return words[0][0], inner[1] if inner else end
        if text[start:end].lower() in STOPS and number == 0:
            break
    match = re.compile(r" of (?:all |the |these |those |its |their )?").match(text, at)
    if match:
        return _plural(text, match.end() - 1)
    beside = _OF_PEOPLE.match(text, at)
    return beside.span("who") if beside else None


_OF_PEOPLE = re.compile(
    r" (?:were |are )?(?P<who>(?:adult )?(?:women|men|girls|boys|children|adults|minors|males?|females?))\b"
)
"""Right behind a percentage: '24% men'."""


def of_money(text: str, at: int) -> tuple[int, int] | None:
    """What an amount that ends at `at` is the size of ('joint initiative'), None when not said."""
    words = list(_tokens(text, at, 4))
    for start, end in words:
        word = text[start:end].lower()
        if word in STOPS:
            return None
        if word in GRANTS:
            return words[0][0], end
    return None


def _tokens(text: str, at: int, most: int) -> list[tuple[int, int]]:
    """The words that follow one another from `at`, with nothing but spaces between them, at most `most`."""
    found: list[tuple[int, int]] = []
    while len(found) < most and (match := _TOKEN.match(text, at)):
        found.append(match.span(1))
        at = match.end()
    return found


def _measure(text: str, at: int) -> int:
    """Where a unit of measurement that begins at `at` ends, 0 when there is none."""
    words = _tokens(text, at, 2)
    if words and text[slice(*words[0])].lower() in MEASURES:
        return words[0][1]
    if len(words) == 2 and text[slice(*words[0])].lower() in ("metric", "square", "nautical", "cubic"):
        return words[1][1] if text[slice(*words[1])].lower() in MEASURES else 0
    return 0


def _plural(text: str, at: int, before: re.Pattern[str] = _AFTER_PAIR) -> tuple[int, int] | None:
    """The noun phrase from `at` on, to its noun in the plural and a second joined by 'and'; or None.

    The second belongs to it only if `before` follows: in 'nine states and offices in Rome' it does not.
    """
    head = _head(text, at)
    if not head:
        return None
    start, end = head
    joined = re.compile(r" and (?P<own>(?:their|its|his|her|other)\b)?").match(text, end)
    if joined:
        after = joined.end() - (0 if joined["own"] else 1)
        second = _head(text, after)
        if second and (joined["own"] or (second[1] - second[0] < 40 and before.match(text, second[1]))):
            end = second[1]
    return start, end


def _mass(text: str, at: int) -> tuple[int, int] | None:
    """The word from `at` on, as a thing that is measured ('heroin')."""
    words = _tokens(text, at, 1)
    return words[0] if words and text[slice(*words[0])].lower() not in STOPS else None


def _head(text: str, at: int) -> tuple[int, int] | None:
    """At most five modifiers and a noun in the plural."""
    words = _tokens(text, at, 7)
    for number, (start, end) in enumerate(words[:6]):
        word = text[start:end]
        if word.lower() in STOPS or word.lower() in NOT_COUNTED:
            return None
        if _is_plural(word):
            following = text[slice(*words[number + 1])] if number + 1 < len(words) else ""
            if _is_plural(following) and following.lower() not in STOPS | NOT_COUNTED and following.islower():
                end = words[number + 1][1]
            return words[0][0], end
    return None


def _is_plural(word: str) -> bool:
    """Whether a word looks like a noun in the plural."""
    # 'Iraqis' and 'Somalis' end like 'crisis' but for the capital.
    if word[:1].isupper() and word.endswith("is") and len(word) > 5:
        return True
    word = word.lower().rstrip("'’")
    if word in PLURALS:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s", "ous"))
