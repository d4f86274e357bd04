"""What an operator sees: the health page, the figures, log lines without secrets, the doctor."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient

from bot import logs, pulse
from bot.figures import Figures
from bot.redaction import redacted_logs
from data.store import counts, outbox
from data.store.store import Store
from handlers.desk import Desk
from handlers.doctor import examined
from handlers.operations import nightly
from handlers.settings import Settings, load
from tests.conversation import NOW, page
from tests.fake_telegram import FakeTelegram

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def free_port() -> Iterator[int]:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as door:
        number = door.getsockname()[1]
    yield number


async def test_the_pulse_tells_health_as_json_and_figures_as_prometheus_reads_them() -> None:
    store = Store()
    figures = Figures(lambda: counts.health(store.shelf()))
    figures.answers.labels("answer").inc(3)
    with free_port() as port:
        server = pulse.listen(f"127.0.0.1:{port}", lambda: {"ok": True, "due": 0}, figures.text)
        assert server is not None
        client = AsyncHTTPClient()
        health = await client.fetch(f"http://127.0.0.1:{port}/health")
        metrics = await client.fetch(f"http://127.0.0.1:{port}/metrics")
        server.stop()
        await server.close_all_connections()
    assert json.loads(health.body) == {"ok": True, "due": 0}
    told = metrics.body.decode()
    assert 'briefing_answers_total{verdict="answer"} 3.0' in told
    assert 'briefing_owed{state="due"} 0.0' in told


async def test_an_unhealthy_bot_answers_503_so_that_a_supervisor_notices() -> None:
    with free_port() as port:
        server = pulse.listen(f"127.0.0.1:{port}", lambda: {"ok": False}, lambda: b"")
        assert server is not None
        found = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/health", raise_error=False)
        server.stop()
        await server.close_all_connections()
    assert found.code == 503


def test_a_port_that_is_taken_costs_the_pulse_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert pulse.listen(f"127.0.0.1:{taken.getsockname()[1]}", dict, bytes) is None
    assert "no health page" in caplog.text


@contextmanager
def logged(form: Any) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    quiet = {name: logging.getLogger(name).level for name in logs.QUIET}
    logs.configure(form)
    heard = io.StringIO()
    root.handlers[0].setStream(heard)  # type: ignore[attr-defined]
    try:
        yield heard
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        for name, was in quiet.items():
            logging.getLogger(name).setLevel(was)


def test_json_logs_are_one_object_a_line_and_hold_no_secret_even_in_a_traceback() -> None:
    with redacted_logs("123:geheim"), logged("json") as heard:
        logging.getLogger("bot").warning("chat %s is gone", 5)
        try:
            raise ValueError("https://host/bot123:geheim/getMe")
        except ValueError:
            logging.getLogger("bot").exception("failed")
    lines = [json.loads(line) for line in heard.getvalue().splitlines()]
    assert lines[0]["event"] == "chat 5 is gone"
    assert lines[0]["level"] == "warning"
    assert "ValueError" in lines[1]["exception"]
    assert "geheim" not in heard.getvalue()


def test_console_logs_hold_no_secret_either() -> None:
    with redacted_logs("123:geheim"), logged("console") as heard:
        logging.getLogger("bot").error("calling /bot123:geheim/getMe")
    assert "calling" in heard.getvalue()
    assert "geheim" not in heard.getvalue()


def test_health_is_for_admins_and_says_what_is_owed() -> None:
    desk = Desk(Store(), Settings())
    assert page(desk, "/health").verdict == "refusal"
    assert "Messages owed: nothing." in text_as_admin(desk, "/health")
    with desk.store.writing() as db:
        outbox.put(db, "a", 5, "{}", NOW.isoformat())
    assert "Messages owed: due 1." in text_as_admin(desk, "/health")


def text_as_admin(desk: Desk, line: str) -> str:
    return " ".join(found.text for found in page(desk, line, role="admin").lines)


def test_a_copy_is_made_each_day_and_not_more_often(tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path / "a.db"), Settings())
    for hours in (0, 1, 23, 24, 25, 49):
        nightly(desk, NOW + timedelta(hours=hours))
    assert len(list((tmp_path / "backups").glob("*.db"))) == 3
    desk.store.close()


def test_a_token_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("123:abc\n")
    found = load({"BRIEFING_TOKEN_FILE": str(tmp_path / "token")})
    assert found.token.get_secret_value() == "123:abc"


def test_the_doctor_finds_a_damaged_store_and_a_setting_that_is_wrong(tmp_path: Path) -> None:
    bad = tmp_path / "a.db"
    bad.write_bytes(b"nothing like a database" * 100)
    found = {f.what: f.state for f in examined({"BRIEFING_DATABASE": str(bad)}, NOW)}
    assert found["store"] == "bad"
    assert found["settings"] == "ok"
    wrong = list(examined({"BRIEFING_ACCESS": "nobody"}, NOW))
    assert [(f.what, f.state) for f in wrong] == [("settings", "bad")]


def doctor(**settings: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("BRIEFING_")}
    given = {f"BRIEFING_{name.upper()}": value for name, value in settings.items()}
    program = [sys.executable, str(ROOT / "run_bot.py"), "doctor"]
    return subprocess.run(program, env=clean | given, capture_output=True, text=True, timeout=60, check=False)


def test_the_doctor_asks_telegram_whether_the_token_is_right(server: FakeTelegram, tmp_path: Path) -> None:
    database = str(tmp_path / "a.db")
    good = doctor(token=server.token, api_url=server.url, database=database)
    wrong = doctor(token="999:not-the-token", api_url=server.url, database=database)
    assert good.returncode == 0, good.stdout
    assert "ok    token: it is that of @" in good.stdout
    assert wrong.returncode == 1
    assert "not-the-token" not in wrong.stdout + wrong.stderr


def test_the_doctor_says_when_telegram_cannot_be_reached_without_showing_the_token(tmp_path: Path) -> None:
    with free_port() as port:
        found = doctor(
            token="123:geheim", api_url=f"http://127.0.0.1:{port}", database=str(tmp_path / "a.db")
        )
    assert found.returncode == 1
    assert "cannot be reached" in found.stdout
    assert "geheim" not in found.stdout + found.stderr
