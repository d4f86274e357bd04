"""`python -m benchmarks.startup [STORE ...]`: from the start of a process to its first answer.

For an empty store, for one of the sample articles, and for each STORE that is named (one of a million
facts, made by `benchmarks.generator`): seconds until `run_bot.py ask "/actor Naqvi"` has printed, the
best and the median of RUNS, and the peak memory of that process. The same for the bot as it is served:
from the start of the process to the answer that a server on loopback (benchmarks/sink.py) receives to a
question that waits for it, and the memory it has then. Then what importing costs: run_bot alone, and
the modules that the way to an answer imports, the dearest first.
"""

import asyncio
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.sink import Sink
from benchmarks.updates import Peer, bot, megabytes, ours
from benchmarks.updates import settings as served_settings

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
DEAREST = 12
HEAVY = ("spacy", "matplotlib", "trafilatura", "docx", "feedparser", "telegram", "sklearn")
"""What may not be on the way to an answer."""


def environment(database: Path, articles: Path) -> dict[str, str]:
    """The environment of a bot of our own: no setting of the caller's."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    return clean | {"BRIEFING_DATABASE": str(database), "BRIEFING_ARTICLES": str(articles)}


def ask(settings: dict[str, str]) -> tuple[float, float]:
    """Seconds to the printed answer, and megabytes at the peak of that process."""
    program = [sys.executable, "-c", WRAPPED, str(ROOT / "run_bot.py"), "ask", "/actor Naqvi"]
    began = time.perf_counter()
    done = subprocess.run(program, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    return seconds, float(re.findall(r"peak (\d+)", done.stderr)[-1]) / 1024


WRAPPED = """
import resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    sys.stdout.flush()
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def row(name: str, settings: dict[str, str]) -> str:
    """One line of the table."""
    ask(settings)  # fills an empty store, and warms the files
    found = [ask(settings) for _ in range(RUNS)]
    seconds = [one for one, _ in found]
    return (
        f"| {name} | {min(seconds):.2f} | {statistics.median(seconds):.2f} | {max(m for _, m in found):.0f} |"
    )


async def serve(settings: dict[str, str]) -> tuple[float, float]:
    """Seconds to the first answer on Telegram, and megabytes a moment later."""
    async with Sink() as sink:
        sink.ask("/actor Naqvi", 1)
        began = time.perf_counter()
        async with bot(sink, *Peer("ours", ours(), settings).called(sink)) as process:
            if not await sink.until(1, 60):
                raise TimeoutError("no answer on Telegram")
            seconds = sink.answered[0][1] - began
            await asyncio.sleep(2)
            return seconds, megabytes(process)


def served(name: str, database: Path, articles: Path) -> str:
    """One line of the table for the bot on Telegram."""
    settings = {**served_settings(database), "BRIEFING_ARTICLES": str(articles)}
    found = [asyncio.run(serve(settings)) for _ in range(RUNS)]
    seconds, held = [one for one, _ in found], max(m for _, m in found)
    return f"| {name} | {min(seconds):.2f} | {statistics.median(seconds):.2f} | {held:.0f} |"


def imports(settings: dict[str, str]) -> tuple[float, list[tuple[float, str]], list[str]]:
    """Seconds to import run_bot, the dearest modules of an answer in ms, and the heavy ones met."""
    bare = [_seconds("import sys"), _seconds("import run_bot")]
    program = [sys.executable, "-X", "importtime", str(ROOT / "run_bot.py"), "ask", "/actor Naqvi"]
    done = subprocess.run(program, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    own = [
        (int(line[1]) / 1000, line[2].strip())
        for line in re.findall(r"(import time:)\s+(\d+) \|\s+\d+ \|(.*)", done.stderr)
    ]
    met = sorted({name.partition(".")[0] for _, name in own} & set(HEAVY))
    packages: dict[str, float] = {}
    for milliseconds, name in own:
        packages[name.partition(".")[0]] = packages.get(name.partition(".")[0], 0) + milliseconds
    dearest = sorted(((spent, name) for name, spent in packages.items()), reverse=True)[:DEAREST]
    return bare[1] - bare[0], dearest, met


def _seconds(code: str) -> float:
    """The best of RUNS for a process that runs a line of code."""
    found = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
        found.append(time.perf_counter() - began)
    return min(found)


def main() -> None:
    """Print the tables."""
    print("Process start to the first answer\n\n| store | best s | median s | peak MB |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        empty, sample = Path(folder, "empty"), ROOT / "data" / "articles"
        empty.mkdir()
        print(row("empty", environment(Path(folder, "empty.db"), empty)))
        print(row("sample", environment(Path(folder, "sample.db"), sample)))
        for path in map(Path, sys.argv[1:]):
            print(row(path.name, environment(path, empty)))
        print("\nThe same on Telegram\n\n| store | best s | median s | MB then |\n|---|---|---|---|")
        print(served("sample", Path(folder, "sample.db"), sample), flush=True)
        for path in map(Path, sys.argv[1:]):
            print(served(path.name, path, empty), flush=True)
        seconds, dearest, met = imports(environment(Path(folder, "sample.db"), sample))
    print(f"\nImport of run_bot.py: {seconds:.3f} s beyond the interpreter\n")
    print("| package, on the way to an answer | ms to import |\n|---|---|")
    for spent, name in dearest:
        print(f"| {name} | {spent:.1f} |")
    print(f"\nHeavy packages met on the way: {', '.join(met) or 'none'}")
    print(f"Memory of this program: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
