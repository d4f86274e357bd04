"""Near-copies among articles: found through bands of their digests, kept as a link to the first of them."""

import hashlib

from data.reading.copies import Signature, near_copy
from data.store.shelf import Connection

ROWS = 3
"""Digest values in a band. With 42 bands of 3, a copy cut short (resemblance .38) is met with p = .91,
one that is merely edited (.7) always; two reports written apart (under .1) hardly ever."""


def bands(signature: Signature) -> list[int]:
    """The keys under which an article is filed: 63-bit numbers, one for each band."""
    digest = signature.digest
    parts = [digest[at : at + ROWS] for at in range(0, len(digest) - ROWS + 1, ROWS)]
    return [_key(number, part) for number, part in enumerate(parts)]


def _key(number: int, part: tuple[int, ...]) -> int:
    raw = hashlib.blake2b(repr((number, part)).encode(), digest_size=8).digest()
    return int.from_bytes(raw) >> 1


def keep(db: Connection, article: int, text: str, signature: Signature) -> int | None:
    """File an article, and link it to the first article that it is a near-copy of; returns that one's id.

    The caller owns the transaction.
    """
    keys = bands(signature) if signature.size else []
    first = _first(db, keys, text)
    db.executemany(
        "INSERT OR IGNORE INTO band (key, article) VALUES (?, ?)", [(key, article) for key in keys]
    )
    if first is not None:
        db.execute("UPDATE article SET copy_of = ? WHERE id = ?", (first, article))
    return first


def _first(db: Connection, keys: list[int], text: str) -> int | None:
    marks = ", ".join("?" * len(keys))
    rows = db.execute(
        f"""SELECT article.id, article.text, coalesce(article.copy_of, article.id) AS origin
            FROM article WHERE id IN (SELECT article FROM band WHERE key IN ({marks})) ORDER BY id""",
        keys,
    )
    return next((row["origin"] for row in rows if near_copy(text, row["text"])), None)
