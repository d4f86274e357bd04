"""From an article to passages, mentions and facts: offline, deterministic, each step a pure function."""
