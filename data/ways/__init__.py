"""The ways in: how articles arrive, from bytes, links, feeds and folders, and how an arrival is undone."""
