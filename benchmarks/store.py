"""`python -m benchmarks.store [FACTS]`: what it costs to keep a fact, beside plain sqlite-utils inserts.

Ours: the store's own way in (`benchmarks.generator`): articles, passages and mentions, facts with their
history columns, the full-text indexes of sentences and facts, the entities each involves. The peer, on
the same machine in the same run: `db["fact"].insert_all(rows)` of the same facts alone, without any
index, and once more with sqlite-utils' own full-text index kept in step by triggers.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from benchmarks.generator import generate
from data.store.store import Store

SIZE = 20_000


def ours(folder: Path, size: int) -> tuple[float, Path]:
    """Seconds to fill a store of our own, and its file."""
    path = folder / "ours.db"
    began = time.perf_counter()
    generate(path, size)
    return time.perf_counter() - began, path


def rows(path: Path) -> list[dict[str, Any]]:
    """The same facts as plain rows."""
    store = Store(path)
    found = [dict(row) for row in store.shelf().rows("SELECT * FROM fact")]
    store.close()
    return found


def plain(path: Path, found: list[dict[str, Any]], prepare: Callable[[Database], None]) -> float:
    """Seconds for sqlite-utils to insert the rows."""
    db = Database(path, execute_plugins=False)
    prepare(db)
    began = time.perf_counter()
    db["fact"].insert_all(_each(found), pk="id", batch_size=1_000)
    spent = time.perf_counter() - began
    db.close()
    return spent


def _each(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield from found


def _indexed(found: list[dict[str, Any]]) -> Callable[[Database], None]:
    def prepare(db: Database) -> None:
        db["fact"].insert(found[0], pk="id")
        db["fact"].enable_fts(["names", "predicate", "value", "counted", "evidence"], create_triggers=True)
        db["fact"].delete(found[0]["id"])

    return prepare


def line(name: str, seconds: float, path: Path, count: int, note: str) -> str:
    """One row of the table."""
    size = sum(part.stat().st_size for part in path.parent.glob(f"{path.name}*"))
    return f"| {name} | {count / seconds:,.0f} | {size / count:,.0f} | {note} |"


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    print("| store | facts/s | bytes on disk per fact | with |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        spent, path = ours(folder, size)
        found = rows(path)
        print(line("Briefing Bot", spent, path, len(found), "articles, sentences, names, history, full text"))
        bare = folder / "plain.db"
        print(
            line("sqlite-utils", plain(bare, found, lambda db: None), bare, len(found), "the fact rows alone")
        )
        text = folder / "text.db"
        print(
            line(
                "sqlite-utils", plain(text, found, _indexed(found)), text, len(found), "and a full-text index"
            )
        )


if __name__ == "__main__":
    main()
