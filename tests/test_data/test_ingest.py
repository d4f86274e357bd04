"""Every file ends as an article or as one sentence that says why not; a bad one never stops the rest."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefs import sources
from data.ingest import Report, gather, ingest_files
from data.reading.text import LIMIT
from data.store import articles
from data.store.store import Store

NEWS = (
    "title: Ministers meet\npublished: 2024-05-06\npublisher: The Courier\n\n"
    "Anna Berg, Minister of Interior of Norland, met Omar Khan, Director General of the Border Agency (BA), "
    "in Vienna on 5 May 2024.\n"
)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def read(store: Store, *paths: Path) -> list[Report]:
    return list(ingest_files(store, gather(paths), lambda: None, lambda: NOW))


def everything(store: Store) -> list[tuple[object, ...]]:
    db = store.shelf().db
    tables = ("article", "passage", "entity", "alias", "mention", "fact", "involves", "dated", "conflict")
    return [tuple(row) for table in tables for row in db.execute(f"SELECT * FROM {table}")]


@pytest.fixture
def store() -> Store:
    return Store()


def test_an_article_becomes_facts_that_point_into_its_text(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (report,) = read(store, tmp_path)
    assert report.facts > 0
    assert report.names > 0
    article = articles.get(store.shelf(), report.article_id or 0)
    assert article is not None
    assert (article.title, article.publisher, article.published.edtf) == (
        "Ministers meet",
        "The Courier",
        "2024-05-06",
    )
    for row in store.shelf().db.execute('SELECT start, "end", evidence, value FROM fact'):
        assert article.text[row["start"] : row["end"]] == row["evidence"]
        assert row["value"] in row["evidence"]


def test_the_same_article_twice_adds_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    first, again = read(store, tmp_path)
    before = everything(store)
    (third,) = read(store, tmp_path / "a.txt")
    assert not first.already
    assert again.already
    assert third.already
    assert again.article_id == third.article_id == first.article_id
    assert everything(store) == before


BAD = {
    "empty.txt": b"",
    "blank.txt": b"  \n\n ",
    "binary.txt": bytes(range(256)) * 20,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "paper.txt": b"%PDF-1.7\n" + b"\xe2\xe3\xcf\xd3" * 50,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_and_leaves_the_store_as_it_was(
    store: Store, tmp_path: Path, name: str
) -> None:
    (tmp_path / "0.txt").write_text(NEWS, encoding="utf-8")
    read(store, tmp_path)
    before = everything(store)
    (tmp_path / name).write_bytes(BAD[name])
    (report,) = read(store, tmp_path / name)
    assert report.refused
    assert report.refused.count("\n") == 0
    assert report.article_id is None
    assert everything(store) == before


def test_a_bad_file_never_stops_the_rest(store: Store, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(b"")
    (tmp_path / "2.txt").write_text(NEWS, encoding="utf-8")
    refused, good = read(store, tmp_path)
    assert refused.refused
    assert good.facts


def test_a_file_of_50_megabytes_is_refused_without_being_read(store: Store, tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    (report,) = read(store, tmp_path / "large.txt")
    assert f"{LIMIT // 10**6} MB" in report.refused


def test_latin_1_is_read(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Le délégué José Müller s'est rendu à Genève.".encode("latin-1"))
    (report,) = read(store, tmp_path)
    article = articles.get(store.shelf(), report.article_id or 0)
    assert article is not None
    assert "José Müller" in article.text


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a,b")
    (tmp_path / "README.md").write_text("# About these articles")
    (refused,) = gather([tmp_path])
    assert isinstance(refused, Report)
    assert "holds no article" in refused.refused


def test_a_path_that_is_not_there_says_so(tmp_path: Path) -> None:
    (refused,) = gather([tmp_path / "nowhere"])
    assert isinstance(refused, Report)
    assert "does not exist" in refused.refused


def test_a_path_that_cannot_be_used_never_stops_the_rest(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    missing, long, pipe, good = read(
        store, tmp_path / "nowhere", tmp_path / ("x" * 400), fifo(tmp_path), tmp_path / "a.txt"
    )
    assert missing.refused
    assert long.refused
    assert pipe.refused
    assert good.facts


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def test_a_mistake_of_ours_in_one_file_is_logged_and_never_stops_the_rest(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "1.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "2.txt").write_text(NEWS + "More.", encoding="utf-8")
    calls = iter([RuntimeError("no model today")])

    def people() -> None:
        for error in calls:
            raise error

    broken, good = ingest_files(store, gather([tmp_path]), people, lambda: NOW)
    assert "logged" in broken.refused
    assert "no model today" in caplog.text
    assert good.facts


def test_a_path_that_cannot_be_read_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    (report,) = list(ingest_files(store, [tmp_path / "a.txt"], lambda: None))
    assert "not a file" in report.refused


def test_the_whole_sample_is_read_and_every_value_stands_in_its_evidence(desk) -> None:
    """No fact whose evidence does not contain its value, and no evidence that is not its article's text."""
    rows = (
        desk.store.shelf()
        .db.execute(
            """SELECT fact.value, fact.evidence, fact.start, fact."end", article.text
           FROM fact JOIN article ON article.id = fact.article"""
        )
        .fetchall()
    )
    assert len(rows) > 100
    for row in rows:
        assert row["value"] in row["evidence"]
        assert row["text"][row["start"] : row["end"]] == row["evidence"]


def test_no_fact_is_read_from_a_suspect_or_boilerplate_passage(desk) -> None:
    rows = (
        desk.store.shelf()
        .db.execute(
            """SELECT fact.id FROM fact JOIN passage ON passage.article = fact.article
           AND passage.start < fact."end" AND fact.start < passage."end"
           WHERE passage.role IN ('suspect', 'boilerplate')"""
        )
        .fetchall()
    )
    assert not rows


def many(folder: Path, count: int = 60) -> Path:
    """A folder of small articles, some of them copies of others."""
    folder.mkdir()
    for number in range(count):
        text = NEWS.replace("Omar Khan", f"Omar {('Khan', 'Haddad', 'Malik')[number % 3]}")
        text += f"\nReport {number // 2} of the {('border', 'coast', 'city')[number % 3]} desk.\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def test_many_files_are_stored_the_same_by_one_process_and_by_two(tmp_path: Path) -> None:
    files = gather([many(tmp_path / "many")])
    stores = [Store(), Store()]
    for jobs, store in enumerate(stores, 1):
        reports = list(ingest_files(store, files, nobody, lambda: NOW, jobs=jobs))
        assert not [report for report in reports if report.refused]
    assert everything(stores[0]) == everything(stores[1])


def nobody() -> None:
    """No second person finder; a function of the module, so that it can be sent to another process."""


LONG = " ".join(
    f"Sentence {n} tells how officers of district {n * 7} searched boat {n * 3}." for n in range(40)
)


def test_a_near_copy_is_linked_to_the_first_and_counts_as_one_source(store: Store, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(NEWS + LONG, encoding="utf-8")
    (tmp_path / "2.txt").write_text(NEWS.replace("Courier", "Herald") + LONG + " Edited.", encoding="utf-8")
    (tmp_path / "3.txt").write_text(
        NEWS + "Another story about a harbour and its new tower.", encoding="utf-8"
    )
    first, copy, other = read(store, tmp_path)
    assert (first.copy_of, copy.copy_of, other.copy_of) == (None, first.article_id, None)
    known = articles.get_all(store.shelf(), [first.article_id or 0, copy.article_id or 0])
    assert "1 independent" in sources.foot(list(known.values()))
