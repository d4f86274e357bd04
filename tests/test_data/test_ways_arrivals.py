"""An arrival is noted, followed up as a version or a notice, and undone with all that came only from it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.dates import DateSpan
from data.ingest import Incoming, Report, arrive, gather, ingest, ingest_files
from data.matching import NameIndex
from data.reading import read_article
from data.store import arrivals, articles, coverage, endings, entities, facts
from data.store.arrivals import Came
from data.store.shelf import Shelf
from data.store.store import Store
from data.ways import deciding
from data.ways.child import rules_alone
from data.ways.retracting import address
from data.ways.withdrawing import restore_article, withdraw_article

NOW = datetime(2026, 3, 2, tzinfo=UTC)
LATER = "2026-03-05T00:00:00+00:00"
FIRST = (
    "title: Arrests at the port\npublisher: The Courier\npublished: 2024-05-06\nurl: https://courier.example/17\n\n"
    "Anna Berg, Minister of Interior of Norland, met Omar Khan, Director General of the Border Agency (BA), in Vienna "
    "on 5 May 2024.\n\nThe police arrested 12 human smugglers in Karachi on 3 May 2024. The port was closed for a day "
    "after the arrests, and ships had to wait outside until the evening.\n\nThe Border Agency seized 300 passports "
    "in Lahore on 4 May 2024.\n"
)
EDITED = FIRST.replace("12 human", "14 human").replace(
    "The Border Agency seized 300 passports in Lahore on 4 May 2024.\n", "More is expected.\n"
)


@pytest.fixture
def store() -> Store:
    return Store()


def put(store: Store, text: str, name: str = "a.txt") -> Report:
    return ingest(store, text.encode(), name, lambda: None, lambda: NOW)


def numbers(store: Store, at: str = "9999") -> set[float]:
    return {fact.number for fact in facts.newest(shelf(store, at)) if fact.number}


def shelf(store: Store, at: str = "9999") -> Shelf:
    one = store.shelf()
    return Shelf(one.db, one.names, at)


def drop(store: Store, number: int, now: str = LATER) -> bool:
    with store.writing() as db:
        return withdraw_article(db, number, 7, "a mistake", now)


def restore(store: Store, number: int, now: str = "2026-03-09T00:00:00+00:00") -> bool:
    with store.writing() as db:
        return restore_article(db, number, now)


def visible(store: Store) -> list[object]:
    """Everything that an answer could be made of."""
    db = store.shelf().db
    one = shelf(store)
    return [
        [fact.model_dump(exclude={"recorded_at"}) for fact in facts.newest(one, limit=500)],
        sorted(map(tuple, db.execute("SELECT entity, text, sort, norm FROM alias"))),
        sorted(map(tuple, db.execute("SELECT id, name, short FROM entity WHERE ended_at IS NULL"))),
        sorted(articles.get_all(one, range(50))),
        coverage.of(one),
        coverage.publishers(one),
        sorted(coverage.kinds(one)),
        sorted(map(tuple, db.execute("SELECT key, article FROM band"))),
        sorted(map(tuple, db.execute("SELECT id, copy_of FROM article WHERE ended_at IS NULL"))),
    ]


def test_a_dropped_article_leaves_nothing_of_its_own(store: Store) -> None:
    put(store, FIRST.replace("courier.example/17", "courier.example/1"), "one.txt")
    before = visible(store)
    other = put(store, "title: Visit\npublisher: The Herald\n\nPetra Lind, Secretary of the Maritime Office (MO), met "
                       "Anna Berg, Minister of Interior of Norland, in Oslo on 9 May 2024. The MO seized 44 boats.\n", "two.txt")  # fmt: skip
    assert visible(store) != before
    assert drop(store, other.article_id or 0)
    assert visible(store) == before
    assert not NameIndex(store.shelf().db).search("Petra Lind")
    assert not drop(store, other.article_id or 0), "dropped twice is dropped once"


def test_what_was_dropped_is_put_back_as_it_was(store: Store) -> None:
    put(store, FIRST)
    before = visible(store)
    drop(store, 1)
    assert articles.get(store.shelf(), 1) is None
    assert restore(store, 1)
    assert visible(store) == before
    assert not restore(store, 1)


def test_a_dropped_article_is_still_there_as_of_the_day_before(store: Store) -> None:
    put(store, FIRST)
    drop(store, 1)
    restore(store, 1)
    assert 12.0 in numbers(store, "2026-03-04T00:00:00+00:00")
    assert 12.0 not in numbers(store, "2026-03-07T00:00:00+00:00")
    assert 12.0 in numbers(store)


def test_what_another_article_names_as_well_stays(store: Store) -> None:
    put(store, FIRST)
    put(
        store,
        "title: Other\npublisher: The Post\n\nThe Border Agency said on 7 June 2024 that 90 migrants returned.\n",
        "b.txt",
    )
    drop(store, 1)
    (found, *_) = NameIndex(store.shelf().db).search("Border Agency")
    assert entities.get(store.shelf(), found.entity_id)
    assert not [m for m in NameIndex(store.shelf().db).search("Anna Berg") if m.score > 0.9]


def test_the_same_article_dropped_is_not_read_again_by_itself(store: Store) -> None:
    put(store, FIRST)
    drop(store, 1)
    report = put(store, FIRST, "again.txt")
    assert report.already
    assert not facts.newest(store.shelf())


def test_an_edited_article_changes_its_facts(store: Store) -> None:
    """Changed values take the place of the old ones; what is no longer said is proposed for withdrawal."""
    put(store, FIRST)
    (old,) = (fact for fact in facts.newest(store.shelf()) if fact.number == 12)
    kept = len(facts.newest(store.shelf()))
    report = put(store, EDITED)
    assert (report.version_of, report.facts, report.changed, report.vanished) == (1, 1, 1, report.vanished)
    assert report.vanished >= 1
    (new,) = (fact for fact in facts.newest(store.shelf()) if fact.number == 14)
    row = store.shelf().db.execute("SELECT supersedes FROM fact WHERE id = ?", (new.id,)).fetchone()
    assert row[0] == old.id
    ended = store.shelf().db.execute("SELECT state, ended_at FROM fact WHERE id = ?", (old.id,)).fetchone()
    assert (ended["state"], bool(ended["ended_at"])) == ("superseded", True)
    assert 300.0 in numbers(store), "what vanished holds until somebody has decided"
    assert len(facts.newest(store.shelf())) == kept
    stored = articles.get(store.shelf(), report.article_id or 0)
    assert stored is not None
    assert stored.copy_of == 1, "two versions are one source"


def test_what_vanished_is_withdrawn_or_left_by_decision(store: Store) -> None:
    put(store, FIRST)
    report = put(store, EDITED)
    with store.writing() as db:
        assert deciding.withdraw_vanished(db, report.article_id or 0, 7, LATER) == report.vanished
    assert 300.0 not in numbers(store)
    assert arrivals.vanished(store.shelf(), report.article_id or 0) == []


def test_dropping_a_newer_version_brings_the_earlier_back(store: Store) -> None:
    put(store, FIRST)
    before = visible(store)
    report = put(store, EDITED)
    with store.writing() as db:
        deciding.withdraw_vanished(db, report.article_id or 0, 7, LATER)
    drop(store, report.article_id or 0)
    assert visible(store) == before
    restore(store, report.article_id or 0)
    assert 14.0 in numbers(store)
    assert 12.0 not in numbers(store)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("url: https://courier.example/17\n", ""),
        lambda text: text.replace("courier.example/17", "www2.courier.example/other"),
        lambda text: text.replace(
            "https://courier.example/17", "https://courier.example/17/?utm_source=x#top"
        ),
    ],
)
def test_a_version_is_known_by_address_or_by_publisher_and_title(
    store: Store, change: Callable[[str], str]
) -> None:
    put(store, FIRST)
    assert put(store, change(EDITED), "b.txt").version_of == 1


def test_another_publisher_with_the_same_words_is_a_copy_and_no_version(store: Store) -> None:
    put(store, FIRST)
    text = FIRST.replace("The Courier", "The Herald").replace("courier.example/17", "herald.example/3")
    report = put(store, text, "b.txt")
    assert (report.version_of, report.copy_of) == (None, 1)


def test_next_weeks_bulletin_of_the_same_title_is_no_version(store: Store) -> None:
    text = FIRST.replace("url: https://courier.example/17\n", "")
    put(store, text)
    report = put(store, text.replace("2024-05-06", "2024-05-20").replace("12 human", "31 human"), "b.txt")
    assert report.version_of is None


def test_the_same_text_at_the_same_address_is_there_already(store: Store) -> None:
    put(store, FIRST)
    report = put(store, FIRST.replace("title: Arrests", "Title:  Arrests"), "b.txt")
    assert report.already


def test_a_retraction_by_its_publisher_ends_the_facts(store: Store) -> None:
    put(store, FIRST)
    notice = ("title: Retraction: Arrests at the port\npublisher: The Courier\npublished: 2024-05-09\n\n"
              "We retract our article “Arrests at the port”. It does not meet our standards.\n")  # fmt: skip
    report = put(store, notice, "b.txt")
    assert report.retracts == 1
    assert report.retracted > 0
    assert not numbers(store)
    drop(store, report.article_id or 0)
    assert 12.0 in numbers(store)


def test_a_retraction_of_somebody_elses_article_only_proposes(store: Store) -> None:
    put(store, FIRST)
    notice = ("title: Retraction\npublisher: The Herald\n\nThis article has been retracted: "
              "https://courier.example/17 was wrong about the port.\n")  # fmt: skip
    report = put(store, notice, "b.txt")
    assert (report.retracts, report.retracted) == (1, 0)
    assert 12.0 in numbers(store)
    assert arrivals.vanished(store.shelf(), report.article_id or 0)


def test_a_report_on_a_retraction_is_no_notice(store: Store) -> None:
    put(store, FIRST)
    report = put(store, "title: Minister retracts remark\npublisher: The Post\n\nThe Minister of Interior of Norland, "
                        "Anna Berg, withdrew her remark on the port on Monday after protests in the town.\n", "b.txt")  # fmt: skip
    assert report.retracts is None


def test_proposed_facts_hold_when_they_are_accepted(store: Store) -> None:
    put(store, FIRST)
    came = Came(way="feed")
    report = arrive(
        store, Incoming(raw=EDITED.encode(), name="b.txt"), came, rules_alone, lambda: NOW, proposed=True
    )
    assert numbers(store) == {12.0, 300.0}
    with store.writing() as db:
        assert deciding.accept(db, report.article_id or 0, 7, LATER) == report.facts
    assert numbers(store) == {14.0, 300.0}
    assert numbers(store, "2026-03-04T00:00:00+00:00") == {12.0, 300.0}
    assert arrivals.get(store.shelf(), report.article_id or 0).state == "kept"


def test_the_same_request_brings_an_article_once(store: Store) -> None:
    one = Incoming(raw=FIRST.encode(), name="a.txt")
    came = Came(way="message", key="41:7")
    first = arrive(store, one, came, rules_alone, lambda: NOW)
    again = arrive(
        store,
        Incoming(raw=b"Something else altogether was said.", name="b.txt"),
        came,
        rules_alone,
        lambda: NOW,
    )
    assert (again.already, again.article_id) == (True, first.article_id)
    assert articles.count(store.shelf().db) == 1


def test_what_came_with_an_article_fills_what_it_does_not_say(store: Store) -> None:
    day = DateSpan(edtf="2024-05-07", precision="day", words="2024-05-07")
    one = Incoming(raw=b"Anna Berg met Omar Khan in Vienna, the ministry said.", name="message.txt",
                   given={"publisher": "Norland Channel", "published": day, "url": "https://t.example/c/9"})  # fmt: skip
    report = arrive(store, one, Came(way="message"), rules_alone, lambda: NOW)
    stored = articles.get(store.shelf(), report.article_id or 0)
    assert stored is not None
    assert (stored.publisher, stored.published.edtf, stored.url) == (
        "Norland Channel",
        "2024-05-07",
        "https://t.example/c/9",
    )


def test_a_corrected_date_is_read_with_again(store: Store) -> None:
    put(store, "title: Talks\npublisher: The Courier\npublished: 2024-05-06\n\nAnna Berg, Minister of Interior of Norland, "
               "met Omar Khan, Director General of the Border Agency, in Vienna on Friday.\n\nThe police arrested 12 human "
               "smugglers in Karachi on Friday.\n")  # fmt: skip
    dated = {fact.when.edtf for fact in facts.newest(store.shelf())}
    with store.writing() as db:
        deciding.correct(db, 1, "date", "2024-06-03")
    deciding.reread(store, 1, lambda article, known: read_article(article, known, None), LATER)
    after = {fact.when.edtf for fact in facts.newest(store.shelf())}
    assert after != dated
    stored = articles.get(store.shelf(), 1)
    assert stored is not None
    assert stored.published.edtf == "2024-06-03"


def test_a_dry_run_stores_nothing_and_says_what_would_be(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST)
    before = visible(store)
    (report,) = ingest_files(store, gather([tmp_path]), lambda: None, lambda: NOW, dry=True)
    assert report.facts > 0
    assert report.article_id is None
    assert visible(store) == before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x/", "https://a.example/x"),
        ("HTTPS://A.example/x?utm_source=f&id=3#top", "https://a.example/x?id=3"),
        ("http://a.example:80/x", "http://a.example/x"),
        ("no address", "no address"),
    ],
)
def test_an_address_is_known_again(one: str, other: str) -> None:
    assert address(one) == other


def test_endings_of_an_article_are_counted(store: Store) -> None:
    put(store, FIRST)
    report = put(store, EDITED)
    assert endings.caused(store.shelf().db, report.article_id or 0, "changed") == 1
