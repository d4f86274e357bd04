"""`python -m benchmarks.updates [UPDATES] [--rounds N] [--own N]`: updates a second, beside bare handlers.

Three bots in turn, each a process of its own, against the same server on loopback (benchmarks/sink.py):
ours (`run_bot.py` over the sample articles, `/actor Naqvi`, each update written to the store before it is
answered, no pace of its own), a bare python-telegram-bot handler and a bare aiogram handler, which send
as long a text and read nothing. All have 16 connections and the same delay of a reply. aiogram needs an
older pydantic than ours and is run by `.venv-peers/bin/python` (`make peers`); without it, it is left out.
The rounds take turns, so that a machine that is busy for a while is so for all; the best of each counts.
*CPU ms* is the time of both processors that one update costs the bot's process: it hangs less on what
else the machine does. Then ours while a brief goes to a thousand chats. `--own 100000` sends so many
updates to ours alone and prints its memory as they come.
"""

import argparse
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
from typing import NamedTuple

from benchmarks.sink import TOKEN, Sink
from briefs.page import Page
from data.store.store import Store
from handlers.outgoing import owe

ROOT = Path(__file__).resolve().parent.parent
UPDATES = 1_000
ROUNDS = 2
CHATS = 500
DELAY = 0.02
"""Seconds until the server acknowledges a message."""
IN_FLIGHT = 200
"""Questions that are unanswered at any moment."""
BRIEFED = 1_000
WARM = 300
"""Updates before anything is measured."""
START_SECONDS = 120.0
PATIENCE_SECONDS = 120.0
BARE = "bare python-telegram-bot"
OURS = "Briefing Bot, /actor Naqvi"


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


class Row(NamedTuple):
    """What one bot did in one round."""

    rate: float
    """Updates a second."""
    p50: float
    """Milliseconds from a question to the arrival of its answer, with all the others in flight."""
    p99: float
    cpu: float
    """Milliseconds of processor time for each update."""
    rest: float
    """MB before the updates, after some to warm up."""
    after: float


class Peer(NamedTuple):
    """A bot that is measured, and how it is started; a bare one is told by arguments where the server is."""

    name: str
    program: list[str]
    settings: dict[str, str]

    def called(self, sink: Sink) -> tuple[list[str], dict[str, str]]:
        """The command line and the environment, with this server."""
        if self.settings:
            return self.program, {**self.settings, "BRIEFING_API_URL": sink.url}
        return [*self.program, sink.url, TOKEN], {}


async def throughput(sink: Sink, updates: int) -> tuple[float, list[float]]:
    """Updates a second with IN_FLIGHT of them unanswered at any moment, and how long each answer took (s)."""
    began, start, took = time.perf_counter(), len(sink.answered), list[float]()
    asked = seen = 0
    while seen < updates:
        while asked < updates and asked - seen < IN_FLIGHT:
            sink.ask("/actor Naqvi", 1_000 + asked % CHATS)
            asked += 1
        await asyncio.sleep(0.002)
        fresh = sink.answered[start + seen :]
        took += [moment - sink.asked[chat] for chat, moment in fresh]
        seen += len(fresh)
        if time.perf_counter() - began > PATIENCE_SECONDS + updates / 10:
            raise TimeoutError(f"{seen} of {updates} answered")
    return updates / (time.perf_counter() - began), took


def megabytes(process: asyncio.subprocess.Process) -> float:
    """Resident memory of a process; 0 where the system does not tell."""
    status = Path(f"/proc/{process.pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def processor(process: asyncio.subprocess.Process) -> float:
    """Seconds of processor time that a process has used; 0 where the system does not tell."""
    stat = Path(f"/proc/{process.pid}/stat")
    fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


async def measured(peer: Peer, updates: int) -> Row:
    """Measure one bot once."""
    async with Sink(DELAY) as sink, bot(sink, *peer.called(sink)) as process:
        await throughput(sink, WARM)
        rest, began = megabytes(process), processor(process)
        rate, took = await throughput(sink, updates)
        took.sort()
        spent = processor(process) - began
        return Row(
            rate, 1000 * statistics.median(took), 1000 * took[int(0.99 * len(took))],
            1000 * spent / updates, rest, megabytes(process),
        )  # fmt: skip


async def compare(peers: list[Peer], updates: int, rounds: int) -> dict[str, Row]:
    """The best round of each, with a printed row for every one."""
    best: dict[str, Row] = {}
    for number in range(1, rounds + 1):
        for peer in peers:
            row = await measured(peer, updates)
            print(
                f"| {peer.name} | {number} | {row.rate:,.0f} | {row.cpu:.1f} | {row.p50:.0f} | {row.p99:.0f}"
                f" | {row.rest:.0f} | {row.after:.0f} |",
                flush=True,
            )
            best[peer.name] = max(row, best.get(peer.name, row), key=lambda one: one.rate)
    return best


async def grow(settings: dict[str, str], updates: int) -> None:
    """Print the memory of ours while so many updates come."""
    peer, sent = Peer("ours", ours(), settings), 0
    print("| updates | updates/s | MB |\n|---|---|---|")
    async with Sink(DELAY) as sink, bot(sink, *peer.called(sink)) as process:
        await throughput(sink, WARM)
        print(f"| {WARM:,} | | {megabytes(process):.0f} |", flush=True)
        while sent < updates:
            step = min(max(updates // 10, 1_000), updates - sent)
            sink.answered.clear()
            rate, _ = await throughput(sink, step)
            sent += step
            print(f"| {sent + WARM:,} | {rate:,.0f} | {megabytes(process):.0f} |", flush=True)


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


def settings(database: Path) -> dict[str, str]:
    """How ours is set up: the sample articles, no pace of its own."""
    return {
        "BRIEFING_TOKEN": TOKEN, "BRIEFING_ACCESS": "open", "BRIEFING_DATABASE": str(database),
        "BRIEFING_ARTICLES": str(ROOT / "data" / "articles"), "BRIEFING_PACE": "0",
        "BRIEFING_HEALTH_LISTEN": "off",
    }  # fmt: skip


def peers(database: Path) -> list[Peer]:
    """Those that are installed, the bare ones first."""
    python = ROOT / ".venv-peers" / "bin" / "python"
    found = [
        Peer(BARE, [sys.executable, str(ROOT / "benchmarks" / "bare_ptb.py")], {}),
        Peer("bare aiogram", [str(python), str(ROOT / "benchmarks" / "bare_aiogram.py")], {}),
        Peer(OURS, ours(), settings(database)),
    ]
    return [peer for peer in found if Path(peer.program[0]).exists()]


async def run(updates: int, rounds: int, database: Path) -> None:
    """Print the tables."""
    print(
        f"{updates:,} updates of {CHATS} chats, {IN_FLIGHT} in flight, {1000 * DELAY:.0f} ms until a reply\n"
    )
    print("| bot | round | updates/s | CPU ms | p50 ms | p99 ms | MB at rest | MB after |")
    print("|---|---|---|---|---|---|---|---|")
    found = peers(database)
    best = await compare(found, updates, rounds)
    if len(found) < 3:
        print("\nBare aiogram is not installed (`make peers`).")
    own, bare = best[OURS], best[BARE]
    print(f"\nBriefing Bot makes {own.rate / bare.rate:.0%} of the bare handler's updates a second,")
    print(f"with {own.cpu / bare.cpu:.1f} times its processor time for each.")
    await beside_a_brief(settings(database), 500)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("updates", nargs="?", type=int, default=UPDATES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--own", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "bench.db")
        what = (
            grow(settings(database), asked.own) if asked.own else run(asked.updates, asked.rounds, database)
        )
        asyncio.run(what)


if __name__ == "__main__":
    main()
