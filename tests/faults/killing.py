"""kill -9 at random moments under the mixed load, with what was being done at each and how long each recovery took."""

import json
import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.bench import Bench, bench
from tests.faults.found import Found, judged
from tests.faults.load import EDITORS, Load

log = logging.getLogger(__name__)

HASTY = 4
"""One kill of so many falls while it starts and makes up for what it owes, not under load."""
SUBSCRIBERS = 4
"""Briefs that each start finds due."""
OWED = {
    "briefs owed or leaving": "SELECT count(*) FROM outbox WHERE sort = 'brief' AND state IN ('due', 'sending')",
    "briefs being made": "SELECT count(*) FROM delivery WHERE state IN ('due', 'composing')",
}
READ = "SELECT count(*) FROM folder_file"


def doing(one: Bench, files: int) -> Counter[str]:
    """How much of each was going on when it was killed, as the store has it; `files` were dropped so far."""
    found = Counter({name: int(str(one.rows(sql)[0][0])) for name, sql in OWED.items()})
    found["files being read in"] = files - int(str(one.rows(READ)[0][0]))
    for state, body in one.rows("SELECT state, body FROM received WHERE state <> 'answered'"):
        message = json.loads(str(body))
        found["answers leaving" if state == "answering" else "answers being made"] += 1
        by = (message.get("message") or message.get("callback_query") or {}).get("from", {}).get("id")
        found["edits in hand"] += by in EDITORS
        found["documents being read in"] += "document" in message.get("message", {})
    return +found


@dataclass
class Tally:
    """What the kills met."""

    doing: Counter[str] = field(default_factory=Counter)
    """In how many kills each was going on."""
    leaving: int = 0
    """Answers that were on their way at a kill: the only ones that may never come."""
    recoveries: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def note(self, one: Bench, load: Load) -> None:
        """Look at the store of a bot that was killed just now."""
        found = doing(one, len(load.sent_in))
        self.doing.update(found.keys() or ["nothing"])
        self.leaving += found["answers leaving"]
        self.wrong += load.broken()

    def told(self) -> str:
        """In words."""
        doing = ", ".join(f"{name} {number}" for name, number in self.doing.most_common() if number)
        p50, p99, most = (share(self.recoveries, part) for part in (0.5, 0.99, 1.0))
        return f"at the moment: {doing}; recovery s p50 {p50:.1f}, p99 {p99:.1f}, max {most:.1f}"


def share(values: Sequence[float], part: float) -> float:
    """The value below or at which this part of all lies; 0 without any."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(part * len(ordered) + 0.5) - 1))] if ordered else 0.0


def killed(folder: Path, times: int) -> Found:
    """Kill it over and over: under load, and now and then while it starts; look at everything after each."""
    admins = ",".join(map(str, EDITORS))
    with bench(folder, pace="0", admins=admins, folder=str(folder / "drop")) as one:
        load, tally = Load(one, times), Tally()
        for number in range(times):
            load.subscribe(SUBSCRIBERS)
            if number % HASTY == HASTY - 1:
                hurry(one, load)
            else:
                tally.recoveries.append(recovered(one))
                until = time.monotonic() + load.chance.uniform(0.1, 1.5)
                while time.monotonic() < until:
                    load.act()
                    time.sleep(load.chance.uniform(0.002, 0.03))
            # Every other time the process that reads the folder is killed as well.
            one.kill(all_of_it=number % 2 == 0)
            tally.note(one, load)
        tally.recoveries.append(recovered(one))
        one.server.wait(lambda: one.rows(READ)[0][0] == len(load.sent_in), 120)
        one.quiet(60)
        one.stop()
        tally.wrong += load.broken() + load.unkept()
        said = f"{times} kills, {times // HASTY} of them while it started; {tally.told()}; {counted(one)}; "
        found = judged(one, said, max(tally.recoveries), lost=tally.leaving)
        return Found(found.said, "; ".join(filter(None, (*tally.wrong[:3], found.wrong))), found.recovery)


def hurry(one: Bench, load: Load) -> None:
    """Start it and let it run for a moment only; people ask meanwhile."""
    one.start(wait=False)
    until = time.monotonic() + load.chance.uniform(0.2, 3.0)
    while time.monotonic() < until:
        load.act()
        time.sleep(load.chance.uniform(0.05, 0.2))


def recovered(one: Bench) -> float:
    """Start it; the seconds from then until it owes nothing of what was asked and due before."""
    began = time.monotonic()
    one.start()
    one.quiet(120)
    took = time.monotonic() - began
    log.info("recovered in %.1f s", took)
    return took


def counted(one: Bench) -> str:
    """How much was done in all."""
    changes = one.rows("SELECT count(*) FROM change")[0][0]
    articles = one.rows("SELECT count(*) FROM article")[0][0]
    briefs = one.rows("SELECT count(*), sum(state = 'uncertain') FROM outbox WHERE sort = 'brief'")[0]
    return f"{changes} changes, {articles} articles, {briefs[0]} briefs ({briefs[1]} uncertain)"
