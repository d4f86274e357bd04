"""Opening a store that is filled brings in nothing that only reading needs."""

import subprocess
import sys
from pathlib import Path

from data.store import articles
from data.store.store import Store
from data.values import Article

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
    store.close()
    root = Path(__file__).resolve().parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=root, env={"BRIEFING_DATABASE": str(path)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "No record of “harbour”" in done.stdout, done.stderr
    assert not HEAVY & set(done.stderr.split())
