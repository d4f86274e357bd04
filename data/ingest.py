"""Ingest: from the bytes of an article to rows of the store; every way in ends here."""

import contextlib
import logging
import os
import queue
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from pydantic import Field

from data.dates import Value
from data.errors import BadArticle, BriefingError
from data.keep import Kept, keep
from data.reading import read_article
from data.reading.document import Document
from data.reading.gazetteers import Known
from data.reading.people import PersonFinder
from data.reading.text import LIMIT, load
from data.store import arrivals, articles, endings, entities
from data.store.arrivals import Came
from data.store.shelf import Connection
from data.store.store import GAP, Store
from data.values import Article
from data.ways import succeeding
from data.ways.child import Child, Limits, TooMuch, rules_alone
from data.ways.formats import SUFFIXES, Loaded, is_plain
from data.ways.retracting import address

log = logging.getLogger(__name__)

People = Callable[[], PersonFinder | None]
"""Gives the second person finder; called only when there is something new to read."""
Clock = Callable[[], datetime]
MANY = 48
"""From here files are read in batches, and by several processes."""
BATCH = 32
"""Articles that are read with the same knowledge of names."""
UNTOLD = Came()
UNHURRIED = Limits(patience=600, nice=15)
"""For files, on whose reading nobody waits: a busy machine refuses none of them. Whoever writes what was
read steps back less than they do (`folder.NICE`), for what it holds while it writes others wait for."""


class Report(Value):
    """What became of one file: its article and what is new, or why it was refused."""

    name: str
    article_id: int | None = None
    facts: int = 0
    names: int = 0
    already: bool = False
    copy_of: int | None = None
    """The first article that it is a near-copy of."""
    version_of: int | None = None
    """The first version of the article that it is a newer version of."""
    changed: int = 0
    """New facts that take the place of earlier ones."""
    vanished: int = 0
    """Earlier facts that are proposed for withdrawal."""
    retracts: int | None = None
    """The article that it takes back or corrects."""
    retracted: int = 0
    """Facts that ended because it takes them back."""
    refused: str = ""
    warnings: tuple[str, ...] = ()


def gather(paths: Iterable[Path]) -> "list[Path | Report]":
    """The files to read: those named, and in folders those with a suffix we read, by name.

    README files are left out. A path that cannot be used stands there as the report that refuses it.
    """
    return [found for path in paths for found in _at(path)]


def _at(path: Path) -> "list[Path] | list[Report]":
    try:
        if path.is_dir():
            return _inside(path)
        if not path.exists():
            raise BadArticle(f"{path} does not exist.")
        if not path.is_file():
            raise BadArticle(f"{path} is not a file.")
        return [path]
    except BadArticle as error:
        return [Report(name=path.name or str(path), refused=str(error))]
    except OSError as error:
        return [Report(name=path.name[:60], refused=f"It cannot be read: {error.strerror}.")]


def _inside(folder: Path) -> list[Path]:
    if not os.access(folder, os.R_OK | os.X_OK):
        raise BadArticle(f"{folder} may not be read.")
    inside = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    inside = [p for p in inside if p.stem.upper() != "README"]
    if not inside:
        raise BadArticle(f"{folder} holds no article (looked for {', '.join(SUFFIXES)}).")
    return inside


def ingest_files(
    store: Store, files: "Sequence[Path | Report]", people: People, now: Clock | None = None, jobs: int = 1,
    came: Came = UNTOLD, dry: bool = False,
) -> Iterator[Report]:  # fmt: skip
    """Read files into the store, in their order; a bad one is reported and never stops the rest.

    What the store has already is not read again, so that an interrupted run is simply run again.
    Many files are read batch by batch, each article of a batch with the names that the store had
    when the batch before it was begun, so that what is stored is the same whatever number of
    processes (`jobs`) reads them. `dry` stores nothing and reports what would be stored.
    """
    entry = partial(_kept, store, came=came, now=now, dry=dry)
    with _readers(jobs if len(files) >= MANY else 1, people) as desk:
        if len(files) < MANY:
            yield from (_now_or_later(_start(store, path, desk), entry) for path in files)
            return
        store.expect_much()
        begun: list[_Begun] = []
        for at in range(0, len(files), BATCH):
            later = [_start(store, path, desk) for path in files[at : at + BATCH]]
            yield from (_in_turn(one, entry) for one in begun)
            begun = later
        yield from (_in_turn(one, entry) for one in begun)


Enter = Callable[[str, Document], Report]
"""Writes what was read of the file of a name."""
_Begun = Report | tuple[str, Callable[[], Document]]
"""A file that is done with, or one that is being read."""


class _Readers:
    """Those who read: a child for what needs a parser, and for articles whoever `read` asks."""

    def __init__(
        self, child: Child, read: "Callable[[Article, Sequence[Known]], Callable[[], Document]]"
    ) -> None:
        self.child = child
        self.read = read

    def load(self, raw: bytes, name: str) -> Loaded:
        """The article in the bytes of a file. Raises BadArticle."""
        loaded: Loaded = (
            Loaded(article=load(raw, name)) if is_plain(raw, name) else self.child.load(raw, name)
        )
        return loaded


@contextlib.contextmanager
def _readers(jobs: int, people: People) -> Iterator[_Readers]:
    """Readers: here, one after the other, or in `jobs` processes at once."""
    with contextlib.ExitStack() as stack:
        loader = stack.enter_context(Child(rules_alone, UNHURRIED))
        if jobs < 2:
            yield _Readers(loader, lambda article, known: partial(read_article, article, known, people()))
            return
        free: queue.SimpleQueue[Child] = queue.SimpleQueue()
        for _ in range(jobs):
            free.put(stack.enter_context(Child(people, UNHURRIED)))
        pool = stack.enter_context(ThreadPoolExecutor(jobs))
        yield _Readers(loader, lambda article, known: pool.submit(_read_apart, free, article, known).result)


def _read_apart(free: "queue.SimpleQueue[Child]", article: Article, known: Sequence[Known]) -> Document:
    """Read an article in a process of its own."""
    child = free.get()
    try:
        document: Document = child.read(article, known)
        return document
    finally:
        free.put(child)


def _start(store: Store, path: "Path | Report", readers: _Readers) -> _Begun:
    """Begin to read a file, unless it is refused or the store has it already."""
    if isinstance(path, Report):
        return path
    try:
        raw = _bytes(path)
        known = articles.with_hash(store.shelf().db, sha256(raw).hexdigest())
        if known is not None:
            return Report(name=path.name, article_id=known, already=True)
        loaded = readers.load(raw, path.name)
        read = readers.read(loaded.article, _known(store, loaded.article.text))
        return path.name, partial(_warned, read, loaded.warnings)
    except BadArticle as error:
        return Report(name=path.name, refused=str(error))
    except BriefingError:
        raise
    except Exception:
        return _bug(path.name)


def _warned(read: Callable[[], Document], warnings: tuple[str, ...]) -> Document:
    document = read()
    return document.model_copy(update={"warnings": (*warnings, *document.warnings)}) if warnings else document


def _now_or_later(begun: _Begun, enter: Enter) -> Report:
    """The report of a file whose reading was begun; waits for it, and writes what was read."""
    if isinstance(begun, Report):
        return begun
    name, document = begun
    try:
        return enter(name, document())
    except BadArticle as error:
        return Report(name=name, refused=str(error))
    except BriefingError:
        raise
    except Exception:
        return _bug(name)


def _in_turn(begun: _Begun, enter: Enter) -> Report:
    """The same for one of many: it leaves a gap, for whoever else has something to write."""
    if not isinstance(begun, Report):
        time.sleep(GAP)
    return _now_or_later(begun, enter)


def _bug(name: str) -> Report:
    """A mistake of ours in reading one file: logged whole, and the rest goes on."""
    log.exception("bug in reading %s", name)
    return Report(name=name, refused="Something went wrong on our side; it was logged.")


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BadArticle("It is not a file.")
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
        if len(raw) > LIMIT:
            raise BadArticle(f"It is larger than {LIMIT // 10**6} MB.")
        return raw
    except OSError as error:
        raise BadArticle(f"It cannot be read: {error.strerror}.") from error


def read_file(path: Path, people: People) -> Document:
    """What can be read from a file, without a store. Raises BadArticle."""
    with _readers(1, people) as readers:
        loaded = readers.load(_bytes(path), path.name)
        return _warned(readers.read(loaded.article, ()), loaded.warnings)


def ingest(store: Store, raw: bytes, name: str, people: People, now: Clock | None = None) -> Report:
    """Read one article into the store; the same bytes again add nothing. Raises BadArticle, BadStore."""
    already = articles.with_hash(store.shelf().db, sha256(raw).hexdigest())
    if already is not None:
        return Report(name=name, article_id=already, already=True)
    with _readers(1, people) as readers:
        loaded = readers.load(raw, name)
        read = readers.read(loaded.article, _known(store, loaded.article.text))
        return _kept(store, name, _warned(read, loaded.warnings), now=now)


class Incoming(Value):
    """Something that somebody sent, or that a feed or a link led to."""

    raw: bytes
    name: str
    media_type: str = ""
    given: Mapping[str, object] = Field(default_factory=dict)
    """What whoever brought it knows of it: 'publisher', 'url', 'title', 'published' (a DateSpan)."""
    stands: bool = False
    """Whether what is given goes before what the text says of itself."""


def arrive(
    store: Store, one: Incoming, came: Came, people: People, now: Clock | None = None, *,
    proposed: bool = False, child: Child | None = None,
    also: Callable[[Connection, Report], None] | None = None,
) -> Report:  # fmt: skip
    """Read what somebody sent into the store: parsed and read in a child process with limits.

    The same request (by `came.key`) and the same bytes add nothing. `also` writes what belongs
    to it in the same transaction. Raises BadArticle, BadStore.
    """
    db = store.shelf().db
    known = arrivals.with_key(db, came.key) or articles.with_hash(db, sha256(one.raw).hexdigest())
    if known is not None:
        return _again(store, one.name, known, came, now, also)
    with contextlib.ExitStack() as stack:
        child = child or stack.enter_context(Child(people))
        loaded: Loaded = child.load(one.raw, one.name, one.media_type)
        article = _given(loaded.article, one)
        try:
            document: Document = child.read(article, _known(store, article.text))
        except TooMuch:
            with Child(rules_alone) as other:
                document = other.read(article, ())
    if loaded.warnings:
        document = document.model_copy(update={"warnings": (*loaded.warnings, *document.warnings)})
    return _kept(store, one.name, document, came=came, now=now, proposed=proposed, also=also)


def _given(article: Article, one: Incoming) -> Article:
    """The article with the data that came with it, where it has none of its own."""
    empty = {"published"} if not article.published.edtf else set()
    empty |= {field for field in ("title", "publisher", "url", "byline") if not getattr(article, field)}
    known = {field: value for field, value in one.given.items() if value and (one.stands or field in empty)}
    if "url" in known:
        known["url"] = address(str(known["url"]))
    return article.model_copy(update=known)


def _again(
    store: Store, name: str, article: int, came: Came, now: Clock | None,
    also: Callable[[Connection, Report], None] | None,
) -> Report:  # fmt: skip
    """Report that an article is there already, and note the request that brought it once more."""
    report = Report(name=name, article_id=article, already=True)
    if came.key or also:
        with store.writing() as db:
            if came.key:
                arrivals.note_key(db, came.key, article, _moment(now))
            if also:
                also(db, report)
    return report


class _Undone(Exception):
    """Ends the transaction of a dry run."""


def _kept(
    store: Store, name: str, document: Document, came: Came = UNTOLD, now: Clock | None = None,
    proposed: bool = False, also: Callable[[Connection, Report], None] | None = None, dry: bool = False,
) -> Report:  # fmt: skip
    """Write what was read, unless the same bytes, or the same text at the same address, are there already."""
    moment, report = _moment(now), None
    with contextlib.suppress(_Undone), store.writing() as db:
        already = articles.with_hash(db, document.article.sha256) or succeeding.is_repeat(db, document)
        if already is not None:
            report = Report(name=name, article_id=already, already=True)
            if came.key:
                arrivals.note_key(db, came.key, already, moment)
        else:
            report = _report(name, document, keep(db, document, moment, came, proposed))
        if also:
            also(db, report)
        if dry:
            raise _Undone
    assert report is not None, "the block above ends with a report or an error"
    return report.model_copy(update={"article_id": None}) if dry and not report.already else report


def _report(name: str, document: Document, kept: Kept) -> Report:
    return Report(
        name=name, article_id=kept.article, facts=kept.facts, names=kept.names, copy_of=kept.copy_of,
        version_of=kept.version_of, changed=kept.changed, vanished=kept.vanished, retracts=kept.retracts,
        retracted=kept.retracted, warnings=document.warnings,
    )  # fmt: skip


def was_dropped(store: Store, article: int) -> bool:
    """Whether an article was dropped and not put back."""
    return bool(endings.has_ended(store.shelf().db, article))


def _known(store: Store, text: str) -> list[Known]:
    """The names that the store has, without the acronyms that the article explains itself in brackets."""
    return [known for known in entities.known(store.shelf().db, text) if f"({known[0]})" not in text]


def _moment(now: Clock | None) -> str:
    return (now or _now)().isoformat(timespec="seconds")


def _now() -> datetime:
    return datetime.now(UTC)
