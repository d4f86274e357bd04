"""From an article to passages, mentions and facts: offline, deterministic, each step a pure function."""

from data.reading.reader import as_json, read_article

__all__ = ["as_json", "read_article"]
