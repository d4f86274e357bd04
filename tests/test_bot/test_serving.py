"""Serving: as a process, by polling and by webhook; it stops when told and gives up in one plain sentence."""

import asyncio
import contextlib
import logging
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from bot.app import run
from bot.receiving import BAD_TOKEN, NOT_ALONE
from bot.redaction import redacted_logs
from bot.webhook import address
from tests.fake_telegram import FakeTelegram, drop, gateway
from tests.test_bot.desk import Library, at_work, card, shelves

HOOK = "https://bot.example:8443/hook.here"


@contextlib.contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    program = [sys.executable, "-W", "error", str(Path(__file__).with_name("served.py")), *arguments]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            if running.poll() is None:
                running.kill()


def test_a_process_of_its_own_answers_and_stops_on_sigterm(server: FakeTelegram) -> None:
    anna = server.private("Anna")
    with process(server.url, server.token) as bot:
        anna.says("/actor Nadia")
        server.wait(lambda: anna.answers, 60)
        assert anna.last.text.startswith("No record of “Nadia” in the store.")
        bot.send_signal(signal.SIGTERM)
        out, err = bot.communicate(timeout=60)
    assert bot.returncode == 0, err
    assert server.token not in out + err
    assert "Traceback" not in err
    assert not server.refusals


@pytest.mark.parametrize("token", ["", "no-token-at-all"])
async def test_what_is_no_token_at_all_is_said_plainly(
    server: FakeTelegram, library: Library, token: str
) -> None:
    assert await run(shelves(server, token=SecretStr(token)), asyncio.Event()) == BAD_TOKEN


def test_a_wrong_token_ends_in_one_sentence_without_the_token(server: FakeTelegram) -> None:
    token = "700000001:wrong-one"
    with process(server.url, token) as bot:
        out, err = bot.communicate(timeout=60)
    assert bot.returncode == 1
    assert err.strip().splitlines()[-1] == BAD_TOKEN
    assert token not in out + err
    assert "Traceback" not in err


def test_a_second_poller_ends_the_first_loudly_and_is_left_in_peace(server: FakeTelegram) -> None:
    anna = server.private("Anna")
    with process(server.url, server.token) as first:
        server.wait(lambda: server.made("setMyCommands") and server.delivery.polls, 60)
        with process(server.url, server.token) as second:
            _, err = first.communicate(timeout=60)
            assert first.returncode == 1
            assert err.strip().splitlines()[-1] == NOT_ALONE
            anna.says("/x")
            server.wait(lambda: anna.answers, 60)
            second.send_signal(signal.SIGTERM)
            second.communicate(timeout=60)
            assert second.returncode == 0


def test_a_server_that_is_not_there_is_asked_again_until_told_to_stop() -> None:
    with process("http://127.0.0.1:9", "1:x") as bot:
        assert bot.stderr
        assert "cannot be reached" in bot.stderr.readline()
        bot.send_signal(signal.SIGTERM)
        bot.communicate(timeout=60)
    assert bot.returncode == 0


async def test_a_token_revoked_while_serving_ends_it(server: FakeTelegram, library: Library) -> None:
    async with at_work(server, library) as desk:
        server.revoked = True
        server.private("Anna").says("/x")
        await asyncio.wait_for(asyncio.shield(desk.task), 10)
    assert desk.task.result() == BAD_TOKEN


async def test_a_webhook_set_by_another_ends_polling(server: FakeTelegram, library: Library) -> None:
    async with at_work(server, library) as desk, httpx.AsyncClient() as client:
        await client.post(f"{server.url}/bot{server.token}/setWebhook", data={"url": HOOK})
        await asyncio.wait_for(asyncio.shield(desk.task), 10)
    assert desk.task.result() == NOT_ALONE
    assert server.delivery.webhook["url"] == HOOK


async def test_trouble_while_polling_passes(server: FakeTelegram, library: Library) -> None:
    server.faults = [gateway("getMe"), gateway("deleteWebhook"), gateway("getUpdates"), drop("getUpdates")]
    anna = server.private("Anna")
    async with at_work(server, library):
        anna.says("/x")
        await server.until(lambda: anna.answers, 15)
    assert len(anna.answers) == 1


async def test_an_answer_in_hand_is_finished_before_we_stop(server: FakeTelegram, library: Library) -> None:
    library.hold = lambda request: time.sleep(0.4)
    anna = server.private("Anna")
    async with at_work(server, library) as desk:
        anna.says("/x")
        await server.until(lambda: library.heard)
        assert not anna.answers
        desk.stop.set()
        await asyncio.wait_for(asyncio.shield(desk.task), 10)
    assert anna.last.text == "No record of /x"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_conversation_by_webhook(server: FakeTelegram, library: Library) -> None:
    asyncio.get_running_loop().set_debug(True)
    library.pages |= {"/a": card("One", ("Next", "/b")), "/b": card("Two")}
    port = free_port()
    server.delivery.routes[HOOK] = f"http://127.0.0.1:{port}/hook.here"
    told = {
        "webhook_url": HOOK,
        "webhook_secret": SecretStr("s3cret-of-the-hook"),
        "webhook_listen": f"127.0.0.1:{port}",
    }
    anna = server.private("Anna")
    async with at_work(server, library, **told):
        anna.says("/a")
        await server.until(lambda: anna.answers)
        anna.taps(anna.last, "Next")
        await server.until(lambda: anna.last.text.startswith("Two"))
        assert not server.made("getUpdates")
        update = {"update_id": 1, "message": anna.says("/forged").as_json()}
        await server.idle()
        heard = len(library.heard)
        for secret in ("", "wrong", "S3cret-of-the-hook"):
            assert await asyncio.to_thread(server.post, update, secret) == 403
        async with httpx.AsyncClient() as client:
            url, head = f"http://127.0.0.1:{port}/", {"X-Telegram-Bot-Api-Secret-Token": "s3cret-of-the-hook"}
            for junk in (b"", b"not json", b"[1]", b'{"message": 5}', b'{"update_id": "x", "message": {}}'):
                assert (await client.post(f"{url}hook.here", content=junk, headers=head)).status_code == 400
            assert (await client.post(f"{url}hookxhere", content=b"{}", headers=head)).status_code == 404
            assert (await client.get(f"{url}hook.here", headers=head)).status_code == 405
        await server.idle()
        assert len(library.heard) == heard
    assert server.delivery.webhook["url"] == HOOK, "messages are kept for us while we are down"
    assert not server.refusals


async def test_a_webhook_that_telegram_refuses_is_said_plainly(
    server: FakeTelegram, library: Library
) -> None:
    reason = await run(shelves(server, webhook_url="http://bot.example/"), asyncio.Event())
    assert reason.lower().startswith("telegram refuses the webhook: bad webhook: an https url must be")


async def test_a_taken_port_is_said_plainly(server: FakeTelegram, library: Library) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        reason = await run(shelves(server, webhook_url=HOOK, webhook_listen=where), asyncio.Event())
    assert reason == f"Cannot listen on {where}: Address already in use."


@pytest.mark.parametrize("where", ["8443", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:70000"])
def test_an_address_that_is_none_is_said_plainly(where: str) -> None:
    with pytest.raises(OSError, match="it must be HOST:PORT"):
        address(where)


async def test_no_log_line_carries_the_token(
    server: FakeTelegram, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even at the most talkative level, with faults and tracebacks."""
    for name in ("", "aiohttp", "asyncio", "telegram"):
        caplog.set_level(logging.DEBUG, name)
    server.faults = [gateway("getUpdates"), drop("sendMessage"), gateway("setMyCommands")]
    anna = server.private("Anna")
    async with at_work(server, library):
        anna.says("/crash")
        await server.until(lambda: anna.answers)
        logging.getLogger("aiohttp").debug("POST %s/bot%s/getUpdates", server.url, server.token)
    assert "/bot<token>/getUpdates" in caplog.text
    assert server.token not in caplog.text


def test_a_token_in_an_exception_or_an_address_is_hidden(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("tests.redaction")
    with redacted_logs("12:a b", ""):
        try:
            raise ValueError("at http://x/bot12:a%20b/getMe")
        except ValueError as error:
            log.error("failed with %s", "12:a b", exc_info=RuntimeError("12:a b"))
            log.error("%d", "not a number 12:a b")
            log.exception(error)
    log.error("12:a b")
    lines = caplog.text.splitlines()
    assert [line for line in lines if "12:a" in line] == [lines[-1]]
    assert caplog.text.count("<token>") >= 5
