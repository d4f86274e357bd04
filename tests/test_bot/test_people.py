"""Who asks, over real HTTP: rights in groups, buttons of others, files and forwards, floods, groups to leave."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.app import Means
from bot.limits import PERSON
from bot.membership import FRESH_SECONDS, Membership
from bot.owners import owned, whose
from bot.reception import DOWNLOAD_BYTES
from briefs.page import Choice, Page
from data.store import chats
from handlers.access import overdue
from handlers.commands import COMMANDS
from handlers.menus import SCOPES, menu
from handlers.rights import fits
from tests.fake_telegram import ANONYMOUS, FakeTelegram, refuse
from tests.test_bot.desk import ADMIN, UNPACED, Desk, Library, at_work, card, shelves

ORIGIN = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "Somebody"}
MOMENT = datetime(2026, 3, 2, tzinfo=UTC)


def editor(desk: Desk, number: int) -> None:
    with desk.shelves.store.writing() as db:
        one = chats.Person(user_id=number, name="E", role="editor", state="approved", granted_at="2026")
        chats.keep_person(db, one)


async def test_a_request_says_who_asks_and_where(desk: Desk) -> None:
    anna = desk.server.user("Anna", 41, language="ur")
    forum = desk.server.group("Desk", [anna], forum=True)
    topic = forum.topic("Routes")
    asked = forum.says("/actor x", anna, topic=topic)
    await desk.server.until(lambda: forum.answers)
    (request,) = desk.library.heard
    who = request.who
    assert (who.name, who.chat_title, who.topic, who.language) == ("Anna", "Desk", topic.id, "ur")
    assert (request.message, request.tapped, request.attached) == (asked.id, False, None)


async def test_who_runs_a_group_is_asked_only_when_it_matters_and_once(desk: Desk) -> None:
    boss, anna = desk.server.user("Boss"), desk.server.user("Anna")
    group = desk.server.group("Desk", [boss, anna])
    for said in ("/actor Nadia", "/settings", "/settings zone", "/help"):
        group.says(said, boss)
    group.says("/settings", anna)
    await desk.server.until(lambda: len(group.answers) == 5)
    runs = {(r.text, r.who.user_id): r.who.runs_group for r in desk.library.heard}
    assert runs[("/settings", boss.id)]
    assert runs[("/settings zone", boss.id)]
    assert not runs[("/settings", anna.id)]
    assert not runs[("/actor Nadia", boss.id)]
    assert len(desk.server.made("getChatMember")) == 2
    assert not desk.server.refusals


@pytest.mark.parametrize("how", ["anonymous", "forwarded"])
async def test_nobody_in_particular_runs_a_group(desk: Desk, how: str) -> None:
    boss = desk.server.user("Boss")
    group = desk.server.group("Desk", [boss])
    if how == "anonymous":
        group.says("/settings", ANONYMOUS)
        await desk.server.until(lambda: group.answers)
        assert not desk.library.heard[0].who.runs_group
        return
    desk.server.world.privacy = False
    group.says("/settings", boss, forward_origin=ORIGIN)
    await desk.server.idle()
    assert not group.answers


async def test_when_telegram_does_not_say_who_runs_a_group_nobody_does(desk: Desk) -> None:
    group = desk.server.group("Desk", [desk.server.user("Boss")])
    desk.server.faults = [refuse("getChatMember", "not enough rights")]
    group.says("/settings")
    await desk.server.until(lambda: group.answers)
    assert not desk.library.heard[0].who.runs_group


async def test_a_change_of_administrators_is_heard_where_we_are_one(desk: Desk) -> None:
    boss, anna = desk.server.user("Boss"), desk.server.user("Anna")
    group = desk.server.group("Desk", [boss, anna], super_=True)
    group.appoints(desk.server.world.bot)
    group.says("/settings", anna)
    await desk.server.until(lambda: group.answers)
    group.appoints(anna)
    await desk.server.idle()
    group.says("/settings", anna)
    await desk.server.until(lambda: len(group.answers) == 2)
    assert [r.who.runs_group for r in desk.library.heard] == [False, True]


async def test_what_was_said_of_a_member_is_asked_again_after_minutes() -> None:
    now = [0.0]

    class Asked:
        count = 0

        async def get_chat_member(self, chat: int, user: int) -> object:
            self.count += 1
            return type("Member", (), {"status": "creator"})

    bot = Asked()
    membership = Membership(bot, lambda: now[0])  # type: ignore[arg-type]
    assert await membership.runs(-5, 1)
    assert await membership.runs(-5, 1)
    assert bot.count == 1
    now[0] = FRESH_SECONDS + 1
    assert await membership.runs(-5, 1)
    assert bot.count == 2
    assert not await membership.runs(-5, -5)


async def test_the_buttons_of_an_answer_in_a_group_obey_whoever_asked(desk: Desk) -> None:
    """Others see a short notice, the group's administrators may; in private there is nobody else."""
    desk.library.pages |= {"/about": card("One", ("Next", "/b")), "/b": card("Two", ("On", "/c" + "x" * 70))}
    boss, anna, zed = (desk.server.user(name) for name in ("Boss", "Anna", "Zed"))
    group = desk.server.group("Desk", [boss, anna, zed])
    group.says("/about", anna)
    await desk.server.until(lambda: group.answers)
    tap = group.taps(group.last, "Next", zed)
    await desk.server.until(lambda: tap.answered)
    assert 0 < len(tap.notice) <= 200
    assert group.last.text.startswith("One")
    group.taps(group.last, "Next", anna)
    await desk.server.until(lambda: group.last.text.startswith("Two"))
    tap = group.taps(group.last, "On", zed)
    await desk.server.until(lambda: tap.answered)
    assert tap.notice
    tap = group.taps(group.last, "On", boss)
    await desk.server.until(lambda: "/c" + "x" * 70 in desk.library.texts)
    assert not tap.notice
    assert desk.library.heard[-1].tapped
    assert not desk.server.refusals


@pytest.mark.parametrize("asker", [0, 1, 35, 36, 7_000_000_000, -1_002_233_445_566])
def test_whose_a_button_is_comes_back(asker: int) -> None:
    page = Page(title="x", choices=(Choice(label="a", command="/b c"), Choice(label="d", copied="e")))
    first, second = owned(page, asker).choices
    assert whose(first.command) == (asker, "/b c")
    assert second.command == ""
    assert whose("/b c") == (None, "/b c")
    assert len(first.command) - len("/b c") <= 13


async def test_a_document_of_an_editor_is_fetched_and_that_of_a_reader_is_not(desk: Desk) -> None:
    eve, anna = desk.server.private("Eve", 5), desk.server.private("Anna")
    editor(desk, 5)
    eve.sends_file("talks.txt", b"Talks were held.", "for the file")
    anna.sends_file("talks.txt", b"Talks were held.")
    await desk.server.until(lambda: eve.answers and anna.answers)
    got = {request.who.user_id: request.attached for request in desk.library.heard}
    assert got[5]
    assert (got[5].name, got[5].data) == ("talks.txt", b"Talks were held.")
    reader = got[anna.id]
    assert reader
    assert reader.data == b""
    assert len(desk.server.made("getFile")) == 1


async def test_a_file_that_telegram_does_not_give_out_is_said_to_be_too_large(desk: Desk) -> None:
    eve = desk.server.private("Eve", 5)
    editor(desk, 5)
    size = {"file_id": "f", "file_unique_id": "f", "file_size": DOWNLOAD_BYTES + 1}
    eve.says("", document=size)
    await desk.server.until(lambda: eve.answers)
    assert "20 MB" in eve.last.text
    assert not desk.server.made("getFile")


async def test_a_forwarded_message_comes_with_whom_it_is_from_and_is_no_command(desk: Desk) -> None:
    eve = desk.server.private("Eve", 5)
    editor(desk, 5)
    channel = {"id": -1007, "type": "channel", "title": "Daily", "username": "daily_news"}
    eve.forwards("/deny 6 Talks were held.", {"type": "channel", "date": 1_700_000_000, "chat": channel,
                                              "message_id": 88})  # fmt: skip
    await desk.server.until(lambda: eve.answers)
    attached = desk.library.heard[0].attached
    assert attached
    assert (attached.origin, attached.link) == ("Daily", "https://t.me/daily_news/88")
    assert attached.data == b"/deny 6 Talks were held."
    assert attached.sent == datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice", "location"])
async def test_what_has_no_words_is_answered_in_private_and_never_in_a_group(desk: Desk, kind: str) -> None:
    sticker = {"width": 1, "height": 1, "type": "regular", "is_animated": False, "is_video": False}
    file = {"file_id": "f", "file_unique_id": "f", "duration": 1, **sticker}
    content = {"sticker": file, "photo": [file], "voice": file, "location": {"latitude": 1, "longitude": 1}}
    desk.server.world.privacy = False
    anna = desk.server.private("Anna")
    group = desk.server.group("Desk", anna.members)
    group.says("", **{kind: content[kind]})
    anna.says("", **{kind: content[kind]})
    await desk.server.until(lambda: anna.answers)
    await desk.server.idle()
    assert not group.answers


async def test_a_service_message_asks_nothing(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    anna.says("", message_auto_delete_timer_changed={"message_auto_delete_time": 86400})
    anna.says("/after")
    await desk.server.until(lambda: anna.answers)
    await desk.server.idle()
    assert desk.library.texts == ["/after"]


async def test_a_flood_is_told_once_and_others_are_answered_meanwhile(desk: Desk) -> None:
    """An administrator of the bot may ask as much as they like."""
    anna, bilal, ada = (
        desk.server.private("Anna"),
        desk.server.private("Bilal"),
        desk.server.private("A", ADMIN),
    )
    flood = int(PERSON.burst) + 30
    for number in range(flood):
        anna.says(f"/ask {number}")
        ada.says(f"/ask {number}")
    bilal.says("/hello")
    await desk.server.until(lambda: bilal.answers and len(ada.answers) == flood, 40)
    await desk.server.idle()
    told = [message for message in anna.answers if "more than I can answer" in message.text]
    assert len(told) == 1
    assert PERSON.burst <= len(anna.answers) < flood


async def test_a_command_that_may_be_anothers_is_left_to_it_in_a_group(desk: Desk) -> None:
    """Telegram tells us of '/weather' too; with our name behind it, it is ours and answered."""
    anna = desk.server.private("Anna")
    group = desk.server.group("Desk", anna.members)
    group.says("/weather")
    group.says("/weather@briefing_test_bot")
    anna.says("/weather")
    await desk.server.until(lambda: anna.answers and group.answers)
    await desk.server.idle()
    assert len(group.answers) == 1


async def test_being_put_into_a_group_is_a_wish_to_be_let_in(desk: Desk) -> None:
    desk.server.private("Ada", ADMIN)
    anna = desk.server.user("Anna", 41)
    group = desk.server.group("Desk", [anna])
    group.welcomes(anna)
    await desk.server.until(lambda: group.answers)
    (request,) = desk.library.heard
    assert (request.text, request.where, request.who.name) == ("/access", "group", "Anna")
    group.block()
    await desk.server.idle()
    assert len(desk.library.heard) == 1
    assert not desk.server.refusals


async def test_a_group_that_nobody_let_in_is_left_when_its_time_is_over(
    server: FakeTelegram, library: Library
) -> None:
    """One that was let in stays, and a group that is gone already is no fault."""
    over = shelves(server, access="approved")
    old, known = server.group("Old", [server.user("A")]), server.group("Known", [server.user("B")])
    lost = server.group("Lost", [server.user("C")])
    lost.shut = "bot was kicked from the group chat"
    with over.store.writing() as db:
        for group, state in ((old, "asking"), (known, "approved"), (lost, "asking")):
            since = MOMENT.isoformat(timespec="seconds")
            one = chats.Chat(id=group.id, kind="group", state=state, since=since)  # type: ignore[arg-type]
            chats.keep_chat(db, one, since)
    assert set(overdue(over, MOMENT + timedelta(days=3))) == {old.id, lost.id}
    means = Means(ticks=(), limits=UNPACED, clock=lambda: MOMENT + timedelta(days=3))
    async with at_work(server, library, over, means):
        await server.until(lambda: len(server.made("leaveChat")) == 2)
        await server.until(lambda: not overdue(over, MOMENT + timedelta(days=4)))
    assert {int(call.params["chat_id"]) for call in server.made("leaveChat")} == {old.id, lost.id}
    assert old.shut
    assert not known.shut
    over.store.close()


async def test_inline_cards_are_for_whoever_was_let_in(server: FakeTelegram, library: Library) -> None:
    over = shelves(server, access="approved")
    async with at_work(server, library, over):
        for number, empty in ((ADMIN, False), (99, True)):
            query = server.asks_inline(server.user("X", number), "")
            await server.until(lambda query=query: query.answered)
            assert query.options["is_personal"]
            assert ("button" in query.options) == empty
            assert query.results == []
    assert not server.refusals
    over.store.close()


def test_a_menu_differs_for_who_may_do_more() -> None:
    """The table is the only source; nothing is offered that would be refused."""
    for scope in SCOPES:
        rows = menu("reader", scope.where, "en", scope.runs_group)
        assert 1 <= len(rows) <= 100
        assert all(1 <= len(about) <= 256 for _, about in rows)
        assert all(fits(COMMANDS[name].right, "reader", scope.where, scope.runs_group) for name, _ in rows)
    assert len(menu("admin", "private", "en")) > len(menu("reader", "private", "en"))
