"""Trail: which changes the log holds of a thing, of a person, of a time, for whoever reads it."""

import json
from collections.abc import Iterable

from data.store.changes import Change, Sort, change_of
from data.store.shelf import Shelf


def last_by(shelf: Shelf, who: int) -> Change | None:
    """The last change of a person that is not undone and undoes nothing itself."""
    row = shelf.row(
        """SELECT * FROM change WHERE who = :who AND undone_by IS NULL AND undoes IS NULL
           ORDER BY id DESC LIMIT 1""",
        who=who,
    )
    return change_of(row) if row else None


def above(shelf: Shelf, numbers: Iterable[int]) -> set[int]:
    """Those of these changes that are about a fact or an article marked above the ceiling of the shelf."""
    rows = shelf.rows(
        """SELECT change FROM change_of JOIN fact ON sort = 'fact' AND fact.id = change_of.number
           WHERE fact.tlp > :ceiling AND change IN (SELECT value FROM json_each(:numbers))
           UNION SELECT change FROM change_of
           JOIN article ON sort = 'article' AND article.id = change_of.number
           WHERE article.tlp > :ceiling AND change IN (SELECT value FROM json_each(:numbers))""",
        numbers=json.dumps(list(numbers)),
    )
    return {row[0] for row in rows}


def of(shelf: Shelf, sort: Sort, numbers: Iterable[int], limit: int = 40) -> list[Change]:
    """The changes to any of these, the last first."""
    rows = shelf.rows(
        """SELECT * FROM change WHERE id IN (SELECT change FROM change_of WHERE sort = :sort
           AND number IN (SELECT value FROM json_each(:numbers))) ORDER BY id DESC LIMIT :limit""",
        sort=sort, numbers=json.dumps(list(numbers)), limit=limit,
    )  # fmt: skip
    return [change_of(row) for row in rows]


def between(shelf: Shelf, since: str = "", until: str = "9999", who: int | None = None,
            limit: int = 40, offset: int = 0) -> list[Change]:  # fmt: skip
    """The changes of a time, of one person or of all, the last first."""
    rows = shelf.rows(
        """SELECT * FROM change WHERE at >= :since AND at < :until AND (:who IS NULL OR who = :who)
           ORDER BY id DESC LIMIT :limit OFFSET :offset""",
        since=since, until=until, who=who, limit=limit, offset=offset,
    )  # fmt: skip
    return [change_of(row) for row in rows]
