"""`python -m benchmarks.updates [UPDATES]`: updates a second through the whole stack, beside bare handlers.

Three bots in turn, each a process of its own, against the same server on loopback (benchmarks/sink.py):
ours (`run_bot.py` over the sample articles, `/actor Naqvi`, each update written to the store before it is
answered, no pace of its own), a bare python-telegram-bot handler and a bare aiogram handler, which send
as long a text and read nothing. All have 16 connections and the same delay of a reply. aiogram needs an
older pydantic than ours and is run by `.venv-peers/bin/python` (`make peers`); without it, it is left out.
Then ours while a brief goes to a thousand chats, and its memory at rest and after all updates.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.sink import TOKEN, Sink
from briefs.page import Page
from data.store.store import Store
from handlers.outgoing import owe

ROOT = Path(__file__).resolve().parent.parent
UPDATES = 2_000
CHATS = 500
DELAY = 0.02
"""Seconds until the server acknowledges a message."""
IN_FLIGHT = 200
"""Questions that are unanswered at any moment."""
BRIEFED = 1_000
START_SECONDS = 120.0


@asynccontextmanager
async def bot(
    sink: Sink, program: list[str], settings: dict[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot at work; it is stopped at the end."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *program, cwd=ROOT, env=clean | settings, stdout=quiet, stderr=quiet
    )
    try:
        await asyncio.wait_for(sink.polled.wait(), START_SECONDS)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), 15)
            except TimeoutError:
                process.kill()


async def throughput(sink: Sink, updates: int) -> tuple[float, list[float]]:
    """Updates a second with IN_FLIGHT of them unanswered at any moment, and how long each answer took (s)."""
    began, start, took = time.perf_counter(), len(sink.answered), list[float]()
    asked = seen = 0
    while seen < updates:
        while asked < updates and asked - seen < IN_FLIGHT:
            sink.ask("/actor Naqvi", 1_000 + asked % CHATS)
            asked += 1
        await asyncio.sleep(0.002)
        fresh = [one for one in sink.answered[start + seen :] if one[0] < 1_000 + CHATS]
        took += [moment - sink.asked[chat] for chat, moment in fresh]
        seen += len(fresh)
        if time.perf_counter() - began > 300:
            raise TimeoutError(f"{seen} of {updates} answered")
    return updates / (time.perf_counter() - began), took


def megabytes(process: asyncio.subprocess.Process) -> float:
    """Resident memory of a process; 0 where the system does not tell."""
    status = Path(f"/proc/{process.pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


async def measured(name: str, program: list[str], settings: dict[str, str], updates: int) -> float:
    """Measure one bot and print its row; gives updates a second."""
    async with Sink(DELAY) as sink, bot(sink, called(program, settings, sink), at(settings, sink)) as process:
        await throughput(sink, IN_FLIGHT)  # warm
        rest = megabytes(process)
        rate, took = await throughput(sink, updates)
        took.sort()
        p50, p99 = 1000 * statistics.median(took), 1000 * took[int(0.99 * len(took))]
        memory = f"{rest:.0f} | {megabytes(process):.0f}"
        print(f"| {name} | {rate:,.0f} | {p50:.0f} | {p99:.0f} | {memory} |", flush=True)
        return rate


def called(program: list[str], settings: dict[str, str], sink: Sink) -> list[str]:
    """The command line: a bare bot is told by arguments where the server is, ours by its settings."""
    return program if settings else [*program, sink.url, TOKEN]


def at(settings: dict[str, str], sink: Sink) -> dict[str, str]:
    """The settings with this server."""
    return {**settings, "BRIEFING_API_URL": sink.url} if settings else {}


async def beside_a_brief(settings: dict[str, str], updates: int) -> None:
    """The same while a brief goes to BRIEFED chats."""
    store = Store(Path(settings["BRIEFING_DATABASE"]))
    now = datetime.now(UTC)
    with store.writing() as db:
        for chat in range(BRIEFED):
            owe(db, f"bench:{chat}", 100_000 + chat, Page(title="Brief"), now, sort="brief")
    store.close()
    async with Sink(DELAY) as sink, bot(sink, ours(), {**settings, "BRIEFING_API_URL": sink.url}):
        began, took = time.perf_counter(), list[float]()
        for number in range(updates):
            chat = 1_000 + number % CHATS
            sink.ask("/actor Naqvi", chat)
            await asyncio.sleep(0.02)
        await sink.until(updates + BRIEFED, 120)
        took = sorted(moment - sink.asked[chat] for chat, moment in sink.answered if chat < 100_000)
        p50, p99 = 1000 * statistics.median(took), 1000 * took[int(0.99 * len(took))]
        seconds = time.perf_counter() - began
    print(
        f"\nBeside a brief to {BRIEFED:,} chats, 50 questions/s: answers p50 {p50:.0f} ms, p99 {p99:.0f} ms,"
    )
    print(f"{len(sink.answered):,} messages in {seconds:.1f} s.")


def ours() -> list[str]:
    """The program of this project."""
    return [sys.executable, str(ROOT / "run_bot.py")]


async def run(updates: int, database: Path) -> None:
    """Print the tables."""
    settings = {
        "BRIEFING_TOKEN": TOKEN, "BRIEFING_ACCESS": "open", "BRIEFING_DATABASE": str(database),
        "BRIEFING_ARTICLES": str(ROOT / "data" / "articles"), "BRIEFING_PACE": "0",
        "BRIEFING_HEALTH_LISTEN": "off",
    }  # fmt: skip
    print(
        f"{updates:,} updates of {CHATS} chats, {IN_FLIGHT} in flight, {1000 * DELAY:.0f} ms until a reply\n"
    )
    print("| bot | updates/s | p50 ms | p99 ms | MB at rest | MB after |\n|---|---|---|---|---|---|")
    bare = await measured(
        "bare python-telegram-bot", [sys.executable, str(ROOT / "benchmarks" / "bare_ptb.py")], {}, updates
    )
    peers = ROOT / ".venv-peers" / "bin" / "python"
    if peers.exists():
        await measured(
            "bare aiogram", [str(peers), str(ROOT / "benchmarks" / "bare_aiogram.py")], {}, updates
        )
    else:
        print("| bare aiogram | not installed (`make peers`) | | | | |")
    own = await measured("Briefing Bot, /actor Naqvi", ours(), settings, updates)
    print(f"\nBriefing Bot makes {own / bare:.0%} of the bare handler's updates a second.")
    await beside_a_brief(settings, 500)


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else UPDATES, Path(folder, "bench.db")))


if __name__ == "__main__":
    main()
