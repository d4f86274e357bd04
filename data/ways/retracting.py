"""Retracting: whether an article is a notice that takes back or corrects an earlier one, and which. Pure."""

import re
from urllib.parse import urlsplit, urlunsplit

from data.dates import Value
from data.reading.document import Document

_HEAD = re.compile(
    r"\W*+(?:retract(?:ion|ed)|withdrawn|withdrawal of (?:an? |our )?(?:article|report|story))\b", re.I
)
"""How the title of a notice begins that takes back a whole article."""
_CORRECTS = re.compile(
    r"\W*+(?:corrections?|clarifications?|errat(?:um|a)|corrigend(?:um|a)|apolog(?:y|ies))\b", re.I
)
"""How the title of a notice begins that corrects one."""
_THING = r"(?:article|story|report|item|piece|news item|dispatch|post)"
_WHOLE = re.compile(
    rf"\b(?:we|the (?:paper|newspaper|agency|editors?|publisher)) (?:hereby |have |has |now )?"
    rf"(?:retract|withdraw|retracted|withdrawn|withdraws|retracts)\b[^.]{{0,80}}\b{_THING}\b"
    rf"|\b(?:this|the|an|our) (?:earlier |above |previous )?{_THING}\b[^.]{{0,120}}"
    rf"\b(?:has been|have been|was|is|is hereby) (?:now )?(?:retracted|withdrawn|taken back)\b",
    re.I,
)
"""A sentence that takes back a whole article."""
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’]{8,200})[”\"’]")
_ADDRESS = re.compile(r"https?://[^\s<>\"”)\]]{4,500}")
_NEAR = 600
"""Characters at the head of a text in which a notice says what it is."""


class Notice(Value):
    """What a notice says of itself, and how it names the article it is about."""

    whole: bool
    """True when it takes back the whole article, False when it corrects something in it."""
    sentence: str
    titles: tuple[str, ...] = ()
    """What it quotes: perhaps the title of that article."""
    urls: tuple[str, ...] = ()


def notice(document: Document) -> Notice | None:
    """The notice that an article is, or None. A news report about somebody's retraction is none."""
    title, head = document.article.title, document.text[:_NEAR]
    told = _WHOLE.search(head)
    said = _sentence(document, told.start()) if told else ""
    own = bool(told) and (
        said.lower().startswith(("we ", "this ", "the article", "the story")) or "editor" in head.lower()
    )
    if _HEAD.match(title) or _HEAD.match(head) or own:
        return _named(document, whole=True, sentence=said or title)
    if _CORRECTS.match(title) or _CORRECTS.match(head):
        return _named(document, whole=False, sentence=said or title)
    return None


def _named(document: Document, whole: bool, sentence: str) -> Notice:
    text = f"{document.article.title}\n{document.text[:3000]}"
    _, colon, after = document.article.title.partition(":")
    titles = [
        *([after.strip()] if colon and after.strip() else []),
        *(m[1].strip(" ,.") for m in _QUOTED.finditer(text)),
    ]
    urls = [m[0].rstrip(".,;") for m in _ADDRESS.finditer(text)]
    return Notice(
        whole=whole, sentence=" ".join(sentence.split())[:300],
        titles=tuple(dict.fromkeys(titles))[:8], urls=tuple(dict.fromkeys(urls))[:8],
    )  # fmt: skip


def _sentence(document: Document, offset: int) -> str:
    inside = (p for p in document.passages if p.start <= offset < p.end)
    return next((document.text[p.start : p.end] for p in inside), "")


_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src)$", re.I)


def address(url: str) -> str:
    """The address by which an article is known again: without fragment, tracking and a slash at the end."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    query = "&".join(
        one for one in parts.query.split("&") if one and not _TRACKING.match(one.partition("=")[0])
    )
    return urlunsplit((parts.scheme.lower(), host + port, parts.path.rstrip("/"), query, ""))
