"""What the store keeps of updates, messages part by part, awaited words, and chats that come and go."""

from datetime import UTC, datetime

from data.store import buttons, chats, expecting, outbox, reach, received
from data.store.store import Store

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = "2026-03-02T09:00:00+00:00"
LATER = "2026-03-02T10:00:00+00:00"


def owed(store: Store, key: str, chat: int = 5, sort: outbox.Sort = "brief") -> int:
    with store.writing() as db:
        number = outbox.put(db, key, chat, "{}", NOW, sort=sort)
    assert number is not None
    return number


def found(store: Store, key: str) -> outbox.Owed:
    one = outbox.get(store.shelf(), key)
    assert one is not None
    return one


def test_an_update_is_kept_once_and_comes_back_in_its_order_until_it_is_answered() -> None:
    store = Store()
    with store.writing() as db:
        assert received.keep(db, [("10", "a"), ("9", "b")], MOMENT) == {"10", "9"}
        assert received.keep(db, [("9", "b"), ("11", "c")], MOMENT.replace(hour=10)) == {"11"}
        received.move(db, "11", "answering")
    assert [row[:2] for row in received.unanswered(store.shelf())] == [("10", "a"), ("9", "b")]
    with store.writing() as db:
        received.move(db, "10", "answered")
        assert received.give_up(db) == 1
    assert received.states(store.shelf(), ["9", "10", "11", "12"]) == {
        "9": "received",
        "10": "answered",
        "11": "answered",
    }


def test_the_words_of_an_answered_update_are_not_kept() -> None:
    store = Store()
    with store.writing() as db:
        received.keep(db, [("1", "secret words")], MOMENT)
        received.move(db, "1", "answering")
        received.move(db, "1", "answered")
        assert db.execute("SELECT group_concat(body) FROM received").fetchone()[0] == ""


def test_old_answered_updates_are_swept_and_open_ones_are_not() -> None:
    store = Store()
    with store.writing() as db:
        received.keep(db, [("1", "a"), ("2", "b")], MOMENT)
        received.move(db, "1", "answered")
        assert received.sweep(db, LATER) == 1
    assert [key for key, _, _ in received.unanswered(store.shelf())] == ["2"]


def test_of_a_message_in_parts_only_what_was_not_begun_is_still_due_after_a_crash() -> None:
    store = Store()
    number = owed(store, "a")
    with store.writing() as db:
        outbox.begin(db, number, 3, NOW)
        outbox.move(db, number, "due", NOW, messages=[11])
        outbox.begin(db, number, 3, NOW)
        assert outbox.doubt(db, LATER) == 1
    assert (found(store, "a").state, found(store, "a").messages) == ("due", (11, 0))
    assert found(store, "a").reason == "stopped while sending part 2"
    with store.writing() as db:
        outbox.begin(db, number, 3, NOW)
        outbox.doubt(db, LATER)
    assert (found(store, "a").state, found(store, "a").messages) == ("uncertain", (11, 0, 0))


def test_what_is_postponed_is_due_again_from_then_on() -> None:
    store = Store()
    number = owed(store, "a")
    with store.writing() as db:
        outbox.begin(db, number, 1, NOW)
        outbox.postpone(db, number, LATER, NOW)
    assert outbox.due(store.shelf(), NOW) == []
    assert outbox.next_due(store.shelf(), NOW) == LATER
    assert [one.key for one in outbox.due(store.shelf(), LATER)] == ["a"]
    assert outbox.next_due(store.shelf(), LATER) is None


def test_the_words_of_settled_messages_are_swept_and_their_fate_is_kept() -> None:
    store = Store()
    number = owed(store, "a")
    owed(store, "b")
    with store.writing() as db:
        db.execute("""UPDATE outbox SET page = '{"title": "x"}'""")
        outbox.move(db, number, "sent", NOW, [7])
        assert outbox.sweep(db, LATER) == 1
    assert (found(store, "a").page, found(store, "a").messages) == ("{}", (7,))
    assert found(store, "b").page == '{"title": "x"}'


def test_a_lost_chat_keeps_its_settings_and_its_notices_but_not_its_stale_briefs() -> None:
    store = Store()
    with store.writing() as db:
        chats.keep_chat(db, chats.Chat(id=-5, kind="group", state="approved", zone="Asia/Karachi"), NOW)
    owed(store, "brief", -5)
    owed(store, "notice", -5, "notice")
    with store.writing() as db:
        assert reach.gone(db, -5, NOW, "kicked")
        assert not reach.gone(db, -5, NOW, "kicked")
    assert outbox.due(store.shelf(), NOW) == []
    assert (found(store, "brief").state, found(store, "notice").state) == ("failed", "due")
    with store.writing() as db:
        assert reach.back(db, -5)
        assert not reach.back(db, -5)
    chat = chats.chat(store.shelf(), -5)
    assert chat is not None
    assert (chat.state, chat.zone) == ("approved", "Asia/Karachi")
    assert [one.key for one in outbox.due(store.shelf(), NOW)] == ["notice"]


def test_a_chat_nobody_knew_is_noted_when_it_is_lost() -> None:
    store = Store()
    with store.writing() as db:
        assert reach.gone(db, 41, NOW, "blocked")
    chat = chats.chat(store.shelf(), 41)
    assert chat is not None
    assert (chat.kind, chat.state) == ("private", "gone")


def test_a_chat_telegram_does_not_know_is_given_up_after_a_few_times_in_a_row() -> None:
    store = Store()
    with store.writing() as db:
        assert [reach.missed(db, 41, NOW, "x") for _ in range(2)] == [False, False]
        reach.back(db, 41)
        assert [reach.missed(db, 41, NOW, "x") for _ in range(3)] == [False, False, True]


def test_everything_that_names_a_chat_moves_with_it_once() -> None:
    store = Store()
    with store.writing() as db:
        chats.keep_chat(
            db, chats.Chat(id=-5, kind="group", title="Desk", state="approved", brief_at="08:00"), NOW
        )
        chats.keep_chat(db, chats.Chat(id=-1005, kind="group", state="new", language="ur"), NOW)
        expecting.expect(db, -5, 41, "/add", NOW)
    owed(store, "a", -5)
    with store.writing() as db:
        assert reach.moved(db, -5, -1005, NOW)
        assert not reach.moved(db, -5, -1005, NOW)
    assert found(store, "a").chat == -1005
    assert expecting.expected(store.shelf(), -1005, 41, NOW) == "/add"
    for number in (-5, -1005):
        chat = chats.chat(store.shelf(), number)
        assert chat is not None
        assert (chat.id, chat.title, chat.state) == (-1005, "Desk", "approved")
        assert (chat.brief_at, chat.language) == ("08:00", "ur")


def test_what_is_owed_to_a_chat_that_moved_before_is_owed_to_the_new_one() -> None:
    store = Store()
    with store.writing() as db:
        reach.moved(db, -5, -1005, NOW)
    owed(store, "a", -5)
    assert found(store, "a").chat == -1005


def test_every_table_with_a_chat_moves_with_it() -> None:
    """A new table keyed by a chat has to be entered in KEYED."""
    store = Store()
    with store.writing() as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        named = {
            table: column[1]
            for table in tables
            for column in db.execute(f"PRAGMA table_info({table})")
            if column[1] in ("chat", "chat_id")
        }
    assert named == reach.KEYED


def test_only_the_newest_words_are_awaited_and_not_for_ever() -> None:
    store = Store()
    with store.writing() as db:
        expecting.expect(db, 5, 41, "/add", NOW)
        expecting.expect(db, 5, 41, "/correct 3", NOW)
    assert expecting.expected(store.shelf(), 5, 41, NOW) == "/correct 3"
    assert expecting.expected(store.shelf(), 5, 41, LATER) == ""
    assert expecting.expected(store.shelf(), 6, 41, NOW) == ""
    with store.writing() as db:
        expecting.forget(db, 5, 41)
    assert expecting.expected(store.shelf(), 5, 41, NOW) == ""


def test_a_button_is_kept_until_it_was_not_shown_for_long() -> None:
    store = Store()
    with store.writing() as db:
        buttons.keep(db, {"k": "/actor x", "l": "/actor y"}, NOW)
        buttons.keep(db, {"k": "/actor x"}, LATER)
        assert buttons.sweep(db, LATER) == 1
    assert buttons.recall(store.shelf(), "k") == "/actor x"
    assert buttons.recall(store.shelf(), "l") is None
