"""text: the door of the reader, bytes of a file or a message in, one Article with a clean text out."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from data.dates import UNDATED, DateSpan
from data.errors import BadArticle, lacks_memory
from data.reading import dates
from data.reading.boilerplate import boilerplate, byline_end
from data.reading.passages import is_title
from data.values import Article

LIMIT = 20_000_000
"""Bytes of the largest file that is read; Telegram's bots cannot fetch larger ones either."""

READ = frozenset({"en", ""})
"""Languages that facts are read from; '' is a text too short to tell."""

LIKELY = [
    *("en", "fr", "de", "es", "it", "pt", "nl", "pl", "ru", "uk", "ar", "fa", "ur", "ps", "hi", "bn", "pa"),
    *("tr", "el", "hu", "ro", "sv", "no", "da", "fi", "cs", "sr", "hr", "bg", "sq", "zh", "ja", "ko", "id"),
    *("ms", "vi", "th", "so", "sw", "am", "ku", "uz", "kk", "ky", "tg"),
]
"""Languages that articles of this field come in; the model's others are mistaken for English."""
LEAD = 20.0
"""By how much another language must be likelier than English (difference of log probabilities).

Measured: one sentence of English that is mostly names stays under 15, one of French, German,
Spanish, Turkish, Malay or Urdu is above 70.
"""

KEYS = {
    "title": "title",
    "headline": "title",
    "url": "url",
    "link": "url",
    "publisher": "publisher",
    "source": "publisher",
    "published": "published",
    "published on": "published",
    "date": "published",
    "lang": "language",
    "language": "language",
    "byline": "byline",
    "author": "byline",
    "text": "text",
}
"""The header keys that are understood, and the field each one fills."""

LED_TO = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
"""What odd markup leads the readers of web pages to, beside what lxml calls an error."""

MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, a sound or a film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound"),
    (b"\x7fELF", "a program"),
)
"""First bytes of files that are not text, and what to call them."""

_KEY_LINE = re.compile(r"([A-Za-z][A-Za-z_-]{0,19}(?: [A-Za-z]{1,12})?)\s?:\s*(.*)$")
_HTML_START = re.compile(
    r"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--.{0,500}?-->\s*+)?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_WORDS = re.compile(r"[^\W\d_]+")
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_CONTROLS = {
    **dict.fromkeys((*range(9), *range(14, 32), *range(127, 160)), " "),
    **{ord(character): "\n" for character in _BREAKS + "\r"},
}


class _Page(NamedTuple):
    """The text of a document with what its header says."""

    text: str
    header: Mapping[str, str]


def load(raw: bytes, name: str, limit: int = LIMIT) -> Article:
    """The article in the bytes of the file `name`: plain text, Markdown or HTML, with or without a header.

    A header is a block of `key: value` lines (see KEYS) or YAML front matter; it is taken off.
    The text is otherwise stored as it came: only line ends become a newline, control characters
    a space, and the line ends inside hard-wrapped paragraphs a space, one for one.
    Raises BadArticle, in one sentence, for what cannot be read.
    """
    name = re.split(r"[/\\]", name)[-1]
    _refuse(raw, name, limit)
    text = _decoded(raw, name).replace("\r\n", "\n").translate(_CONTROLS)
    page = _from_html(text, name) if _is_html(text, name) else _off_header(text)
    page = page._replace(text=_unwrapped(page.text))
    if not any(map(str.isalpha, page.text)):
        raise BadArticle(f"{name} holds no letters, so there is nothing to read in it.")
    return _article(page, name, hashlib.sha256(raw).hexdigest())


def compose(text: str, header: Mapping[str, str], name: str, sha256: str) -> Article:
    """The article of a text that a parser took out of another format, with the header found there.

    `header` may hold the fields that KEYS leads to. Raises BadArticle when there are no letters in it.
    """
    text = _unwrapped(text.replace("\r\n", "\n").translate(_CONTROLS))
    if not any(map(str.isalpha, text)):
        raise BadArticle(f"{name} holds no letters, so there is nothing to read in it.")
    return _article(_Page(text, header), re.split(r"[/\\]", name)[-1], sha256)


def is_read(language: str) -> bool:
    """Whether facts are read from texts of this language; others are stored and can be searched."""
    return language in READ


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of `text`, '' when it is too short to tell."""
    sample = text[:4000]
    words = _WORDS.findall(sample.lower())
    if len(words) < 3:
        return ""
    # The three commonest words of English tell it from every language met so far, and spare the model.
    if sum(word in ("the", "of", "and") for word in words) >= max(2, len(words) * 0.06):
        return "en"
    import py3langid  # type: ignore[import-untyped]

    py3langid.set_languages(LIKELY)
    ranked = dict(py3langid.rank(sample))
    best = max(ranked, key=lambda language: ranked[language])
    return "en" if ranked[best] - ranked["en"] < LEAD else str(best)


def _refuse(raw: bytes, name: str, limit: int) -> None:
    """Raise BadArticle for bytes that are no text at all."""
    if len(raw) > limit:
        raise BadArticle(f"{name} has {len(raw) / 1e6:.1f} MB; the limit is {limit / 1e6:g} MB.")
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        raise BadArticle(f"{name} is empty.")
    start = raw[:1024].lstrip()
    for magic, what in MAGIC:
        if start.startswith(magic):
            raise BadArticle(
                f"{name} is {what}, not a text; send the article as plain text, Markdown or HTML."
            )


def _decoded(raw: bytes, name: str) -> str:
    """The characters of `raw`: by its byte order mark, else UTF-8, else Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", "replace")
    else:
        text = _utf8_or_western(raw.removeprefix(b"\xef\xbb\xbf"))
    sample = text[:100_000]
    odd = sum(character < " " and character not in "\t\n\r\x0b\x0c" for character in sample)
    if "\0" in text or odd > len(sample) * 0.05:
        raise BadArticle(f"{name} is binary, not a text; send the article as plain text, Markdown or HTML.")
    return text


def _utf8_or_western(raw: bytes) -> str:
    """UTF-8 if that is what most of it is (a cut-off file has one bad character), else Windows-1252."""
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if not bad or len(text) - len(text.encode("ascii", "ignore")) > 5 * bad:
        return text
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _unwrapped(text: str) -> str:
    """The text with a space for the line ends inside its paragraphs, if these are wrapped at a fixed width.

    They are when most lines that another one follows are 45 to 100 characters long and end
    without a full stop, and many go on with a small letter.
    """
    lines = text.split("\n")
    pairs = [(one, other) for one, other in pairwise(lines) if one.strip() and other.strip()]
    full = sum(45 <= len(one) <= 100 and one.rstrip()[-1] not in ".!?:" for one, _ in pairs)
    small = sum(other.lstrip()[0].islower() for _, other in pairs)
    if len(pairs) < 4 or full < 0.6 * len(pairs) or small < 0.4 * len(pairs):
        return text
    return re.sub(r"(?<=\S)\n(?=[^\s#*•>-])(?!\d{1,2}[.)] )", " ", text)


def _off_header(text: str) -> _Page:
    """The text without its header, and the header; an uncertain header stays in the text."""
    body = text.lstrip("\n")
    if body.startswith("---\n"):
        return _front_matter(body) or _Page(text, {})
    head, *rest = re.split(r"\n[ \t]*\n", body, maxsplit=1)
    matches = [_KEY_LINE.match(line.strip()) for line in head.split("\n")[:40]]
    if not rest or not all(matches):
        return _Page(text, {})
    header = _fields((m[1], m[2] or "") for m in matches if m)
    return _Page(rest[0].lstrip("\n"), header) if len(header) >= 2 else _Page(text, {})


def _front_matter(body: str) -> _Page | None:
    """YAML front matter off `body`, or None when the block is not one; only plain `key: value` is read."""
    head, end, rest = body[4:].partition("\n---\n")
    if not end or len(head) > 10_000:
        return None
    matches = (_KEY_LINE.match(line) for line in head.split("\n"))
    header = _fields((m[1], (m[2] or "").strip().strip("\"'")) for m in matches if m)
    return _Page(rest.lstrip("\n"), header) if header else None


def _fields(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The known fields among pairs of (key, value), the first of each."""
    fields: dict[str, str] = {}
    for key, value in pairs:
        if field := KEYS.get(key.lower().strip()):
            fields.setdefault(field, value.strip() if value not in (">", "|") else "")
    return fields


def _is_html(text: str, name: str) -> bool:
    return name.lower().endswith((".html", ".htm", ".xhtml")) or bool(_HTML_START.match(text))


def _from_html(html: str, name: str) -> _Page:
    """The article of a web page, by trafilatura and htmldate; raises BadArticle when there is none."""
    import htmldate
    import trafilatura
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        text = trafilatura.extract(html, include_comments=False, include_tables=True)
        about = trafilatura.extract_metadata(html, extensive=False)
        # Only dates that the page states in its markup: a guess from its words would be a false day.
        published = htmldate.find_date(
            html, extensive_search=False, original_date=True, max_date="2199-12-31"
        )
    except (LxmlError, *LED_TO) as error:
        if lacks_memory(error):
            raise
        raise BadArticle(f"{name} is a web page that cannot be read ({type(error).__name__}).") from error
    if not text:
        raise BadArticle(f"{name} is a web page without an article in it.")
    values = {
        "title": about.title,
        "url": about.url,
        "publisher": about.sitename,
        "byline": about.author,
        "published": published,
    }
    return _Page(text, {key: value for key, value in values.items() if value})


def _article(page: _Page, name: str, sha256: str) -> Article:
    header = page.header
    language = header.get("language", "").lower()[:2]
    return Article(
        text=page.text,
        title=header.get("title") or _own_title(page.text),
        publisher=header.get("publisher", ""),
        url=header.get("url", ""),
        byline=header.get("byline") or _own_byline(page.text),
        published=_published(header.get("published", "")),
        language=language if language.isalpha() else language_of(page.text),
        retold=header.get("text", "").lower() == "retold",
        file=name,
        sha256=sha256,
    )


def _published(words: str) -> DateSpan:
    """The publication date as the header gives it; words that are no date are kept, without a date."""
    if not words:
        return UNDATED
    return dates.parse(words) or DateSpan(words=words, why="the header's date cannot be read")


def _own_byline(text: str) -> str:
    """The name in '(Name Surname) The minister ...' at the head of a text, '' without one."""
    return text[: byline_end(text)].strip(" ()").removeprefix("By ")


def _own_title(text: str) -> str:
    """The title of a text without a header: its first line, if it is set like one, else one below a menu."""
    lines = text.lstrip("\n ").split("\n", ABOVE + 2)
    first = lines[0].lstrip("# ").strip(" *")
    if lines[0].startswith("# ") or (
        is_title(first) and not boilerplate(first) and lines[1:] and not lines[1]
    ):
        return first
    above = [bool(boilerplate(line.strip())) for line in lines[:ABOVE]]
    for place, (line, following) in enumerate(pairwise(lines[: ABOVE + 1])):
        if any(above[:place]) and _is_below_a_menu(line, following):
            return line.strip()
        if len(line.split()) > SHORT and not above[place]:
            break
    return ""


ABOVE = 8
"""Lines of a copied page among which its title is looked for."""
SHORT = 4
"""Words of a line above a title, a site's name among them."""


def _is_below_a_menu(line: str, following: str) -> bool:
    """Whether it is set like a title of some words, and a blank line or furniture of the page follows."""
    is_long = len(line.split()) > SHORT and not boilerplate(line.strip()) and is_title(line.strip())
    return is_long and (not following.strip() or bool(boilerplate(following.strip())))
