"""Because: the reason of a match in a few words, for the person who asked."""

from rapidfuzz.distance import OSA

from data.matching.fit import Fit
from data.matching.keys import content, skeleton
from data.matching.likeness import LETTER_PAIRS, same_word
from data.matching.sides import BODY_WORDS, Tokens
from data.matching.words import FUNCTION, HONORIFICS, KINDS, LEGAL

LITTLE = FUNCTION | LEGAL | KINDS
"""Words that are not missed."""
WHOLE = {
    "name": "exact name",
    "acronym": "acronym",
    "spelling": "another spelling",
    "script": "name in its own script",
    "former": "former name",
    "office": "office",
    "short": "short name",
}
"""Sort of alias to the reason of an exact match."""


LACKING = "not all words found"
"""What is said where a word was typed for which the name has none."""


def because(query: Tokens, typed: str, name: Tokens, text: str, sort: str, fit: Fit) -> str:
    """Why the alias `text` was found for what was `typed`: 'surname, one letter changed' and the like."""
    if fit.how == "exact":
        return _exact(query, typed, text, sort)
    if fit.how == "initials":
        return "initials"
    if fit.how == "joined" and not fit.pairs:
        return "acronym without dots" if "." in text else "written together or apart"
    if len(fit.pairs) > len({row for row, _, _ in fit.pairs}) == len(query) == 1:
        return "initials"
    reasons = [_part(query, name, fit, sort), *_changes(query, name, fit)]
    said = ", ".join(dict.fromkeys(reason for reason in reasons if reason))
    return said or _exact(query, typed, text, sort)


def _exact(query: Tokens, typed: str, text: str, sort: str) -> str:
    if len(query) == 1 and ("." in typed) != ("." in text):
        return "acronym without dots" if "." in text else "acronym with dots"
    if sort == "name" and typed.strip().casefold() != text.casefold():
        return "same words, written another way"
    return WHOLE.get(sort, "exact name")


def _part(query: Tokens, name: Tokens, fit: Fit, sort: str) -> str:
    """Which part of the name was typed."""
    words = content(name)
    places = {name[place] for _, place, _ in fit.pairs} & set(words)
    if not places or len(places) >= len(words):
        return "office" if sort == "office" else "in another order" if _reordered(fit) else ""
    if len(places) == 1 and sort in ("name", "spelling", "script") and not BODY_WORDS & set(name):
        return {words[-1]: "surname", words[0]: "first name"}.get(places.pop(), "part of the name")
    return "part of the office" if sort == "office" else "part of the name"


def _reordered(fit: Fit) -> bool:
    places = [place for _, place, _ in sorted(fit.pairs)]
    return places != sorted(places)


def _changes(query: Tokens, name: Tokens, fit: Fit) -> list[str]:
    """What differs between the paired tokens, and what of the query was left over."""
    found = [_change(query[row], name[place]) for row, place, _ in sorted(fit.pairs)]
    rows = {row for row, _, _ in fit.pairs}
    over = [token for row, token in enumerate(query) if row not in rows]
    if any(token not in HONORIFICS and token not in LITTLE for token in over):
        found.append(LACKING)
    elif any(token in HONORIFICS for token in over):
        found.append("without the title")
    return found


def _change(typed: str, held: str) -> str:
    if typed == held:
        return ""
    if typed.isupper() != held.isupper():
        return "Urdu spelling"
    if len(typed) == 1 or len(held) == 1 or (LETTER_PAIRS & {typed, held} and typed[:2] == held[:2]):
        return "initial"
    if same_word(typed, held):
        return "another form of the word"
    edits = OSA.distance(typed, held)
    if edits == 1:
        return _one_edit(typed, held)
    if skeleton(typed) == skeleton(held):
        return "another spelling"
    return "two letters differ" if edits == 2 else "similar spelling"


def _one_edit(typed: str, held: str) -> str:
    if len(typed) < len(held):
        return "one letter missing"
    if len(typed) > len(held):
        return "one letter too many"
    return "two letters swapped" if sorted(typed) == sorted(held) else "one letter changed"
