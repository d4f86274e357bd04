"""The child: a process of its own with limits on memory, time and files, that reads what may be hostile.

It is given one task after another as frames of JSON on its standard input, and answers on its
standard output. It can write no file, take no more memory and no more time than Limits say; when
it tries, it ends, the parent says so in one sentence, and the next task gets a new child.
"""

import base64
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

from data.dates import Value
from data.errors import BadArticle, lacks_memory
from data.frames import get, put
from data.values import Article, EntityKind

Known = tuple[str, EntityKind, str]


class Limits(Value):
    """What one task may cost."""

    memory: int = 500_000_000
    """Bytes of address space of the process."""
    seconds: int = 30
    """Of the processor."""
    patience: int = 30
    """Seconds by the clock, once it is ready: where nobody waits, a busy machine needs more of them."""
    start: int = 120
    """Seconds by the clock in which a child must be ready: libraries and models are loaded in them."""
    tasks: int = 2_000
    """After so many a new process takes over: what libraries keep of each text ends with the old one."""
    kept: int = 80_000_000
    """And when its tasks have left so many bytes of address space occupied: the next one needs its memory.
    The libraries of all formats take 50 million, a hostile page leaves 200 (measured on Linux)."""
    nice: int = 10
    """How far it steps back behind whoever answers questions (0 to 19)."""


class TooMuch(BadArticle):
    """The child was ended because a limit was reached."""


def rules_alone() -> None:
    """In place of a person finder: there is none, names are found by rules alone."""


class Child:
    """A process that reads, started when the first task comes; one task at a time."""

    def __init__(self, people: Callable[[], object] = rules_alone, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._people = base64.b64encode(pickle.dumps(people)).decode()
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0
        """Tasks of this process."""

    def load(self, raw: bytes, name: str, media_type: str = "") -> "Any":
        """The `Loaded` article of a file's bytes. Raises BadArticle."""
        from data.ways.formats import Loaded

        said = self._ask({"do": "load", "name": name, "media_type": media_type}, raw, name)
        return Loaded.model_validate_json(said)

    def read(self, article: Article, known: Sequence[Known]) -> "Any":
        """The `Document` of an article. Raises BadArticle when it takes too long or too much."""
        from data.reading.document import Document

        said = self._ask(
            {"do": "read", "known": list(known)}, article.model_dump_json().encode(), article.file
        )
        return Document.model_validate_json(said)

    def feed(self, raw: bytes, url: str, media_type: str = "") -> "Any":
        """The `Feed` in the bytes of one. Raises BadArticle."""
        from data.ways.feeds import Feed

        said = self._ask({"do": "feed", "name": url, "media_type": media_type}, raw, url)
        return Feed.model_validate_json(said)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        self._done = 0
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with suppress(OSError):  # what was not sent any more
                        pipe.close()
            process.wait()

    def __enter__(self) -> "Child":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, task: dict[str, Any], body: bytes, name: str) -> bytes:
        process = self._process or self._start()
        assert process.stdin, "the child has both pipes"
        assert process.stdout, "the child has both pipes"
        clock = Clock(process)
        try:
            clock.give(self.limits.start)
            put(process.stdin, json.dumps(task).encode())
            put(process.stdin, body)
            get(process.stdout)  # ready: what it needed is loaded
            clock.give(self.limits.patience)
            (sort, is_full), said = json.loads(get(process.stdout)), get(process.stdout)
        except (OSError, EOFError, ValueError) as error:
            self.close()
            if clock.is_over:
                raise TooMuch(f"{name} takes longer than {self.limits.patience} seconds to read.") from error
            raise TooMuch(
                f"{name} cannot be read with {self.limits.memory // 10**6} MB of memory and "
                f"{self.limits.seconds} seconds, or its reader failed."
            ) from error
        finally:
            clock.stop()
        self._done += 1
        if is_full or self._done >= self.limits.tasks:
            self.close()
        return self._checked(sort, said)

    def _checked(self, sort: object, said: bytes) -> bytes:
        if sort == "bad":
            raise BadArticle(said.decode())
        if sort == "much":
            self.close()
            raise TooMuch(said.decode())
        if sort != "ok":
            self.close()
            raise RuntimeError(f"in the child: {said.decode()}")
        return said

    def _start(self) -> "subprocess.Popen[bytes]":
        given = {
            name: os.environ[name] for name in ("PATH", "LANG", "HOME", "SYSTEMROOT") if name in os.environ
        }
        one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        path = {
            "PYTHONPATH": os.pathsep.join(entry or os.getcwd() for entry in sys.path),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from data.ways.child import main; main()",
             self.limits.model_dump_json(), self._people],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=given | one | path,
        )  # fmt: skip
        return self._process


class Clock:
    """Ends a process when the time given to it is over."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.is_over = False
        self._process = process
        self._timer: threading.Timer | None = None

    def give(self, seconds: float) -> None:
        """Let it have so many seconds from now on."""
        self.stop()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """Measure no longer."""
        if self._timer is not None:
            self._timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        self._process.kill()


def main() -> None:
    """What the child runs: take its limits upon itself, then do tasks until its input ends."""
    limits = Limits.model_validate_json(sys.argv[1])
    # What libraries print must not get between the frames.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit(limits)
    finder: list[object] = []
    kept = 0
    while True:
        try:
            task, body = json.loads(get(sys.stdin.buffer)), get(sys.stdin.buffer)
        except EOFError:
            return
        _prepare(task, finder)
        put(answers, b"ready")
        _limit_time(limits)
        before = _address_space()
        sort, said = _done(task, body, finder)
        kept += _address_space() - before
        put(answers, json.dumps([sort, kept > limits.kept]).encode())
        put(answers, said)


def _prepare(task: dict[str, Any], finder: list[object]) -> None:
    """Load what a task needs; the person finder only for reading, with a few words to begin with."""
    if task["do"] == "read" and not finder:
        from data.reading import read_article

        finder.append(pickle.loads(base64.b64decode(sys.argv[2]))())
        read_article(Article(text=FIRST, language="en"), (), finder[0])  # type: ignore[arg-type]


def _done(task: dict[str, Any], body: bytes, finder: list[object]) -> tuple[str, bytes]:
    """Do a task: how it went, and the result as JSON or the sentence that says why there is none."""
    name = task.get("name", "The article")
    try:
        return "ok", _do(task, body, finder).model_dump_json().encode()
    except BadArticle as error:
        return "bad", str(error).encode()
    except RecursionError:
        return "bad", f"{name} is nested too deeply to be read.".encode()
    except Exception as error:
        if lacks_memory(error):
            return "much", f"{name} needs more memory than one article may take.".encode()
        return "bug", repr(error).encode()


def _address_space() -> int:
    """Bytes of address space that this process holds; 0 where the system does not say (only Linux does)."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _do(task: dict[str, Any], body: bytes, finder: list[object]) -> Value:
    if task["do"] == "load":
        from data.ways.formats import read_format

        return read_format(body, task["name"], task["media_type"])
    if task["do"] == "feed":
        from data.ways.feeds import parse

        return parse(body, task["name"], task["media_type"])
    from data.reading import read_article

    known = [(text, kind, name) for text, kind, name in task["known"]]
    return read_article(Article.model_validate_json(body), known, finder[0])  # type: ignore[arg-type]


FIRST = "Minister Anna Berg met Omar Khan in Vienna on 5 May 2024."
"""What a finder reads first, so that what its libraries take is not put down to an article."""
WARMING = "guten Tag und auf Wiedersehen"
"""Words whose language is asked for at start: the model unpacks itself through a file, forbidden later."""


def _limit(limits: Limits) -> None:
    """Take on the limits that hold for the whole life of the process, where the system knows them."""
    try:
        import resource
    except ImportError:  # no such limits on this system: the parent's clock still holds
        return
    from data.reading.text import language_of

    os.nice(max(0, limits.nice - os.nice(0)))  # no farther back than that, when the parent has stepped back
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    language_of(WARMING)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(limits: Limits) -> None:
    """Let the process use so many seconds of the processor more than it has used so far."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soon = int(used.ru_utime + used.ru_stime) + limits.seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soon, resource.getrlimit(resource.RLIMIT_CPU)[1]))
