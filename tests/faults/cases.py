"""FAULTS: the table of what is broken, and what is looked at after each."""

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.app import CONNECTIONS
from tests.fake_telegram import drop, garble, gateway, slow
from tests.fake_telegram.faults import Fault
from tests.faults.bench import ROOT, Bench, bench
from tests.faults.found import Found, judged
from tests.faults.jumping import PROGRAM, jumped, set_clock
from tests.faults.killing import killed
from tests.faults.load import Load, busy

EVER = 1_000_000
LONG = 100
"""From so many kills on the other faults last as long as what is promised, too."""


def settled(one: Bench, load: Load, said: str, lost: int = 0, seconds: float = 150.0) -> Found:
    """Wait until nothing is owed, stop, and look at everything: at most `lost` questions without an answer."""
    recovery = one.quiet(seconds)
    one.stop()
    found = judged(one, said, recovery, lost=lost)
    wrong = [*load.broken(), *load.unkept(), found.wrong]
    return Found(found.said, "; ".join(filter(None, wrong)), recovery)


def locked(folder: Path, times: int) -> Found:
    """Another program keeps the store locked for longer than a writer waits."""
    with bench(folder, pace="0") as one:
        load = Load(one, 1)
        one.start()
        with busy(load):
            other = sqlite3.connect(one.database, timeout=30, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            time.sleep(8)
            other.execute("ROLLBACK")
            other.close()
            time.sleep(1)
        return settled(one, load, "locked for 8 s; ")


@contextmanager
def disk(folder: Path, name: str) -> Iterator[Path | None]:
    """A small disk of its own; None where there is no right to mount one."""
    at = folder.parent / name
    at.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(at)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=False)


def full(folder: Path, times: int) -> Found:
    """The disk is full while people ask and edit; then somebody makes room."""
    with disk(folder, "small") as at:
        if at is None:
            return Found("no right to mount a small disk", tried=False)
        with bench(at / "bench", pace="0") as one:
            load = Load(one, 2)
            one.start()
            ballast = at / "ballast"
            with busy(load):
                time.sleep(1)
                with suppress(OSError), ballast.open("wb") as file:
                    while True:
                        file.write(b"x" * 65_536)
                        file.flush()
                time.sleep(5)
                ballast.unlink()
                time.sleep(1)
            refused = "disk" in one.log() and "full" in one.log()
            found = settled(one, load, "full for 5 s; ")
            return found if refused else Found(found.said, f"{found.wrong} the disk was never full")


def readonly(folder: Path, times: int) -> Found:
    """The store cannot be written to: the start says so in one sentence and touches nothing."""
    with disk(folder, "readonly") as at:
        if at is None:
            return Found("no right to mount a disk", tried=False)
        with bench(at / "bench") as one:
            (one.folder / "log").touch()
            subprocess.run(["mount", "-o", "remount,ro", str(at)], check=True)
            done = subprocess.run(
                [sys.executable, str(ROOT / "run_bot.py")], env=one.environment, cwd=ROOT, capture_output=True, text=True,
                timeout=60, check=False,
            )  # fmt: skip
            lines = done.stderr.strip().splitlines()
            wrong = "" if done.returncode == 1 and len(lines) == 1 else f"exit {done.returncode}: {lines}"
            return Found(f"exit code {done.returncode}: {lines[-1] if lines else ''}"[:120], wrong)


def down_for_an_hour(folder: Path, times: int) -> Found:
    """Nothing of the Bot API answers for an hour of the bot's clock; it is killed and started meanwhile.

    The clock of the wall passes the hour within the real seconds that are named; waits between tries are real.
    """
    seconds = 240.0 if times >= LONG else 9.0
    with bench(folder, pace="0") as one:
        one.program = PROGRAM
        load = Load(one, 3)
        load.subscribe(3)
        set_clock(one, 0)
        one.start()
        with busy(load, 0.1):
            time.sleep(1)
            one.server.faults = [gateway("*", EVER)]
            for part in range(1, 7):
                time.sleep(seconds / 6)
                set_clock(one, 600 * part)
                if part == 3:
                    one.kill()
                    one.start(wait=False)
            one.server.faults = []
            time.sleep(1)
        said = f"502 to everything for an hour of its clock, {seconds:.0f} s of ours, killed once meanwhile; "
        # What was on its way when it began, and at the kill, is not repeated: a proxy may have passed it on.
        return settled(one, load, said, lost=2 * CONNECTIONS)


KINDS: dict[str, Callable[[], Fault]] = {
    "502": lambda: gateway("*", EVER),
    "reset": lambda: drop("*", EVER, accept=False),
    "reset after it was accepted": lambda: drop("*", EVER),
    "no JSON": lambda: garble("*", EVER),
    "slow": lambda: slow("*", 3.0, EVER),
}


def outages(folder: Path, times: int) -> Found:
    """Telegram fails in one way after another, for lengths of chance, with little time between."""
    chance = random.Random(times)
    with bench(folder, pace="0") as one:
        load = Load(one, 4)
        one.start()
        rounds, lasted = (30 if times >= LONG else 5), 0.0
        with busy(load, 0.1):
            for number in range(rounds):
                one.server.faults = [list(KINDS.values())[number % len(KINDS)]()]
                length = chance.uniform(0.3, 10.0 if times >= LONG else 2.0)
                time.sleep(length)
                one.server.faults = []
                lasted += length
                time.sleep(chance.uniform(0.2, 2.0))
        said = f"{rounds} outages of {', '.join(KINDS)}, {lasted:.0f} s in all; "
        return settled(one, load, said, lost=CONNECTIONS * rounds)


def unwell(said: str, fault: Callable[[], Fault], seconds: float, lost: int = 0) -> "Case":
    """Make the case in which the Bot API fails in one way for so long."""

    def case(folder: Path, times: int) -> Found:
        with bench(folder, pace="0") as one:
            load = Load(one, 5)
            one.start()
            with busy(load, 0.1):
                time.sleep(1)
                one.server.faults = [fault()]
                time.sleep(seconds)
                one.server.faults = []
            return settled(one, load, said, lost=lost)

    return case


def revoked(folder: Path, times: int) -> Found:
    """The token is revoked in mid-run: the bot ends with one sentence that does not show the token."""
    with bench(folder) as one:
        load = Load(one, 6)
        one.start()
        with busy(load):
            time.sleep(1)
            one.server.revoked = True
        assert one.bot is not None
        code = one.bot.wait(60)
        last = one.log().strip().splitlines()[-1]
        # The right token is set: what was asked before is answered then.
        one.server.revoked = False
        one.start()
        found = settled(one, load, f"exit code {code}: {last[:60]}...; ")
        wrong = (
            "the token is in the log"
            if one.server.token in one.log()
            else ""
            if code == 1
            else f"exit {code}"
        )
        return Found(found.said, "; ".join(filter(None, (wrong, found.wrong))), found.recovery)


def twice(folder: Path, times: int) -> Found:
    """A second bot is started on the same store, then on the same token: each refuses, the first goes on."""
    with bench(folder, pace="0") as one:
        load = Load(one, 7)
        one.start()
        with busy(load):
            first, one.bot = one.bot, None
            one.start(wait=False)
            second, one.bot = one.bot, first
            assert second is not None
            code = second.wait(60)
            time.sleep(1)
        said = one.log().count("is served by another running bot")
        found = settled(one, load, f"the second ended with {code}; ")
        refused = code == 1 and said == 1
        return (
            found if refused else Found(found.said, f"{found.wrong} it ended with {code}, said {said} times")
        )


def stopped(folder: Path, times: int) -> Found:
    """SIGTERM in the middle of everything: the bot ends within 10 s, and the next start leaves nothing open."""
    with bench(folder) as one:
        load = Load(one, 8)
        one.start()
        with busy(load, 0.03):
            time.sleep(2)
            began = time.monotonic()
            code = one.stop()
            took = time.monotonic() - began
        one.start()
        found = settled(one, load, f"ended in {took:.1f} s; ")
        late = f"ended with {code} in {took:.1f} s" if took > 10 or code != 0 else ""
        return Found(found.said, "; ".join(filter(None, (late, found.wrong))), found.recovery)


Case = Callable[[Path, int], Found]
ON_THEIR_WAY = f"(at most {CONNECTIONS} on their way stay unanswered)"
"""A proxy may have passed on what it answers badly: what was on its way is not repeated."""
FAULTS: dict[str, Case] = {
    "kill -9 under load": killed,
    "disk full": full,
    "disk read-only at start": readonly,
    "store locked by another program": locked,
    "clock set wrong and right again": jumped,
    "Bot API down": unwell(
        f"502 to all for 6 s {ON_THEIR_WAY}; ", lambda: gateway("*", EVER), 6, CONNECTIONS
    ),
    "Bot API down for an hour": down_for_an_hour,
    "Bot API slow": unwell("2 s for each call; ", lambda: slow("*", 2.0, EVER), 6),
    "connections reset": unwell(
        f"connections reset for 6 s {ON_THEIR_WAY}; ", lambda: drop("*", EVER, accept=False), 6, CONNECTIONS
    ),
    "answers that are no JSON": unwell(
        f"no JSON for 4 s {ON_THEIR_WAY}; ", lambda: garble("*", EVER), 4, CONNECTIONS
    ),
    "outages one after another": outages,
    "token revoked in mid-run": revoked,
    "second instance": twice,
    "SIGTERM under load": stopped,
}
