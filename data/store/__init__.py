"""The store: one SQLite file, one writer, many readers; the only place that holds SQL besides matching."""
