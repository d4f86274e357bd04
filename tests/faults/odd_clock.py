"""The bot with a clock that jumps: `python odd_clock.py OFFSETS`, a file with the seconds that it is ahead.

Only the clock of the wall jumps, as when somebody sets it; waits go on as they were. The duties by the
clock are done each second instead of each minute, so that a jump of an hour meets them within seconds.
"""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.app import Means, serve
from handlers.opening import open_desk
from handlers.ticking import TICKS


def jumping(file: Path) -> datetime:
    """Now, and so many seconds more or less as the file says at this moment."""
    return datetime.now(UTC) + timedelta(seconds=float(file.read_text(encoding="ascii") or 0))


if __name__ == "__main__":
    offsets = Path(os.environ.pop("OFFSETS"))
    ticks = tuple(replace(tick, every=timedelta(seconds=1)) for tick in TICKS)
    desk = open_desk(os.environ, lambda line: None)
    sys.exit(serve(desk, Means(ticks=ticks, clock=lambda: jumping(offsets), pulse=True)))
