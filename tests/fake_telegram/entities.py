"""Telegram's HTML as its server reads it: the tags it knows, the words it refuses with, offsets in UTF-16.

The rules and the messages follow `parse_html` of tdlib/td (td/telegram/MessageEntity.cpp), which is
what the Bot API server calls: a bare `&` is let through as it stands, a bare `<` is not.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from .refusal import Refused, bad_request

SORTS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
REFERENCE = re.compile(rb"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|([A-Za-z]+));?")
SPACE = b" \t\r\n\0\x0b"


def utf16(text: str) -> int:
    """The length of `text` in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """What an entity at `offset` of `length` UTF-16 units covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


@dataclass
class _Open:
    """A start tag that waits for its end."""

    name: str
    argument: str
    offset: int
    begin: int


@dataclass
class Html:
    """One pass over the bytes of a message; `parse` gives the text and its entities, or refuses."""

    source: bytes
    at: int = 0
    out: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    bare_ampersands: int = 0

    def parse(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.source):
            char = self.source[self.at : self.at + 1]
            if char == b"<":
                self._tag()
            elif char == b"&":
                self._reference()
            else:
                self._plain()
        if self.open:
            raise _refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        order = {"blockquote": 0}
        self.entities.sort(key=lambda e: (e["offset"], -e["length"], order.get(e["type"], 1)))
        return "".join(self.out), self.entities

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.length += utf16(text)

    def _plain(self) -> None:
        found = re.compile(rb"[^<&]+").match(self.source, self.at)
        assert found
        self._put(found.group().decode())
        self.at = found.end()

    def _reference(self) -> None:
        decoded = _decode(self.source, self.at)
        if decoded is None:
            self.bare_ampersands += 1
            self._put("&")
            self.at += 1
            return
        text, self.at = decoded
        self._put(text)

    def _peek(self) -> bytes:
        return self.source[self.at : self.at + 1]

    def _skip(self, stop: bytes) -> bytes:
        begin = self.at
        while self._peek() and self._peek() not in _split(stop):
            self.at += 1
        return self.source[begin : self.at]

    def _spaces(self) -> None:
        while self._peek() and self._peek() in SPACE:
            self.at += 1

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._peek() == b"/":
            self._end(begin)
        else:
            self._start(begin)

    def _start(self, begin: int) -> None:
        name = self._skip(SPACE + b">").decode().lower()
        if not self._peek():
            raise _refuse(f"Unclosed start tag at byte offset {begin}")
        if name not in SORTS:
            raise _refuse(f'Unsupported start tag "{name}" at byte offset {begin}')
        argument = self._attributes(name, begin)
        if name == "span" and argument != "spoiler":
            raise _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(name, argument, self.length, len("".join(self.out))))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._spaces()
            if self._peek() == b">":
                self.at += 1
                return argument
            key = self._skip(SPACE + b"=>/\"'").decode()
            if not key:
                raise _refuse(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self._spaces()
            if not self._peek():
                raise _refuse(f'Unclosed start tag "{tag}" at byte offset {begin}')
            value = self._value(tag, begin) if self._peek() == b"=" else None
            argument = _argument(tag, key, value) or argument

    def _value(self, tag: str, begin: int) -> str:
        self.at += 1
        self._spaces()
        quote = self._peek()
        if not quote:
            raise _refuse(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if quote not in (b"'", b'"'):
            token, start = self._skip(SPACE + b">"), self.at
            if not re.fullmatch(rb"[A-Za-z0-9.\-]*", token):
                raise _refuse(f"Unexpected end of name token at byte offset {start - len(token)}")
            return token.decode().lower()
        self.at += 1
        raw = self._skip(quote)
        self.at += 1
        if self.at >= len(self.source):
            raise _refuse(f"Unclosed start tag at byte offset {begin}")
        return _unescape(raw)

    def _end(self, begin: int) -> None:
        if not self.open:
            raise _refuse(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        name = self._skip(SPACE + b">").decode().lower()
        self._spaces()
        if self._peek() != b">":
            raise _refuse(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise _refuse(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self.length > tag.offset:
            self._entity(tag)

    def _entity(self, tag: _Open) -> None:
        entity: dict[str, Any] = {
            "type": SORTS[tag.name],
            "offset": tag.offset,
            "length": self.length - tag.offset,
        }
        if tag.name == "a":
            entity["url"] = tag.argument or "".join(self.out)[tag.begin :]
            if not re.match(r"(https?|tg|ton|mailto|tel):|[\w-]+(\.[\w-]+)+", entity["url"]):
                return  # Telegram shows the words and drops the link
        if tag.name == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        if tag.name == "tg-emoji":
            entity["custom_emoji_id"] = tag.argument
        self.entities.append(entity)


def _argument(tag: str, key: str, value: str | None) -> str:
    if tag == "blockquote" and key == "expandable":
        return "1"
    wanted = {("a", "href"): "", ("tg-emoji", "emoji-id"): "", ("span", "class"): "tg-"}
    prefix = wanted.get((tag, key))
    if prefix is None or value is None or not value.startswith(prefix):
        return ""
    return value[len(prefix) :]


def _split(stop: bytes) -> set[bytes]:
    return {bytes([byte]) for byte in stop}


def _decode(source: bytes, at: int) -> tuple[str, int] | None:
    """The character that a reference at `at` stands for and where it ends; None for a bare `&`."""
    found = REFERENCE.match(source, at)
    if not found:
        return None
    if found[3]:
        return (NAMED[found[3]], found.end()) if found[3] in NAMED else None
    code = int(found[1], 16) if found[1] else int(found[2])
    if not 0 < code < 0x10FFFF:
        return None
    if 0xD800 <= code <= 0xDFFF:
        raise _refuse("Text contains invalid Unicode characters after decoding HTML entities")
    return chr(code), found.end()


def _unescape(raw: bytes) -> str:
    out, at = [], 0
    while at < len(raw):
        decoded = _decode(raw, at) if raw[at : at + 1] == b"&" else None
        if decoded:
            text, at = decoded
            out.append(text.encode())
        else:
            out.append(raw[at : at + 1])
            at += 1
    return b"".join(out).decode()


def _refuse(why: str) -> Refused:
    return bad_request(f"can't parse entities: {why}")


def read(text: str, parse_mode: str | None, blunders: list[str]) -> tuple[str, list[dict[str, Any]]]:
    """The text as a reader sees it and its entities; notes in `blunders` what Telegram only tolerates."""
    if not parse_mode:
        return trimmed(text, [])
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    html = Html(text.encode())
    plain, entities = html.parse()
    if html.bare_ampersands:
        blunders.append(f"unescaped & in {text[:60]!r}")
    if len(entities) > 100:
        blunders.append(f"{len(entities)} entities in {text[:60]!r}; Telegram shows the first 100")
    return trimmed(plain, entities[:100])


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """The text without the white space around it, as Telegram stores it, and the entities moved with it."""
    lead = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    size = utf16(text)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return text, moved
