"""Names: from what was typed to the entity that was meant, with the reason."""

from data.matching.index import Match, NameIndex
from data.matching.postings import create_tables
from data.matching.verdict import Choice, Nothing, Sure, verdict

__all__ = ["Choice", "Match", "NameIndex", "Nothing", "Sure", "create_tables", "verdict"]
