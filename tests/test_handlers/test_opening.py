"""Opening a store that is filled brings in nothing that only reading needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from data.store import articles
from data.store.store import Store
from data.values import Article
from handlers.opening import fill
from handlers.settings import Settings

HEAVY = {
    "spacy",
    "trafilatura",
    "nupunkt",
    "py3langid",
    "sqlite_utils",
    "ahocorasick_rs",
    "data.reading.reader",
}
ASK = """
import sys
from run_bot import app
try:
    app(["ask", "/search harbour"])
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def test_an_answer_imports_no_reader_and_no_migrations(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    with store.writing() as db:
        articles.keep(
            db, Article(text="A harbour.", file="a.txt", sha256="1"), (), "2026-03-02T09:00:00+00:00"
        )
    store.note_filled()
    store.close()
    root = Path(__file__).resolve().parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=root, env={"BRIEFING_DATABASE": str(path)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "No record of “harbour”" in done.stdout, done.stderr
    assert not HEAVY & set(done.stderr.split())


def test_a_filling_that_was_interrupted_is_finished_by_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Anna Berg met Omar Khan in Vienna, report {number}.")
    settings = Settings(articles=folder)
    store = Store(tmp_path / "a.db")

    def interrupt(line: str) -> None:
        if line.startswith("0.txt"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(store, settings, interrupt)
    fill(store, settings, lambda line: None)
    told: list[str] = []
    fill(store, settings, told.append)
    assert articles.count(store.shelf().db) == 3
    assert told == []
    store.close()
