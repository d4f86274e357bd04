"""The clock is set wrong and right again, an hour, a day and more, while people ask and edit and briefs are due."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.fake_telegram import flood
from tests.faults.bench import Bench, bench
from tests.faults.found import Found, judged
from tests.faults.load import Load

HOUR, DAY = 3_600, 86_400
JUMPS = (0, HOUR, 0, -HOUR, 0, DAY, 0, -DAY, 0, 3 * DAY, 0, 365 * DAY, 0, 2 * DAY, 0)
"""The seconds that the clock is ahead, one after another."""
DUE = (0, 1, 2, 3, 365)
"""The days from today on for which a brief is due at some moment of that; each is sent once."""
PROGRAM = Path(__file__).with_name("odd_clock.py")
SUBSCRIBERS = 5


def jumped(folder: Path, times: int) -> Found:
    """Set the clock to and fro; afterwards every brief came once and nothing ended before it began."""
    with bench(folder, pace="0") as one:
        one.program = PROGRAM
        load = Load(one, 7)
        today = datetime.now(UTC).date()
        load.subscribe(SUBSCRIBERS)
        set_clock(one, 0)
        one.start()
        for ahead in JUMPS:
            set_clock(one, ahead)
            # A wait that Telegram asks for is begun by one clock and ends by another.
            one.server.faults = [flood("sendMessage", 1, chat=load.people[0].id)]
            under_load(load, 2.5)
        recovery = one.quiet(60)
        wrong = [*load.broken(), *by_day(one, today), *in_order(one), *one.server.blunders]
        one.stop()
        hours = ", ".join(f"{ahead // HOUR:+}" for ahead in JUMPS if ahead)
        said = f"set ahead or back by {hours} hours and right again after each; "
        found = judged(one, said, recovery)
        return Found(found.said, "; ".join(filter(None, (*wrong[:3], found.wrong))), recovery)


def set_clock(one: Bench, ahead: float) -> None:
    """Set the clock of the bot so many seconds ahead."""
    file = one.folder / "offset"
    written = file.with_suffix(".new")
    written.write_text(str(ahead), encoding="ascii")
    written.rename(file)
    one.more["OFFSETS"] = str(file)


def under_load(load: Load, seconds: float) -> None:
    """People ask and edit, and pages are owed, for so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        load.chance.choice((load.ask, load.edit, load.owe))()
        time.sleep(0.05)


def by_day(one: Bench, today: date) -> list[str]:
    """What is wrong with the ledger: each subscriber had the brief of each day that was due, once."""
    wanted = [(today + timedelta(days=days)).isoformat() for days in DUE]
    held: dict[object, list[tuple[object, object]]] = {}
    for number, day, state in one.rows("SELECT subscription, day, state FROM delivery ORDER BY day"):
        held.setdefault(number, []).append((day, state))
    wrong = [
        f"briefs of {number}: {days}"
        for number, days in held.items()
        if [day for day, _ in days] != wanted or {state for _, state in days} > {"sent", "sending"}
    ]
    return wrong if len(held) == SUBSCRIBERS else [f"{len(held)} have briefs"]


def in_order(one: Bench) -> list[str]:
    """Facts that ended before they were recorded, or were recorded before what they supersede; waits without end."""
    ended = one.rows("SELECT id FROM fact WHERE ended_at < recorded_at")
    early = one.rows(
        "SELECT new.id FROM fact new JOIN fact old ON old.id = new.supersedes WHERE new.recorded_at < old.recorded_at"
    )
    lapses = one.rows("SELECT fact FROM lapse WHERE until < since")
    faults = [f"fact {row[0]} ended before it was recorded" for row in ended]
    faults += [f"fact {row[0]} was recorded before what it supersedes" for row in early]
    return faults + [f"fact {row[0]} held again before it ended" for row in lapses]
