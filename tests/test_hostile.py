"""Hostile input: every pattern of ours on strings made to be slow, under a time limit in a process of its own."""

import importlib
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("data", "briefs", "handlers", "bot")
LONG = 1_024
"""Letters of an adversarial string: a cubic pattern takes seconds for them, a quadratic one some milliseconds."""
SECONDS = 0.25
"""Processor time that one pattern may take for one string of LONG letters."""
PIECES = (
    "a", "A", " ", "0", "1,", "-", ".", "a ", "A ", "Aa ", "A. ", "a,", "of ", "the ", "and ", "(", "((", "[", '"', "“",
    "“a", "”", "'", "a'", "/", "//", "http://", "a@", "a.", "@a", "+1 ", "١", "ی", "ء ", "\n", "\n\n", "a\n", "\t", "—",
    "&", "<a", "<", ">", "1 Jan ", "in 20", "20", "-20", "Mr ", "said ", "million ", "per cent ", "%", "$", "$1",
    "\u200d", "\u202e", "é", "A-", "A/", "No. ", "*", "**a", "_", "#", "~", "|", "=", ":", "; ", "a: ",
)  # fmt: skip
ENDINGS = ("", "!")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module of ours holds: alone, in a table, or made by a function without arguments."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for info in pkgutil.walk_packages(package.__path__, f"{room}."):
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                yield from ((f"{info.name}.{name}", one) for one in _inside(value, module.__name__))


def _inside(value: object, module: str, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict) and depth < 4:
        for one in [*value.keys(), *value.values()]:
            yield from _inside(one, module, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset) and depth < 4:
        for one in value:
            yield from _inside(one, module, depth + 1)
    elif hasattr(value, "cache_info") and getattr(value, "__module__", "") == module and depth == 0:
        try:
            made = value()  # type: ignore[operator]
        except TypeError:
            return
        yield from _inside(made, module, depth + 1)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type) and depth < 4:
        for name in value.__dataclass_fields__:
            yield from _inside(getattr(value, name), module, depth + 1)


def strings() -> Iterator[str]:
    """Each piece and each pair of short pieces over and over, with an ending that a match will stumble over."""
    for piece in PIECES:
        for ending in ENDINGS:
            yield piece * (LONG // len(piece)) + ending
    for first in PIECES[:7]:
        for second in PIECES[:7]:
            yield (first + second) * (LONG // (2 * len(first + second))) + "!"


def slow() -> dict[str, str]:
    """The patterns that took too long, each with the string (its beginning) it took too long for."""
    import signal
    import time

    def stop(number: int, frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    found: dict[str, str] = {}
    seen: set[tuple[str, int]] = set()
    texts = list(strings())
    for name, pattern in patterns():
        if (pattern.pattern, pattern.flags) in seen:
            continue
        seen.add((pattern.pattern, pattern.flags))
        for text in texts:
            began = time.process_time()
            # The engine looks for signals while it runs, so that even an endless match is ended.
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                for count, _ in enumerate(pattern.finditer(text)):
                    if count > LONG:
                        break
            except TimeoutError:
                found[name] = f"{text[:20]!r} ({pattern.pattern[:80]})"
                break
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            if time.process_time() - began > SECONDS:
                found[name] = f"{text[:20]!r} ({pattern.pattern[:80]})"
                break
    return {"patterns": str(len(seen)), "strings": str(len(texts)), **found}


def test_every_pattern_is_read_alike_by_every_version_of_python() -> None:
    """CPython before 3.11.5 finds other matches where backtracking is shut off over a group (gh-106052)."""
    shut = re.compile(r"\(\?>|(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+")
    assert all(map(shut.search, ("(?:ab?c)++", "(?:ab){1,4}+", "(?>ab?)")))
    assert not shut.search(r"\)++[ab]*+")
    assert {name for name, pattern in patterns() if shut.search(pattern.pattern)} == set()


def test_no_pattern_of_ours_takes_long_for_any_of_the_hostile_strings() -> None:
    program = [sys.executable, "-c", "import json, tests.test_hostile as t; print(json.dumps(t.slow()))"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=600, check=True)
    found = json.loads(done.stdout)
    assert int(found.pop("patterns")) > 150
    assert int(found.pop("strings")) > 180
    assert found == {}
