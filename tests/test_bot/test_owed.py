"""What is owed leaves the outbox once, whatever goes wrong, and the store knows what became of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from telegram.error import BadRequest, NetworkError

from bot.app import Means
from bot.pacing import Limits
from bot.reactions import Attempt, Outcome, Place, decide
from bot.wire import Unsent
from briefs.page import Line, Page
from data.store import chats, outbox
from handlers.outgoing import owe
from tests.fake_telegram import Call, Chat, FakeTelegram, drop, flood, forbid, gateway, refuse
from tests.test_bot.desk import ADMIN, UNPACED, Desk, Library, at_work, shelves

NOW = "2026-03-02T09:00:00+00:00"


def owes(desk: Desk, key: str, chat: int, title: str = "", **more) -> None:
    with desk.shelves.store.writing() as db:
        owe(db, key, chat, Page(title=title or key), datetime.now(UTC), **more)


def long_page(parts: int) -> Page:
    lines = tuple(Line(text=f"Part {n} " + "word " * 700, role="plain") for n in range(parts))
    return Page(title="Long", lines=lines)


def fate(desk: Desk, key: str) -> outbox.Owed:
    found = outbox.get(desk.shelves.store.shelf(), key)
    assert found is not None
    return found


async def settled(desk: Desk, key: str, state: str) -> outbox.Owed:
    await desk.server.until(lambda: fate(desk, key).state == state)
    return fate(desk, key)


async def poked(desk: Desk) -> None:
    """Anything that is answered makes the courier look."""
    ada = desk.server.private("Ada", 4040)
    ada.says("/x")
    await desk.server.until(lambda: ada.answers)


async def test_what_is_owed_is_sent_once_and_its_message_is_known(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    owes(desk, "a", anna.id)
    await poked(desk)
    found = await settled(desk, "a", "sent")
    assert found.messages == (anna.last.id,)
    assert [m.text for m in anna.answers] == ["a"]


async def test_it_is_written_down_before_it_leaves(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    states = []
    original = desk.server.answer

    async def watching(token, name, given):
        if given.get("chat_id") == str(anna.id):
            states.append(fate(desk, "a").state)
        return await original(token, name, given)

    desk.server.answer = watching
    owes(desk, "a", anna.id)
    await poked(desk)
    await settled(desk, "a", "sent")
    assert states == ["sending"]


@pytest.mark.parametrize(
    "fault", [drop("sendMessage"), gateway("sendMessage", accept=True), gateway("sendMessage")]
)
async def test_what_may_have_arrived_is_uncertain_and_never_repeated(desk: Desk, fault) -> None:
    anna = desk.server.private("Anna")
    desk.server.faults = [replace(fault, times=1, chat=anna.id)]
    owes(desk, "a", anna.id)
    await poked(desk)
    found = await settled(desk, "a", "uncertain")
    assert found.messages == (0,)
    assert found.reason == "part 1 may not have arrived"
    await poked(desk)
    assert len(anna.answers) <= 1


async def test_a_part_that_may_not_have_arrived_keeps_the_others_from_nobody(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    with desk.shelves.store.writing() as db:
        owe(db, "a", anna.id, long_page(3), datetime.now(UTC))
    desk.server.faults = [drop("sendMessage", chat=anna.id, accept=False)]
    await poked(desk)
    found = await settled(desk, "a", "uncertain")
    assert (found.messages[0], found.reason) == (0, "part 1 may not have arrived")
    assert list(found.messages[1:]) == [m.id for m in anna.answers]
    assert len(anna.answers) == 2


async def test_a_flooded_chat_is_owed_its_message_from_then_on_and_others_go_ahead(desk: Desk) -> None:
    anna, bilal = desk.server.private("Anna"), desk.server.private("Bilal")
    desk.server.faults = [flood("sendMessage", 3, chat=anna.id)]
    owes(desk, "a", anna.id)
    owes(desk, "b", bilal.id)
    await poked(desk)

    def calls(chat: Chat) -> list[Call]:
        return [call for call in desk.server.made("sendMessage") if call.params["chat_id"] == str(chat.id)]

    await desk.server.until(lambda: calls(anna))
    await settled(desk, "a", "due")
    await settled(desk, "b", "sent")
    await settled(desk, "a", "sent")
    first, second = calls(anna)
    assert second.at - first.at >= 3.0
    assert calls(bilal)[0].at < second.at


@pytest.mark.parametrize("number", [1, 5, 500])
def test_a_connection_that_cannot_be_made_is_no_doubt_however_often(number: int) -> None:
    """Nothing has left then: it is owed again, after a wait that does not grow for ever."""
    following = decide(Unsent("no"), Attempt(place=Place(chat_id=1), number=number))
    assert isinstance(following, Attempt)
    assert following.stayed
    assert 0 < following.wait <= 30
    assert decide(NetworkError("no"), Attempt(place=Place(chat_id=1), number=number)) is Outcome.UNCERTAIN


async def test_whoever_blocked_us_is_sent_nothing_more_until_they_are_back(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    anna.shut = "bot was blocked by the user"
    owes(desk, "brief", anna.id, sort="brief")
    await poked(desk)
    found = await settled(desk, "brief", "failed")
    assert "blocked" in found.reason
    owes(desk, "notice", anna.id)
    owes(desk, "another", anna.id, sort="brief")
    await poked(desk)
    await desk.server.idle()
    assert fate(desk, "notice").state == "due"
    assert len([c for c in desk.server.made("sendMessage") if c.params["chat_id"] == str(anna.id)]) == 1
    anna.unblock()
    await settled(desk, "notice", "sent")


async def test_admins_hear_once_that_a_group_put_us_out(desk: Desk) -> None:
    ada = desk.server.private("Ada", ADMIN)
    group = desk.server.group("Desk", [desk.server.user("Anna")], super_=True)
    with desk.shelves.store.writing() as db:
        chats.keep_chat(db, chats.Chat(id=group.id, kind="group", title="Desk", state="approved"), NOW)
    group.block()
    await desk.server.until(lambda: ada.answers)
    owes(desk, "a", group.id, sort="brief")
    await poked(desk)
    await desk.server.idle()
    assert [m.text.splitlines()[0] for m in ada.answers] == ["A group has removed the bot: Desk"]
    assert fate(desk, "a").state == "due"
    group.unblock()
    await settled(desk, "a", "sent")
    assert len(ada.answers) == 1


async def test_a_kick_that_only_an_error_tells_of_is_told_too(desk: Desk) -> None:
    ada = desk.server.private("Ada", ADMIN)
    group = desk.server.group("Desk", [desk.server.user("Anna")])
    desk.server.faults = [forbid("sendMessage", "bot was kicked from the group chat", chat=group.id)]
    owes(desk, "a", group.id, sort="brief")
    await poked(desk)
    await desk.server.until(lambda: ada.answers)
    assert (
        await settled(desk, "a", "failed")
    ).reason.lower() == "forbidden: bot was kicked from the group chat"


@pytest.mark.parametrize("announced", [True, False])
async def test_a_group_that_became_a_supergroup_gets_what_it_is_owed_there(
    desk: Desk, announced: bool
) -> None:
    group = desk.server.group("Desk", [desk.server.user("Anna")])
    with desk.shelves.store.writing() as db:
        chats.keep_chat(db, chats.Chat(id=group.id, kind="group", title="Desk", state="approved"), NOW)
    new = group.migrate(announce=announced)
    owes(desk, "a", group.id)
    owes(desk, "b", group.id)
    await poked(desk)
    await settled(desk, "a", "sent")
    await settled(desk, "b", "sent")
    assert [m.text for m in new.answers] == ["a", "b"]
    assert fate(desk, "a").chat == new.id
    chat = chats.chat(desk.shelves.store.shelf(), group.id)
    assert chat is not None
    assert (chat.id, chat.state) == (new.id, "approved")


async def test_a_brief_for_a_closed_topic_goes_to_general(desk: Desk) -> None:
    forum = desk.server.group("Forum", [desk.server.user("Anna")], forum=True)
    topic = forum.topic("Routes")
    topic.closed = True
    owes(desk, "a", forum.id, topic=topic.id)
    owes(desk, "b", forum.id, topic=topic.id)
    await poked(desk)
    await settled(desk, "b", "sent")
    said = [m.text for m in forum.answers]
    assert said[1:] == ["a", "b"]
    assert "closed or gone" in said[0]


async def test_a_chat_that_is_not_found_is_tried_again_later(desk: Desk) -> None:
    owes(desk, "a", 987_654)
    await poked(desk)
    await desk.server.until(lambda: "chat not found" in fate(desk, "a").reason.lower())
    assert fate(desk, "a").state == "due"


async def test_what_telegram_will_not_have_has_failed_with_its_words(desk: Desk, caplog) -> None:
    anna = desk.server.private("Anna")
    desk.server.faults = [refuse("sendMessage", "message is too long", chat=anna.id)]
    owes(desk, "a", anna.id)
    await poked(desk)
    assert "too long" in (await settled(desk, "a", "failed")).reason
    assert [r for r in caplog.records if r.levelname == "ERROR" and "too long" in r.getMessage()]


async def test_a_page_that_cannot_be_drawn_holds_up_nothing(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    with desk.shelves.store.writing() as db:
        outbox.put(db, "bad", anna.id, "{no page", NOW)
    owes(desk, "good", anna.id)
    await poked(desk)
    await settled(desk, "good", "sent")
    assert fate(desk, "bad").state == "failed"


async def test_the_facts_that_a_chat_was_told_are_noted_with_their_message(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    store = desk.shelves.store
    with store.writing() as db:
        db.execute("INSERT INTO entity (id, kind, name, recorded_at) VALUES (1, 'person', 'N', ?)", (NOW,))
        fact_row(db, 1)
        fact_row(db, 2)
        told = Page(title="Brief", lines=(Line(text="He spoke.", facts=(1,)),))
        owe(db, "a", anna.id, told, datetime.now(UTC))
    desk.library.pages["/q"] = Page(title="Answer", lines=(Line(text="He spoke twice.", facts=(2,)),))
    anna.says("/q")
    await settled(desk, "a", "sent")
    await desk.server.until(lambda: outbox.told(store.shelf(), 2))
    by_title = {m.text.splitlines()[0]: m.id for m in anna.answers}
    assert outbox.told(store.shelf(), 1) == [(anna.id, None, by_title["Brief"])]
    assert outbox.told(store.shelf(), 2) == [(anna.id, None, by_title["Answer"])]


async def test_what_was_marked_or_denied_since_it_was_owed_does_not_leave(desk: Desk) -> None:
    anna, ben = desk.server.private("Anna"), desk.server.private("Ben")
    store = desk.shelves.store
    with store.writing() as db:
        db.execute("INSERT INTO entity (id, kind, name, recorded_at) VALUES (1, 'person', 'N', ?)", (NOW,))
        fact_row(db, 1)
        fact_row(db, 2)
        db.execute("UPDATE fact SET tlp = 3 WHERE id = 1")
        denied = chats.Person(user_id=ben.id, name="Ben", role="stranger", state="denied", granted_at="")
        chats.keep_person(db, denied)
        owe(db, "a", anna.id, Page(title="A", lines=(Line(text="Red.", facts=(1,)),)), datetime.now(UTC))
        owe(db, "b", ben.id, Page(title="B", lines=(Line(text="Open.", facts=(2,)),)), datetime.now(UTC))
        owe(db, "c", anna.id, Page(title="C", lines=(Line(text="Open.", facts=(2,)),)), datetime.now(UTC))
    await poked(desk)
    await settled(desk, "c", "sent")
    assert "marked higher" in (await settled(desk, "a", "skipped")).reason
    assert "not approved" in (await settled(desk, "b", "skipped")).reason
    assert [m.text.splitlines()[0] for m in (*anna.answers, *ben.answers)] == ["C"]


def fact_row(db, number: int) -> None:
    columns = {row[1]: row[2] for row in db.execute("PRAGMA table_info(fact)") if row[3] and row[4] is None}
    values = {name: 0 if kind in ("INTEGER", "REAL") else "" for name, kind in columns.items()}
    values |= {"id": number, "kind": "statement", "subject": 1, "state": "current", "recorded_at": NOW}
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO fact ({names}) VALUES ({marks})", list(values.values()))


async def test_after_a_crash_only_what_certainly_did_not_leave_is_sent(
    server: FakeTelegram, library: Library
) -> None:
    anna, over = server.private("Anna"), shelves(server)
    with over.store.writing() as db:
        number = owe(db, "a", anna.id, long_page(3), datetime.now(UTC))
        assert number
        outbox.begin(db, number, 3, NOW)
        outbox.move(db, number, "due", NOW, [77])
        outbox.begin(db, number, 3, NOW)
        whole = owe(db, "b", anna.id, Page(title="b"), datetime.now(UTC))
        assert whole
        outbox.begin(db, whole, 1, NOW)
    async with at_work(server, library, over) as desk:
        found = await settled(desk, "a", "uncertain")
        assert found.messages == (77, 0, anna.last.id)
        assert fate(desk, "b").state == "uncertain"
    assert len(anna.answers) == 1
    assert anna.last.text.startswith("Part 2")


async def test_nothing_leaves_before_its_time(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    began = datetime.now(UTC)
    owes(desk, "a", anna.id, after=began + timedelta(seconds=2))
    await poked(desk)
    assert fate(desk, "a").state == "due"
    await settled(desk, "a", "sent")
    assert datetime.now(UTC) - began >= timedelta(seconds=1)


async def test_a_broadcast_is_spread_and_an_answer_goes_ahead_of_it(
    server: FakeTelegram, library: Library
) -> None:
    """Ten a second here instead of Telegram's thirty; no second holds more, and no chat waits in line."""
    over = shelves(server)
    people = [server.private(f"P{n}") for n in range(40)]
    with over.store.writing() as db:
        for person in people:
            owe(db, f"brief:{person.id}", person.id, Page(title="Brief"), datetime.now(UTC), sort="brief")
    pace = UNPACED.model_copy(update={"overall": 10, "overall_seconds": 1.05, "broadcast": 9.0})
    async with at_work(server, library, over, Means(ticks=(), limits=pace)):
        anna = server.private("Anna")
        await server.until(lambda: len(server.made("sendMessage")) > 5)
        before = len(server.made("sendMessage"))
        anna.says("/x")
        await server.until(lambda: anna.answers)
        assert len(server.made("sendMessage")) - before <= 3
        await server.until(lambda: all(person.answers for person in people), 15)
    times = [call.at for call in server.made("sendMessage")]
    assert max(sum(t <= other < t + 1.0 for other in times) for t in times) <= 10
    assert [len(person.answers) for person in people] == [1] * 40


def test_a_picture_telegram_will_not_show_goes_as_a_document() -> None:
    attempt = Attempt(place=Place(chat_id=1))
    second = decide(BadRequest("Photo_invalid_dimensions"), attempt)
    assert isinstance(second, Attempt)
    assert second.document
    assert decide(BadRequest("Photo_invalid_dimensions"), second) is Outcome.REFUSED


def test_the_usual_limits_are_telegrams() -> None:
    assert Limits().overall == 30
    assert Limits().group == 20
