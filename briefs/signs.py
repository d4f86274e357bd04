"""Signs: the flags and pictures of a post, as a line of ours tells them."""

import re

from data.reading.gazetteers import bodies, country_codes

FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
LETTER_A = 0x1F1E6
UNION = "EU"
"""The one flag of a body among the flags of countries (Unicode UTS #51, ISO 3166-1 reserved code)."""
DENIES = "\u26a0\u26d4\u2716-\u2718\u274c\u274e\u2753-\u2755\U0001f6ab"
"""Pictures that say of a text that it is false or doubted."""
PICTURES = re.compile(f"(?![{DENIES}])[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d ](?:(?![{DENIES}])"
                      "[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d ])*(?=\\S)")  # fmt: skip
QUOTING = re.compile('["“”„«»]')


def spelled(text: str) -> str:
    """The text without pictures at its beginning, and with flags told as the names they stand for.

    A text with quotation marks in it keeps its flags, for what is quoted is the source's letter for letter.
    """
    if text.isascii():
        return text
    pictures = PICTURES.match(text)
    text = text[pictures.end() :] if pictures else text
    return text if QUOTING.search(text) else FLAG.sub(_name, text)


def _name(flag: re.Match[str]) -> str:
    """The name of a flag, spaced; '' before the name itself, the flag where it is of nobody."""
    code = "".join(chr(ord(letter) - LETTER_A + ord("A")) for letter in flag.group())
    name = bodies()[code] if code == UNION else country_codes().get(code, "")
    before, after = flag.string[: flag.start()], flag.string[flag.end() :]
    if not name:
        return flag.group()
    if re.match(rf"\s*{re.escape(name)}(?!\w)", after):
        return ""
    comma = "," if FLAG.fullmatch(before[-2:]) else ""
    glued = bool(before) and not before[-1].isspace() and before[-1] not in "(["
    return f"{comma}{' ' * glued}{name}{' ' * after[:1].isalnum()}"
