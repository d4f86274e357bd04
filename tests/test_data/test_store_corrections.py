"""Who hears of a change: the chats of messages on their way are found by the fact, not by reading every message."""

from hypothesis import given
from hypothesis import strategies as st

from briefs.page import Line, Page
from data.store import corrections, outbox
from data.store.corrections import Hearer
from data.store.store import Store

NOW = "2026-03-02T09:00:00+00:00"
SCANNED = """
    SELECT chat, topic, id, state FROM outbox WHERE state IN ('due', 'sending', 'uncertain')
    AND EXISTS (SELECT 1 FROM json_each(page, '$.lines') line, json_each(line.value, '$.facts') told
                WHERE told.value = :fact) ORDER BY id
"""
"""The same question, asked of every message there is."""
MOVES = st.sampled_from(["sending", "sent", "uncertain", "failed", "skipped", "due", "forgotten"])


def page(*facts: int) -> str:
    lines = tuple(Line(text=f"word {fact}", facts=(fact,)) for fact in facts)
    return Page(title="Brief", lines=lines).model_dump_json()


@given(
    told=st.lists(st.lists(st.integers(1, 5), max_size=4), min_size=1, max_size=6),
    moves=st.lists(st.tuples(st.integers(0, 5), MOVES), max_size=12),
)
def test_whatever_becomes_of_messages_the_same_chats_hear_as_when_all_are_read(
    told: list[list[int]], moves: list[tuple[int, str]]
) -> None:
    store = Store()
    with store.writing() as db:
        for chat, numbers in enumerate(told, 1):
            outbox.put(db, f"k{chat}", chat, page(*numbers), NOW)
        for which, state in moves:
            number = which % len(told) + 1
            if state == "forgotten":
                db.execute("UPDATE outbox SET page = '{}' WHERE id = ?", (number,))
            else:
                outbox.move(db, number, state, NOW)  # type: ignore[arg-type]
    shelf = store.shelf()
    for fact in range(1, 6):
        expected = [
            Hearer(chat=row["chat"], topic=0, waits_for=None if row["state"] == "uncertain" else row["id"])
            for row in shelf.rows(SCANNED, fact=fact)
        ]
        assert corrections.hearers(shelf, fact) == expected
    store.close()


def test_the_messages_on_their_way_are_searched_by_the_fact_and_never_read_from_end_to_end() -> None:
    store = Store()
    plan = [
        row[3]
        for row in store.shelf().rows(f"EXPLAIN QUERY PLAN {corrections.ON_ITS_WAY}", fact=1, until="9999")
    ]
    assert not [step for step in plan if step.startswith("SCAN")], plan
    assert any(step.startswith("SEARCH will_tell USING PRIMARY KEY (fact=?)") for step in plan), plan
    store.close()


def test_a_fact_of_one_message_among_many_is_found_at_less_cost_than_a_tenth_of_reading_them() -> None:
    """By work, not by time: SQLite counts the steps of its machine."""
    store = Store()
    with store.writing() as db:
        for number in range(2_000):
            outbox.put(db, f"k{number}", number + 1, page(number % 50 + 100), NOW)
        outbox.put(db, "one", 7_000, page(5), NOW)
    steps = {name: work(store, sql) for name, sql in (("ours", corrections.ON_ITS_WAY), ("scan", SCANNED))}
    assert 10 * steps["ours"] < steps["scan"], steps
    store.close()


def work(store: Store, sql: str) -> int:
    """How many hundreds of steps SQLite takes to answer it about fact 5."""
    counted, db = [0], store.shelf().db

    def tick() -> int:
        counted[0] += 1
        return 0

    db.set_progress_handler(tick, 100)
    rows = db.execute(sql, {"fact": 5, "until": "9999"}).fetchall()
    db.set_progress_handler(None, 0)
    assert len(rows) == 1
    return counted[0]


def test_messages_that_waited_when_the_store_was_of_an_earlier_version_are_found_too() -> None:
    from data.store.schema import STEPS

    store = Store()
    with store.writing() as db:
        outbox.put(db, "k", 3, page(8, 9), NOW)
        db.execute("DROP TABLE will_tell")
        for name in ("outbox_will_tell", "outbox_has_told", "outbox_may_tell", "outbox_forgot"):
            db.execute(f"DROP TRIGGER {name}")
        STEPS["m009_will_tell"](db)
    assert [one.chat for one in corrections.hearers(store.shelf(), 9)] == [3]
    store.close()
