"""Folding: from a name as written or typed to the plain tokens it is compared by.

A token in small letters was written with its vowels; a token in CAPITALS stood in Arabic script,
which leaves short vowels out, and is its consonants alone (see `data.matching.arabic`).
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from data.matching.arabic import consonants, is_arabic, spelled_out
from data.matching.words import LEGAL_PHRASES, NUMBERS, SAME, TENS

LONGEST_TEXT = 300
"""Characters of a query or alias that are looked at; the longest body names are near 200."""
MOST_TOKENS = 24
LONGEST_TOKEN = 40

_SILENT = dict.fromkeys(map(ord, "'’‘`´ʼʻʿʾ′ʹ\"“”ـ"))
_ARABIC_FORMS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ہ": "ہ", "ۀ": "ہ"})
_LOOKALIKES = str.maketrans("асеорхуіјѕкмтнвԁɡοαερτνικχυ", "aceopxyijskmthbdgoaeptvikxu")
_LEET = str.maketrans("013459", "oieasg")
_SYLLABIC = re.compile("[\u0900-\u1cff\u3040-\u9fff\ua000-\ud7ff]+")
"""Scripts whose words hold marks or syllables (Indic, Khmer, Georgian, kana, Han, Hangul)."""
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_]{1,4}(?:\.[^\W\d_]{1,4})+\.?(?![^\W_])")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_CAMEL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})|(?<=[a-z]{3})(?=[A-Z]{2,}$)")
_TITLE_DOT = re.compile(r"^(?:mr|mrs|ms|dr|prof|sen|gen|col|maj|capt|st|no|lt|adv|amb|hon)$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def fold(text: str) -> tuple[str, ...]:
    """The tokens of a name, in order; () when it holds neither letter nor digit.

    Only the first 300 characters and 24 tokens count, so the time is bounded for any input.
    """
    text = text[:LONGEST_TEXT]
    plain = _plain(_POSSESSIVE.sub("", text) if "'" in text or "’" in text else text)
    plain = (_DOTTED.sub(_undot, plain) if "." in plain else plain).replace("&", " and ")
    plain = _CAMEL.sub(" ", plain)
    words = _WORD.findall(plain)
    tokens = list(map(_token, words)) if plain.isascii() else _tokens_of_other_scripts(words)
    return tuple(_legal(_numbers(_unspaced(tokens)))[:MOST_TOKENS])


@lru_cache(maxsize=1 << 14)
def _token(word: str) -> str:
    """The token of a word of plain Latin letters and digits."""
    return _american(_same_script(word)[:LONGEST_TOKEN])


def _tokens_of_other_scripts(words: list[str]) -> list[str]:
    """The tokens of words of which some hold other letters."""
    words = [_same_script(word) for word in words]
    if any(map(is_arabic, words)):
        words = spelled_out(words)
    return [_american(token[:LONGEST_TOKEN]) for word in words for token in _latin(word)]


def _plain(text: str) -> str:
    """Compatibility forms undone; marks, silent signs and invisible characters removed."""
    if text.isascii() and text.isprintable():
        return text.translate(_SILENT)
    text = unicodedata.normalize("NFKC", text).translate(_SILENT)
    text = _SYLLABIC.sub(lambda run: anyascii(run.group()).lower(), text)
    text = unicodedata.normalize("NFKD", text)
    kept = (" " if unicodedata.category(one) == "Cc" else one for one in text if not _invisible(one))
    return unicodedata.normalize("NFC", "".join(kept)).translate(_ARABIC_FORMS)


def _invisible(one: str) -> bool:
    """Whether a decomposed character is a Latin mark or a formatting sign.

    Madda and hamza stay on their Arabic letters; marks of Indic scripts are their vowels and stay.
    """
    if one < "\x7f":
        return False
    category = unicodedata.category(one)
    if category in ("Cf", "Cs", "Co", "Cn"):
        return True
    return category == "Mn" and (one < "\u0483" or "\u064b" <= one <= "\u0652" or one == "\u0670")


def _undot(match: re.Match[str]) -> str:
    """A dotted acronym in one piece ('GLO.ACT' is 'GLOACT'); a title before a name stays apart."""
    parts = match.group().rstrip(".").split(".")
    return (" " if _TITLE_DOT.match(parts[0]) else "").join(parts) + " "


def _same_script(word: str) -> str:
    """The word with look-alike letters of other scripts, and digits amid letters, read as Latin letters."""
    if word.isascii():
        if len(word) > 3 and word[0].isalpha() and word[-1].isalpha() and not word.isalpha():
            return word.lower().translate(_LEET)
        return word.lower()
    folded = word.casefold()
    return folded.translate(_LOOKALIKES) if any("a" <= one <= "z" for one in folded) else folded


def _latin(word: str) -> list[str]:
    """The word in plain Latin letters; a word of another script may give several."""
    if word.isascii():
        return [word]
    if is_arabic(word):
        found = consonants(word)
        return [found] if found else _WORD.findall(anyascii(word).lower())
    return _WORD.findall(anyascii(word).lower().translate(_SILENT))


def _american(token: str) -> str:
    """The spelling under which a word is compared: 'organisation', 'org' are 'organization'."""
    ordinal = _ORDINAL.fullmatch(token)
    token = ordinal[1] if ordinal else SAME.get(token, token)
    if len(token) > 8 and token.endswith(("isation", "isations")):
        token = token.replace("isation", "ization")
    return SAME.get(token, token)


def _unspaced(tokens: list[str]) -> list[str]:
    """Runs of three or more single letters joined: 'I C M P D' is 'icmpd'; 'O Brien' is 'obrien'."""
    if "mc" not in tokens and min(map(len, tokens), default=2) > 1:
        return tokens
    result: list[str] = []
    run: list[str] = []
    for token in [*tokens, ""]:
        if len(token) == 1 and token.islower():
            run.append(token)
            continue
        if (run[-1:] == ["o"] and len(token) > 3) or (result[-1:] == ["mc"] and not run):
            token = (run or result).pop() + token
        result.extend(["".join(run)] if len(run) > 2 else run)
        run = []
        if token:
            result.append(token)
    return result


NUMERALS = NUMBERS.keys() | TENS.keys()
"""The words that are read as digits."""


def _numbers(tokens: list[str]) -> list[str]:
    """Numerals and number words as digits: 'III' is '3', 'forty four' is '44'."""
    if NUMERALS.isdisjoint(tokens):
        return tokens
    result: list[str] = []
    for place, token in enumerate(tokens):
        digits = NUMBERS.get(token, token) if place or len(token) > 3 or token[0].isdigit() else token
        before = tokens[place - 1] if place else ""
        if before in TENS and digits.isdigit() and len(digits) == 1:
            result[-1] = str(TENS[before] + int(digits))
        else:
            result.append(str(TENS[token]) if token in TENS else digits)
    return result


def _legal(tokens: list[str]) -> list[str]:
    """Legal forms of several words as one: 'joint stock company' is 'jsc'."""
    for phrase, short in LEGAL_PHRASES.items():
        if phrase[0] not in tokens:
            continue
        for at in range(len(tokens) - len(phrase) + 1):
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                tokens = [*tokens[:at], short, *tokens[at + len(phrase) :]]
                break
    return tokens
