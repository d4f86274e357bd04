"""Folding anew: names that an earlier version filed under words it folded otherwise."""

import sqlite3

from data.matching.fold import fold
from data.matching.keys import feature_numbers
from data.matching.postings import Postings


def refold(db: sqlite3.Connection) -> int:
    """File the aliases anew whose words are folded otherwise by now; how many.

    The caller owns the transaction.
    """
    stale = [
        (id, norm, tokens)
        for id, text, norm in db.execute("SELECT id, text, norm FROM alias")
        if (tokens := fold(text)) and " ".join(tokens) != norm
    ]
    postings = Postings(db)
    for id, norm, tokens in stale:
        postings.discard(id, feature_numbers(tuple(norm.split())))
        db.execute("UPDATE alias SET norm = ? WHERE id = ?", (" ".join(tokens), id))
        postings.add(id, feature_numbers(tokens))
    return len(stale)
