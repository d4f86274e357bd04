"""Signs: the flags and pictures of a post, as a line of ours tells them."""

import re

from data.reading.gazetteers import bodies, country_codes, scan

FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
LETTER_A = 0x1F1E6
UNION = "EU"
"""The one flag of a body among the flags of countries (Unicode UTS #51, ISO 3166-1 reserved code)."""
DECORATION = "📢📣📡🎉🎊🚨🔔🔊📰🗞📍📌👉👇➡▶🔹🔸🔵🔷🔶🆕📅🗓📸📷🎥📺🌍🌎🌏🤝⚓🚢✈💬🗣📄📝📊📈🧵"
"""Pictures that open a post and say nothing of it; all others stay, for they may doubt or deny it."""
PICTURES = re.compile(f"[{DECORATION}\ufe0f\u200d ]+(?=\\S)")
QUOTING = re.compile('["“”„«»‘]')


LONGEST = 60
"""Letters behind a flag in which the name of its country is looked for."""
CLOSING = tuple(").,;:!?")


def spelled(text: str) -> str:
    """The text without pictures at its beginning, and with flags told as the names they stand for.

    A text with quotation marks in it keeps its flags, for what is quoted is the source's letter for letter.
    """
    if text.isascii():
        return text
    pictures = PICTURES.match(text)
    text = text[pictures.end() :] if pictures else text
    return text if QUOTING.search(text) else re.sub(" {2,}", " ", FLAG.sub(_name, text)).lstrip()


def _name(flag: re.Match[str]) -> str:
    """The name of a flag, spaced; '' before a name of the same, the flag where it is of nobody."""
    code = "".join(chr(ord(letter) - LETTER_A + ord("A")) for letter in flag.group())
    name = bodies()[code] if code == UNION else country_codes().get(code, "")
    before, after = flag.string[: flag.start()], flag.string[flag.end() :]
    if not name:
        return flag.group()
    if any(not after[: hit.start].strip() and hit.entity == name for hit in scan(after[:LONGEST])[:1]):
        return ""
    comma = "," if FLAG.fullmatch(before[-2:]) else ""
    glued = before[-1:].isalnum() or bool(comma) or before[-1:] in CLOSING
    return f"{comma}{' ' * glued}{name}{' ' * after[:1].isalnum()}"
