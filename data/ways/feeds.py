"""Feeds: what an RSS or Atom feed holds, and when it is asked again. Parsing runs in a child process."""

import hashlib
import io
import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from data.dates import Value
from data.errors import BadArticle

ENTRIES = 100
"""Entries of a feed that are looked at: the newest, as feeds list them first."""
LONGEST = 200_000
"""Characters of an entry's text that are kept."""
WHOLE = 120
"""Words from which an entry's own text counts as the article; with fewer it is a summary."""
USUAL = timedelta(minutes=30)
QUIET = timedelta(hours=6)
"""The longest time between two looks at a feed that answers and has nothing new."""
BROKEN = timedelta(hours=24)
"""The longest time between two looks at a feed that fails."""


class Item(Value):
    """One entry of a feed."""

    id: str
    """What it is known by: its id, else its address, else its title, as a digest."""
    digest: str
    """Of its title and text, so that a changed entry is known."""
    link: str = ""
    title: str = ""
    published: str = ""
    """The day, ISO 8601, '' when the feed does not say."""
    text: str = ""
    whole: bool = False
    """Whether `text` is the article, and not its summary."""


class Feed(Value):
    """A feed as it is today."""

    title: str = ""
    items: tuple[Item, ...] = ()


def parse(raw: bytes, url: str, content_type: str = "") -> Feed:
    """The feed in these bytes, RSS or Atom, also when it is not quite well-formed. Raises BadArticle."""
    well_formed = _is_well_formed(raw)
    import feedparser  # type: ignore[import-untyped]

    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    found = feedparser.parse(io.BytesIO(raw), response_headers=headers, sanitize_html=True)
    entries = [one for one in found.entries if one.get("link") or one.get("id")]
    if not found.get("version") or (not well_formed and not entries):
        page = raw[:2000].lower()
        if b"<html" in page:
            raise BadArticle("It is a web page, not a feed.")
        raise BadArticle("It is no feed, or a broken one (malformed XML).")
    return Feed(title=_line(found.feed.get("title", "")), items=tuple(map(_item, entries[:ENTRIES])))


def _is_well_formed(raw: bytes) -> bool:
    """Whether it is XML as it should be. Raises BadArticle when it declares entities, as no feed needs to."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    if b"<!ENTITY" in raw.replace(b"\0", b"").upper():
        raise BadArticle("It declares XML entities, as attacks do; it is not read.")
    try:
        fromstring(raw, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise BadArticle("It declares XML entities, as attacks do; it is not read.") from error
    except (ParseError, ValueError, LookupError):
        return False  # feedparser reads many a feed that is not well-formed
    return True


def _item(entry: Any) -> Item:
    contents = [one.get("value", "") for one in entry.get("content", [])]
    text = max((_words(value) for value in [*contents, entry.get("summary", "")]), key=len)[:LONGEST]
    link, title = entry.get("link", ""), _line(entry.get("title", ""))
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return Item(
        id=_digest(entry.get("id") or link or title), digest=_digest(f"{title}\n{text}"), link=link[:2000],
        title=title, text=text, whole=len(text.split()) >= WHOLE, published=_day(when),
    )  # fmt: skip


def _day(when: Any) -> str:
    if not when:
        return ""
    try:
        return datetime.fromtimestamp(timegm(when), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote|section|article)\b[^>]{0,500}>", re.I
)


def _words(markup: str) -> str:
    """The words of a piece of HTML, one paragraph a line."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import html  # type: ignore[import-untyped]
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        text = html.fromstring(f"<div>{_BLOCK.sub(chr(10) * 2, markup[: 4 * LONGEST])}</div>").text_content()
    except (LxmlError, ValueError):
        return ""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line)


def _line(text: str) -> str:
    return " ".join(_words(text).split())[:300]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def next_wait(last: timedelta, fresh: bool, failed: bool) -> timedelta:
    """How long to wait before a feed is asked again: longer while quiet, longer still while it fails."""
    if failed:
        return min(max(USUAL, last * 2), BROKEN)
    return USUAL if fresh or not last else min(max(USUAL, last * 1.5), QUIET)


def with_jitter(wait: timedelta, seed: str) -> timedelta:
    """A wait up to a tenth longer or shorter, by the seed, so that feeds are not all asked at once."""
    share = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) / 0xFFFFFFFF
    return wait * (0.9 + 0.2 * share)


def asked_to_wait(words: str, now: datetime) -> timedelta:
    """How long a server's Retry-After asks us to wait, at most a day; nothing when it does not say."""
    if words.isdecimal():
        return min(timedelta(seconds=min(int(words), 10**6)), BROKEN)
    try:
        return max(timedelta(), min(parsedate_to_datetime(words) - now, BROKEN)) if words else timedelta()
    except (ValueError, TypeError):
        return timedelta()
