"""What is asked of the store is exact: tallies, the newest of much, names in a text, titles, and soundness."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dates import DateSpan
from data.store import articles, coverage, entities, facts, soundness
from data.store.schema import STEPS
from data.store.shelf import NOW, Shelf
from data.store.store import Store, connect
from data.values import Article, Fact, FactKind, Passage, StoredFact

DAYS = ("2025-01-01T00:00:00+00:00", "2025-06-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00")
TEXT = "Anna Berg met Omar Khan. The agency said nothing."
PASSAGES = (Passage(start=0, end=24), Passage(start=25, end=49, role="suspect"))


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()
    yield store
    store.close()


def at(store: Store, moment: str = NOW, ceiling: int = 3) -> Shelf:
    own = store.shelf()
    return Shelf(own.db, own.names, moment, ceiling)


def add(store: Store, number: int, publisher: str = "The Post", day: str = "", now: str = DAYS[0]) -> int:
    """An article with two passages that name entity 1, where there is one, and a fact about it in the first."""
    published = DateSpan(edtf=day, precision="day" if day else "none")
    article = Article(
        text=TEXT, title=f"Report {number}", publisher=publisher, published=published, file=f"{number}.txt",
        sha256=str(number),
    )  # fmt: skip
    with store.writing() as db:
        key = articles.keep(db, article, PASSAGES, now)
        if db.execute("SELECT 1 FROM entity WHERE id = 1").fetchone():
            first, second = (p.id for p in articles.passages(at(store), key))
            entities.keep_mentions(db, [(1, first, 0, 9, "name", 1.0), (1, second, 25, 35, "name", 1.0)])
            fact = Fact(kind=FactKind.OFFICE, subject="Anna Berg", subject_kind="person", predicate="holds",
                        value=f"office {number}", start=0, end=24)  # fmt: skip
            origin = facts.Origin(
                article=key,
                published=published,
                passage=first,
                entities={("person", "Anna Berg"): 1},
                evidence=TEXT,
            )
            facts.keep(db, fact, origin, now)
    return key


def person(store: Store, name: str = "Anna Berg", now: str = DAYS[0]) -> int:
    with store.writing() as db:
        return entities.keep(db, "person", name, now)


def test_what_is_tallied_now_is_what_is_counted_as_of_a_later_day(store: Store) -> None:
    for number, (publisher, day) in enumerate(
        [("A", "2025-02-03"), ("A", ""), ("", "2024-01-01"), ("B", "2025-12-31")]
    ):
        add(store, number, publisher, day, DAYS[number % 3])
    one, other = person(store), person(store, "Omar Khan")
    with store.writing() as db:
        db.execute("UPDATE article SET tlp = 3 WHERE id = 4")
        db.execute("UPDATE article SET publisher = 1 WHERE id = 3")
        db.execute("DELETE FROM passage WHERE article = 2")
        db.execute("DELETE FROM article WHERE id = 2")
        db.execute("UPDATE entity SET merged_into = ? WHERE id = ?", (one, other))
    for ceiling in (0, 3):
        now, later = at(store, NOW, ceiling), at(store, "9998", ceiling)
        assert coverage.of(now) == coverage.of(later)
        assert coverage.publishers(now) == coverage.publishers(later)
        assert coverage.kinds(now) == coverage.kinds(later) == [("person", 1)]
    assert coverage.of(at(store)).articles == 3
    assert coverage.of(at(store, NOW, 0)).last == "2025-02-03"
    assert coverage.publishers(at(store)) == [("A", 2), ("B", 1)]


MOMENTS = [
    f"{day}T{hour}:00:00+00:00" for day in ("2026-01-02", "2026-01-31", "2026-02-01", "2026-04-05") for hour in ("00", "12")
]  # fmt: skip
DATES = st.sampled_from(("", "2025-02-03"))
ARTICLE_CHANGES = st.one_of(
    st.tuples(st.just("recorded_at = ?"), st.sampled_from(MOMENTS)),
    st.tuples(st.just("publisher = (SELECT id FROM publisher WHERE name = ?)"), st.sampled_from(("A", "B", ""))),
    st.tuples(st.just("tlp = ?"), st.integers(0, 3)),
    st.tuples(
        st.just("published_precision = ?1, published_edtf = iif(?1 = 'day', '2025-02-03', '')"),
        st.sampled_from(("day", "none")),
    ),
)  # fmt: skip
ENTITY_CHANGES = st.one_of(
    st.tuples(st.just("recorded_at = ?"), st.sampled_from(MOMENTS)),
    st.tuples(st.just("kind = ?"), st.sampled_from(("person", "topic"))),
    st.tuples(st.just("merged_into = ?"), st.sampled_from((None, 1))),
)
ENDS = st.one_of(st.none(), st.sampled_from(MOMENTS))
GONE = st.integers(0, 3).map(lambda number: number == 1)
ARTICLES = st.lists(
    st.tuples(st.sampled_from(MOMENTS), st.sampled_from(("A", "B", "")), DATES, ENDS,
              st.lists(ARTICLE_CHANGES, max_size=2), GONE),
    max_size=8,
)  # fmt: skip
ENTITIES = st.lists(
    st.tuples(st.sampled_from(MOMENTS), ENDS, st.lists(ENTITY_CHANGES, max_size=3), GONE), max_size=8
)
Change = tuple[str, object]


@given(made=ARTICLES)
def test_the_articles_that_stood_at_any_moment_are_those_that_are_counted_row_by_row(
    made: list[tuple[str, str, str, str | None, list[Change], bool]],
) -> None:
    """Whatever was changed of them since, one thing after another, and whichever were deleted."""
    store = Store()
    for number, (recorded, publisher, day, ended, changes, is_gone) in enumerate(made):
        article = add(store, number, publisher, day, recorded)
        with store.writing() as db:
            db.execute("UPDATE article SET ended_at = ? WHERE id = ?", (ended, article))
            for change, value in changes:
                db.execute(f"UPDATE article SET {change} WHERE id = {article}", (value,))
            if is_gone:
                db.execute("DELETE FROM passage WHERE article = ?", (article,))
                db.execute("DELETE FROM article WHERE id = ?", (article,))
    assert_counted(store)
    store.close()


@given(made=ENTITIES)
def test_the_entities_that_stood_at_any_moment_are_those_that_are_counted_row_by_row(
    made: list[tuple[str, str | None, list[Change], bool]],
) -> None:
    """Merged and parted again, of another kind, of another month, deleted."""
    store = Store()
    person(store, now=MOMENTS[0])
    for number, (recorded, ended, changes, is_gone) in enumerate(made):
        entity = person(store, f"Person {number}", recorded)
        with store.writing() as db:
            for change, value in changes:
                db.execute(f"UPDATE entity SET {change} WHERE id = {entity}", (value,))
            db.execute("UPDATE entity SET ended_at = ? WHERE id = ?", (ended, entity))
            if is_gone:
                db.execute("DELETE FROM entity WHERE id = ?", (entity,))
    assert_counted(store)
    store.close()


def test_what_stood_before_the_months_were_counted_is_counted_too(tmp_path: Path) -> None:
    """A store of an earlier version: what each month brought is counted when it is opened."""
    path = tmp_path / "a.db"
    later = {name: STEPS.pop(name) for name in [name for name in STEPS if name >= "m011"]}
    try:
        store = Store(path)
        assert not store.shelf().rows("SELECT 1 FROM sqlite_master WHERE name = 'article_month'")
        for number, (day, now) in enumerate([("2025-02-03", MOMENTS[0]), ("", MOMENTS[2]), ("", MOMENTS[4])]):
            add(store, number, "AB"[number % 2], day, now)
        for number, now in enumerate(MOMENTS[:6:2]):
            person(store, f"Person {number}", now)
        merged = person(store, "Omar Khan", MOMENTS[0])
        with store.writing() as db:
            db.execute("UPDATE entity SET merged_into = 1 WHERE id = ?", (merged,))
            db.execute("UPDATE article SET ended_at = ?, tlp = 2 WHERE id = 2", (MOMENTS[5],))
        store.close()
    finally:
        STEPS.update(later)
    store = Store(path)
    assert [row[0] for row in store.shelf().rows("SELECT sum(entities) FROM entity_month")] == [3]
    assert coverage.of(at(store, MOMENTS[-1])).articles == 2
    assert_counted(store)
    store.close()


def assert_counted(store: Store) -> None:
    """Compare what is told of every moment with the rows that stood then."""
    for moment in MOMENTS:
        for ceiling in (0, 3):
            shelf = at(store, moment, ceiling)
            held = shelf.rows(
                f"""SELECT name, count(*) FROM article JOIN publisher ON publisher.id = publisher
                    WHERE {THEN_THERE} AND tlp <= :ceiling GROUP BY name"""
            )
            (undated,) = shelf.row(
                f"SELECT count(*) FROM article WHERE {THEN_THERE} AND tlp <= :ceiling AND published_edtf = ''"
            )
            assert dict(coverage.publishers(shelf)) == {row[0]: row[1] for row in held}
            assert coverage.of(shelf).undated == undated
        kinds = shelf.rows(
            f"""SELECT kind, count(*) FROM entity WHERE {THEN_THERE} AND merged_into IS NULL GROUP BY kind
                ORDER BY count(*) DESC, kind"""
        )
        assert coverage.kinds(shelf) == [tuple(row) for row in kinds]


THEN_THERE = "recorded_at <= :at AND (ended_at IS NULL OR ended_at > :at)"


def test_the_newest_are_found_however_many_later_ones_are_hidden(store: Store) -> None:
    person(store)
    for number in range(40):
        add(store, number, day=f"2024-01-{number % 28 + 1:02}", now=DAYS[0] if number < 3 else DAYS[2])
    with store.writing() as db:
        db.execute("UPDATE fact SET ended_at = ? WHERE id > 5", (DAYS[2],))
        db.execute("UPDATE article SET tlp = 3 WHERE id > 2")
    for found in (facts.about(at(store), 1, 2), facts.of_entity(at(store), 1, ["office", "quote"], limit=2)):
        assert [fact.value for fact in found] == ["office 4", "office 3"]
    then = at(store, DAYS[1])
    assert [fact.value for fact in facts.about(then, 1, 60)] == ["office 2", "office 1", "office 0"]
    assert [fact.value for fact in facts.newest(then, ["office"])] == ["office 2", "office 1", "office 0"]
    assert [one.passage.article_id for one in entities.seen(at(store, NOW, 0), 1, ["body"], 1)] == [2]
    assert [one.passage.article_id for one in entities.seen(then, 1, ["suspect", "body"], 9)] == [
        3,
        3,
        2,
        2,
        1,
        1,
    ]


@pytest.mark.parametrize("moment", [NOW, DAYS[1]])
@pytest.mark.parametrize("limit", [1, 2, 40])
def test_the_facts_of_several_are_those_of_each(store: Store, moment: str, limit: int) -> None:
    person(store)
    for number in range(9):
        add(store, number, day=f"2024-01-{number % 4 + 1:02}", now=DAYS[number % 2])
    with store.writing() as db:
        db.execute(
            "INSERT INTO entity (id, kind, name, recorded_at) VALUES (2, 'person', 'B', ?)", (DAYS[0],)
        )
        db.execute("UPDATE fact SET subject = 2 WHERE id % 3 = 0")
        db.execute("UPDATE involves SET entity = 2 WHERE fact % 3 = 0")
        db.execute("UPDATE fact SET ended_at = ? WHERE id IN (4, 8)", (DAYS[0],))
    one = at(store, moment)
    apart = [fact for number in (2, 1) for fact in facts.of_entity(one, number, ["office"], limit=limit)]
    assert facts.of_each(one, [2, 1], "office", limit) == apart
    assert {fact.subject_id for fact in apart} == {1, 2}


def offices_of(store: Store, days: int) -> None:
    """Entity 1 with an office fact for each day, the odd ones as their object."""
    person(store)
    for number in range(days):
        add(store, number, day=f"2024-01-{number + 1:02}")
    with store.writing() as db:
        db.execute("UPDATE involves SET part = 'object' WHERE fact % 2 = 0")


def values(found: list[StoredFact]) -> list[str]:
    return [fact.value for fact in found]


def test_of_either_side_the_newest_of_each_are_given(store: Store) -> None:
    offices_of(store, 8)
    either = facts.of_entity(at(store), 1, ["office"], facts.EITHER_SIDE, limit=2)
    assert values(either) == ["office 7", "office 6", "office 5", "office 4"]
    with store.writing() as db:
        db.execute(
            "UPDATE fact SET tlp = 3 WHERE id IN (3, 5, 7)"
        )  # all but the oldest of which it is the subject
    either = facts.of_entity(at(store, NOW, 0), 1, ["office"], facts.EITHER_SIDE, limit=2)
    assert values(either) == ["office 7", "office 5", "office 0"]


@pytest.mark.parametrize("limit", [1, 2, 40])
def test_of_each_kind_and_part_the_newest_are_given(store: Store, limit: int) -> None:
    offices_of(store, 12)
    with store.writing() as db:
        for table, key in (("fact", "id"), ("involves", "fact")):
            db.execute(f"UPDATE {table} SET kind = 'quote' WHERE {key} % 3 = 0")
        db.execute("UPDATE fact SET ended_at = ? WHERE id IN (11, 9)", (DAYS[0],))
    one = at(store)
    apart = [
        fact.id
        for kind in ("office", "quote")
        for part in facts.EITHER_SIDE
        for fact in facts.of_entity(one, 1, [kind], [part], limit)
    ]
    together = facts.of_each_kind(one, 1, ["office", "quote"], facts.EITHER_SIDE, limit)
    assert sorted(fact.id for fact in together) == sorted(apart)
    assert [fact.when.edtf for fact in together] == sorted((f.when.edtf for f in together), reverse=True)


def test_hidden_facts_of_one_kind_hide_none_of_another(store: Store) -> None:
    person(store)
    for number in range(9):
        add(store, number, day=f"2024-01-{number + 1:02}")
    with store.writing() as db:
        for table, key in (("fact", "id"), ("involves", "fact")):
            db.execute(f"UPDATE {table} SET kind = 'quote' WHERE {key} > 2")
        db.execute("UPDATE fact SET tlp = 3 WHERE id > 3")
    found = facts.of_entity(at(store, NOW, 0), 1, ["office", "quote"], limit=2)
    assert values(found) == ["office 2", "office 1"]


def test_what_is_between_two_is_about_both(store: Store) -> None:
    offices_of(store, 4)
    other = person(store, "Omar Khan")
    with store.writing() as db:
        db.execute(
            "INSERT INTO involves SELECT ?, day, fact, 'object', kind FROM involves WHERE fact = 3", (other,)
        )
        db.execute(
            "INSERT INTO involves SELECT ?, day, fact, 'named', kind FROM involves WHERE fact = 1", (other,)
        )
    assert values(facts.between(at(store), 1, other, ["office"])) == ["office 2"]
    assert values(facts.between(at(store), other, 1, ["office"])) == ["office 2"]
    assert facts.between(at(store), 1, other, ["meeting"]) == []


def test_of_many_passages_those_that_name_one_of_some(store: Store) -> None:
    person(store)
    add(store, 0)
    first, second = (p.id for p in articles.passages(at(store), 1))
    with store.writing() as db:
        db.execute("DELETE FROM mention WHERE passage = ?", (second,))
    assert entities.naming(at(store), [first, second], [1, 7]) == {first: 1}
    assert entities.naming(at(store), [first, second], [7]) == {}


def test_who_is_named_twice_in_a_passage_counts_once(store: Store) -> None:
    one, other = person(store), person(store, "Omar Khan")
    add(store, 0)
    first, second = (p.id for p in articles.passages(at(store), 1))
    with store.writing() as db:
        entities.keep_mentions(db, [(one, first, 14, 18, "name", 1.0), (other, first, 14, 23, "name", 1.0)])
    assert entities.naming(at(store), [first, second], [one, other]) == {first: 2, second: 1}
    assert entities.naming(at(store), [first], [one]) == {first: 1}


def test_of_many_articles_those_that_name_one_of_some_in_any_passage(store: Store) -> None:
    add(store, 0)  # nobody is known yet, and so nobody is named
    one, other = person(store), person(store, "Omar Khan")
    second, third = add(store, 1), add(store, 2)
    with store.writing() as db:
        last = articles.passages(at(store), third)[-1].id
        db.execute("DELETE FROM mention WHERE passage < ?", (last,))
        db.execute("UPDATE mention SET entity = ? WHERE passage = ?", (other, last))
    assert entities.articles_naming(at(store), [1, second, third], [one, other]) == {third}
    assert entities.articles_naming(at(store), [1, second, third], [one]) == set()
    assert entities.articles_naming(at(store), [1, second], [other]) == set()


def test_an_article_is_about_who_is_named_at_its_head_or_often(store: Store) -> None:
    one = person(store)
    first, second = add(store, 0), add(store, 1)
    with store.writing() as db:
        head = articles.passages(at(store), first)[0].id
        db.execute("DELETE FROM mention WHERE passage = ?", (head,))
    both, roles = [first, second], ["body", "suspect"]
    assert len(articles.passages(at(store), first)) == 2
    assert entities.articles_about(at(store), both, [one], roles, 2, 1) == {second}
    assert entities.articles_about(at(store), both, [one], roles, 3, 2) == {first, second}
    assert entities.articles_about(at(store), both, [one], roles, 1, 0) == {first, second}
    assert entities.articles_about(at(store), both, [one], roles, 3, 0) == set()
    assert entities.articles_about(at(store), both, [one], ["body"], 1, 1) == {second}
    assert entities.articles_about(at(store), both, [], roles, 0, 1) == set()


def test_passages_come_newest_article_first_and_in_their_order_within_it(store: Store) -> None:
    person(store)
    for number in range(5):
        add(store, number)
    seen = entities.seen(at(store), 1, ["suspect", "body"], 3)
    assert [(one.passage.article_id, one.passage.start) for one in seen] == [(5, 0), (5, 25), (4, 0)]
    assert [one.passage.role for one in entities.seen(at(store), 1, ["suspect"], 9)] == ["suspect"] * 5


def test_the_articles_that_name_somebody_are_those_that_may_be_shown(store: Store) -> None:
    person(store)
    for number in range(3):
        add(store, number, now=DAYS[number])
    with store.writing() as db:
        db.execute("UPDATE article SET tlp = 2 WHERE id = 2")
    assert entities.named_in(at(store), 1, ["suspect"]) == (1, 2, 3)
    assert entities.named_in(at(store, ceiling=1), 1, ["suspect"]) == (1, 3)
    assert entities.named_in(at(store, moment=DAYS[1]), 1, ["suspect"]) == (1, 2)
    assert entities.named_in(at(store), 1, ["suspect"], limit=2) == (2, 3)
    assert entities.named_in(at(store, ceiling=1), 1, ["suspect"], limit=2) == (1, 3)
    assert entities.named_in(at(store), 1, ["boilerplate"]) == ()


NAMES = [
    "Anna",
    "Anna Berg",
    "Anna Berg-Khan",
    "Berg",
    "Khan",
    "Khan of Khan",
    "U.N.",
    "a",
    "é",
    "“Berg”",
    "Zoë",
    "Annab",
]


@given(st.lists(st.sampled_from([*NAMES, "met", ",", "of", "the", "(Berg)", "Khan.", "“"]), max_size=12))
def test_the_names_in_a_text_are_found_as_if_each_were_looked_for(words: list[str]) -> None:
    store = named()
    text = " ".join(words)
    found = {alias for alias, _, _ in entities.known(store.shelf().db, text)}
    assert found >= {name for name in NAMES if stands_in(name, text)}
    assert found <= {name for name in NAMES if name in text}
    store.close()


def test_a_name_of_many_is_known_once_as_that_of_the_last_who_bears_it() -> None:
    """What a reader is told does not grow with the namesakes; who is weighed are those who had it first."""
    store = Store()
    with store.writing() as db:
        numbers = [entities.keep(db, "person", f"Anna Berg {n}", DAYS[0]) for n in range(30)]
        for number in numbers:
            store.shelf().names.add(number, "Anna Berg")
        event = entities.keep(db, "event", "Anna Berg", DAYS[0])
        store.shelf().names.add(event, "Anna Berg")
        store.shelf().names.add(numbers[3], "Anna Berg", "office")
    assert entities.known(store.shelf().db, "Anna Berg spoke.") == [("Anna Berg", "person", "Anna Berg 29")]
    assert entities.named(store.shelf(), "Anna Berg", "person", 6) == numbers[:6]
    store.close()


def named() -> Store:
    store = Store()
    number = person(store)
    with store.writing():
        for name in NAMES:
            store.shelf().names.add(number, name)
    return store


def stands_in(name: str, text: str) -> bool:
    """Whether the text holds the name with no letter or digit right before it."""
    starts = [at for at in range(len(text)) if text.startswith(name, at)]
    return any(at == 0 or not text[at - 1].isalnum() for at in starts)


@pytest.mark.parametrize(
    ("words", "found"),
    [("report 1", [11, 2]), ("REPORT 1", [11, 2]), ("t 3", [4]), ("7.txt", [8]), ("po", [11, 10]), ("Herald", []),
     ("he P", [11, 10]), ('"', []), ("%", []), ("_", []), ("0", [11, 1])],
)  # fmt: skip
def test_articles_are_found_by_any_part_of_title_file_or_publisher(
    store: Store, words: str, found: list[int]
) -> None:
    for number in range(11):
        add(store, number)
    assert [article.id for article in articles.titled(at(store), words, 2)] == found


def test_a_changed_title_is_found_and_the_old_one_is_not(store: Store) -> None:
    key = add(store, 1)
    with store.writing() as db:
        db.execute("UPDATE article SET title = 'Harbour news' WHERE id = ?", (key,))
    assert [article.id for article in articles.titled(at(store), "harbour")] == [key]
    assert not articles.titled(at(store), "Report")


def test_a_large_file_is_looked_into_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    key = add(store, 1)
    store.close()
    raw = path.read_bytes()
    place = raw.rindex(TEXT.encode())
    path.write_bytes(raw[: place - 3_000] + b"\xff" * 3_000 + raw[place:])
    with contextlib.closing(connect(path)) as db:
        assert soundness.whole(db) != ""
        assert soundness.first_problem(db) != ""
    path.write_bytes(raw)
    with contextlib.closing(connect(path)) as db:
        assert soundness.whole(db) == soundness.first_problem(db) == soundness.first_problem(db, 0) == ""
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE passage SET article = 99 WHERE article = ?", (key,))
        assert "points nowhere" in soundness.whole(db)
        assert soundness.first_problem(db, 0) == ""


def test_a_large_file_that_was_cut_short_is_found_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    add(store, 1)
    store.close()
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(sqlite3.DatabaseError), contextlib.closing(connect(path)) as db:
        soundness.first_problem(db, 0)
