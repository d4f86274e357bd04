"""A clock that is set wrong and right again: briefs come once, waits end, and nothing ends before it began."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from data import editing
from data.store import chats, deliveries, expecting, outbox, received, subscriptions
from data.store.changes import Deed, change
from data.store.store import Store
from data.store.undoing import undo
from handlers import delivering, operations
from handlers.delivering import stamp
from handlers.desk import Desk
from handlers.settings import Settings
from tests.post import Post
from tests.world import START, World


def subscribed() -> tuple[World, Post]:
    """A world in which a chat subscribed on Monday at 11:00 for 7:00, both in Karachi."""
    world = World()
    world.chat(5, "Desk", zone="Asia/Karachi", brief_at="07:00")
    with world.desk.store.writing() as db:
        subscriptions.subscribe(db, 5, 0, 5, 0, stamp(START))
    return world, Post(world.desk)


def ledger(world: World) -> list[tuple[str, str]]:
    found = deliveries.listed(world.desk.shelf, 1_000)
    return sorted((one.day, one.state) for one in found)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(-30, 30), st.integers(1, 20)), max_size=6))
def test_however_the_clock_jumps_no_day_has_two_briefs_and_once_it_is_right_every_day_has_one(
    jumps: list[tuple[int, int]],
) -> None:
    world, post = subscribed()
    right = START

    def pass_time(hours: int, ahead: int) -> None:
        nonlocal right
        for _ in range(hours):
            right += timedelta(hours=1)
            delivering.tick(world.desk, right + timedelta(hours=ahead))
            post.send_all(right + timedelta(hours=ahead))

    for ahead, hours in jumps:
        pass_time(hours, ahead)
    pass_time(96, 0)
    delivering.tick(world.desk, right)
    days = [day for day, state in ledger(world) if state == "sent"]
    assert len(days) == len(set(days)) == len(post.to(5))
    last = right.date()
    wanted = [(last - timedelta(days=back)).isoformat() for back in (1, 2, 3)]
    assert set(wanted) <= set(days), (wanted, ledger(world))


def test_a_clock_that_was_days_ahead_takes_no_brief_from_the_days_between() -> None:
    world, post = subscribed()
    delivering.tick(world.desk, START + timedelta(days=3))
    post.send_all(START + timedelta(days=3))
    assert ("2026-03-04", "skipped") in ledger(world)
    for hours in range(1, 97):
        delivering.tick(world.desk, START + timedelta(hours=hours))
        post.send_all(START + timedelta(hours=hours))
    assert [state for _day, state in ledger(world)] == ["sent"] * 4
    assert len(post.to(5)) == 4


def test_a_chat_that_subscribed_by_a_clock_a_year_ahead_has_its_brief_tomorrow() -> None:
    world, post = subscribed()
    with world.desk.store.writing() as db:
        db.execute("UPDATE subscription SET created_at = ?", (stamp(START + timedelta(days=365)),))
    delivering.tick(world.desk, START + timedelta(days=365, minutes=1))
    for hours in range(25):
        delivering.tick(world.desk, START + timedelta(hours=hours))
        post.send_all(START + timedelta(hours=hours))
    assert ledger(world) == [("2026-03-03", "sent")]


def test_what_waits_for_another_try_does_not_wait_for_a_clock_that_was_put_back() -> None:
    world, post = subscribed()
    ahead = START + timedelta(days=1)
    delivering.tick(world.desk, ahead)
    with world.desk.store.writing() as db:
        tried = outbox.put(db, "tried", 5, "{}", stamp(ahead))
        assert tried is not None
        outbox.begin(db, tried, 1, stamp(ahead))
        outbox.postpone(db, tried, stamp(ahead + timedelta(seconds=9)), stamp(ahead))
        outbox.put(db, "quiet hours", 6, "{}", stamp(START), not_before=stamp(START + timedelta(hours=8)))
    post.send_all(START)
    delivering.tick(world.desk, START)
    assert [one.key for one in outbox.due(world.desk.shelf, stamp(START))] == ["tried"]


def test_what_is_awaited_and_since_when_a_chat_is_as_it_is_are_brought_down_to_now() -> None:
    world, _post = subscribed()
    ahead = START + timedelta(days=30)
    with world.desk.store.writing() as db:
        expecting.expect(db, 5, 5, "/addfact", stamp(ahead))
        chats.keep_chat(db, chats.Chat(id=-9, kind="group", state="asking"), stamp(ahead))
    delivering.tick(world.desk, ahead)
    delivering.tick(world.desk, START)
    later = stamp(START + timedelta(hours=2))
    assert expecting.expected(world.desk.shelf, 5, 5, later) == ""
    assert -9 in chats.standing(world.desk.shelf, ["asking"], later)


def test_a_copy_named_by_a_clock_that_was_ahead_does_not_stand_for_tonights(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path), "a.db")
    desk = Desk(Store(path), Settings(database=path))
    for now in (START + timedelta(days=90), START, START + timedelta(hours=1), START + timedelta(days=1)):
        operations.nightly(desk, now)
    desk.store.close()
    assert len(list(operations.folder_of(desk).glob("*.db"))) == 3


def test_updates_keep_their_order_when_the_clock_is_put_back_between_them() -> None:
    store = Store()
    with store.writing() as db:
        received.keep(db, [("first", "{}"), ("second", "{}")], START)
        received.keep(db, [("third", "{}")], START - timedelta(days=1))
    assert [key for key, _, _ in received.unanswered(store.shelf())] == ["first", "second", "third"]
    with store.writing() as db:
        for key in ("first", "second", "third"):
            received.move(db, key, "answered")
        received.keep(db, [("fourth", "{}")], START - timedelta(days=1))
    [(_key, _body, at)] = received.unanswered(store.shelf())
    assert at.startswith((START - timedelta(days=1)).isoformat()[:19]), "the others are no reason to wait"


def test_a_fact_ends_no_earlier_than_it_was_recorded_and_what_replaces_it_is_recorded_no_earlier() -> None:
    world = World()
    fact = world.fact("Ann Lee", "a deal on visas")
    back = Deed(key="k", what="edit", who=1, at=stamp(START - timedelta(hours=1)), why="put back")
    with world.desk.store.writing() as db:
        found = entry(db, fact)
        made = change(db, back, lambda edit: editing.correct(edit, fact, found) and None)
        again = undo(db, back.model_copy(update={"key": "l", "what": "undo"}), made.id)
    assert again.undoes == made.id
    rows = world.desk.shelf.rows("SELECT id, recorded_at, ended_at, supersedes FROM fact ORDER BY id")
    assert [row["supersedes"] for row in rows] == [None, fact]
    assert {row["recorded_at"] for row in rows} == {stamp(START)}
    assert rows[1]["ended_at"] == stamp(START)
    assert not world.desk.shelf.rows("SELECT * FROM lapse WHERE until < since")


def entry(db: object, number: int) -> editing.Entry:
    """A stored fact as an editor corrects it."""
    from data.store import facts
    from data.store.shelf import Shelf

    fact = facts.get(Shelf(db, None), number)  # type: ignore[arg-type]
    assert fact is not None
    return editing.entry_of(fact, db)  # type: ignore[arg-type]


def test_a_day_that_a_wrong_clock_showed_is_no_day_of_the_ledger() -> None:
    world, _post = subscribed()
    delivering.tick(world.desk, START + timedelta(days=300))
    delivering.tick(world.desk, START)
    assert [
        day for day, state in ledger(world) if state == "skipped" and date.fromisoformat(day) > START.date()
    ] == []
