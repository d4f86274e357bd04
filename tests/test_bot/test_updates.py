"""Updates are kept before they are acknowledged, answered once, and never lost by a stop or a fault."""

import asyncio
import json
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from pydantic import SecretStr

from bot.app import Means
from bot.inbox import ENOUGH, key_of
from bot.receiving import PATIENCE_SECONDS, SLICE
from briefs.page import Choice, Page
from data.store import received
from handlers.ticking import Tick
from tests.fake_telegram import FakeTelegram, drop, flood
from tests.test_bot.desk import UNPACED, Desk, Library, at_work, card, shelves
from tests.test_bot.test_serving import HOOK, free_port

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def state_of(desk: Desk, update: dict) -> str:
    return received.states(desk.shelves.store.shelf(), [key_of(update)]).get(key_of(update), "")


async def test_an_update_is_answering_just_before_its_answer_leaves_and_answered_after(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    seen = []
    original = desk.server.answer

    async def watching(token, name, given):
        if name.lower() == "sendmessage":
            seen.append(state_of(desk, update))
        return await original(token, name, given)

    desk.server.answer = watching
    desk.library.hold = lambda request: seen.append(state_of(desk, update))
    update = {"message": anna.says("/x").as_json()}
    await desk.server.until(lambda: state_of(desk, update) == "answered")
    assert seen == ["received", "answering"]


async def test_what_was_received_and_not_answered_is_answered_at_the_next_start(
    server: FakeTelegram, library: Library
) -> None:
    anna, over = server.private("Anna"), shelves(server)
    server.world.allowed = {"poll"}  # these are known from the store alone
    first, second = anna.says("/first").as_json(), anna.says("/second").as_json()
    updates = [{"update_id": n, "message": m} for n, m in enumerate((first, second), 1)]
    with over.store.writing() as db:
        received.keep(db, [(key_of(u), json.dumps(u)) for u in updates], MOMENT)
        received.move(db, key_of(updates[0]), "answering")
    async with at_work(server, library, over) as desk:
        await server.until(lambda: state_of(desk, updates[1]) == "answered")
        assert state_of(desk, updates[0]) == "answered"
    assert [m.text for m in anna.answers] == ["No record of /second"]


async def test_no_more_are_read_than_are_answered_soon_and_each_is_answered_once(desk: Desk) -> None:
    go_on = threading.Event()
    desk.library.hold = lambda request: go_on.wait(30)
    people = [desk.server.private(f"P{number}") for number in range(300)]
    for person in people:
        person.says("/x")

    def read() -> int:
        return len(received.unanswered(desk.shelves.store.shelf(), 300))

    await desk.server.until(lambda: read() >= ENOUGH)
    await asyncio.sleep(2 * PATIENCE_SECONDS)
    assert ENOUGH <= read() <= ENOUGH + 5 * SLICE
    await desk.server.until(lambda: read() > ENOUGH + 5 * SLICE)  # slowly on, whatever holds up the others
    go_on.set()
    await desk.server.until(lambda: all(person.answers for person in people))
    assert {len(person.answers) for person in people} == {1}


async def test_a_kept_update_that_cannot_be_read_keeps_nobody_from_starting(
    server: FakeTelegram, library: Library
) -> None:
    over = shelves(server)
    with over.store.writing() as db:
        received.keep(db, [("bad", '{"update_id": 3, "message": {"chat": 5}}')], MOMENT)
    async with at_work(server, library, over) as desk:
        anna = server.private("Anna")
        anna.says("/x")
        await server.until(lambda: anna.answers)
        await server.until(lambda: not received.unanswered(desk.shelves.store.shelf()))


async def test_an_update_that_telegram_brings_again_after_a_restart_is_not_answered_again(
    server: FakeTelegram, library: Library
) -> None:
    anna, over = server.private("Anna"), shelves(server)
    async with at_work(server, library, over):
        said = anna.says("/once")
        await server.until(lambda: anna.answers)
    async with at_work(server, library, over):
        server.world.push("message", said.as_json())
        anna.says("/after")
        await server.until(lambda: len(anna.answers) == 2)
        await server.idle()
    assert library.texts == ["/once", "/after"]


async def test_updates_that_cannot_be_kept_are_not_acknowledged(
    server: FakeTelegram, library: Library, tmp_path: Path
) -> None:
    anna, over = server.private("Anna"), shelves(server, tmp_path / "a.db")
    over.store.set_patience(50)
    async with at_work(server, library, over):
        with sqlite3.connect(tmp_path / "a.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            anna.says("/x")
            await asyncio.sleep(1.0)
            assert len(server.world.updates) == 1
            assert not library.heard
            other.execute("ROLLBACK")
        other.close()
        await server.until(lambda: anna.answers)
    assert len(anna.answers) == 1
    over.store.close()


async def test_the_webhook_says_200_only_for_what_is_kept(
    server: FakeTelegram, library: Library, tmp_path: Path
) -> None:
    port, secret = free_port(), "s3cret"
    over = shelves(
        server, tmp_path / "a.db", webhook_url=HOOK, webhook_secret=SecretStr(secret),
        webhook_listen=f"127.0.0.1:{port}",
    )  # fmt: skip
    over.store.set_patience(50)
    anna = server.private("Anna")
    head = {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with at_work(server, library, over), httpx.AsyncClient(headers=head) as client:
        update = {"update_id": 5, "message": anna.says("/x").as_json()}
        with sqlite3.connect(tmp_path / "a.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            refused = await client.post(f"http://127.0.0.1:{port}/hook.here", json=update)
            other.execute("ROLLBACK")
        other.close()
        taken = await client.post(f"http://127.0.0.1:{port}/hook.here", json=update)
        assert (refused.status_code, taken.status_code) == (503, 200)
        await server.until(lambda: anna.answers)
    over.store.close()


async def test_an_answer_that_telegram_told_to_wait_is_still_owed_after_a_stop(
    server: FakeTelegram, library: Library
) -> None:
    anna, over = server.private("Anna"), shelves(server)
    server.faults = [flood("sendMessage", 60, chat=anna.id)]
    async with at_work(server, library, over):
        anna.says("/x")
        await server.until(lambda: server.made("sendMessage"))
    assert not anna.answers
    async with at_work(server, library, over):
        await server.until(lambda: anna.answers)
    assert len(anna.answers) == 1


async def test_we_stop_in_time_whatever_hangs_and_answer_the_rest_at_the_next_start(
    server: FakeTelegram, library: Library
) -> None:
    over, people = shelves(server), [server.private(f"P{n}") for n in range(12)]
    crawl = Means(ticks=(), limits=UNPACED.model_copy(update={"overall": 1, "overall_seconds": 1.0}))
    began = asyncio.get_running_loop().time()
    async with at_work(server, library, over, crawl):
        for person in people:
            person.says("/x")
        await server.until(lambda: len(library.heard) == 12)
        began = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - began < 9.5
    left = [person for person in people if not person.answers]
    assert left
    async with at_work(server, library, over):
        await server.until(lambda: all(person.answers for person in people))
    assert [len(person.answers) for person in people] == [1] * 12


async def test_two_quick_taps_make_one_edit_and_both_are_acknowledged(desk: Desk) -> None:
    desk.library.pages |= {"/a": card("One", ("Next", "/b")), "/b": card("Two", ("Next", "/c"))}
    anna = desk.server.private("Anna")
    anna.says("/a")
    await desk.server.until(lambda: anna.answers)
    taps = [anna.taps(anna.last, "Next"), anna.taps(anna.last, "Next")]
    await desk.server.until(lambda: all(tap.answered for tap in taps))
    await desk.server.idle()
    assert len(desk.server.made("editMessageText")) == 1
    assert not desk.server.refusals


async def test_a_button_with_a_short_key_works_after_a_restart_and_says_when_it_has_expired(
    server: FakeTelegram, library: Library
) -> None:
    long = "/actor " + "محمد علی " * 8
    library.pages["/who"] = Page(title="Which one?", choices=(Choice(label="Ali", command=long),))
    library.pages[long] = Page(title="Ali", choices=(Choice(label="Again", command="/who"),))
    anna, over = server.private("Anna"), shelves(server)
    async with at_work(server, library, over):
        anna.says("/who")
        await server.until(lambda: anna.answers)
    async with at_work(server, library, over):
        anna.taps(anna.last, "Ali")
        await server.until(lambda: long in library.texts)
        anna.says("/who")
        await server.until(lambda: len(anna.answers) == 2)
        with over.store.writing() as db:
            db.execute("DELETE FROM button")
        tap = anna.taps(anna.last, "Ali")
        await server.until(lambda: tap.answered)
        assert "expired" in tap.notice
        assert "/actor NAME" in tap.notice
    assert not server.refusals


async def test_the_words_that_an_answer_awaits_are_put_behind_its_command(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    desk.library.pages["/add"] = Page(title="Add what?", expects="/add now")
    for said in ("/add", "Berg met Khan", "plain words"):
        anna.says(said)
        await desk.server.until(lambda said=said: any(said in heard for heard in desk.library.texts))
        await desk.server.idle()
    assert desk.library.texts == ["/add", "/add now Berg met Khan", "plain words"]


async def test_any_command_ends_the_waiting_for_words(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    desk.library.pages |= {"/add": Page(title="Add what?", expects="/add")}
    for said in ("/add", "/other", "plain"):
        anna.says(said)
        await desk.server.until(lambda said=said: said in desk.library.texts)
        await desk.server.idle()
    assert desk.library.texts == ["/add", "/other", "plain"]


async def test_in_a_group_the_reply_box_is_opened_for_the_asker_and_only_their_words_count(
    desk: Desk,
) -> None:
    anna, bilal = desk.server.user("Anna"), desk.server.user("Bilal")
    group = desk.server.group("Desk", [anna, bilal])
    desk.library.pages["/add"] = Page(title="Add what?", expects="/add")
    group.says("/add", by=anna)
    await desk.server.until(lambda: group.answers)
    asked = json.loads(desk.server.made("sendMessage")[0].params["reply_markup"])
    assert asked == {"force_reply": True, "selective": True}
    question = group.last
    group.says("not mine", by=bilal, reply_to=question)
    await desk.server.until(lambda: len(group.answers) == 2)
    group.says("Berg met Khan", by=anna, reply_to=question)
    await desk.server.until(lambda: len(group.answers) == 3)
    assert desk.library.texts == ["/add", "not mine", "/add Berg met Khan"]
    assert not desk.server.refusals


async def test_ticks_are_done_at_the_start_and_again_and_one_that_fails_stops_no_other(
    server: FakeTelegram, library: Library, caplog
) -> None:
    done: list[str] = []

    def broken(desk, now) -> None:
        done.append("broken")
        raise RuntimeError("no feed today")

    ticks = (
        Tick("broken", timedelta(milliseconds=20), broken),
        Tick("sound", timedelta(milliseconds=20), lambda desk, now: done.append("sound")),
    )
    async with at_work(server, library, means=Means(ticks=ticks, limits=UNPACED)):
        await server.until(lambda: done.count("broken") > 2 and done.count("sound") > 2)
    assert "tick broken failed" in caplog.text


async def test_a_tick_that_hangs_holds_up_no_answer(server: FakeTelegram, library: Library) -> None:
    release = threading.Event()
    anna = server.private("Anna")
    ticks = (Tick("slow", timedelta(hours=1), lambda desk, now: release.wait(8)),)
    async with at_work(server, library, means=Means(ticks=ticks, limits=UNPACED)):
        anna.says("/x")
        await server.until(lambda: anna.answers)
    release.set()


async def test_an_update_whose_reply_was_lost_on_the_way_is_answered_once(
    server: FakeTelegram, library: Library
) -> None:
    """getUpdates breaks off after Telegram gave the updates; it gives them again."""
    anna = server.private("Anna")
    server.faults = [drop("getUpdates")]
    anna.says("/x")
    async with at_work(server, library):
        await server.until(lambda: anna.answers, 15)
        await server.idle()
    assert len(anna.answers) == 1


def test_the_same_update_has_the_same_key_and_different_ones_have_not() -> None:
    message = {"chat": {"id": 5}, "message_id": 7, "date": 1}
    assert key_of({"update_id": 1, "message": message}) == key_of({"update_id": 2, "message": message})
    assert key_of({"update_id": 1, "message": message}) != key_of(
        {"update_id": 1, "message": {**message, "date": 2}}
    )
    assert key_of({"update_id": 1, "inline_query": {"id": "1"}}) == ""
    assert key_of({"update_id": 9, "my_chat_member": {}}) == "update:9"


async def test_no_log_line_carries_what_somebody_wrote_or_was_told(
    server: FakeTelegram, library: Library, caplog
) -> None:
    caplog.set_level("INFO")
    library.pages["/actor Zzyzx"] = Page(title="Quuxly told", choices=(Choice(label="Go", command="/Zzyzx"),))
    server.faults = [drop("sendMessage"), flood("sendMessage", 1)]
    anna = server.private("Anna")
    async with at_work(server, library):
        for said in ("/actor Zzyzx", "/actor Zzyzx", "Zzyzx"):
            anna.says(said)
            await server.idle()
        await server.until(lambda: len(anna.answers) == 3, 15)
        anna.taps(anna.answers[1], "Go")
        await server.idle()
    ours = [r.getMessage() for r in caplog.records if r.name.split(".")[0] in ("bot", "handlers", "data")]
    assert ours
    assert not [line for line in ours if "zzyzx" in line.lower() or "quuxly" in line.lower()]
