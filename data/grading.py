"""Grading: the reliability of publishers and the marking of facts and articles, as people set them."""

from data.store.changes import Edit
from data.store.shelf import Shelf


def publishers_named(shelf: Shelf, words: str) -> list[tuple[int, str, str]]:
    """The publishers of this name, else those whose name holds the words, as (id, name, grade)."""
    sql = "SELECT id, name, grade FROM publisher WHERE name {} ORDER BY name LIMIT 6"
    rows = shelf.rows(sql.format("= :words COLLATE NOCASE"), words=words)
    if not rows:
        escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        rows = shelf.rows(sql.format("LIKE :like ESCAPE '\\'"), like=f"%{escaped}%")
    return [(row[0], row[1], row[2]) for row in rows]


def grade(edit: Edit, publisher: int, letter: str) -> None:
    """Grade a publisher A (reliable) to F (cannot be judged): the Admiralty code."""
    edit.update("publisher", {"id": publisher}, {"grade": letter})
    edit.concerns("publisher", publisher)


def mark_fact(edit: Edit, fact: int, level: int) -> None:
    """Mark a fact; `level` is an index into TLP."""
    edit.update("fact", {"id": fact}, {"tlp": level})
    edit.concerns("fact", fact)


def mark_article(edit: Edit, article: int, level: int) -> None:
    """Mark an article: its facts are marked as high at least; those that were as low as it follow it down."""
    before = edit.db.execute("SELECT tlp FROM article WHERE id = ?", (article,)).fetchone()[0]
    edit.update("article", {"id": article}, {"tlp": level})
    rows = edit.db.execute("SELECT id, tlp FROM fact WHERE article = ?", (article,)).fetchall()
    for number, held in rows:
        if held < level or held == before:
            edit.update("fact", {"id": number}, {"tlp": level})
            edit.concerns("fact", number)
    edit.concerns("article", article)
