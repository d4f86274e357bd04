"""Content: a count of the changes of everything that answers are made from, kept by triggers."""

CONTENT = (
    "article", "passage", "dated", "entity", "alias", "mention", "doubt", "fact", "involves", "lapse",
    "conflict", "publisher",
)  # fmt: skip
"""The tables that answers are made from; what else they read (indexes, tallies) is made from these."""

COUNTER = "CREATE TABLE content (version INTEGER NOT NULL);\nINSERT INTO content VALUES (1);\n"
ON = """CREATE TRIGGER {table}_{deed}_counts AFTER {deed} ON {table} BEGIN
    UPDATE content SET version = version + 1;
END;
"""

COUNTED = COUNTER + "".join(
    ON.format(table=table, deed=deed) for table in CONTENT for deed in ("insert", "update", "delete")
)
"""The table that counts, and the triggers by which it does."""
