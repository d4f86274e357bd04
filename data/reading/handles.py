"""Handles: '@NAME' in an embedded post, where NAME is how the article names somebody elsewhere."""

import re

from data.reading.document import Document
from data.values import Mention

_HANDLE = re.compile(r"@(\w{2,30})\b")


def find(document: Document) -> tuple[Mention, ...]:
    """Mentions for handles that are spelled like a name or acronym of the same article, else nothing."""
    names = {
        m.text: m for m in document.mentions if m.kind == "organisation" and m.how in ("name", "acronym")
    }
    taken = {m.start for m in document.mentions}
    found = []
    for m in _HANDLE.finditer(document.text):
        known = names.get(m[1])
        if known is not None and m.start() not in taken and m.start(1) not in taken:
            update = {"start": m.start(), "end": m.end(), "text": m[0], "how": "acronym", "confidence": 0.8}
            found.append(known.model_copy(update=update))
    return tuple(found)
