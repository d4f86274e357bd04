"""Soundness: whether a file can be trusted: all of it where that is quick, else what can be told at once."""

from data.store.shelf import Connection

QUICK = 32 * 1024 * 1024
"""Bytes of a file that is checked whole at each start: SQLite reads about 100 MB in a second."""


def first_problem(connection: Connection, quick: int = QUICK) -> str:
    """What is wrong with the file, '' when nothing is found.

    A file of more than `quick` bytes is not read whole: SQLite itself finds one that was cut short when
    it opens it, and the first row of every table is read. `whole` finds the rest.
    """
    (pages,), (size,) = (
        connection.execute(f"PRAGMA {what}").fetchone() for what in ("page_count", "page_size")
    )
    if pages * size <= quick:
        return whole(connection)
    for table in _tables(connection):
        connection.execute(f'SELECT * FROM "{table}" LIMIT 1').fetchone()
    return ""


def whole(connection: Connection) -> str:
    """What is wrong anywhere in the file, '' when nothing is; reads all of it (about 10 s for a gigabyte)."""
    problems = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
    if problems != ["ok"]:
        return problems[0]
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"a row of {broken[0]} points nowhere" if broken else ""


def _tables(connection: Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
