"""The outbox and the chats of the store: what is owed once, what is doubted after a crash, who was told what."""

from data.store import chats, outbox
from data.store.store import Store

NOW = "2026-03-02T09:00:00+00:00"
LATER = "2026-03-02T10:00:00+00:00"


def test_what_is_put_twice_under_one_key_is_owed_once() -> None:
    store = Store()
    with store.writing() as db:
        assert outbox.put(db, "a", 5, "{}", NOW) is not None
        assert outbox.put(db, "a", 5, "{}", NOW) is None
    assert [one.key for one in outbox.due(store.shelf(), NOW)] == ["a"]


def test_answers_leave_before_notices_and_notices_before_briefs_and_nothing_before_its_time() -> None:
    store = Store()
    with store.writing() as db:
        outbox.put(db, "brief", 1, "{}", NOW, sort="brief")
        outbox.put(db, "notice", 2, "{}", NOW)
        outbox.put(db, "answer", 3, "{}", NOW, sort="answer")
        outbox.put(db, "later", 4, "{}", NOW, not_before=LATER)
    shelf = store.shelf()
    assert [one.key for one in outbox.due(shelf, NOW)] == ["answer", "notice", "brief"]
    assert [one.key for one in outbox.due(shelf, LATER)] == ["answer", "notice", "later", "brief"]
    assert [one.key for one in outbox.due(shelf, NOW, beside=[2, 3])] == ["brief"]
    assert [one.key for one in outbox.due(shelf, NOW, limit=1)] == ["answer"]


def test_what_was_being_sent_when_we_stopped_is_uncertain_and_not_due_again() -> None:
    store = Store()
    with store.writing() as db:
        number = outbox.put(db, "a", 5, "{}", NOW)
        assert number is not None
        outbox.move(db, number, "sending", NOW)
        assert outbox.doubt(db, LATER) == 1
    found = outbox.get(store.shelf(), "a")
    assert found is not None
    assert (found.state, found.changed_at) == ("uncertain", LATER)
    assert outbox.due(store.shelf(), LATER) == []


def test_message_ids_are_kept_when_the_state_changes_again() -> None:
    store = Store()
    with store.writing() as db:
        number = outbox.put(db, "a", 5, "{}", NOW)
        assert number is not None
        outbox.move(db, number, "sent", NOW, messages=[11, 12])
        outbox.move(db, number, "uncertain", NOW, reason="for the test")
    found = outbox.get(store.shelf(), "a")
    assert found is not None
    assert found.messages == (11, 12)


def test_a_chat_that_became_another_is_found_under_its_old_number() -> None:
    store = Store()
    with store.writing() as db:
        chats.keep_chat(db, chats.Chat(id=-1, kind="group", title="old"), NOW)
        chats.keep_chat(db, chats.Chat(id=-1001, kind="group", title="new"), NOW)
        db.execute("UPDATE chat SET migrated_to = -1001 WHERE id = -1")
    found = chats.chat(store.shelf(), -1)
    assert found is not None
    assert found.title == "new"
