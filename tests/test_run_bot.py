"""The door, as a newcomer opens it: `run_bot.py` as a separate process."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = (
    "title: Ministers meet\npublished: 2024-05-06\npublisher: The Courier\n\n"
    "Interior Minister Anna Berg of Norland met Omar Khan in Vienna on 5 May 2024.\n"
)


def run(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the program with a store of its own in `folder`."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BRIEFING_")}
    environment |= {"BRIEFING_DATABASE": str(folder / "a.db"), "BRIEFING_ARTICLES": str(folder / "articles")}
    environment |= settings
    return subprocess.run(
        [sys.executable, str(ROOT / "run_bot.py"), *words],
        env=environment, capture_output=True, text=True, timeout=120, cwd=folder, input="",
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_ask_fills_an_empty_store_answers_with_a_citation_and_exits_0(folder: Path) -> None:
    done = run(folder, "ask", "/actor Berg")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Anna Berg\n")
    assert "[1] The Courier, 6 May 2024, Ministers meet" in done.stdout
    assert "a.txt: [1]" in done.stderr


@pytest.mark.parametrize(
    ("question", "code"), [("/actor Nobody Atall", 1), ("/actor", 2), ("/nosuch thing", 2), ("", 2)]
)
def test_the_exit_code_says_what_became_of_a_question(folder: Path, question: str, code: int) -> None:
    done = run(folder, "ask", question)
    assert done.returncode == code
    assert "Traceback" not in done.stdout + done.stderr


def test_ingest_tells_one_line_for_each_file_and_goes_on_after_a_bad_one(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"")
    (folder / "good.txt").write_text(ARTICLE.replace("Berg", "Holm"), encoding="utf-8")
    done = run(folder, "ingest", "bad.txt", "good.txt")
    assert done.returncode == 0, done.stderr
    bad, good = done.stdout.splitlines()
    assert bad.startswith("bad.txt: refused.")
    assert good.startswith("good.txt: [2]")


def test_a_new_store_into_which_files_are_read_holds_these_alone(tmp_path: Path) -> None:
    """The sample that comes with the program is for a store which nobody has given anything."""
    (tmp_path / "own.txt").write_text(ARTICLE, encoding="utf-8")
    sample = {"BRIEFING_ARTICLES": "data/articles"}
    (tmp_path / "data" / "articles").mkdir(parents=True)
    (tmp_path / "data" / "articles" / "sample.txt").write_text(ARTICLE.replace("Berg", "Holm"))
    assert run(tmp_path, "ingest", "own.txt", "--dry-run", **sample).returncode == 0
    done = run(tmp_path, "ingest", "own.txt", **sample)
    assert done.stdout.startswith("own.txt: [1]")
    assert run(tmp_path, "ask", "/actor Berg", **sample).returncode == 0
    assert run(tmp_path, "ask", "/actor Holm", **sample).returncode == 1


def test_the_sample_by_another_path_stays_out_and_one_that_was_begun_is_finished(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text(ARTICLE, encoding="utf-8")
    articles = tmp_path / "data" / "articles"
    articles.mkdir(parents=True)
    (articles / "sample.txt").write_text(ARTICLE.replace("Berg", "Holm"))
    assert run(tmp_path, "ingest", "own.txt", BRIEFING_ARTICLES=str(articles)).stdout.startswith(
        "own.txt: [1]"
    )
    (tmp_path / "a.db").unlink()
    assert run(tmp_path, "ask", "/actor Holm", BRIEFING_ARTICLES="data/articles").returncode == 0
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("PRAGMA user_version = 0")
    db.close()
    (articles / "second.txt").write_text(ARTICLE.replace("Berg", "Lund"))
    run(tmp_path, "ingest", "own.txt", BRIEFING_ARTICLES="data/articles")
    assert run(tmp_path, "ask", "/actor Lund", BRIEFING_ARTICLES="data/articles").returncode == 0


def test_a_watch_that_is_refused_leaves_a_new_store_to_the_sample(folder: Path) -> None:
    (folder / "own.txt").write_text(ARTICLE.replace("Berg", "Holm"), encoding="utf-8")
    assert run(folder, "ingest", "--watch", "own.txt", BRIEFING_ARTICLES="data/articles").returncode == 2
    (folder / "data").mkdir()
    (folder / "articles").rename(folder / "data" / "articles")
    assert run(folder, "ask", "/actor Berg", BRIEFING_ARTICLES="data/articles").returncode == 0


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        (("ask", "x"), {"BRIEFING_ACCESS": "nobody"}, "BRIEFING_ACCESS must be"),
        (("ask", "x"), {"BRIEFING_DATABASE": "{folder}/articles/a.txt"}, "not a database"),
        ((), {}, "No bot token is set"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_sentence_without_a_traceback(
    folder: Path, words: tuple[str, ...], settings: dict[str, str], said: str
) -> None:
    done = run(folder, *words, **{k: v.format(folder=folder) for k, v in settings.items()})
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_locked_store_is_told_and_left_as_it_was(folder: Path) -> None:
    run(folder, "ask", "/start")
    with sqlite3.connect(folder / "a.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        asked = run(folder, "ask", "/actor Berg")
        (folder / "b.txt").write_text(ARTICLE.replace("Berg", "Holm"), encoding="utf-8")
        ingested = run(folder, "ingest", "b.txt")
        other.execute("ROLLBACK")
    other.close()
    assert asked.returncode == 0, asked.stderr
    assert ingested.returncode == 1
    assert "locked by another program" in ingested.stderr
    assert "Traceback" not in ingested.stderr
    assert run(folder, "ask", "/actor Holm").returncode == 1


def test_chat_greets_answers_and_ends_with_the_input(folder: Path) -> None:
    done = run(folder, "chat")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Briefing Bot\n")


def test_help_names_every_command_of_the_terminal(folder: Path) -> None:
    done = run(folder, "--help")
    assert done.returncode == 0
    assert {"ask", "chat", "ingest"} <= set(done.stdout.split())
