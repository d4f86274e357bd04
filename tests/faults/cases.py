"""FAULTS: the table of what is broken, and what is looked at after each."""

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.app import CONNECTIONS
from tests.fake_telegram import Chat, drop, garble, gateway, slow
from tests.faults.bench import ROOT, Bench, bench
from tests.faults.found import Found, judged
from tests.faults.killing import killed

EVER = 1_000_000


@contextmanager
def asking(one: Bench, every: float = 0.1) -> Iterator[list[Chat]]:
    """People ask all the while."""
    people = [one.server.private(f"P{n}") for n in range(6)]
    stop = threading.Event()

    def go() -> None:
        number = len(one.asked)
        while not stop.wait(every):
            number += 1
            one.ask(people[number % len(people)], number)

    thread = threading.Thread(target=go)
    thread.start()
    try:
        yield people
    finally:
        stop.set()
        thread.join()


def locked(folder: Path, times: int) -> Found:
    """Another program keeps the store locked for longer than a writer waits."""
    with bench(folder) as one:
        one.start()
        with asking(one):
            other = sqlite3.connect(one.database, timeout=30, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            time.sleep(8)
            other.execute("ROLLBACK")
            other.close()
        recovery = one.quiet(120)
        one.stop()
        return judged(one, "locked for 8 s; ", recovery)


def full(folder: Path, times: int) -> Found:
    """The disk is full while people ask and edit; then somebody makes room."""
    disk = folder.parent / "small"
    disk.mkdir(exist_ok=True)
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)], capture_output=True, check=False
    ).returncode:
        return Found("not tried: no right to mount a small disk")
    try:
        with bench(disk / "bench") as one:
            one.start()
            ballast = disk / "ballast"
            with asking(one):
                time.sleep(1)
                with suppress(OSError), ballast.open("wb") as file:
                    while True:
                        file.write(b"x" * 65_536)
                        file.flush()
                one.admin.says("/withdraw 3 while the disk is full")
                time.sleep(5)
                ballast.unlink()
            recovery = one.quiet(120)
            one.stop()
            return judged(one, "full for 5 s; ", recovery)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def readonly(folder: Path, times: int) -> Found:
    """The store cannot be written to: the start says so in one sentence and touches nothing."""
    disk = folder.parent / "readonly"
    disk.mkdir(exist_ok=True)
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)], capture_output=True, check=False
    ).returncode:
        return Found("not tried: no right to mount a disk")
    try:
        with bench(disk / "bench") as one:
            (one.folder / "log").touch()
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            done = subprocess.run(
                [sys.executable, str(ROOT / "run_bot.py")], env=one.environment, cwd=ROOT, capture_output=True, text=True,
                timeout=60, check=False,
            )  # fmt: skip
            lines = done.stderr.strip().splitlines()
            wrong = (
                "" if done.returncode == 1 and "Traceback" not in done.stderr else f"exit {done.returncode}"
            )
            return Found(f"exit code {done.returncode}: {lines[-1] if lines else ''}"[:120], wrong)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def down(folder: Path, times: int) -> Found:
    """The Bot API answers 502 to everything for a while; what was asked meanwhile is answered afterwards."""
    # A 502 may come from a proxy behind which the call was carried out: what was on its way is not repeated.
    said = f"502 to all for 6 s (at most {CONNECTIONS} on their way stay unanswered); "
    return _unwell(folder, said, lambda method: gateway(method, EVER), 6, lost=CONNECTIONS)


def resetting(folder: Path, times: int) -> Found:
    """Every other connection breaks before the call is carried out."""
    return _unwell(
        folder, "connections reset for 6 s; ", lambda method: drop(method, 12, accept=False), 6, lost=14
    )


def garbling(folder: Path, times: int) -> Found:
    """A proxy answers with pages that are no JSON."""
    said = f"no JSON for 4 s (at most {CONNECTIONS} on their way stay unanswered); "
    return _unwell(folder, said, lambda method: garble(method, EVER), 4, lost=CONNECTIONS)


def slowly(folder: Path, times: int) -> Found:
    """Each message takes two seconds to be accepted."""
    return _unwell(folder, "2 s for each message; ", lambda method: slow(method, 2.0, 40), 6)


def _unwell(folder: Path, said: str, fault: Callable[[str], object], seconds: float, lost: int = 0) -> Found:
    with bench(folder) as one:
        one.start()
        with asking(one):
            time.sleep(1)
            one.server.faults = [fault("sendMessage"), fault("getUpdates")]  # type: ignore[list-item]
            time.sleep(seconds)
            one.server.faults = []
        recovery = one.quiet(150)
        one.stop()
        return judged(one, said, recovery, lost=lost)


def revoked(folder: Path, times: int) -> Found:
    """The token is revoked in mid-run: the bot ends with one sentence that does not show the token."""
    with bench(folder) as one:
        one.start()
        one.server.revoked = True
        assert one.bot is not None
        code = one.bot.wait(60)
        last = one.log().strip().splitlines()[-1]
        wrong = (
            "the token is in the log"
            if one.server.token in one.log()
            else ""
            if code == 1
            else f"exit {code}"
        )
        return Found(f"exit code {code}: {last}"[:120], wrong)


def twice(folder: Path, times: int) -> Found:
    """A second bot is started on the same store: it refuses, the first goes on."""
    with bench(folder) as one:
        one.start()
        first, one.bot = one.bot, None
        one.start(wait=False)
        second, one.bot = one.bot, first
        assert second is not None
        code = second.wait(60)
        with asking(one):
            time.sleep(2)
        recovery = one.quiet()
        one.stop()
        found = judged(one, f"the second ended with {code}; ", recovery)
        return found if code == 1 else Found(found.said, f"the second ended with {code}")


def stopped(folder: Path, times: int) -> Found:
    """SIGTERM in the middle of everything: the bot ends within 10 s, and the next start leaves nothing open."""
    with bench(folder) as one:
        one.start()
        with asking(one, 0.03):
            time.sleep(2)
            began = time.monotonic()
            code = one.stop()
            took = time.monotonic() - began
        one.start()
        recovery = one.quiet(120)
        one.stop()
        found = judged(one, f"ended in {took:.1f} s; ", recovery, lost=0)
        late = took > 10 or code != 0
        return Found(
            found.said, f"{found.wrong} ended with {code} in {took:.1f} s" if late else found.wrong, recovery
        )


Fault = Callable[[Path, int], Found]
FAULTS: dict[str, Fault] = {
    "kill -9 under load": killed,
    "disk full": full,
    "disk read-only at start": readonly,
    "store locked by another program": locked,
    "Bot API down": down,
    "Bot API slow": slowly,
    "connections reset": resetting,
    "answers that are no JSON": garbling,
    "token revoked in mid-run": revoked,
    "second instance": twice,
    "SIGTERM under load": stopped,
}
